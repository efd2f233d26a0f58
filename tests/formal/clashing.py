"""Whether two norms of a formal case clash at some time and amount: each is tried in a document."""

from __future__ import annotations

import datetime as dt
from itertools import chain, pairwise, product

from attrs import evolve

from polyagree.consistency.axioms import clashes_over
from tests.formal.documents import DAY, DAYS, Document, instant, walk

NEAR = dt.timedelta(minutes=10)
#: Days in a row that have every day of the week, from the middle of one on.
DAYS_AHEAD = 9


def clash(case):
    """Return the verdict, and when it is so if that hangs on facts that may be both ways."""
    unknown = case["facts"].get("unknown", ())
    worlds = {}
    for truths in product((False, True), repeat=len(unknown)):
        facts = {**case["facts"], "unknown": []}
        for key, truth in (("true", True), ("false", False)):
            suppose = [name for name, given in zip(unknown, truths, strict=True) if given is truth]
            facts[key] = [*facts.get(key, ()), *suppose]
        worlds[truths] = World({**case, "facts": facts}).clashes()
    if len({*worlds.values()}) == 1:
        return {"verdict": "conflict" if worlds[truths] else "compatible"}
    return {"verdict": "ambiguous", "when": in_words(unknown, worlds)}


def in_words(names, worlds):
    """Return a condition that holds in just those worlds: all of some facts, or any such."""
    parts = []
    for some in product((None, False, True), repeat=len(names)):
        covered = [e for e in worlds if all(s in {None, t} for s, t in zip(some, e, strict=True))]
        if all(worlds[each] for each in covered):
            parts.append((some, {*covered}))
    parts.sort(key=lambda part: -len(part[1]))
    chosen, left = [], {each for each in worlds if worlds[each]}
    for some, covered in parts:
        if covered & left:
            facts = [({"fact": n}, t) for n, t in zip(names, some, strict=True) if t is not None]
            found = [fact if truth else {"not": fact} for fact, truth in facts]
            chosen.append(found[0] if len(found) == 1 else {"all": found})
            left -= covered
    return chosen[0] if len(chosen) == 1 else {"any": chosen}


def plain(case):
    """Return the case with each norm in its plainest form, and what may be done left undone."""
    acts = [] if case["events"] else ["act"]
    vocabulary = dict(case["vocabulary"])

    def condition(of):
        if isinstance(of, list):
            return [condition(each) for each in of]
        for key in acts:
            if key in of:
                return {"fact": of[key]}
        return {key: condition(e) if isinstance(e, dict | list) else e for key, e in of.items()}

    def norm(of):
        of = dict(of)
        for key in {"when", "unless"} & {*of}:
            of[key] = condition(of[key])
        for key in {"reparation", "or_else"} & {*of}:
            of[key] = [norm(each) for each in of[key]]
        parts = of["when"].get("all", [of["when"]]) if "when" in of else []
        days = [each["weekday"] for each in parts if "weekday" in each]
        bounds = [each["cmp"] for each in parts if "cmp" in each]
        if days:
            every = of.get("window", {}).get("recurrence", {})
            both = set.intersection(*map(set, days), set(every.get("days", DAYS)))
            every = every | {"days": [each for each in DAYS if each in both]}
            of["window"] = of.get("window", {}) | {"recurrence": every}
        if bounds:
            of["where"] = [*of.get("where", ()), *bounds]
        if days or bounds:
            rest = [each for each in parts if not {"weekday", "cmp"} & {*each}]
            of |= {"when": {"all": rest}}
        if of.pop("omit", False):
            other = {"obligation": "prohibition", "prohibition": "obligation"}
            if of["modality"] in other:
                return of | {"modality": other[of["modality"]]}
            pair = [f"not {of['act']}", of["act"]]
            vocabulary["exclusive"] = [*vocabulary.get("exclusive", ()), pair]
            return of | {"act": pair[0]}
        return of

    norms = [norm(each) for each in case["norms"]]
    return {**case, "norms": norms, "vocabulary": vocabulary}


