"""Urging what another agency has: it rings there, at whoever has the paper now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, HistoryEvent, IntakeItem, RegisterEntry
from congvu.documents.rules import Part
from congvu.notices.models import Notice
from congvu.organisations.models import Post
from congvu.organisations.rules import Role
from tests.documents.reforms import make_commune, merge
from tests.documents.test_across import ask_commune, register_there, seat_in
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def chair(province: Province, who: str) -> Post:
    post = province.cast[who].post
    assert post is not None
    return post


def urge(province: Province, part: Assignment, *, text: str = "Cần gấp.") -> None:
    Notice.objects.all().delete()
    actions.urge(
        entry_id=part.entry_id,
        assignment_id=part.id,
        text=text,
        by=province.seat("dung"),
        at=timezone.now(),
    )


def urge_late(province: Province, part: Assignment) -> None:
    """The same from the list of everything late."""
    day = province.today - timedelta(days=2)
    Assignment.objects.filter(pk=part.pk).update(due_on=day)
    RegisterEntry.objects.filter(pk=part.entry_id).update(due_on=day)
    Notice.objects.all().delete()
    actions.urge_many(by=province.seat("dung"), at=timezone.now(), text="Cần gấp.")


def rung() -> set[tuple[object, object]]:
    found = Notice.objects.filter(kind="documents.urged")
    return set(found.values_list("desk_id", "target_id"))


def bell(client: Client) -> int:
    return int(client.get("/thong-bao/so/").json()["unread"])


def give_there(province: Province, there: RegisterEntry) -> Post:
    """Tú submits, Phúc gives it to a head of the commune."""
    now = timezone.now()
    actions.submit(
        entry_id=there.id,
        leader_post_id=chair(province, "phuc").id,
        by=province.seat("tu"),
        at=now,
    )
    direct = Assignment.objects.get(entry=there, part=Part.DIRECT)
    head = seat_in(province, province.commune_office, "Bàn Văn Khánh", Role.SPECIALIST)
    actions.instruct(
        entry_id=there.id,
        assignment_id=direct.id,
        text="Làm kỹ.",
        shares=[Share(head.id, Part.LEAD)],
        by=province.seat("phuc"),
        at=now,
    )
    return head


@pytest.mark.parametrize("way", [urge, urge_late])
def test_it_rings_at_the_registry_until_somebody_there_has_it(
    province: Province, way: Callable[[Province, Assignment], None]
) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)

    way(province, part)

    assert rung() == {(chair(province, "tu").id, there.id)}
    tu = province.client("tu")
    assert bell(tu) == 1
    page = tu.get("/thong-bao/").content.decode()
    assert "Ủy ban nhân dân tỉnh Bắc Kạn" in page
    assert "Nguyễn Tiến Dũng" not in page
    assert there.document.subject in page
    line = HistoryEvent.objects.get(entry_id=there.id, event="documents.urged")
    assert (line.agency_id, line.detail["text"]) == (province.commune.id, "Cần gấp.")
    assert bell(province.client("phuc")) == 0


def test_it_rings_at_the_desk_that_leads_there_and_nowhere_else(
    province: Province,
) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)
    head = give_there(province, there)

    urge(province, part)

    assert rung() == {(head.id, there.id)}


def test_at_the_door_the_clerk_is_told_and_reads_it_on_the_line_later(
    province: Province,
) -> None:
    _entry, part = ask_commune(province)
    item = IntakeItem.objects.get(agency=province.commune)

    urge(province, part, text="Vào sổ ngay.")

    assert rung() == {(chair(province, "tu").id, item.id)}
    tu, minh = province.client("tu"), province.client("minh")
    assert (bell(tu), bell(minh)) == (1, 0)
    page = tu.get("/thong-bao/").content.decode()
    assert "đôn đốc" in page
    assert part.entry.document.subject in page
    there = register_there(province)
    assert "Vào sổ ngay." in tu.get(f"/van-ban/den/{there.id}/").content.decode()


def test_the_heir_is_urged_and_not_the_body_that_ended(province: Province) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)
    heir = make_commune(province, province.today, province.at)
    merge(province, heir, province.today, province.at)

    urge(province, part)

    there.refresh_from_db()
    line = HistoryEvent.objects.filter(entry_id=there.id, event="documents.urged")
    assert line.get().agency_id == heir.agency.id == there.agency_id
    clerk = heir.cast["lien"].post
    assert clerk is not None
    assert rung() == {(clerk.id, there.id)}


def test_a_paper_at_the_door_of_a_body_that_ended_rings_at_its_heirs(
    province: Province,
) -> None:
    _entry, part = ask_commune(province)
    heir = make_commune(province, province.today, province.at)
    merge(province, heir, province.today, province.at)

    urge(province, part)

    item = IntakeItem.objects.get(delivery__assignment=part)
    assert item.agency_id == heir.agency.id
    clerk = heir.cast["lien"].post
    assert clerk is not None
    assert rung() == {(clerk.id, item.id)}


def test_three_papers_at_one_door_ring_three_times_for_its_clerk(
    province: Province,
) -> None:
    parts = [ask_commune(province)[1] for _n in range(3)]
    day = province.today - timedelta(days=2)
    Assignment.objects.filter(pk__in=[p.pk for p in parts]).update(due_on=day)
    Notice.objects.all().delete()

    actions.urge_many(by=province.seat("dung"), at=timezone.now(), text="")

    assert {desk for desk, _target in rung()} == {chair(province, "tu").id}
    assert len(rung()) == 3
