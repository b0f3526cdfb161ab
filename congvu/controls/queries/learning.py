"""Who owes which learning; whose desk is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from congvu.controls.models import LearningDuty, SystemAdministrator
from congvu.controls.queries.people import admins_now, lacking
from congvu.controls.rules import Because
from congvu.organisations.models import Appointment
from congvu.systems.models import InformationSystem

_PAGE = 50


@dataclass(frozen=True)
class Learner:
    """A person and the agency where they hold a post."""

    person_id: UUID
    agency_id: UUID


def learner(
    person_id: UUID | None, post_id: UUID | None, on: date, *, own: UUID
) -> Learner | None:
    """The person, or who holds the post that day; of several posts one at the asker's
    own agency.
    """
    rows = Appointment.objects.valid(on=on)
    if person_id is not None:
        rows = rows.filter(person=person_id)
    if post_id is not None:
        rows = rows.filter(post=post_id)
    if person_id is None and post_id is None:
        return None
    found = list(rows.order_by("pk").values_list("person", "post__unit__agency"))
    found.sort(key=lambda one: one[1] != own)
    return Learner(*found[0]) if found else None


def people_at(agency_id: UUID, on: date) -> list[UUID]:
    """Who is appointed to a post there that day, each once."""
    rows = Appointment.objects.valid(on=on).filter(post__unit__agency=agency_id)
    return sorted(set(rows.values_list("person", flat=True)))


def desks_of_people(people: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Person → the posts they hold that day; one query for any number."""
    found: dict[UUID, set[UUID]] = {}
    if people:
        rows = Appointment.objects.valid(on=on).filter(person__in=list(people))
        for person, post in rows.values_list("person", "post"):
            found.setdefault(person, set()).add(post)
    return found


def certificates_owed(on: date) -> dict[UUID, UUID]:
    """Person → an agency where they hold a post, of those who need a certificate, have
    none that holds and were not asked yet; two queries.
    """
    asked = LearningDuty.objects.filter(
        person=OuterRef("person"),
        because=Because.CERTIFICATE,
        done_on=None,
        dropped_on=None,
    )
    rows = lacking(admins_now(InformationSystem.objects.all()), on)
    people = rows.filter(~Exists(asked)).order_by().values("person")
    serving = Appointment.objects.valid(on=on).filter(person__in=people)
    return dict(serving.order_by("-pk").values_list("person", "post__unit__agency"))


def needless(on: date) -> QuerySet[LearningDuty]:
    """Open duties of who left the agency; of a certificate that nothing asks for."""
    serving = Appointment.objects.valid(on=on).filter(
        person=OuterRef("person"), post__unit__agency=OuterRef("agency")
    )
    needed = lacking(
        SystemAdministrator.objects.filter(until=None).exclude(system__state="retired"),
        on,
    ).filter(person=OuterRef("person"))
    rows = LearningDuty.objects.filter(done_on=None, dropped_on=None)
    return rows.filter(
        ~Exists(serving) | (Q(because=Because.CERTIFICATE) & ~Exists(needed))
    )


@dataclass(frozen=True)
class LearningPage:
    rows: list[LearningDuty]
    after: UUID | None


def learning_page(rows: QuerySet[LearningDuty], after: UUID | None) -> LearningPage:
    """By the last day, then key; two queries however far one has turned."""
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(due__gt=last.due) | Q(due=last.due, pk__gt=last.pk))
    rows = rows.select_related("person").order_by("due", "pk")
    found = list(rows[: _PAGE + 1])
    more, found = len(found) > _PAGE, found[:_PAGE]
    return LearningPage(found, found[-1].pk if more else None)


def still_owed(rows: QuerySet[LearningDuty]) -> QuerySet[LearningDuty]:
    return rows.filter(done_on=None, dropped_on=None)


@dataclass(frozen=True)
class LearningCounted:
    open: int
    late: int
    done: int


def learning_counted(rows: QuerySet[LearningDuty], on: date) -> LearningCounted:
    """One query."""
    owed = Q(done_on__isnull=True, dropped_on__isnull=True)
    found = rows.order_by().aggregate(
        open=Count("pk", filter=owed),
        late=Count("pk", filter=owed & Q(due__lt=on)),
        done=Count("pk", filter=Q(done_on__isnull=False)),
    )
    return LearningCounted(**found)
