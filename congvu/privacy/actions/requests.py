"""What people ask about their data: taken, its time chosen, first told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.privacy.access import seen_processing
from congvu.privacy.actions.saying import (
    held_request,
    keeper_reasons,
    needed_reasons,
    note,
    past_reasons,
    refuse_marked,
    told_reasons,
)
from congvu.privacy.models import SubjectRequest
from congvu.privacy.queries import first_due, terms_on
from congvu.privacy.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    WISH_NAMES,
)


@dataclass(frozen=True)
class RequestData:
    """Who asks what; ``processing_id`` is the purpose it is about, if it is known."""

    person: str
    contact: str
    wish: str
    text: str
    asked_on: date | None
    processing_id: UUID | None = None


def take_request(*, data: RequestData, by: Seat, at: datetime) -> SubjectRequest:
    """Its clocks run from the day it was asked, whenever it is entered."""
    data = replace(
        data, person=nfc(data.person), contact=nfc(data.contact), text=nfc(data.text)
    )
    refuse_marked(texts=[data.text], by=by, at=at)
    with transaction.atomic():
        reasons = keeper_reasons(by, by.agency_id) + _reasons(data, by, at)
        if reasons or data.asked_on is None:
            raise Refused(reasons)
        made = SubjectRequest.objects.create(
            agency_id=by.agency_id,
            processing_id=data.processing_id,
            person=data.person,
            contact=data.contact,
            wish=data.wish,
            text=data.text,
            asked_on=data.asked_on,
            first_due=first_due(data.asked_on),
            due_on=terms_on(data.asked_on).due_on(data.asked_on, ""),
            made_at=at,
            made_by=by.person_name[:80],
        )
        note("privacy.asked", on=made, by=by, at=at)
        return made


def _reasons(data: RequestData, by: Seat, at: datetime) -> list[Reason]:
    reasons = []
    for field, words, most in (
        ("person", _("Ghi họ tên người yêu cầu."), LONGEST_LINE),
        ("contact", _("Ghi cách liên hệ để trả lời."), LONGEST_LINE),
        ("text", _("Ghi nội dung yêu cầu."), LONGEST_TEXT),
    ):
        reasons += needed_reasons(getattr(data, field), field, words, most)
    if data.wish not in set(WISH_NAMES):
        reasons.append(Reason(_("Chọn yêu cầu gì."), "wish"))
    reasons += past_reasons(data.asked_on, "asked_on", local_date(at))
    if data.processing_id is not None:
        own = seen_processing(by).filter(agency=by.agency_id, pk=data.processing_id)
        if not own.exists():
            words = _("Chọn hoạt động xử lý trong danh sách.")
            reasons.append(Reason(words, "processing_id"))
    return reasons


def choose_term(
    *, request_id: UUID, term: str, reason: str, by: Seat, at: datetime
) -> SubjectRequest:
    """Which of the decree's times it has: a person's word, with the reason."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_request(request_id, by)
        terms = terms_on(found.asked_on)
        if term not in terms.days:
            reasons.append(Reason(_("Chọn thời hạn trong danh sách."), "term"))
        words = _("Ghi vì sao chọn thời hạn ấy.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        found.term, found.term_reason = term, reason
        found.due_on = terms.due_on(found.asked_on, term)
        found.reminded = ""
        found.save(update_fields=["term", "term_reason", "due_on", "reminded"])
        data = {"term": terms.days[term], "reason": reason}
        note("privacy.term-chosen", on=found, by=by, at=at, data=data)
        return found


def tell_first(
    *, request_id: UUID, told_at: datetime | None, how: str, by: Seat, at: datetime
) -> SubjectRequest:
    """That it was received and what happens now."""
    how = nfc(how)
    refuse_marked(texts=[how], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_request(request_id, by)
        if found.first_at is not None:
            reasons.append(Reason(_("Trả lời ban đầu đã ghi rồi.")))
        words = _("Ghi số văn bản, hoặc đã báo bằng cách nào.")
        reasons += needed_reasons(how, "how", words, LONGEST_REASON)
        reasons += told_reasons(told_at, found.asked_on, "told_at", at)
        if reasons:
            raise Refused(reasons)
        found.first_at, found.first_how = told_at, how
        found.save(update_fields=["first_at", "first_how"])
        note("privacy.first-told", on=found, by=by, at=at, data={"record": how})
        return found
