"""Machines with programs, told as agents tell them, and rights, given as keepers do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.management import call_command

from congvu.inventory.actions import receive
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.models import Machine
from congvu.lib.dates import VIETNAM
from congvu.licences import actions
from congvu.licences.actions import EntitlementData, Target
from congvu.licences.models import Entitlement, Product, SeatAllocation
from tests.inventory.messages import Program, fusion
from tests.people import Province

OFFICE_2016 = ("Microsoft Office Standard 2016", "16.0.4266", "Microsoft Corporation")
OFFICE_2019 = ("Microsoft Office Standard 2019", "16.0.10386", "Microsoft Corporation")
LIBRE = ("LibreOffice 24.8", "24.8.4", "The Document Foundation")
WINRAR = ("WinRAR 6.02 (64-bit)", "6.02", "win.rar GmbH")
FIREFOX = ("Mozilla Firefox ESR (x64 vi)", "128.5", "Mozilla")
ADOBE = ("Adobe Photoshop CS6", "13.0", "Adobe Systems")
KASPERSKY = ("Kaspersky Endpoint Security", "12.3", "Kaspersky Lab")
STRANGE = ("Quan ly nhan su XYZ", "1.0", "Công ty A")
PATCH = ("Update for Microsoft Office 2016 (KB4484106)", "", "Microsoft")


def catalogue() -> None:
    call_command("load_catalogue", verbosity=0)


def machine(
    people: Province,
    name: str,
    programs: Sequence[Program],
    day: date,
    *,
    commune: bool = False,
    **put: Any,
) -> UUID:
    """As its agent told of it at noon; ``put`` is what people wrote."""
    board = {"serial": f"SN-{name}-77", "uuid": "", "mac": ""}
    taken = receive(
        content=fusion(list(programs), device=name, name=name, **board),
        agency_id=(people.commune if commune else people.committee).pk,
        by=people.seat("quan").actor,
        at=datetime.combine(day, time(12), VIETNAM),
    )
    assert taken[0].machine is not None, taken[0].reason
    key = taken[0].machine.pk
    # The system is a story of its own; here it would be in every count.
    change(key, datetime.combine(day, time(12), VIETNAM), **{"os_name": "", **put})
    return key


def change(key: UUID, at: datetime, **put: Any) -> None:
    """What people write of a machine, from a moment on."""
    Machine.objects.filter(pk=key).update(**put)
    keep_standing([key], at=at)


def product(code: str) -> Product:
    return Product.objects.get(code=code)


def right(
    people: Province,
    code: str,
    seats: int,
    *,
    kind: str = "contract",
    days_ago: int = 400,
    **more: Any,
) -> Entitlement:
    return actions.entitle(
        agency_id=people.committee.pk,
        data=EntitlementData(
            product_id=product(code).pk,
            kind=kind,
            seats=seats,
            starts_on=people.today - timedelta(days=days_ago),
            **more,
        ),
        by=people.seat("quan"),
        at=people.at,
    )


def give(
    people: Province,
    entitlement: Entitlement,
    seats: int = 1,
    *,
    days_ago: int = 300,
    why: str = "",
    commune: bool = False,
    **to: Any,
) -> SeatAllocation:
    agency = people.commune if commune else people.committee
    return actions.allocate(
        entitlement_id=entitlement.pk,
        target=Target(agency.pk, **to),
        seats=seats,
        since=people.today - timedelta(days=days_ago),
        by=people.seat("quan"),
        at=people.at,
        over_reason=why,
    )
