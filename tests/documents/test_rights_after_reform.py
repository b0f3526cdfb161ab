"""Who reads what an ended agency left: its heirs, desk by desk, and nobody else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.access import deeds, get_entry_for, scope_of
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries import entries_page, entry_detail
from congvu.documents.rules import Part
from congvu.lib.dates import local_date
from congvu.organisations.access import NoSeat, Seat, seats_of
from congvu.organisations.actions import appoint, create_post, create_unit, pass_on
from congvu.organisations.rules import BodyKind, Role
from tests.documents.pages import assign, make_entry
from tests.documents.reforms import Commune, decide, end, make_commune, merge
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def heir(province: Province) -> Commune:
    return make_commune(province, province.today, province.at)


@pytest.fixture
def day_before(province: Province) -> datetime:
    return province.at - timedelta(days=1)


def filed(province: Province, at: datetime, *, inform: Any = ()) -> RegisterEntry:
    """A paper the commune finished while it was there."""
    entry = make_entry(province, who="tu", at=at)
    post, on = province.phuc.post, local_date(at)
    assert post is not None
    clerk, chairman = province.seat("tu", on=on), province.seat("phuc", on=on)
    actions.submit(entry_id=entry.id, leader_post_id=post.id, by=clerk, at=at)
    actions.instruct(
        entry_id=entry.id,
        assignment_id=Assignment.objects.get(entry=entry).id,
        text="Lưu.",
        shares=[Share(unit, Part.INFORM) for unit in inform],
        file_only=True,
        by=chairman,
        at=at,
    )
    Assignment.objects.filter(entry=entry, part=Part.INFORM).update(state="seen")
    return entry


def sees(seat: Seat, entry: RegisterEntry) -> bool:
    try:
        get_entry_for(seat, entry.id)
    except Http404:
        return False
    return True


def listed(seat: Seat, on: date) -> list[Any]:
    return [line.id for line in entries_page(scope_of(seat), on=on).entries]


def test_the_heirs_registry_reads_what_was_finished_and_may_do_nothing(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    entry = filed(province, day_before)
    merge(province, heir, province.today, province.at)
    clerk = heir.seat(province, "lien", province.today)

    assert get_entry_for(clerk, entry.id).agency_id == province.commune.id
    assert sees(heir.seat(province, "toan", province.today), entry)
    assert deeds(clerk, entry_detail(entry), on=province.today) == []
    assert listed(clerk, province.today) == []


def test_others_find_nothing(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    entry = filed(province, day_before)
    other = make_commune(
        province, province.today, province.at, name="Nghiên Loan", prefix="nl-"
    )
    merge(province, heir, province.today, province.at)

    assert not sees(other.seat(province, "nl-lien", province.today), entry)
    assert not sees(province.seat("lan"), entry)
    assert not sees(heir.seat(province, "mai", province.today), entry)


def test_who_sat_there_sees_nothing_any_more(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    open_paper = make_entry(province, who="tu", at=day_before)
    merge(province, heir, province.today, province.at)

    assert seats_of(province.tu.user, province.today) == []
    with pytest.raises(NoSeat):
        province.seat_of(province.tu.post, on=province.today)  # type: ignore[arg-type]
    page = province.client("tu").get(f"/van-ban/den/{open_paper.id}/")
    assert page.status_code == 404


def test_members_of_the_unit_that_took_over_read_what_the_old_ones_were_told(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    told = filed(province, day_before, inform=[province.commune_office.id])
    other = filed(province, day_before)
    end(province.commune, province.today)
    reform = decide({province.commune.id: heir.agency.id}, province.today, province.at)
    decide(
        {province.commune_office.id: heir.division.id},
        province.today,
        province.at,
        kind=BodyKind.UNIT,
    )
    pass_on(reform=reform, by=SYSTEM, at=province.at)

    mai = heir.seat(province, "mai", province.today)
    assert sees(mai, told)
    assert not sees(mai, other)


def test_a_new_division_lists_what_the_one_before_had(province: Province) -> None:
    entry = make_entry(province)
    assign(province, entry)
    Assignment.objects.filter(entry=entry).update(state="done")
    RegisterEntry.objects.update(state="done")
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    after = create_unit(agency=province.committee, name="Phòng Văn hóa", **made)
    post = create_post(unit=after, name="Trưởng phòng", role=Role.UNIT_HEAD, **made)
    person = province.son.person
    assert person is not None
    appoint(person=person, post=post, **made)
    assert listed(province.seat_of(post), province.today) == []

    heirs = {province.division.id: after.id}
    decide(heirs, province.today, province.at, kind=BodyKind.UNIT)

    assert listed(province.seat_of(post), province.today) == [entry.id]


def test_the_heir_of_an_heir_reads_both(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    entry = filed(province, day_before)
    merge(province, heir, province.today, province.at)
    later = province.today + timedelta(days=30)
    last = make_commune(province, later, province.at, name="Ba Bể", prefix="bb-")
    end(heir.agency, later)
    reform = decide({heir.agency.id: last.agency.id}, later, province.at)
    pass_on(reform=reform, by=SYSTEM, at=province.at)

    assert sees(last.seat(province, "bb-lien", later), entry)
