"""What of a paper is read for personal data, and what of it the public gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from congvu.documents.models import DocumentFile
from congvu.files.models import FileState, StoredFile
from congvu.law.queries import find_rule
from congvu.outgoing.models import Draft, OutgoingEntry, PaperSignature
from congvu.outgoing.rules import text_of
from congvu.portal.models import Publishing
from congvu.portal.rules import FileChoice, PersonalAnswer

PAPER = "van-ban"
SUMMARY, REDACTED = "trích yếu", "bản đã che"


@dataclass(frozen=True)
class PlacedText:
    """A text with the name of the place it stands in."""

    name: str
    text: str


@dataclass(frozen=True)
class ShownFile:
    """A file under the name the public saves it by."""

    file: StoredFile
    name: str


def paper_url(document_id: UUID) -> str:
    return f"/van-ban/{document_id}/"


def texts_to_read(found: Publishing) -> list[PlacedText] | None:
    """All that the public could read of it; None while something is not read yet."""
    places = list(_files(found))
    redacted = found.redacted if found.file_choice == FileChoice.REDACTED else None
    files = [one.file for one in places] + ([redacted] if redacted else [])
    if any(not _is_read(file) for file in files):
        return None
    texts = [PlacedText(SUMMARY, found.summary)]
    texts += [PlacedText(one.name, one.file.text) for one in places]
    if not places:
        texts.append(PlacedText(_paper_name(found), _written(found)))
    if redacted is not None:
        texts.append(PlacedText(REDACTED, redacted.text))
    return texts


def _is_read(file: StoredFile) -> bool:
    if file.state in (FileState.WAITING, FileState.READING):
        return False
    return file.state != FileState.READY or not file.needs_ocr or file.has_ocr


def _files(found: Publishing) -> Sequence[DocumentFile]:
    """The paper first, then what went out beside it."""
    if found.entry is None or found.entry.document_id is None:
        return []
    rows = DocumentFile.objects.filter(document=found.entry.document_id)
    return list(rows.select_related("file").order_by("position"))


def _paper_name(found: Publishing) -> str:
    return found.entry.symbol if found.entry else ""


def _written(found: Publishing) -> str:
    """The text of the draft, where the paper has no file of its own."""
    draft = Draft.objects.filter(entry=found.entry_id).first()
    newest = draft.versions.filter(number=draft.version).first() if draft else None
    return text_of(newest.body.get("body", ())) if newest else ""


def files_to_show(found: Publishing) -> tuple[ShownFile | None, list[ShownFile]]:
    """The paper, and what lies beside it without anything that has to be hidden."""
    places = [one for one in _files(found) if one.file.state == FileState.READY]
    hidden = set(
        found.findings.filter(answer=PersonalAnswer.HIDE).values_list(
            "place", flat=True
        )
    )
    papers = [one for one in places if one.position == 0]
    paper: ShownFile | None = None
    if found.file_choice == FileChoice.ORIGINAL and papers:
        paper = ShownFile(papers[0].file, papers[0].name)
    elif found.file_choice == FileChoice.REDACTED and found.redacted is not None:
        name = f"{_paper_name(found).replace('/', '-')}-da-che.pdf"
        paper = ShownFile(found.redacted, name)
    beside = [
        ShownFile(one.file, one.name)
        for one in places
        if one.position and one.name not in hidden
    ]
    return paper, [] if found.file_choice == FileChoice.NONE else beside


def why_without_file(found: Publishing) -> str:
    if found.file_choice == FileChoice.NONE:
        return _("Không kèm tệp vì trong văn bản có dữ liệu cá nhân.")
    return _("Văn bản ký trên giấy, cơ quan chưa có bản điện tử.")


def public_text(
    found: Publishing, paper: ShownFile | None, beside: Sequence[ShownFile]
) -> str:
    """What is found by: nothing that the public may not open."""
    texts = [paper.file.text if paper else ""]
    if paper is None and found.file_choice == FileChoice.ORIGINAL:
        texts = [_written(found)]
    texts += [one.file.text for one in beside]
    return "\n".join(text for text in texts if text)


def signatures_told(entry: OutgoingEntry) -> list[dict[str, Any]]:
    """Who signed, in which capacity, when, and what was known of the certificate."""
    rows = PaperSignature.objects.filter(
        draft__entry=entry, version=F("draft__version"), attachment=None
    ).select_related("made__key")
    return [
        {
            "how": row.how,
            "lines": list(row.lines),
            "person": row.person_name,
            "post": row.post_name,
            "at": row.signed_at.isoformat(),
            "status": row.made.status if row.made else "",
            "certificate": row.made.key.subject if row.made else "",
            "issuer": row.made.key.issuer if row.made else "",
        }
        for row in rows.order_by("signed_at")
    ]


def field_name(code: str, on: date) -> str:
    rule = find_rule("public_field", code, on) if code else None
    return rule.label if rule else ""
