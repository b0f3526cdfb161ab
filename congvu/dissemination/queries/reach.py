"""What of tellings one reader may see: their own part, and whose parts they watch."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.dissemination.models import Addressee, Telling


@dataclass(frozen=True)
class Reach:
    """``wide``: who sends in the agency's name sees its people, and numbers of the
    agencies it sent to; ``units``: a head sees the people of these units.
    """

    person_id: UUID | None
    agency_id: UUID
    wide: bool = False
    units: frozenset[UUID] = frozenset()

    @property
    def watches(self) -> bool:
        return self.wide or bool(self.units)

    @property
    def people(self) -> Q:
        """The rows whose names this reader may read, their own apart."""
        if self.wide:
            return Q(agency=self.agency_id)
        return Q(unit_id__in=self.units) if self.units else Q(pk=None)


def visible_tellings(reach: Reach) -> QuerySet[Telling]:
    """One's own, one's agency's, and those that people one watches have to know."""
    if reach.person_id is None:
        return Telling.objects.none()
    rows = Addressee.objects.filter(telling=OuterRef("pk"))
    seen = Q(Exists(rows.filter(person=reach.person_id)))
    if reach.watches:
        seen |= Q(Exists(rows.filter(reach.people)))
    if reach.wide:
        seen |= Q(agency=reach.agency_id)
    return Telling.objects.filter(seen)


def followed_tellings(reach: Reach) -> QuerySet[Telling]:
    """What one watches: sent by the agency, or meant for people one answers for."""
    if not reach.watches:
        return Telling.objects.none()
    rows = Addressee.objects.filter(reach.people, telling=OuterRef("pk"))
    seen = Q(Exists(rows))
    if reach.wide:
        seen |= Q(agency=reach.agency_id)
    return Telling.objects.filter(seen)


def reads_paper(reach: Reach, telling_id: UUID) -> bool:
    """Whether the telling still opens its paper to this reader: who left whom it means
    keeps their own record, and reads the paper no more, unless they watch it.
    """
    own = Addressee.objects.filter(
        telling=telling_id, person=reach.person_id, left_on__isnull=True
    )
    if reach.person_id is not None and own.exists():
        return True
    return followed_tellings(reach).filter(pk=telling_id).exists()


def people_of(reach: Reach, telling_id: UUID) -> QuerySet[Addressee]:
    """Whose names this reader may read under a telling."""
    return Addressee.objects.filter(reach.people, telling=telling_id)


def counted_of(reach: Reach, telling: Telling) -> QuerySet[Addressee]:
    """Whom the numbers count: who sent it counts everybody, by agency."""
    rows = Addressee.objects.filter(telling=telling)
    if reach.wide and telling.agency_id == reach.agency_id:
        return rows
    return rows.filter(reach.people)
