"""Pictures of pages, made when first looked at and kept beside the store."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from congvu.files import jail
from congvu.files.actions.opening import as_readable, do_in_jail, write_whole
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import previews_folder
from congvu.files.rules import MAX_PREVIEW_BYTES, PREVIEW_WIDTH
from congvu.lib.refusals import Refused

PREVIEW_SECONDS = 30


class NoPreview(Refused):
    """There is nothing to show: quarantined, destroyed, or not a kind with pages."""


def preview(*, file: StoredFile, number: int, width: int = PREVIEW_WIDTH) -> Path:
    """The WebP picture of page ``number`` (from 1).

    No audit entry and no actor: whoever shows it records who looked.
    """
    skimmed = file.state == FileState.WAITING and file.pages is not None
    if file.state not in (FileState.READING, FileState.READY) and not skimmed:
        raise NoPreview([_("Tệp này không xem trước được.")])
    made = previews_folder(file.sha256) / f"{number}-{width}.webp"
    if made.exists():
        return made
    if not 1 <= number <= max(file.pages or 1, 1) or not 50 <= width <= 2000:
        raise NoPreview([_("Tệp không có trang này.")])
    with as_readable(file, for_pictures=True) as (path, kind):
        if kind not in ("pdf", "image", "text"):
            raise NoPreview([_("Loại tệp này không xem trước được.")])
        answer = do_in_jail(
            "preview",
            path,
            limits=jail.Limits(seconds=PREVIEW_SECONDS),
            kind=kind,
            number=number,
            width=width,
            most_bytes=MAX_PREVIEW_BYTES,
        )
    write_whole(made, answer.blob)
    return made
