"""A formal case as a document of polyagree: norms as clauses, facts and events as a log."""

from __future__ import annotations

import datetime as dt
import json
import operator as op
import re
import zlib
from functools import partial, reduce

import polyagree
from polyagree.clock import Duration
from polyagree.timeline import replay

EPOCH, DAY = dt.datetime(2001, 1, 1, tzinfo=dt.UTC), dt.timedelta(days=1)
TICK, SECOND = dt.timedelta(microseconds=1), dt.timedelta(seconds=1)
UNITS = {"day": DAY, "tick": DAY / 24}
HOLDS = {"lt": op.lt, "lteq": op.le, "gt": op.gt, "gteq": op.ge, "eq": op.eq, "neq": op.ne}
DAYS = {day[:2]: day for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
STATUS = {"fulfilled": "kept", "violated": "broken", "suspended": "paused"}
POWERS = {"discharge": "release", "terminate": "end"}
#: Which norms say something about an act, and by which wider or narrower ones.
ABOUT = {"permitted": ("permission", "kind_of", "-grants"), "forbidden": ("prohibition", "kind_of")}
ABOUT |= {"obliged": ("obligation", "obligation_up"), "omissible": ("permission",)}
#: What an ask calls it, and what makes a norm about something wider one about that.
PARTS = {"bearer": ("who", "member_of"), "target": ("target", "part_of"), "act": ("act", "kind_of")}
NEVER = {"not": "always"}


def word(kind, name):
    """Return an id for *name*, which begins with what it is an id of."""
    return f"{kind}-{re.sub('[^a-z0-9]+', '-', name.lower())[:30]}-{zlib.crc32(name.encode()):x}"


def holds(bound, said):
    is_like = said is not None and isinstance(said, str) == isinstance(bound["right"], str)
    return is_like and HOLDS[bound["op"]](said, bound["right"])


ANY, BEGUN = word("act", "any"), word("happening", "begun")


def walk(value):
    yield from [value] if isinstance(value, dict) else []
    for each in value.values() if isinstance(value, dict) else value:
        yield from walk(each) if isinstance(each, dict | list | tuple) else ()


def following(norm):
    return (*norm.get("reparation", ()), *norm.get("or_else", ()))


def chain(norm):
    return [norm, *(each for step in following(norm) for each in chain(step))]


def instant(case, t):
    if isinstance(t, int | float):
        return EPOCH + t * UNITS[case.get("unit", "day")]
    found = dt.datetime.fromisoformat(t)
    return found.replace(tzinfo=found.tzinfo or dt.UTC)


def length(span):
    hours, seconds = divmod(int(max(span, SECOND).total_seconds()), 3600)
    return f"PT{hours}H{seconds}S"


def span_of(text):
    """Return how long an ISO duration is, with months of 30 days; polyagree has none of zero."""
    found = Duration.parse(text if re.search("[1-9]", text) else "PT1S")
    return found.elapsed + DAY * (found.whole_days + 30 * found.months + 365 * found.years)


def pattern(name, a, b):
    """Return a Declare template; the events of its traces are a minute apart."""
    a, b, kind = {"act": word("act", a)}, {"act": word("act", b)}, name.removesuffix("succession")
    after, first = {"must": b["act"], "after": a}, {"may": b["act"], "only_if": {"done": a}}
    ban, soon = {"must_not": b["act"], "during": {"done": a}}, {"done": a, "within": "90s"}
    found = {"response": [after], "precedence": [first], "nonsuccession": [ban]}
    found["altresponse"] = [after | {"before": a}]
    found["altprecedence"] = [first, {"may": b["act"], "at_most": "1", "per": a["act"]}]
    found["chainresponse"] = [after | {"before": ANY}]
    found["chainprecedence"] = [first | {"only_if": soon}]
    found["nonchainsuccession"] = [ban | {"during": soon}]
    found["noncoexistence"] = [ban, {"must_not": a["act"], "during": {"done": b}}]
    found["responded_existence"] = [after | {"early": "counts"}]
    back = {"must": a["act"], "after": b, "early": "counts"}
    found["coexistence"] = [*found["responded_existence"], back]
    both = [name] if name in found else [f"{kind}response", f"{kind}precedence"]
    return [{"who": word("person", "somebody"), **norm} for each in both for norm in found[each]]


class Document:
    """A case as a document, and what became of each of its norms."""

    def __init__(self, case, ask=None):
        self.case, self.ask, self.facts = case, ask, case["facts"]
        self.instant = partial(instant, case)
        self.pairs = {**case["vocabulary"]}
        for key in ("kind_of", "part_of", "member_of", "grants"):
            self.pairs[f"-{key}"] = [pair[::-1] for pair in self.pairs.get(key, ())]
        for key in self.pairs.get("inherit", ()):
            self.pairs[key] = self.pairs["-kind_of"]
        self.unit, self.norms = UNITS[case.get("unit", "day")], {n["id"]: n for n in case["norms"]}
        self.all = {each["id"]: each for norm in case["norms"] for each in chain(norm)}
        self.marks, self.places = {}, {}
        self.lives = {name: [] for name in self.all}
        for name, norm in self.norms.items():
            deal = norm.get("agreement", "") + " survives" * norm.get("survives", False)
            place = f"{word('deal', deal)}.{word('clause', name)}"
            steps = {each["id"]: place for each in chain(norm)}
            self.places = {deal: word("deal", deal)} | self.places | steps
        # Without events, an act is a fact of the same name.
        self.is_undated = case["query"]["kind"] == "states" and not case["events"]
        self.true = self.closure(self.facts.get("true", ()), "kind_of")
        self.false = self.closure(self.facts.get("false", ()), "-kind_of")
        self.rules = {each["then"]: each["if"] for each in self.facts.get("rules", ())}
        self.known = {*self.true, *self.false, *self.rules}
        objects = [*walk([case["norms"], [*self.rules.values()], case["events"], ask])]
        self.bounds = [each for each in objects if "op" in each]
        edges = [case.get("end", {}), case.get("start", {}), *case["events"]]
        times = [self.instant(each["t"]) for each in edges if "t" in each] or [EPOCH]
        self.begin = self.instant(edges[1]["t"]) if "t" in edges[1] else min(times)
        self.end = times[0] if "t" in edges[0] else max(times)
        # Before anything that is spoken of, facts are settled and duties come into force.
        self.since = self.begin - 1000 * DAY
        names = [each.get(key) for each in objects for key in ("who", "bearer", "to")]
        names += [name for pair in self.pairs.get("member_of", ()) for name in pair]
        names = ("somebody", "somebody else", *(e for e in names if isinstance(e, str)))
        self.people = {word("person", name): name for name in names}
        self.text = written = self.written()
        text = re.sub(r'"id": "(\\.|[^"\\])*", ', "", json.dumps(written))
        self.polycule = polyagree.loads(text, format="json")
        ledger, binding = replay(self.polycule, until=self.end), set()
        keys = {each.key for each in ledger.in_force() if each.is_sure}
        # What only may have been in force is not said to be.
        for each in (each for each in ledger.all_instances() if each.is_sure):
            name = self.name(each.path)
            self.lives.setdefault(name, []).append(each)
            if each.key in keys or each.state == "fulfilled" or each.breaks:
                binding.add(name)
        self.broken = {name for name in self.lives if any(e.breaks for e in self.lives[name])}
        self.binding = [name for name in self.all if name in binding]
        self.follow = [each for each in self.rules if f"rule {each}" in binding]

    def name(self, path):
        """Return the id of the norm at *path* of the document."""
        return reduce(op.getitem, path, self.text)["id"]

    def closure(self, names, *relations):
        """Return *names* and everything that they lead to; a `-` turns a relation around."""
        found = [*names]
        for each in found:
            pairs = [pair for key in relations for pair in self.pairs.get(key, ())]
            found += dict.fromkeys(far for near, far in pairs if near == each and far not in found)
        return found

    def deed(self, of, who="anyone"):
        """Return the act of a norm or of a condition, as far as it is narrowed down."""
        found = {"act": word("act", of["act"]) if "act" in of else ANY, "who": who}
        for key, name in (("who", of.get("who", of.get("bearer"))), ("to", of.get("to"))):
            members = self.closure([name], "-member_of") if name is not None else ()
            found |= {key: [word("person", each) for each in members]} if members else {}
        if "target" in of:
            is_whole = of.get("modality") in {"permission", "prohibition"}
            things = self.closure([of["target"]], "-kind_of", *["-part_of"] * is_whole)
            found["about"] = [word("thing", each) for each in things]
        said = [word("detail", json.dumps(bound)) for bound in of.get("where", ())]
        return found | ({"details": {"required": said}} if said else {})

    def condition(self, of, seen=()):
        """Return a condition as a document writes it."""
        [key] = {*of} - {"who", "to", "target", "where"}
        value = of[key]
        is_event = key == "act" and not self.is_undated
        if is_event or (key in {"act", "fact"} and value in self.known):
            return {"done": self.deed({**of, "act": value})}
        if key in STATUS and value in self.norms:
            done = [{"done": self.deed({**self.norms[value], **of})}] if "where" in of else []
            return [{STATUS[key]: self.places[value]}, *done]
        if key == "fulfilled" and value in self.all:
            return {"done": self.deed(self.all[value])}
        if key == "in_force" and value in self.all:
            return self.force(self.all[value], seen)
        if key in ABOUT:
            mode, *wide = ABOUT[key]
            acts, kind = self.closure([value], *wide), (mode, key == "omissible")
            norms = [e for e in self.norms.values() if e.get("act", value) in acts]
            norms = [e for e in norms if (e["modality"], e.get("omit", False)) == kind]
            return {"any": [NEVER, *(self.force(each, seen) for each in norms)]}
        if key in {"all", "any"}:
            parts = [self.condition(each, seen) for each in value]
            return ["always", *parts] if key == "all" else {"any": [NEVER, *parts]}
        # What isn't listed is open, as a situation is of which a log says nothing.
        return {"not": self.condition(value, seen)} if key == "not" else word("situation", str(of))

    def beaten(self, norm, seen=()):
        """Return what takes *norm* back: its exception, or a norm that beats it."""
        beats = [each for each in self.norms.values() if norm["id"] in each.get("overrides", ())]
        for key, (said, wide) in PARTS.items() if self.ask else ():
            met = {None, *self.closure([self.ask.get(said)], wide, "-grants")}
            beats = [each for each in beats if each.get(key) in met]
        attrs = (self.ask or {}).get("attrs")
        if attrs is not None:
            met = [all(holds(e, attrs.get(e["left"])) for e in b.get("where", ())) for b in beats]
            beats = [each for each, is_met in zip(beats, met, strict=True) if is_met]
        unless = [self.condition(norm["unless"], seen)] if "unless" in norm else []
        return {"any": [NEVER, *unless, *(self.force(each, seen) for each in beats)]}

    def force(self, norm, seen=(), terms=None):
        """Return what holds while *norm* is in force; spans and hours go into *terms*."""
        name, found = norm["id"], []
        if name in seen:
            return NEVER
        seen, terms = ((*seen, name), {}) if terms is None else (seen, terms)
        is_duty, is_step = norm["modality"] == "obligation", name not in self.norms
        if "weekday" in norm.get("when", {}):
            terms["days"] = [DAYS[each] for each in norm["when"]["weekday"]]
        elif "when" in norm:
            found.append(self.condition(norm["when"], seen))
        if any(each.get("effect") == {"create": name} for each in self.norms.values()):
            found.append({"done": {"act": word("happening", f"{name} created")}})
        window = norm.get("window", {})
        is_plain = is_duty and not (is_step or found or {"from", "after"} & {*window})
        for key, edge in window.items():
            if key == "recurrence":
                terms |= self.recurring(edge)
                continue
            ends, of, span = key not in {"from", "after"}, edge.get("of", "start"), edge.get("n", 0)
            late, span = edge["closed"] == ends, span * self.unit
            at = self.instant(edge["t"]) if "t" in edge else self.begin + span
            if of == "start" and ends and is_plain:
                # It is in force from the first, and its clock can stand still.
                span = at - self.since - SECOND * (not late)
                terms["within"] = min(terms.get("within", span), span)
            elif of == "start":
                # Something happens then: before what else does, or just after it.
                what = f"{name} {'over' if ends else key}"
                mark = self.marks[what, at + late * TICK] = {"act": word("happening", what)}
                found.append({"not": {"done": mark}} if ends else {"done": mark})
            elif is_duty or "act" not in (done := self.moment(of)):
                span += SECOND * (late - ends)
                terms |= {"within" if ends else "wait": span} if is_duty else {}
                found.append(self.condition(of, seen))
            else:
                span = {"within" if ends else "ago": length(span + late * SECOND)}
                found.append({"done": self.deed(done), **span})
        return [{"not": self.beaten(norm, seen)}, *found]

    def moment(self, of):
        """Return the act by which a condition came true, if it takes one."""
        norm = self.all.get(of.get("fulfilled", of.get("violated")), {})
        is_act = ("violated" in of) == (norm.get("modality") == "prohibition")
        return (is_act and norm) or of

    def recurring(self, every):
        """Return days and hours; an end that is not as usual moves by a minute."""
        clocks = []
        for key, usual in (("from", True), ("until", False)):
            edge = every.get(key, {"t": "00:00", "closed": usual})
            at = self.instant(f"2001-01-01T{edge['t']}") + (edge["closed"] != usual) * 60 * SECOND
            clocks.append(f"{at:%H:%M}")
        found = {"days": [DAYS[each] for each in every.get("days", DAYS)]}
        return found | ({"hours": "-".join(clocks)} if clocks[0] != clocks[1] else {})

    def clause(self, norm):
        """Return the norms of a document that say what *norm* does."""
        name, terms, over = norm["id"], {}, {"act": word("happening", f"{norm['id']} over")}
        if "pattern" in norm:
            return [{"id": name, **each} for each in pattern(**norm["pattern"])]
        # A step follows its break, and needs no condition that says so.
        is_step, is_duty = name not in self.norms, norm["modality"] == "obligation"
        held = self.force({**norm, "when": {"all": []}} if is_step else norm, (), terms)
        terms = {k: length(v) if isinstance(v, dt.timedelta) else v for k, v in terms.items()}
        deed = {"id": name, **self.deed(norm, "any party" if is_duty else "each party"), **terms}
        deed["if_broken"] = [each for step in following(norm) for each in self.clause(step)]
        act, per = deed.pop("act"), norm.get("per", "ever")
        count = {key: str(norm[key]) for key in ("at_most", "at_least") if norm.get(key)}
        if count:
            count["per"] = length(span_of(per)) if per.startswith("P") else per
        if is_duty:
            groups = [some for some in self.case.get("alternatives", ()) if name in some]
            others = [self.places[e] for some in groups for e in some if e in self.places]
            kept = {"any": [NEVER, *({"kept": each} for each in others)]}
            deed |= {"must": act, "before": over, "until": kept, **count}
            deed["unless"] = {"any": [kept, self.beaten(norm)]}
            return [deed if is_step else deed | {"from": [{"done": BEGUN}, *held]}]
        terms |= {"during": held, "until": {"done": over}}
        if norm["modality"] == "power":
            [(effect, target)] = norm["effect"].items()
            power = {"power": POWERS.get(effect, effect), "over": self.places.get(target), **count}
            # To bring about another norm is no power that a document knows, but an act.
            if effect == "create" or not power["over"]:
                power = {"may": word("happening", f"{target} created")}
            return [{"id": name, "who": deed["who"], **power, **terms}]
        deed |= terms
        limits = [{"may": act, **deed, **count}] if count else []
        if norm["modality"] == "prohibition":
            return limits or [{"must_not": act, **deed}]
        acts = [word("act", each) for each in self.closure([norm.get("act")], "grants") if each]
        acts = [word("act", f"not {act}")] if norm.get("omit") else acts or [ANY]
        return limits + [{"may": each, **deed, "if_broken": []} for each in acts]

    def event(self, of, who=None):
        """Return what happened, with what holds of its attributes; what *who* does has them all."""
        attrs, found = of.get("attrs", {}), {"at": self.instant(of["t"]).isoformat()}
        found["who"] = who or [word("person", of.get("who", "somebody"))]
        if "power" in attrs:
            return self.exercise(of, found)
        said = [json.dumps(e) for e in self.bounds if who or holds(e, attrs.get(e["left"]))]
        found["details"] = [word("detail", each) for each in dict.fromkeys(["", *said])]
        found["to"] = [word("person", of["to"])] if "to" in of else [*self.people]
        found["about"] = [word("thing", of.get("target", ""))]
        if "until" in attrs and attrs["until"] > of["t"]:
            found["lasting"] = length(self.instant(attrs["until"]) - self.instant(of["t"]))
        acts = [of.get("act")]
        for both in self.pairs.get("together", ()):
            acts += both["parts"] if both["act"] == of.get("act") else []
        return [found | {"act": word("act", each) if each else ANY} for each in acts]

    def exercise(self, of, found):
        """Return the use of a power; what whoever agreed can do is done only if it is theirs."""
        power = self.norms.get(of["attrs"]["power"], {})
        [(effect, target)] = power.get("effect", {"": None}).items()
        if effect in {"terminate", "discharge", "create"}:
            events = self.case["events"][: self.case["events"].index(of)]
            before = Document({**self.case, "events": events, "end": {"t": of["t"]}})
            mine = {None, *self.closure([of.get("who", "somebody")], "member_of")}
            if power.get("bearer") not in mine or power["id"] not in before.binding:
                return []
        if effect == "create":
            return [{"at": found["at"], "act": word("happening", f"{target} created")}]
        found |= {"act": POWERS.get(effect, effect), "about": self.places.get(target)}
        found |= {"to": [word("person", of["attrs"]["to"])]} if "to" in of["attrs"] else {}
        return [found] if found["about"] else []

    def settled(self):
        """Return the facts, and how norms stand; those of what is owed again once it is."""
        everybody, owed, stood = [*self.people], set(), []
        for name, norm in self.all.items():
            is_duty = norm["modality"] == "obligation"
            is_lost = is_duty and norm.get("act") in self.false
            state = self.facts.get("states", {}).get(name, "violated" if is_lost else "open")
            owed |= {norm.get("act")} if is_duty else set()
            if state == "suspended":
                stood.append({"act": "pause", "who": everybody, "about": self.places[name]})
            elif state == ("fulfilled" if is_duty else "violated"):
                stood += self.event({**norm, "t": 0}, everybody)
            elif state in {"violated", "compensated"}:
                stood.append({"act": word("happening", f"{name} over")})
        told = {each: self.event({"act": each, "t": 0}, everybody)[0] for each in self.true}
        again = [told[each] for each in told if owed & {each, None}]
        # What follows a break is over only after what was broken.
        return [*told.values(), {"act": BEGUN}, *stood, *again, *stood]

    def written(self):
        """Return the document; what is asked about is its last event."""
        clauses = {self.places[name]: self.clause(norm) for name, norm in self.norms.items()}
        for then, of in self.rules.items():
            place = f"rules.{word('clause', then)}"
            clauses[place] = [{"id": f"rule {then}", "may": BEGUN, "during": self.condition(of)}]
        deals = {}
        for place, norms in clauses.items():
            deal, clause = place.split(".")
            deal = deals.setdefault(deal, {"parties": [*self.people], "clauses": {}})
            deal["clauses"][clause] = {"says": clause, "norm": norms}
        log = [mark | {"at": at.isoformat()} for (_, at), mark in self.marks.items()]
        log += [each | {"at": self.since.isoformat()} for each in self.settled()]
        log += [done for each in self.case["events"] for done in self.event(each)]
        log += self.event({"t": self.end.isoformat(), **self.ask}) if self.ask else []
        found = {"people": self.people, "agreements": deals, "events": log}
        # Facts are told one by one, so that none stands for a wider one.
        pairs = () if self.is_undated else reversed(self.pairs.get("kind_of", ()))
        tree = {word("act", narrow): word("act", wide) for narrow, wide in pairs}
        kinds = r'"((act|happening|situation|thing|detail)-[a-z0-9-]+)"'
        terms = {name: {"kind": k} for name, k in re.findall(kinds, json.dumps([found, tree, ANY]))}
        for name in (name for name in terms if name.startswith("act-") and name != ANY):
            terms[name]["kind_of"] = tree.get(name, ANY)
        return {"polyagree": 1, **found, "terms": terms}
