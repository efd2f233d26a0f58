"""One adapter for each query of the formal cases: what polyagree answers."""

from __future__ import annotations

from itertools import permutations, product

from attrs import evolve

from polyagree.timeline import why_not
from tests.formal.documents import (
    PARTS,
    SECOND,
    TICK,
    Document,
    chain,
    following,
    length,
    span_of,
    walk,
    word,
)

FINE = {"satisfied", "presumably_satisfied"}


def look(case):
    """Return the document of *case*, what became of each norm, and which were broken."""
    document = Document(case)
    return document, document.lives, document.broken


def states(case):
    """Return what became of each norm: in every world, and in each one."""
    facts, worlds = case["facts"], []
    unknown = facts.get("unknown", [])
    for truths in product((False, True), repeat=len(unknown)):
        known = {True: [*facts.get("true", ())], False: [*facts.get("false", ())]}
        for name, truth in zip(unknown, truths, strict=True):
            known[truth].append(name)
        world = state({**case, "facts": facts | {"true": known[True], "false": known[False]}})
        worlds.append({"suppose": dict(zip(unknown, truths, strict=True)), **world})
    lists = [key for key, value in worlds[0].items() if isinstance(value, list)]
    found = {key: [e for e in worlds[0][key] if all(e in w[key] for w in worlds)] for key in lists}
    conflict = any(each["conflict"] for each in worlds)
    return {**worlds[0], **found, "conflict": conflict, "worlds": worlds}


def state(case):
    document, lives, broken = look(case)
    norms, tops, true = document.all, document.norms, [*case["facts"].get("true", ())]
    follow = [each for each in document.rules if f"rule {each}" in broken]
    if {*follow} - {*true}:
        return state({**case, "facts": {**case["facts"], "true": [*true, *follow]}})
    kinds = {name: {each.state for each in lives.get(name, ())} for name in norms}

    binding = document.binding
    found = {
        key: [name for name in tops if key in kinds[name]] for key in ("terminal", "compensated")
    }
    for key in ("fulfilled", "suspended", "expired"):
        found[key] = [name for name in norms if key in kinds[name] and name not in broken]
    return (
        found
        | people_of(document, lives)
        | {
            "in_force": binding,
            "not_in_force": [name for name in norms if name not in binding],
            "open": [e for e in binding if e not in broken and "fulfilled" not in kinds[e]],
            "violated": [name for name in norms if name in broken],
            "no_reparation": [name for name in tops if not following(norms[name])],
            "facts": {each: each in document.true for each in document.known},
            "derived": derived(document, binding, broken),
            "conflict": any(
                clash(document, norms[a], norms[b]) for a, b in permutations(binding, 2)
            ),
        }
    )


def people_of(document, lives):
    """Return to whom a norm is owed, who may do what it asks for, and how agreements stand."""
    creditor, performers, agreements, log = {}, {}, {}, document.polycule.events
    for name, norm in document.all.items():
        deal, effect = norm.get("agreement"), norm.get("effect", {})
        for life in lives.get(name, ()):
            creditor |= {name: document.people[life.to[-1]]} if life.to else {}
            people = performers.setdefault(name, [])
            people += [document.people[each] for each in life.who]
            for line in life.proof:
                if line.fact == "handed over" and log[line.event[1]].act == "delegate":
                    people += [document.people[each] for each in line.detail.split(", ") if each]
                if line.fact == "exercised" and "terminate" in effect:
                    agreements[effect["terminate"]] = "terminated"
            if norm["modality"] == "obligation" and deal and agreements.get(deal) != "terminated":
                is_done = life.state in {"fulfilled", "released", "compensated"}
                agreements[deal] = is_done and agreements.get(deal, True)
    agreements = {name: "completed" if how is True else how for name, how in agreements.items()}
    return {"creditor": creditor, "performers": performers, "agreements": agreements}


def derived(document, binding, broken):
    """Return the acts that are owed or forbidden only because of others, by inheritance."""
    inherit, found = {*document.pairs.get("inherit", ())}, {"O": [], "F": [], "P": []}
    for name in binding:
        mode, act = document.all[name]["modality"], document.all[name].get("act")
        if mode == "obligation" and "obligation_up" in inherit:
            found["O"] += document.closure(act, "kind_of")[1:]
        downs = {"prohibition_down", *["prohibition_down_while_unbroken"] * (name not in broken)}
        if mode == "prohibition" and downs & inherit:
            found["F"] += document.closure(act, "kind_of", down=True)[1:]
    return found


def clash(document, one, other):
    """Return whether two norms in force clash; one owed because the other was broken does not."""
    if {"violated": other["id"]} in walk([one.get("when", {})]) or one in chain(other):
        return False
    if any(key in one and one[key] != other.get(key, one[key]) for key in ("bearer", "target")):
        return False
    modes, acts = (one["modality"], other["modality"]), {one.get("act"), other.get("act")}
    if modes[0] in {"obligation", "permission"} and modes[1] == "prohibition":
        wide = document.closure(one.get("act"), "kind_of")
        return not one.get("omit") and (None in acts or other["act"] in wide)
    if modes[0] in {"obligation", "permission"} and modes[1] == "obligation":
        exclusive = [{*pair} for pair in document.pairs.get("exclusive", ())]
        return acts in exclusive or (one.get("omit", False) and len(acts) == 1)
    return False


