"""The yearly report: units say and confirm, their owner composes it as a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.controls.access import composes_report, tells_year
from congvu.controls.formats import ReportFacts, UnitFacts, report_fields
from congvu.controls.models import SystemYear, YearlyPaper, YearlyReport
from congvu.controls.queries import UnitTold, facts_kept, told_of
from congvu.controls.rules import (
    LONGEST_TEXT,
    Degree,
    Owes,
    YearlyWindow,
    window_of,
    yearly_window,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.systems.access import keeps
from congvu.systems.actions import (
    alive_reasons,
    length_reasons,
    locked_system,
    refuse_marked,
)
from congvu.systems.models import InformationSystem
from congvu.systems.queries.lists import desks_of
from congvu.systems.rules import SystemState

# How long before the window closes units are asked.
_ASKED = timedelta(days=30)
_LAW = gettext_noop("Nghị định số 331/2026/NĐ-CP, Điều 35, Điều 36")
_TYPE = "BC"


@dataclass(frozen=True)
class YearData:
    """What no record knows: whether a regulation is obeyed, a system tested."""

    obeyed: str
    tested: str
    tested_on: date | None = None


def _window_reasons(window: YearlyWindow, today: date) -> list[Reason]:
    """Told from the first day of a window on, until its owner's last day."""
    if window.first <= today < window.owner_before:
        return []
    return [Reason(_("Năm này chưa mở hoặc đã hết hạn báo cáo."))]


@transaction.atomic
def say_year(
    *, system_id: UUID, year: int, data: YearData, by: Seat, at: datetime
) -> SystemYear:
    """Said again it takes the place of what was said."""
    system, today, window = locked_system(system_id), local_date(at), window_of(year)
    reasons = _window_reasons(window, today) + alive_reasons(system)
    if not tells_year(by, system):
        words = _("Tình hình trong năm do quản trị của cơ quan vận hành ghi.")
        reasons.append(Reason(words))
    for name, given in (("obeyed", data.obeyed), ("tested", data.tested)):
        if given not in set(Degree):
            reasons.append(Reason(_("Chọn một mức."), name))
    tested_on = data.tested_on if data.tested != Degree.NONE else None
    if data.tested in {Degree.FULL, Degree.PARTLY} and (
        tested_on is None or not window.first <= tested_on <= min(today, window.last)
    ):
        words = _("Ghi ngày kiểm tra, từ %(first)s, không sau hôm nay.")
        told = words % {"first": f"{window.first:%d/%m/%Y}"}
        reasons.append(Reason(told, "tested_on"))
    if reasons:
        raise Refused(reasons)
    made, _new = SystemYear.objects.update_or_create(
        system=system,
        year=year,
        defaults={
            "obeyed": data.obeyed,
            "tested": data.tested,
            "tested_on": tested_on,
            "at": at,
            "by": by.person_name,
        },
    )
    record(
        "controls.year-said",
        by=by.actor,
        at=at,
        on=system,
        agency_id=system.operator_id,
        data={"year": year},
    )
    return made


def _report(agency_id: UUID, year: int) -> YearlyReport:
    """Its row, held."""
    YearlyReport.objects.bulk_create(
        [
            YearlyReport(
                agency_id=agency_id, year=year, due_before=window_of(year).units_before
            )
        ],
        ignore_conflicts=True,
    )
    rows = YearlyReport.objects.select_for_update()
    return rows.get(agency=agency_id, year=year)


def _keeps_reasons(by: Seat) -> list[Reason]:
    if keeps(by):
        return []
    return [Reason(_("Báo cáo năm do quản trị của cơ quan ghi, xác nhận."))]


def say_other(*, year: int, text: str, by: Seat, at: datetime) -> YearlyReport:
    """The twelfth content, in words of one's own."""
    refuse_marked(texts=[text], by=by, at=at)
    text = nfc(text).strip()
    reasons = _keeps_reasons(by) + _window_reasons(window_of(year), local_date(at))
    reasons += length_reasons(text, "other", LONGEST_TEXT)
    if reasons:
        raise Refused(reasons)
    with transaction.atomic():
        found = _report(by.agency_id, year)
        found.other = text
        found.save(update_fields=["other"])
        record(
            "controls.year-other",
            by=by.actor,
            at=at,
            on=found,
            agency_id=by.agency_id,
            data={"year": year},
        )
    return found


