"""The language of an act that reorganises bodies: one line of a sheet, one change.

Told with examples in docs/reforms.md. ``từ`` names bodies as their codes and names mean
them on the day before; ``thành`` names what they become: a body this act makes, or one
that lives on. A body is its code; a unit is ``code/unit``; a post ``code/unit/post``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from congvu.files.formats.sheet_grid import FORMULA, Bounds, Table
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import ROLE_NAMES, ChangeVerb

MOST_LINES = 30_000
BOUNDS = Bounds(
    bytes=8_000_000, unpacked=120_000_000, rows=50_000, cells=40, letters=2000
)


class TableRefused(ValueError):
    """No table of an act; the message is a Vietnamese message id."""


@dataclass(frozen=True)
class Column:
    """One column: its key in ``Line``, its title, what stands in it, how long."""

    key: str
    title: str
    about: str
    most: int = 300


COLUMNS = (
    Column(
        "verb",
        _("việc"),
        _("lập, đổi tên, chuyển, sáp nhập, chia, giải thể, đổi mã, bổ nhiệm"),
        20,
    ),
    Column(
        "source",
        _("từ"),
        _(
            "cơ quan, đơn vị hoặc chức vụ bị tác động, như vào ngày hôm trước: mã; "
            "mã/đơn vị; mã/đơn vị/chức vụ"
        ),
    ),
    Column(
        "target",
        _("thành"),
        _("nơi kế thừa, hoặc cái được lập: mã; mã/đơn vị; mã/đơn vị/chức vụ"),
    ),
    Column(
        "codes",
        _("mã"),
        _("các mã khác của cơ quan được lập, hoặc mã mới khi đổi mã; cách nhau bằng ;"),
    ),
    Column("name", _("tên"), _("tên đầy đủ khi lập cơ quan hoặc đổi tên"), 200),
    Column("short_name", _("tên gọi tắt"), _("trống thì tự rút từ tên"), 60),
    Column("symbol", _("ký hiệu"), _("viết tắt trong ký hiệu văn bản"), 20),
    Column("place", _("địa danh"), _("trống thì lấy tên xã, phường"), 60),
    Column(
        "kind",
        _("loại"),
        _("cơ quan: tỉnh, sở, huyện, xã, khác; chức vụ: vai trò"),
        30,
    ),
    Column("parent", _("cấp trên"), _("mã cơ quan cấp trên, hoặc mã/đơn vị cấp trên")),
    Column(
        "structure",
        _("cơ cấu"),
        _("khi lập: tên mẫu (xã, phường, sở), hoặc: như MÃ"),
        80,
    ),
    Column(
        "keeps",
        _("kế thừa"),
        _("khi chia: x ở dòng nhận sổ và việc đang mở; trống ở mọi dòng thì hỏi"),
        10,
    ),
    Column("person", _("người"), _("khi bổ nhiệm: tên đăng nhập"), 150),
    Column("note", _("ghi chú"), _("máy không đọc")),
)

_VERBS = {
    "lap": ChangeVerb.CREATE,
    "thanh lap": ChangeVerb.CREATE,
    "doi ten": ChangeVerb.RENAME,
    "chuyen": ChangeVerb.MOVE,
    "sap nhap": ChangeVerb.MERGE,
    "nhap": ChangeVerb.MERGE,
    "hop nhat": ChangeVerb.MERGE,
    "chia": ChangeVerb.SPLIT,
    "giai the": ChangeVerb.DISSOLVE,
    "doi ma": ChangeVerb.RECODE,
    "bo nhiem": ChangeVerb.APPOINT,
}
# Kinds are slugs of the agency's kinds; the words are what people write.
KINDS = {
    "tinh": "province",
    "so": "department",
    "so, ban, nganh": "department",
    "huyen": "district",
    "xa": "commune",
    "phuong": "commune",
    "khac": "other",
    **{slug: slug for slug in ("province", "department", "district", "commune")},
    "other": "other",
}
ROLES = {fold(name): role.value for role, name in ROLE_NAMES.items()} | {
    role.value: role.value for role in ROLE_NAMES
}

_NEEDED: dict[ChangeVerb, tuple[str, ...]] = {
    ChangeVerb.CREATE: ("target",),
    ChangeVerb.RENAME: ("source", "name"),
    ChangeVerb.MOVE: ("source", "parent"),
    ChangeVerb.MERGE: ("source", "target"),
    ChangeVerb.SPLIT: ("source", "target"),
    ChangeVerb.DISSOLVE: ("source",),
    ChangeVerb.RECODE: ("source", "codes"),
    ChangeVerb.APPOINT: ("target",),
}
_ALLOWED: dict[ChangeVerb, frozenset[str]] = {
    ChangeVerb.CREATE: frozenset(
        {"target", "codes", "name", "short_name", "symbol", "place"}
        | {"kind", "parent", "structure"}
    ),
    ChangeVerb.RENAME: frozenset({"source", "name", "short_name", "symbol", "place"}),
    ChangeVerb.MOVE: frozenset({"source", "parent"}),
    ChangeVerb.MERGE: frozenset({"source", "target"}),
    ChangeVerb.SPLIT: frozenset({"source", "target", "keeps"}),
    ChangeVerb.DISSOLVE: frozenset({"source", "target"}),
    ChangeVerb.RECODE: frozenset({"source", "codes"}),
    ChangeVerb.APPOINT: frozenset({"source", "target", "person"}),
}


@dataclass(frozen=True)
class Wrong:
    """Why a line cannot be so: a Vietnamese message id and what fills it."""

    line: int
    message: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Address:
    """Whom a cell means: an agency by a code, a unit or a post in it by name."""

    code: str
    unit: str = ""
    post: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.code, self.unit, self.post) if part)


@dataclass(frozen=True)
class Line:
    """One change as it was written, cell by cell; empty where nothing stands."""

    line: int
    verb: ChangeVerb
    source: str = ""
    target: str = ""
    codes: str = ""
    name: str = ""
    short_name: str = ""
    symbol: str = ""
    place: str = ""
    kind: str = ""
    parent: str = ""
    structure: str = ""
    keeps: str = ""
    person: str = ""
    note: str = ""

    def cells(self) -> dict[str, str]:
        """What was written, without the empty cells: kept in ``Change.detail``."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return {k: v for k, v in own.items() if v and k not in {"line", "verb"}}

    @property
    def code_list(self) -> list[str]:
        return [code(part) for part in self.codes.split(";") if part.strip()]


