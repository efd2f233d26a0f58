"""Two readers of the same sentence: the first is believed, the second casts doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve, field, frozen

from polyagree.errors import InvalidReading, ReaderFailed
from polyagree.text.answers import DECISIONS, Answer
from polyagree.text.readers import Held, Reader, reader_of
from polyagree.text.readings import Dispute, Reading

__all__ = ["seconded"]


def seconded(first: Reader, second: Reader) -> Reader:
    """
    Return a reader that asks both, and says where they disagree.

    The reading of the *first* counts, always. Where the *second* says the same of what it
    speaks of, the reading is as sure as the surer of the two. Where it says something else,
    `disputed` tells what each says, and the reading is less sure, by half of how sure the second
    is. One of them that gives no answer, or one that cannot be meant, is left out, and `why`
    says so.

    Raises:
        ReaderFailed: While reading, if neither gives an answer.
        InvalidReading: While reading, if neither does, and what the second says cannot be meant.
    """
    return _Seconded(reader_of(first), reader_of(second))


@frozen
class _Seconded(Held):
    """Two readers as one."""

    first: Held
    second: Held
    name: str = field(init=False)

    @name.default
    def _of_both(self) -> str:
        return f"{self.first.name}, seconded by {self.second.name}"

    def answer(self, sentence: str, people: Collection[str], terms: Collection[str]) -> Answer:
        """Return what *sentence* says, and who disagrees."""
        try:
            first = self.first.answer(sentence, people, terms)
        except (InvalidReading, ReaderFailed) as error:
            return _alone(self.second.answer(sentence, people, terms), error)
        try:
            second = self.second.answer(sentence, people, terms)
        except (InvalidReading, ReaderFailed) as error:
            return _alone(first, error)
        return Answer(_of_both(first, second), first.said)


def _alone(answer: Answer, error: InvalidReading | ReaderFailed) -> Answer:
    why = "; ".join(each for each in (answer.reading.why, error.message) if each)
    return evolve(answer, reading=evolve(answer.reading, why=why))


def _of_both(first: Answer, second: Answer) -> Reading:
    reading, other = first.reading, second.reading
    disputed = tuple(_disputes(first, second))
    if disputed:
        confidence = reading.confidence * (1 - other.confidence / 2)
    elif second.said:
        confidence = max(reading.confidence, other.confidence)
    else:
        confidence = reading.confidence
    return evolve(reading, confidence=confidence, disputed=(*reading.disputed, *disputed))


def _disputes(first: Answer, second: Answer) -> Iterator[Dispute]:
    one, other = first.reading, second.reading
    for name in DECISIONS:
        if name in first.said and name in second.said:
            said, against = getattr(one, name), getattr(other, name)
            if said != against:
                yield Dispute(name, ((one.reader, _word(said)), (other.reader, _word(against))))


def _word(said: object) -> str:
    """Return a kind, or yes or no."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    return str(said)
