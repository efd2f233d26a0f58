"""One adapter for each query of the formal cases: what polyagree answers."""

from __future__ import annotations

from itertools import permutations, product

from attrs import evolve

from polyagree.timeline import why_not
from tests.formal.clashing import clash as clash_of
from tests.formal.comparing import joint, per_topic, refined
from tests.formal.documents import SECOND, Document, chain, following, length, span_of, walk

FINE = {"satisfied", "presumably_satisfied"}
DONE = {"fulfilled", "released", "compensated"}


def states(case):
    """Return what became of each norm: in every world, and in each one."""
    facts, worlds = case["facts"], []
    unknown = facts.get("unknown", [])
    for truths in product((False, True), repeat=len(unknown)):
        suppose = dict(zip(unknown, truths, strict=True))
        true = [*facts.get("true", ()), *(name for name in unknown if suppose[name])]
        false = [*facts.get("false", ()), *(name for name in unknown if not suppose[name])]
        world = state({**case, "facts": facts | {"true": true, "false": false}})
        worlds.append({"suppose": suppose, **world})
    lists = [key for key, value in worlds[0].items() if isinstance(value, list)]
    found = {key: [e for e in worlds[0][key] if all(e in w[key] for w in worlds)] for key in lists}
    conflict = any(each["conflict"] for each in worlds)
    return {**worlds[0], **found, "conflict": conflict, "worlds": worlds}


def state(case):
    """Return what became of each norm in one world, with what follows from its facts."""
    document, true = Document(case), [*case["facts"].get("true", ())]
    if {*document.follow} - {*true}:
        return state({**case, "facts": {**case["facts"], "true": [*true, *document.follow]}})
    norms, tops, broken, binding = document.all, document.norms, document.broken, document.binding
    kinds = {name: {each.state for each in document.lives[name]} for name in norms}
    found = {key: [e for e in tops if key in kinds[e]] for key in ("terminal", "compensated")}
    for key in ("fulfilled", "suspended", "expired"):
        found[key] = [name for name in norms if key in kinds[name] and name not in broken]
    found["in_force"] = binding
    found["not_in_force"] = [name for name in norms if name not in binding]
    found["open"] = [e for e in binding if e not in broken and "fulfilled" not in kinds[e]]
    found["violated"] = [name for name in norms if name in broken]
    found["no_reparation"] = [name for name in tops if not following(norms[name])]
    found["facts"] = {each: each in document.true for each in document.known}
    pairs = permutations([norms[name] for name in binding], 2)
    found["conflict"] = any(clash(document, *pair) for pair in pairs)
    return found | people_of(document) | {"derived": derived(document)}


def people_of(document):
    """Return to whom a norm is owed, who may do what it asks for, and how agreements stand."""
    lives = [(name, life) for name in document.all for life in document.lives[name]]
    creditor = {name: document.people[life.to[-1]] for name, life in lives if life.to}
    performers, done, ended = {}, {}, {}
    for name, life in lives:
        norm, people = document.all[name], [*life.who]
        for line in life.proof:
            if line.fact == "handed over":
                event = document.polycule.events[line.event[1]]
                people += line.detail.split(", ") if event.act == "delegate" else []
            if line.fact == "exercised" and "terminate" in norm["effect"]:
                ended[norm["effect"]["terminate"]] = "terminated"
        performers.setdefault(name, []).extend(document.people[each] for each in people if each)
        if norm["modality"] == "obligation" and "agreement" in norm:
            done.setdefault(norm["agreement"], []).append(life.state in DONE)
    completed = {deal: "completed" for deal, ends in done.items() if all(ends)}
    return {"creditor": creditor, "performers": performers, "agreements": completed | ended}


def derived(document):
    """Return the acts that are owed or forbidden only because of others, by inheritance."""
    found = {"O": [], "F": [], "P": []}
    for norm in (document.all[name] for name in document.binding):
        if norm["modality"] == "obligation" and "obligation_up" in document.pairs:
            found["O"] += document.closure([norm.get("act")], "kind_of")[1:]
        is_broken = norm["id"] in document.broken
        downs = ["prohibition_down", *["prohibition_down_while_unbroken"] * (not is_broken)]
        if norm["modality"] == "prohibition":
            found["F"] += document.closure([norm.get("act")], *downs)[1:]
    return found


