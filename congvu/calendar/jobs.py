"""Background doors of the work calendar."""

from __future__ import annotations

import time

from django.conf import settings
from django.utils import timezone

from congvu.calendar import actions
from congvu.calendar.client import NotTaken, Post
from congvu.calendar.formats.itip import letter_of
from congvu.calendar.models import OutsideLetter
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _


@periodic(
    name="calendar.extend",
    title=_("Trải lịch lặp lại thêm một tháng"),
    cron="40 2 * * *",
)
def extend() -> None:
    """Every night, also what was missed while no worker ran."""
    actions.extend_times(at=timezone.now())


RUN_SECONDS = 50


@periodic(
    name="calendar.send_invitations",
    title=_("Gửi thư mời họp ra ngoài"),
    cron="* * * * * */20",
)
def send_invitations() -> None:
    """What is owed, one after another; without a mail server all of it waits."""
    if not settings.EMAIL_HOST:
        return
    until = time.monotonic() + RUN_SECONDS
    with Post() as post:
        while time.monotonic() < until:
            letter = actions.claim_letter(at=timezone.now())
            if letter is None:
                return
            _send(letter, post)


def _send(letter: OutsideLetter, post: Post) -> None:
    made = letter_of(
        letter.text,
        sender=(letter.organiser, letter.sender),
        to=(letter.name, letter.email),
        subject=letter.subject,
        body=letter.body,
        name=letter.message_id,
        at=letter.made_at,
    )
    try:
        post.send(made)
    except NotTaken as why:
        actions.note_not_sent(
            letter=letter, words=str(why), for_good=why.for_good, at=timezone.now()
        )
    else:
        actions.note_sent(letter=letter, at=timezone.now())
