"""The week's sheet: handed in, returned or approved, published, changed after that."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.calendar.access import may_step
from congvu.calendar.actions.asking import refuse_marked
from congvu.calendar.models import ScheduleVersion, WeeklySchedule
from congvu.calendar.queries import Week, week_of
from congvu.calendar.rules import (
    LONGEST_LINE,
    STEP_BEFORE,
    WEEK_STATE_NAMES,
    WeekState,
    WeekStep,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Unit

_EVENTS = {
    WeekStep.SUBMIT: "calendar.week-submitted",
    WeekStep.RETURN: "calendar.week-returned",
    WeekStep.APPROVE: "calendar.week-approved",
    WeekStep.PUBLISH: "calendar.week-published",
}


def step_week(
    *,
    monday: date,
    step: WeekStep,
    by: Seat,
    at: datetime,
    unit_id: UUID | None = None,
    because: str = "",
) -> ScheduleVersion:
    """Take the agency's week, or one of its units', a step on.

    To hand in freezes the lines as they stand in the calendar; from there on only that
    version is decided about and published, whatever the calendar becomes.
    """
    refuse_marked(texts=[because], by=by, at=at)
    return _step(monday, step, unit_id, because, by, at)


@transaction.atomic
def _step(
    monday: date,
    step: WeekStep,
    unit_id: UUID | None,
    because: str,
    by: Seat,
    at: datetime,
) -> ScheduleVersion:
    schedule = _locked(by, unit_id, monday)
    week = week_of(by.agency_id, unit_id, monday)
    reasons = _reasons(week, step, by, because)
    if reasons:
        raise Refused(reasons)
    if step == WeekStep.SUBMIT:
        version = _submit(schedule, week, by, at)
    elif week.newest is None:
        raise Refused([_("Tuần này chưa trình.")])
    else:
        version = week.newest
        _decide(version, step, nfc(because), by, at)
    changes = sum(1 for row in version.lines if row["mark"])
    record(
        _EVENTS[step],
        by=by.actor,
        at=at,
        on=schedule,
        data={
            "week": monday.isoformat(),
            "number": version.number,
            "lines": len(version.lines),
            "changes": changes,
        },
    )
    return version


def _locked(by: Seat, unit_id: UUID | None, monday: date) -> WeeklySchedule:
    if monday.weekday() != 0:
        raise Refused([Reason(_("Tuần bắt đầu từ thứ Hai."), "monday")])
    own = Unit.objects.filter(agency=by.agency_id)
    if unit_id is not None and not own.filter(pk=unit_id).exists():
        raise Refused([Reason(_("Không tìm thấy đơn vị này."), "unit")])
    rows = WeeklySchedule.objects.select_for_update(of=("self",))
    found, _new = rows.get_or_create(
        agency_id=by.agency_id, unit_id=unit_id, monday=monday
    )
    return found


def _reasons(week: Week, step: WeekStep, by: Seat, because: str) -> list[Reason]:
    reasons = []
    if not may_step(by, week.unit_id, step):
        words = _("Chức vụ đang chọn không làm việc này với lịch tuần này.")
        reasons.append(Reason(words))
    if week.state not in STEP_BEFORE[step]:
        state = _("đang soạn")
        if week.state is not None:
            state = _(WEEK_STATE_NAMES[week.state])
        words = _("Lịch tuần này %(state)s nên không làm được việc này.")
        reasons.append(Reason(words % {"state": state}))
    if step == WeekStep.SUBMIT and not week.drafted:
        reasons.append(Reason(_("Tuần này chưa có mục nào để trình.")))
    if step == WeekStep.SUBMIT and week.newest is not None and not week.waits:
        words = _("Không có gì khác với bản đã có.")
        reasons.append(Reason(words))
    if step == WeekStep.RETURN:
        if not nfc(because):
            reasons.append(Reason(_("Ghi lý do trả lại."), "because"))
        if len(nfc(because)) > LONGEST_LINE:
            words = _("Nội dung dài quá %(most)s ký tự.") % {"most": LONGEST_LINE}
            reasons.append(Reason(words, "because"))
    return reasons


def _submit(
    schedule: WeeklySchedule, week: Week, by: Seat, at: datetime
) -> ScheduleVersion:
    number = week.newest.number + 1 if week.newest is not None else 1
    return ScheduleVersion.objects.create(
        schedule=schedule,
        number=number,
        lines=[line.kept() for line in week.drafted],
        state=WeekState.SUBMITTED,
        submitted_at=at,
        submitted_by=by.person_name,
    )


def _decide(
    version: ScheduleVersion, step: WeekStep, because: str, by: Seat, at: datetime
) -> None:
    if step == WeekStep.PUBLISH:
        version.state, version.published_at = WeekState.PUBLISHED, at
    else:
        is_back = step == WeekStep.RETURN
        version.state = WeekState.RETURNED if is_back else WeekState.APPROVED
        version.because = because if is_back else ""
        version.decided_at, version.decided_by = at, by.person_name
        version.decided_by_post = by.acts_as
    version.save(
        update_fields=[
            "state",
            "published_at",
            "because",
            "decided_at",
            "decided_by",
            "decided_by_post",
        ]
    )
