"""Findings and recommendations, while the team is at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives.queries import visible_dossiers
from congvu.documents.access import scope_of
from congvu.documents.queries import readable_entries
from congvu.duties.access import reach_of as duty_reach
from congvu.duties.queries import Body, bodies, unknown_words, visible_duties
from congvu.inspections.actions.asking import (
    doer_reasons,
    fault_reasons,
    locked_inspection,
    refuse_marked,
    state_reasons,
)
from congvu.inspections.actions.history import note
from congvu.inspections.models import (
    Finding,
    FindingEvidence,
    Inspection,
    Recommendation,
)
from congvu.inspections.queries import next_number
from congvu.inspections.rules import (
    AT_WORK,
    Doer,
    EvidenceThing,
    FindingData,
    InspectionState,
    RecommendationData,
    finding_faults,
    recommendation_faults,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.outgoing.queries import readable_lines


@dataclass(frozen=True)
class EvidenceGiven:
    """A thing the writer reads, by id; or a figure, with what it counts."""

    kind: EvidenceThing
    ref_id: UUID | None = None
    label: str = ""
    value: Decimal | None = None


def record_finding(
    *,
    inspection_id: UUID,
    data: FindingData,
    by: Seat,
    at: datetime,
    evidence: Sequence[EvidenceGiven] = (),
) -> Finding:
    """What was seen at the visit, or in the papers; by any member of the team."""
    data = data.tidied()
    _refuse(data, evidence, by, at)
    return _record(inspection_id, data, evidence, by, at)


@transaction.atomic
def _record(
    inspection_id: UUID,
    data: FindingData,
    evidence: Sequence[EvidenceGiven],
    by: Seat,
    at: datetime,
) -> Finding:
    found = locked_inspection(inspection_id, by)
    reasons = _team_reasons(found, by)
    rows, wrong = _evidence(evidence, by)
    reasons += fault_reasons(finding_faults(data, questions=len(found.questions)))
    if reasons or wrong:
        raise Refused([*reasons, *wrong])
    made = Finding.objects.create(
        inspection=found,
        number=next_number(Finding, found.id),
        recorded_at=at,
        recorded_by=by.person_name,
        **_values(data),
    )
    _keep_evidence(made, rows)
    told = {"number": made.number}
    note(
        "inspections.finding-recorded",
        on=found,
        by=by,
        at=at,
        text=made.seen,
        data=told,
    )
    return made


def change_finding(
    *,
    finding_id: UUID,
    data: FindingData,
    by: Seat,
    at: datetime,
    evidence: Sequence[EvidenceGiven] | None = None,
) -> Finding:
    """Written anew; of one the body is to explain only how it is judged."""
    data = data.tidied()
    _refuse(data, evidence or (), by, at)
    return _change(finding_id, data, evidence, by, at)


@transaction.atomic
def _change(
    finding_id: UUID,
    data: FindingData,
    evidence: Sequence[EvidenceGiven] | None,
    by: Seat,
    at: datetime,
) -> Finding:
    row: Finding
    row, found = _locked(Finding, finding_id, by)
    reasons = _team_reasons(found, by)
    reasons += fault_reasons(finding_faults(data, questions=len(found.questions)))
    rows, wrong = _evidence(evidence or (), by)
    shown = ("seen", "criterion", "clause")
    if row.is_asked and any(getattr(row, n) != getattr(data, n) for n in shown):
        words = _("Cơ quan được kiểm tra đã được hỏi về điều này; chỉ sửa đánh giá.")
        reasons.append(Reason(words, "seen"))
    if reasons or wrong:
        raise Refused([*reasons, *wrong])
    for name, value in _values(data).items():
        setattr(row, name, value)
    row.save()
    if evidence is not None:
        row.evidence.all().delete()
        _keep_evidence(row, rows)
    told = {"number": row.number}
    note(
        "inspections.finding-changed", on=found, by=by, at=at, text=row.seen, data=told
    )
    return row


@transaction.atomic
def remove_finding(*, finding_id: UUID, by: Seat, at: datetime) -> None:
    """Taken out before anybody outside the team knew of it."""
    row, found = _locked(Finding, finding_id, by)
    reasons = _team_reasons(found, by)
    if row.is_asked:
        words = _("Đã yêu cầu giải trình điều này nên không bỏ được.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    note(
        "inspections.finding-removed",
        on=found,
        by=by,
        at=at,
        text=row.seen,
        data={"number": row.number},
    )
    row.delete()


def recommend(
    *,
    inspection_id: UUID,
    data: RecommendationData,
    by: Seat,
    at: datetime,
    finding_id: UUID | None = None,
) -> Recommendation:
    """Who is to do what by when; it binds nobody before the conclusion."""
    data = data.tidied()
    refuse_marked(texts=[data.text], by=by, at=at)
    return _recommend(inspection_id, data, finding_id, by, at)


@transaction.atomic
def _recommend(
    inspection_id: UUID,
    data: RecommendationData,
    finding_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Recommendation:
    found = locked_inspection(inspection_id, by)
    body, reasons = _recommended(found, data, finding_id, by, at)
    if reasons or body is None or data.deadline is None:
        raise Refused(reasons)
    made = Recommendation.objects.create(
        inspection=found,
        number=next_number(Recommendation, found.id),
        finding_id=finding_id,
        text=data.text,
        agency_id=body.agency_id,
        desk_id=body.id,
        desk_name=body.name,
        deadline=data.deadline,
    )
    told = {"number": made.number}
    note("inspections.recommended", on=found, by=by, at=at, text=made.text, data=told)
    return made


def change_recommendation(
    *,
    recommendation_id: UUID,
    data: RecommendationData,
    by: Seat,
    at: datetime,
    finding_id: UUID | None = None,
) -> Recommendation:
    data = data.tidied()
    refuse_marked(texts=[data.text], by=by, at=at)
    return _change_recommendation(recommendation_id, data, finding_id, by, at)


@transaction.atomic
def _change_recommendation(
    recommendation_id: UUID,
    data: RecommendationData,
    finding_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Recommendation:
    row: Recommendation
    row, found = _locked(Recommendation, recommendation_id, by)
    if found.state == InspectionState.CONCLUDED:
        return _readdress(row, found, data, finding_id, by, at)
    body, reasons = _recommended(found, data, finding_id, by, at)
    if reasons or body is None or data.deadline is None:
        raise Refused(reasons)
    row.text, row.deadline, row.finding_id = data.text, data.deadline, finding_id
    row.agency_id, row.desk_id, row.desk_name = body.agency_id, body.id, body.name
    row.save()
    note(
        "inspections.recommendation-changed",
        on=found,
        by=by,
        at=at,
        text=row.text,
        data={"number": row.number},
    )
    return row


def _readdress(
    row: Recommendation,
    found: Inspection,
    data: RecommendationData,
    finding_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Recommendation:
    """It is concluded: who orders names another where nobody is left to do it."""
    on = local_date(at)
    reasons = doer_reasons(found, by, Doer.ORDERS)
    given = (data.text, data.deadline, finding_id)
    if given != (row.text, row.deadline, row.finding_id):
        words = _("Đã kết luận nên chỉ đổi được nơi thực hiện.")
        reasons.append(Reason(words))
    if row.desk_id in bodies(found.agency_id, on):
        words = _("Nơi thực hiện vẫn còn nên kiến nghị giữ như đã kết luận.")
        reasons.append(Reason(words, "desk_id"))
    body, wrong = _body(found, data.desk_id, on)
    if body is None and not wrong:
        wrong = [Reason(_("Kiến nghị chưa có nơi thực hiện."), "desk_id")]
    if reasons or wrong or body is None:
        raise Refused([*reasons, *wrong])
    row.agency_id, row.desk_id, row.desk_name = body.agency_id, body.id, body.name
    row.save(update_fields=["agency", "desk_id", "desk_name"])
    note(
        "inspections.recommendation-changed",
        on=found,
        by=by,
        at=at,
        text=f"{row.number}. {row.desk_name}",
        data={"number": row.number},
    )
    return row


@transaction.atomic
def remove_recommendation(*, recommendation_id: UUID, by: Seat, at: datetime) -> None:
    row, found = _locked(Recommendation, recommendation_id, by)
    reasons = _team_reasons(found, by)
    if reasons:
        raise Refused(reasons)
    note(
        "inspections.recommendation-removed",
        on=found,
        by=by,
        at=at,
        text=row.text,
        data={"number": row.number},
    )
    row.delete()


def _recommended(
    found: Inspection,
    data: RecommendationData,
    finding_id: UUID | None,
    by: Seat,
    at: datetime,
) -> tuple[Body | None, list[Reason]]:
    """Whose it is, and everything that is wrong with it today."""
    on = local_date(at)
    reasons = _team_reasons(found, by)
    reasons += fault_reasons(recommendation_faults(data, since=on))
    if finding_id and not found.findings.filter(pk=finding_id).exists():
        words = _("Không có phát hiện này trong cuộc kiểm tra.")
        reasons.append(Reason(words, "finding"))
    body, wrong = _body(found, data.desk_id, on)
    return body, reasons + wrong


def _body(
    found: Inspection, desk_id: UUID | None, on: date
) -> tuple[Body | None, list[Reason]]:
    if desk_id is None:
        return None, []
    body = bodies(found.agency_id, on).get(desk_id)
    wrong = [] if body else unknown_words([desk_id], on)
    return body, [Reason(words, "desk_id") for words in wrong]


def _team_reasons(found: Inspection, by: Seat) -> list[Reason]:
    return doer_reasons(found, by, Doer.TEAM) + state_reasons(found, AT_WORK)


def _locked(model: type[Any], pk: UUID, by: Seat) -> tuple[Any, Inspection]:
    """A row of an inspection, under the lock of that."""
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise Refused([_("Không tìm thấy mục này trong cuộc kiểm tra.")])
    found = locked_inspection(row.inspection_id, by)
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise Refused([_("Không tìm thấy mục này trong cuộc kiểm tra.")])
    return row, found


def _refuse(
    data: FindingData, evidence: Sequence[EvidenceGiven], by: Seat, at: datetime
) -> None:
    texts = [data.seen, data.criterion, *(one.label for one in evidence)]
    refuse_marked(texts=texts, by=by, at=at)


def _values(data: FindingData) -> dict[str, Any]:
    names = ("seen", "criterion", "clause", "verdict", "question")
    return {name: getattr(data, name) for name in names}


def _evidence(
    given: Sequence[EvidenceGiven], by: Seat
) -> tuple[list[FindingEvidence], list[Reason]]:
    """Rows with what each thing is called today; what the writer reads, or a figure."""
    scope, rows, missing = scope_of(by), list[FindingEvidence](), False
    of = {
        EvidenceThing.INCOMING: readable_entries(scope).select_related("document"),
        EvidenceThing.OUTGOING: readable_lines(scope),
        EvidenceThing.DOSSIER: visible_dossiers(scope),
        EvidenceThing.DUTY: visible_duties(duty_reach(by)),
    }
    for place, one in enumerate(given, 1):
        if one.kind == EvidenceThing.FIGURE:
            if one.value is None or not nfc(one.label):
                words = _("Số liệu thì ghi cả số và số ấy là gì.")
                return [], [Reason(words, "figure")]
            row = FindingEvidence(label=nfc(one.label)[:500], value=one.value)
        else:
            thing: Any = of[one.kind].filter(pk=one.ref_id).first()
            missing = missing or thing is None
            if thing is None:
                continue
            row = FindingEvidence(label=_label(one.kind, thing)[:500])
            setattr(row, f"{one.kind}_id", thing.pk)
        row.kind, row.position = one.kind, place
        rows.append(row)
    if missing:
        words = _("Có bằng chứng không tìm thấy hoặc không được xem.")
        return [], [Reason(words, "evidence")]
    return rows, []


def _label(kind: EvidenceThing, thing: Any) -> str:
    if kind == EvidenceThing.INCOMING:
        return f"{thing.document.symbol} · {thing.document.subject}"
    if kind == EvidenceThing.OUTGOING:
        return f"{thing.symbol} · {thing.subject}"
    if kind == EvidenceThing.DOSSIER:
        return f"{thing.symbol}/{thing.year} · {thing.title}"
    return str(thing.title)


def _keep_evidence(finding: Finding, rows: Sequence[FindingEvidence]) -> None:
    for row in rows:
        row.finding = finding
    FindingEvidence.objects.bulk_create(rows)
