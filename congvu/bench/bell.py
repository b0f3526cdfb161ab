"""The counter every open page asks for, in an office with a fortnight of notices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.test import Client, override_settings

from congvu.accounts.models import User
from congvu.bench.lists import QUERY_CEILING, Who
from congvu.bench.timing import Figure, ratio
from congvu.notices.queries import addresses, bell
from congvu.notices.rules import FRESH_FOR

EACH = 100  # notices of an ordinary desk in a fortnight
OWN = 400  # a busy desk: some thirty a day, three quarters of them read
COUNTER = "/thong-bao/so/"

_FILL = """
INSERT INTO notices_notice
       (id, kind, desk_id, target_id, group_key, at, actor, detail, spread_at)
SELECT gen_random_uuid(), 'documents.given', p.id, gen_random_uuid(),
       p.id || ' ' || n, %(at)s - random() * interval '14 days', '', '{}', %(at)s
  FROM organisations_post p, generate_series(1, %(many)s) n
"""
_OWN = """
INSERT INTO notices_notice
       (id, kind, desk_id, target_id, group_key, at, actor, detail, spread_at)
SELECT gen_random_uuid(), 'documents.given', %(desk)s, gen_random_uuid(),
       'own ' || n, %(at)s - random() * interval '14 days', '', '{}', %(at)s
  FROM generate_series(1, %(many)s) n
"""
_READ = """
INSERT INTO notices_noticereading (user_id, notice_id, at)
SELECT %(user)s, id, %(at)s FROM notices_notice
 WHERE desk_id = %(desk)s AND group_key LIKE 'own %%' ORDER BY at LIMIT %(many)s
"""
_COUNT = """
SELECT count(DISTINCT n.group_key), max(n.at) FROM notices_notice n
 WHERE n.desk_id = ANY(%(desks)s) AND n.at > %(since)s
   AND NOT EXISTS (SELECT FROM notices_noticereading r
                    WHERE r.user_id = %(user)s AND r.notice_id = n.id)
   AND NOT EXISTS (SELECT FROM notices_noticechoice c
                    WHERE c.user_id = %(user)s AND c.kind = n.kind
                      AND NOT c.in_product)
"""


def bell_figures(who: Who, at: datetime) -> list[Figure]:
    """The question beside the best SQL, and the answer 304 beside an empty page."""
    seat = who.specialist
    user = User.objects.get(person__id=seat.person_id)
    desks = addresses(seat, user.pk)
    given: dict[str, Any] = {"at": at, "desk": seat.post_id, "user": user.pk}
    asked = {"desks": list(desks), "user": user.pk, "since": at - FRESH_FOR}
    with transaction.atomic():
        _run(_FILL, **given, many=EACH)
        _run(_OWN, **given, many=OWN)
        _run(_READ, **given, many=OWN * 3 // 4)
        _run("ANALYZE notices_notice, notices_noticereading")
        figures = [
            ratio(
                "counter of an open page: query function / SQL",
                lambda: bell(desks, user.pk, at=at),
                lambda: _run(_COUNT, **asked),
                most=QUERY_CEILING,
            ),
            _unchanged(user),
        ]
        transaction.set_rollback(True)
    return figures


def _unchanged(user: User) -> Figure:
    client = Client()
    client.force_login(user)
    with override_settings(
        ROOT_URLCONF="congvu.bench.lists", ALLOWED_HOSTS=["testserver"]
    ):
        tag = client.get(COUNTER)["ETag"]
        headers = {"X-Unattended": "1", "If-None-Match": tag}

        def ask() -> None:
            status = client.get(COUNTER, headers=headers).status_code
            if status != 304:
                raise RuntimeError(f"{COUNTER} answered {status}")

        return ratio(
            "counter of an open page, unchanged: request / empty page",
            ask,
            lambda: client.get("/bench/empty/"),
            most=1.0,
        )


def _run(sql: str, **given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given or None)
        return cursor.fetchall() if cursor.description else []
