"""A program asks a shared catalogue: what a code means on a day, what an old one is
now, a page of the list; each the whole open answer, in one process, no network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import cycle
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.test import Client, override_settings

from congvu.bench.timing import Figure
from congvu.catalogues.models import CodeList
from congvu.lib.ids import uuid7

OLD, NEW = 10_000, 3_300
ROUNDS = 400
LOOK_UP_CEILING, PAGE_CEILING = 5.0, 25.0
CHANGE = date(2025, 7, 1)
WAS, NOW = date(2024, 1, 1), date(2026, 1, 1)
_PLACE = "/api/v1/public/catalogues/do-tra-cuu"

# About three old codes go on as one, and every new code was another's before.
_FILL = """
INSERT INTO catalogues_codeentry
       (id, catalogue_id, code, name, folded_name, valid_from, valid_until, heirs,
        edition)
SELECT gen_random_uuid(), %(of)s, lpad(n::text, 5, '0'), 'Xã cũ ' || n, 'xa cu ' || n,
       '2004-01-01'::date, %(change)s::date,
       ARRAY[lpad((n %% %(new)s * 3 + 1)::text, 5, '0')], 1
  FROM generate_series(1, %(old)s) n
UNION ALL
SELECT gen_random_uuid(), %(of)s, lpad((n * 3 + 1)::text, 5, '0'), 'Xã mới ' || n,
       'xa moi ' || n, %(change)s::date, NULL::date, ARRAY[]::text[], 2
  FROM generate_series(0, %(new)s - 1) n
"""


def lookup_figures(at: datetime, rounds: int = ROUNDS) -> Iterator[Figure]:
    with transaction.atomic():
        made = CodeList.objects.create(
            id=uuid7(),
            code="do-tra-cuu",
            name="Danh mục để đo",
            source="Đo",
            edition=2,
            changed_at=at,
            changed_by="Đo",
        )
        given: dict[str, Any] = {"of": made.pk, "change": CHANGE}
        with connection.cursor() as cursor:
            cursor.execute(_FILL, given | {"old": OLD, "new": NEW})
            cursor.execute("ANALYZE catalogues_codeentry")
        figures = _measured(rounds)
        transaction.set_rollback(True)
    yield from figures


def _measured(rounds: int) -> list[Figure]:
    old = [f"{n:05}" for n in range(1, OLD, 7)]
    new = [f"{n * 3 + 1:05}" for n in range(0, NEW, 7)]
    asked = (
        (
            "catalogue: what a code means on a day",
            [f"{_PLACE}/codes/{one}?on={NOW}&was={NOW}" for one in new],
            LOOK_UP_CEILING,
        ),
        (
            "catalogue: what an old code is now",
            [f"{_PLACE}/codes/{one}?was={WAS}&on={NOW}" for one in old],
            LOOK_UP_CEILING,
        ),
        (
            "catalogue: a page of a hundred lines",
            [f"{_PLACE}?on={NOW}&after={one}" for one in new],
            PAGE_CEILING,
        ),
    )
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        return [_figure(name, paths, most, rounds) for name, paths, most in asked]


def _figure(name: str, paths: Sequence[str], most: float, rounds: int) -> Figure:
    client, spent = Client(), []
    for n, path in zip(range(-10, rounds), cycle(paths), strict=False):
        began = perf_counter()
        status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        if n >= 0:
            spent.append((perf_counter() - began) * 1000)
    beside = {"lines": float(OLD + NEW), "p95_ms": quantiles(spent, n=20)[18]}
    return Figure(name, median(spent), "ms", most=most, beside=beside)