@transaction.atomic
def confirm_report(*, year: int, by: Seat, at: datetime) -> YearlyReport:
    """What the unit owes has to be there; what its owner owes is told as missing.

    Confirmed again, it is as it stands then; the first day counts for "in time".
    """
    window, today = window_of(year), local_date(at)
    reasons = _keeps_reasons(by) + _window_reasons(window, today)
    if reasons:
        raise Refused(reasons)
    found = _report(by.agency_id, year)
    first_day, found.confirmed_at, found.confirmed_on = found.confirmed_on, None, None
    found.confirmed_by = ""
    found.save()
    own, _merged = told_of(by.agency_id, window, today)
    if own is None:
        raise Refused([_("Cơ quan không vận hành hệ thống nào.")])
    owed = [
        Reason(f"{lack.system}: {_(lack.words) % {'count': lack.count}}")
        for lack in own.missing
        if lack.owes == Owes.UNIT
    ]
    if owed:
        raise Refused(owed)
    found.told = [
        facts_kept(one, key) for one, key in zip(own.facts, own.system_ids, strict=True)
    ]
    found.confirmed_at, found.confirmed_by = at, by.person_name
    found.confirmed_on = first_day or today
    found.save()
    record(
        "controls.year-confirmed",
        by=by.actor,
        at=at,
        on=found,
        agency_id=by.agency_id,
        data={"year": year, "missing": len(own.missing)},
    )
    return found


@transaction.atomic
def compose_report(
    *,
    year: int,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> YearlyPaper:
    """All units merged, as a draft that goes the way of every draft; what is missing
    is said in it.
    """
    today, window = local_date(at), window_of(year)
    _own, merged = told_of(by.agency_id, window, today)
    reasons = _window_reasons(window, today)
    if not composes_report(by):
        words = _("Báo cáo do lãnh đạo, chánh văn phòng của chủ quản soạn.")
        reasons.append(Reason(words))
    if not merged:
        reasons.append(Reason(_("Cơ quan không là chủ quản hệ thống nào.")))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons:
        raise Refused(reasons)
    with override("vi"):
        facts = ReportFacts(
            owner=by.agency_name,
            window=window,
            units=[_unit(one) for one in merged],
            law=_(_LAW),
            on=today,
        )
        fields = report_fields(facts)
    wish = DraftWish(
        type_code=_TYPE,
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    draft = start_draft(wish=wish, fields=given, by=by, at=at)
    made = YearlyPaper.objects.create(
        agency_id=by.agency_id, year=year, draft=draft, at=at, by=by.person_name
    )
    record(
        "controls.year-composed",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
        data={"year": year, "missing": sum(len(one.missing) for one in merged)},
    )
    return made


def _unit(one: UnitTold) -> UnitFacts:
    return UnitFacts(
        name=one.name,
        confirmed_on=one.report.confirmed_on if one.report else None,
        other=one.report.other if one.report else "",
        systems=one.facts,
        missing=one.missing,
    )


@transaction.atomic
def ask_reports(*, at: datetime) -> int:
    """Every agency that runs a system is asked for its report, once; how many."""
    today = local_date(at)
    window = yearly_window(today)
    if today < window.last - _ASKED:
        return 0
    rows = InformationSystem.objects.exclude(state=SystemState.RETIRED).order_by()
    agencies = set(rows.values_list("operator", flat=True).distinct())
    known = YearlyReport.objects.filter(year=window.year, agency__in=agencies)
    known_before = set(known.values_list("agency", flat=True))
    fresh = sorted(agencies - known_before)
    made = [
        YearlyReport(agency_id=one, year=window.year, due_before=window.units_before)
        for one in fresh
    ]
    YearlyReport.objects.bulk_create(made, ignore_conflicts=True)
    kept = set(
        known.filter(pk__in=[one.pk for one in made]).values_list("pk", flat=True)
    )
    asked = [one for one in made if one.pk in kept]
    desks = desks_of({one.agency_id for one in asked}, today)
    notify_each(
        "controls.report-asked",
        to=[
            (desk, one.pk, {}) for one in asked for desk in sorted(desks[one.agency_id])
        ],
        at=at,
    )
    return len(asked)
