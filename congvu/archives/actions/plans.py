"""The year's file plan: written, copied, approved by the head, issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.actions.asking import (
    permission_reasons,
    reason_reasons,
    refuse_marked,
)
from congvu.archives.models import FilePlan, PlanHeading, PlanLine
from congvu.archives.rules import (
    LONGEST_ABBREVIATION,
    LONGEST_MAKER,
    LONGEST_TITLE,
    MOST_HEADINGS,
    MOST_LINES,
    Numbering,
    PlanFault,
    PlannedDossier,
    PlannedHeading,
    PlanState,
    numbered,
    plan_faults,
)
from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.organisations.rules import Permission


def write_plan(
    *,
    year: int,
    numbering: Numbering,
    headings: Sequence[PlannedHeading],
    by: Seat,
    at: datetime,
) -> FilePlan:
    """Write the plan of a year anew, as long as nobody has approved it."""
    kept = [_cleaned(heading) for heading in headings]
    refuse_marked(texts=_texts(kept), by=by, at=at)
    return _write(year, numbering, kept, by, at)


def _cleaned(heading: PlannedHeading) -> PlannedHeading:
    """Composed letters in one line each, without signs that nobody sees."""
    return PlannedHeading(
        _line(heading.title),
        _line(heading.symbol),
        tuple(
            PlannedDossier(_line(d.title), d.retention, _line(d.maker))
            for d in heading.dossiers
        ),
        tuple(_cleaned(below) for below in heading.below),
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _texts(headings: Sequence[PlannedHeading]) -> Iterator[str]:
    for heading in headings:
        yield heading.title
        yield from (d.title for d in heading.dossiers)
        yield from _texts(heading.below)


@transaction.atomic
def _write(
    year: int,
    numbering: Numbering,
    headings: Sequence[PlannedHeading],
    by: Seat,
    at: datetime,
) -> FilePlan:
    """The agency's row is the lock: two first plans of a year are one."""
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency_id)
    reasons = permission_reasons(by, Permission.WRITE_PLAN) + _year_reasons(year, at)
    reasons += _length_reasons(headings)
    plan = (
        FilePlan.objects.select_for_update()
        .filter(agency=by.agency_id, year=year)
        .first()
    )
    if plan is not None and plan.state != PlanState.DRAFT:
        words = _("Danh mục hồ sơ năm %(year)s đã được duyệt, không sửa được nữa.")
        reasons.append(Reason(words % {"year": year}))
    if reasons:
        raise Refused(reasons)
    if plan is None:
        plan = FilePlan(agency_id=by.agency_id, year=year)
    plan.numbering, plan.written_at = numbering, at
    plan.written_by, plan.returned_because = by.person_name, ""
    plan.save()
    count = _fill(plan, headings)
    data = {"year": year, "lines": count, "numbering": numbering}
    record("archives.plan-written", by=by.actor, at=at, on=plan, data=data)
    return plan


@transaction.atomic
def copy_plan(*, from_year: int, to_year: int, by: Seat, at: datetime) -> FilePlan:
    """Begin a year's plan with what the plan of another year has."""
    before = queries.plan_of_year(by.agency_id, from_year)
    reasons = permission_reasons(by, Permission.WRITE_PLAN)
    if before is None:
        words = _("Chưa có danh mục hồ sơ năm %(year)s để chép.")
        reasons.append(Reason(words % {"year": from_year}))
    if queries.plan_of_year(by.agency_id, to_year) is not None:
        words = _("Danh mục hồ sơ năm %(year)s đã có.")
        reasons.append(Reason(words % {"year": to_year}))
    if reasons or before is None:
        raise Refused(reasons)
    return _write(
        year=to_year,
        numbering=Numbering(before.numbering),
        headings=queries.content_of(before),
        by=by,
        at=at,
    )


def _fill(plan: FilePlan, headings: Sequence[PlannedHeading]) -> int:
    """Headings and lines take the place of those before; gives the number of lines."""
    PlanLine.objects.filter(plan=plan).delete()
    PlanHeading.objects.filter(plan=plan).delete()
    rows: list[PlanHeading] = []
    lines: list[PlanLine] = []
    parent: PlanHeading | None = None
    for place, one in enumerate(numbered(headings, Numbering(plan.numbering))):
        row = PlanHeading(
            plan=plan,
            parent=None if one.is_major else parent,
            position=place,
            mark=one.mark,
            title=one.title,
            symbol=one.symbol if one.is_major else "",
        )
        parent = row if one.is_major else parent
        rows.append(row)
        lines += [
            PlanLine(
                plan=plan,
                heading=row,
                position=len(lines) + n,
                number=line.number,
                symbol=line.symbol,
                title=line.dossier.title,
                retention=line.dossier.retention,
                maker=line.dossier.maker,
            )
            for n, line in enumerate(one.lines)
        ]
    PlanHeading.objects.bulk_create(rows)
    PlanLine.objects.bulk_create(lines, batch_size=1000)
    return len(lines)


