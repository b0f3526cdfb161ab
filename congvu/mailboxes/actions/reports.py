"""Where other servers' reports on our domains come to, as the DNS tells them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.text import gettext_noop as _
from congvu.machine.mail.records import REPORTS
from congvu.mailboxes.models import MailAlias, Mailbox, MailDomain
from congvu.mailboxes.queries import meaning_of
from congvu.mailboxes.rules import BoxState, SeatKind
from congvu.organisations.models import AgencyKind


def take_reports(*, on: date, by: Actor, at: datetime) -> None:
    """One more address of the province's registry for each domain that is ours or will
    be; where that box ended, of the one that follows. Within the caller's transaction.
    """
    boxes = Mailbox.objects.valid(on=on).filter(
        seat=SeatKind.REGISTRY, agency__kind=AgencyKind.PROVINCE
    )
    registry = boxes.order_by("valid_from", "pk").first()
    if registry is None:
        return
    domains = MailDomain.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    )
    for name in domains.order_by("name").values_list("name", flat=True):
        address = f"{REPORTS}@{name}"
        known = meaning_of(address)
        if known is None:
            known = MailAlias(
                address=address,
                reason=_("báo cáo của máy chủ thư khác"),
                valid_from=on,
                added_at=at,
                added_by=by.name[:80],
            )
        elif (
            not isinstance(known, MailAlias)
            or known.mailbox.state_on(on) == BoxState.OPEN
        ):
            continue
        known.mailbox, known.valid_until = registry, None
        known.save()
        record(
            "mailboxes.alias-added",
            by=by,
            at=at,
            on=registry,
            agency_id=registry.agency_id,
            data={"address": registry.address, "alias": address},
        )
