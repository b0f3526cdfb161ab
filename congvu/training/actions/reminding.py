"""Who has a place in a class that begins tomorrow is told, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.training.models import Place
from congvu.training.rules.words import ClassState, PlaceState


@transaction.atomic
def remind_of_classes(*, by: Actor, at: datetime) -> int:
    rows = Place.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=PlaceState.HELD,
        reminded_at=None,
        training_class__state=ClassState.OPEN,
        training_class__begins_on=local_date(at) + timedelta(days=1),
    )
    found = list(rows.order_by("pk"))
    if not found:
        return 0
    Place.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=at)
    notify_each(
        "training.tomorrow",
        to=((one.post_id, one.training_class_id, {}) for one in found),
        at=at,
    )
    record("training.reminded", by=by, at=at, data={"people": len(found)})
    return len(found)