class World:
    """A case with facts that are settled."""

    def __init__(self, case):
        self.case = plain(case)
        self.document = Document(self.case)
        self.norms, self.closure = self.document.all, self.document.closure
        self.pairs = self.document.pairs
        self.alternatives = [{*group} for group in case.get("alternatives", ())]

    def clashes(self):
        """Return whether two norms clash, so that no alternative is left."""
        found = set()
        for pair in self.found():
            found.add(pair)
            lost = {each for pair in found for each in pair if self.is_duty(each)}
            open_ = {e for group in self.alternatives if not group <= lost for e in group}
            if any(not {each for each in pair if self.is_duty(each)} & open_ for pair in found):
                return True
        return False

    def is_duty(self, name):
        return self.norms[name]["modality"] == "obligation"

    def found(self):
        """Yield each two norms that clash over something."""
        for ask in self.asks():
            others = [{**ask, "act": other} for other in self.excluded(ask.get("act"))]
            for other in others or [None]:
                yield from self.over(ask, other)

    def over(self, ask, other):
        """Yield the norms that clash over an act, or over two that exclude each other."""
        told = Document(self.case, self.timed(ask, self.document.begin))
        size = len(told.event(told.ask))
        polycule = evolve(told.polycule, events=told.polycule.events[:-size])
        events = [self.whole(each, ask) for each in told.polycule.events[-size:]]
        instead = []
        if other:
            also = Document(self.case, self.timed(other, self.document.begin))
            instead = [
                self.whole(e, other)
                for e in also.polycule.events[-len(also.event(other | {"t": 0})) :]
            ]
        for before in self.times_before():
            for at in self.times():
                done, skipped = (
                    [evolve(each, at=at) for each in some] for some in (events, instead)
                )
                log = [*polycule.events, *(evolve(e, at=at) for e in events for _ in range(before))]
                now = evolve(polycule, events=log)
                for each in clashes_over(now, done, instead=skipped):
                    one, two = (told.name(path) for path in each.paths)
                    asks = (ask, other) if each.instead else (ask, ask)
                    if each.instead and each.events != tuple(done):
                        asks = asks[::-1]
                    elif each.events == tuple(skipped):
                        asks = (other, other)
                    if self.is_meant(one, two, *asks):
                        yield one, two

    def is_meant(self, one, two, ask, other):
        """Return whether what was done is just what the one asks for, or all of it permitted."""
        norms = self.norms[one], self.norms[two]
        ranked = any(a["id"] in b.get("overrides", ()) for a, b in (norms, norms[::-1]))
        follows = any(
            {"violated": a["id"]} in [*walk([b.get("when", {})])] for a, b in (norms, norms[::-1])
        )
        asked = [(norms[0], ask), *([(norms[1], other)] if other is not ask else [])]
        return not ranked and not follows and all(self.covers(*each) for each in asked)

    def covers(self, norm, ask):
        if norm["modality"] == "prohibition":
            return True
        if norm["modality"] == "obligation":
            return all(key not in norm or norm[key] == ask.get(key) for key in ("act", "target"))
        wide = {"act": ("kind_of", "-grants"), "target": ("kind_of", "part_of")}
        return all(
            key not in norm or norm[key] in self.closure([ask.get(key)], *relations)
            for key, relations in wide.items()
        )

    def excluded(self, act):
        """Return the acts of norms that cannot be done when *act* is."""
        wide = {*self.closure([act], "kind_of")}
        pairs = [(a, b) for pair in self.pairs.get("exclusive", ()) for a, b in (pair, pair[::-1])]
        out = {b for a, b in pairs if a in wide}
        return [e for e in self.acts() if out & {*self.closure([e], "kind_of")}]

    def acts(self):
        return [each["act"] for each in self.asks_of("act", "-kind_of", "grants")]

    def asks_of(self, key, *narrower):
        """Return what may be asked about: each name that norms have, and what is narrower."""
        names = dict.fromkeys(norm[key] for norm in self.norms.values() if key in norm)
        names = self.closure(names, *narrower)
        if key == "act":
            names += [
                both["act"] for both in self.pairs.get("together", ()) if both["act"] not in names
            ]
        return [{key: each} for each in names]

    def asks(self):
        """Yield what somebody may do, at any time."""
        keys = {"act": ("-kind_of", "grants"), "target": ("-kind_of", "-part_of"), "to": ()}
        several = [self.asks_of(key, *narrower) or [{}] for key, narrower in keys.items()]
        bearers = [norm["bearer"] for norm in self.norms.values() if "bearer" in norm]
        people = [{"who": each} for each in self.closure(bearers, "-member_of")] or [{}]
        for parts in product(*several, people, self.amounts()):
            yield {key: value for part in parts for key, value in part.items()}

    def amounts(self):
        """Return attributes of an act: at each bound, and on both sides of it."""
        bounds = {}
        for each in walk([norm.get("where", ()) for norm in self.norms.values()]):
            if "op" in each:
                bounds.setdefault(each["left"], set()).add(each["right"])
        choices = []
        for name, rights in bounds.items():
            numbers = sorted(each for each in rights if not isinstance(each, str))
            words = sorted(each for each in rights if isinstance(each, str))
            values = between(numbers, 1) + words + ([f"{words[-1]}~", ""] if words else [])
            choices.append([(name, value) for value in values])
        return [{"attrs": dict(each)} if each else {} for each in product(*choices)]

    def times_before(self):
        """Return how often it was done before: not at all, or as often as it may be."""
        return sorted(
            {0, *(int(norm["at_most"]) for norm in self.norms.values() if "at_most" in norm)}
        )

    def timed(self, ask, at):
        return ask | {"t": at.isoformat()}

    def whole(self, event, ask):
        """Return the event about the whole and each part of it."""
        parts = self.closure([ask["target"]], "-part_of")[1:] if "target" in ask else []
        told = [self.document.deed({"target": each})["about"][0] for each in parts]
        known = [each for each in told if each in self.document.polycule.vocabulary]
        return evolve(event, about=(*event.about, *known))

    def times(self):
        """Yield instants for each stretch of time in which nothing begins or ends."""
        document, edges, hours, is_weekly = self.document, set(), set(), False
        begins = [document.begin, *(instant(self.case, e["t"]) for e in self.case["events"])]
        for norm in self.norms.values():
            for key, edge in norm.get("window", {}).items():
                if key == "recurrence":
                    is_weekly = True
                    ends = (edge[e]["t"] for e in ("from", "until") if e in edge)
                    hours |= {
                        instant(self.case, f"2001-01-01T{each}") - instant(self.case, "2001-01-01")
                        for each in ends
                    }
                elif "t" in edge:
                    edges.add(instant(self.case, edge["t"]))
                else:
                    edges |= {begin + edge["n"] * document.unit for begin in begins}
        is_dated = self.case["events"] or "start" in self.case or "end" in self.case
        if is_dated:
            edges = {each for each in edges if each >= document.begin} | {document.begin}
        points = between(sorted(edges) or [document.begin], DAY * DAYS_AHEAD)
        points = points[is_dated:] if is_dated else points
        if not is_weekly:
            yield from points
            return
        moments = between(sorted(hours), dt.timedelta(minutes=30)) if hours else [DAY / 2]
        for start, stop in pairwise([*points, points[-1] + DAYS_AHEAD * DAY]):
            yield start
            midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
            for number, moment in product(range(DAYS_AHEAD), moments):
                if start < (at := midnight + number * DAY + moment) < stop:
                    yield at


def between(edges, beyond):
    """Return *edges*, what lies in the middle of each two, and something before and after all."""
    if not edges:
        return []
    middles = (one + (two - one) / 2 for one, two in pairwise(edges))
    inner = [*chain.from_iterable(zip(edges, middles, strict=False)), edges[-1]]
    return [edges[0] - beyond, *inner, edges[-1] + beyond]
