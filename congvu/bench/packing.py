"""A dossier of 18,000 papers closed and packed; all of it is put back."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from congvu.archives.actions import (
    DossierData,
    ask_for_package,
    close_dossier,
    go_on_closing,
    make_package,
    open_dossier,
)
from congvu.archives.models import Dossier, Package
from congvu.archives.queries import package_place
from congvu.archives.rules import PackageKind, PackageState
from congvu.audit.rules import SYSTEM
from congvu.bench.papers import make_paper
from congvu.bench.story import first_post
from congvu.bench.timing import DatabaseClock, Figure
from congvu.files.actions import store
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role

PAPERS = 18_000
CEILING = 60_000

# One paper for each file: closing drops what is there twice.
_FILE_SQL = """
INSERT INTO archives_dossieritem (id, dossier_id, kind, incoming_id, file_name,
       is_draft, happened_on, symbol, type_name, subject, author, note, added_at,
       added_by, dropped_because)
SELECT gen_random_uuid(), %(dossier)s, 'incoming', e.id, '', false, e.arrived_on,
       '', '', '', '', '', %(at)s, 'bench', ''
  FROM (SELECT DISTINCT ON (coalesce(f.file_id, e.document_id)) e.id, e.arrived_on
          FROM documents_registerentry e
          LEFT JOIN documents_documentfile f
            ON f.document_id = e.document_id AND f.position = 0
         WHERE e.state = 'done'
         ORDER BY coalesce(f.file_id, e.document_id), e.id LIMIT %(papers)s) AS e
"""
# After the closing, which drops a file that is there twice.
_ATTACH_SQL = """
INSERT INTO documents_documentfile (id, document_id, file_id, name, position)
SELECT gen_random_uuid(), e.document_id, %(file)s, 'do.pdf', 0
  FROM (SELECT DISTINCT e.document_id FROM archives_dossieritem i
          JOIN documents_registerentry e ON e.id = i.incoming_id
         WHERE i.dossier_id = %(dossier)s) AS e
 WHERE NOT EXISTS (SELECT 1 FROM documents_documentfile f
                    WHERE f.document_id = e.document_id)
"""


def packing_figures(clerk: Seat, at: datetime) -> Iterator[Figure]:
    """What the database works for both, and how long each takes by the clock."""
    leader = seat_of_post(
        first_post(clerk.agency_id, Role.LEADER, local_date(at)), local_date(at)
    )
    with transaction.atomic():
        dossier = _filled(clerk, at)
        clock, began = DatabaseClock(), time.perf_counter()
        with connection.execute_wrapper(clock):
            _close(dossier, clerk, at)
        closed, closing = time.perf_counter() - began, clock.spent
        _attach(dossier, at)
        began = time.perf_counter()
        with connection.execute_wrapper(clock):
            made = _pack(dossier, leader, at)
        packed = time.perf_counter() - began
        transaction.set_rollback(True)
    package_place(made).unlink()
    yield Figure(
        f"a dossier of {made.documents} papers closed and packed: database time",
        clock.spent,
        "ms",
        most=CEILING,
        beside={
            "closing_ms": closing,
            "closed_s": closed,
            "packed_s": packed,
            "package_mb": made.size / (1 << 20),
        },
    )
    yield Figure("papers in that dossier", made.documents, "papers", least=PAPERS)


def _filled(clerk: Seat, at: datetime) -> Dossier:
    data = DossierData("Đo kết thúc hồ sơ lớn", f"{at:%s}.DO", "20", local_date(at))
    dossier = open_dossier(data=data, by=clerk, at=at)
    values: dict[str, Any] = {"dossier": dossier.id, "at": at, "papers": PAPERS}
    with connection.cursor() as cursor:
        cursor.execute(_FILE_SQL, values)
    return dossier


def _close(dossier: Dossier, clerk: Seat, at: datetime) -> None:
    close_dossier(
        dossier_id=dossier.id,
        ended_on=local_date(at),
        drops=True,
        closing_note="",
        by=clerk,
        at=at,
    )
    go_on_closing(dossier_id=dossier.id, by=SYSTEM, at=at)


def _attach(dossier: Dossier, at: datetime) -> None:
    paper = io.BytesIO(make_paper(1))
    kept = store(stream=paper, name="do.pdf", by=SYSTEM, at=at, read_later=False)
    with connection.cursor() as cursor:
        cursor.execute(_ATTACH_SQL, {"dossier": dossier.id, "file": kept.file.id})


def _pack(dossier: Dossier, leader: Seat, at: datetime) -> Package:
    asked = ask_for_package(
        dossier_id=dossier.id, kind=PackageKind.AIP, by=leader, at=at
    )
    make_package(package_id=asked.id, by=SYSTEM, at=at)
    made = Package.objects.get(pk=asked.id)
    if made.state != PackageState.READY:
        raise RuntimeError(f"the package was not made: {made.reason}")
    return made
