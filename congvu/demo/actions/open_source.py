"""Open source in the demo: a plan under way, with what stands in its way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.inventory.models import Machine
from congvu.lib.dates import local_date
from congvu.licences import actions
from congvu.licences.models import (
    FormatScan,
    Product,
    ReplacementLine,
    Rollout,
    RolloutMachine,
)
from congvu.licences.queries.rollouts import machines_wanted
from congvu.licences.rules import FLAGS
from congvu.licences.rules.formats import FormatTally, Trouble
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agencies_on, posts_on
from congvu.organisations.rules import Role

FILE = "open_source.yaml"


def plan_open_source(*, now: datetime) -> None:
    """After the machines and their licences; by the keeper of the committee."""
    told, on = read(FILE), local_date(now)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    for line in told["listings"]:
        since = date(on.year - 1, 1, 1)
        actions.add_own_listing(**line, since=since, by=keeper, at=now)
    scans = [_scan(one, keeper, now) for one in told["scans"]]
    lines = _plan(told["plan"], scans[0], keeper, now)
    agencies = _agencies(on)[: told["waves"]]
    office = actions.RolloutWish(
        told["office"]["title"], product_id=_product(told["office"]["product"])
    )
    rollouts = [_begun(office, agencies, keeper, now)]
    for line in lines:
        title = f"{line.product.full_name} thay {line.instead_of.full_name}"
        wish = actions.RolloutWish(title, line_id=line.pk)
        rollouts.append(_begun(wish, agencies, keeper, now))
    _block(told["blocks"], rollouts[1], keeper, now)
    for one in told["bought"]:
        _buy(one, keeper, now)


def _product(code: str) -> UUID:
    return Product.objects.get(code=code).pk


def _agencies(on: date) -> list[UUID]:
    """Those with machines, the province's committee first."""
    owners = set(Machine.objects.values_list("agency", flat=True))
    found = [one for one in agencies_on(on) if one.id in owners]
    found.sort(key=lambda one: one.kind != AgencyKind.PROVINCE)
    return [one.id for one in found]


def _scan(line: dict[str, Any], keeper: Seat, now: datetime) -> FormatScan:
    tallies = [
        FormatTally(
            row[0],
            row[1],
            files=row[2],
            bytes=row[3],
            **dict(zip(FLAGS, row[4:], strict=True)),
            bound=max(row[6], row[7]),
        )
        for row in line["rows"]
    ]
    troubles = [Trouble(name, why) for name, why in line["troubles"]]
    return actions.keep_scan(
        scanned=actions.Scanned(tallies, troubles),
        agency_id=keeper.agency_id,
        label=line["label"],
        by=keeper.actor,
        at=now,
    )


def _plan(
    told: dict[str, Any], scan: FormatScan, keeper: Seat, now: datetime
) -> list[ReplacementLine]:
    on = local_date(now)
    plan = actions.begin_plan(
        agency_id=keeper.agency_id,
        title=told["title"],
        basis=told["basis"],
        starts_on=on - timedelta(days=90),
        ends_on=on + timedelta(days=400),
        by=keeper,
        at=now,
    )
    made: list[ReplacementLine] = []
    for line in told["lines"]:
        wish = actions.LineWish(
            instead_of_id=_product(line["old"]),
            product_id=_product(line["new"]),
            reason=line["reason"],
            due_on=on + timedelta(days=line["days"]),
            to_train=line["to_train"],
            trained=line["trained"],
            scan_id=None if made else scan.pk,
            saved=line["saved"],
            block=line["block"],
            block_note=line["note"],
        )
        made.append(actions.add_line(plan_id=plan.pk, wish=wish, by=keeper, at=now))
    rows = ReplacementLine.objects.select_related("instead_of", "product")
    return list(rows.filter(plan=plan).order_by("pk"))


def _begun(
    wish: actions.RolloutWish, agencies: list[UUID], keeper: Seat, now: datetime
) -> Rollout:
    """A wave in each of these agencies that has machines for it."""
    on = local_date(now)
    made = actions.begin_rollout(
        wish=wish, agency_id=keeper.agency_id, by=keeper, at=now
    )
    for number, agency_id in enumerate(agencies, start=1):
        seats = [one for one in posts_on(on, agency_id=agency_id) if one.person_id]
        given = actions.WaveWish(
            number=number,
            agency_id=agency_id,
            unit_id=None,
            post_id=seats[0].id,
            starts_on=on - timedelta(days=60),
            due_on=on + timedelta(days=60 * number - 70),
        )
        if machines_wanted(made, agency_id, None, now).exists():
            actions.add_wave(rollout_id=made.pk, wish=given, by=keeper, at=now)
    return made


def _block(
    lines: list[dict[str, str]], rollout: Rollout, keeper: Seat, now: datetime
) -> None:
    rows = RolloutMachine.objects.filter(rollout=rollout).order_by("machine__name")
    for line, target in zip(lines, rows[: len(lines)], strict=False):
        actions.set_block(
            target_id=target.pk,
            block=line["block"],
            note=line["note"],
            by=keeper,
            at=now,
        )


def _buy(line: dict[str, Any], keeper: Seat, now: datetime) -> None:
    wish = actions.ProcurementWish(
        category=line["category"],
        what=line["what"],
        decided_on=local_date(now) - timedelta(days=line["days_ago"]),
        seats=line["seats"],
        amount=line["amount"],
        number=line["number"],
        reason=line["reason"],
    )
    actions.record_procurement(wish=wish, agency_id=keeper.agency_id, by=keeper, at=now)
