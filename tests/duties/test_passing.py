"""A body ends: whoever answers from that day has its duties, with their history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from congvu.duties import actions, queries
from congvu.duties.actions import PartData
from congvu.duties.models import DutyEvent, Standing
from congvu.duties.queries import moved_duties
from congvu.organisations.models import Agency
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
