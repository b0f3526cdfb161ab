"""Duties of the months before: given, reported and accepted, each on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from congvu.audit.actions import ensure_months
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.duties.actions import accept_done, give_duty, report_done
from congvu.duties.rules import DutyData
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role

FILE = "duties.yaml"
_GIVER = "khoa"
_MORNING, _NOON, _AFTERNOON = time(8, 50), time(11, 10), time(15, 40)


def give_earlier(*, today: date, since: date) -> None:
    """None before ``since``, the first working days of the new bodies."""
    past = _Past(today)
    for line in read(FILE):
        if past.day(line["back"]) >= since:
            past.give(line)


@dataclass(frozen=True)
class _Past:
    """Nobody of them changed desks meanwhile: who sits there today sat there then."""

    today: date

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self.today)

    def day(self, back: int, after: int = 0) -> date:
        days = calendar()
        return days.add_working_days(days.add_working_days(self.today, -back), after)

    def did(self, agency: str, who: str, day: date, clock: time) -> dict[str, Any]:
        at = datetime.combine(day, clock, VIETNAM)
        ensure_months("audit_event", [at])
        return {"by": self.seat(agency, who, day), "at": at}

    def seat(self, agency: str, who: str, day: date) -> Seat:
        return seat_of_post(self.bodies.desk(agency, who), day)

    def give(self, line: dict[str, Any]) -> None:
        back, done = line["back"], line["done"]
        given = self.day(back)
        duty = give_duty(
            data=DutyData(line["title"], given, self.day(back, line["due"])),
            leads=[self.bodies.agencies[lead].id for lead in done],
            **self.did("committee", _GIVER, given, _MORNING),
        )
        desks = {self.bodies.agencies[lead].id: lead for lead in done}
        for share in duty.shares.all():
            lead = desks[share.desk_id]
            day = self.day(back, done[lead])
            report_done(
                share_id=share.id,
                done_on=day,
                text="Đã làm xong, báo cáo kèm số liệu.",
                **self.did(lead, Role.LEADER, day, _NOON),
            )
            accept_done(
                share_id=share.id,
                **self.did("committee", _GIVER, day, _AFTERNOON),
            )
