"""Which column is which: by name, with or without accents, in any order. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congvu.imports.rules.states import BookKind
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _

COLUMN_NAMES = {
    "number": _("số"),
    "arrived_on": _("ngày đến"),
    "issuer": _("tác giả"),
    "symbol": _("số, ký hiệu"),
    "issued_on": _("ngày tháng văn bản"),
    "type": _("tên loại"),
    "subject": _("trích yếu"),
    "recipient": _("nơi nhận"),
    "transferred_on": _("ngày chuyển"),
    "signer": _("người ký"),
    "copy_holder": _("nơi nhận bản lưu"),
    "copies": _("số lượng bản"),
    "urgency": _("độ khẩn"),
    "secrecy": _("độ mật"),
    "note": _("ghi chú"),
    "file": _("tên tệp"),
}

_BOTH = {
    "symbol": "so ky hieu|so va ky hieu|so ky hieu van ban|so hieu|so hieu van ban|"
    "ky hieu|so kh",
    "issued_on": "ngay thang|ngay thang van ban|ngay van ban|ngay ban hanh|ngay ky|"
    "ngay thang nam|ngay vb|ngay thang vb",
    "type": "loai van ban|ten loai|ten loai van ban|hinh thuc|hinh thuc van ban|"
    "the loai|loai vb|loai",
    "subject": "ten loai va trich yeu noi dung|ten loai va trich yeu|trich yeu|"
    "trich yeu noi dung|trich yeu noi dung van ban|noi dung|noi dung trich yeu|"
    "ten loai va trich yeu noi dung van ban|trich yeu van ban",
    "transferred_on": "ngay chuyen|ngay gui|ngay phat hanh",
    "signer": "nguoi ky|nguoi ky van ban",
    "urgency": "do khan|muc do khan",
    "secrecy": "do mat|muc do mat|muc do bao mat|mat",
    "note": "ghi chu",
    "file": "ten tep|tep|tep dinh kem|file|ten file|file scan|file dinh kem|ban quet|"
    "tep quet|duong dan|duong dan file|ban scan",
}
_OWN = {
    BookKind.INCOMING: {
        "number": "so den|so vb den|so van ban den",
        "arrived_on": "ngay den|ngay nhan|ngay vao so",
        "issuer": "tac gia|co quan ban hanh|noi gui|co quan gui|noi ban hanh|"
        "don vi ban hanh|cq ban hanh|don vi gui|tac gia van ban|"
        "co quan to chuc ban hanh",
        "recipient": "don vi hoac nguoi nhan|don vi nguoi nhan|nguoi nhan|noi nhan|"
        "don vi nhan|don vi hoac ca nhan nhan|don vi xu ly",
    },
    BookKind.OUTGOING: {
        "number": "so|so di|so van ban|so vb|so van ban di",
        "recipient": "noi nhan|noi nhan van ban|noi nhan vb",
        "copy_holder": "don vi nguoi nhan ban luu|nguoi nhan ban luu|noi luu|ban luu|"
        "don vi hoac nguoi nhan ban luu|don vi luu",
        "copies": "so luong ban|so ban|so luong",
    },
}
NEEDED = {
    BookKind.INCOMING: frozenset({"number", "subject"}),
    BookKind.OUTGOING: frozenset({"symbol", "subject"}),
}
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"\bnam[ :.]*((?:19|20)\d\d)\b")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
LOOKED_AT = 60


@dataclass(frozen=True)
class Header:
    """Where the titles stand: place of each column, titles nobody knows, the year that
    the sheet says it is of."""

    after: int
    places: Mapping[int, str]
    unknown: tuple[str, ...]
    year: int | None


def plain_title(title: str) -> str:
    return _NO_WORD.sub(" ", fold(_IN_BRACKETS.sub(" ", title))).strip()


def _known(book: BookKind) -> dict[str, str]:
    own = {**_BOTH, **_OWN[book]}
    return {name: key for key, names in own.items() for name in names.split("|")}


_KNOWN = {book: _known(book) for book in BookKind}


def find_header(
    book: BookKind, name: str, rows: Sequence[tuple[int, Sequence[str]]]
) -> Header | None:
    """The row with most titles among the first ones; None where too few are known."""
    best: Header | None = None
    for place, (_line, cells) in enumerate(rows[:LOOKED_AT]):
        places: dict[int, str] = {}
        unknown = []
        for column, cell in enumerate(cells):
            key = _KNOWN[book].get(plain_title(cell))
            if key is not None and key not in places.values():
                places[column] = key
            elif cell and plain_title(cell) not in ("", "stt", "tt"):
                unknown.append(cell[:60])
        if not NEEDED[book] <= set(places.values()):
            continue
        if best is None or len(places) > len(best.places):
            year = _year_of(name, rows[:place])
            best = Header(place + 1, places, tuple(unknown), year)
    return best


def guess_book(rows: Sequence[tuple[int, Sequence[str]]]) -> BookKind:
    """Only a book of incoming papers has số đến."""
    numbers = set(_OWN[BookKind.INCOMING]["number"].split("|"))
    titles = (plain_title(c) for _line, cells in rows[:LOOKED_AT] for c in cells)
    found = any(title in numbers for title in titles)
    return BookKind.INCOMING if found else BookKind.OUTGOING


def _year_of(name: str, above: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """ "Năm 2019" above the titles, or in the sheet's own name."""
    for _line, cells in reversed(above):
        found = _YEAR.search(fold(" ".join(cells)))
        if found:
            return int(found[1])
    named = _BARE_YEAR.search(name)
    return int(named[1]) if named else None


def says_nothing(cells: Mapping[str, str]) -> bool:
    """A row of column numbers ((1), (2), …), a month between, a line of dashes."""
    said = [value for value in cells.values() if value]
    if len(said) < 2:
        return True
    marks = [value.strip("()[] ") for value in said]
    if not all(mark.isdigit() and len(mark) <= 2 for mark in marks):
        return False
    figures = [int(mark) for mark in marks]
    return figures == list(range(figures[0], figures[0] + len(figures)))
