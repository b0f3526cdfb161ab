"""The text of a file that stays where it is: opened in the jail, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from congvu.files import jail, rules
from congvu.files.actions.opening import (
    OFFICE_KINDS,
    OFFICE_SECONDS,
    NotReadable,
    do_in_jail,
)
from congvu.files.actions.reading import PAGE_SECONDS, READ_SECONDS
from congvu.files.formats.sniff import sniff
from congvu.files.models import FileKind

_READ = {FileKind.PDF, FileKind.DOCX, FileKind.IMAGE, FileKind.TEXT}


@dataclass(frozen=True)
class TakenText:
    """``unread`` are the pages that are pictures nobody could recognise."""

    text: str
    unread: tuple[int, ...] = ()


def take_text(*, path: Path) -> TakenText:
    """What a file says, a form feed between its pages; NotReadable with the reason.

    Recognises scans page by page, so it belongs in commands and jobs.
    """
    with path.open("rb") as stream:
        found = sniff(stream, ending=path.suffix.lower().lstrip("."))
    if found.danger:
        raise NotReadable(found.danger)
    if found.kind in OFFICE_KINDS:
        with TemporaryDirectory() as folder:
            made = Path(folder) / "paper.pdf"
            made.write_bytes(_as_pdf(path, OFFICE_KINDS[FileKind(found.kind)]))
            return _take(made, FileKind.PDF)
    if found.kind not in _READ:
        raise NotReadable(rules.NO_PAGES)
    return _take(path, FileKind(found.kind))


def _as_pdf(path: Path, ending: str) -> bytes:
    limits = jail.Limits(
        seconds=OFFICE_SECONDS, memory=6144 * jail.MIB, open_files=1024
    )
    answer = do_in_jail(
        "to_pdf", path, limits=limits, ending=ending, timeout=OFFICE_SECONDS - 5
    )
    return answer.blob


def _take(path: Path, kind: FileKind) -> TakenText:
    limits = jail.Limits(seconds=READ_SECONDS)
    found = do_in_jail("read", path, limits=limits, kind=kind.value).result
    pages = {page["number"]: page["text"] for page in found["pages"]}
    unread = []
    for number in found["recognise"]:
        try:
            pages[number] = _recognised(path, kind, number)
        except NotReadable:
            unread.append(number)
    if not found["recognise"]:
        return TakenText(found["text"])
    return TakenText("\f".join(pages[n] for n in sorted(pages)), tuple(unread))


def _recognised(path: Path, kind: FileKind, number: int) -> str:
    limits = jail.Limits(seconds=PAGE_SECONDS, memory=1536 * jail.MIB)
    answer = do_in_jail(
        "recognise",
        path,
        limits=limits,
        kind=kind.value,
        number=number,
        timeout=PAGE_SECONDS - 30,
    )
    return str(answer.result["page"]["text"])
