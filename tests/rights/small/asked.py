"""What both models are asked about a small world, and where they do not agree."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import transaction

from tests.rights.asking import Office
from tests.rights.model import Hat
from tests.rights.small.making import make
from tests.rights.small.plans import NEW_UNITS, Plan
from tests.rights.small.world import Small

LIST = "GET /incoming-documents"
OF_PAPERS = (
    "GET /incoming-documents/{entry_id}",
    "documents:entry",
    "GET /incoming-documents/{entry_id}/files/{file_id}",
    "documents:file",
    "GET /incoming-documents/{entry_id}/rights",
    "documents:slip",
    "GET /incoming-documents/{entry_id}/dossiers",
    "archives:of-incoming",
    "GET /incoming-documents/{entry_id}/slip",
)
# What shows a file is shut while it may be a state secret, and empty when it was one.
OF_FILES = {"GET /incoming-documents/{entry_id}/files/{file_id}", "documents:file"}
OF_COUNCILS = ("GET /appraisals/{appraisal_id}", "archives:appraisal")
OF_DUTIES = ("GET /duties/{duty_id}", "duties:duty")
OF_DOSSIERS = ("GET /dossiers/{dossier_id}", "archives:dossier")


def otherwise(small: Small, first: int) -> Iterator[str]:
    """A line for each decision in which office and model do not agree.

    Whoever may have got something, and a few who may not have, each at every paper and
    at the list; which of the other doors is a matter of turn, from world to world.
    """
    small.office.index.follow()
    for turn, hat in enumerate(_asked(small)[first % 2 :: 2], start=first // 2):
        yield from _at_list(small, hat)
        yield from (_at_search, _at_counts)[turn % 2](small, hat, turn)
        for place, key in enumerate(small.keys):
            yield from _at(small, hat, OF_PAPERS[(turn + place) % len(OF_PAPERS)], key)
        for key in small.filed:
            yield from _at(small, hat, OF_DOSSIERS[turn % 2], key)
        for key in small.duties:
            yield from _at(small, hat, OF_DUTIES[turn % 2], key)
        for key in small.councils:
            for door in OF_COUNCILS:
                yield from _at(small, hat, door, key)


def _asked(small: Small) -> list[Hat]:
    told = {"minh", "hoa", "binh", "van", "son", "quan", "tu", "lan"}
    told |= {"thu", "dung", "ha"} if small.councils else set()
    new = {name for name, post in small.facts.posts.items() if post.unit in NEW_UNITS}
    return [hat for hat in small.facts.hats if hat.post in told | new]


def _at(small: Small, hat: Hat, door: str, key: str) -> Iterator[str]:
    shown, thing = small.office.shown(hat, door), small.facts.things[key]
    answer = small.office.ask(hat, door, small.story.ids[key])
    seen = {200: True, 401: False, 404: False}.get(answer.status)
    right = key in shown and not (door in OF_FILES and (thing.shut or thing.forgotten))
    hidden = {
        k for k in (*small.keys, *small.duties) if f"{k}chu" in answer.body
    } - _worded(small, shown)
    if seen != right or hidden:
        yield f"{hat} {door} {key} {answer.status} right {right} told {hidden}"
    if door == "archives:appraisal" and seen:
        may = small.facts.holds(small.office.worn(hat, door), thing, "conclude")
        offered = small.office.address("archives:conclude", small.story.ids[key])
        if (offered in answer.body) != may:
            yield f"{hat} {door} {key} offered otherwise, right {may}"


def _worded(small: Small, shown: set[str]) -> set[str]:
    """Those with words of their own: of a state secret none are left."""
    return {key for key in shown if not small.facts.things[key].forgotten}


def _at_list(small: Small, hat: Hat) -> Iterator[str]:
    right = set(small.keys) & _worded(small, small.office.shown(hat, LIST))
    told = small.office.ask(hat, LIST, {}, data={"limit": 200})
    found = {k for k in small.keys if f"{k}chu" in told.body}
    if found != right:
        yield f"{hat} {LIST} {found} right {right}"


def _at_search(small: Small, hat: Hat, turn: int) -> Iterator[str]:
    """By a word of the paper's subject, or of its file."""
    key, of_file = small.keys[turn % len(small.keys)], turn // 2 % 2
    word, thing = f"{key}{('chu', 'tep')[of_file]}", small.facts.things[key]
    answer = small.office.ask(hat, "GET /search", {}, data={"q": word})
    total = json.loads(answer.body).get("total", 0)
    right = key in _worded(small, small.office.shown(hat, "GET /search"))
    right = right and not (of_file and thing.shut)
    if total != right:
        yield f"{hat} search {word} {total} right {right}"


def _at_counts(small: Small, hat: Hat, turn: int) -> Iterator[str]:
    """What is open, in all states together, of the agency's own."""
    told = json.loads(small.office.ask(hat, "GET /counts", {}).body).get("tabs")
    if told is None:
        return
    facts = small.facts
    ours = facts.units[facts.posts[hat.post].unit].agency
    things = [facts.things[k] for k in small.office.shown(hat, "GET /counts")]
    over = ("returned", "cancelled")
    things = [t for t in things if t.kind == "incoming" and t.agency == ours]
    right = sum(t.state not in over for t in things)
    if sum(told.values()) - told["qua-han"] != right:
        yield f"{hat} counts {turn} {told} right {right}"


def judge(office: Office, plan: Plan, number: int) -> tuple[list[str], int]:
    """The lines that differ, and how often the office was asked; nothing stays but
    what the index read: ``number`` gives each world words of its own.
    """
    with transaction.atomic():
        small = make(office, plan, number)
        wrong = list(otherwise(small, plan.turn))
        transaction.set_rollback(True)
    return wrong, small.office.asked
