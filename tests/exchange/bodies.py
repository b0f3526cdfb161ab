"""Who sits in the two installations: one department there, the communes here.

    python -m tests.exchange.bodies department|communes

prints the tokens of the people's programs, by user name.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from congvu.accounts.actions import create_token  # noqa: E402
from congvu.audit.rules import SYSTEM  # noqa: E402
from congvu.machine.stamps import mark_done  # noqa: E402
from congvu.organisations.actions import (  # noqa: E402
    create_agency,
    create_unit,
    give_identifier,
)
from congvu.organisations.models import (  # noqa: E402
    Agency,
    AgencyKind,
    IdentifierScheme,
)
from congvu.organisations.rules import Role  # noqa: E402
from tests.exchange.installation import CODES  # noqa: E402
from tests.people import seated  # noqa: E402

SINCE = date(2021, 7, 1)


def body(kind: AgencyKind, name: str, symbol: str, code: str, at: datetime) -> Agency:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    agency = create_agency(
        kind=kind, name=name, short_name=name, issuer_symbol=symbol, place=name, **made
    )
    give_identifier(agency=agency, scheme=IdentifierScheme.CODE_35, value=code, **made)
    return agency


def clerk(agency: Agency, username: str, full_name: str, at: datetime) -> str:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    unit = create_unit(agency=agency, name="Văn phòng", **made)
    one = seated(username, full_name, unit, Role.RECORDS_CLERK, "Văn thư", at, None)
    _token, raw = create_token(user=one.user, name="chương trình", by=SYSTEM, at=at)
    return raw


def main(which: str) -> dict[str, str]:
    at = timezone.now()
    call_command("load_law", verbosity=0)
    call_command("load_regulation", verbosity=0)
    mark_done("law")  # not loaded a second time by set-up
    if which == "department":
        agency = body(AgencyKind.DEPARTMENT, "Sở Nông nghiệp", "SNN", "H03.05", at)
        return {"nga": clerk(agency, "nga", "Hà Thị Nga", at)}
    tokens = {}
    for code in CODES:
        number = code.rpartition(".")[2]
        agency = body(AgencyKind.COMMUNE, f"UBND xã {number}", "UBND", code, at)
        who = f"vt{number}"
        tokens[who] = clerk(agency, who, f"Văn thư xã {number}", at)
    return tokens


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
