"""Keeping a question under a name, having its new hits told, giving it up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.finding.models import SavedQuestion
from congvu.finding.queries import newest_hits
from congvu.finding.rules import (
    LONGEST_NAME,
    MOST_QUESTIONS,
    Question,
    question_of,
    remembered,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


@transaction.atomic
def save_question(
    *, name: str, question: Question, watched: bool, by: Seat, at: datetime
) -> SavedQuestion:
    """Under the same name it takes the place of the former one."""
    words, reasons = nfc(name), []
    if not words:
        reasons.append(Reason(_("Chưa đặt tên câu tìm."), "name"))
    elif len(words) > LONGEST_NAME:
        reasons.append(Reason(_("Tên câu tìm dài quá 60 ký tự."), "name"))
    if question.is_empty:
        reasons.append(Reason(_("Chưa tìm gì nên không có gì để lưu.")))
    own = SavedQuestion.objects.filter(person_id=by.person_id)
    if own.exclude(name=words).count() >= MOST_QUESTIONS:
        reasons.append(Reason(_("Đã có 30 câu tìm; xóa bớt rồi lưu.")))
    if reasons:
        raise Refused(reasons)
    places = _places(question, by, at) if watched else None
    kept, _created = SavedQuestion.objects.update_or_create(
        person_id=by.person_id,
        name=words,
        defaults={
            "post_id": by.post_id,
            "unit_id": by.unit_id,
            "asked": question.as_json(),
            "watched": watched,
            "created_at": at,
            "looked_at": None if places is None else at,
            "places": places or [],
        },
    )
    # Not the words asked for: the log cannot forget.
    record(
        "finding.question-saved",
        by=by.actor,
        at=at,
        on=kept,
        data={"watched": watched},
    )
    return kept


@transaction.atomic
def watch_question(
    *, kept: SavedQuestion, watched: bool, by: Seat, at: datetime
) -> None:
    """Have new hits told from now on, or no longer."""
    if kept.watched == watched:
        return
    places = _places(question_of(kept.asked), by, at) if watched else None
    kept.watched, kept.places = watched, places or []
    kept.looked_at = None if places is None else at
    kept.save(update_fields=["watched", "places", "looked_at"])
    record(
        "finding.question-watched",
        by=by.actor,
        at=at,
        on=kept,
        data={"watched": watched},
    )


@transaction.atomic
def delete_question(*, kept: SavedQuestion, by: Seat, at: datetime) -> None:
    record("finding.question-deleted", by=by.actor, at=at, on=kept)
    kept.delete()


def _places(question: Question, by: Seat, at: datetime) -> list[int] | None:
    """What there is already is no news; None while the index is being made."""
    hits = newest_hits(by, question, on=local_date(at))
    return None if hits is None else remembered(hit.at for hit in hits)
