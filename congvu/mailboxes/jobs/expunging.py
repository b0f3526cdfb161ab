"""What brought a state secret goes out of the mailbox itself."""

from __future__ import annotations

import logging

from django.utils import timezone
from django.utils.translation import gettext

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.actions.expunging import note_expunged, note_not_expunged
from congvu.mailboxes.client import ServerDown, expunge, server_of
from congvu.mailboxes.queries.letters import to_expunge

logger = logging.getLogger(__name__)


@periodic(
    name="mailboxes.expunge_secrets",
    title=_("Xóa thư mật khỏi hộp thư"),
    cron="* * * * * */30",
)
def expunge_secrets() -> None:
    for owed in to_expunge(timezone.now()):
        letter = owed.letter
        server = server_of(letter.box.address)
        if server is None:
            words = gettext("chưa nối máy chủ thư nào")
            note_not_expunged(expunging=owed, words=words, at=timezone.now())
            continue
        try:
            copies = expunge(
                server,
                letter.box.address,
                message_id=letter.message_id,
                sha256=letter.sha256,
                place=letter.remote_id,
            )
        except ServerDown as why:
            logger.warning("%s: %s", letter.box.address, why)
            note_not_expunged(expunging=owed, words=str(why), at=timezone.now())
        else:
            note_expunged(expunging=owed, copies=copies, by=SYSTEM, at=timezone.now())
