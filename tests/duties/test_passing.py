"""A body ends: whoever answers from that day has its duties, with their history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.duties import actions, queries
from congvu.duties.actions import PartData
from congvu.duties.models import DutyEvent, Standing
from congvu.duties.queries import moved_duties
from congvu.organisations.actions import (
    create_post,
    create_unit,
    pass_bodies,
    pass_on,
)
from congvu.organisations.models import Agency, Post
from congvu.organisations.rules import BodyKind, Passed, Role
from tests.documents import reforms
from tests.documents.reforms import Commune
from tests.duties.stories import TITLE, give, share_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def ended_commune(people: Province) -> tuple[Commune, Agency]:
    """Yến Dương ends today in favour of a new commune, which begins today."""
    heir = reforms.make_commune(people, people.today, people.at, prefix="moi-")
    reforms.merge(people, heir, people.today, people.at)
    return heir, people.commune


def test_the_heir_has_what_is_open_and_who_had_it_when_stays(
    province: Province,
) -> None:
    tu = province.cast["tu"].post
    assert tu is not None
    start = province.at - timedelta(days=30)
    given = start.date()
    duty = give(province, at=start, given_on=given)
    done = give(province, at=start, given_on=given, title="Việc đã xong")
    top = share_of(duty, province.commune.id)
    phuc = province.seat("phuc")
    (below,) = actions.assign_down(
        share_id=top.id,
        parts=[PartData(tu.id)],
        by=phuc,
        at=start + timedelta(hours=1),
    )
    actions.report_done(
        share_id=done.shares.get().id,
        done_on=given + timedelta(days=1),
        text="Xong.",
        by=phuc,
        at=start + timedelta(days=1),
    )
    actions.accept_done(
        share_id=done.shares.get().id,
        by=province.seat("dung"),
        at=start + timedelta(days=2),
    )

    heir, old = ended_commune(province)

    top.refresh_from_db()
    below.refresh_from_db()
    assert top.agency_id == top.desk_id == heir.agency.id
    assert top.desk_name == "Ủy ban nhân dân xã Cổ Linh"
    assert top.given_desk_name == "Ủy ban nhân dân xã Yến Dương"
    assert below.agency_id == heir.agency.id
    assert below.desk_id == heir.cast["moi-lien"].post.id, "the likest desk"
    yesterday = province.today - timedelta(days=1)
    was = queries.standing_on(yesterday).get(share=top)
    now = queries.standing_on(province.today).get(share=top)
    assert (was.agency_id, now.agency_id) == (old.id, heir.agency.id)
    finished = Standing.objects.get(
        share__duty=done, replaced_at=None, valid_until=None
    )
    assert finished.agency_id == old.id, "what was finished stays whose it was"
    page = reverse("duties:duty", args=[duty.id])
    toan = province.client("dung")
    toan.force_login(heir.cast["moi-toan"].user)
    shown = toan.get(page).content.decode()
    assert "chuyển sang nơi kế thừa" in shown
    report = reverse("duties:report", args=[top.id])
    assert toan.get(report).status_code == 200
    assert toan.get(reverse("duties:duty", args=[done.id])).status_code == 200
    assert DutyEvent.objects.filter(event="duties.passed").count() == 2


def test_what_was_done_before_a_merger_is_the_old_bodys_whenever_it_is_accepted(
    province: Province,
) -> None:
    """Reported by the commune, which then ends; accepted of a day when it still was."""
    start = province.at - timedelta(days=10)
    done_on = start.date() + timedelta(days=4)
    late = start.date() + timedelta(days=5)
    duty = give(province, at=start, given_on=start.date(), deadline=late)
    share = duty.shares.get()
    actions.report_done(
        share_id=share.id,
        done_on=done_on,
        text="Xong.",
        by=province.seat("phuc"),
        at=start + timedelta(days=5),
    )
    heir, old = ended_commune(province)

    dung = province.seat("dung")
    actions.accept_done(share_id=share.id, by=dung, at=province.at)

    rows = Standing.objects.filter(share=share, replaced_at=None)
    told = rows.order_by("valid_from").values_list("agency", "valid_from", "course")
    assert list(told) == [
        (old.id, start.date(), "under-way"),
        (old.id, done_on, "done"),
        (heir.agency.id, province.today, "done"),
    ]
    page = reverse("duties:scorecard")
    asked = {"ngay": f"{late:%d/%m/%Y}", "ghi": "hom-nay", "ban_do": "nhu-hom-ay"}
    answer = province.client("dung").get(page, asked)
    (row,) = answer.context["rows"]
    assert row.name == "Ủy ban nhân dân xã Yến Dương"


def test_who_follows_it_up_and_who_watches_are_followed_too(
    province: Province,
) -> None:
    duty = give(
        province,
        province.commune_office.id,
        who="phuc",
        watcher=province.commune.id,
    )

    heir, _old = ended_commune(province)

    duty.refresh_from_db()
    assert duty.agency_id == heir.agency.id
    assert duty.watcher_agency_id == duty.watcher_desk_id == heir.agency.id
    assert duty.ordered_by == "Ủy ban nhân dân xã Yến Dương"


def test_what_was_kept_until_an_heir_was_chosen_goes_to_the_chosen_one(
    province: Province,
) -> None:
    """Meanwhile the superior body keeps it; what is its own, and whom it watches for
    itself, stays with it.
    """
    start = province.at - timedelta(days=30)
    given: dict[str, Any] = {"at": start, "given_on": start.date()}
    theirs = give(province, **given)
    own = give(province, province.committee.id, watcher=province.committee.id, **given)
    heir = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.end(province.commune, province.today)
    act = reforms.decide(
        {province.commune.id: province.committee.id},
        province.today,
        province.at,
        is_interim=True,
    )
    pass_on(reform=act, by=SYSTEM, at=province.at)
    share = theirs.shares.get()
    assert share.desk_id == province.committee.id

    chosen = Passed(
        BodyKind.AGENCY, province.commune.id, province.committee.id, heir.agency.id
    )
    pass_bodies(
        reform=act, bodies=[chosen], on=province.today, by=SYSTEM, at=province.at
    )

    share.refresh_from_db()
    assert share.desk_id == share.agency_id == heir.agency.id
    mine = own.shares.get()
    own.refresh_from_db()
    assert mine.desk_id == own.watcher_desk_id == province.committee.id
    theirs.refresh_from_db()
    assert theirs.agency_id == own.agency_id == province.committee.id
    days = Standing.objects.filter(share=share, replaced_at=None)
    held = days.order_by("valid_from").values_list("agency", flat=True)
    assert list(held) == [province.commune.id, heir.agency.id]


def test_of_a_divided_unit_the_chief_keeps_it_until_one_is_chosen(
    province: Province,
) -> None:
    minh = province.cast["minh"].post
    assert minh is not None
    start = province.at - timedelta(days=9)
    given: dict[str, Any] = {"at": start, "given_on": start.date()}
    unit = give(province, province.division.id, **given).shares.get()
    post = give(province, minh.id, **given).shares.get()
    other = give(province, province.office.id, **given).shares.get()
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    new = create_unit(agency=province.committee, name="Phòng Văn hóa", **made)
    create_post(unit=new, name="Chuyên viên", role=Role.SPECIALIST, **made)
    Post.objects.filter(unit=province.division).update(valid_until=province.today)
    act = reforms.decide(
        {province.division.id: province.office.id},
        province.today,
        province.at,
        kind=BodyKind.UNIT,
        is_interim=True,
    )
    pass_on(reform=act, by=SYSTEM, at=province.at)
    ha = province.cast["ha"].post
    assert ha is not None
    for share in (unit, post):
        share.refresh_from_db()
        assert share.desk_id == ha.id
        assert share.came_from == province.division.id

    chosen = Passed(BodyKind.UNIT, province.division.id, province.office.id, new.id)
    pass_bodies(
        reform=act, bodies=[chosen], on=province.today, by=SYSTEM, at=province.at
    )

    for share in (unit, post, other):
        share.refresh_from_db()
    assert unit.desk_id == post.desk_id == new.id
    assert other.desk_id == province.office.id


def test_an_act_says_beforehand_what_it_touches(province: Province) -> None:
    give(province)
    give(province, who="phuc")

    counted = queries.count_open_shares([province.commune.id], province.today)
    followed = queries.count_followed([province.commune.id], province.today)
    assert counted == {province.commune.id: 2}
    assert followed == {province.commune.id: 1}


def test_a_post_that_is_handed_over_leaves_no_duty_behind(province: Province) -> None:
    minh = province.cast["minh"].post
    assert minh is not None
    give(province, minh.id)
    page = reverse("documents:hand-over-desk", args=[minh.id])
    hoa = province.client("hoa")

    assert "1 nhiệm vụ" in hoa.get(page).content.decode()
    to = str(province.division.id)
    answer = hoa.post(page, {"to_desk": to, "reason": "by-hand", "kept": "on"})

    assert answer.status_code == 302
    (event,) = DutyEvent.objects.filter(event="duties.handed")
    assert event.record_id is not None
    assert moved_duties(event.record_id) == [TITLE]
    assert queries.count_at_desk(province.division.id) == 1
    assert queries.count_at_desk(minh.id) == 0
