"""Letters: written once for each person and key, claimed, sent, closed.

A letter is born of rows that are already there (a notice, a day), so that whoever asks
how often, in however many workers, the unique key makes it one. It holds no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from congvu.accounts.models import User
from congvu.lib.dates import WorkCalendar, local_date
from congvu.lib.ids import uuid7
from congvu.notices.models import Letter, Notice
from congvu.notices.queries import mail_choices, quiet_of
from congvu.notices.rules import (
    LEASE,
    MOST_TRIES,
    OLDEST_LETTER,
    LetterState,
    Mailing,
    Quiet,
    digest_due,
    mail_moment,
    next_try,
    seats,
    sitting,
)

MOST_AT_ONCE = 500


def _letter(user_id: UUID, key: str, at: datetime, **more: Any) -> Letter:
    id = uuid7()
    return Letter(
        id=id,
        user_id=user_id,
        key=key,
        message_id=f"<{id}@{settings.MAIL_DOMAIN}>",
        made_at=at,
        **more,
    )


def _write(letters: Iterable[Letter]) -> None:
    """Those that are there already stay as they are, sent or not."""
    Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=2000)


@transaction.atomic
def spread(*, at: datetime, days: WorkCalendar) -> int:
    """Letters for who sits at the desks of new notices and wants them at once.

    Two workers take different notices (the rows are locked); returns how many.
    """
    notices = list(
        Notice.objects.filter(spread_at=None)
        .select_for_update(skip_locked=True)
        .order_by("id")[:MOST_AT_ONCE]
    )
    readers = _readers(notices, local_date(at))
    people = {user for some in readers.values() for user in some}
    wanted, quiet = mail_choices(people), quiet_of(people)
    _write(
        _letter(
            user,
            f"notice:{notice.id}",
            at,
            notice=notice,
            not_before=mail_moment(at, days=days, quiet=quiet[user]),
        )
        for notice in notices
        for user in readers[notice.id]
        if wanted.get((user, notice.kind)) == Mailing.AT_ONCE
        and notice.at > at - OLDEST_LETTER
    )
    Notice.objects.filter(pk__in=[n.pk for n in notices]).update(spread_at=at)
    return len(notices)


def _readers(notices: Sequence[Notice], on: date) -> Mapping[UUID, set[UUID]]:
    """Notice → the log-ins it is for, those with a mail address only."""
    if not notices:
        return {}
    desks = {notice.desk_id for notice in notices}
    there = sitting(desks, on)
    # A notice may lie at a log-in's own id.
    people = desks.union(*there.values()) if there else desks
    reachable = set(
        User.objects.filter(pk__in=people, is_active=True)
        .exclude(email="")
        .values_list("pk", flat=True)
    )
    return {
        n.id: ({n.desk_id} | set(there.get(n.desk_id, ()))) & reachable for n in notices
    }


@transaction.atomic
def write_digests(*, at: datetime, days: WorkCalendar) -> date | None:
    """A digest for everybody who holds a post today; the day, or None when it is not
    one for a digest, or not yet its hour."""
    day = digest_due(at, days=days)
    if day is None:
        return None
    people = set(seats(None, day))
    has = set(
        Letter.objects.filter(digest_on=day, user__in=people).values_list(
            "user_id", flat=True
        )
    )
    reachable = (
        User.objects.filter(pk__in=people - has, is_active=True)
        .exclude(email="")
        .values_list("pk", flat=True)
    )
    quiet = quiet_of(list(reachable))
    _write(
        _letter(
            user,
            f"digest:{day}",
            at,
            digest_on=day,
            not_before=mail_moment(at, days=days, quiet=quiet[user]),
        )
        for user in quiet
    )
    return day


def claim(*, at: datetime) -> Letter | None:
    """The next letter to send, taken for a while; None when none is due.

    One that was taken and never closed (a killed worker) may be taken again once the
    lease is over: it goes out under the Message-ID it was born with.
    """
    with transaction.atomic():
        letter = (
            Letter.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(_nobody_sends(at), not_before__lte=at)
            .order_by("not_before", "id")
            .first()
        )
        if letter is None:
            return None
        letter.state, letter.claimed_at = LetterState.SENDING, at
        letter.tries += 1
        letter.save(update_fields=["state", "claimed_at", "tries"])
    return Letter.objects.select_related("user", "notice").get(pk=letter.pk)


def close(*, letter: Letter, state: LetterState, at: datetime, error: str = "") -> None:
    """It went out, or never will."""
    letter.state, letter.ended_at, letter.error = state, at, error[:500]
    letter.save(update_fields=["state", "ended_at", "error"])


def delay(*, letter: Letter, days: WorkCalendar, quiet: Quiet, at: datetime) -> bool:
    """Whether it must wait after all: the worker was away until a day off, or night."""
    moment = mail_moment(at, days=days, quiet=quiet)
    if moment <= at:
        return False
    letter.state, letter.not_before = LetterState.WAITING, moment
    letter.tries -= 1
    letter.save(update_fields=["state", "not_before", "tries"])
    return True


def put_back(*, letter: Letter, error: str, at: datetime) -> None:
    """The server did not take it: again later, and at last given up."""
    if letter.tries >= MOST_TRIES:
        close(letter=letter, state=LetterState.FAILED, at=at, error=error)
        return
    letter.state, letter.error = LetterState.WAITING, error[:500]
    letter.not_before = next_try(letter.tries, at)
    letter.save(update_fields=["state", "error", "not_before"])


def drop_old(*, at: datetime) -> int:
    """Nobody is helped by yesterday's digest, or by news of last week.

    So an office that sets up its mail server late does not get a month of mails.
    """
    stale = Q(digest_on__lt=local_date(at)) | Q(not_before__lt=at - OLDEST_LETTER)
    return (
        Letter.objects.filter(stale)
        .filter(_nobody_sends(at))
        .update(state=LetterState.EXPIRED, ended_at=at)
    )


def _nobody_sends(at: datetime) -> Q:
    """Waiting, or taken by a worker that has not been heard of since."""
    return Q(state=LetterState.WAITING) | Q(
        state=LetterState.SENDING, claimed_at__lt=at - LEASE
    )


def forget_old(*, before: datetime) -> int:
    """Notices are kept for a while; the timeline of a paper keeps what they told of."""
    count, _per_model = Notice.objects.filter(at__lt=before).delete()
    Letter.objects.filter(made_at__lt=before).delete()
    return count
