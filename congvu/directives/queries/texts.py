"""The words of a paper, as the office read them off its files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congvu.directives.models import Directive
from congvu.directives.rules import DirectiveState
from congvu.documents.models import DocumentFile
from congvu.documents.queries import held_in
from congvu.files.models import FileState, StoredFile
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _

NO_FILE = _(
    "Văn bản chưa có tệp nào. Thêm tệp vào văn bản, rồi bấm Đọc lại ở trang này."
)
DESTROYED = _("Tệp của văn bản đã hủy, không còn chữ để đọc.")
HELD = _(
    "Tệp của văn bản đang được giữ lại vì có thể là bí mật nhà nước; quyết định xong"
    " mới đọc được."
)
QUARANTINED = _("Tệp của văn bản đang bị cách ly nên không đọc.")
NO_WORDS = _(
    "Không nhận dạng được chữ nào trong bản quét. Thêm bản quét rõ hơn, bản Word hoặc"
    " PDF có chữ vào văn bản, rồi bấm Đọc lại."
)


@dataclass(frozen=True)
class PaperText:
    """``state`` as the directive's: still being read, there, or ``said`` why not.

    ``files``: name, first and last place of each file's words, in one text.
    """

    state: DirectiveState
    said: str = ""
    text: str = ""
    files: tuple[dict[str, object], ...] = ()
    pages_done: int = 0
    pages_total: int = 0


def paper_text(document_id: UUID, agency_id: UUID) -> PaperText:
    """The words of all files together, the paper first; two queries.

    A file that says what one before it says (the Word copy of the PDF) is left out.
    Of a paper that lost a file to destruction nothing is read: nobody knows any more
    which of its words are left elsewhere.
    """
    files = DocumentFile.objects.filter(document=document_id)
    if files.filter(held_in(agency_id)).exists():
        return PaperText(DirectiveState.SILENT, HELD)
    rows = list(files.select_related("file").order_by("position"))
    if any(row.file.state == FileState.DESTROYED for row in rows):
        return PaperText(DirectiveState.SILENT, DESTROYED)
    if any(_is_read_now(row.file) for row in rows):
        return _unread([row.file for row in rows])
    ready = [row for row in rows if row.file.state == FileState.READY]
    words, parts = _together(ready)
    if words:
        return PaperText(DirectiveState.READY, text=words, files=tuple(parts))
    return PaperText(DirectiveState.SILENT, _why_silent([row.file for row in rows]))


def _together(
    rows: Iterable[DocumentFile], words: str = "", shapes: Iterable[frozenset[int]] = ()
) -> tuple[str, list[dict[str, object]]]:
    """One text of them, behind ``words``, and which part is of which file: none of it
    where one before says the same.
    """
    parts: list[dict[str, object]] = []
    seen = list(shapes)
    for row in rows:
        own = unicodedata.normalize("NFC", row.file.text)
        shape = _shingles(own)
        start = len(words)
        if own.strip() and not any(_says_the_same(shape, other) for other in seen):
            seen.append(shape)
            start = len(words) + 1 if words else 0
            words = f"{words}\f{own}" if words else own
        part = {"file": str(row.file_id), "name": row.name}
        parts.append({**part, "start": start, "end": len(words)})
    return words, parts


@dataclass(frozen=True)
class LaterText:
    """``text`` begins with what was read before; ``files`` came since, ``added`` are
    the names of those that say more, ``waiting`` of those still being recognised.
    """

    text: str
    files: tuple[dict[str, object], ...]
    added: tuple[str, ...]
    waiting: tuple[str, ...]


def later_text(directive: Directive) -> LaterText:
    """What files say that came since a directive was read: behind its words, so that
    every place in these stays. One query.
    """
    rows = list(_later(directive).order_by("position"))
    waiting = tuple(row.name for row in rows if _is_read_now(row.file))
    ready = [
        row
        for row in rows
        if row.file.state == FileState.READY and not _is_read_now(row.file)
    ]
    shapes = [
        _shingles(directive.text[int(part["start"]) : int(part["end"])])
        for part in directive.files
    ]
    text, parts = _together(ready, directive.text, shapes)
    said = (str(part["name"]) for part in parts if part["start"] != part["end"])
    return LaterText(text, tuple(parts), tuple(said), waiting)


def later_files(directive: Directive) -> list[str]:
    """The names of what came since it was read; one query."""
    if directive.state != DirectiveState.READY:
        return []
    return list(_later(directive).order_by("position").values_list("name", flat=True))


def _later(directive: Directive) -> QuerySet[DocumentFile]:
    known = [part["file"] for part in directive.files]
    rows = DocumentFile.objects.filter(document=directive.document_id)
    gone = (FileState.DESTROYED, FileState.QUARANTINED)
    rows = rows.exclude(file__in=known).exclude(file__state__in=gone)
    return rows.select_related("file")


def _is_read_now(file: StoredFile) -> bool:
    """Its words are on their way: being taken out, or recognised on a scan."""
    return file.state in (FileState.WAITING, FileState.READING) or (
        file.state == FileState.READY and file.needs_ocr
    )


def _unread(files: Iterable[StoredFile]) -> PaperText:
    done = total = 0
    for file in files:
        pages = file.progress_total or file.pages or 1
        total += pages
        done += file.progress_done if _is_read_now(file) else pages
    return PaperText(DirectiveState.READING, pages_done=done, pages_total=total)


def _why_silent(files: list[StoredFile]) -> str:
    states = {file.state for file in files}
    if not states:
        return NO_FILE
    return NO_WORDS if FileState.READY in states else QUARANTINED


_WORD = re.compile(r"\w+")
_RUN = 5


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(fold(text))
    return frozenset(
        hash(tuple(words[n : n + _RUN])) for n in range(len(words) - _RUN + 1)
    )


def _says_the_same(one: frozenset[int], other: frozenset[int]) -> bool:
    """Of a size, and four fifths of the shorter one stand in the longer one."""
    small, large = sorted((len(one), len(other)))
    return small > 0 and large <= 2 * small and len(one & other) >= 0.8 * small
