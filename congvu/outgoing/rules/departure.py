"""What a check of form is and what it finds: words, legal basis, a mend.

The words are kept apart from their values, so that a page can say them in another
language; ``str()`` says them in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.paper import Paper

NATION, ISSUER, NUMBER, PLACE = "nation", "issuer", "number", "place"
TITLE, CONTENT, SIGNER, SEAL = "title", "content", "signer", "seal"
RECIPIENTS, OTHER = "recipients", "other"

# The nine elements of form (NĐ 30/2020 Điều 8.2) and, last, the others (Điều 8.3).
ELEMENTS: Mapping[str, str] = {
    NATION: _("Quốc hiệu và Tiêu ngữ"),
    ISSUER: _("Cơ quan ban hành"),
    NUMBER: _("Số, ký hiệu"),
    PLACE: _("Địa danh, ngày"),
    TITLE: _("Tên loại, trích yếu"),
    CONTENT: _("Nội dung"),
    SIGNER: _("Chức vụ, họ tên người ký"),
    SEAL: _("Dấu, chữ ký số của cơ quan"),
    RECIPIENTS: _("Nơi nhận"),
    OTHER: _("Thành phần khác"),
}

BOX = _("NĐ 30/2020, Phụ lục I, ô số %(box)s")
SECTION = _("NĐ 30/2020, Phụ lục I, phần I, mục %(box)s")

Fix = dict[str, Any]


@dataclass(frozen=True)
class Said:
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


def quoted(text: str) -> Said:
    """The words as they stand in the paper, cut where they go on for long."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Said(_("“%(text)s”"), {"text": short})


_SHOWN = 80
EMPTY = Said(_("chưa có"))
HERE = Said("")


@dataclass(frozen=True)
class Finding:
    """One place where a paper departs from its form."""

    found: Said
    expected: Said
    where: Said = HERE
    fix: Fix | None = None


@dataclass(frozen=True)
class Check:
    """One rule of form. ``box`` is the ô of Phụ lục I, or a mục where it has a dot."""

    code: str
    element: str
    title: str
    box: str
    run: Callable[[Paper], Iterable[Finding]] = field(repr=False, compare=False)

    @property
    def basis(self) -> Said:
        return Said(SECTION if "." in self.box else BOX, {"box": self.box})


@dataclass(frozen=True)
class Departure:
    """``fix`` says what to set to mend it; None: only a person can."""

    code: str
    element: str
    where: Said
    found: Said
    expected: Said
    basis: Said
    fix: Fix | None = None


def setting(*path: str | int, to: object) -> Fix:
    return {"set": [[list(path), to]]}


def paragraph_at(number: int) -> Said:
    return Said(_("đoạn %(number)s"), {"number": number})


def line_at(number: int) -> Said:
    return Said(_("dòng %(number)s"), {"number": number})
