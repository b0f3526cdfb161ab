"""What every address is asked about: how complete the committee's own site is."""

from __future__ import annotations

from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                              reading             sending
METER_ROUTES = """
portal:meter                            see-figures         m
portal:meter-site @site                 see-figures         m
portal:meter-section @site-section      see-figures         m
portal:meter-look-through @site-section  m                  keep-site
"""

_SITE = "/portal/completeness/{agency_id}"

#  operation                                          answer
METER_OPERATIONS = f"""
GET /portal/completeness                              see-figures
GET {_SITE} @site                                     see-figures
GET {_SITE}/{{code}} @site-section                    see-figures
POST {_SITE}/{{code}}/look-through @site-section      keep-site
"""


def meter_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    make_sites(on=people.today, by=SYSTEM, at=people.at)
    objects["site"] = {"agency_id": people.committee.id}
    objects["site-section"] = {"agency_id": people.committee.id, "code": 1}


def meter_things() -> dict[str, Thing]:
    """A site is its own body's."""
    return {"site": Thing("", COMMITTEE), "site-section": Thing("", COMMITTEE)}
