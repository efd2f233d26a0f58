"""
Every exception of polyagree.

The tree::

    PolyagreeError
    ├── InvalidModel (ValueError)        a value that cannot be meant
    │   ├── InvalidTime                  a duration, window, moment, day or hour
    │   ├── InvalidQuantity              a number, an amount, a share, a size, an nth
    │   ├── InvalidId                    an id, or a word used as one
    │   ├── InvalidPeople                people, groups, relationships, and how they are named
    │   ├── InvalidNorm                  a norm, a condition, a gate
    │   ├── InvalidAgreement             an agreement, a clause, a revision, an acceptance
    │   ├── InvalidBoundary              a boundary, a response, a restatement
    │   ├── InvalidRecord                a check-in, an event, a breach, a repair, a matrix
    │   ├── InvalidConfig                a setting, or an option of an analyzer
    │   └── InvalidPolycule              parts that do not fit together; carries every fault
    ├── DocumentError (ValueError)       a document, or a configuration, that cannot be read;
    │                                    carries every fault
    ├── UnknownName (KeyError)           a lookup that found nothing
    ├── UnknownAnalyzer (KeyError)       a code that no analyzer has
    ├── AnalyzerFailed (RuntimeError)    an analyzer of somebody else that gave no answer
    ├── UnknownFormat (ValueError)       a file name or format that no codec knows
    ├── InvalidBaseline (ValueError)     a baseline that cannot be read
    ├── InvalidSeries (ValueError)       numbers that a statistic cannot be taken of
    ├── InvalidPriority (ValueError)     clauses that would go before each other in a circle
    ├── InvalidReading (ValueError)      what a reader says of a sentence and cannot be meant
    ├── ReaderFailed (RuntimeError)      a reader that gave no answer
    ├── DoesNotReplay (RuntimeError)     a fault of polyagree: a result that its own replay denies
    ├── NotKept (ValueError)             a change that the layout of a text does not allow
    └── MissingExtra (ImportError)       an optional part that is not installed
"""

from __future__ import annotations

from attrs import field, frozen

__all__ = [
    "AnalyzerFailed",
    "DocumentError",
    "DoesNotReplay",
    "Fault",
    "InvalidAgreement",
    "InvalidBaseline",
    "InvalidBoundary",
    "InvalidConfig",
    "InvalidId",
    "InvalidInstrument",
    "InvalidModel",
    "InvalidNorm",
    "InvalidPeople",
    "InvalidPolycule",
    "InvalidPriority",
    "InvalidQuantity",
    "InvalidReading",
    "InvalidRecord",
    "InvalidSeries",
    "InvalidTime",
    "MissingExtra",
    "NotKept",
    "PolyagreeError",
    "ReaderFailed",
    "UnknownAnalyzer",
    "UnknownFormat",
    "UnknownName",
]


@frozen
class Fault:
    """
    One thing that is wrong with a document, and where.

    Attributes:
        code: ``DOC001`` cannot be read, ``DOC002`` unknown key, ``DOC003``
            unknown reference, ``DOC004`` impossible value.
        message: What is wrong: one sentence, no capital, no full stop.
        path: The keys and list positions that lead to it.
        help: What would work instead; ``None`` where nothing is sure to.
        value: The offending value as it was written, shortened.
        file: The name of the document; ``None`` for a string.
        line: The first line, from 1; ``None`` where there is no position.
        column: The first column, from 1, in characters.
        end_line: The last line.
        end_column: The column after the last character.
    """

    code: str
    message: str
    path: tuple[str | int, ...] = ()
    help: str | None = None
    value: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class PolyagreeError(Exception):
    """Whatever polyagree raises on purpose."""

    message: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.message


@frozen
class InvalidModel(PolyagreeError, ValueError):
    """
    A value that cannot be meant.

    Attributes:
        message: What is wrong.
        field: The attribute at fault, with the key inside it after a dot where it is
            a map; ``None`` if it is the whole.
        help: What would work instead.
        value: The offending value.
    """

    message: str
    field: str | None = field(default=None)
    help: str | None = None
    value: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class InvalidTime(InvalidModel):
    """A duration, window, moment, day, hour or date that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidQuantity(InvalidModel):
    """A number, an amount, a share, a size or an nth that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidId(InvalidModel):
    """An id that is not one, or a word of the grammar used as one."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidPeople(InvalidModel):
    """People, a group or a relationship that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidNorm(InvalidModel):
    """A norm, a condition or a gate that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidAgreement(InvalidModel):
    """An agreement, a clause, a revision or an acceptance that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidBoundary(InvalidModel):
    """A boundary, a response or a restatement that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidRecord(InvalidModel):
    """A check-in, an event, a breach, a repair, a matrix or a scenario that cannot be meant."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidInstrument(InvalidModel):
    """A questionnaire that cannot be meant, or answers that it does not have."""

    __str__ = PolyagreeError.__str__


