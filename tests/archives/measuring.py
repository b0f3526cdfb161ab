"""How long the database works on a dossier of 18,000 papers; run by hand:

``python -m pytest tests/archives/measuring.py -s``
"""

from __future__ import annotations

import sys
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.archives.actions import ask_for_package, go_on_closing, make_package
from congvu.archives.queries import package_place
from congvu.archives.rules import PackageKind
from congvu.audit.rules import SYSTEM
from tests.archives.test_closing import _close, _many
from tests.people import Province

CEILING = 60.0


@pytest.mark.usefixtures("law", "home")
def test_18_000_papers_are_closed_and_packed_under_the_ceiling(
    province: Province,
) -> None:
    dossier = _many(province, 18_000)
    with CaptureQueriesContext(connection) as seen:
        start = time.perf_counter()
        _close(province, dossier)
        go_on_closing(dossier_id=dossier.id, by=SYSTEM, at=province.at)
        closed = time.perf_counter() - start
        made = ask_for_package(
            dossier_id=dossier.id,
            kind=PackageKind.SIP,
            by=province.seat("thu"),
            at=province.at,
        )
        start = time.perf_counter()
        make_package(package_id=made.id, by=SYSTEM, at=province.at)
        packed = time.perf_counter() - start
    database = sum(float(q["time"]) for q in seen.captured_queries)
    size = package_place(made).stat().st_size
    sys.stdout.write(
        f"closed {closed:.1f} s, packed {packed:.1f} s, {size >> 20} MB,"
        f" {len(seen)} queries, database {database:.1f} s\n"
    )
    assert database < CEILING
