"""Background door of the organisation: acts whose day has come."""

from __future__ import annotations

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.organisations.actions import carry_out_due


@periodic(
    name="organisations.carry_out_due",
    title=_("Thực hiện quyết định tổ chức lại đã đến ngày"),
    cron="* * * * * */20",
)
def carry_out_reforms() -> None:
    """The rows are the truth: a run that was killed left nothing, and begins again."""
    carry_out_due(by=SYSTEM, at=timezone.now())
