"""A body ends while agencies work together: whoever answers for it stands there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.models import (
    Assignment,
    Delivery,
    HandOver,
    HandOverLine,
    HistoryEvent,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries import desk_responsible, faults
from congvu.documents.queries.told import sentence
from congvu.documents.rules import AssignmentState, DeliveryState, IntakeState, Part
from congvu.notices.models import Notice
from congvu.organisations.actions import pass_bodies, pass_on
from congvu.organisations.models import Heir
from congvu.organisations.queries import touched
from congvu.organisations.rules import BodyKind, Passed
from tests.documents.reforms import ACT, Commune, decide, end, make_commune, merge
from tests.documents.test_across import ask_commune, finish_there, register_there
from tests.documents.test_extending_across import ask, chair, give_there, later
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

COLINH = "Ủy ban nhân dân xã Cổ Linh"


@pytest.fixture
def heir(province: Province) -> Commune:
    return make_commune(province, province.today, province.at)


def now(part: Assignment) -> Assignment:
    part.refresh_from_db()
    return part


def client_of(heir: Commune) -> Client:
    """Lường Thị Mai's chairman, Nông Văn Toàn, at his browser."""
    found = Client()
    found.force_login(heir.cast["toan"].user)
    return found


def page_of(province: Province, entry: RegisterEntry) -> str:
    page = province.client("dung").get(f"/van-ban/den/{entry.id}/")
    return page.content.decode()


@pytest.mark.parametrize("is_registered", [False, True])
def test_who_asked_sees_the_heir_at_work(
    province: Province, heir: Commune, is_registered: bool
) -> None:
    entry, part = ask_commune(province)
    if is_registered:
        register_there(province)
    merge(province, heir, province.today, province.at)

    assert now(part).desk_id == heir.agency.id
    assert part.desk_name == COLINH
    delivery = Delivery.objects.get()
    assert delivery.agency_id == heir.agency.id
    there = delivery.received or delivery.item
    assert there is not None
    assert there.agency_id == heir.agency.id
    entry.refresh_from_db()
    assert entry.holder == COLINH
    told = HistoryEvent.objects.get(event="documents.handed-over", entry_id=entry.id)
    assert sentence(told) == (
        f"bàn giao từ Ủy ban nhân dân xã Yến Dương sang {COLINH} theo {ACT}"
    )
    assert COLINH in page_of(province, entry)
    assert not [rule for rule, fault in faults() if fault]


def test_who_had_it_on_a_past_day_is_still_told(
    province: Province, heir: Commune
) -> None:
    _entry, part = ask_commune(province)
    merge(province, heir, province.today, province.at)
    yesterday = province.today - timedelta(days=1)
    assert desk_responsible([part.id], yesterday) == {part.id: province.commune.id}
    assert desk_responsible([part.id], province.today) == {part.id: heir.agency.id}


def test_the_record_names_who_asked_and_no_paper_of_theirs(
    province: Province, heir: Commune
) -> None:
    """At the door there is no line of the receiver yet, and the sender's is not its."""
    ask_commune(province)
    merge(province, heir, province.today, province.at)
    line = HandOverLine.objects.get(kind="crossing")
    assert line.entry is None
    assert line.name == "Ủy ban nhân dân tỉnh Bắc Kạn"
    record = HandOver.objects.get()
    page = client_of(heir).get(f"/van-ban/ban-giao/{record.id}/")
    assert "việc nơi khác giao" in page.content.decode()


def test_what_was_finished_keeps_the_name_of_its_day(
    province: Province, heir: Commune
) -> None:
    entry, part = ask_commune(province)
    finish_there(province, register_there(province))
    actions.confirm(
        entry_id=entry.id,
        assignment_id=part.id,
        by=province.seat("dung"),
        at=province.at + timedelta(minutes=5),
    )
    merge(province, heir, province.today, province.at + timedelta(minutes=6))
    assert now(part).state == AssignmentState.DONE
    assert part.desk_id == province.commune.id
    assert "Yến Dương" in part.desk_name
    assert Delivery.objects.get().agency_id == province.commune.id


