"""Licences of a whole province: fifteen thousand machines, two million installs, twelve
months of comings and goings.

Rights are given as keepers give them, beside the fleet of fleet.py; all is rolled back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from django.db import connection, transaction

from congvu.audit.rules import Actor, Door
from congvu.bench.fleet import EACH, analyse, make_fleet
from congvu.bench.timing import DatabaseClock, Figure
from congvu.inventory.actions import receive
from congvu.inventory.models import MachineReading
from congvu.inventory.rules import Program
from congvu.lib.dates import local_date
from congvu.licences.actions import (
    EntitlementData,
    RolloutWish,
    RuleData,
    Target,
    WaveWish,
    add_rule,
    add_wave,
    allocate,
    begin_rollout,
    count_positions,
    entitle,
)
from congvu.licences.models import CatalogueRule, PositionDay, Product, Rollout
from congvu.licences.queries import (
    covered_by_agency,
    months_of,
    product_lines,
    told_on,
)
from congvu.licences.queries.rollouts import (
    moment_of,
    progress,
    targets_page,
    with_standing,
)
from congvu.licences.rules import kept_days
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on

REPORTING = 100
PAGE_CEILING = 300
REPLAY_CEILING = 60
LEAST_ROWS_A_MINUTE = 100_000
ROUNDS = 5


def licence_figures(keeper: Seat, at: datetime) -> Iterator[Figure]:
    with transaction.atomic():
        beside = make_fleet(at)
        _rights(keeper, at)
        began = time.monotonic()
        count_positions(at=at)
        first = time.monotonic() - began
        analyse("licences_programname", "licences_seatallocation",
                "licences_licencestanding", "licences_positiontally")  # fmt: skip
        figures = [
            Figure("position of thirteen days counted first", first, "seconds",
                   beside=beside),
            *_replayed(keeper, at),
            *_pages(keeper, at),
            *_rollout_pages(_rollout(keeper, at), at),
            *_taken_in(keeper, at),
        ]  # fmt: skip
        transaction.set_rollback(True)
    yield from figures


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


_IN_ONE_WAVE = """
INSERT INTO licences_rolloutmachine
  (id, rollout_id, wave_id, machine_id, added_at, block, block_note, blocked_by)
SELECT gen_random_uuid(), %(rollout)s, %(wave)s, id, %(at)s, '', '', ''
  FROM inventory_machine WHERE device_id LIKE 'do-%%'
    ON CONFLICT DO NOTHING
"""


def _rollout(keeper: Seat, at: datetime) -> Rollout:
    """One suite instead of another, begun 200 days ago, on every machine there is."""
    begun, on = at - timedelta(days=200), local_date(at)
    new, old = (Product.objects.get(code=one) for one in ("libreoffice", "office-2016"))
    made = begin_rollout(
        wish=RolloutWish("LibreOffice", product_id=new.pk, instead_of_id=old.pk),
        agency_id=keeper.agency_id,
        by=keeper,
        at=begun,
    )
    wave, _machines = add_wave(
        rollout_id=made.pk,
        wish=WaveWish(
            number=1,
            agency_id=keeper.agency_id,
            unit_id=None,
            post_id=keeper.post_id,
            starts_on=local_date(begun),
            due_on=on - timedelta(days=20),
        ),
        by=keeper,
        at=begun,
    )
    given: dict[str, Any] = {"rollout": made.pk, "wave": wave.pk, "at": begun}
    with connection.cursor() as cursor:
        cursor.execute(_IN_ONE_WAVE, given)
    analyse("licences_rolloutmachine")
    return made


def _rollout_page(rollout: Rollout, day: date, at: datetime) -> None:
    """What the page of a roll-out asks."""
    moment = moment_of(day, at)
    progress(rollout, moment)
    targets_page(with_standing(rollout, moment))
    covered_by_agency(day, [rollout.agency_id])


def _rollout_pages(rollout: Rollout, at: datetime) -> list[Figure]:
    on = local_date(at)
    machines = float(rollout.machines.count())
    return [
        Figure(
            f"a roll-out to every machine {name}: database time",
            _taken(partial(_rollout_page, rollout, day, at), ROUNDS),
            "ms",
            most=PAGE_CEILING,
            beside={"machines": machines},
        )
        for name, day in (("today", on), ("on a past day", on - timedelta(days=100)))
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
