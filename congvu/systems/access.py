"""One policy: who keeps systems. An agency's administrator those that it owns; those it
runs for another it reads, as leaders and the chief of the office read their agency's,
for they sign about them. The province's centre keeps all. To everybody else none of it
exists: it says where an agency is weak.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.systems.models import DossierPaper, InformationSystem, LevelDossier


def reads(seat: Seat) -> bool:
    return seat.can(Permission.READ_SECURITY)


def keeps(seat: Seat) -> bool:
    return seat.can(Permission.KEEP_SECURITY)


def keeps_all(seat: Seat) -> bool:
    """The centre is run from the province's committee."""
    return seat.is_central and seat.can(Permission.RUN_CENTRE)


def seen_agencies(seat: Seat) -> list[UUID] | None:
    """Whose security one sees; None: of all."""
    if keeps_all(seat):
        return None
    return [seat.agency_id] if reads(seat) else []


def seen_systems(seat: Seat) -> QuerySet[InformationSystem]:
    """Those one's agency owns or runs; to the centre all."""
    rows = InformationSystem.objects.all()
    if keeps_all(seat):
        return rows
    if not reads(seat):
        return rows.none()
    return rows.filter(Q(agency=seat.agency_id) | Q(operator=seat.agency_id))


def get_system_for(seat: Seat, system_id: UUID) -> InformationSystem:
    found = seen_systems(seat).filter(pk=system_id).first()
    if found is None:
        raise Http404
    return found


def keeps_system(seat: Seat, system: InformationSystem) -> bool:
    """Who owns it decides about it; who only runs it reads."""
    return keeps_all(seat) or (keeps(seat) and system.agency_id == seat.agency_id)


def get_system_to_keep(seat: Seat, system_id: UUID) -> InformationSystem:
    found = get_system_for(seat, system_id)
    if not keeps_system(seat, found):
        raise Http404
    return found


def agencies_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """For whom one may enter a system, one's own first."""
    own = [(seat.agency_id, seat.agency_name)]
    if not keeps_all(seat):
        return own
    return own + [(a.id, a.name) for a in agencies_on(seat.on) if a.id != own[0][0]]


def composes(seat: Seat, system: InformationSystem) -> bool:
    """Who reads it for the owner or who runs it, and drafts papers."""
    if not reads(seat) or not seat.can(Permission.DRAFT):
        return False
    return seat.agency_id in {system.agency_id, system.operator_id}


def seen_dossiers(seat: Seat) -> QuerySet[LevelDossier]:
    rows = LevelDossier.objects.filter(system__in=seen_systems(seat).values("pk"))
    return rows.select_related("system", "assessment", "regulation", "decision")


def get_dossier_for(seat: Seat, dossier_id: UUID) -> LevelDossier:
    found = seen_dossiers(seat).filter(pk=dossier_id).first()
    if found is None:
        raise Http404
    return found


def get_dossier_to_keep(seat: Seat, dossier_id: UUID) -> LevelDossier:
    found = get_dossier_for(seat, dossier_id)
    if not keeps_system(seat, found.system):
        raise Http404
    return found


def get_dossier_to_compose(seat: Seat, dossier_id: UUID) -> LevelDossier:
    found = get_dossier_for(seat, dossier_id)
    if not composes(seat, found.system):
        raise Http404
    return found


def papers_shown(seat: Seat, dossier: LevelDossier) -> list[tuple[DossierPaper, bool]]:
    """The papers composed, each with whether the seat reads its draft; two queries."""
    made = list(dossier.papers.select_related("draft").order_by("-at"))
    if seat.role == Role.ADMINISTRATOR:
        return [(one, False) for one in made]
    drafts = readable_drafts(scope_of(seat)).filter(pk__in=[o.draft_id for o in made])
    read = set(drafts.values_list("pk", flat=True)) if made else set()
    return [(one, one.draft_id in read) for one in made]