def clash(document, one, other):
    """Return whether two norms in force clash; one owed because the other was broken does not."""
    apart = any(key in one and one[key] != other.get(key, one[key]) for key in ("bearer", "target"))
    is_repair = {"violated": other["id"]} in walk([one.get("when", {})]) or one in chain(other)
    if apart or is_repair or one["modality"] not in {"obligation", "permission"}:
        return False
    acts, omit = {one.get("act"), other.get("act")}, one.get("omit", False)
    if other["modality"] == "prohibition":
        wide = document.closure([one.get("act")], "kind_of")
        return not omit and (None in acts or other["act"] in wide)
    exclusive = [{*pair} for pair in document.pairs.get("exclusive", ())]
    is_both = acts in exclusive or (omit and len(acts) == 1)
    return other["modality"] == "obligation" and is_both


def monitor(case):
    """Return how a run stands: what broke it, or what is still open."""
    if "constraints" in case:
        return measured(case)
    document, waits, done = Document(case), {}, set()
    is_closed, broken = case.get("end", {}).get("closed", False), document.broken
    for name, norm in document.all.items():
        over = [at for what, at in document.marks if what == f"{name} over"]
        for each in document.lives[name]:
            due = min([*over, *([each.until] if each.until else [])], default=None)
            is_duty = norm["modality"] == "obligation"
            is_owed = is_duty or (due and norm["modality"] == "prohibition")
            waits |= {name: due} if is_owed and each.state in {"in force", "suspended"} else {}
            done |= {name} if each.state == "fulfilled" else set()
    lost = broken | {e for e in waits if is_closed and document.all[e]["modality"] == "obligation"}
    for group in case.get("alternatives", ()):
        lost -= {*group} if done & {*group} or {*group} - lost else set()
    waits = {} if is_closed else {name: due for name, due in waits.items() if name not in broken}
    for name in (name for name in document.norms if name in lost):
        steps = [each["id"] for each in chain(document.norms[name])]
        if {e.state for e in document.lives[name]} != {"compensated"} and not {*steps} & {*waits}:
            found = {"verdict": "violated", "open": [*waits]}
            breaks = [e for step in steps for life in document.lives[step] for e in life.breaks]
            for last in breaks[-1:]:
                found |= {"by": document.people[last.by[0]]}
                found |= {"at" if last.event else "deadline": last.at}
            return found
    left = {name: (due - document.end) / document.unit for name, due in waits.items() if due}
    return {"verdict": "pending" if waits else "satisfied", "open": [*waits], "remaining": left}


def measured(case):
    """Return whether a run is within its constraints, each of which is written as norms."""
    events, stretches, end = case["events"], [], case.get("end", {})
    last = end.get("t", (events or [{"t": 0}])[-1]["t"])
    for name, measure in case["vocabulary"].get("measures", {}).items():
        opens, closes = measure.get("from", measure.get("sum_from")), measure.get("sum_to", {})
        rest = iter(events)
        for each in rest:
            if each["act"] == opens["act"]:
                until = next((e["t"] for e in rest if e["act"] == closes.get("act")), last)
                stretches.append({"t": each["t"], "act": name, "attrs": {"until": until}})
    run, broken = {**case, "events": [*events, *stretches]}, set()

    def truth(of):
        for key, join in (("and", all), ("or", any), ("xone", lambda found: sum(found) == 1)):
            if key in of:
                return join([truth(each) for each in of[key]])
        wrong = set()
        for norm in bounding(of):
            document = Document(run | {"norms": [norm]})
            wrong |= {each.verdict for each in document.lives[norm["id"]]} - FINE
            broken.update(document.broken & {*document.all})
        return (of.get("op") == "neq") == bool(wrong)

    if truth({"and": [each for side in case["constraints"].values() for each in side]}):
        return {"verdict": "satisfied"}
    return {"verdict": "violated" if end.get("closed") or broken else "pending"}


