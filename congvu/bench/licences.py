"""Licences of a whole province: fifteen thousand machines, two million installs, twelve
months of comings and goings.

Machines, names and installs are written as rows beside what is there; rights are given
as keepers give them; all is rolled back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from congvu.audit.rules import Actor, Door
from congvu.bench.timing import DatabaseClock, Figure
from congvu.inventory.actions import receive
from congvu.inventory.models import MachineReading
from congvu.inventory.rules import Program
from congvu.lib.dates import local_date
from congvu.licences.actions import (
    EntitlementData,
    RuleData,
    Target,
    add_rule,
    allocate,
    count_positions,
    entitle,
)
from congvu.licences.models import CatalogueRule, PositionDay, Product
from congvu.licences.queries import (
    covered_by_agency,
    months_of,
    product_lines,
    told_on,
)
from congvu.licences.rules import kept_days
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on

MACHINES = 15_000
NAMES = 30_000
EACH = 133
KNOWN_EACH = 25
REPORTING = 100
PAGE_CEILING = 300
REPLAY_CEILING = 60
LEAST_ROWS_A_MINUTE = 100_000
ROUNDS = 5

_MACHINES = """
INSERT INTO inventory_machine
  (id, agency_id, name, kind, serial, uuid, device_id, cards, maker, model, cpu,
   os_name, os_version, address, last_user, place, state, fund, added_at, seen_at)
SELECT ('11ce0000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid,
       (%(agencies)s::uuid[])[1 + n %% cardinality(%(agencies)s::uuid[])],
       'MAY-DO-' || n, 'desktop', 'DO' || lpad(n::text, 8, '0'), '', 'do-' || n, '{}',
       '', '', '',
       (ARRAY['Windows 11 Pro', 'Windows 10 Pro', 'Ubuntu 24.04'])[1 + n %% 3],
       '', '', '', '', 'in_use', '', %(at)s - interval '400 days', %(at)s
  FROM generate_series(1, %(many)s) n
"""
_CUSTODY = """
INSERT INTO inventory_custody (machine_id, agency_id, state, since)
SELECT id, agency_id, state, added_at FROM inventory_machine WHERE device_id LIKE 'do-%'
"""
_READINGS = """
INSERT INTO inventory_machinereading
  (id, agency_id, machine_id, at, sha256, format, agent, told, state, reason, programs,
   added, removed)
SELECT gen_random_uuid(), m.agency_id, m.id, %(at)s - k * interval '28 days', '',
       'glpi', '', '', 'unchanged', '', 0, 0, 0
  FROM inventory_machine m CROSS JOIN generate_series(0, 12) k
 WHERE m.device_id LIKE 'do-%%'
"""
# A name the catalogue knows for every rule it came with, then names of nobody.
_NAMES = """
INSERT INTO inventory_software (key, publisher, name, version)
SELECT md5('do' || n)::uuid, publisher, name, version FROM (
  SELECT row_number() OVER (ORDER BY place) AS n,
         replace(publisher_pattern, '*', ' x') AS publisher,
         replace(name_pattern, '*', ' 1') AS name, '9.1' AS version
    FROM licences_cataloguerule WHERE code <> ''
  UNION ALL
  SELECT n, 'Hãng ' || n %% 900, 'Chương trình ' || n %% 9000, (n %% 41)::text || '.0'
    FROM generate_series(1001, %(many)s) n) told
ON CONFLICT (key) DO NOTHING
"""
# A fifth came within the year; of what is old a tenth was taken away within it.
_INSTALLS = """
INSERT INTO inventory_installation (machine_id, software_id, since, until)
SELECT m.id,
       CASE WHEN k < %(known)s THEN known.ids[1 + (m.n * 7 + k * 3) %% known.many]
            ELSE other.ids[1 + (m.n * 131 + k) %% other.many] END,
       %(at)s - interval '1 hour' - interval '1 day'
         * CASE WHEN (m.n + k) %% 5 = 0 THEN (m.n * 31 + k) %% 360 ELSE 400 END,
       CASE WHEN (m.n + k) %% 10 = 3
            THEN %(at)s - ((m.n * 17 + k) %% 360) * interval '1 day' END
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM inventory_machine
         WHERE device_id LIKE 'do-%%') m
 CROSS JOIN generate_series(0, %(each)s - 1) k
 CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS many
               FROM inventory_software WHERE version = '9.1') known
 CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS many
               FROM inventory_software WHERE name LIKE 'Chương trình%%') other
