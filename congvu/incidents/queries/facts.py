"""What the papers about an incident say, as it is on record at that moment."""

from __future__ import annotations

from congvu.incidents.formats.papers import IncidentFacts
from congvu.incidents.models import Clock, Incident, IncidentContact
from congvu.incidents.rules import GRAVITY_NAMES, GROUP_NAMES, Gravity, Group
from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_names_on


def facts_of(incident: Incident, clock: Clock) -> IncidentFacts:
    on = local_date(incident.detected_at)
    names = agency_names_on([incident.agency_id], on)
    contacts = IncidentContact.objects.filter(agency=incident.agency_id)
    return IncidentFacts(
        name=incident.name,
        agency=names.get(incident.agency_id, "–"),
        to=clock.to,
        basis=clock.basis,
        group=GROUP_NAMES[Group(incident.group)],
        gravity=GRAVITY_NAMES[Gravity(incident.gravity)],
        gravity_reason=incident.gravity_reason,
        detected_at=incident.detected_at,
        systems=list(incident.systems.order_by("name").values_list("name", flat=True)),
        cause=incident.cause,
        scope=incident.scope,
        measures=incident.measures,
        contained_at=incident.contained_at,
        recovered_at=incident.recovered_at,
        subjects=incident.subjects,
        contacts=[
            f"{one.name}, {one.phone}" + (f", {one.email}" if one.email else "")
            for one in contacts.order_by("-role")
        ],
    )
