"""A request is answered, or refused with a reason; the answer may be a draft first."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.privacy.access import composes
from congvu.privacy.actions.saying import (
    held_request,
    length_reasons,
    needed_reasons,
    note,
    refuse_marked,
    told_reasons,
)
from congvu.privacy.formats.papers import TYPE, AnswerFacts, paper_fields
from congvu.privacy.models import RequestPaper, SubjectRequest
from congvu.privacy.rules import (
    LONGEST_REASON,
    LONGEST_TEXT,
    WISH_NAMES,
    RequestState,
    Wish,
)


def answer_request(
    *,
    request_id: UUID,
    outcome: str,
    record: str,
    told_at: datetime | None,
    by: Seat,
    at: datetime,
) -> SubjectRequest:
    """What was done, by which paper the person was told."""
    return _end(
        RequestState.ANSWERED, request_id, outcome, record, told_at, by=by, at=at
    )


def refuse_request(
    *,
    request_id: UUID,
    outcome: str,
    record: str,
    told_at: datetime | None,
    by: Seat,
    at: datetime,
) -> SubjectRequest:
    """Why not, by which paper the person was told."""
    return _end(
        RequestState.REFUSED, request_id, outcome, record, told_at, by=by, at=at
    )


def _end(
    state: RequestState,
    request_id: UUID,
    outcome: str,
    record: str,
    told_at: datetime | None,
    *,
    by: Seat,
    at: datetime,
) -> SubjectRequest:
    outcome, record = nfc(outcome), nfc(record)
    refuse_marked(texts=[outcome, record], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_request(request_id, by)
        is_refusal = state == RequestState.REFUSED
        words = (
            _("Ghi lý do từ chối.") if is_refusal else _("Ghi đã giải quyết thế nào.")
        )
        reasons += needed_reasons(outcome, "outcome", words, LONGEST_REASON)
        words = _("Ghi số văn bản, hoặc đã báo bằng cách nào.")
        reasons += needed_reasons(record, "record", words, LONGEST_REASON)
        reasons += told_reasons(told_at, found.asked_on, "told_at", at)
        if reasons or told_at is None:
            raise Refused(reasons)
        found.state, found.ended_at = state, told_at
        found.outcome, found.record = outcome, record
        found.ended_by = by.person_name[:80]
        if found.first_at is None:
            # Who was told the end within those days was told first, too.
            found.first_at, found.first_how = told_at, record
        found.save()
        event = "privacy.refused" if is_refusal else "privacy.answered"
        data = {"record": record, **({"reason": outcome} if is_refusal else {})}
        note(event, on=found, by=by, at=at, data=data)
        return found


def compose_answer(
    *,
    request_id: UUID,
    text: str,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> RequestPaper:
    """A draft from what is on record; the clock runs on until the person is told."""
    text = nfc(text)
    refuse_marked(texts=[text], by=by, at=at)
    with transaction.atomic():
        rows = SubjectRequest.objects.select_for_update(no_key=True)
        found = rows.get(pk=request_id)
        reasons = []
        if not composes(by, found):
            words = _("Văn bản do lãnh đạo, chánh văn phòng của cơ quan soạn.")
            reasons.append(Reason(words))
        if found.state != RequestState.OPEN:
            reasons.append(Reason(_("Yêu cầu này đã giải quyết xong.")))
        if signer_post_id is None:
            reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
        reasons += length_reasons(text, "text", LONGEST_TEXT)
        if reasons or signer_post_id is None:
            raise Refused(reasons)
        names = agency_names_on([found.agency_id], by.on)
        facts = AnswerFacts(
            agency=names.get(found.agency_id, "–"),
            person=found.person,
            wish=WISH_NAMES[Wish(found.wish)],
            asked_on=found.asked_on,
            text=found.text,
            answer=text,
            processing=found.processing.name if found.processing else "",
        )
        told = paper_fields(facts)
        wish = DraftWish(
            type_code=TYPE,
            subject=told["summary"],
            signer_post_id=signer_post_id,
            signing_basis=signing_basis,
        )
        given = {name: value for name, value in told.items() if value}
        draft = start_draft(wish=wish, fields=given, by=by, at=at)
        made = RequestPaper.objects.create(
            request=found, draft=draft, at=at, by=by.person_name[:80]
        )
        note("privacy.composed", on=found, by=by, at=at)
        return made