"""
_TABLES = (
    "inventory_machine, inventory_custody, inventory_machinereading,"
    " inventory_software,"
    " inventory_installation, licences_programname, licences_seatallocation,"
    " licences_licencestanding, licences_positiontally"
)


def licence_figures(keeper: Seat, at: datetime) -> Iterator[Figure]:
    with transaction.atomic():
        beside = _province(at)
        _rights(keeper, at)
        began = time.monotonic()
        count_positions(at=at)
        first = time.monotonic() - began
        _analyse()
        figures = [
            Figure("position of thirteen days counted first", first, "seconds",
                   beside=beside),
            *_replayed(keeper, at),
            *_pages(keeper, at),
            *_taken_in(keeper, at),
        ]  # fmt: skip
        transaction.set_rollback(True)
    yield from figures


def _province(at: datetime) -> dict[str, float]:
    call_command("load_catalogue", verbosity=0)
    given: dict[str, Any] = {
        "agencies": [one.id for one in agencies_on(local_date(at))],
        "at": at,
        "many": MACHINES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MACHINES, given)
        cursor.execute(_CUSTODY)
        cursor.execute(_READINGS, given)
        cursor.execute(_NAMES, {"many": NAMES})
        cursor.execute(_INSTALLS, {"at": at, "known": KNOWN_EACH, "each": EACH})
        installs = cursor.rowcount
    _analyse()
    return {"machines": MACHINES, "installs": installs, "names": NAMES}


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_TABLES}")


def _rights(keeper: Seat, at: datetime) -> None:
    """Every agency has Office for half of its machines, and Windows for most."""
    on = local_date(at)
    for code, seats in (("office-2016", 60), ("windows-10", 40), ("winrar", 5)):
        product = Product.objects.get(code=code)
        agencies = agencies_on(on)
        since = on - timedelta(days=500)
        data = EntitlementData(product.pk, "volume", seats * len(agencies), since)
        right = entitle(agency_id=keeper.agency_id, data=data, by=keeper, at=at)
        for one in agencies:
            allocate(
                entitlement_id=right.pk,
                target=Target(one.id),
                seats=seats,
                since=since,
                by=keeper,
                at=at,
            )


def _replayed(keeper: Seat, at: datetime) -> list[Figure]:
    """A rule that takes names of hundreds of machines, and all kept days after it."""
    product = Product.objects.get(code="misa")
    began = time.monotonic()
    told = add_rule(
        data=RuleData("chuong trinh 77*", product.pk), by=keeper, at=at
    ).replayed
    named = time.monotonic() - began
    count_positions(at=at)
    whole = time.monotonic() - began
    beside = {
        "names": float(told.names),
        "changed": float(told.changed),
        "rules": float(CatalogueRule.objects.count()),
        "names_seconds": named,
        "days": float(PositionDay.objects.count()),
    }
    return [
        Figure(
            "a rule changed, replayed over all names and kept days",
            whole,
            "seconds",
            most=REPLAY_CEILING,
            beside=beside,
        )
    ]


def _page(at: datetime, agencies: list[Any] | None) -> None:
    """What the page of the position asks."""
    on = local_date(at)
    told = told_on(on, agencies)
    product_lines(told)
    months_of(kept_days(on), agencies)
    covered_by_agency(on, agencies)


def _pages(keeper: Seat, at: datetime) -> list[Figure]:
    on = local_date(at)
    past = on - timedelta(days=100)
    asks: dict[str, tuple[Callable[[], Any], int | None]] = {
        "of the province": (partial(_page, at, None), PAGE_CEILING),
        "of one agency": (partial(_page, at, [keeper.agency_id]), PAGE_CEILING),
        "of the province on a day not kept": (partial(told_on, past), None),
    }
    return [
        Figure(
            f"position {name}: database time",
            _taken(ask, 1 if most is None else ROUNDS),
            "ms",
            most=most,
        )
        for name, (ask, most) in asks.items()
    ]


def _taken(ask: Callable[[], Any], rounds: int) -> float:
    spent = []
    for _n in range(rounds):
        clock = DatabaseClock()
        with connection.execute_wrapper(clock):
            ask()
        spent.append(clock.spent)
    return median(spent)


def _taken_in(keeper: Seat, at: datetime) -> list[Figure]:
    """Machines that report for the first time, and once more without anything new."""
    programs = [
        Program(f"Chương trình {n}", f"{n % 40}.0", f"Hãng {n % 900}")
        for n in range(EACH)
    ]
    messages = [_message(n, programs) for n in range(REPORTING)]
    by = Actor("đo", agency_id=keeper.agency_id, door=Door.COMMAND)
    rows = REPORTING * EACH
    figures = []
    for name in ("new", "the same again"):
        began = time.monotonic()
        taken = [
            one
            for content in messages
            for one in receive(
                content=content, agency_id=keeper.agency_id, by=by, at=at
            )
        ]
        spent = time.monotonic() - began
        figures.append(
            Figure(
                f"software rows taken in, {name}",
                rows / spent * 60,
                "a minute",
                least=LEAST_ROWS_A_MINUTE,
                beside={"added": float(_added(taken)), "machines": REPORTING},
            )
        )
    return figures


def _added(taken: list[MachineReading]) -> int:
    return sum(one.added for one in taken)


def _message(number: int, programs: list[Program]) -> bytes:
    softwares = "".join(
        f"<SOFTWARES><NAME>{one.name} {number % 50}</NAME><VERSION>{one.version}"
        f"</VERSION><PUBLISHER>{one.publisher}</PUBLISHER></SOFTWARES>"
        for one in programs
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>'
        f"<BIOS><SSN>NAP{number:06}</SSN></BIOS>"
        f"<HARDWARE><NAME>MAY-NAP-{number}</NAME></HARDWARE>{softwares}"
        f"</CONTENT><DEVICEID>nap-{number}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    ).encode()