def bounding(atom):
    """Yield the norms that keep one quantity, or the sum of several, within bounds."""
    gaps = atom.get("andSequence", [atom])
    for mode, key, edge, ops in (
        ("prohibition", "at_most", "from", {"lteq", "lt", "eq", "neq"}),
        ("obligation", "at_least", "until", {"gteq", "gt", "eq", "neq"}),
    ):
        parts = [each for each in gaps if each["op"] in ops and each["left"] != "timeInterval"]
        if not parts or (key == "at_most" and len(parts) < len(gaps)):
            continue
        strict = parts[0]["op"] in {"lt", "gt"}
        if parts[0]["left"] == "dateTime":
            window = {edge: {"t": parts[0]["right"], "closed": strict}}
            yield {"id": key, "modality": "prohibition", "window": window}
        else:
            spans = [span_of(each["right"]) for each in parts]
            count = length(sum(spans, strict * (-SECOND if key == "at_most" else SECOND)))
            yield {"id": key, "modality": mode, "act": parts[0]["left"], key: count}


def permitted(case):
    """Return what polyagree says to each act that is asked about, or to whom it grants one."""
    query, norms = case["query"], case["norms"]
    if "list" in query:
        key, wide = {"who": ("bearer", "member_of"), "target": ("target", "part_of")}[query["list"]]
        pairs = case["vocabulary"].get(wide, ())
        names = {norm[key] for norm in norms if key in norm} | {e for pair in pairs for e in pair}
        names -= {group for _, group in pairs if key == "bearer"}
        asks = {each: {**query["ask"][0], query["list"]: each} for each in names}
        return {"granted": [each for each in asks if asked(case, asks[each]) == "granted"]}
    matches, first = {}, norms[0] if norms else {}
    for key in {"act", "target", "bearer", "window"} & {*first}:
        alone = {"id": "alone", "modality": "permission", key: first[key]}
        fits = asked({**case, "norms": [alone]}, query["ask"][0]) == "granted"
        matches["when" if key == "window" else key] = fits
    verdicts = [asked(case, ask) for ask in query["ask"]]
    found = states({**case, "query": {"kind": "states"}})
    return {**found, "verdicts": verdicts, "matches": matches}


def asked(case, ask):
    """Return the answer to one act; what hangs on a fact that isn't listed is not in force."""
    document = Document(case, ask)
    *log, event = document.polycule.events
    found = why_not(evolve(document.polycule, events=log), event)
    known = "granted" if found.granted_by else "silent"
    return known if found.verdict == "unknown" else found.verdict


def fits(case):
    """Return for each trace whether nothing is broken or left undone at its end."""
    found, norms = {}, [each for each in case["norms"] if each["id"] == case["query"]["norm"]]
    for name, trace in case["traces"].items():
        events = [{"t": index / 60, "act": act} for index, act in enumerate(trace)]
        document = Document({**case, "unit": "tick", "norms": norms, "events": events})
        found[name] = {each.verdict for e in document.all for each in document.lives[e]} <= FINE
    return {"fits": found}


def conflict(case):
    """Return whether both sides can be kept: together, or topic by topic."""
    if "constraints" not in case:
        return clash_of(case)
    if case["query"].get("reading") == "per_topic":
        return {"verdict": per_topic(case)}
    return {"verdict": "compatible" if joint(case) else "conflict"}


def realizable(case):
    """Return whether constraints can be met, or norms of which no two may clash."""
    is_met = joint(case) if "constraints" in case else clash_of(case)["verdict"] == "compatible"
    return {"verdict": "realizable" if is_met else "unrealizable"}


def refine(case):
    """Return whether one side allows nothing that the other forbids."""
    return {"verdict": "refines" if refined(case) else "not_refines"}


def answer(case):
    """Return what polyagree answers to the query of *case*."""
    kinds = {"states": states, "monitor": monitor, "permitted": permitted, "template-fits": fits}
    kinds |= {"conflict": conflict, "realizable": realizable, "refines": refine}
    return kinds[case["query"]["kind"]](case)
