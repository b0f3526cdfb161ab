"""How an app declares what it tells, and when a mail may be sent. Pure.

Importing an app's ``notices.py`` fills the register, as ``jobs.py`` does for jobs. This
app is below the organisation and the calendar: they declare here who sits where and
which day is a working day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from congvu.lib.dates import VIETNAM, WorkCalendar
from congvu.lib.text import gettext_noop as _
from congvu.ui.rules import Deadline

AUDIT_EVENTS: dict[str, str] = {
    "notices.choices-set": _("Chọn cách nhận thông báo"),
}
AUDIT_WORDS = {
    "off": _("không báo trong phần mềm"),
    "at_once": _("gửi thư ngay"),
    "digest": _("trong bản tin ngày"),
    "quiet": _("giờ yên lặng"),
}

FRESH_FOR = timedelta(days=14)
"""A notice nobody has read counts in the bell this long; the page keeps it longer."""
KEPT_FOR = timedelta(days=90)
QUIET_FROM, QUIET_UNTIL = time(18, 30), time(7, 0)
DIGEST_AT = time(7, 30)
OLDEST_LETTER = timedelta(days=3)
LEASE = timedelta(minutes=5)
MOST_TRIES = 10


class Mailing(StrEnum):
    """How a kind reaches a person by mail."""

    NONE = "none"
    AT_ONCE = "at-once"
    DIGEST = "digest"


MAILING_NAMES = {
    Mailing.NONE: _("không gửi thư"),
    Mailing.AT_ONCE: _("gửi ngay"),
    Mailing.DIGEST: _("trong bản tin ngày"),
}


class LetterState(StrEnum):
    """A letter is in exactly one; EMPTY: at sending there was nothing left to say."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    EMPTY = "empty"
    EXPIRED = "expired"
    FAILED = "failed"


LETTER_STATE_NAMES = {
    LetterState.WAITING: _("chờ gửi"),
    LetterState.SENDING: _("đang gửi"),
    LetterState.SENT: _("đã gửi"),
    LetterState.EMPTY: _("không còn gì để báo"),
    LetterState.EXPIRED: _("quá cũ, không gửi nữa"),
    LetterState.FAILED: _("không gửi được"),
}


class NoticeLike(Protocol):
    """What a teller reads of a notice."""

    id: UUID
    kind: str
    target_id: UUID
    detail: Mapping[str, Any]
    actor: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """What one notice says to one reader now.

    ``words`` is the predicate after the actor's name; ``subject`` is for the screen
    only; ``paper`` (number and symbol) and the deadline may go into a mail.
    """

    words: str
    paper: str = ""
    subject: str = ""
    deadline: Deadline | None = None
    url: str = ""


@dataclass(frozen=True)
class OpenWork:
    """One thing that still lies on a desk, for the digest; ``key`` names its target."""

    key: UUID
    paper: str
    words: str
    deadline: Deadline
    url: str


Teller = Callable[[Any, Sequence[Any]], Mapping[UUID, Told]]


@dataclass(frozen=True)
class Kind:
    """One sort of news. ``always`` says why it cannot be switched off in the product.

    ``is_work``: it puts something on the reader's desk.
    """

    name: str
    title: str
    tell: Teller
    mail: Mailing = Mailing.DIGEST
    always: str = ""
    is_work: bool = False


@dataclass
class Register:
    """Every kind by its name, and what the apps above answer for."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    answers: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def add(self, kind: Kind) -> None:
        if kind.name in self.kinds:
            raise ValueError(f"two kinds of notice are called {kind.name}")
        self.kinds[kind.name] = kind

    def answer(self, question: str, function: Callable[..., Any]) -> None:
        if self.answers.get(question, function) is not function:
            raise ValueError(f"two apps answer {question}")
        self.answers[question] = function


REGISTER = Register()


def kinds(*declared: Kind) -> None:
    """Declare an app's kinds, in the order the page of choices shows them."""
    for kind in declared:
        REGISTER.add(kind)


def answers(question: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Say that a function answers "seats", "sitting", "calendar" or "open-work"."""

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        REGISTER.answer(question, function)
        return function

    return declare


def seats(users: Collection[UUID] | None, on: date) -> Mapping[UUID, Sequence[Any]]:
    """The seats of these log-ins on a day, or of everybody; own posts first."""
    found: Mapping[UUID, Sequence[Any]] = REGISTER.answers["seats"](users, on)
    return found


def sitting(desks: Collection[UUID], on: date) -> Mapping[UUID, Collection[UUID]]:
    """Desk → the log-ins of whoever sits there that day."""
    found: Mapping[UUID, Collection[UUID]] = REGISTER.answers["sitting"](desks, on)
    return found


def calendar() -> WorkCalendar:
    found: WorkCalendar = REGISTER.answers["calendar"]()
    return found


def open_work(seat: Any, on: date) -> list[OpenWork]:
    found: list[OpenWork] = REGISTER.answers["open-work"](seat, on)
    return found


def tell(seat: Any, notices: Iterable[NoticeLike]) -> dict[UUID, Told]:
    """What these notices say to this seat; one the reader may not know of is missing.

    Kinds that share a teller are asked for together: its queries do not grow with them.
    """
    by_teller: dict[Teller, list[NoticeLike]] = {}
    for notice in notices:
        kind = REGISTER.kinds.get(notice.kind)
        if kind is not None:
            by_teller.setdefault(kind.tell, []).append(notice)
    said: dict[UUID, Told] = {}
    for teller, some in by_teller.items():
        said.update(teller(seat, some))
    return said


def work_kinds() -> list[str]:
    return [kind.name for kind in REGISTER.kinds.values() if kind.is_work]


@dataclass(frozen=True)
class Quiet:
    """The hours in which a person's mailbox is left alone; equal ends: none."""

    start: time = QUIET_FROM
    end: time = QUIET_UNTIL

    def holds(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


def mail_moment(at: datetime, *, days: WorkCalendar, quiet: Quiet) -> datetime:
    """The first moment from ``at`` on that is a working day outside quiet hours."""
    here = at.astimezone(VIETNAM)
    while True:
        if not days.is_working(here.date()):
            here = _start_of(days.next_working_day(here.date()))
        elif quiet.holds(here.time()):
            over = here.replace(
                hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0
            )
            here = over if over > here else over + timedelta(days=1)
        else:
            return here


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def digest_due(at: datetime, *, days: WorkCalendar) -> date | None:
    """The day whose digest may be written now; None on days off and before its hour."""
    here = at.astimezone(VIETNAM)
    is_time = here.time() >= DIGEST_AT and days.is_working(here.date())
    return here.date() if is_time else None


def next_try(tries: int, at: datetime) -> datetime:
    """Longer and longer apart: 1, 2, 4 … minutes, at most four hours."""
    return at + timedelta(minutes=min(2 ** max(0, tries - 1), 240))
