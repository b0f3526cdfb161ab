"""The day of an act: each desk of the heir is told once, however much it takes over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.models import Assignment
from congvu.lib.dates import local_date
from congvu.notices.models import Letter, Notice
from congvu.notices.queries import compose
from congvu.notices.rules import seats
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role
from tests.documents.pages import make_entry
from tests.documents.reforms import ACT, Commune, make_commune, merge
from tests.notices.work import moment, register
from tests.people import Member, Province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def heir(province: Province, law: date) -> Commune:
    return make_commune(province, province.today, province.at)


def on_phucs_desk(province: Province, n: int) -> None:
    """Papers that waited for Yến Dương's chairman the day before."""
    at = timezone.now() - timedelta(days=1)
    on = province.today - timedelta(days=1)
    assert province.phuc.post is not None
    for k in range(n):
        entry = make_entry(province, who="tu", at=at, symbol=f"{k + 1}/SNN")
        actions.submit(
            entry_id=entry.id,
            leader_post_id=province.phuc.post.id,
            by=province.seat("tu", on=on),
            at=at,
        )
    Notice.objects.all().delete()


def page(who: Member) -> str:
    client = Client()
    client.force_login(who.user)
    assert client.get("/thong-bao/so/").json()["unread"] == 1
    return client.get("/thong-bao/").content.decode()


def digest(who: Member, province: Province, at: datetime) -> str:
    letter = Letter(user=who.user, digest_on=province.today, made_at=at)
    mine = seats([who.user.id], province.today)[who.user.id]
    made = compose(letter, mine, at=at, on=province.today)
    assert made is not None
    return made.body


def test_one_line_a_desk_says_how_much_it_took_over(
    province: Province, heir: Commune
) -> None:
    on_phucs_desk(province, 3)
    merge(province, heir, province.today, timezone.now())
    (notice,) = Notice.objects.all()
    toan = heir.cast["toan"]
    assert toan.post is not None
    assert notice.desk_id == toan.post.id
    words = f"Nhận bàn giao 3 việc theo {ACT}"
    assert words in page(toan)
    assert words in digest(toan, province, timezone.now() + timedelta(hours=1))


def test_where_nobody_takes_it_up_the_registry_is_told(
    province: Province, heir: Commune
) -> None:
    """Nobody sits in any chair but the clerk who comes the day after reads it, too."""
    on_phucs_desk(province, 2)
    posts = [who.post for who in heir.cast.values()]
    Appointment.objects.filter(post__in=posts).update(
        valid_from=province.today + timedelta(days=1)
    )
    merge(province, heir, province.today, timezone.now())
    Appointment.objects.filter(post__in=posts).update(valid_from=province.today)
    (notice,) = Notice.objects.all()
    assert notice.desk_id == heir.seat(province, "lien", province.today).post_id
    words = f"Văn thư nhận bàn giao 2 văn bản, tệp theo {ACT}"
    assert words in page(heir.cast["lien"])


def test_many_papers_are_told_in_one_statement(
    province: Province, heir: Commune
) -> None:
    on_phucs_desk(province, 4)
    with CaptureQueriesContext(connection) as asked:
        merge(province, heir, province.today, timezone.now())
    told = [q for q in asked.captured_queries if "notices_notice" in q["sql"]]
    assert len(told) == 1


def test_who_gave_it_and_is_no_more_is_not_reminded_but_the_chief(
    spring: Province,
) -> None:
    """The clerk of Yến Dương submitted it; his chair ended with the commune."""
    given, day = moment(date(2026, 4, 14), 9), date(2026, 4, 17)
    entry = register(spring, "9/SNN", given, who="tu")
    assert spring.phuc.post is not None
    actions.submit(
        entry_id=entry.id,
        leader_post_id=spring.phuc.post.id,
        by=spring.seat("tu", on=local_date(given)),
        at=given,
    )
    Assignment.objects.update(due_on=date(2026, 4, 20))
    new = make_commune(spring, day, moment(day, 7))
    made: dict[str, Any] = {"valid_from": day, "by": SYSTEM, "at": moment(day, 7)}
    chief = create_post(
        unit=new.office, name="Chánh Văn phòng", role=Role.OFFICE_CHIEF, **made
    )
    person = add_person(full_name="Ma Văn Chúc", user=make_user("chuc"), **made)
    appoint(person=person, post=chief, **made)
    merge(spring, new, day, moment(day, 8))

    at = moment(date(2026, 4, 23), 8)
    actions.remind(at=at)
    told = Notice.objects.filter(at=at, target_id=entry.id)
    toan = new.cast["toan"].post
    assert toan is not None
    assert {n.desk_id for n in told} == {toan.id, new.office.id, chief.id}
