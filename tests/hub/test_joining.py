"""An office tells its hub which agencies can be written to there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange.client import AgencyCard
from congvu.exchange.jobs import enrol
from congvu.exchange.models import Enrolment
from congvu.organisations.actions import create_agency, create_unit, give_identifier
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme
from congvu.organisations.rules import Role
from tests.hub.conftest import Side
from tests.people import seated

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SINCE = date(2021, 7, 1)


def agency(name: str, at: datetime, **codes: str) -> Agency:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    found = create_agency(
        kind=AgencyKind.COMMUNE, name=name, short_name=name, issuer_symbol="UBND",
        place=name, **made,
    )  # fmt: skip
    for scheme, value in codes.items():
        give_identifier(
            agency=found, scheme=IdentifierScheme[scheme], value=value, **made
        )
    return found


def with_clerk(found: Agency, username: str, at: datetime) -> Agency:
    unit = create_unit(
        agency=found, name="Văn phòng", valid_from=SINCE, by=SYSTEM, at=at
    )
    seated(username, "Hà Thị Nga", unit, Role.RECORDS_CLERK, "Văn thư", at, None)
    return found


def test_agencies_with_a_clerk_join_by_their_codes_again_and_again(
    ours: Side, theirs: Side, settings: Any
) -> None:
    at, province = timezone.now(), ours.system
    both = {"CODE_35": f"{province}.05", "CODE_13": f"000.00.05.{province}"}
    with_clerk(agency("Sở Nông nghiệp", at, **both), "nga", at)
    with_clerk(agency("Không mã", at), "binh", at)
    agency("Không văn thư", at, CODE_35=f"{province}.06")
    settings.EXCHANGE = {
        "hub": {
            "address": ours.hub.url,
            "system": ours.system,
            "secret": ours.secret,
            "ca_file": "",
        }
    }

    for _n in range(2):
        enrol()

    cards = [one for one in theirs.national.agencies() if province in one.code]
    assert cards == [
        AgencyCard(both["CODE_35"], "Sở Nông nghiệp", both["CODE_13"]),
    ]
    with_clerk(agency("Xã lạ", at, CODE_35="K77.01"), "yen", at)
    enrol()
    (refused,) = Enrolment.objects.exclude(error="")
    assert refused.card["code"] == "K77.01"
    assert "Hệ thống này không được" in refused.error
