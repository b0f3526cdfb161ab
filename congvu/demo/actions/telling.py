"""The directive told to people; a third of them knows it, a third has confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.demo.actions.ordering import FILE as DIRECTIVE
from congvu.demo.actions.outgoing import Work
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.dissemination import actions
from congvu.dissemination.actions import TellingData
from congvu.dissemination.models import Addressee, Telling
from congvu.dissemination.queries import asked_in, files_to_read
from congvu.dissemination.rules import QuestionData, RuleData, Scope
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.organisations.access import seat_of_post

FILE = "telling.yaml"


def tell_people(works: Sequence[Work], *, now: datetime) -> Telling | None:
    """By the registry, the working day after; None where there was no paper to read."""
    asked = read(FILE)
    subject = read(DIRECTIVE)["paper"]["subject"]
    entry = next(w for w in works if w.line["subject"] == subject).entry
    if entry is None or entry.document_id is None:
        return None
    day = calendar().add_working_days(entry.issued_on, asked["after"])
    at = min(datetime.combine(day, time(10, 15), VIETNAM), now)
    by = seat_of_post(Bodies(day).desk("committee", asked["by"]), day)
    telling = actions.send_telling(
        data=_data(asked, by.agency_id, Bodies(day), day),
        outgoing_id=entry.pk,
        by=by,
        at=at,
    )
    _do(telling, at, now)
    return telling


def _data(
    asked: dict[str, Any], agency_id: UUID, bodies: Bodies, day: date
) -> TellingData:
    below = [bodies.agencies[word].id for word in asked["at"]]
    return TellingData(
        rules=[RuleData(Scope.AGENCY, key) for key in (agency_id, *below)],
        questions=[
            QuestionData(q["text"], tuple(q["choices"]), q["right"], q["clause"])
            for q in asked["questions"]
        ],
        confirm_by=calendar().add_working_days(day, asked["within"]),
        note=asked["note"],
    )


def _do(telling: Telling, at: datetime, now: datetime) -> None:
    """The first of each three answers, the second confirms, the third has not begun."""
    held = files_to_read(telling).first()
    rows = telling.addressees.filter(told_at__isnull=False).order_by("id")
    ensure_months("audit_event", [at, at + timedelta(days=1)])
    for n, row in enumerate(rows):
        if n % 3 < 2 and held is not None:
            moment = min(at + timedelta(minutes=7 * n), now)
            _read(telling, row, held, moment, answers=n % 3 == 0)


def _read(
    telling: Telling, row: Addressee, held: Any, at: datetime, *, answers: bool
) -> None:
    seat = seat_of_post(row.post_id, at.date())
    given: dict[str, Any] = {"by": seat, "at": at}
    actions.open_paper(telling=telling, held=held, **given).stream.close()
    actions.confirm(telling_id=telling.pk, **given)
    if answers:
        right = {q.pk: q.right for q in asked_in(telling.pk, seat.person_id)}
        actions.answer(telling_id=telling.pk, answers=right, **given)
