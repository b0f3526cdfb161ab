"""What is done about personal data in a paper: kept on a basis, or hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.files.actions import store
from congvu.files.models import FileKind, StoredFile
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.portal.access.papers import may_decide
from congvu.portal.actions.reading import ask_to_read
from congvu.portal.models import PersonalFinding, Publishing
from congvu.portal.queries import REDACTED, SUMMARY
from congvu.portal.rules import (
    LONGEST_SUMMARY,
    FileChoice,
    PersonalAnswer,
    PublishingState,
)


@dataclass(frozen=True)
class PersonalSaid:
    """The answers by finding, each with its basis; and what the public gets then."""

    answers: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)
    file_choice: str = FileChoice.ORIGINAL
    summary: str = ""


def lay_redacted(
    *, publishing_id: UUID, stream: BinaryIO, name: str, by: Seat, at: datetime
) -> Publishing:
    """A copy in which somebody hid what is private: a PDF, read like any other.

    Not one transaction: bytes cannot be rolled back.
    """
    if not may_decide(by):
        raise Refused([_("Không có quyền quyết định công khai.")])
    stored = store(name=name, stream=stream, by=by.actor, at=at, agency_id=by.agency_id)
    if not stored.is_accepted:
        raise Refused([Reason(stored.reason, "redacted")])
    if stored.file.kind != FileKind.PDF:
        raise Refused([Reason(_("Bản đã che phải là tệp PDF."), "redacted")])
    return _lay(publishing_id, stored.file, by, at)


@transaction.atomic
def _lay(publishing_id: UUID, file: StoredFile, by: Seat, at: datetime) -> Publishing:
    rows = Publishing.objects.select_for_update(of=("self",))
    found = rows.filter(pk=publishing_id, agency=by.agency_id).first()
    if found is None or found.state != PublishingState.ASKED:
        raise Refused([_("Văn bản không chờ trả lời về dữ liệu cá nhân.")])
    found.redacted = file
    found.save(update_fields=["redacted"])
    # They were answered of another copy; this one is read and asked about anew.
    found.findings.filter(place=REDACTED).delete()
    record(
        "portal.redacted-laid",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"sha256": file.sha256},
    )
    return found


def answer_personal(
    *, publishing_id: UUID, said: PersonalSaid, by: Seat, at: datetime
) -> Publishing:
    """Every finding gets its answer; then the worker reads once more and shows."""
    refuse_secret(level=first_mark([said.summary]), by=by, at=at)
    return _answer(publishing_id, said, by, at)


@transaction.atomic
def _answer(
    publishing_id: UUID, said: PersonalSaid, by: Seat, at: datetime
) -> Publishing:
    rows = Publishing.objects.select_for_update(of=("self",)).select_related("entry")
    found = rows.filter(pk=publishing_id, agency=by.agency_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy văn bản này trong sổ của cơ quan.")])
    asked = list(found.findings.order_by("place", "position"))
    reasons = _reasons(found, asked, said, by)
    if reasons:
        raise Refused(reasons)
    for one in asked:
        answer, reason = said.answers.get(one.pk, (one.answer, one.reason))
        if (answer, reason) != (one.answer, one.reason) or one.answered_at is None:
            one.answer, one.reason = answer, nfc(reason)
            one.answered_by, one.answered_at = by.person_name, at
            one.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    found.file_choice = said.file_choice
    found.summary = nfc(said.summary) or found.summary
    found.state = PublishingState.READING
    found.save(update_fields=["file_choice", "summary", "state"])
    hidden = sum(one.answer == PersonalAnswer.HIDE for one in asked)
    record(
        "portal.answered",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={
            "symbol": found.entry.symbol if found.entry else "",
            "kept": len(asked) - hidden,
            "hidden": hidden,
            "file": found.file_choice,
        },
    )
    ask_to_read(found)
    return found


def _reasons(
    found: Publishing, asked: list[PersonalFinding], said: PersonalSaid, by: Seat
) -> list[Reason]:
    reasons = []
    if not may_decide(by):
        reasons.append(Reason(_("Không có quyền quyết định công khai.")))
    if found.state != PublishingState.ASKED:
        reasons.append(Reason(_("Văn bản không chờ trả lời về dữ liệu cá nhân.")))
    hidden: list[PersonalFinding] = []
    for one in asked:
        answer, reason = said.answers.get(one.pk, (one.answer, one.reason))
        name = f"a{one.pk.hex}"
        if answer not in set(PersonalAnswer):
            words = _("Chưa chọn công khai hay che: %(words)s.") % {"words": one.words}
            reasons.append(Reason(words, name))
        elif answer == PersonalAnswer.KEEP and not nfc(reason):
            words = _("Ghi căn cứ để công khai: %(words)s.") % {"words": one.words}
            reasons.append(Reason(words, f"r{one.pk.hex}"))
        elif answer == PersonalAnswer.HIDE:
            hidden.append(one)
    if said.file_choice not in set(FileChoice):
        reasons.append(Reason(_("Chọn tệp nào được công khai."), "file_choice"))
    if said.file_choice == FileChoice.REDACTED and found.redacted is None:
        reasons.append(Reason(_("Chưa có bản đã che."), "redacted"))
    if said.file_choice == FileChoice.REDACTED:
        reasons += _still_in_copy(hidden)
    in_paper = [one for one in hidden if one.place != SUMMARY]
    if in_paper and said.file_choice == FileChoice.ORIGINAL:
        words = _("Có chỗ phải che nên không công khai được tệp đã phát hành.")
        reasons.append(Reason(words, "file_choice"))
    summary = nfc(said.summary) or found.summary
    if len(summary) > LONGEST_SUMMARY:
        words = _("Trích yếu dài quá %(most)d ký tự.") % {"most": LONGEST_SUMMARY}
        reasons.append(Reason(words, "summary"))
    for one in hidden:
        if one.place == SUMMARY and one.words in summary:
            words = _("Trích yếu còn chữ phải che: %(words)s.") % {"words": one.words}
            reasons.append(Reason(words, "summary"))
    return reasons


def _still_in_copy(hidden: list[PersonalFinding]) -> list[Reason]:
    """What has to be hidden stands in the copy itself: another has to be laid."""
    words = _("Bản đã che còn chữ phải che: %(words)s. Nộp bản khác.")
    return [
        Reason(words % {"words": one.words}, "redacted")
        for one in hidden
        if one.place == REDACTED
    ]
