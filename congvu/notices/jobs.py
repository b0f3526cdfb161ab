"""Writing letters and sending them; every run may be killed and begun again."""

from __future__ import annotations

import time

from django.conf import settings
from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop as _
from congvu.notices import actions
from congvu.notices.client import MailServer, NotTaken
from congvu.notices.models import Letter
from congvu.notices.queries import compose, quiet_of
from congvu.notices.rules import (
    KEPT_FOR,
    LetterState,
    calendar,
    seats,
)

RUN_SECONDS = 50


@periodic(cron="* * * * * */15", title=_("Ghi thư báo ngay cho người nhận"))
def spread_notices() -> None:
    while actions.spread(at=timezone.now(), days=calendar()):
        pass


@periodic(cron="*/5 * * * *", title=_("Ghi bản tin ngày của từng người"))
def write_digests() -> None:
    actions.write_digests(at=timezone.now(), days=calendar())


@periodic(cron="* * * * * */20", title=_("Gửi thư thông báo"))
def send_letters() -> None:
    """Send what is due, one after another; without a mail server all of it waits."""
    actions.drop_old(at=timezone.now())
    if not settings.EMAIL_HOST:
        return
    until = time.monotonic() + RUN_SECONDS
    with MailServer() as server:
        while time.monotonic() < until:
            letter = actions.claim(at=timezone.now())
            if letter is None:
                return
            send_one(letter, server)


def send_one(letter: Letter, server: MailServer) -> None:
    """Written at the last moment, so that it says what its reader may know then."""
    now, days, user = timezone.now(), calendar(), letter.user
    on, quiet = local_date(now), quiet_of([user.pk])[user.pk]
    if actions.delay(letter=letter, days=days, quiet=quiet, at=now):
        return
    composed = None
    if user.is_active and user.email:
        composed = compose(letter, seats([user.pk], on).get(user.pk, ()), at=now, on=on)
    if composed is None:
        actions.close(letter=letter, state=LetterState.EMPTY, at=now)
        return
    try:
        server.send(composed, address=user.email, message_id=letter.message_id)
    except NotTaken as error:
        actions.put_back(letter=letter, error=str(error), at=timezone.now())
    else:
        actions.close(letter=letter, state=LetterState.SENT, at=timezone.now())


@periodic(cron="41 3 * * *", title=_("Xóa thông báo cũ hơn 90 ngày"))
def forget_old_notices() -> None:
    actions.forget_old(before=timezone.now() - KEPT_FOR)
