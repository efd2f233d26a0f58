"""What no text of ours says to people, and the texts that people read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from polyagree.analyzers.registry import analyzers
from polyagree.cli.parser import _parsers

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "polyagree"


@frozen
class Rule:
    """
    Words that no text says.

    Attributes:
        name: What they do, in a few words.
        words: A pattern of them.
        planted: A sentence with them.
        strict: Whether only what speaks of an agreement is held to it: messages, help and
            reasons of analyzers, and what the command line says.
    """

    name: str
    words: str
    planted: str
    strict: bool = False

    def found_in(self, text: str) -> list[str]:
        """Return what of *text* it is about."""
        return [each[0].casefold() for each in re.finditer(self.words, text, re.IGNORECASE)]


RULES = (
    Rule("commands", r"\byou (?:must|shall|should|ought|have to|need to)\b", "You must say why."),
    Rule("looks back in anger", r"\b(?:should|ought to)(?: not|n't)? have\b", "It should have."),
    Rule("scolds", r"\bfail(?:s|ed|ing)? to\b|\bfailures?\b", "Ben failed to tell."),
    Rule("accuses", r"\bguilt\w*|\bculprits?\b|\boffend\w*|\bperpetrat\w*|\bvictim\w*", "Guilty."),
    Rule("finds fault", r"\b(?:your|their|his|her|at|whose|people's) fault\b", "It is their fault."),
    Rule("blames", r"\bblam\w+", "Nobody but Ana is to blame."),
    Rule("calls it cheating", r"\bcheat\w*|\binfidel\w*|\bunfaithful\w*|\bbetray\w*", "It is cheating."),
    Rule("calls it wrong", r"\bwrong(?:s|ed|ly|doing)?\b", "That is wrong."),
    Rule("calls it bad", r"\bbad(?:ly)?\b", "That is a bad agreement."),
    Rule("speaks of violations", r"\bviolat\w+", "Ben violated it."),
    Rule("sets a norm for people", r"\b(?:ab)?normal(?:ly)?\b", "That is not normal."),
    Rule("calls it unhealthy", r"\b(?:un)?healthy\b|\bdysfunction\w*|\btoxic\b", "Unhealthy."),
    Rule("ranks", r"\b(?:real|true|proper|serious) (?:relationship|partner|love|commitment)s?\b", "No real love."),
    Rule("ranks ways of living", r"\bmonogam\w+|\bpromiscu\w+|\bimmoral\w*|\bimmatur\w*", "Immoral."),
    Rule("knows a couple", r"\bcouples?\b(?! satisfaction)|\bprimary (?:partner|couple)s?\b", "The couple decides."),
    Rule("knows their sex", r"\bhusbands?\b|\bwi(?:fe|ves)\b|\b(?:boy|girl)friends?\b", "Her husband."),
    Rule("knows two", r"\b(?:the two|both) of (?:you|them)\b|\byour partner\b|\byou both\b", "Ask your partner.", strict=True),
    Rule("knows a gender", r"\b(?:he|she|him|his|hers?)\b", "What would she say?", strict=True),
    Rule("commands at all", r"\b(?:must|ought to|shall)\b|^(?:don't|do not)\b", "People must tell.", strict=True),
)  # fmt: skip


@frozen
class Said:
    """
    A text that people read.

    Attributes:
        at: Where it stands.
        text: What it says, without what stands in backticks.
        is_strict: Whether it speaks of an agreement.
    """

    at: str
    text: str
    is_strict: bool = False


def of_analyzers() -> Iterator[Said]:
    """Yield what each analyzer says, and what its examples are called."""
    for each in analyzers():
        for name in ("message", "help"):
            yield said_at(each.code, getattr(each, name), is_strict=True)
        yield said_at(each.code, each.why(), is_strict=True)
        yield said_at(each.code, f"{each.name}. {each.bad.title}. {each.good.title}")


def of_help() -> Iterator[Said]:
    """Yield what each command says of itself."""
    top, commands = _parsers()
    yield said_at("polyagree --help", top.format_help(), is_strict=True)
    for name, parser in commands.items():
        yield said_at(f"polyagree {name} --help", parser.format_help(), is_strict=True)


def of_source() -> Iterator[Said]:
    """Yield each sentence that stands in the source and may be printed."""
    titles = {example.title for each in analyzers() for example in (each.bad, each.good)}
    for path in sorted(SOURCE.rglob("*.py")):
        at = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strict = at.startswith(("analyzers/builtin", "cli", "report"))
        for each in sentences(tree):
            # An example has lines of its own and a title, and people whom it knows.
            is_example = "\n" in each.strip() or each in titles
            yield said_at(at, each, is_strict=strict and not is_example)


def of_pages() -> Iterator[Said]:
    """Yield each page of the docs, without code, and the remarks in the examples."""
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        # What stands under `analyzers` is made of them.
        if path.parent.name != "analyzers":
            text = re.sub(
                r"^```.*?^```$",
                "",
                path.read_text(encoding="utf-8"),
                flags=re.MULTILINE | re.DOTALL,
            )
            yield said_at(path.relative_to(ROOT).as_posix(), text)
    for path in sorted((ROOT / "changelog.d").glob("*.md")):
        yield said_at(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        remarks = re.findall(r"(?:^|\s)#(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        yield said_at(path.relative_to(ROOT).as_posix(), "\n".join(remarks))


def sentences(tree: ast.AST) -> Iterator[str]:
    """Yield each text in *tree* that reads like a sentence and is no docstring or pattern."""
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inside or id(node) in notes:
            continue
        text = _text(node)
        if " " in text.strip() and not _IS_PATTERN.search(text):
            yield text


_IS_PATTERN = re.compile(r"\\[bwsWA]|\(\?|\w\|\w")


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(each) or "…" for each in parts)
    return ""


def said_at(at: str, text: str, *, is_strict: bool = False) -> Said:
    return Said(at, re.sub(r"`[^`]*`", "…", text), is_strict)


def everything() -> Iterator[Said]:
    """Yield every text that people read."""
    yield from of_analyzers()
    yield from of_help()
    yield from of_source()
    yield from of_pages()


def against_the_rules(said: Said) -> Iterator[tuple[str, str]]:
    """Yield each rule that *said* is against, by its name, with the words."""
    for rule in RULES:
        if said.is_strict or not rule.strict:
            for words in rule.found_in(said.text):
                yield rule.name, words
