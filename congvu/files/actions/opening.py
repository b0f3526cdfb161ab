"""Sending a stored file into the jail, and what its failures mean to a person."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from congvu.files import jail, rules
from congvu.files.models import FileKind, StoredFile
from congvu.files.queries import previews_folder
from congvu.files.store import open_store
from congvu.lib.refusals import Refused

OFFICE_KINDS = {FileKind.DOC: "doc", FileKind.ODT: "odt", FileKind.RTF: "rtf"}
OFFICE_SECONDS = 120

REASONS = {
    "locked": rules.LOCKED,
    "broken": rules.BROKEN,
    "no-pages": rules.NO_PAGES,
    "too-big": rules.TOO_BIG_INSIDE,
    "too-slow": rules.TOO_SLOW,
    "no-office": rules.NO_OFFICE,
    "no-recogniser": rules.NO_RECOGNITION,
    "not-recognised": rules.PAGES_NOT_RECOGNISED,
    "no-copier": rules.NO_COPIER,
    "not-copied": rules.NO_COPY,
}


class NotReadable(Refused):
    """The content cannot be opened; the message says why, in the reader's words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__([reason])


def do_in_jail(
    task: str,
    document: Path,
    *,
    limits: jail.Limits | None = None,
    also: Iterable[Path] = (),
    **arguments: Any,
) -> jail.Answer:
    """One task; every way to fail becomes `NotReadable` with a reason."""
    try:
        answer = jail.run(
            task,
            document,
            temporary=Path(settings.HOME) / "tmp",
            limits=limits,
            arguments=arguments,
            also=also,
        )
    except jail.JailFailed as failure:
        if failure.timed_out:
            raise NotReadable(rules.TOO_SLOW) from failure
        big = str(failure) == "memory"
        raise NotReadable(rules.TOO_BIG_INSIDE if big else rules.BROKEN) from failure
    if answer.refused:
        raise NotReadable(REASONS.get(answer.refused, rules.BROKEN))
    return answer


@contextmanager
def as_readable(file: StoredFile, *, for_pictures: bool) -> Iterator[tuple[Path, str]]:
    """A path and kind that the readers know: old office kinds become a PDF first.

    DOCX is read directly, which is quicker and truer, but only a PDF has pictures.
    """
    office = dict(OFFICE_KINDS)
    if for_pictures:
        office[FileKind.DOCX] = "docx"
    with open_store().as_path(file.sha256) as path:
        if file.kind in office:
            yield _as_pdf(file, path, office[FileKind(file.kind)]), "pdf"
        else:
            yield path, file.kind


def _as_pdf(file: StoredFile, path: Path, ending: str) -> Path:
    made = previews_folder(file.sha256) / "paper.pdf"
    if not made.exists():
        answer = do_in_jail(
            "to_pdf",
            path,
            limits=jail.Limits(
                seconds=OFFICE_SECONDS, memory=6144 * jail.MIB, open_files=1024
            ),
            ending=ending,
            timeout=OFFICE_SECONDS - 5,
        )
        write_whole(made, answer.blob)
    return made


def write_whole(place: Path, content: bytes) -> None:
    """So that a reader beside us never sees half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{secrets.token_hex(6)}")
    temporary.write_bytes(content)
    temporary.replace(place)
