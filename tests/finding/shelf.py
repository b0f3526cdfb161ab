"""Papers to be found, and what the page shows of them."""

from __future__ import annotations

import html
import re
from hashlib import sha256
from typing import Any

from congvu.documents.models import Document, DocumentFile, RegisterEntry
from congvu.files.models import FileKind, FileState, StoredFile
from tests.documents.pages import make_entry
from tests.people import Province

PAGE = "/tim-kiem/"
_SUBJECT = re.compile(r'<a class="row-subject"[^>]*>(.*?)</a>', re.DOTALL)


def with_text(document: Document, text: str, position: int = 0) -> StoredFile:
    """A file that was read, of a document."""
    file: StoredFile = StoredFile.objects.create(
        sha256=sha256(f"{document.id}{position}".encode()).hexdigest(),
        name="van-ban.pdf",
        size=1000,
        media_type="application/pdf",
        kind=FileKind.PDF,
        state=FileState.READY,
        text=text,
        created_at=document.created_at,
    )
    DocumentFile.objects.create(
        document=document, file=file, name=file.name, position=position
    )
    return file


def paper(
    province: Province, subject: str, symbol: str, text: str = "", **more: Any
) -> RegisterEntry:
    """In Lan's register, with what its file says."""
    who = more.pop("who", "lan")
    note = more.pop("note", "")
    entry = make_entry(province, who=who, subject=subject, symbol=symbol, **more)
    if note:
        RegisterEntry.objects.filter(pk=entry.pk).update(note=note)
    if text:
        with_text(entry.document, text)
    return entry


def page(province: Province, who: str, text: str, **more: Any) -> str:
    answer = province.client(who).get(PAGE, {"q": text, **more})
    assert answer.status_code == 200
    return str(answer.content.decode())


def subjects(shown: str) -> list[str]:
    """Of the lines of a page, in order, without the marks."""
    bare = (re.sub(r"<[^>]+>", "", found) for found in _SUBJECT.findall(shown))
    return [html.unescape(subject).strip() for subject in bare]


def found(province: Province, who: str, text: str, **more: Any) -> list[str]:
    return subjects(page(province, who, text, **more))


def turned(province: Province, who: str, text: str, **more: Any) -> list[str]:
    """The subjects of every page, from link to link."""
    client = province.client(who)
    shown = page(province, who, text, **more)
    lines = subjects(shown)
    for _page in range(200):
        link = re.search(r'href="(/tim-kiem/\?[^"]*sau=[^"]+)"', shown)
        if link is None:
            return lines
        shown = client.get(html.unescape(link[1])).content.decode()
        lines += subjects(shown)
    raise AssertionError("the pages do not end")
