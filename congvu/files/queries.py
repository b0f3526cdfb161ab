"""Reading what is stored: the bytes, the pages, and whether the store is whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail, rules
from congvu.files.formats.layout import Page
from congvu.files.formats.packing import unpack_page
from congvu.files.models import FilePage, FileState, SearchableCopy, StoredFile
from congvu.files.store import open_store


@dataclass(frozen=True)
class Damage:
    """``kind`` is missing, altered or orphan (bytes that no row knows)."""

    kind: str
    sha256: str


def try_store() -> None:
    """Whether a content could be kept now: an OSError where it could not."""
    open_store().try_out()


def try_jail() -> dict[str, Any]:
    """How a stranger's file is confined that this process has read: an OSError where
    none can be."""
    folder = Path(settings.HOME) / "tmp"
    try:
        return jail.run("walls", Path(os.devnull), temporary=folder).result
    except jail.JailFailed as why:
        raise OSError(str(why)) from why


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, for the app that owns the paper, after its own access check.

    A quarantined file opens, too: its reason is the caller's to respect.
    """
    if stored.state == FileState.DESTROYED:
        raise FileNotFoundError(stored.sha256)
    return open_store().open(stored.sha256)


@dataclass(frozen=True)
class KeptFile:
    """The file as it was given, to be saved and not shown."""

    stream: BinaryIO
    name: str
    media_type: str = "application/octet-stream"


def kept_file(stored: StoredFile, name: str) -> KeptFile:
    """For the app that owns it, after its own access check; nothing in quarantine."""
    if stored.state == FileState.QUARANTINED:
        raise FileNotFoundError(stored.sha256)
    return KeptFile(open_file(stored), name)


def file_as_path(stored: StoredFile) -> AbstractContextManager[Path]:
    return open_store().as_path(stored.sha256)


def pages_of(stored: StoredFile) -> list[Page]:
    """The head and tail pages with their words, for reading the head of a paper."""
    total = stored.pages or 0
    return [p for p in _with_words(stored) if rules.keeps_words(p.number, total)]


def page_texts(stored: StoredFile) -> list[str]:
    """The text of every page, the middle ones, too."""
    return stored.text.split("\f")


def coloured_marks(stored: StoredFile) -> dict[int, list[str]]:
    """What the red ink of a scan says, by page; nothing else has ink that is read."""
    if not stored.has_ocr:
        return {}
    rows = FilePage.objects.filter(file=stored).exclude(marks=[])
    return dict(rows.values_list("number", "marks"))


def recognised_pages(stored: StoredFile) -> list[Page]:
    """The pages whose words recognition found, as far as they are still kept."""
    return [page for page in _with_words(stored) if page.source == "ocr"]


def _with_words(stored: StoredFile) -> list[Page]:
    rows = FilePage.objects.filter(file=stored, words__isnull=False).order_by("number")
    return [
        unpack_page(
            {
                "number": row.number,
                "width": row.width,
                "height": row.height,
                "source": row.source,
                "words": row.words,
                "marks": row.marks,
                "picture": row.picture,
            }
        )
        for row in rows
    ]


def previews_folder(sha256: str) -> Path:
    """Made at need, may be deleted at any time."""
    return Path(settings.HOME) / "previews" / sha256[:2] / sha256


def composed_place(made_of: UUID, edition: str) -> Path:
    """Where a PDF lies that an app composes of its own words; made again at need."""
    folder = Path(settings.HOME) / "previews" / "composed" / made_of.hex[-2:]
    return folder / f"{made_of.hex}-{edition}.pdf"


def searchable_place(sha256: str) -> Path:
    """Where the searchable copy of a scan lies once it is made."""
    return previews_folder(sha256) / "searchable.pdf"


def searchable_copy(stored: StoredFile) -> Path | None:
    """The copy of a scan in which words can be searched, if there is one by now."""
    made = stored.searchable in (SearchableCopy.PDFA, SearchableCopy.PDF)
    if stored.state != FileState.READY or not made:
        return None
    place = searchable_place(stored.sha256)
    return place if place.exists() else None


def searchable_name(name: str) -> str:
    """What the copy is called where it is kept, so that none takes it for the paper."""
    stem = name.rpartition(".")[0] or name or "van-ban"
    words = _("tìm được chữ")
    return f"{stem} ({words}).pdf"


def _digest(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def verify_store() -> Iterator[Damage]:
    """Compare every row with its bytes and the other way round; reads everything."""
    shelf = open_store()
    known = set()
    rows = StoredFile.objects.exclude(state=FileState.DESTROYED)
    for sha256 in rows.values_list("sha256", flat=True).iterator():
        known.add(sha256)
        try:
            with shelf.open(sha256) as content:
                actual = _digest(content)
        except FileNotFoundError:
            yield Damage("missing", sha256)
            continue
        if actual != sha256:
            yield Damage("altered", sha256)
    for sha256, _size, _kept_at in shelf.contents():
        if sha256 not in known:
            yield Damage("orphan", sha256)
