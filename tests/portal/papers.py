"""Papers on their way to the public, led by the named cast."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.files import actions as files
from congvu.files.models import StoredFile
from congvu.outgoing.actions import (
    SentTo,
    give_number,
    issue_draft,
    note_pen_signature,
)
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.portal import actions
from congvu.portal.actions import PublicWish
from congvu.portal.models import PublicDocument, Publishing
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import again, begin, lead
from tests.people import Province

PLAIN = "KE HOACH TRONG RUNG NAM 2026"


def scan(province: Province, text: str = PLAIN) -> StoredFile:
    """A PDF with this text, read as the worker reads it."""
    stored = files.store(
        stream=BytesIO(make_pdf(text)),
        name="ban-quet.pdf",
        by=SYSTEM,
        at=province.at,
        read_later=False,
    )
    return files.read(file=stored.file, at=province.at, by=SYSTEM)


def approved(province: Province, **more: Any) -> Draft:
    given = {"type_code": "KH", "subject": "Trồng rừng năm 2026"} | more
    return lead(province, 4, begin(province, **given))


def issue(province: Province, draft: Draft, text: str = PLAIN) -> OutgoingEntry:
    """Signed by pen, numbered and out, with its scan."""
    given: dict[str, Any] = {
        "draft_id": draft.id,
        "by": province.seat("lan"),
        "at": province.at,
    }
    note_pen_signature(**given)
    give_number(**given)
    sent = [SentTo(province.commune.id)]
    issue_draft(sent_to=sent, scan=scan(province, text), **given)
    entry = again(draft).entry
    assert entry is not None
    return entry


def decided(
    province: Province, entry: OutgoingEntry, *, who: str = "lan", **more: Any
) -> Publishing:
    return actions.decide_public(
        wish=PublicWish(public=True, **more),
        entry_id=entry.id,
        by=province.seat(who),
        at=province.at,
    )


def run_worker(province: Province) -> None:
    """What the worker does about papers that were decided, once."""
    waiting = Publishing.objects.filter(state="reading")
    for key in list(waiting.values_list("id", flat=True)):
        actions.read_publishing(publishing_id=key, by=SYSTEM, at=province.at)


def public(
    province: Province,
    text: str = PLAIN,
    wish: dict[str, Any] | None = None,
    **more: Any,
) -> PublicDocument:
    """A paper all the way: drafted, issued, decided, shown."""
    entry = issue(province, approved(province, **more), text)
    decided(province, entry, **(wish or {}))
    run_worker(province)
    return PublicDocument.objects.get(publishing__entry=entry)


def texts(province: Province, places: Sequence[str]) -> list[StoredFile]:
    return [scan(province, text) for text in places]
