"""A stranger's file written anew, so that nothing of its own bytes is kept.

Looked at, scanned and opened in the jail: a picture is drawn again without its notes of
place and camera, a PDF becomes pictures of its pages, Word becomes such a PDF.
"""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail, rules
from congvu.files.actions.opening import (
    OFFICE_KINDS,
    OFFICE_SECONDS,
    NotReadable,
    do_in_jail,
)
from congvu.files.actions.reading import virus_in_content
from congvu.files.formats.sniff import sniff
from congvu.files.models import FileKind
from congvu.files.rules import clean_name, ending
from congvu.lib.refusals import NotNow

REWRITE_SECONDS = 60
_OFFICE = {**OFFICE_KINDS, FileKind.DOCX: "docx"}


def rewrite(*, name: str, content: bytes) -> tuple[bytes, str]:
    """The new bytes and the ending they deserve; `NotReadable` says why not, `NotNow`
    that the scanner is silent: the file is not lost for that.

    Calls the virus scanner, so it belongs in jobs and commands.
    """
    found = sniff(BytesIO(content), ending=ending(clean_name(name)))
    if found.danger:
        raise NotReadable(_(found.danger))
    if trouble := virus_in_content(BytesIO(content)):
        if trouble == rules.NOT_SCANNED:
            raise NotNow([_(trouble)])
        raise NotReadable(trouble)
    with tempfile.NamedTemporaryFile(dir=Path(settings.HOME) / "tmp") as kept:
        kept.write(content)
        kept.flush()
        return _rewritten(Path(kept.name), found.kind)


def _rewritten(path: Path, kind: str) -> tuple[bytes, str]:
    if kind == FileKind.IMAGE:
        answer = _do("redraw", path)
        return answer.blob, str(answer.result["ending"])
    if kind == FileKind.PDF:
        return _do("redraw_pdf", path).blob, ".pdf"
    if kind in _OFFICE:
        limits = jail.Limits(
            seconds=OFFICE_SECONDS, memory=6144 * jail.MIB, open_files=1024
        )
        made = do_in_jail(
            "to_pdf",
            path,
            limits=limits,
            ending=_OFFICE[FileKind(kind)],
            timeout=OFFICE_SECONDS - 5,
        )
        with tempfile.NamedTemporaryFile(dir=path.parent) as paper:
            paper.write(made.blob)
            paper.flush()
            return _do("redraw_pdf", Path(paper.name)).blob, ".pdf"
    raise NotReadable(_(rules.NOT_TAKEN))


def resize(*, path: Path, width: int, height: int, ending: str) -> bytes:
    """A picture as small as asked, ``.webp`` or ``.jpg``, drawn in the jail."""
    limits = jail.Limits(seconds=REWRITE_SECONDS)
    answer = do_in_jail(
        "resize", path, limits=limits, width=width, height=height, ending=ending
    )
    return answer.blob


def _do(task: str, path: Path) -> jail.Answer:
    return do_in_jail(task, path, limits=jail.Limits(seconds=REWRITE_SECONDS))
