"""Background doors of the portal."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import LetterState
from congvu.portal import actions
from congvu.portal.actions import make_sites, mark_ended
from congvu.portal.client import MailNotTaken, send_to_asker
from congvu.portal.queries.letters import compose_to_asker

MAIL_SECONDS = 50


@periodic(
    name="portal.follow",
    title=_("Lập trang thành phần cho cơ quan mới, ghi thông báo nơi đã thôi"),
    cron="15 1 * * *",
)
def follow() -> None:
    """Every night: sites follow the organisation."""
    now = timezone.now()
    on = timezone.localdate(now)
    make_sites(on=on, by=SYSTEM, at=now)
    mark_ended(on=on, by=SYSTEM, at=now)


@periodic(
    name="portal.schedule",
    title=_("Xuất bản, gỡ xuống theo hẹn"),
    cron="* * * * *",
)
def schedule() -> None:
    """What an editor set a moment for; a minute late at most."""
    call_command("publish_scheduled", verbosity=0)


@periodic(
    name="portal.take-in",
    title=_("Nhận câu hỏi, góp ý từ Cổng thông tin"),
    cron="* * * * * */20",
)
def take_in() -> None:
    """Also what waited while no worker ran; each row once."""
    actions.take_in(at=timezone.now())
    actions.confirm_all(at=timezone.now())


@periodic(
    name="portal.write-to-askers",
    title=_("Gửi thư cho người hỏi"),
    cron="* * * * * */30",
)
def write_to_askers() -> None:
    """One after another; without a mail server all of it waits."""
    until = time.monotonic() + MAIL_SECONDS
    while settings.EMAIL_HOST and time.monotonic() < until:
        letter = actions.claim_letter(at=timezone.now())
        if letter is None:
            return
        composed = compose_to_asker(letter, settings.PORTAL_URL)
        now = timezone.now()
        if composed is None:
            actions.close_letter(letter=letter, state=LetterState.EMPTY, at=now)
            continue
        try:
            send_to_asker(composed, message_id=letter.message_id)
        except MailNotTaken as error:
            actions.put_letter_back(letter=letter, error=str(error), at=now)
        else:
            actions.close_letter(letter=letter, state=LetterState.SENT, at=now)


@periodic(
    name="portal.remind",
    title=_("Nhắc hạn trả lời câu hỏi"),
    cron="7-59/10 * * * *",
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    actions.remind_of_questions(at=timezone.now())


@periodic(
    name="portal.forget",
    title=_("Xóa câu hỏi không ai xác nhận, liên hệ đã cũ"),
    cron="23 2 * * *",
)
def forget() -> None:
    now = timezone.now()
    actions.forget_unconfirmed(at=now)
    actions.forget_contacts(at=now)
    actions.forget_counts(at=now)
