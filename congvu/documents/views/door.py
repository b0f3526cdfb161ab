"""What the intake page shows: each file's state in words, and the form it fills."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congvu.documents import queries
from congvu.documents.formats.proposed import DAY, NUMBERS, READ_AS, Proposal
from congvu.documents.forms import RegistrationForm
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.queries import OPEN, Lists, Proposed, compared, proposed
from congvu.documents.rules import (
    DOUBT_NAMES,
    INTAKE_STATE_NAMES,
    Doubt,
    IntakeState,
)
from congvu.files.models import FileKind, FileState
from congvu.organisations.access import SeatRequest
from congvu.ui.rules import Box, Tone

# Kinds whose pages can be drawn; the rest are kept and downloaded.
PICTURED = frozenset(
    {FileKind.PDF, FileKind.IMAGE, FileKind.DOCX, FileKind.DOC, FileKind.ODT}
    | {FileKind.RTF, FileKind.TEXT}
)


@dataclass(frozen=True)
class Line(Proposed):
    """One file of the list, in words."""

    words: str
    tone: str
    icon: str
    note: str
    progress: tuple[int, int] | None = None
    selected: bool = False

    @property
    def url(self) -> str:
        return reverse("documents:intake-item", args=[self.item.id])


def lines_of(
    items: Iterable[IntakeItem],
    lists: Lists,
    *,
    at: datetime,
    selected: IntakeItem | None = None,
) -> list[Line]:
    """The list in its order; two queries for the doubles of all of them."""
    names = lists.names
    return [_line(p, names, at, selected) for p in proposed(items, lists, at=at)]


def _line(
    found: Proposed,
    names: Mapping[str, str],
    at: datetime,
    selected: IntakeItem | None,
) -> Line:
    item, proposal, duplicates = found.item, found.proposal, found.duplicates
    state = IntakeState(item.state)
    words, tone, icon = _(INTAKE_STATE_NAMES[state]), str(Tone.LATE), "ban"
    note, progress = queries.reason_of(item), None
    if item.is_held:
        words = _(DOUBT_NAMES[Doubt.HELD])
    if state == IntakeState.READING:
        tone, icon = Tone.PLAIN, "ring"
        note, progress = reading_words(item, at)
    elif state == IntakeState.READY:
        words, tone, icon = _ready_words(proposal, duplicates)
        note = _about(item, proposal, names)
    if item.attach_to is not None:
        goes_to = _("Kèm số đến %(number)d") % {"number": item.attach_to.number}
        note = f"{goes_to} · {note}"
    return Line(
        item=item,
        proposal=proposal,
        duplicates=duplicates,
        words=words,
        tone=tone,
        icon=icon,
        note=note,
        progress=progress,
        selected=selected is not None and selected.id == item.id,
    )


def _ready_words(
    proposal: Proposal, duplicates: Sequence[RegisterEntry]
) -> tuple[str, str, str]:
    if duplicates and not proposal.not_duplicate:
        return _("có thể trùng"), Tone.LOOK, "half"
    count = len(proposal.attention)
    if count:
        words = ngettext("xác nhận %(n)d mục", "xác nhận %(n)d mục", count)
        return words % {"n": count}, Tone.LOOK, "half"
    return _("sẵn sàng"), Tone.DONE, "check"


def _about(item: IntakeItem, proposal: Proposal, names: Mapping[str, str]) -> str:
    """Công văn 1462/SNN-CNTY · 2 trang · bản quét"""
    kind = names.get(proposal.values.get("type_code", ""), "")
    title = f"{kind} {proposal.values.get('symbol', '')}".strip()
    parts = [title or _("chưa đọc được số và loại")]
    if item.file is not None and item.file.pages:
        pages = item.file.pages
        parts.append(ngettext("%(n)d trang", "%(n)d trang", pages) % {"n": pages})
    if item.file is not None and item.file.has_ocr:
        parts.append(_("bản quét"))
    return " · ".join(parts)


def reading_words(item: IntakeItem, at: datetime) -> tuple[str, tuple[int, int] | None]:
    """How far reading is and how long it may take; the pace so far is the measure."""
    file = item.file
    if file is None or not file.progress_total:
        return _("Đang chờ đọc; có thể rời trang"), None
    done, total = file.progress_done, file.progress_total
    values = {"done": done, "total": total}
    words = _("Bản quét %(total)d trang, đã đọc %(done)d") % values
    if 0 < done < total:
        left = (at - file.created_at).total_seconds() / done * (total - done)
        words = _("%(far)s, còn khoảng %(left)s") % {"far": words, "left": _long(left)}
    return words, (done, total)


def _long(seconds: float) -> str:
    if seconds < 90:
        return _("%(n)d giây") % {"n": max(5, round(seconds / 5) * 5)}
    return _("%(n)d phút") % {"n": round(seconds / 60)}


# -- one item


def likeness(proposal: Proposal, entry: RegisterEntry) -> str:
    """What is alike and what differs between two papers, in one line."""
    rows = compared(proposal, entry)
    alike = [r.label for r in rows if r.same and r.mine]
    apart = [r.label for r in rows if not r.same]
    parts = []
    if alike:
        parts.append(_("Giống: %(what)s.") % {"what": ", ".join(alike)})
    if apart:
        parts.append(_("Khác: %(what)s.") % {"what": ", ".join(apart)})
    return " ".join(parts)


def registration_form(
    request: SeatRequest, lists: Lists, *, proposal: Proposal | None = None
) -> RegistrationForm:
    """Bound to what was posted, else filled with what was read and kept."""
    common: dict[str, Any] = {
        "types": lists.types,
        "secrecy_levels": lists.secrecy,
        "auto_id": "p_%s",
    }
    if request.method == "POST":
        return RegistrationForm(request.POST, **common)
    today = timezone.localdate().strftime(DAY)
    values = {"arrived_on": today, "urgency": "normal"}
    given = {k: v for k, v in (proposal.values if proposal else {}).items() if v}
    first = next(iter(proposal.attention), "symbol") if proposal else "symbol"
    return RegistrationForm(initial=values | given, attention=first, **common)


@dataclass(frozen=True)
class ShownPage:
    number: int
    url: str
    boxes: Sequence[Box]


def shown_pages(item: IntakeItem, proposal: Proposal, asked: int) -> list[ShownPage]:
    """The asked page, and those where something was read; none without pictures."""
    file = item.file
    pictured = file is not None and file.kind in PICTURED
    if file is None or not pictured or file.state == FileState.WAITING:
        return []
    last = file.pages or 1
    wanted = {max(1, min(asked, last))}
    if asked == 1:
        wanted |= {m.page for m in proposal.marks if 1 <= m.page <= last}
    return [
        ShownPage(
            number,
            reverse("documents:intake-page-image", args=[item.id, number]),
            [
                Box(m.number, m.x0, m.y0, m.x1, m.y1, m.state)
                for m in proposal.marks
                if m.page == number
            ],
        )
        for number in sorted(wanted)
    ]


def field_signs(
    proposal: Proposal, wrong: Collection[str] = ()
) -> dict[str, dict[str, Any]]:
    """What stands around each field: provenance, number of its box, candidates.

    A ``wrong`` field shows what is wrong and nothing that could reassure.
    """
    return {
        name: {
            "provenance": "" if name in wrong else proposal.provenance.get(name, ""),
            "number": NUMBERS.get(name, "") if name in proposal.provenance else "",
            "candidates": proposal.candidates.get(name, ()),
            "confirmed": proposal.provenance.get(name) == "confirmed",
        }
        for name in READ_AS
    }


def item_url(item: IntakeItem | None, **query: Any) -> str:
    if item is None:
        return reverse("documents:intake")
    url = reverse("documents:intake-item", args=[item.id])
    return f"{url}?{urlencode(query)}" if query else url


def next_of(lines: Sequence[Line], item: IntakeItem) -> IntakeItem | None:
    """Whom to do next: the first open one below this one, else from the top."""
    at = next((n for n, line in enumerate(lines) if line.item.id == item.id), 0)
    turned = [*lines[at + 1 :], *lines[:at]]
    rest = [line.item for line in turned if line.item.id != item.id]
    for state in OPEN:
        found = next((i for i in rest if i.state == state), None)
        if found is not None:
            return found
    return None
