"""Evidence of returns forgets what a paper said that is a state secret."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import secret_words
from congvu.duties.rules import EvidenceKind
from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop
from congvu.reporting.models import ReportReturn, ReturnEvent, Submission

# Kept as the office writes it, whatever language who did it reads in.
_DIGESTS = gettext_noop("SHA-256 của các bản đã nộp là của bản trước khi xóa.")


def forget_evidence(*, entry_id: UUID, actor: str, at: datetime) -> int:
    """That a paper was shown stays, what it is called goes, in what was handed in too.

    A digest stays what it was: the timeline says that it is of what stood there before.
    The caller's transaction; repeatable.
    """
    reports = _naming(ReportReturn.objects.select_for_update(), entry_id)
    frozen = _naming(Submission.objects.select_related("report"), entry_id)
    told = {one.pk: one for one in reports if _forgot(one, entry_id)}
    handed_in = [one for one in frozen if _forgot(one, entry_id)]
    for row in [*told.values(), *handed_in]:
        row.save(update_fields=["answers"])
    told |= {one.report_id: one.report for one in handed_in}
    with_digest = {one.report_id for one in handed_in}
    for pk, report in told.items():
        ReturnEvent.objects.create(
            report=report,
            at=at,
            day=local_date(at),
            event="reporting.words-forgotten",
            actor=actor,
            text=_DIGESTS if pk in with_digest else "",
        )
        record(
            "reporting.words-forgotten",
            by=SYSTEM,
            at=at,
            on=report,
            agency_id=report.agency_id,
        )
    return len(told)


def _naming(rows: QuerySet[Any], entry_id: UUID) -> list[Any]:
    """Rows whose answers hold this id at all, whatever their form asks."""
    said = rows.annotate(said=Cast("answers", TextField()))
    return list(said.filter(said__contains=str(entry_id)).order_by("pk"))


def _forgot(row: ReportReturn | Submission, entry_id: UUID) -> bool:
    """Whether there was a name to forget."""
    found = False
    for value in row.answers.values():
        for one in value if isinstance(value, list) else ():
            if _shows(one, entry_id) and one["label"] != secret_words():
                one["label"], found = secret_words(), True
    return found


def _shows(one: Any, entry_id: UUID) -> bool:
    return isinstance(one, dict) and (one.get("kind"), one.get("id")) == (
        EvidenceKind.INCOMING,
        str(entry_id),
    )
