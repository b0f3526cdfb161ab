"""A committee and a commune with a few machines, a network, a survey begun."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from congvu.inventory.models import Machine
from congvu.network.models import Device, Link, Site
from congvu.organisations.models import Agency, AgencyKind, AgencyVersion
from congvu.surveys.actions import SurveyData, begin_survey, hand_in
from congvu.surveys.models import Survey, SurveySheet
from congvu.surveys.rules import Answer
from tests.people import Province

# What Phúc declares where records say nothing against it.
DECLARED = {
    "officials": "2",
    "machines": "4",
    "inventoried": "3",
    "old": "2",
    "unsupported": "2",
    "both": "1",
    "servers": "0",
    "lan": "1",
    "link": "1",
    "mbps": "20",
    "backup": "0",
}


def machine(agency: Agency, name: str, people: Province, **given: Any) -> Machine:
    told = {
        "kind": "desktop",
        "os_name": "Microsoft Windows 11 Pro",
        "bought_on": people.today - timedelta(days=400),
        "seen_at": people.at,
        "added_at": people.at - timedelta(days=200),
        **given,
    }
    return Machine.objects.create(agency=agency, name=name, **told)


def commune_machines(people: Province) -> None:
    """Four that people sit before, as DECLARED counts them; a server, one in stock.

    A  bought 7 years ago, Windows 7      old, unsupported
    B  BIOS of 6 years ago, Windows 11    old
    C  age unknown, Windows 10, silent    unsupported, not inventoried
    D  of last year, a system nobody knows
    """
    own, past = people.commune, people.today - timedelta(days=7 * 366)
    machine(own, "A", people, bought_on=past, os_name="Microsoft Windows 7 Ultimate")
    six = people.today - timedelta(days=6 * 366)
    machine(own, "B", people, bought_on=None, bios_on=six)
    silent = people.at - timedelta(days=31)
    ten = "Microsoft Windows 10 Pro"
    machine(own, "C", people, bought_on=None, os_name=ten, seen_at=silent)
    machine(own, "D", people, os_name="ChromeOS Flex")
    machine(own, "S", people, kind="server", os_name="Debian GNU/Linux 12 (bookworm)")
    machine(own, "K", people, state="stock", os_name="Microsoft Windows XP")


def commune_network(people: Province) -> None:
    """A house with a switch on a line of 20 Mbit/s of the state network to the hub."""
    hub = Site.objects.create(agency=people.committee, name="Trung tâm", kind="hub")
    house = Site.objects.create(agency=people.commune, name="Trụ sở xã")
    Device.objects.create(site=house, name="SW-1", kind="switch")
    Link.objects.create(
        near=house,
        far=hub,
        carrier="Nhà mạng A",
        down_mbps=20,
        up_mbps=10,
        valid_from=people.today - timedelta(days=90),
    )


def begun(people: Province, **given: Any) -> Survey:
    data = {
        "name": "Rà soát hạ tầng 2026",
        "due_on": people.today + timedelta(days=10),
        "basis": "Chỉ thị 15/2009/CT-UBND",
        **given,
    }
    return begin_survey(data=SurveyData(**data), by=people.seat("quan"), at=people.at)


def sheet_of(survey: Survey, agency: Agency) -> SurveySheet:
    return SurveySheet.objects.get(survey=survey, given_agency=agency)


def typed(**changed: str) -> dict[str, str]:
    """A form as a browser sends it: numbers, and reasons by ``key_reason``."""
    return {"seen": "0", "do": "hand-in", **DECLARED, **changed}


def sent(people: Province, who: str, sheet: SurveySheet, **changed: str) -> Any:
    address = reverse("surveys:sheet", args=[sheet.pk])
    return people.client(who).post(address, typed(**changed))


def handed_in(people: Province, sheet: SurveySheet, **changed: str) -> SurveySheet:
    """By Quân, whatever agency it is; every number with a reason."""
    answers = {k: Answer(v, "đếm tay") for k, v in (DECLARED | changed).items()}
    return hand_in(
        sheet_id=sheet.pk,
        answers=answers,
        seen=SurveySheet.objects.get(pk=sheet.pk).revision,
        by=people.seat("quan"),
        at=people.at,
    )


def many_agencies(count: int, since: date) -> list[Agency]:

    made = Agency.objects.bulk_create(
        Agency(kind=AgencyKind.COMMUNE, valid_from=since) for _n in range(count)
    )
    AgencyVersion.objects.bulk_create(
        AgencyVersion(
            agency=one,
            name=f"UBND xã số {n:03}",
            short_name=f"Xã {n:03}",
            folded_name=f"ubnd xa so {n:03}",
            valid_from=since,
        )
        for n, one in enumerate(made)
    )
    return made