def test_kept_until_a_person_chose_and_then_the_chosen_one_has_it(
    province: Province, heir: Commune
) -> None:
    """Also the other work the keeper asked of others stays as it is."""
    _entry, part = ask_commune(province)
    end(province.commune, province.today)
    kept = {province.commune.id: province.committee.id}
    act = decide(kept, province.today, province.at, is_interim=True)
    pass_on(reform=act, by=SYSTEM, at=province.at)
    assert now(part).desk_id == province.committee.id

    Heir.objects.filter(predecessor_id=province.commune.id).update(
        heir_id=heir.agency.id, is_interim=False
    )
    chosen = Passed(
        BodyKind.AGENCY, province.commune.id, province.committee.id, heir.agency.id
    )
    later = province.at + timedelta(days=1)
    pass_bodies(reform=act, bodies=[chosen], on=province.today, by=SYSTEM, at=later)
    assert now(part).desk_id == heir.agency.id
    assert IntakeItem.objects.get().agency_id == heir.agency.id


def test_the_sender_ends_and_the_other_agency_works_on(
    province: Province, heir: Commune
) -> None:
    """What the province asked of Yến Dương is the heir's of the province to hear."""
    entry, part = ask_commune(province)
    register_there(province)
    end(province.committee, province.today)
    act = decide({province.committee.id: heir.agency.id}, province.today, province.at)
    pass_on(reform=act, by=SYSTEM, at=province.at)
    assert now(part).desk_id == province.commune.id
    assert part.agency_id == heir.agency.id
    assert part.state == AssignmentState.WORKING
    entry.refresh_from_db()
    assert entry.agency_id == heir.agency.id
    assert entry.holder == part.desk_name


def test_the_senders_heir_has_nobody_so_the_door_is_cleared(
    province: Province, heir: Commune
) -> None:
    """The paper waits at its registry; nobody works for a leader that is not there."""
    _entry, part = ask_commune(province)
    for who in heir.cast.values():
        assert who.post is not None
        who.post.appointments.all().delete()
    end(province.committee, province.today)
    act = decide({province.committee.id: heir.agency.id}, province.today, province.at)
    pass_on(reform=act, by=SYSTEM, at=province.at)
    assert now(part).state == AssignmentState.WITHDRAWN
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN
    assert IntakeItem.objects.get().state == IntakeState.DISCARDED
    assert not [rule for rule, fault in faults() if fault]


def test_the_preview_counts_it_on_either_side(province: Province) -> None:
    ask_commune(province, part=Part.SUPPORT)
    for body in (province.commune, province.committee):
        counts = {row.field: row.total for row in touched([body.id], province.today)}
        assert counts["documents.Delivery.agency"] == 1
        # The leader's and the division's are no work between agencies.
        inner = 2 if body == province.committee else 0
        assert counts["documents.Assignment.desk_id"] == inner


def test_the_answer_to_more_time_is_heard_by_who_took_over_the_asking_post(
    province: Province, heir: Commune
) -> None:
    entry, part = ask_commune(province)
    there = register_there(province)
    give_there(province, there)
    asked = chair(province, "phuc")
    ask(province, there, later(part.due_on, 3))
    merge(province, heir, province.today, province.at)
    follows = heir.cast["toan"].post
    assert follows is not None
    decide({asked.id: follows.id}, province.today, province.at, kind=BodyKind.POST)
    Notice.objects.all().delete()

    url = f"/van-ban/den/{entry.id}/viec/{part.id}/khong-gia-han/"
    answer = province.client("dung").post(url, {"reason": "Tỉnh phải báo cáo."})

    assert answer.status_code == 302
    rung = set(Notice.objects.filter(detail__way="refused").values_list("desk_id"))
    assert (follows.id,) in rung
    assert (asked.id,) not in rung
