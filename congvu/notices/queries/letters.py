"""What a letter says at the moment it is sent, and how the post office stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from congvu.accounts.models import User
from congvu.notices.models import Letter, Notice, NoticeReading
from congvu.notices.queries.bell import not_read
from congvu.notices.queries.choices import choices_of
from congvu.notices.queries.lines import told_by
from congvu.notices.rules import (
    FRESH_FOR,
    LetterState,
    Mailing,
    OpenWork,
    Told,
    open_work,
)
from congvu.ui.templatetags.ui_words import deadline_words

SOON = 3
SETTLED = timedelta(minutes=5)
"""What was written in the last minutes waits for the next digest: a transaction that
began before this one may still be open, and would be in neither."""
MOST_NEWS = 300


@dataclass(frozen=True)
class Composed:
    """One mail as it goes out: number, symbol, deadline words and links, no more."""

    subject: str
    body: str


@dataclass(frozen=True)
class _Said:
    """A line of a mail."""

    text: str
    url: str


@dataclass
class _Digest:
    late: list[_Said] = field(default_factory=list)
    today: list[_Said] = field(default_factory=list)
    soon: list[_Said] = field(default_factory=list)
    new: list[_Said] = field(default_factory=list)


def compose(
    letter: Letter, seats: Sequence[Any], *, at: datetime, on: date
) -> Composed | None:
    """The mail as its reader may know it now; None when nothing is left to tell."""
    with override(letter.user.language):
        if letter.notice is not None:
            return _about_one(letter, letter.notice, seats, on)
        return _digest(letter, seats, at, on)


def _about_one(
    letter: Letter, notice: Notice, seats: Sequence[Any], on: date
) -> Composed | None:
    read = NoticeReading.objects.filter(user=letter.user_id, notice=notice)
    said = _told_to_anyone(letter.user_id, seats, [notice])
    if notice.id not in said or read.exists():
        return None
    line = _said(notice, said[notice.id])
    body = render_to_string("notices/letter.txt", _around(letter.user, on, line=line))
    return Composed(_("Công Vụ: %(what)s") % {"what": line.text}, body)


def _told_to_anyone(
    user_id: UUID, seats: Sequence[Any], notices: Iterable[Notice]
) -> dict[UUID, Told]:
    """Each notice told to the first hat of the person at whose desk it lies."""
    left = {notice.id: notice for notice in notices}
    found: dict[UUID, Told] = {}
    for seat in seats:
        here = [n for n in left.values() if n.desk_id in {*seat.desks, user_id}]
        for notice_id, told in told_by(seat, here).items():
            found[notice_id] = told
            del left[notice_id]
    return found


def _said(notice: Notice, told: Told) -> _Said:
    who = f"{notice.actor} " if notice.actor else ""
    deadline = deadline_words(told.deadline) if told.deadline else ""
    words = f"{who}{told.words}"
    parts = [f"{words}: {told.paper}" if told.paper else words, deadline]
    text = ", ".join(part for part in parts if part)
    return _Said(text[:1].upper() + text[1:], told.url)


def _digest(
    letter: Letter, seats: Sequence[Any], at: datetime, on: date
) -> Composed | None:
    found = _Digest()
    listed: set[str] = set()
    for work in (work for seat in seats for work in open_work(seat, on)):
        if str(work.key) not in listed and _sorted_in(found, work):
            listed.add(str(work.key))
    notices = _news(letter, seats, at)
    said = _told_to_anyone(letter.user_id, seats, notices)
    for notice in notices:
        told = said.get(notice.id)
        # Open work is named once, by its deadline, not again as news.
        if told is None or listed & {notice.group_key, notice.detail.get("part", "")}:
            continue
        listed.add(notice.group_key)
        found.new.append(_said(notice, told))
    groups = _groups(found)
    if not groups:
        return None
    around = _around(letter.user, on, groups=groups)
    body = render_to_string("notices/digest.txt", around)
    what = ", ".join(name for name, _lines in groups)
    return Composed(_("Công Vụ, bản tin ngày: %(what)s") % {"what": what}, body)


def _sorted_in(found: _Digest, work: OpenWork) -> bool:
    left = work.deadline.days_left
    if left is None or left > SOON:
        return False
    text = f"{work.words}: {work.paper}, {deadline_words(work.deadline)}"
    group = found.late if left < 0 else found.today if left == 0 else found.soon
    group.append(_Said(text, work.url))
    return True


def _groups(found: _Digest) -> list[tuple[str, list[_Said]]]:
    late, today, soon, new = (len(x) for x in _parts(found))
    names = [
        ngettext("%(n)d việc quá hạn", "%(n)d việc quá hạn", late) % {"n": late},
        ngettext("%(n)d việc hạn hôm nay", "%(n)d việc hạn hôm nay", today)
        % {"n": today},
        ngettext("%(n)d việc sắp đến hạn", "%(n)d việc sắp đến hạn", soon)
        % {"n": soon},
        ngettext("%(n)d tin mới", "%(n)d tin mới", new) % {"n": new},
    ]
    return [(n, some) for n, some in zip(names, _parts(found), strict=True) if some]


def _parts(found: _Digest) -> tuple[list[_Said], ...]:
    return found.late, found.today, found.soon, found.new


def _news(letter: Letter, seats: Sequence[Any], at: datetime) -> list[Notice]:
    """Unread notices since the digest before, of kinds wanted in it, not mailed yet."""
    last = (
        Letter.objects.filter(
            user=letter.user_id, digest_on__lt=letter.digest_on, state=LetterState.SENT
        )
        .order_by("-digest_on")
        .values_list("made_at", flat=True)
        .first()
    )
    mailed = Letter.objects.filter(user=letter.user_id, notice=OuterRef("pk"))
    wanted = [
        choice.kind.name
        for choice in choices_of(letter.user_id)
        if choice.mail == Mailing.DIGEST
    ]
    desks = {desk for seat in seats for desk in seat.desks}
    rows = not_read(desks, letter.user_id).filter(
        ~Exists(mailed),
        kind__in=wanted,
        at__gt=max(last - SETTLED, at - FRESH_FOR) if last else at - FRESH_FOR,
        at__lte=letter.made_at - SETTLED,
    )
    return list(rows.order_by("-at", "-id")[:MOST_NEWS])


def _around(user: User, on: date, **more: Any) -> Mapping[str, Any]:
    return {"base": settings.PUBLIC_URL, "name": user.username, "on": on, **more}


# -- for the operator


@dataclass(frozen=True)
class PostState:
    """How many letters wait, were given up, and went out since a moment."""

    waiting: int
    failed: int
    sent: int
    is_configured: bool


@dataclass(frozen=True)
class LetterLine:
    id: UUID
    username: str
    digest_on: date | None
    state: str
    made_at: datetime
    ended_at: datetime | None
    tries: int
    error: str


def post_state(*, since: datetime) -> PostState:
    still = Letter.objects.filter(state__in=[LetterState.WAITING, LetterState.SENDING])
    lately = Letter.objects.filter(made_at__gt=since)
    return PostState(
        waiting=still.count(),
        failed=lately.filter(state=LetterState.FAILED).count(),
        sent=lately.filter(state=LetterState.SENT).count(),
        is_configured=bool(settings.EMAIL_HOST),
    )


def recent_letters(*, limit: int = 100) -> list[LetterLine]:
    """The newest letters, without a word of what they say."""
    rows = (
        Letter.objects.exclude(state=LetterState.EMPTY)
        .annotate(username=F("user__username"))
        .order_by("-made_at")[:limit]
    )
    return [
        LetterLine(
            row.id,
            row.username,
            row.digest_on,
            row.state,
            row.made_at,
            row.ended_at,
            row.tries,
            row.error,
        )
        for row in rows
    ]
