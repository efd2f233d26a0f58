"""Who is bound, by whose word, and how it is put."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polyagree.text.deciding import Decision
from polyagree.text.frames import Hit
from polyagree.text.normal import Words
from polyagree.text.readings import Kind, Modality, Roles
from polyagree.text.subjects import Subject
from polyagree.text.weighing import telling

__all__ = ["approver_of", "roles_of"]

_SPEAKER = frozenset({"i", "me", "my", "mine", "myself"})
_SPOKEN_TO = frozenset({"you", "your", "yours", "yourself"})
_PRONOUNS = frozenset({"he", "she", "him", "her", "them", "they", "his", "their"})
_COUNTED = frozenset({"both", "either", "everyone", "everybody", "all", "nobody", "each"})
_GATED = frozenset({"permission_rule", "veto"})
#: So far from a word of yes or no may stand whose it is.
_BEFORE, _AFTER = 5, 3
_BOTH = re.compile(r"\b(?:both|two of us|each other|we|us|neither)\b")
_ALL = re.compile(r"\b(?:all|everyone|everybody|every|nobody|no one|none|three of us|four of us)\b")
_EITHER = re.compile(r"\b(?:either|one of us|one of you|any of us|anyone|anybody|each)\b")
_OTHER = re.compile(
    r"\b(?:the other|other half|other party|other one|partner|partners|spouse|somebody|someone"
    r"|home)\b"
)
_LEADING = re.compile(
    r"^(?:.* )?(?:the|a|an|my|your|our|his|her|their|every|each|any|remaining|both|all|those|that) "
)
_JOINT = re.compile(r" (?:joint|mutual|common|unanimous|together|jointly) ")
_MAY = re.compile(r" (?:may|can|could|free to|is yours|up to) ")
_MAY_NOT = re.compile(
    r" (?:not|never|no|nobody|no one|none|neither|nothing|nor|off|off limits|only|without|until"
    r"|unless|except) "
)


def roles_of(words: Words, subject: Subject, decision: Decision, kind: Kind) -> Roles:
    """Return who is bound by what, in a clause of *kind*."""
    bearer = None if kind in {"definition", "other"} else subject.bearer
    return Roles(
        bearer=bearer,
        bearer_name=subject.name if bearer == "one_named" else None,
        modality=_modality(words, subject, kind),
        approver=approver_of(decision.approvals, words) or _nearby(words, kind),
    )


def approver_of(approvals: Sequence[Hit], words: Words) -> str | None:
    """Return whose yes or no it is; ``None``: nobody's."""
    if not approvals:
        return None
    givers = [each.roles["giver"] for each in approvals if each.roles.get("giver")]
    if givers:
        return _named(max(givers, key=_weight))
    return "both" if _JOINT.search(words.line) else "other"


def _nearby(words: Words, kind: Kind) -> str | None:
    """Return who is named next to the words of a yes or no that no phrase found."""
    found = telling(words, "permission") if kind in _GATED else []
    if not found:
        return None
    at = words.tokens.index(found[0])
    near = sorted(range(max(at - _BEFORE, 0), at + _AFTER), key=lambda each: abs(each - at))
    spoken = [words.tokens[each].word for each in near if each < len(words.tokens)]
    return next((_named(each) for each in spoken if _is_somebody(each)), "other")


def _is_somebody(word: str) -> bool:
    return word[0] == "@" or word in _SPEAKER | _SPOKEN_TO | _PRONOUNS | _COUNTED


def _weight(giver: str) -> int:
    """Return how much *giver* tells: a name most, a pronoun least."""
    if "@" in giver:
        return 3
    return 1 if giver in _PRONOUNS | _SPOKEN_TO else 2


def _named(giver: str) -> str:
    said = giver.removesuffix(" 's").strip()
    names = re.findall(r"@([\w.]+)", said)
    if len(names) > 1:
        return "both"
    if names:
        return "either" if " or " in said else names[0].capitalize()
    words = set(said.split())
    if words & _SPEAKER:
        return "holder"
    if said in _SPOKEN_TO:
        return "other"
    if said in _PRONOUNS:
        return said
    for pattern, name in ((_EITHER, "either"), (_OTHER, "other"), (_ALL, "all"), (_BOTH, "both")):
        if pattern.search(said):
            return name
    return _LEADING.sub("", said) or "other"


def _modality(words: Words, subject: Subject, kind: Kind) -> Modality:
    if kind == "value":
        return "value"
    if kind in {"definition", "other"}:
        return "none"
    if kind == "veto":
        return "power"
    line = words.line
    if kind == "permission_rule":
        if subject.is_negative or re.search(r" (?:until|unless|only) ", line):
            return "must_not"
        return "may" if _MAY.search(line) else "must"
    if kind in {"mutual_limit", "prohibition_on_other"}:
        return "may" if _MAY.search(line) and not _MAY_NOT.search(line) else "must_not"
    if kind in {"self_boundary", "commitment"}:
        if re.search(r" (?:not|never|no|nobody|none|neither) ", line) and not subject.is_imperative:
            return "must_not"
        return "may" if _MAY.search(line) else "must"
    return "must"
