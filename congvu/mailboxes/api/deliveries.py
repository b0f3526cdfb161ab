"""Letters on their way, quality and reports of others, for programs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from congvu.exchange.queries import month_span
from congvu.mailboxes.access.letters import (
    delivery_scope,
    get_delivery_for,
    reads_symbols,
)
from congvu.mailboxes.actions import reading_dmarc, reporting_quality
from congvu.mailboxes.models import DmarcReport, MailDelivery
from congvu.mailboxes.queries import deliveries as queries
from congvu.mailboxes.queries.deliveries import moment_of
from congvu.mailboxes.queries.quality import Quality, quality_of
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

deliveries_router = Router(tags=["Thư công vụ"])


class MailDeliveryOut(Schema):
    id: UUID
    queue_id: str
    message_id: str
    sender: str
    recipient: str
    size: int
    queued_at: datetime
    at: datetime
    state: str
    delay: float
    tries: int
    relay: str
    dsn: str
    reason: str
    symbol: str
    breach: str
    basis: str


class MailDeliveryPageOut(Schema):
    items: list[MailDeliveryOut]
    after: UUID | None


def _told(request: ApiRequest, rows: list[MailDelivery]) -> list[MailDelivery]:
    """Who runs the machine reads no papers, nor what they are called."""
    if not reads_symbols(request.auth):
        for row in rows:
            row.symbol = row.breach = row.basis = ""
    return rows


@deliveries_router.get(
    "/mail-deliveries", response=MailDeliveryPageOut, summary="Các lượt chuyển thư"
)
def deliveries(
    request: ApiRequest, tab: str = "", address: str = "", after: UUID | None = None
) -> dict[str, Any]:
    """``tab``: khong-toi, deferred, sent; newest first."""
    page = queries.deliveries_page(
        delivery_scope(request.auth), tab=tab, address=address.lower(), after=after
    )
    return {"items": _told(request, page.deliveries), "after": page.after}


@deliveries_router.get(
    "/mail-deliveries/{delivery_id}",
    response=MailDeliveryOut,
    summary="Một lượt chuyển thư",
)
def delivery(request: ApiRequest, delivery_id: UUID) -> MailDelivery:
    return _told(request, [get_delivery_for(request.auth, delivery_id)])[0]


@deliveries_router.get(
    "/mail-breaches", response=MailDeliveryPageOut, summary="Thư ngoài quy chế"
)
def breaches(
    request: ApiRequest, month: Day | None = None, after: UUID | None = None
) -> dict[str, Any]:
    """Of the month of a day; without it of this month. Newest first."""
    need(request, Permission.READ_REGISTER)
    first, end = month_span(month or timezone.localdate())
    page = queries.breaches_page(
        delivery_scope(request.auth), (moment_of(first), moment_of(end)), after=after
    )
    return {"items": page.deliveries, "after": page.after}


class MailSentOut(Schema):
    body_id: UUID | None
    name: str
    tries: int
    arrived: int
    failed: int
    deferred: int
    median: float | None
    p95: float | None


class UnusedBoxOut(Schema):
    address: str
    title: str
    body: str
    last_on: date | None


class MailQualityOut(Schema):
    """Delays in seconds; ``idle`` boxes, of which ``unused`` are the first; ``spam``:
    marked so before they came here.
    """

    whole: MailSentOut
    bodies: list[MailSentOut]
    received: int
    spam: int
    boxes: int
    used: int
    idle: int
    unused: list[UnusedBoxOut]


@deliveries_router.get(
    "/mail-quality", response=MailQualityOut, summary="Chất lượng thư công vụ"
)
def quality(request: ApiRequest, month: Day | None = None) -> Quality:
    today = timezone.localdate()
    asked = (month or today).replace(day=1)
    first, after = month_span(asked)
    return quality_of(
        delivery_scope(request.auth),
        moment_of(first),
        moment_of(after),
        on=reporting_quality.counted_on(asked, today),
    )


class QualityReportIn(Schema):
    month: Day
    signer_post_id: UUID | None = None
    signing_basis: str = ""


class QualityDraftOut(Schema):
    draft_id: UUID


@deliveries_router.post(
    "/mail-quality/report", response=QualityDraftOut, summary="Soạn báo cáo thư công vụ"
)
def report(request: ApiRequest, data: QualityReportIn) -> QualityDraftOut:
    if not reporting_quality.may_report(request.auth):
        raise Http404
    draft = reporting_quality.draft_quality(
        month=data.month.replace(day=1),
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    return QualityDraftOut(draft_id=draft.pk)


class DmarcRowOut(Schema):
    source: str
    count: int
    disposition: str
    dkim: str
    spf: str
    header_from: str


class DmarcReportOut(Schema):
    """``letter_verdict``: whether the letter that brought it is from whom it names;
    empty where it was brought by hand."""

    id: UUID
    reporter: str
    report_id: str
    domain: str
    policy: str
    begins_at: datetime
    ends_at: datetime
    letter_verdict: str
    rows: list[DmarcRowOut]

    @staticmethod
    def resolve_letter_verdict(report: DmarcReport) -> str:
        return report.letter.verdict if report.letter is not None else ""

    @staticmethod
    def resolve_rows(report: DmarcReport) -> list[Any]:
        return sorted(report.rows.all(), key=lambda row: -row.count)


class DmarcPageOut(Schema):
    items: list[DmarcReportOut]
    after: UUID | None


@deliveries_router.get("/dmarc-reports", response=DmarcPageOut, summary="Báo cáo DMARC")
def dmarc(request: ApiRequest, after: UUID | None = None) -> dict[str, Any]:
    need(request, Permission.READ_JOBS)
    page = queries.dmarc_page(after=after)
    return {"items": page.reports, "after": page.after}


@deliveries_router.post(
    "/dmarc-reports", response=DmarcReportOut, summary="Đọc một báo cáo DMARC"
)
def take_dmarc(request: ApiRequest, file: File[UploadedFile]) -> DmarcReport:
    seat = need(request, Permission.READ_JOBS)
    with NamedTemporaryFile(dir=Path(settings.HOME) / "tmp") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        return reading_dmarc.take_report(
            path=Path(kept.name), by=seat, at=timezone.now()
        )