@frozen
class InvalidConfig(InvalidModel):
    """
    A setting of a configuration, or an option of an analyzer, that cannot be meant.

    Attributes:
        faults: Every one of them, each with its path; the message tells of the first. Empty: it
            is the only one.
    """

    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        """Return the sentence; of several, each with the path of its setting."""
        if len(self.faults) <= 1:
            return self.message
        lines = [f"{len(self.faults)} settings cannot be meant"]
        for fault in self.faults:
            path = "".join(
                f"[{each}]" if isinstance(each, int) else f".{each}" for each in fault.path
            )
            hint = "" if fault.help is None else f" ({fault.help})"
            lines.append(f"  {path.removeprefix('.')}: {fault.message}{hint}")
        return "\n".join(lines)


@frozen
class InvalidPolycule(InvalidModel):
    """
    Parts of a polycule that do not fit together.

    Attributes:
        faults: Every one of them, each with its path; the message tells of the first.
    """

    faults: tuple[Fault, ...] = ()

    __str__ = PolyagreeError.__str__


@frozen
class DocumentError(PolyagreeError, ValueError):
    """
    A document, or a configuration, that cannot be read, with all its faults at once.

    Attributes:
        message: How many faults, and in which document.
        faults: Every fault, in the order of the document.
        texts: The name and the text of each file beside it that was read as well.
    """

    message: str
    faults: tuple[Fault, ...] = ()
    texts: tuple[tuple[str | None, str], ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        """Return the sentence, then each fault with its place."""
        lines = [self.message]
        beside = {name for name, _ in self.texts}
        for fault in self.faults:
            place = "" if fault.line is None else f"{fault.line}:{fault.column}: "
            if fault.file is not None and fault.file in beside:
                place = f"{fault.file}:{place or ' '}"
            hint = "" if fault.help is None else f" ({fault.help})"
            lines.append(f"  {place}{fault.code} {fault.message}{hint}")
        return "\n".join(lines)


@frozen
class UnknownName(PolyagreeError, KeyError):
    """
    A lookup that found nothing.

    Attributes:
        message: What was looked for.
        name: The name that is not there.
        help: The nearest name that is.
    """

    message: str
    name: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class UnknownAnalyzer(PolyagreeError, KeyError):
    """
    A code or prefix that no analyzer has.

    Attributes:
        message: What was asked for.
        code: The code as it was given.
        help: The nearest code that exists.
    """

    message: str
    code: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class AnalyzerFailed(PolyagreeError, RuntimeError):
    """
    An analyzer of somebody else that gave no answer: it raised something, or what is no finding.

    Attributes:
        message: Which, and why, as far as it said so.
        code: The code of the analyzer.
    """

    message: str
    code: str

    __str__ = PolyagreeError.__str__


@frozen
class UnknownFormat(PolyagreeError, ValueError):
    """
    A file name or format that no codec knows.

    Attributes:
        message: What was given.
        help: The formats there are.
    """

    message: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class InvalidBaseline(PolyagreeError, ValueError):
    """
    A baseline that cannot be read.

    Attributes:
        message: What is wrong with it, and where.
        help: What can be done.
    """

    message: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class InvalidSeries(PolyagreeError, ValueError):
    """
    Numbers that a statistic cannot be taken of, or that no chart can have.

    Attributes:
        message: What is wrong, and where in the series.
        field: The parameter at fault; ``None`` if it is several together.
        help: What would work instead.
    """

    message: str
    field: str | None = None
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class InvalidPriority(PolyagreeError, ValueError):
    """
    Clauses of which each is to go before the other.

    Attributes:
        message: Which, and in what circle.
        help: What would work instead.
    """

    message: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class InvalidReading(PolyagreeError, ValueError):
    """
    What a reader says of a sentence and cannot be meant.

    Attributes:
        message: What is wrong, and who says it.
        reader: The name of the reader.
        field: The field at fault, with the one inside it after a dot; ``None``: the whole.
        help: What would work instead.
        value: What was said, shortened.
    """

    message: str
    reader: str
    field: str | None = field(default=None)
    help: str | None = None
    value: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class ReaderFailed(PolyagreeError, RuntimeError):
    """
    A reader that gave no answer: it raised something, or took too long.

    Attributes:
        message: Which, and why, as far as it said so.
        reader: The name of the reader.
        help: What can be done.
    """

    message: str
    reader: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class DoesNotReplay(PolyagreeError, RuntimeError):
    """
    A schedule, a witness or a conflict that a replay contradicts.

    It is a fault of polyagree and never of the document: please report it, with the case.

    Attributes:
        message: What the replay says, and of which norm.
        events: The events that were replayed.
    """

    message: str
    events: tuple[object, ...] = ()

    help: str | None = "this is a fault of polyagree: please report it with the document"

    __str__ = PolyagreeError.__str__


@frozen
class NotKept(PolyagreeError, ValueError):
    """
    What a text or a format cannot hold, or a change that would lose its layout.

    Attributes:
        message: What cannot be kept.
        help: What can be done instead.
    """

    message: str
    help: str | None = None

    __str__ = PolyagreeError.__str__


@frozen
class MissingExtra(PolyagreeError, ImportError):
    """
    An optional part that is not installed.

    Attributes:
        message: What needs it.
        extra: The extra that brings it.
    """

    message: str
    extra: str

    __str__ = PolyagreeError.__str__