@dataclass
class Sheet:
    """The lines that can be read, and what is wrong with the others."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    # What stood in each bad row, to be quoted beside its reasons.
    quoted: dict[int, str] = field(default_factory=dict)
    # Whom the bad rows would make or name: nobody can say yet that these do not exist.
    named: set[str] = field(default_factory=set)


def code(text: str) -> str:
    """A code as it is kept; table programs drop the zeros that a number begins with."""
    plain = text.strip().upper()
    return plain.zfill(5) if plain.isascii() and plain.isdigit() else plain


def address(text: str) -> Address:
    parts = [part.strip() for part in text.split("/", 2)]
    return Address(code(parts[0]), *parts[1:])


def table_rows(table: Table) -> list[list[str]]:
    """Of its first sheet, so that the n-th is line n of what people see."""
    rows: list[list[str]] = []
    for sheet in table.sheets[:1]:
        for (line, cells), kinds in zip(sheet.rows, sheet.kinds, strict=True):
            if line > BOUNDS.rows:
                raise TableRefused(_("Bảng quá dài (nhiều hơn 50.000 dòng)."))
            rows += [[] for _row in range(line - len(rows) - 1)]
            # A formula that gave nothing is no word.
            rows.append(
                [
                    "" if kind == FORMULA else text
                    for text, kind in zip(cells, kinds, strict=True)
                ]
            )
    return rows


def read_sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    """Every row below the titles; rows that are empty or begin with # say nothing."""
    start, places = _titles(rows)
    sheet = Sheet()
    for number, cells in enumerate(rows[start:], start=start + 1):
        if not any(cells) or cells[0].startswith("#"):
            continue
        given = {
            key: cells[place].strip()
            for place, key in places.items()
            if place < len(cells)
        }
        line, wrong = line_of(number, given)
        if line is not None and not wrong:
            sheet.lines.append(line)
            continue
        sheet.wrong += wrong
        sheet.named.add(address(given.get("target", "")).code)
        sheet.quoted[number] = " | ".join(cell for cell in cells if cell)[:300]
    if len(sheet.lines) > MOST_LINES:
        raise TableRefused(_("Quyết định quá dài (nhiều hơn 30.000 dòng)."))
    if not sheet.lines and not sheet.wrong:
        raise TableRefused(_("Bảng không có dòng nào."))
    return sheet


