"""What the files of a unit are made in, and what a change of format would cost.

The minutes are an estimate that somebody sets; no text we know says any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from congvu.lib.text import gettext_noop as _

FORMAT_LABELS: dict[str, str] = {
    "doc": "DOC",
    "docx": "DOCX",
    "docm": "DOCM",
    "odt": "ODT",
    "rtf": "RTF",
    "xls": "XLS",
    "xlsx": "XLSX",
    "xlsm": "XLSM",
    "xlsb": "XLSB",
    "ods": "ODS",
    "ppt": "PPT",
    "pptx": "PPTX",
    "pptm": "PPTM",
    "odp": "ODP",
    "odg": "ODG",
    "pdf": "PDF",
    "ole": _("OLE khác"),
    "locked": _("Office đặt mật khẩu"),
    "text": _("văn bản thuần"),
    "image": _("ảnh"),
    "archive": _("tệp nén"),
    "other": _("loại khác"),
}
CLOSED = frozenset({"doc", "xls", "ppt", "xlsb"})
OPEN = frozenset({"odt", "ods", "odp", "odg"})
OOXML = frozenset({"docx", "docm", "xlsx", "xlsm", "pptx", "pptm"})
OFFICE = CLOSED | OPEN | OOXML | {"rtf", "ole", "locked"}

TROUBLES: dict[str, str] = {
    "bomb": _("tệp nén bung ra lớn bất thường, không mở"),
    "broken": _("tệp hỏng, không đọc được cấu trúc"),
    "too-big": _("tệp quá lớn, không mở"),
    "too-slow": _("đọc quá lâu, đã dừng"),
    "unreadable": _("không mở được tệp"),
    "crashed": _("tiến trình đọc dừng giữa chừng"),
    "locked": _("tệp đặt mật khẩu trong tệp nén, không mở được"),
    "no-time": _("hết thời gian, chưa xem tới"),
}
FLAGS = ("macros", "encrypted", "links", "embedded", "alphabet")
FLAG_NAMES: dict[str, str] = {
    "macros": _("có macro"),
    "encrypted": _("đặt mật khẩu"),
    "links": _("liên kết ngoài"),
    "embedded": _("đối tượng nhúng"),
    "alphabet": _("bảng mã cũ"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One file. ``trouble`` is a key of ``TROUBLES``; then only its size counts."""

    format: str
    macros: bool = False
    encrypted: bool = False
    links: bool = False
    embedded: bool = False
    alphabet: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FormatTally:
    """Files of one format and year (0: not known), and how many are so or so.

    ``bound`` have a link or an embedded object: each once, however many.
    """

    format: str
    year: int
    files: int = 0
    bytes: int = 0
    macros: int = 0
    encrypted: int = 0
    links: int = 0
    embedded: int = 0
    alphabet: int = 0
    bound: int = 0

    def plus(self, other: FormatTally) -> FormatTally:
        added = {
            one.name: getattr(self, one.name) + getattr(other, one.name)
            for one in fields(FormatTally)[2:]
        }
        return replace(self, **added)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that was not looked into, by its name and the key of why."""

    name: str
    why: str


class Counting:
    """Adds looks up; nothing of a file's content is kept."""

    def __init__(self, *, this_year: int) -> None:
        self._this_year = this_year
        self._tallies: dict[tuple[str, int], FormatTally] = {}
        self.troubles: list[Trouble] = []

    def add(self, name: str, size: int, year: int, look: Look) -> None:
        if look.trouble:
            self.troubles.append(Trouble(name, look.trouble))
        # 1980 is what archives write where they know no day.
        known = year if 1980 < year <= self._this_year else 0
        key = (look.format, known)
        one = FormatTally(
            look.format,
            known,
            files=1,
            bytes=size,
            **{flag: int(getattr(look, flag)) for flag in FLAGS},
            bound=int(look.links or look.embedded),
        )
        before = self._tallies.get(key)
        self._tallies[key] = one if before is None else before.plus(one)

    @property
    def tallies(self) -> list[FormatTally]:
        return sorted(self._tallies.values(), key=lambda t: (t.format, t.year))


def by_format(tallies: Iterable[FormatTally]) -> list[FormatTally]:
    """All years of a format together, the most files first."""
    found: dict[str, FormatTally] = {}
    for one in tallies:
        whole = replace(one, year=0)
        before = found.get(one.format)
        found[one.format] = whole if before is None else before.plus(whole)
    return sorted(found.values(), key=lambda t: (-t.files, t.format))


@dataclass(frozen=True, slots=True)
class Minutes:
    """A person's minutes for one file; who estimates sets them."""

    macro: int
    bound: int
    closed: int
    alphabet: int

    @classmethod
    def of(cls, told: Mapping[str, int]) -> Minutes:
        return cls(**{one.name: max(0, told[one.name]) for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class Change:
    """What moving everything to open formats would take: files and minutes of each
    kind of work. An estimate. A file may need several kinds.
    """

    lines: tuple[tuple[str, int, int], ...]  # kind of work, files, minutes each

    @property
    def minutes(self) -> int:
        return sum(files * each for _kind, files, each in self.lines)

    @property
    def hours(self) -> int:
        """Rounded up: a begun hour is one."""
        return -(-self.minutes // 60)


def change_of(tallies: Iterable[FormatTally], minutes: Minutes) -> Change:
    """Files in open formats cost nothing for what they are; a macro does anywhere."""
    rows = [one for one in tallies if one.format in OFFICE]
    return Change(
        (
            ("macro", sum(one.macros for one in rows), minutes.macro),
            ("bound", sum(one.bound for one in rows), minutes.bound),
            (
                "closed",
                sum(one.files for one in rows if one.format in CLOSED),
                minutes.closed,
            ),
            ("alphabet", sum(one.alphabet for one in rows), minutes.alphabet),
        )
    )