@transaction.atomic
def approve_plan(*, year: int, by: Seat, at: datetime) -> FilePlan:
    """The head agrees; every fault of the plan is told at once."""
    plan = _locked(year, by)
    reasons = permission_reasons(by, Permission.APPROVE_PLAN)
    reasons += _state_reasons(plan, PlanState.DRAFT)
    faults = plan_faults(queries.content_of(plan))
    reasons += [Reason(_fault_words(fault)) for fault in faults]
    if reasons:
        raise Refused(reasons)
    plan.state, plan.approved_at = PlanState.APPROVED, at
    plan.approved_by, plan.approved_as = by.person_name, by.acts_as
    plan.save(update_fields=["state", "approved_at", "approved_by", "approved_as"])
    data = {"year": year, "lines": PlanLine.objects.filter(plan=plan).count()}
    record("archives.plan-approved", by=by.actor, at=at, on=plan, data=data)
    return plan


@transaction.atomic
def return_plan(*, year: int, reason: str, by: Seat, at: datetime) -> FilePlan:
    """Not agreed, or no longer: it is written on."""
    plan = _locked(year, by)
    reasons = permission_reasons(by, Permission.APPROVE_PLAN) + reason_reasons(reason)
    reasons += _state_reasons(plan, PlanState.DRAFT, PlanState.APPROVED)
    if reasons:
        raise Refused(reasons)
    plan.state, plan.approved_at = PlanState.DRAFT, None
    plan.approved_by = plan.approved_as = ""
    plan.returned_because = nfc(reason)
    plan.save()
    data = {"year": year}
    record("archives.plan-returned", by=by.actor, at=at, on=plan, data=data)
    return plan


@transaction.atomic
def issue_plan(*, year: int, basis: str, by: Seat, at: datetime) -> FilePlan:
    """From now on dossiers are opened from it."""
    plan = _locked(year, by)
    reasons = permission_reasons(by, Permission.WRITE_PLAN, Permission.APPROVE_PLAN)
    reasons += _state_reasons(plan, PlanState.APPROVED)
    if not nfc(basis):
        words = _("Ghi số, ký hiệu và ngày của quyết định ban hành danh mục.")
        reasons.append(Reason(words, "basis"))
    if reasons:
        raise Refused(reasons)
    plan.state, plan.issued_at = PlanState.ISSUED, at
    plan.issued_by, plan.basis = by.person_name, nfc(basis)[:300]
    plan.save(update_fields=["state", "issued_at", "issued_by", "basis"])
    data = {"year": year, "basis": plan.basis}
    record("archives.plan-issued", by=by.actor, at=at, on=plan, data=data)
    return plan


def _locked(year: int, by: Seat) -> FilePlan:
    plan = (
        FilePlan.objects.select_for_update()
        .filter(agency=by.agency_id, year=year)
        .first()
    )
    if plan is None:
        words = _("Chưa có danh mục hồ sơ năm %(year)s.") % {"year": year}
        raise Refused([words])
    return plan


def _year_reasons(year: int, at: datetime) -> list[Reason]:
    this_year = local_date(at).year
    if this_year - 20 <= year <= this_year + 1:
        return []
    words = _("Danh mục hồ sơ lập cho năm nay, năm tới hoặc năm cũ trong 20 năm.")
    return [Reason(words, "year")]


def _length_reasons(headings: Sequence[PlannedHeading]) -> list[Reason]:
    """What the tables could not keep; what they keep is judged at the approval."""
    parts = [part for h in headings for part in (h, *h.below)]
    dossiers = [d for part in parts for d in part.dossiers]
    titles = [*(p.title for p in parts), *(d.title for d in dossiers)]
    symbols, makers = [p.symbol for p in parts], [d.maker for d in dossiers]
    found = [
        (_("Tiêu đề dài quá %(most)d ký tự."), titles, LONGEST_TITLE),
        (_("Chữ viết tắt dài quá %(most)d ký tự."), symbols, LONGEST_ABBREVIATION),
        (_("Đơn vị, người lập dài quá %(most)d ký tự."), makers, LONGEST_MAKER),
    ]
    told = [(words, most) for words, texts, most in found if _longest(texts) > most]
    if len(parts) > MOST_HEADINGS:
        told.append((_("Danh mục có quá %(most)d đề mục."), MOST_HEADINGS))
    if len(dossiers) > MOST_LINES:
        told.append((_("Danh mục có quá %(most)d hồ sơ."), MOST_LINES))
    return [Reason(words % {"most": most}, "content") for words, most in told]


def _longest(texts: Sequence[str]) -> int:
    return max(map(len, texts), default=0)


def _state_reasons(plan: FilePlan, *allowed: PlanState) -> list[Reason]:
    if plan.state in allowed:
        return []
    words = _("Danh mục đang ở trạng thái “%(state)s” nên không làm được việc này.")
    return [Reason(words % {"state": plan.get_state_display()})]


def _fault_words(fault: PlanFault) -> str:
    words = {
        "empty": _("Danh mục chưa có đề mục nào."),
        "too-many": _("Danh mục có quá %(most)d hồ sơ.") % {"most": MOST_LINES},
        "empty-heading": _("Đề mục “%(about)s” chưa có hồ sơ nào."),
        "no-symbol": _("Đề mục lớn “%(about)s” chưa có chữ viết tắt."),
        "same-symbol": _("Đề mục lớn “%(about)s” trùng chữ viết tắt với đề mục trước."),
        "no-maker": _("Hồ sơ “%(about)s” chưa ghi đơn vị, người lập."),
    }[fault.code]
    return words % {"about": fault.about} if fault.about else words
