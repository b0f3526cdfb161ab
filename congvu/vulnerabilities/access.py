"""One policy: who reads security reads what was found in its own agency; who keeps it
plans and accepts there; the province's centre sees all and loads advisories. Advisories
themselves are public knowledge: who reads security reads them.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.organisations.access import Seat
from congvu.systems.access import keeps, keeps_all, reads, seen_agencies
from congvu.vulnerabilities.models import Advisory, Bom, Finding


def loads_advisories(seat: Seat) -> bool:
    return keeps_all(seat)


def warns_of_weaknesses(seat: Seat) -> bool:
    """The centre, which sees who has what."""
    return keeps_all(seat)


def need_loader(seat: Seat) -> Seat:
    if not loads_advisories(seat):
        raise Http404
    return seat


def need_keeper(seat: Seat) -> Seat:
    if not keeps(seat):
        raise Http404
    return seat


def seen_advisories(seat: Seat) -> QuerySet[Advisory]:
    return Advisory.objects.all() if reads(seat) else Advisory.objects.none()


def seen_findings(seat: Seat) -> QuerySet[Finding]:
    rows = Finding.objects.select_related("machine", "bom", "advisory", "package")
    agencies = seen_agencies(seat)
    return rows if agencies is None else rows.filter(agency__in=agencies)


def seen_boms(seat: Seat) -> QuerySet[Bom]:
    agencies = seen_agencies(seat)
    rows = Bom.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def keeps_finding(seat: Seat, finding: Finding) -> bool:
    return keeps_all(seat) or (keeps(seat) and finding.agency_id == seat.agency_id)


def get_finding_for(seat: Seat, finding_id: UUID) -> Finding:
    found = seen_findings(seat).filter(pk=finding_id).first()
    if found is None:
        raise Http404
    return found


def get_finding_to_keep(seat: Seat, finding_id: UUID) -> Finding:
    found = get_finding_for(seat, finding_id)
    if not keeps_finding(seat, found):
        raise Http404
    return found


def get_advisory_for(seat: Seat, advisory_id: UUID) -> Advisory:
    found = seen_advisories(seat).filter(pk=advisory_id).first()
    if found is None:
        raise Http404
    return found
