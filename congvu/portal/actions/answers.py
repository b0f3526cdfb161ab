"""An answer of general interest for all to read, with nobody's data in it; and back."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat
from congvu.portal.actions.asking import (
    ask_step_reasons,
    locked_question,
    note,
    refuse_marked_words,
    said,
)
from congvu.portal.actions.searching import drop_row, put_row
from congvu.portal.models import PublicQuestion, PublishedAnswer
from congvu.portal.rules.personal import found_in
from congvu.portal.rules.questions import (
    LONGEST_ANSWER,
    LONGEST_REASON,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    AskStep,
)

FOUND_ANSWER = "hoi-dap"
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .()-]+(?=\d)")
# Digits of a telephone number without what it begins with, at home or from abroad.
_OF_A_NUMBER = 9


def publish_answer(
    *,
    question_id: UUID,
    subject: str,
    text: str,
    answer: str,
    keep_because: str = "",
    by: Seat,
    at: datetime,
) -> PublicQuestion:
    """The words as all may read them: the asker's data taken out by whoever approves.

    What still looks like somebody's data is named, and stays only with a reason.
    """
    refuse_marked_words(texts=[subject, text, answer], by=by, at=at)
    return _publish(question_id, subject, text, answer, keep_because, by, at)


@transaction.atomic
def _publish(
    question_id: UUID,
    subject: str,
    text: str,
    answer: str,
    keep_because: str,
    by: Seat,
    at: datetime,
) -> PublicQuestion:
    found = locked_question(question_id, by)
    reasons = ask_step_reasons(found, AskStep.PUBLISH, by)
    reasons += said(subject, "subject", _("Ghi tiêu đề."), LONGEST_SUBJECT)
    reasons += said(text, "text", _("Ghi nội dung câu hỏi."), LONGEST_TEXT)
    reasons += said(answer, "answer", _("Ghi trả lời."), LONGEST_ANSWER)
    if not found.may_publish:
        words = _("Người hỏi không đồng ý công khai.")
        reasons.append(Reason(words))
    if not clean(keep_because):
        reasons += personal_reasons(subject=subject, text=text, answer=answer)
    elif len(clean(keep_because)) > LONGEST_REASON:
        reasons.append(Reason(_("Nội dung dài quá."), "keep_because"))
    # No reason covers the asker's own.
    reasons += _name_reasons(found, subject, text, answer)
    if reasons:
        raise Refused(reasons)
    handled = ", ".join(x for x in (found.unit_name, found.agency_name) if x)
    row, _new = PublishedAnswer.objects.update_or_create(
        question=found,
        defaults={
            "agency_id": found.agency_id,
            "answered_by": handled[:400],
            "field": found.field,
            "subject": nfc(clean(subject)),
            "text": clean(text),
            "answer": clean(answer),
            "asked_on": local_date(found.received_at),
            "answered_on": local_date(found.ended_at or at),
            "published_at": at,
        },
    )
    put_row(
        kind=FOUND_ANSWER,
        source=_source(found),
        title=row.subject,
        url=f"/hoi-dap/{row.id}/",
        day=row.answered_on,
        note=row.answered_by,
        body=f"{row.text}\n{row.answer}",
    )
    note("portal.answer-published", on=found, by=by, at=at, text=clean(keep_because))
    return found


def _source(found: PublicQuestion) -> str:
    """What its row of the public search was made of."""
    return f"{FOUND_ANSWER}:{found.pk}"


def personal_reasons(**texts: str) -> list[Reason]:
    """What looks like somebody's data, each at its field."""
    return [
        Reason(
            _("Còn dữ liệu cá nhân: “%(words)s”. Bỏ đi, hoặc ghi lý do giữ lại.")
            % {"words": one.words},
            field,
        )
        for field, words in texts.items()
        for one in found_in(clean(words))
    ]


def _name_reasons(found: PublicQuestion, *texts: str) -> list[Reason]:
    """The asker's own name, address and telephone, which no pattern knows."""
    contact = getattr(found, "contact", None)
    if contact is None:
        return []
    told = (contact.name, contact.address, contact.email)
    every = "\n".join(map(clean, texts)).lower()
    own = [one for one in told if len(one) > 3 and one.lower() in every]
    number = re.sub(r"\D", "", contact.phone)[-_OF_A_NUMBER:]
    if len(number) > 6 and number in _BETWEEN_DIGITS.sub("", every):
        own.append(contact.phone)
    return [
        Reason(
            _("Còn tên hoặc nơi ở của người hỏi: “%(words)s”.") % {"words": one}, "text"
        )
        for one in own
    ]


def withdraw_answer(
    *, question_id: UUID, text: str, by: Seat, at: datetime
) -> PublicQuestion:
    """Nobody reads it any more; the asker keeps their answer."""
    refuse_marked_words(texts=[text], by=by, at=at)
    return _withdraw(question_id, text, by, at)


@transaction.atomic
def _withdraw(question_id: UUID, text: str, by: Seat, at: datetime) -> PublicQuestion:
    found = locked_question(question_id, by)
    reasons = ask_step_reasons(found, AskStep.UNPUBLISH, by)
    reasons += said(text, "text", _("Ghi lý do."), LONGEST_REASON)
    shown = PublishedAnswer.objects.filter(question=found)
    if not reasons and not shown.exists():
        reasons.append(Reason(_("Câu trả lời này không được công khai.")))
    if reasons:
        raise Refused(reasons)
    shown.delete()
    drop_row(FOUND_ANSWER, _source(found))
    note("portal.answer-withdrawn", on=found, by=by, at=at, text=text)
    return found
