"""Doors that lead to a thing from beside: second keys, notices, caches, old copies."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from congvu.archives.actions import close_dossier_to
from congvu.documents.actions import open_to
from tests.rights.asking import PHANTOM, Lines, Office, agree, named
from tests.rights.doors import READING
from tests.rights.model import Hat
from tests.rights.test_doors import _plain

# A door about something of one's own, and the key in it that names another's.
BESIDE: list[tuple[str, str, str, str, str]] = [
    ("lan", "documents:intake-compare", "item", "entry_id", "commune"),
    ("lan", "GET /intake/{item_id}/compare/{entry_id}", "item", "entry_id", "commune"),
    ("tu", "documents:intake-compare", "item-tu", "entry_id", "registered"),
    ("minh", "documents:file", "assigned", "file_id", "registered"),
    ("binh", "documents:file", "told", "file_id", "assigned"),
    ("tu", "archives:item-file", "dossier-commune", "held_id", "dossier"),
    ("minh", "documents:report", "assigned", "assignment_id", "handling"),
    ("van", "documents:report", "assigned", "assignment_id", "assigned"),
]


def hat_of(office: Office, who: str) -> Hat:
    return next(h for h in office.hats if h.person == who and office.sits(h))


@pytest.mark.parametrize(
    ("who", "door", "own", "key", "other"), BESIDE, ids=[" ".join(o) for o in BESIDE]
)
def test_the_key_of_anothers_thing_beside_ones_own_opens_nothing(
    office: Office, who: str, door: str, own: str, key: str, other: str
) -> None:
    ids = {"number": 1} | office.story.ids[own]
    real, never = ids | {key: office.story.ids[other][key]}, ids | {key: PHANTOM}

    got = office.ask(hat_of(office, who), door, real)
    none = office.ask(hat_of(office, who), door, never)

    assert got.status == 404
    assert _plain(got, real) == _plain(none, never)


# Sent in the body of what is otherwise allowed.
FILING = "POST /dossiers/{dossier_id}/items"
SENT: list[tuple[str, str, str, str, str]] = [
    ("minh", FILING, "dossier", "incoming_id", "commune"),
    ("tu", FILING, "dossier-commune", "incoming_id", "told"),
    ("minh", "POST /drafts", "draft-writing", "answers_id", "registered"),
    ("tu", "POST /drafts", "draft-writing", "answers_id", "registered"),
    ("tu", "POST /intake/{item_id}/attach", "item-tu", "entry_id", "registered"),
]


@pytest.mark.parametrize(
    ("who", "door", "own", "name", "other"), SENT, ids=[" ".join(o) for o in SENT]
)
def test_the_key_of_anothers_thing_in_what_is_sent_opens_nothing(
    office: Office, who: str, door: str, own: str, name: str, other: str
) -> None:
    dung = str(office.story.posts["phuc" if who == "tu" else "dung"])
    rest = {"type_code": "CV", "subject": "V/v trả lời", "signer_post_id": dung}
    body = rest if door == "POST /drafts" else {}
    found = []
    for key in (office.story.ids[other]["entry_id"], PHANTOM):
        given: dict[str, Any] = {
            "data": body | {name: str(key)},
            "content_type": "application/json",
        }
        answer = office.ask(hat_of(office, who), door, office.story.ids[own], **given)
        found.append(_plain(answer, {"key": key}))

    assert found[0] == found[1]
    assert found[0][0] in (404, 422)


def test_a_notice_tells_by_the_rights_of_the_moment_it_is_read(office: Office) -> None:
    binh = hat_of(office, "binh")

    before = office.ask(binh, "notices:list", {})
    told = office.names(before.body)

    assert "told" in told
    assert told <= office.readable(binh, "notices:list")
    assert "closed" not in told


def test_a_file_once_fetched_is_not_there_any_more_when_the_right_has_ended(
    office: Office,
) -> None:
    binh, ids = hat_of(office, "binh"), office.story.ids["dossier"]
    door = "archives:item-file"
    first = office.ask(binh, door, ids)
    again = {
        "If-None-Match": first.headers.get("ETag", '"0"'),
        "If-Modified-Since": "Wed, 01 Jan 2150 00:00:00 GMT",
        "Range": "bytes=0-9",
    }
    with transaction.atomic():
        close_dossier_to(
            dossier_id=ids["dossier_id"],
            desk_id=office.story.posts["binh"],
            reason="Đã xong.",
            by=office.story.seat("lan"),
            at=timezone.now(),
        )
        after = office.ask(binh, door, ids, headers=again)
        transaction.set_rollback(True)

    assert first.status == 200
    assert after.status == 404


@pytest.mark.parametrize("kind", READING)
def test_nothing_on_the_way_may_keep_what_was_shown(office: Office, kind: str) -> None:
    wrong: Lines = []
    things = office.story.facts.things
    for door in READING[kind]:
        key = next(k for k, t in things.items() if t.kind == kind)
        hat = next(h for h in office.hats if key in office.readable(h, door))
        answer = office.ask(hat, door, office.story.ids[key])
        kept = answer.headers.get("Cache-Control", "")
        if answer.status != 200 or not {"private", "no-store"} & set(kept.split(", ")):
            wrong.append((*named(hat), door, answer.status, kept))

    agree(wrong)


def test_a_right_opened_this_moment_is_there_at_the_next_request(
    office: Office,
) -> None:
    """No rights are remembered between two requests."""
    kim, tam = hat_of(office, "kim"), hat_of(office, "tam")
    ids, door = office.story.ids["registered"], "documents:entry"
    before = office.ask(tam, door, ids).status
    with transaction.atomic():
        open_to(
            entry_id=ids["entry_id"],
            desk_id=office.story.posts["son"],
            reason="Cùng xem",
            by=office.story.seat("lan"),
            at=timezone.now(),
        )
        after = office.ask(tam, door, ids).status
        other = office.ask(kim, door, ids).status
        transaction.set_rollback(True)

    assert (before, after, other) == (404, 200, 404)
