"""What a form is beside its questions, when it is due, what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from congvu.lib.dates import WorkCalendar
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _
from congvu.reporting.rules.periods import ReportPeriod, Rhythm
from congvu.reporting.rules.questions import Fault

LONGEST_NAME = 300
LONGEST_NOTE = 2000
LONGEST_BASIS = 500
MOST_DAYS = 60


@dataclass(frozen=True)
class FormData:
    """``closing_day`` empty: as the rule in force says. ``due_days`` and ``lead_days``
    are working days after the figures close, and before.
    """

    name: str
    rhythm: Rhythm
    basis: str = ""
    note: str = ""
    closing_day: int | None = None
    due_days: int = 3
    lead_days: int = 10
    begins_itself: bool = False
    kinds: tuple[str, ...] = ()
    bodies: tuple[UUID, ...] = ()
    duty_id: UUID | None = None

    def tidied(self) -> FormData:
        return replace(
            self,
            name=clean(self.name),
            basis=clean(self.basis),
            note=nfc(self.note).strip(),
            kinds=tuple(dict.fromkeys(self.kinds)),
            bodies=tuple(dict.fromkeys(self.bodies)),
        )


def data_faults(data: FormData) -> Iterator[Fault]:
    if not data.name:
        yield Fault(_("Ghi tên biểu mẫu."), "name")
    for text, name, most in (
        (data.name, "name", LONGEST_NAME),
        (data.basis, "basis", LONGEST_BASIS),
        (data.note, "note", LONGEST_NOTE),
    ):
        if len(text) > most:
            yield Fault(_("Dài quá %(most)s ký tự."), name, {"most": str(most)})
    if not data.basis:
        words = _("Ghi căn cứ: văn bản nào yêu cầu báo cáo này.")
        yield Fault(words, "basis")
    if data.closing_day is not None and not 1 <= data.closing_day <= 31:
        yield Fault(_("Ngày chốt số liệu từ 1 đến 31."), "closing_day")
    for days, name in ((data.due_days, "due_days"), (data.lead_days, "lead_days")):
        if not 0 <= days <= MOST_DAYS:
            words = _("Từ 0 đến %(most)s ngày làm việc.")
            yield Fault(words, name, {"most": str(MOST_DAYS)})
    if data.begins_itself and data.rhythm == Rhythm.ONCE:
        yield Fault(_("Báo cáo một lần không tự lặp lại."), "begins_itself")
    if not data.kinds and not data.bodies:
        yield Fault(_("Chọn ít nhất một nơi phải báo cáo."), "bodies")


@dataclass(frozen=True)
class Days:
    """When a round begins, which figures it counts, until when it is handed in."""

    begins_on: date
    counts_from: date
    closes_on: date
    due_on: date


def days_of(
    period: ReportPeriod,
    *,
    closing_day: int | None,
    lead_days: int,
    due_days: int,
    calendar: WorkCalendar,
) -> Days:
    closes_on = period.closes_on(closing_day)
    begins_on = calendar.add_working_days(closes_on, -lead_days)
    due_on = calendar.add_working_days(closes_on, due_days)
    return Days(begins_on, period.counts_from(closing_day), closes_on, due_on)
