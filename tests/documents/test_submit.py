"""Trình: the registry puts a paper on a leader's desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from congvu.audit.models import AuditEvent
from congvu.documents.actions import Share, submit
from congvu.documents.models import (
    Assignment,
    Grant,
    HistoryEvent,
    RegisterEntry,
)
from congvu.documents.rules import AssignmentState, EntryState, Part
from congvu.lib.refusals import Refused
from congvu.organisations.models import Post
from tests.documents.pages import make_entry, working_day
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def entry(province: Province) -> RegisterEntry:
    return make_entry(province)


def post_of(province: Province, who: str) -> Post:
    post = province.cast[who].post
    assert post is not None
    return post


def put(
    province: Province,
    entry: RegisterEntry,
    *,
    to: Any = None,
    who: str = "lan",
    **m: Any,
) -> RegisterEntry:
    return submit(
        entry_id=entry.id,
        leader_post_id=to or post_of(province, "dung").id,
        by=province.seat(who),
        at=province.at,
        **m,
    )


def reasons(province: Province, entry: RegisterEntry, **m: Any) -> dict[Any, str]:
    with pytest.raises(Refused) as refused:
        put(province, entry, **m)
    assert not Assignment.objects.exists()
    entry.refresh_from_db()
    assert entry.state == EntryState.REGISTERED
    return {r.field: r.message for r in refused.value.reasons}


def test_it_lies_on_the_leaders_desk(province: Province, entry: RegisterEntry) -> None:
    put(province, entry, request="Kính trình.")

    entry.refresh_from_db()
    assert (entry.state, entry.holder) == (
        EntryState.SUBMITTED,
        "Nguyễn Tiến Dũng, Chủ tịch",
    )
    [work] = Assignment.objects.all()
    assert (work.part, work.state) == (Part.DIRECT, AssignmentState.WAITING)
    assert work.desk_id == post_of(province, "dung").id
    assert (work.request, work.given_by) == ("Kính trình.", "Nông Thị Lan")
    assert work.due_on == entry.due_on


def test_it_is_told_logged_and_granted(
    province: Province, entry: RegisterEntry
) -> None:
    put(province, entry, request="Kính trình.")

    told = HistoryEvent.objects.get(entry_id=entry.id, event="documents.submitted")
    assert told.detail == {"to": "Nguyễn Tiến Dũng, Chủ tịch", "text": "Kính trình."}
    [event] = AuditEvent.objects.filter(event="documents.submitted")
    assert (event.object_id, event.actor_name) == (entry.id, "Nông Thị Lan")
    assert Grant.objects.filter(
        entry=entry, principal_id=post_of(province, "dung").id
    ).exists()


def test_a_proposal_goes_with_it(province: Province, entry: RegisterEntry) -> None:
    share = Share(province.division.id, Part.LEAD, working_day(0), "Tham mưu")
    put(province, entry, proposal=[share])

    [row] = Assignment.objects.get().proposal
    assert Share.from_json(row) == share


def test_the_office_chief_is_a_leader_too_and_may_submit(
    province: Province, entry: RegisterEntry
) -> None:
    put(province, entry, to=post_of(province, "ha").id, who="ha")

    assert Assignment.objects.get().desk_id == post_of(province, "ha").id


@pytest.mark.parametrize("to", ["hoa", "minh", "quan", "thu", "phuc", "lan"])
def test_only_to_a_leader_of_the_own_agency(
    province: Province, entry: RegisterEntry, to: str
) -> None:
    found = reasons(province, entry, to=post_of(province, to).id)

    assert found == {"leader": "Chọn một lãnh đạo của cơ quan."}


def test_not_to_nobody(province: Province, entry: RegisterEntry) -> None:
    assert set(reasons(province, entry, to=uuid4())) == {"leader"}
    assert set(reasons(province, entry, to=province.division.id)) == {"leader"}


def test_not_to_an_empty_chair(province: Province, entry: RegisterEntry) -> None:
    person = province.dung.person
    assert person is not None
    person.appointments.update(valid_until=province.today)

    assert "không có người giữ" in reasons(province, entry)["leader"]


@pytest.mark.parametrize("who", ["dung", "hoa", "minh", "quan", "thu"])
def test_who_may_not_submit(province: Province, entry: RegisterEntry, who: str) -> None:
    assert "không có quyền" in reasons(province, entry, who=who)[None]


def test_another_agency_does_not_find_it(
    province: Province, entry: RegisterEntry
) -> None:
    assert reasons(province, entry, who="tu") == {None: "Không tìm thấy văn bản này."}


def test_all_that_is_wrong_is_said_at_once(
    province: Province, entry: RegisterEntry
) -> None:
    yesterday = province.today - timedelta(days=1)
    lead = Share(province.division.id, Part.LEAD, yesterday)
    found = reasons(
        province,
        entry,
        who="minh",
        to=uuid4(),
        proposal=[lead, Share(uuid4(), Part.LEAD)],
    )

    assert set(found) == {None, "leader", "lead", "due_on"}


def test_it_is_submitted_once(province: Province, entry: RegisterEntry) -> None:
    put(province, entry)

    with pytest.raises(Refused, match="chờ bút phê"):
        put(province, entry)

    assert Assignment.objects.count() == 1
