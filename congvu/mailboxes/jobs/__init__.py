"""Background doors of mailboxes."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.actions import close_left, provision
from congvu.mailboxes.jobs.deliveries import read_logs
from congvu.mailboxes.jobs.letters import bring_letters
from congvu.mailboxes.queries import rule_on

__all__ = ["bring_letters", "keep_boxes", "read_logs"]


@periodic(
    name="mailboxes.keep",
    title=_("Mở hộp thư cho người mới, đóng hộp thư của người thôi"),
    cron="7,37 * * * *",
)
def keep_boxes() -> None:
    """What was missed while no worker ran is done then; what the mail servers read
    follows the day by itself and waits for nobody.
    """
    at = timezone.now()
    rule = rule_on(timezone.localdate())
    if rule is None or not rule.is_automatic:
        return
    close_left(by=SYSTEM, at=at)
    provision(by=SYSTEM, at=at)
