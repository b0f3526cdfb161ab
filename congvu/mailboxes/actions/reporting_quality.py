"""The report on mail of a month becomes a draft, and goes on like any other."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.exchange.access import senders_of
from congvu.exchange.queries import month_span
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.mailboxes.formats.quality_paper import (
    MailFacts,
    SentLine,
    quality_fields,
    quality_subject,
)
from congvu.mailboxes.queries.deliveries import deliveries_of
from congvu.mailboxes.queries.quality import Quality, Sent, quality_of
from congvu.mailboxes.rules.deliveries import delay_said
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft

REPORT = "BC"
MOST_UNUSED = 200


def may_report(seat: Seat) -> bool:
    needed = (Permission.READ_REGISTER, Permission.RECORD_DUTIES, Permission.DRAFT)
    return all(seat.can(one) for one in needed)


@transaction.atomic
def draft_quality(
    *,
    month: date,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> Draft:
    """Of the seat's own agency, by unit; its numbers are those of the page."""
    today, reasons = local_date(at), []
    if not may_report(by):
        reasons.append(Reason(_("Chức vụ đang chọn không soạn báo cáo này.")))
    if month > today:
        reasons.append(Reason(_("Tháng này chưa đến."), "thang"))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký."), "signer"))
    if reasons:
        raise Refused(reasons)
    facts = _facts(by, month, today)
    wish = DraftWish(
        type_code=REPORT,
        subject=quality_subject(month),
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    draft = start_draft(wish=wish, fields=quality_fields(facts), by=by, at=at)
    record(
        "mailboxes.quality-drafted",
        by=by.actor,
        at=at,
        on=draft,
        data={"month": f"{month:%m/%Y}"},
    )
    return draft


def counted_on(month: date, today: date) -> date:
    """The month's last day, or today while it lasts."""
    return min(month_span(month)[1] - timedelta(days=1), today)


def _facts(by: Seat, month: date, today: date) -> MailFacts:
    scope, (first, after) = senders_of(by), month_span(month)
    since, until = (datetime.combine(d, time(), VIETNAM) for d in (first, after))
    on = counted_on(month, today)
    found = quality_of(scope, since, until, on=on)
    sent = deliveries_of(scope).exclude(breach="")
    # Kept as the office writes it, whoever composes.
    with override("vi"):
        return _as_facts(
            found,
            month,
            on,
            sent.filter(queued_at__gte=since, queued_at__lt=until).count(),
        )


def _as_facts(found: Quality, month: date, on: date, breaches: int) -> MailFacts:
    return MailFacts(
        month=month,
        on=on,
        whole=_line(found.whole),
        bodies=[_line(one) for one in found.bodies],
        received=found.received,
        spam=found.spam,
        boxes=found.boxes,
        used=found.used,
        idle=found.idle,
        unused=[
            (
                one.address,
                one.title,
                one.body,
                f"{one.last_on:%d/%m/%Y}" if one.last_on else "chưa từng",
            )
            for one in found.unused[:MOST_UNUSED]
        ],
        breaches=breaches,
    )


def _line(sent: Sent) -> SentLine:
    return SentLine(
        body=sent.name or "Hộp thư chung của cơ quan",
        tries=sent.tries,
        arrived=sent.arrived,
        failed=sent.failed,
        median=delay_said(sent.median, _),
        p95=delay_said(sent.p95, _),
    )
