"""Places given and freed, with the class's row locked: two at once never overfill."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify
from congvu.training.models import Place, TrainingClass
from congvu.training.rules.places import moved_up, on_approval
from congvu.training.rules.words import ClassState, PlaceState


def lock_open(class_id: UUID) -> TrainingClass:
    rows = TrainingClass.objects.select_for_update(of=("self",))
    found = rows.select_related("course").filter(pk=class_id).first()
    if found is None or found.state != ClassState.OPEN:
        raise Refused([Reason(_("Lớp này không còn mở."))])
    return found


def seat_or_queue(
    *, training_class: TrainingClass, place: Place, by: str, at: datetime
) -> None:
    """Approved: a place if one is free, else behind all who wait. The caller saves."""
    held = training_class.places.filter(state=PlaceState.HELD).count()
    place.state = on_approval(held, training_class.capacity)
    place.decided_at, place.decided_by, place.reason = at, by, ""


def move_up(*, training_class: TrainingClass, at: datetime) -> list[UUID]:
    """The first of those who wait get what is free; each is told. Who they are."""
    rows = training_class.places
    held = rows.filter(state=PlaceState.HELD).count()
    waiting = rows.filter(state=PlaceState.WAITING)
    first = list(waiting.order_by("decided_at", "pk")[: training_class.capacity])
    first = first[: moved_up(held, training_class.capacity, len(first))]
    if first:
        keys = [one.pk for one in first]
        Place.objects.filter(pk__in=keys).update(state=PlaceState.HELD)
        desks = [one.post_id for one in first]
        notify("training.freed", to=desks, target_id=training_class.pk, at=at)
    return [one.person_id for one in first]
