"""Soạn báo cáo: the facts of a span become a draft, and later a version of it anew.

From there it is a draft like any other: checked, signed, numbered, issued.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents.models import Document
from congvu.duties.access import reach_of
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.outgoing.actions import DraftWish, save_version, start_draft
from congvu.outgoing.models import Draft
from congvu.reviews.access import may_compose, may_compose_again, paper_for
from congvu.reviews.formats.numbers import short_day
from congvu.reviews.formats.paper import REPORT, report_fields
from congvu.reviews.models import Composing, Review
from congvu.reviews.queries import About, gather, newest_composing, same_open
from congvu.reviews.rules import Facts, Span, UnknownSpan, merged, printed, span_of


@dataclass(frozen=True)
class Wish:
    """A report as somebody asks for it; ``span`` is its code."""

    span: str
    closing: date | None
    signer_post_id: UUID | None
    paper_id: UUID | None = None
    signing_basis: str = ""
    by_head: bool = False


def compose(*, wish: Wish, by: Seat, at: datetime) -> Review:
    """A draft of the report, with its charts and annexes, ready to go its way."""
    on = local_date(at)
    span = _span(wish.span)
    paper = paper_for(by, wish.paper_id)
    reasons = _reasons(wish, span, paper, by, on)
    if reasons or span is None or wish.closing is None:
        raise Refused(reasons)
    facts = gather(_about(by, span, wish.closing, paper), today=on)
    fields = report_fields(facts)
    asked = DraftWish(
        type_code=REPORT,
        subject=fields["summary"],
        signer_post_id=wish.signer_post_id,
        signing_basis=wish.signing_basis,
        by_head=wish.by_head,
    )
    given = {name: value for name, value in fields.items() if value}
    with transaction.atomic():
        # Two at once begin one report: the second is told of the first.
        Agency.objects.select_for_update(no_key=True).get(pk=by.agency_id)
        _refuse_second(by, span, wish.paper_id)
        draft = start_draft(wish=asked, fields=given, by=by, at=at)
        review = Review.objects.create(
            kind=span.kind,
            first=span.first,
            paper=paper,
            draft=draft,
        )
        _keep(review, facts, fields, (), version=draft.version, by=by, at=at)
        _tell("reviews.composed", draft, facts, (), by, at)
    return review


def compose_again(
    *, review: Review, closing: date | None, by: Seat, at: datetime
) -> Composing:
    """A further version from the figures of a closing day; the same figures make none.

    What a person wrote since stays as it is, and is named (rules/merging.py).
    """
    on, span = local_date(at), review.span
    if not may_compose_again(by, review):
        raise Refused([_not_yours()])
    reasons = _closing_reasons(closing, span, on)
    if reasons or closing is None:
        raise Refused(reasons)
    with transaction.atomic():
        # Two at once compose one version: the second is held against the first's.
        draft = Draft.objects.select_for_update().get(pk=review.draft_id)
        before = newest_composing(review)
        facts = gather(_about(by, span, closing, review.paper), today=on)
        if facts.digest == before.digest:
            raise Refused([_unchanged()])
        stands = draft.versions.get(number=draft.version).body
        new = report_fields(facts)
        found = merged(before.composed, stands, new)
        # Kept beside the version as the office writes it, whoever composes.
        with override("vi"):
            remark = _("Soạn lại từ số liệu đến hết ngày %(day)s")
            remark %= {"day": short_day(closing)}
        made = save_version(
            draft_id=draft.pk,
            fields=found.fields,
            by=by,
            at=at,
            remark=remark,
            after=draft.version,
        )
        kept = _keep(review, facts, new, found.kept, version=made.number, by=by, at=at)
        _tell("reviews.composed-again", draft, facts, found.kept, by, at)
    return kept


def _about(by: Seat, span: Span, closing: date, paper: Document | None) -> About:
    return About(
        agency_id=by.agency_id,
        agencies=reach_of(by).agencies,
        span=span,
        closing=closing,
        paper=paper,
        everybody=by.is_central,
    )


def _span(code: str) -> Span | None:
    try:
        return span_of(code)
    except UnknownSpan:
        return None


def _reasons(
    wish: Wish, span: Span | None, paper: Document | None, by: Seat, on: date
) -> list[Reason]:
    if not may_compose(by):
        return [_not_yours()]
    reasons = []
    if span is None:
        reasons.append(Reason(_("Chọn kỳ báo cáo."), "span"))
    else:
        reasons += _closing_reasons(wish.closing, span, on)
    if wish.paper_id is not None and paper is None:
        words = _("Không có nhiệm vụ nào theo văn bản này mà cơ quan theo dõi.")
        reasons.append(Reason(words, "paper"))
    if wish.signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    return reasons


def _refuse_second(by: Seat, span: Span, paper_id: UUID | None) -> None:
    there = same_open(by.agency_id, span, paper_id)
    if there is not None:
        words = _(
            "Đã có báo cáo của kỳ này: “%(subject)s”; mở báo cáo ấy và chọn Soạn lại "
            "từ số liệu."
        )
        raise Refused([Reason(words % {"subject": there.draft.subject}, "span")])


def _closing_reasons(closing: date | None, span: Span, on: date) -> list[Reason]:
    if closing is None:
        return [Reason(_("Chưa có ngày chốt số liệu."), "closing")]
    if not span.first <= closing <= span.last:
        words = _("Ngày chốt số liệu phải nằm trong kỳ: từ %(first)s đến %(last)s.")
        days = {"first": f"{span.first:%d/%m/%Y}", "last": f"{span.last:%d/%m/%Y}"}
        return [Reason(words % days, "closing")]
    if closing > on:
        words = _("Ngày chốt số liệu chưa đến; muộn nhất là hôm nay, %(day)s.")
        return [Reason(words % {"day": f"{on:%d/%m/%Y}"}, "closing")]
    return []


def _unchanged() -> Reason:
    words = _("Số liệu không đổi so với lần soạn trước; không có gì để soạn lại.")
    return Reason(words)


def _not_yours() -> Reason:
    return Reason(
        _("Chức vụ đang chọn không soạn báo cáo này: cần xem được mọi nhiệm vụ của cơ "
          "quan và được soạn thảo văn bản.")
    )  # fmt: skip


def _keep(
    review: Review,
    facts: Facts,
    composed: dict[str, Any],
    kept: Sequence[str],
    *,
    version: int,
    by: Seat,
    at: datetime,
) -> Composing:
    return Composing.objects.create(
        review=review,
        version=version,
        closing=facts.closing,
        digest=facts.digest,
        composed=printed(composed),
        kept=list(kept),
        at=at,
        by=by.person_name,
        by_post=by.acts_as,
        post_id=by.post_id,
    )


def _tell(
    event: str, draft: Draft, facts: Facts, kept: Sequence[str], by: Seat, at: datetime
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=draft,
        agency_id=draft.agency_id,
        data={
            "span": facts.span.code,
            "closing": facts.closing.isoformat(),
            "digest": facts.digest,
            "kept": len(kept),
        },
    )
