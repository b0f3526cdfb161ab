"""Rights for what is on the demo's machines: enough here, too few there, run out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.inventory.models import Machine
from congvu.inventory.queries import people_of
from congvu.lib.dates import local_date
from congvu.licences.actions import (
    EntitlementData,
    Target,
    allocate,
    count_positions,
    entitle,
    load_catalogue,
    recognise_new,
)
from congvu.licences.formats import CATALOGUE_FILE, read_catalogue
from congvu.licences.models import Entitlement, Product
from congvu.licences.queries import position_of
from congvu.licences.rules import Use
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Role

FILE = "licences.yaml"


def bring_licences(*, now: datetime) -> None:
    """Rights that leave every state somewhere; then the position of the kept days."""
    text = CATALOGUE_FILE.read_text(encoding="utf-8")
    load_catalogue(products=read_catalogue(text), by=SYSTEM, at=now)
    recognise_new()
    on = local_date(now)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    owners = set(Machine.objects.values_list("agency", flat=True))
    agencies = [one for one in agencies_on(on) if one.id in owners]
    agencies.sort(key=lambda one: one.kind != AgencyKind.PROVINCE)
    uses = [one.use for one in position_of(on)]
    for line in read(FILE)["rights"]:
        right = _right(line, keeper, on, now)
        fitting = [one for one in uses if one.product_id == right.product_id]
        for target, seats, why in _targets(line, [a.id for a in agencies], fitting, on):
            allocate(
                entitlement_id=right.pk,
                target=target,
                seats=seats,
                since=right.starts_on,
                by=keeper,
                at=now,
                over_reason=why,
            )
    count_positions(at=now)


def _right(line: dict[str, Any], keeper: Seat, on: date, now: datetime) -> Entitlement:
    ends = line.get("ends_in")
    return entitle(
        agency_id=keeper.agency_id,
        data=EntitlementData(
            product_id=Product.objects.get(code=line["product"]).pk,
            kind=line["kind"],
            seats=line["seats"],
            starts_on=on - timedelta(days=line["days_ago"]),
            ends_on=None if ends is None else on + timedelta(days=ends),
            metric=line.get("metric", "device"),
            covers_family=line.get("family", False),
            contract=line["contract"],
            price=line.get("price"),
        ),
        by=keeper,
        at=now,
    )


def _targets(
    line: dict[str, Any], agencies: list[UUID], uses: list[Use], on: date
) -> list[tuple[Target, int, str]]:
    """To whom how many go, and why more than there are."""
    found = [
        (Target(agency), seats, "")
        for agency, seats in zip(agencies, line.get("to", ()), strict=False)
    ]
    over = line.get("over")
    if over:
        found.append((Target(agencies[over["to"]]), over["seats"], over["why"]))
    uses = sorted(uses, key=_turn)
    found += [
        (Target(use.agency_id, machine_id=use.machine_id), 1, "")
        for use in uses[: line.get("machines", 0)]
    ]
    if "people" not in line:
        return found
    sit = {(one, pk) for one in agencies for pk, _name in people_of(one, on)}
    users = {u.user_id: u.agency_id for u in uses if (u.agency_id, u.user_id) in sit}
    found += [
        (Target(agency, person_id=person), 1, "")
        for person, agency in list(users.items())[: line["people"]]
    ]
    return found


def _turn(use: Use) -> str:
    return str(use.machine_id)
