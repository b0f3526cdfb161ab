"""The counter an open page asks every half minute: one question, no trace, 304."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.notices.actions import notify
from congvu.notices.models import Notice
from congvu.notices.queries import bell
from congvu.notices.queries.bell import COUNT, FRESH_FOR
from congvu.notices.rules import REGISTER
from tests.notices.work import on_minhs_desk
from tests.people import Province

COUNTER = "/thong-bao/so/"
UNATTENDED = {"X-Unattended": "1"}


@pytest.mark.django_db
def test_unchanged_is_304_and_a_new_notice_is_told(
    province: Province, law: date
) -> None:
    drawn = timezone.now() - timedelta(minutes=30)
    minh = province.client("minh")
    asked = {"since": drawn.isoformat(), "of": "work"}
    first = minh.get(COUNTER, asked, headers=UNATTENDED)
    tag = {**UNATTENDED, "If-None-Match": first["ETag"]}

    again = minh.get(COUNTER, asked, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]

    on_minhs_desk(province, "1/SNN", timezone.now(), province.today)
    news = minh.get(COUNTER, asked, headers=tag)
    assert news.status_code == 200
    assert news.json() == {
        "unread": 1,
        "words": "1 thông báo",
        "news": 1,
        "news_words": "1 việc mới, xem",
    }


@pytest.mark.django_db
def test_news_of_work_are_not_reminders(province: Province, law: date) -> None:
    part = on_minhs_desk(province, "1/SNN", timezone.now(), province.today)
    Notice.objects.all().delete()
    drawn = timezone.now() - timedelta(minutes=1)
    notify(
        "documents.due",
        to=[part.desk_id],
        target_id=part.entry_id,
        at=timezone.now(),
        detail={"part": str(part.id)},
    )
    minh = province.client("minh")

    work = minh.get(COUNTER, {"since": drawn.isoformat(), "of": "work"}).json()
    every = minh.get(COUNTER, {"since": drawn.isoformat(), "of": "all"}).json()

    assert (work["unread"], work["news"]) == (1, 0)
    assert every["news_words"] == "1 thông báo mới, xem"


@pytest.mark.django_db
def test_it_writes_nothing_and_counts_in_one_indexed_query(
    province: Province, law: date
) -> None:
    on_minhs_desk(province, "1/SNN", timezone.now(), province.today)
    minh = province.client("minh")
    minh.get(COUNTER, headers=UNATTENDED)  # the session's first page notes itself
    logged = AuditEvent.objects.count()

    with CaptureQueriesContext(connection) as asked:
        minh.get(COUNTER, headers=UNATTENDED)

    words = [query["sql"] for query in asked]
    reading = ("SELECT", "WITH RECURSIVE")
    assert all(sql.strip().startswith(reading) for sql in words), words
    counting = [sql for sql in words if "notices_notice" in sql]
    assert len(counting) == 1
    # Session, log-in, posts held and stood in for, what came before them: who is
    # asking. Then the counter.
    assert len(words) == 5, words
    assert AuditEvent.objects.count() == logged

    with connection.cursor() as cursor:
        # A month of an office: the planner chooses by size.
        cursor.execute(
            "INSERT INTO notices_notice"
            " (id, kind, desk_id, target_id, group_key, at, actor, detail)"
            " SELECT gen_random_uuid(), 'documents.given', gen_random_uuid(),"
            " gen_random_uuid(), n::text, now() - n * interval '2 minutes', '', '{}'"
            " FROM generate_series(1, 20000) n"
        )
        cursor.execute(
            "INSERT INTO notices_noticereading (user_id, notice_id, at)"
            " SELECT u.id, n.id, now() FROM notices_notice n"
            " CROSS JOIN (SELECT id FROM accounts_user LIMIT 4) u"
        )
        cursor.execute("ANALYZE notices_notice, notices_noticereading")
        cursor.execute("SET LOCAL enable_seqscan = off")
        now, user = timezone.now(), province.minh.user.pk
        asked_for: dict[str, Any] = {
            "since": now,
            "fresh": now - FRESH_FOR,
            "user": user,
            "desks": [*province.seat("minh").desks, user],
            "kinds": list(REGISTER.kinds),
        }
        cursor.execute(f"EXPLAIN {COUNT}", asked_for)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "notice_of_desk" in plan
    assert "noticereading_once" in plan
    assert "Seq Scan" not in plan, plan


@pytest.mark.django_db
def test_old_notices_no_longer_ring(province: Province, law: date) -> None:
    part = on_minhs_desk(province, "1/SNN", timezone.now(), province.today)
    now, desks = timezone.now(), {part.desk_id}
    user = province.minh.user.pk

    assert bell(desks, user, at=now).unread == 1
    assert bell(desks, user, at=now + timedelta(days=15)).unread == 0


@pytest.mark.django_db
def test_signed_out_the_page_is_told_to_stop(client) -> None:
    assert client.get(COUNTER).status_code == 302


@pytest.mark.django_db
def test_every_page_says_the_number_without_script(
    province: Province, law: date
) -> None:
    on_minhs_desk(province, "1/SNN", timezone.now(), province.today)
    page = province.client("minh").get("/viec-cua-toi/").content.decode()

    assert f'data-bell="/thong-bao/so/?who={province.minh.user.pk}"' in page
    assert "1 thông báo" in page
    assert 'data-bell-news="work" hidden' in page
