"""What a seat may write about figures, and lists taken out as files.

The kept figures are changed in ``indicators`` alone; who may is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import BinaryIO, Literal
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.formats.list_csv import write_list_csv
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.duties.access import evidence_offered
from congvu.duties.rules import EvidenceKind
from congvu.figures.access import (
    get_indicator,
    get_report_to_withdraw,
    get_target_to_withdraw,
    may_set_target,
    reports_figures,
    sight_of,
)
from congvu.figures.rules import MOST_EXPORTED
from congvu.indicators import actions
from congvu.indicators.models import ReportedFigure, Target
from congvu.indicators.queries import Line, lineage, tell
from congvu.indicators.rules import REGISTER, Group, Period
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on

Form = Literal["xlsx", "csv"]
MEDIA_TYPES: dict[Form, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
RECORD_KINDS = {
    EvidenceKind.INCOMING: "documents.entry",
    EvidenceKind.OUTGOING: "outgoing.entry",
    EvidenceKind.DOSSIER: "archives.dossier",
}
"""What evidence of each kind is called as a record of an indicator."""

_A_PAGE = 500


def set_target(
    *,
    code: str,
    body_id: UUID | None,
    value: Decimal,
    valid_from: date,
    valid_until: date | None,
    source: str,
    by: Seat,
    at: datetime,
) -> Target:
    """For one body below, or for all; not found where it is not the seat's to say."""
    get_indicator(code)
    if not may_set_target(by, sight_of(by), body_id):
        raise Http404
    return actions.set_target(
        code=code,
        body_id=body_id,
        value=value,
        valid_from=valid_from,
        valid_until=valid_until,
        source=source,
        by=by.actor,
        at=at,
    )


def withdraw_target(*, target_id: UUID, because: str, by: Seat, at: datetime) -> Target:
    found = get_target_to_withdraw(by, target_id)
    return actions.withdraw_target(
        target_id=found.id, because=because, by=by.actor, at=at
    )


def report_figure(
    *,
    code: str,
    period_start: date,
    value: Decimal,
    evidence: str,
    by: Seat,
    at: datetime,
    because: str = "",
    evidence_kind: EvidenceKind | None = None,
    evidence_id: UUID | None = None,
) -> ReportedFigure:
    """What one's own body says it is; it may rest on a paper or dossier one reads."""
    get_indicator(code)
    if not reports_figures(by):
        raise Http404
    if evidence_kind is not None and evidence_id is not None:
        offered = evidence_offered(by, since=period_start, limit=_A_PAGE)
        if (evidence_kind, evidence_id) not in {(k, pk) for k, pk, _w in offered}:
            words = _("Không có văn bản, hồ sơ nào như vậy trong số bạn được xem.")
            raise Refused([Reason(words, "evidence_id")])
    return actions.report_figure(
        code=code,
        body_id=by.agency_id,
        period_start=period_start,
        value=value,
        evidence=evidence,
        because=because,
        evidence_kind=RECORD_KINDS[evidence_kind] if evidence_kind else "",
        evidence_id=evidence_id,
        by=by.actor,
        at=at,
    )


def withdraw_report(
    *, report_id: UUID, because: str, by: Seat, at: datetime
) -> ReportedFigure:
    found = get_report_to_withdraw(by, report_id)
    return actions.withdraw_figure(
        figure_id=found.id, because=because, by=by.actor, at=at
    )


@dataclass(frozen=True)
class RecordFile:
    stream: BinaryIO
    name: str
    media_type: str


def export_records(
    *, code: str, group: Group, period: Period, form: Form, by: Seat, at: datetime
) -> RecordFile:
    """The records behind a figure as a file: in words those that the seat may read."""
    declared = get_indicator(code)
    columns = [
        Column("day", _("Ngày"), 12),
        Column("body", _("Cơ quan"), 40),
        Column("kind", _("Loại"), 16),
        Column("words", _("Bản ghi"), 60),
        Column("counts", _("Được tính"), 12),
    ]
    stream = BytesIO()
    lines = _cells(code, group, period, by)
    words, given = period.words
    if form == "csv":
        count = write_list_csv(stream, columns, lines, numeric=("counts",))
    else:
        head = [by.agency_name, _(declared.name), _(words) % given]
        count = write_register_xlsx(stream, head, columns, lines, numeric=("counts",))
    record(
        "figures.exported",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={
            "indicator": code,
            "period": period.start.isoformat(),
            "form": form,
            "lines": count,
        },
    )
    stream.seek(0)
    name = f"{code.replace('.', '-')}-{period.start:%Y-%m}-{local_date(at)}.{form}"
    return RecordFile(stream, name, MEDIA_TYPES[form])


def _cells(
    code: str, group: Group, period: Period, by: Seat
) -> Iterator[dict[str, str]]:
    names = agency_names_on(group.bodies, period.last)
    after, told = None, 0
    while told < MOST_EXPORTED:
        page = lineage(code, group.bodies, period, after=after, limit=_A_PAGE)
        readable = tell(by, page.lines)
        for line in page.lines:
            words = readable[line.record_id].words if line.record_id in readable else ""
            yield _cell(line, names.get(line.body_id, ""), words)
        told, after = told + len(page.lines), page.after
        if after is None:
            return
    said = _("Còn nữa: tệp này có %(most)s bản ghi mới nhất.")
    yield {"words": said % {"most": MOST_EXPORTED}}


def _cell(line: Line, body: str, words: str) -> dict[str, str]:
    kind = REGISTER.kinds.get(line.kind)
    return {
        "day": f"{line.day:%d/%m/%Y}",
        "body": body,
        "kind": _(kind.title) if kind else line.kind,
        "words": words,
        "counts": str(line.counts),
    }
