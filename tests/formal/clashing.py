"""Whether two norms of a formal case clash at some time and amount: each is tried in a document."""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain, pairwise, permutations, product

from attrs import evolve

from polyagree.consistency.axioms import clashes_over
from tests.formal.documents import DAY, DAYS, Document, holds, instant, walk

#: Days in a row that have every day of the week, from the middle of one on.
DAYS_AHEAD = 9
NEVER = {"any": []}


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
    vocabulary, facts = dict(case["vocabulary"]), dict(case["facts"])
    rules = facts.get("rules", ())
    known = {*up(facts.get("true", ()), vocabulary), *(each["then"] for each in rules)}
    known |= {*up(facts.get("false", ()), vocabulary, step=-1)}

    def condition(of, truth=True):  # noqa: FBT002  # one line for each of both
        """Return a condition that holds if *of* does, or its `not`: of what is open, neither."""
        [key] = {*of} - {"who", "to", "target", "where"}
        if key == "not":
            return condition(of[key], not truth)
        if key in {"all", "any"}:
            join = key if truth else {"all": "any", "any": "all"}[key]
            return {join: [condition(each, truth) for each in of[key]]}
        is_fact = key == "fact" or (key == "act" and not case["events"])
        if is_fact and of[key] not in known:
            return NEVER
        found = {"fact": of[key]} if is_fact else of
        return found if truth else {"not": found}

    def norm(of):
        of = dict(of)
        for key in {"when", "unless"} & {*of}:
            of[key] = condition(of[key])
        for key in {"reparation", "or_else"} & {*of}:
            of[key] = [norm(each) for each in of[key]]
        parts = of["when"].get("all", [of["when"]]) if "when" in of else []
        days = [each["weekday"] for each in parts if "weekday" in each]
        bounds = [*of.get("where", ()), *(each["cmp"] for each in parts if "cmp" in each)]
        rest = [each for each in parts if not {"weekday", "cmp"} & {*each}]
        of["window"] = window = dict(of.get("window", {}))
        if days:
            every = window.get("recurrence", {})
            both = set.intersection(*map(set, days), set(every.get("days", DAYS)))
            window["recurrence"] = every | {"days": [each for each in DAYS if each in both]}
            rest += [] if both else [NEVER]
        of["where"] = [each for each in bounds if not is_dated(each)]
        for each in filter(is_dated, bounds):
            narrow(case, window, each)
        if parts:
            of["when"] = {"all": rest}
        if of.pop("omit", False):
            other = {"obligation": "prohibition", "prohibition": "obligation"}
            if of["modality"] in other:
                return of | {"modality": other[of["modality"]]}
            pair = [f"not {of['act']}", of["act"]]
            vocabulary["exclusive"] = [*vocabulary.get("exclusive", ()), pair]
            return of | {"act": pair[0]}
        return of

    facts["rules"] = [{**each, "if": condition(each["if"])} for each in rules]
    norms = [norm(each) for each in case["norms"]]
    return {**case, "norms": norms, "vocabulary": vocabulary, "facts": facts}


def up(names, vocabulary, step=1):
    """Return *names* and what is true, or with a step back false, because they are."""
    found = [*names]
    for each in found:
        pairs = (pair[::step] for pair in vocabulary.get("kind_of", ()))
        found += [wide for narrow, wide in pairs if narrow == each and wide not in found]
    return found


def is_dated(bound):
    """Return whether a comparison is one of the time asked about."""
    is_word = isinstance(bound["right"], str) and bound["op"] != "neq"
    return is_word and re.match(r"\d{4}-\d\d-\d\d", bound["right"]) is not None


def narrow(case, window, bound):
    """Let a window end, or begin, where a comparison of the time asked about says so."""
    for key, ops, sooner in (
        ("until", {"lt", "lteq", "eq"}, -1),
        ("from", {"gt", "gteq", "eq"}, 1),
    ):
        if bound["op"] in ops:
            edge = {"t": bound["right"], "closed": bound["op"].endswith("eq")}
            both = [each for each in (edge, window.get(key)) if each]
            window[key] = max(
                both, key=lambda e: (sooner * instant(case, e["t"]).timestamp(), not e["closed"])
            )


