"""The same tables written: a plan of the network goes out, so it is written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import Printed
from congvu.documents.actions.printing import new_file, ready_file
from congvu.documents.formats.list_csv import write_list_csv
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.network.access import keeps, kept_sites, links_kept
from congvu.network.actions.tables import rack_words
from congvu.network.models import Device, Subnet
from congvu.network.rules import TABLE_NAMES, TABLES, TableKind
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on

CSV = "text/csv; charset=utf-8"
Line = Mapping[str, str]


@transaction.atomic
def export_table(*, kind: TableKind, by: Seat, at: datetime) -> Printed:
    """What one keeps, as `load_table` reads it; loaded again it changes nothing."""
    if not keeps(by):
        raise Refused([_("Chức vụ này không có quyền ghi về mạng.")])
    stream, on = new_file(), local_date(at)
    columns = [Column(one.key, _(one.title), 10) for one in TABLES[kind]]
    rows = write_list_csv(stream, columns, _LINES[kind](by, on))
    told = {"table": kind.value, "rows": rows}
    record("network.exported", by=by.actor, at=at, agency_id=by.agency_id, data=told)
    return ready_file(stream, f"{_(TABLE_NAMES[kind])} {on:%Y-%m-%d}.csv", CSV)


def _names(by: Seat, on: date) -> dict[str, str]:
    ids = kept_sites(by).values_list("agency_id", flat=True).distinct()
    return {str(pk): name for pk, name in agency_names_on(list(ids), on).items()}


def _sites(by: Seat, on: date) -> Iterator[Line]:
    names = _names(by, on)
    for one in kept_sites(by).order_by("name", "id"):
        yield {
            "agency": names.get(str(one.agency_id), ""),
            "name": one.name,
            "kind": one.get_kind_display(),
            "address": one.address,
            "latitude": _text(one.latitude).replace(".", ","),
            "longitude": _text(one.longitude).replace(".", ","),
            "machines": _text(one.machines),
        }


def _links(by: Seat, on: date) -> Iterator[Line]:
    rows = list(links_kept(by).order_by("near__name", "valid_from", "id"))
    ids = {i for one in rows for i in (one.near.agency_id, one.far.agency_id)}
    names = agency_names_on(list(ids), on)
    for one in rows:
        yield {
            "agency": names.get(one.near.agency_id, ""),
            "site": one.near.name,
            "far": one.far.name,
            "far_agency": names.get(one.far.agency_id, ""),
            "carriage": one.get_carriage_display(),
            "carrier": one.carrier,
            "medium": one.get_medium_display(),
            "down_mbps": str(one.down_mbps),
            "up_mbps": str(one.up_mbps),
            "monthly_cost": str(one.monthly_cost),
            "contract": one.contract,
            "valid_from": _day(one.valid_from),
            "valid_until": _day(one.valid_until),
        }


def _subnets(by: Seat, on: date) -> Iterator[Line]:
    names = _names(by, on)
    rows = Subnet.objects.filter(site__in=kept_sites(by).values("pk"))
    for one in rows.select_related("site", "vlan").order_by("cidr", "id"):
        yield {
            "agency": names.get(str(one.site.agency_id), ""),
            "site": one.site.name,
            "cidr": one.cidr,
            "name": one.name,
            "scope": one.get_scope_display(),
            "vlan": str(one.vlan.number) if one.vlan else "",
        }


def _devices(by: Seat, on: date) -> Iterator[Line]:
    names = _names(by, on)
    rows = Device.objects.filter(site__in=kept_sites(by).values("pk"))
    for one in rows.select_related("site", "rack__room").order_by(
        "site__name", "name", "id"
    ):
        yield {
            "agency": names.get(str(one.site.agency_id), ""),
            "site": one.site.name,
            "name": one.name,
            "kind": one.get_kind_display(),
            "maker": one.maker,
            "model": one.model,
            "serial": one.serial,
            "place": one.place,
            "rack": rack_words(one.rack) if one.rack else "",
            "unit": _text(one.unit),
            "units": str(one.units),
            "bought_on": _day(one.bought_on),
        }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


_LINES = {
    TableKind.SITES: _sites,
    TableKind.LINKS: _links,
    TableKind.SUBNETS: _subnets,
    TableKind.DEVICES: _devices,
}
