"""A quarterly report that a department asks of communes: the last round, this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from congvu.audit.actions import ensure_months
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.reporting import actions
from congvu.reporting.models import ReportReturn, ReportRound
from congvu.reporting.queries import offered
from congvu.reporting.rules import (
    FormData,
    ReturnState,
    Rhythm,
    questions_of,
    report_period,
)

FILE = "reports.yaml"


@dataclass(frozen=True)
class _Asked:
    """The file, and the moment the province is shown at."""

    data: dict[str, Any]
    now: datetime

    def seat(self, on: date) -> Seat:
        return seat_of_post(Bodies(on).desk(self.data["agency"], self.data["by"]), on)


def report(*, now: datetime) -> None:
    """Ask a quarter ago, take in what came; ask again, half of it came."""
    asked = _Asked(read(FILE), now)
    today = local_date(now)
    this = report_period(Rhythm.QUARTER, today)
    days, last = calendar(), this.moved(-1)
    first_day = days.next_working_day(last.last - timedelta(days=24))
    begun = datetime.combine(first_day, time(8, 30), VIETNAM)
    by = asked.seat(first_day)
    ensure_months("audit_event", [begun, last_of(begun)])
    known = Bodies(first_day).agencies[asked.data["among"]].id
    communes = [known] + [
        body.id
        for body in offered(by.agency_id, first_day).values()
        if body.kind == AgencyKind.COMMUNE and body.id != known
    ]
    form = actions.make_form(
        data=FormData(
            name=asked.data["name"],
            rhythm=Rhythm.QUARTER,
            basis=asked.data["basis"],
            note=asked.data["note"],
            bodies=tuple(communes[: asked.data["bodies"]]),
        ),
        questions=questions_of(asked.data["questions"]),
        by=by,
        at=begun,
    )
    found = actions.send_round(
        form_id=form.pk, period_start=last.start, by=by, at=begun
    )
    _last(asked, found, begun)
    moment = min(now, datetime.combine(today, time(8, 0), VIETNAM))
    again = moment - timedelta(days=6)
    due = days.add_working_days(today, 3)
    ensure_months("audit_event", [again])
    sent = actions.send_round(
        form_id=form.pk,
        period_start=this.start,
        due_on=due,
        by=asked.seat(local_date(again)),
        at=again,
    )
    _now(asked, sent, moment)


def last_of(begun: datetime) -> datetime:
    """When the last answer of a round came in."""
    return begun + timedelta(days=12)


def _last(asked: _Asked, found: ReportRound, begun: datetime) -> None:
    """All but one handed in and were accepted, the last ones late."""
    for place, one in enumerate(_returns(found)):
        if place == asked.data["forgot"]:
            continue
        at = begun + timedelta(days=2 + place)
        _hand_in(asked, one, place, at, grown=0)
        actions.accept(
            return_id=one.pk,
            by=asked.seat(local_date(at)),
            at=at + timedelta(hours=3),
        )


def _now(asked: _Asked, sent: ReportRound, moment: datetime) -> None:
    for place, one in enumerate(_returns(sent)):
        became = ReturnState(asked.data["now"][place])
        at = moment - timedelta(hours=24, minutes=-7 * place)
        if became == ReturnState.NOT_OPENED:
            continue
        if became == ReturnState.FILLING:
            _fill(asked, one, place, at, keys=("q1", "q2"))
            continue
        _hand_in(asked, one, place, at, grown=1)
        by, then = asked.seat(local_date(at)), at + timedelta(hours=2)
        if became == ReturnState.ACCEPTED:
            actions.accept(return_id=one.pk, by=by, at=then)
        elif became == ReturnState.TO_CORRECT:
            actions.ask_correction(
                return_id=one.pk, reason=asked.data["correct"], by=by, at=then
            )


def _returns(found: ReportRound) -> list[ReportReturn]:
    return list(found.returns.order_by("name", "pk"))


def _fill(
    asked: _Asked,
    report: ReportReturn,
    place: int,
    at: datetime,
    *,
    keys: tuple[str, ...] = (),
    grown: int = 0,
) -> tuple[ReportReturn, Seat]:
    on = local_date(at)
    posts = posts_of_role(Role.LEADER, [report.agency_id], on)[report.agency_id]
    by = seat_of_post(min(posts), on)
    answers = _answers(asked.data, place, grown)
    typed = {k: v for k, v in answers.items() if not keys or k in keys}
    saved = actions.save_answers(
        return_id=report.pk, answers=typed, seen=report.revision, by=by, at=at
    )
    return saved, by


def _answers(data: dict[str, Any], place: int, grown: int) -> dict[str, Any]:
    names = ("q1", "q2", "q3", "q4", "q5", "q7", "q8")
    row = data["answers"][place % len(data["answers"])]
    found = {name: str(value) for name, value in zip(names, row, strict=True)}
    found["q1"] = str(row[0] + grown)
    found["q2"] = str(row[1] + grown)
    used = data["software"][: 1 + place % len(data["software"])]
    words = data["words"]
    return {
        **found,
        "q9": [[name, str(row[1] - n)] for n, name in enumerate(used)],
        "q10": words[place % len(words)] if place % 3 == 0 else "",
    }


def _hand_in(
    asked: _Asked, report: ReportReturn, place: int, at: datetime, *, grown: int
) -> None:
    saved, by = _fill(asked, report, place, at, grown=grown)
    actions.submit(
        return_id=report.pk,
        seen=saved.revision,
        by=by,
        at=at + timedelta(minutes=20),
    )
