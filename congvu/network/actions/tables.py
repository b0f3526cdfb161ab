"""Tables of what the network has: read line by line, what is wrong told and the rest
kept; written so that what was written reads as nothing new.

A line is found again by what names it: a site by its name, a link by its ends, carrier
and first day, a subnet by its addresses, a device by its name at its site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files.actions import read_table
from congvu.files.formats.sheet_grid import Bounds, Table
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.network.access import agencies_offered, ends_offered, keeps, kept_sites
from congvu.network.actions.devices import add_device, change_device
from congvu.network.actions.links import add_link, change_link
from congvu.network.actions.saying import reasons_of
from congvu.network.actions.sites import add_site, change_site
from congvu.network.actions.subnets import add_subnet, change_subnet
from congvu.network.models import Device, Link, Rack, Site, Subnet
from congvu.network.rules import (
    CARRIAGE_NAMES,
    DEVICE_KIND_NAMES,
    MEDIUM_NAMES,
    MOST_LINES,
    SCOPE_NAMES,
    SITE_KIND_NAMES,
    TABLES,
    Carriage,
    Cells,
    DeviceData,
    DeviceKind,
    Fault,
    LinkData,
    Medium,
    Scope,
    SiteData,
    SiteKind,
    SubnetData,
    TableKind,
    lacking,
    places_of,
    plain,
    read_cidr,
)
from congvu.organisations.access import Seat
from congvu.organisations.queries import AgencyOnDay, agencies_on

BOUNDS = Bounds(rows=MOST_LINES + 1, sheets=1)
ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"
LINE_STATES = {
    ADDED: gettext_noop("thêm"),
    CHANGED: gettext_noop("sửa"),
    SAME: gettext_noop("không đổi"),
    REFUSED: gettext_noop("không nhận"),
}

_SITE = ("kind", "address", "latitude", "longitude", "machines")
_LINK = ("carriage", "medium", "up_mbps", "monthly_cost", "contract", "valid_until")
_SUBNET = ("name", "scope")
_DEVICE = ("kind", "maker", "model", "serial", "place", "bought_on", "unit", "units")
Told = TypeVar("Told", SiteData, LinkData, SubnetData, DeviceData)


@dataclass(frozen=True)
class LoadedLine:
    """What became of a line; ``line`` is its number as people see it."""

    line: int
    name: str
    state: str
    reasons: tuple[str, ...] = ()


@dataclass
class LoadedTable:
    """``encoding`` is told where the letters had to be guessed; ``dry``: only tried."""

    kind: TableKind
    encoding: str
    dry: bool
    lines: list[LoadedLine] = field(default_factory=list)

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.lines)


class _Tried(Exception):
    """Carries a dry run out of its transaction, which then never was."""


def load_table(
    *, kind: TableKind, stream: BinaryIO, by: Seat, at: datetime, dry: bool = False
) -> LoadedTable:
    """Read in the jail. Each line goes the way of its own page, alone: refused lines
    say why, the others stay. ``dry`` does the same and keeps nothing.
    """
    if not keeps(by):
        raise Refused([_("Chức vụ này không có quyền ghi về mạng.")])
    table, sha256 = read_table(stream=stream, bounds=BOUNDS, field="file")
    head, rows = _head(kind, table)
    guessed = table.encoding if table.encoding not in ("", "UTF-8") else ""
    found = LoadedTable(kind, guessed, dry)
    try:
        with transaction.atomic():
            reader = _Reader(by, at)
            for line, cells in rows:
                texts = {k: cells[n] if n < len(cells) else "" for n, k in head.items()}
                found.lines.append(reader.take(kind, line, texts))
            if dry:
                raise _Tried
            counts = {s: found.count(s) for s in (ADDED, CHANGED, REFUSED)}
            told = {"table": kind.value, "sha256": sha256, **counts}
            record(
                "network.loaded", by=by.actor, at=at, agency_id=by.agency_id, data=told
            )
    except _Tried:
        pass
    return found


def _head(
    kind: TableKind, table: Table
) -> tuple[dict[int, str], list[tuple[int, list[str]]]]:
    rows = table.sheets[0].rows if table.sheets else []
    found = places_of(kind, rows[0][1]) if rows else {}
    if missing := lacking(kind, found):
        named = {"titles": ", ".join(f"“{_(one)}”" for one in missing)}
        words = _("Dòng đầu của bảng phải có cột %(titles)s.") % named
        raise Refused([Reason(words, "file")])
    if len(rows) < 2:
        raise Refused([Reason(_("Dưới dòng tiêu đề không có dòng nào."), "file")])
    return found, rows[1:]


class _Reader:
    """Whoever loads, on a day; what lines name is looked up once."""

    def __init__(self, by: Seat, at: datetime) -> None:
        self.by, self.at, self.on = by, at, local_date(at)

    @cached_property
    def agencies(self) -> dict[str, set[UUID]]:
        return _by_name(agencies_offered(self.by, self.on))

    def take(self, kind: TableKind, line: int, texts: Mapping[str, str]) -> LoadedLine:
        name = " · ".join(
            texts[c.key] for c in TABLES[kind] if c.is_needed and texts.get(c.key)
        )
        try:
            with transaction.atomic():
                state = _TAKERS[kind](self, Cells(texts))
        except Refused as why:
            said = tuple(self._said(kind, one) for one in why.reasons)
            return LoadedLine(line, name[:120], REFUSED, said)
        return LoadedLine(line, name[:120], state)

    @staticmethod
    def _said(kind: TableKind, why: Reason) -> str:
        titles = {c.key: _(c.title) for c in TABLES[kind]}
        title = titles.get(why.field or "")
        return f"{title}: {why.message}" if title else why.message

    # -- one line of each kind: what is there, what is written, what differs

    def site(self, cells: Cells) -> str:
        agency = self._agency(cells, "agency") or self.by.agency_id
        data = SiteData(
            agency,
            cells.text("name"),
            cells.named("kind", SITE_KIND_NAMES, SiteKind.OFFICE),
            cells.text("address"),
            cells.degrees("latitude"),
            cells.degrees("longitude"),
            cells.number("machines"),
        ).tidied()
        if cells.faults:
            raise _unreadable(cells)
        was = kept_sites(self.by).filter(agency=agency, name=data.name).first()
        if was is None:
            add_site(data=data, by=self.by, at=self.at)
            return ADDED
        data = _kept(cells, data, was, *_SITE)
        if _is_same(was, {**vars(data), "agency_id": agency}):
            return SAME
        change_site(site_id=was.id, data=data, by=self.by, at=self.at)
        return CHANGED

    def link(self, cells: Cells) -> str:
        near, far = self._site(cells), self._far(cells)
        down, begins = cells.number("down_mbps", 0) or 0, cells.day("valid_from")
        if begins is None and not cells.text("valid_from"):
            cells.faults.append(_missing("valid_from", gettext_noop("Chưa có ngày.")))
        told: dict[str, Any] = {
            "carrier": nfc(cells.text("carrier")),
            "carriage": cells.named("carriage", CARRIAGE_NAMES, Carriage.STATE),
            "medium": cells.named("medium", MEDIUM_NAMES, Medium.FIBRE),
            "down_mbps": down,
            "up_mbps": cells.number("up_mbps", down) or 0,
            "monthly_cost": cells.number("monthly_cost", 0) or 0,
            "contract": cells.text("contract"),
            "valid_until": cells.day("valid_until"),
        }
        if near is None or far is None or begins is None or cells.faults:
            raise _unreadable(cells)
        data = LinkData(near_id=near.id, far_id=far.id, valid_from=begins, **told)
        named = {"near": near, "far": far, "carrier": data.carrier}
        was: Link | None = Link.objects.filter(**named, valid_from=begins).first()
        if was is None:
            add_link(data=data, by=self.by, at=self.at)
            return ADDED
        data = _kept(cells, data, was, *_LINK)
        if _is_same(was, vars(data)):
            return SAME
        change_link(link_id=was.id, data=data, by=self.by, at=self.at)
        return CHANGED

    def subnet(self, cells: Cells) -> str:
        site = self._site(cells)
        data = SubnetData(
            cells.text("cidr"),
            cells.text("name") or cells.text("cidr"),
            cells.named("scope", SCOPE_NAMES, Scope.AGENCY),
            cells.number("vlan"),
        ).tidied()
        if site is None or cells.faults:
            raise _unreadable(cells)
        was = None
        if read_cidr(data.cidr) is not None:
            rows = Subnet.objects.select_related("vlan")
            was = rows.filter(site=site, cidr=data.cidr).first()
        if was is None:
            add_subnet(site_id=site.id, data=data, by=self.by, at=self.at)
            return ADDED
        number = was.vlan.number if was.vlan else None
        data = _kept(cells, data, was, *_SUBNET)
        if "vlan" not in cells.texts:
            data = replace(data, vlan=number)
        if _is_same(was, {"name": data.name, "scope": data.scope}) and (
            number == data.vlan
        ):
            return SAME
        change_subnet(subnet_id=was.id, data=data, by=self.by, at=self.at)
        return CHANGED

    def device(self, cells: Cells) -> str:
        site = self._site(cells)
        data = DeviceData(
            name=cells.text("name"),
            kind=cells.named("kind", DEVICE_KIND_NAMES, DeviceKind.OTHER),
            maker=cells.text("maker"),
            model=cells.text("model"),
            serial=cells.text("serial"),
            place=cells.text("place"),
            bought_on=cells.day("bought_on"),
            rack_id=self._rack(cells, site),
            unit=cells.number("unit"),
            units=cells.number("units", 1) or 1,
        ).tidied()
        if site is None or cells.faults:
            raise _unreadable(cells)
        was = Device.objects.filter(site=site, name=data.name).first()
        if was is None:
            add_device(site_id=site.id, data=data, by=self.by, at=self.at)
            return ADDED
        data = _kept(cells, data, was, *_DEVICE)
        if "rack" not in cells.texts:
            data = replace(data, rack_id=was.rack_id)
        elif data.rack_id is None and "unit" not in cells.texts:
            data = replace(data, unit=None)
        if _is_same(was, vars(data)):
            return SAME
        change_device(device_id=was.id, data=data, by=self.by, at=self.at)
        return CHANGED

    # -- what a cell names

    def _agency(self, cells: Cells, key: str) -> UUID | None:
        text = cells.text(key)
        if not text:
            return None
        found = self.agencies.get(plain(text), set())
        if len(found) == 1:
            return next(iter(found))
        words = (
            gettext_noop("Có nhiều cơ quan tên “%(text)s”; ghi mã của cơ quan.")
            if found
            else gettext_noop("Không tìm thấy cơ quan “%(text)s”.")
        )
        cells.faults.append(_missing(key, words, text))
        return None

    def _site(self, cells: Cells) -> Site | None:
        agency = self._agency(cells, "agency")
        return self._one(cells, "site", kept_sites(self.by), agency)

    def _far(self, cells: Cells) -> Site | None:
        """A hub of another body is named without it: there are few."""
        rows = ends_offered(self.by)
        text = cells.text("far_agency")
        if text:
            rows = rows.filter(agency__in=self._everybody.get(plain(text), set()))
        return self._one(cells, "far", rows, None)

    @cached_property
    def _everybody(self) -> dict[str, set[UUID]]:
        return _by_name(agencies_on(self.on))

    @staticmethod
    def _one(
        cells: Cells, key: str, rows: models.QuerySet[Site], agency: UUID | None
    ) -> Site | None:
        text = cells.text(key)
        found = rows.filter(name=text)
        if agency is not None:
            found = found.filter(agency=agency)
        two = list(found[:2])
        if len(two) == 1:
            return two[0]
        words = (
            gettext_noop("Có nhiều điểm tên “%(text)s”; ghi thêm cơ quan.")
            if two
            else gettext_noop("Không tìm thấy điểm “%(text)s”.")
        )
        cells.faults.append(_missing(key, words, text))
        return None

    @staticmethod
    def _rack(cells: Cells, site: Site | None) -> UUID | None:
        """As it is called, or with its room before it: Phòng máy / Tủ 1."""
        text = cells.text("rack")
        if not text or site is None:
            return None
        rows = Rack.objects.filter(room__site=site).select_related("room")
        wanted = plain(text)
        found = [r for r in rows if wanted in (plain(r.name), plain(rack_words(r)))]
        if len(found) == 1:
            return found[0].pk
        words = gettext_noop("Điểm này không có một tủ “%(text)s”.")
        cells.faults.append(_missing("rack", words, text))
        return None


def _by_name(agencies: Iterable[AgencyOnDay]) -> dict[str, set[UUID]]:
    """By full name, short name and code; several may share a name."""
    found: dict[str, set[UUID]] = {}
    for one in agencies:
        for name in (one.name, one.short_name, one.code):
            found.setdefault(plain(name), set()).add(one.id)
    return found


def rack_words(rack: Rack) -> str:
    parts = (rack.room.building, rack.room.name, rack.name)
    return " / ".join(part for part in parts if part)


def _missing(key: str, words: str, text: str = "") -> Fault:
    return Fault(words, key, {"text": text[:60]})


def _unreadable(cells: Cells) -> Refused:
    return Refused(reasons_of(cells.faults))


def _kept(cells: Cells, data: Told, was: models.Model, *names: str) -> Told:
    """What a table has no column for stays as it was."""
    kept = {one: getattr(was, one) for one in names if one not in cells.texts}
    return replace(data, **kept)


def _is_same(row: models.Model, wanted: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in wanted.items())


_TAKERS: Mapping[TableKind, Callable[[_Reader, Cells], str]] = {
    TableKind.SITES: _Reader.site,
    TableKind.LINKS: _Reader.link,
    TableKind.SUBNETS: _Reader.subnet,
    TableKind.DEVICES: _Reader.device,
}
