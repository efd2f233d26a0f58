"""
Baselines: what was found when somebody began, so that they can look at what is new.

A baseline marks findings and drops none. It is there to get smaller: an entry that
no longer matches is told (ACC013), and writing it anew takes such entries out and
never adds one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from polyagree.analyzers.registry import get
from polyagree.errors import InvalidBaseline
from polyagree.finding import Finding, Report
from polyagree.source import Span, dotted

if TYPE_CHECKING:
    from polyagree.source import SourceMap

__all__ = [
    "Baseline",
    "Entry",
    "baseline_of",
    "marked",
    "read_baseline",
    "shrunk",
    "write_baseline",
]

_VERSION = 1
_KEYS = ("file", "code", "path", "fingerprint", "count")


@frozen(order=True)
class Entry:
    """
    A finding that a baseline knows.

    Attributes:
        file: Its document, from the folder of the baseline, with ``/``.
        path: Where it was, for people.
        code: Its code.
        fingerprint: By which it is found again.
        count: How many findings have this fingerprint.
        line: In which line of the baseline it stands; ``None``: in none yet.
    """

    file: str
    path: str
    code: str
    fingerprint: str
    count: int = 1
    line: int | None = field(default=None, eq=False, order=False)

    @property
    def key(self) -> tuple[str, str]:
        """By what it is found again."""
        return self.file, self.fingerprint


@frozen
class Baseline:
    """
    The findings that were there when it was written.

    Attributes:
        entries: One for each fingerprint of each document, sorted.
        folder: The folder from which its documents are named.
        name: What it is called in a report; ``None``: it is in no file.
    """

    entries: tuple[Entry, ...] = ()
    folder: str = "."
    name: str | None = None


def baseline_of(report: Report, *, folder: str | os.PathLike[str] = ".") -> Baseline:
    """
    Return a baseline of the findings of *report* that count.

    Args:
        report: What a check found.
        folder: The folder from which documents are named.
    """
    where = os.fspath(folder)
    found = [each for each in report.findings if each.counts and not each.code.startswith("DOC")]
    counts = Counter(_key(each, where) for each in found)
    entries = {
        _key(each, where): Entry(
            _file(each, where),
            dotted(each.path),
            each.code,
            each.fingerprint,
            counts[_key(each, where)],
        )
        for each in found
    }
    return Baseline(tuple(sorted(entries.values())), where)


def marked(report: Report, baseline: Baseline, *, codes: Container[str] | None = None) -> Report:
    """
    Return *report* with the findings marked that *baseline* knows.

    None is dropped. Entries that match nothing are told, if they are about the documents
    of the report, or about one that is not there any more.

    Args:
        report: What a check found.
        baseline: What was there before.
        codes: The codes of the analyzers that ran; ``None``: all.
    """
    left = Counter({each.key: each.count for each in baseline.entries})
    findings: list[Finding] = []
    for finding in report.findings:
        key = _key(finding, baseline.folder)
        known = left[key] > 0
        left[key] -= known
        findings.append(evolve(finding, baselined=True) if known else finding)
    files = _looked_at(report, baseline)
    findings += (
        _unmatched(each, baseline)
        for each in baseline.entries
        if left[each.key] > 0 and each.file in files and (codes is None or each.code in codes)
    )
    return evolve(report, findings=tuple(findings))


def shrunk(baseline: Baseline, report: Report, *, codes: Container[str] | None = None) -> Baseline:
    """
    Return *baseline* without what *report* no longer has; nothing comes to it.

    Entries about other documents that are still there, or other codes, stay.
    """
    now = Counter(_key(each, baseline.folder) for each in report.findings if each.noted is None)
    files = _looked_at(report, baseline)
    kept: list[Entry] = []
    for each in baseline.entries:
        was_looked_at = each.file in files and (codes is None or each.code in codes)
        count = min(each.count, now[each.key]) if was_looked_at else each.count
        if count:
            kept.append(evolve(each, count=count))
    return evolve(baseline, entries=tuple(kept))


def _looked_at(report: Report, baseline: Baseline) -> set[str]:
    """Return the documents of *report*, and those that were renamed or taken away."""
    files = {_relative(file, baseline.folder) for file in report.files}
    if baseline.name is None:
        return files
    named = {each.file for each in baseline.entries if each.file and each.file[0] != "<"}
    return files | {
        file for file in named - files if not os.path.lexists(PurePath(baseline.folder, file))
    }


def _key(finding: Finding, folder: str) -> tuple[str, str]:
    return _file(finding, folder), finding.fingerprint


def _file(finding: Finding, folder: str) -> str:
    return "" if finding.document is None else _relative(finding.document, folder)


def _relative(file: str, folder: str) -> str:
    if file.startswith("<"):
        return file
    return PurePath(os.path.relpath(file, folder or ".")).as_posix()


def _unmatched(entry: Entry, baseline: Baseline) -> Finding:
    analyzer = get("ACC013")
    facts = {"baselined": entry.code, "path": entry.path}
    line = entry.line
    return Finding(
        code=analyzer.code,
        name=analyzer.name,
        severity=analyzer.severity,
        path=(),
        anchor=entry.path,
        message=analyzer.message.format_map(facts),
        help=analyzer.help,
        source=analyzer.source,
        span=None if line is None else Span(baseline.name, line, 1, line, 1),
        facts=(*facts.items(), ("fingerprint", entry.fingerprint)),
    )


# Files


def read_baseline(path: str | os.PathLike[str]) -> Baseline:
    """
    Return the baseline that a file holds.

    Args:
        path: The file.

    Raises:
        InvalidBaseline: If it is not there, is none, or is of another version.
    """
    from polyagree.codec import json as json_codec
    from polyagree.codec.files import decode, read_bytes
    from polyagree.codec.shape import Unreadable

    where = os.fspath(path)
    try:
        raw = json_codec.read(decode(read_bytes(Path(where))), name=where)
    except Unreadable as error:
        fault = error.fault
        place = "" if fault.line is None else f":{fault.line}:{fault.column}"
        raise InvalidBaseline(
            f"the baseline `{where}`{place} cannot be read: {fault.message}",
            "`--write-baseline` writes one" if place == "" else None,
        ) from None
    if raw.faults:
        raise InvalidBaseline(f"the baseline `{where}` cannot be read: {raw.faults[0].message}")
    return _understood(raw.tree, raw.source, where)


def _understood(tree: Any, source: SourceMap, where: str) -> Baseline:
    if not isinstance(tree, dict) or not isinstance(tree.get("findings"), list):
        raise InvalidBaseline(
            f"`{where}` is not a baseline", "`--write-baseline` writes one to a file that is new"
        )
    if tree.get("format") != _VERSION:
        raise InvalidBaseline(
            f"the baseline `{where}` is of version `{tree.get('format')}`,"
            f" and this release reads version {_VERSION}",
            "write it anew with this release",
        )
    entries: list[Entry] = []
    seen: set[tuple[str, str]] = set()
    for index, each in enumerate(tree["findings"]):
        span = source.find(("findings", index))
        line = None if span is None else span.line
        entry = _entry(each, line)
        if entry is None:
            raise InvalidBaseline(
                f"the baseline `{where}`:{line}:1 has an entry that is none",
                f"an entry has {', '.join(f'`{key}`' for key in _KEYS)}",
            )
        if entry.key in seen:
            raise InvalidBaseline(
                f"the baseline `{where}`:{line}:1 has `{entry.code}` at `{entry.path}` twice",
                "keep one of them, with the `count` of both",
            )
        seen.add(entry.key)
        entries.append(entry)
    return Baseline(tuple(entries), os.path.dirname(where) or ".", where)  # noqa: PTH120  # as given


def _entry(tree: Any, line: int | None) -> Entry | None:
    if not isinstance(tree, dict) or set(tree) != set(_KEYS):
        return None
    texts = [tree[key] for key in _KEYS[:4]]
    count = tree["count"]
    is_count = isinstance(count, int) and not isinstance(count, bool) and count > 0
    if not all(isinstance(each, str) for each in texts) or not is_count:
        return None
    return Entry(tree["file"], tree["path"], tree["code"], tree["fingerprint"], count, line)


def write_baseline(baseline: Baseline, path: str | os.PathLike[str]) -> None:
    """
    Write *baseline* to a file, which is replaced whole or not at all.

    Args:
        baseline: The baseline.
        path: The file, in the folder of the baseline.

    Raises:
        OSError: If it cannot be written; the file is then as it was.
    """
    import json

    from polyagree.codec.files import replace

    document = {"format": _VERSION, "findings": _trees(sorted(baseline.entries))}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    replace(Path(path), text.encode("utf-8", "backslashreplace"))


def _trees(entries: Iterable[Entry]) -> list[dict[str, object]]:
    return [{key: getattr(each, key) for key in _KEYS} for each in entries]
