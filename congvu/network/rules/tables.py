"""Tables of sites, links, subnets and devices: which columns, under which titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from congvu.lib.dates import day_or_none
from congvu.lib.text import fold, nfc
from congvu.lib.text import gettext_noop as _
from congvu.network.rules.data import Fault

MOST_LINES = 5000


class TableKind(StrEnum):
    SITES = "sites"
    LINKS = "links"
    SUBNETS = "subnets"
    DEVICES = "devices"


TABLE_NAMES = {
    TableKind.SITES: _("điểm mạng"),
    TableKind.LINKS: _("đường truyền"),
    TableKind.SUBNETS: _("dải địa chỉ"),
    TableKind.DEVICES: _("thiết bị mạng"),
}


@dataclass(frozen=True)
class TableColumn:
    """``titles``: the first is written, all are read, folded and without marks."""

    key: str
    titles: tuple[str, ...]
    is_needed: bool = False

    @property
    def title(self) -> str:
        return self.titles[0]


def _column(key: str, *titles: str, is_needed: bool = False) -> TableColumn:
    return TableColumn(key, titles, is_needed)


_AGENCY = _column("agency", _("Cơ quan"), "Đơn vị", "agency")
_SITE = _column("site", _("Điểm"), "Điểm mạng", "Tên điểm", "site", is_needed=True)
TABLES: Mapping[TableKind, tuple[TableColumn, ...]] = {
    TableKind.SITES: (
        _AGENCY,
        _column("name", _("Tên điểm"), "Điểm", "Điểm mạng", "site", is_needed=True),
        _column("kind", _("Loại"), "kind"),
        _column("address", _("Địa chỉ"), "address"),
        _column("latitude", _("Vĩ độ"), "latitude", "lat"),
        _column("longitude", _("Kinh độ"), "longitude", "lon"),
        _column("machines", _("Số máy của cán bộ"), "Số máy", "machines"),
    ),
    TableKind.LINKS: (
        _AGENCY,
        _SITE,
        _column("far", _("Đầu kia"), "diem den", "Đến", "far", is_needed=True),
        _column("far_agency", _("Cơ quan đầu kia"), "far agency"),
        _column("carriage", _("Thuộc mạng"), "Mạng", "network"),
        _column("carrier", _("Nhà cung cấp"), "nha mang", "carrier", is_needed=True),
        _column("medium", _("Loại đường"), "Đường", "medium"),
        _column("down_mbps", _("Tải về, Mbit/s"), "bang thong", "down", is_needed=True),
        _column("up_mbps", _("Tải lên, Mbit/s"), "up"),
        _column("monthly_cost", _("Cước tháng, đồng"), "Cước tháng", "monthly cost"),
        _column("contract", _("Số hợp đồng"), "hop dong", "contract"),
        _column("valid_from", _("Dùng từ ngày"), "Từ ngày", "from", is_needed=True),
        _column("valid_until", _("Thôi dùng từ ngày"), "Đến ngày", "until"),
    ),
    TableKind.SUBNETS: (
        _AGENCY,
        _SITE,
        _column("cidr", _("Dải địa chỉ"), "Dải", "subnet", is_needed=True),
        _column("name", _("Tên"), "ten dai", "name"),
        _column("scope", _("Phạm vi"), "scope"),
        _column("vlan", _("VLAN"), "Số VLAN"),
    ),
    TableKind.DEVICES: (
        _AGENCY,
        _SITE,
        _column("name", _("Tên thiết bị"), "Thiết bị", "device", is_needed=True),
        _column("kind", _("Loại"), "kind"),
        _column("maker", _("Hãng"), "maker"),
        _column("model", _("Kiểu"), "model"),
        _column("serial", _("Số máy"), "so se ri", "serial"),
        _column("place", _("Phòng, tủ"), "vi tri", "place"),
        _column("rack", _("Tủ"), "rack"),
        _column("unit", _("U thấp nhất"), "U", "unit"),
        _column("units", _("Cao mấy U"), "so u", "units"),
        _column("bought_on", _("Ngày mua"), "bought"),
    ),
}
_NO_WORD = re.compile(r"[^a-z0-9]+")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def plain(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


def places_of(kind: TableKind, head: list[str]) -> dict[int, str]:
    """Which column is which; each taken once, whatever their order."""
    known: dict[str, str] = {}
    for column in TABLES[kind]:
        for title in column.titles:
            known.setdefault(plain(title), column.key)
    found: dict[int, str] = {}
    for place, cell in enumerate(head):
        key = known.get(plain(cell))
        if key is not None and key not in found.values():
            found[place] = key
    return found


def lacking(kind: TableKind, found: dict[int, str]) -> list[str]:
    """Titles of the columns that are needed and are not there."""
    there = set(found.values())
    return [c.title for c in TABLES[kind] if c.is_needed and c.key not in there]


Named = TypeVar("Named", bound=StrEnum)


class Cells:
    """One line's cells, read one by one; what cannot be read is gathered."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.faults: list[Fault] = []

    def text(self, key: str) -> str:
        """An apostrophe before a sign is what a list written here put there."""
        found = nfc(self.texts.get(key, ""))
        return found[1:] if re.match(r"'[=+\-@]", found) else found

    def number(self, key: str, otherwise: int | None = None) -> int | None:
        """1.100.000, 1 100 000 or 1100000."""
        text = re.sub(r"(?<=\d)[. ](?=\d{3}(\D|$))", "", self.text(key))
        text = text.removesuffix(".0")
        if not text:
            return otherwise
        if not text.isascii() or not text.isdecimal() or len(text) > 15:
            self._not_read(key)
            return otherwise
        return int(text)

    def degrees(self, key: str) -> Decimal | None:
        text = self.text(key).replace(",", ".")
        if not text:
            return None
        try:
            found = Decimal(text).quantize(Decimal("0.00001"))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            self._not_read(key)
            return None
        return found

    def day(self, key: str) -> date | None:
        text = self.text(key)
        if not text:
            return None
        found = _DAY.fullmatch(text)
        iso = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text[:10]
        read = day_or_none(iso)
        if read is None:
            self._not_read(key)
        return read

    def named(self, key: str, names: Mapping[Named, str], otherwise: Named) -> Named:
        """By its name here or by the key that programs use."""
        text = plain(self.text(key))
        if not text:
            return otherwise
        for one, name in names.items():
            if text in (plain(name), plain(one.value)):
                return one
        self._not_read(key)
        return otherwise

    def _not_read(self, key: str) -> None:
        named = {"text": self.text(key)[:40]}
        self.faults.append(Fault(_("Không đọc được “%(text)s”."), key, named))