class World:
    """A case with facts that are settled."""

    def __init__(self, case):
        self.case = plain(case)
        self.document = Document(self.case)
        while more := {*self.document.follow} - {*self.case["facts"].get("true", ())}:
            # What follows from facts is one.
            true = [*self.case["facts"].get("true", ()), *sorted(more)]
            self.case["facts"] = {**self.case["facts"], "true": true}
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
        seen = set()
        for ask in self.asks():
            others = [{**ask, "act": other} for other in self.excluded(ask.get("act"))]
            for other in others or [ask]:
                # Who does it, and how much of it, matters by which norms are about that.
                about = frozenset(e["id"] for e in self.norms.values() if self.fits(e, ask))
                key = (
                    *(each.get(e) for each in (ask, other) for e in ("act", "target", "to")),
                    about,
                )
                if key not in seen:
                    seen.add(key)
                    yield from self.over(ask, other)

    def over(self, ask, other):
        """Yield the norms that clash over an act, or over two that exclude each other."""
        pairs = self.candidates(ask, other)
        if not pairs:
            return
        polycule, events = self.told(ask)
        instead = self.told(other)[1] if other is not ask else []
        norms = self.bearing_on(pairs)
        counts = {0, *(int(norm["at_most"]) for norm in norms if "at_most" in norm)}
        for before, at in product(sorted(counts), self.times(norms)):
            done, skipped = ([evolve(each, at=at) for each in some] for some in (events, instead))
            log = (*polycule.events, *(done * before))
            now = evolve(polycule, events=log) if before else polycule
            for each in clashes_over(now, done, instead=skipped):
                one, two = (self.document.name(path) for path in each.paths)
                if (one, two) in pairs:
                    yield one, two

    def told(self, ask):
        """Return the document without what is asked about, and that as events."""
        document = Document(self.case, ask | {"t": self.document.begin.isoformat()})
        size = len(document.event(document.ask))
        (*log,) = document.polycule.events
        parts = self.closure([ask["target"]], "-part_of")[1:] if "target" in ask else []
        told = [document.deed({"target": each})["about"][0] for each in parts]
        known = [each for each in told if each in document.polycule.vocabulary]
        events = [evolve(each, about=(*each.about, *known)) for each in log[-size:]]
        return evolve(document.polycule, events=log[:-size]), events

    def candidates(self, ask, other):
        """Return the norms, two by two, that are about just what is asked and are not ranked."""
        found = set()
        for one, two in permutations(self.norms.values(), 2):
            ranked = one["id"] in two.get("overrides", ()) or two["id"] in one.get("overrides", ())
            follows = {"violated": one["id"]} in walk([two.get("when", {})])
            follows |= {"violated": two["id"]} in walk([one.get("when", {})])
            kinds = one["modality"], two["modality"]
            if ranked or follows or kinds[0] not in {"obligation", "permission"}:
                continue
            is_ban = kinds[1] == "prohibition" or (kinds[0] == "obligation" and "at_most" in two)
            is_one = is_ban and self.covers(one, ask) and self.forbids(two, ask)
            is_both = other is not ask and "prohibition" not in kinds and "obligation" in kinds
            ways = ((ask, other), (other, ask)) if is_both else ()
            if is_one or any(self.covers(one, a) and self.covers(two, b) for a, b in ways):
                found.add((one["id"], two["id"]))
        return found

    def fits(self, norm, ask):
        is_mine = norm.get("bearer") in {None, *self.closure([ask.get("who")], "member_of")}
        attrs = ask.get("attrs", {})
        return is_mine and all(holds(e, attrs.get(e["left"])) for e in norm.get("where", ()))

    def covers(self, norm, ask):
        """Return whether the act is what is asked for, or all of it is permitted."""
        wide = {"act": ("kind_of", "-grants"), "target": ("kind_of", "part_of")}
        is_duty = norm["modality"] == "obligation"
        return self.fits(norm, ask) and all(
            key not in norm or norm[key] in self.closure([ask.get(key)], *([] if is_duty else more))
            for key, more in wide.items()
        )

    def forbids(self, norm, ask):
        """Return whether some part of the act is forbidden, as far as it is told by words."""
        both = [each for each in self.pairs.get("together", ()) if each["act"] == ask.get("act")]
        acts = [ask.get("act"), *(each for some in both for each in some["parts"])]
        things = self.closure([ask.get("target")], "-part_of")
        return (
            self.fits(norm, ask)
            and norm.get("act") in {None, *self.closure(acts, "kind_of")}
            and norm.get("target") in {None, *self.closure(things, "kind_of", "part_of")}
        )

    def bearing_on(self, pairs):
        """Return the norms of *pairs*, and those on which it hangs whether they are in force."""
        norms = [norm for norm in self.norms.values() if any(norm["id"] in e for e in pairs)]
        beats = [
            e for e in self.norms.values() if {n["id"] for n in norms} & {*e.get("overrides", ())}
        ]
        facts = {"fact", "not", "all", "any"}
        said = [
            each
            for norm in norms
            for key in ("when", "unless")
            for each in walk([norm.get(key, {})])
        ]
        is_plain = not beats and all({*each} <= facts for each in said)
        return norms if is_plain else [*self.norms.values()]

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

    def times(self, norms):
        """Yield instants for each stretch of time in which nothing begins or ends."""
        document, edges = self.document, set()
        windows = [norm.get("window", {}) for norm in norms]
        begins = [document.begin, *(instant(self.case, e["t"]) for e in self.case["events"])]
        for edge in (each for e in windows for key, each in e.items() if key != "recurrence"):
            spans = (begin + edge["n"] * document.unit for begin in begins) if "n" in edge else ()
            edges |= {instant(self.case, edge["t"])} if "t" in edge else {*spans}
        is_dated = bool(self.case["events"] or "start" in self.case or "end" in self.case)
        if is_dated:
            edges = {each for each in edges if each >= document.begin} | {document.begin}
        points = between(sorted(edges) or [document.begin], DAY * DAYS_AHEAD)[is_dated:]
        rounds = [each["recurrence"] for each in windows if "recurrence" in each]
        for start, stop in pairwise([*points, points[-1] + DAYS_AHEAD * DAY]):
            yield start
            yield from self.moments(start, stop, rounds) if rounds else ()

    def moments(self, start, stop, rounds):
        """Yield each time of a day that may make a difference, for each kind of day."""
        ends = [each[key]["t"] for each in rounds for key in ("from", "until") if key in each]
        midnight = instant(self.case, "2001-01-01")
        hours = sorted({instant(self.case, f"2001-01-01T{each}") - midnight for each in ends})
        moments = between(hours, dt.timedelta(minutes=30)) if hours else [DAY / 2]
        first, seen = start.replace(hour=0, minute=0, second=0, microsecond=0), set()
        for number, moment in product(range(DAYS_AHEAD), moments):
            at = first + number * DAY + moment
            # What goes on after midnight belongs to the day before.
            days = [[*DAYS][each.weekday()] for each in (at - DAY, at)]
            kind = moment, *(each in e.get("days", DAYS) for e in rounds for each in days)
            if start < at < stop and kind not in seen:
                seen.add(kind)
                yield at


def between(edges, beyond):
    """Return *edges*, what lies in the middle of each two, and something before and after all."""
    if not edges:
        return []
    middles = (one + (two - one) / 2 for one, two in pairwise(edges))
    inner = [*chain.from_iterable(zip(edges, middles, strict=False)), edges[-1]]
    return [edges[0] - beyond, *inner, edges[-1] + beyond]
