"""Questions of people in every state, drafts open for comment, marks of the site."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from congvu.accounts.models import User
from congvu.audit.actions import ensure_months
from congvu.demo.actions.plan import read
from congvu.demo.rules import demo_key
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.access import Seat, choose_seat, seats_of
from congvu.portal import actions
from congvu.portal.models import OpenDraft, PublicQuestion
from congvu.portal.rules.comments import (
    CommentData,
    CommentState,
    DraftData,
    GroupData,
    RatingAbout,
)
from congvu.portal.rules.questions import AskData, AskStep

FILE = "asking.yaml"
BOARD = "chanhvp"
_STEPS = {"beyond": AskStep.BEYOND, "elsewhere": AskStep.ELSEWHERE}


class _Days:
    """Moments before now, and who sat where then."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, local_date(now)

    def at(self, ago: int, clock: time = time(9, 20)) -> datetime:
        day = calendar().add_working_days(self.today, -ago) if ago else self.today
        return min(datetime.combine(day, clock, VIETNAM), self.now)

    def seat(self, username: str, at: datetime) -> Seat:
        user = User.objects.get(username=username)
        found = choose_seat(seats_of(user, local_date(at)), None)
        if found is None:
            raise LookupError(f"{username} holds no post on {local_date(at)}")
        return found


def ask_people(*, now: datetime) -> None:
    asked, days = read(FILE), _Days(now)
    most = max(line["ago"] for line in asked["questions"])
    past = [days.now - timedelta(days=n) for n in range(0, 2 * most + 60, 20)]
    ensure_months("audit_event", past)
    for number, line in enumerate(asked["questions"]):
        _ask(number, line, days)
    for number, line in enumerate(asked["drafts"]):
        _open(number, line, days)
    for number, marks in enumerate(asked["ratings"]):
        _rate(number, marks, days)


def _ask(number: int, line: dict[str, Any], days: _Days) -> None:
    at = days.at(line["ago"])
    board = days.seat(BOARD, at)
    code = actions.send_question(
        data=AskData(
            subject=line["subject"],
            text=line["text"],
            kind=line["kind"],
            name=line.get("name", ""),
            email=line.get("email", ""),
            address=line.get("place", ""),
            may_publish=True,
        ),
        files=[],
        agency_id=board.agency_id,
        key=demo_key("asked", str(number)),
        secret="demo",  # noqa: S106 - of invented questions
        at=at,
    )
    actions.take_in(at=at)
    found = PublicQuestion.objects.get(code=code)
    if "close" in line:
        actions.close_question(
            question_id=found.id,
            step=_STEPS.get(line["close"], AskStep.REFUSE),
            text=line["words"],
            by=board,
            at=days.at(max(line["ago"] - 1, 0)),
        )
    elif "to" in line:
        _handle(found.id, line, days)


def _handle(question_id: UUID, line: dict[str, Any], days: _Days) -> None:
    """Passed on the day after, answered some days later, approved the next."""
    ago = max(line["ago"] - 1, 0)
    at = days.at(ago, time(14, 5))
    actions.forward_question(
        question_id=question_id,
        kind=line["kind"],
        field=line["field"],
        to_id=days.seat(line["to"], at).unit_id,
        by=days.seat(BOARD, at),
        at=at,
    )
    if "promise" in line:
        due = PublicQuestion.objects.get(pk=question_id).due_on or days.today
        actions.promise_answer(
            question_id=question_id,
            promised_on=calendar().add_working_days(due, 8),
            reason=line["promise"],
            by=days.seat(line["to"], at),
            at=days.at(max(ago - 2, 0)),
        )
    if "answer" not in line:
        return
    wrote = days.at(max(ago - 5, 0), time(15, 40))
    actions.draft_answer(
        question_id=question_id,
        text=line["answer"],
        by=days.seat(line["by"], wrote),
        at=wrote,
    )
    if line.get("checking"):
        return
    sent = days.at(max(ago - 6, 0), time(10, 30))
    board = days.seat(BOARD, sent)
    actions.approve_answer(question_id=question_id, by=board, at=sent)
    if line.get("published"):
        actions.publish_answer(
            question_id=question_id,
            subject=line["subject"],
            text=line["text"],
            answer=line["answer"],
            keep_because=line.get("because", ""),
            by=board,
            at=sent,
        )


def _open(number: int, line: dict[str, Any], days: _Days) -> None:
    at = days.at(line["opens"])
    opens = local_date(at)
    made = actions.open_draft(
        data=DraftData(
            title=line["title"],
            summary=line["summary"],
            text=line["text"],
            basis=line["basis"],
            opens_on=opens,
            closes_on=opens + timedelta(days=line["days"] + 1),
            publishes=line["publishes"],
        ),
        by=days.seat(BOARD, at),
        at=at,
    )
    for place, said in enumerate(line["comments"], 1):
        moment = at + timedelta(days=min(place, 3), minutes=place)
        actions.send_comment(
            data=CommentData(said["text"], said["name"]),
            draft=made,
            key=demo_key("comment", f"{number}-{place}"),
            at=moment,
        )
        actions.take_in(at=moment)
        if "state" in said:
            row = made.comments.get(number=place)
            actions.judge_comment(
                comment_id=row.id,
                state=CommentState(said["state"]),
                reason=said.get("reason", ""),
                by=days.seat(BOARD, moment),
                at=moment,
            )
    if "groups" in line:
        _sum_up(made, line, days)


def _sum_up(made: OpenDraft, line: dict[str, Any], days: _Days) -> None:
    after: date = made.closes_on + timedelta(days=1)
    at = min(datetime.combine(after, time(9, 0), VIETNAM), days.now)
    by = days.seat(BOARD, at)
    for row in line["groups"]:
        actions.keep_group(open_draft_id=made.id, data=GroupData(**row), by=by, at=at)
    actions.publish_summary(
        open_draft_id=made.id, words=line["summary_words"], by=by, at=at
    )


def _rate(number: int, marks: dict[str, Any], days: _Days) -> None:
    actions.send_rating(
        given=actions.RatingGiven(about=RatingAbout.SITE, **marks),
        key=demo_key("rating", str(number)),
        on=local_date(days.at(3 * number + 1)),
    )
