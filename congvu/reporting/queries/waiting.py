"""Reports that wait for one seat: counted for the spine on every page, so planned once;
listed on the page of one's work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congvu.reporting.models import ReportRound
from congvu.reporting.queries.periods import period_of_round, period_words
from congvu.sql import Tally, planned

MOST = 200
# What the seat fills in, or what was presented to it to be handed in.
_WAITING = """
  FROM reporting_reportreturn r
  JOIN reporting_reportround d ON d.id = r.round_id AND d.withdrawn_at IS NULL
 WHERE r.state IN ('not-opened', 'filling', 'to-correct')
   AND (r.unit_id IS NULL AND r.agency_id = %(agency)s
        AND CASE WHEN r.presented_at IS NULL THEN %(fills)s ELSE %(approves)s END
        OR r.unit_id IN (%(units)s)
        AND (r.presented_at IS NULL OR %(heads)s))
"""
_COUNTED = f"SELECT count(*) {_WAITING}"
_LISTED = f"""
SELECT r.id, d.id, r.presented_at IS NOT NULL {_WAITING}
 ORDER BY d.due_on, r.id LIMIT {MOST}
""".replace("IN (%(units)s)", "= ANY(%(units)s)")


@dataclass(frozen=True)
class ReportWaits:
    """Whose reports are asked: of an agency, to be filled in or handed in; of units, by
    one of their people or by who ``heads`` them.
    """

    agency: UUID
    units: Collection[UUID]
    fills: bool
    approves: bool
    heads: bool

    def asked(self) -> dict[str, Any]:
        return {
            "agency": self.agency,
            "units": list(self.units),
            "fills": self.fills,
            "approves": self.approves,
            "heads": self.heads,
        }


@dataclass(frozen=True)
class ReportLine:
    """A report that waits; ``presented``: to be handed in, by who may."""

    return_id: UUID
    name: str
    due_on: date
    presented: bool


def reports_waiting(waits: ReportWaits) -> Tally:
    return Tally(_COUNTED, waits.asked())


def report_lines(waits: ReportWaits) -> list[ReportLine]:
    """The earliest day first; two queries."""
    with planned() as cursor:
        cursor.execute(_LISTED, waits.asked())
        rows = cursor.fetchall()
    asked = {row[1] for row in rows}
    rounds = ReportRound.objects.select_related("form").in_bulk(asked) if asked else {}
    return [
        ReportLine(pk, _called(rounds[of]), rounds[of].due_on, presented)
        for pk, of, presented in rows
    ]


def _called(found: ReportRound) -> str:
    period = period_words(period_of_round(found, found.form.rhythm))
    return f"{found.form.name}, {period}"
