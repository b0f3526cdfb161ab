"""What goes beside a paper, as a version had it, and the file of each that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.documents.models import DocumentFile
from congvu.files.models import FileKind, StoredFile
from congvu.outgoing.models import Draft, DraftAttachment, PaperSignature


@dataclass(frozen=True)
class Beside:
    """A file beside a paper, and the agency's mark on it where it has one."""

    attachment: DraftAttachment
    mark: PaperSignature | None

    @property
    def file(self) -> StoredFile:
        """What goes out: the marked file, else the one that was put there."""
        return (self.mark and self.mark.file) or self.attachment.file

    @property
    def is_to_be_marked(self) -> bool:
        """A PDF bears the mark (Phụ lục I); the others go out as they are."""
        return self.mark is None and self.attachment.file.kind == FileKind.PDF

    # as pages and the API tell of it

    @property
    def id(self) -> UUID:
        return self.attachment.id

    @property
    def name(self) -> str:
        return self.attachment.name

    @property
    def size(self) -> int:
        return int(self.file.size)

    @property
    def sha256(self) -> str:
        return str(self.file.sha256)

    @property
    def added_by(self) -> str:
        return self.attachment.added_by

    @property
    def is_marked(self) -> bool:
        return self.mark is not None


def attachments_of(draft: Draft, version: int) -> QuerySet[DraftAttachment]:
    """Those of a version, in the order they were put there."""
    return (
        DraftAttachment.objects.filter(draft=draft, since__lte=version)
        .filter(Q(until__isnull=True) | Q(until__gt=version))
        .select_related("file")
        .order_by("since", "position")
    )


def beside(draft: Draft) -> list[Beside]:
    """Of the newest version, each with its mark; two queries."""
    marks = {
        row.attachment_id: row
        for row in PaperSignature.objects.filter(
            draft=draft, version=draft.version, attachment__isnull=False
        ).select_related("file")
    }
    rows = attachments_of(draft, draft.version)
    return [Beside(row, marks.get(row.id)) for row in rows]


def digests_of(found: Iterable[Beside]) -> list[dict[str, str]]:
    """Name and SHA-256 of each, as a signature keeps them."""
    return [{"name": one.name, "sha256": one.sha256} for one in found]


def further_files(document_id: UUID | None) -> list[DocumentFile]:
    """What an issued document consists of besides the paper itself."""
    if document_id is None:
        return []
    rows = DocumentFile.objects.filter(document=document_id, position__gt=0)
    return list(rows.select_related("file").order_by("position"))
