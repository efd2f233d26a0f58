"""What is left of somebody in a document that forgot them."""

from __future__ import annotations

import json
import re
from typing import get_args

import polyagree
from polyagree.codec.schemas import schema
from polyagree.model import ANSWERS, shipped
from polyagree.model.people import RoleWord
from polyagree.privacy import forget

# Of the format, of roles such as `any party`, of answers.
WORDS = set(re.findall(r"[a-z_-]+", json.dumps(schema()))) | {*ANSWERS}
WORDS |= {part for role in get_args(RoleWord) for part in role.split()}


def left_of_somebody(polycule: polyagree.Polycule) -> list[str]:
    """Return what is left of the first person once they are forgotten: words, or what is wrong."""
    who = polycule.people[0]
    left = forget(polycule, who.id).polycule
    others = {each.id for each in polycule.people} | {each.name for each in polycule.people}
    words = {each.casefold() for each in others if each != who.id}
    written = polyagree.dumps(left, format="json")
    found = []
    if polyagree.loads(written, format="json") != left:
        found.append("it is not read as it was written")
    if left.has_person(who.id):
        found.append("the person")
    # Their id may be a word of everybody, or a part of somebody else's.
    if len(who.id) > 2 and who.id.isalpha() and not any(who.id in word for word in words):
        such = re.findall(rf"[\w-]*\b{who.id}\b[\w-]*", written, re.IGNORECASE)
        found += [each for each in such if each not in shipped() and each not in WORDS]
    return found