def monitor(case):
    """Return how a run stands: what broke it, or what is still open."""
    if "constraints" in case:
        return measured(case)
    document, lives, broken = look(case)
    is_closed, waits, done = case.get("end", {}).get("closed", False), {}, set()
    for name, norm in document.all.items():
        over = [at for act, at in document.marks if act == word("happening", f"{name} over")]
        for each in lives.get(name, ()):
            due = min([*over, *([each.until - TICK] if each.until else [])], default=None)
            is_owed = norm["modality"] == "obligation" or (
                norm["modality"] == "prohibition" and due
            )
            if is_owed and each.state in {"in force", "suspended"}:
                waits[name] = due
            done |= {name} if each.state == "fulfilled" else set()
    lost = broken | {e for e in waits if is_closed and document.all[e]["modality"] == "obligation"}
    for group in case.get("alternatives", ()):
        lost -= {*group} if done & {*group} or {*group} - lost else set()
    waits = {} if is_closed else {name: due for name, due in waits.items() if name not in broken}
    for name in (name for name in document.norms if name in lost):
        steps = [each["id"] for each in chain(document.norms[name])]
        if {each.state for each in lives[name]} != {"compensated"} and not {*steps} & {*waits}:
            last = [e for step in steps for life in lives.get(step, ()) for e in life.breaks][-1:]
            found = {"verdict": "violated", "open": [*waits]}
            for each in last:
                found["by"] = document.people[each.by[0]]
                found["at" if each.event else "deadline"] = each.at
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
    run = {key: case[key] for key in case if key != "constraints"}
    run["events"], broken = [*events, *stretches], set()

    def truth(of):
        for key, join in (("and", all), ("or", any), ("xone", lambda found: sum(found) == 1)):
            if key in of:
                return join([truth(each) for each in of[key]])
        wrong = set()
        for norm in bounding(of):
            document = Document(run | {"norms": [norm]})
            wrong |= {each.verdict for each in document.lives.get(norm["id"], ())} - FINE
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
        norm, dates = {"id": key, "modality": mode}, [e for e in parts if e["left"] == "dateTime"]
        is_known = key == "at_least" or len(parts) == len(gaps)
        if not (parts and is_known) or (dates and len(gaps) > 1):
            continue
        strict = parts[0]["op"] in {"lt", "gt"}
        if dates:
            window = {edge: {"t": parts[0]["right"], "closed": strict}}
            yield norm | {"modality": "prohibition", "window": window}
        else:
            spans = [span_of(each["right"]) for each in parts]
            count = length(sum(spans, strict * (-SECOND if key == "at_most" else SECOND)))
            yield norm | {"act": parts[0]["left"], key: count}


def permitted(case):
    """Return what polyagree says to each act that is asked about, or to whom it grants one."""
    query, norms = case["query"], case["norms"]
    if "list" in query:
        key = {"who": "bearer", "target": "target"}[query["list"]]
        pairs = case["vocabulary"].get(PARTS[key][1], ())
        names = [norm[key] for norm in norms if key in norm] + [e for pair in pairs for e in pair]
        groups = {wide for _, wide in pairs if key == "bearer"}
        asks = {each: {**query["ask"][0], query["list"]: each} for each in {*names} - groups}
        return {"granted": [each for each in asks if asked(case, asks[each]) == "granted"]}
    matches = {}
    for name, key in (
        ("act", "act"),
        ("target", "target"),
        ("bearer", "bearer"),
        ("when", "window"),
    ):
        if norms and key in norms[0]:
            alone = {"id": "alone", "modality": "permission", key: norms[0][key]}
            matches[name] = asked({**case, "norms": [alone]}, query["ask"][0]) == "granted"
    verdicts = [asked(case, ask) for ask in query["ask"]]
    return {
        **states({**case, "query": {"kind": "states"}}),
        "verdicts": verdicts,
        "matches": matches,
    }


def asked(case, ask):
    """Return the answer to one act; what hangs on a fact that isn't listed is not in force."""
    document = Document(case, ask)
    *log, event = document.polycule.events
    found = why_not(evolve(document.polycule, events=log), event)
    granted = "granted" if found.granted_by else "silent"
    return granted if found.verdict == "unknown" else found.verdict


def fits(case):
    """Return for each trace whether nothing is broken or left undone at its end."""
    found, norms = {}, [each for each in case["norms"] if each["id"] == case["query"]["norm"]]
    for name, trace in case["traces"].items():
        events = [{"t": index / 60, "act": act} for index, act in enumerate(trace)]
        _, lives, _ = look({**case, "unit": "tick", "norms": norms, "events": events})
        found[name] = {each.verdict for some in lives.values() for each in some} <= FINE
    return {"fits": found}


def answer(case):
    """Return what polyagree answers to the query of *case*."""
    kinds = {"states": states, "monitor": monitor, "permitted": permitted, "template-fits": fits}
    return kinds[case["query"]["kind"]](case)