def as_table(text: str) -> bytes:
    """Pasted rows as a .csv file: cells between tabs or |, the usual titles above."""
    titles = [column.title for column in COLUMNS]
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t")
    pasted = [re.split(r"[\t|]", line) for line in text.splitlines()]
    if not any(fold(row[0].strip()) == "viec" for row in pasted):
        writer.writerow(titles)
    for row in pasted:
        writer.writerow([cell.strip() for cell in row])
    return out.getvalue().encode()


def _titles(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """Where the rows begin, and which column stands where (in any order)."""
    known = {fold(column.title): column.key for column in COLUMNS}
    for number, cells in enumerate(rows[:50], start=1):
        folded = [fold(cell) for cell in cells]
        if "viec" not in folded:
            continue
        unknown = [c for c, f in zip(cells, folded, strict=True) if f not in known]
        if any(unknown) or len(set(folded)) < len(folded):
            raise TableRefused(
                _("Dòng tiêu đề có cột lạ hoặc cột trùng; dùng bảng mẫu.")
            )
        return number, {place: known[f] for place, f in enumerate(folded) if f}
    raise TableRefused(_("Không thấy dòng tiêu đề có cột “việc”; dùng bảng mẫu."))


def line_of(number: int, given: Mapping[str, str]) -> tuple[Line | None, list[Wrong]]:
    """A line from its cells, by key; with everything that is wrong with it."""
    verb = _VERBS.get(fold(given.get("verb", "")))
    if verb is None:
        word = given.get("verb", "")
        about = COLUMNS[0].about
        return None, [
            Wrong(
                number,
                _("không có việc “%(word)s”; việc là một trong: %(known)s"),
                {"word": word, "known": about},
            )
        ]
    cells = {key: value for key, value in given.items() if value and key != "verb"}
    line = Line(number, verb, **cells)
    return line, list(_wrong_with(line, cells))


def _wrong_with(line: Line, cells: Mapping[str, str]) -> Iterator[Wrong]:
    titles = {column.key: column.title for column in COLUMNS}
    for key in _NEEDED[line.verb]:
        if key not in cells:
            yield Wrong(line.line, _("thiếu “%(column)s”"), {"column": titles[key]})
    for key in cells:
        if key not in _ALLOWED[line.verb] | {"note"}:
            words = _("việc này không dùng cột “%(column)s”")
            yield Wrong(line.line, words, {"column": titles[key]})
    for column in COLUMNS:
        if len(cells.get(column.key, "")) > column.most:
            words = _("“%(column)s” dài quá %(most)s ký tự")
            given = {"column": column.title, "most": str(column.most)}
            yield Wrong(line.line, words, given)
    if line.verb == ChangeVerb.CREATE and line.target:
        yield from _wrong_with_new(line)
    if line.verb == ChangeVerb.APPOINT:
        yield from _wrong_with_people(line)


def _wrong_with_new(line: Line) -> Iterator[Wrong]:
    made = address(line.target)
    if made.post:
        if fold(line.kind) not in ROLES:
            words = _("“loại” của chức vụ phải là một vai trò: %(known)s")
            known = {"known": ", ".join(ROLE_NAMES.values())}
            yield Wrong(line.line, words, known)
        return
    if made.unit:
        return
    if not line.name:
        yield Wrong(line.line, _("thiếu “%(column)s”"), {"column": _("tên")})
    if fold(line.kind) not in KINDS:
        words = _("“loại” phải là một trong: %(known)s")
        yield Wrong(line.line, words, {"known": _("tỉnh, sở, huyện, xã, khác")})
    elif not line.parent and KINDS[fold(line.kind)] != "province":
        yield Wrong(line.line, _("thiếu “%(column)s”"), {"column": _("cấp trên")})


def _wrong_with_people(line: Line) -> Iterator[Wrong]:
    if not line.source and not line.person:
        words = _("ghi “từ” (chức vụ cũ) hoặc “người” (tên đăng nhập)")
        yield Wrong(line.line, words)
    for cell in (line.source, line.target):
        if cell and not address(cell).post:
            words = _("“%(cell)s” không phải chức vụ; ghi mã/đơn vị/chức vụ")
            yield Wrong(line.line, words, {"cell": cell})
