"""Finding one of 125,000 organisations as somebody types it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import datetime
from statistics import quantiles

from django.db import connection, transaction

from congvu.audit.rules import SYSTEM
from congvu.bench.timing import Figure, ratio
from congvu.exchange.actions import take_directory
from congvu.exchange.models import DirectoryEntry
from congvu.exchange.queries import find_in_directory
from congvu.exchange.rules import Listed, asked_words, prefix_query

ROWS, ASKED = 125_000, 400
MOST_MS, MOST_TIMES = 100, 1.5
_BODIES = (
    "Ủy ban nhân dân xã", "Ủy ban nhân dân phường", "Trường Tiểu học",
    "Trường Trung học cơ sở", "Trường Mầm non", "Trạm Y tế xã", "Sở Tài chính tỉnh",
    "Sở Nông nghiệp và Môi trường tỉnh", "Chi cục Thuế khu vực", "Công an xã",
    "Bảo hiểm xã hội cơ sở", "Hạt Kiểm lâm liên huyện", "Tòa án nhân dân khu vực",
    "Viện kiểm sát nhân dân khu vực", "Trung tâm Dịch vụ tổng hợp", "Công ty Cổ phần",
)  # fmt: skip
_PLACES = (
    "Yến Dương", "Thượng Minh", "Chợ Rã", "Đồng Phúc", "Nam Cường", "Quảng Bạch",
    "Phong Quang", "Cao Minh", "Nghĩa Tá", "Bằng Thành", "Vĩnh Thông", "Hòa Bình",
    "Tân Lập", "Minh Khai", "Quang Trung", "Lê Lợi", "Trần Phú", "Đức Xuân",
)  # fmt: skip
_ONE_SQL = """
SELECT id, code, name, closed_on, successor_code FROM exchange_directoryentry
 WHERE search @@ %s::tsquery
 ORDER BY closed_on IS NOT NULL, length(sort_name), sort_name, code LIMIT 20
"""


def directory_figures(at: datetime) -> Iterator[Figure]:
    """Built and thrown away again: all in one transaction that is taken back."""
    with transaction.atomic():
        began = time.perf_counter()
        take_directory(listed=_listed(), source="bench", by=SYSTEM, at=at)
        loading = time.perf_counter() - began
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE exchange_directoryentry")
        made = DirectoryEntry.objects.filter(source="bench").count()
        rows = {"rows": float(made)}
        yield Figure("directory of 125,000: loading it", loading, "s", beside=rows)
        typed = list(_typed())
        spent = sorted(_milliseconds(text) for text in typed)
        cuts = quantiles(spent, n=100)
        beside = {"p50_ms": cuts[49], "most_ms": spent[-1]}
        yield Figure(
            "directory: a question, 95th percentile",
            cuts[94],
            "ms",
            most=MOST_MS,
            beside=beside,
        )
        yield ratio(
            "directory: query function / SQL",
            lambda: [find_in_directory(text) for text in typed[:20]],
            lambda: _bare(typed[:20]),
            most=MOST_TIMES,
            rounds=20,
        )
        transaction.set_rollback(True)


def _milliseconds(text: str) -> float:
    began = time.perf_counter()
    find_in_directory(text)
    return (time.perf_counter() - began) * 1000


def _bare(typed: list[str]) -> None:
    with connection.cursor() as cursor:
        for text in typed:
            cursor.execute(_ONE_SQL, [prefix_query(asked_words(text))])
            cursor.fetchall()


def _listed() -> Iterator[Listed]:
    dice = random.Random(5)  # noqa: S311 - not for secrets
    for n in range(ROWS):
        place = f"{dice.choice(_PLACES)} {dice.choice(_PLACES)}"
        province = f"H{n % 63 + 1:02d}"
        yield Listed(
            code=f"{province}.{n // 63 % 90 + 1}.{n}",
            old_code=f"{n % 1000:03d}.{n // 1000:02d}.{n % 90:02d}.{province}",
            name=f"{dice.choice(_BODIES)} {place} số {n % 97}",
        )


def _typed() -> Iterator[str]:
    """As people type: half a word, words in any order, no accents, common and rare
    words, a code."""
    dice = random.Random(6)  # noqa: S311 - not for secrets
    for n in range(ASKED):
        body, place = dice.choice(_BODIES).split(), dice.choice(_PLACES).split()
        yield (
            f"{place[0]} {body[-1][:2]}",
            f"{body[0]} {body[1]}",
            body[0][:1],
            f"H{n % 63 + 1:02d}.{n % 90 + 1}",
            " ".join([*place, *body]).lower(),
            f"{place[-1]} so {n % 97}",
        )[n % 6]
