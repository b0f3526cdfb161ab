"""Classes and places, page by page, and what stands on the page of a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Avg, Count, Q, QuerySet

from congvu.lib.dates import local_date
from congvu.training.models import ClassOpinion, ClassSession, Place, TrainingClass
from congvu.training.rules.opinions import last_opinion_day, shows_opinions
from congvu.training.rules.words import PlaceState

PAGE = 50


@dataclass(frozen=True)
class ClassPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[TrainingClass]
    after: UUID | None


def classes_page(
    rows: QuerySet[TrainingClass], after: UUID | None, limit: int = PAGE
) -> ClassPage:
    """The last to begin first; each with how many have a place and how many wait."""
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(
            Q(begins_on__lt=last.begins_on)
            | Q(begins_on=last.begins_on, pk__lt=last.pk)
        )
    found = list(with_counts(rows).order_by("-begins_on", "-pk")[: limit + 1])
    more = len(found) > limit
    return ClassPage(found[:limit], found[limit - 1].pk if more else None)


def with_counts(rows: QuerySet[TrainingClass]) -> QuerySet[TrainingClass]:
    return rows.annotate(
        held=Count("places", filter=Q(places__state=PlaceState.HELD)),
        waiting=Count("places", filter=Q(places__state=PlaceState.WAITING)),
    )


def places_of(rows: QuerySet[Place], class_id: UUID) -> list[Place]:
    """With at how many sessions each was; a class has some hundred at most."""
    found = rows.filter(training_class=class_id).annotate(came=Count("attendances"))
    return list(found.order_by("decided_at", "pk")[:1000])


def sessions_of(found: TrainingClass) -> list[ClassSession]:
    """In the order they are held, each with how many were marked as there."""
    rows = found.sessions.annotate(came=Count("attendances"))
    return list(rows.order_by("starts_at"))


def held_places(session: ClassSession) -> list[tuple[Place, bool, bool]]:
    """Each with whether they were there, and late; two queries."""
    came = dict(session.attendances.values_list("place", "is_late"))
    rows = Place.objects.filter(
        training_class=session.training_class_id, state=PlaceState.HELD
    )
    rows = rows.select_related("person", "post")
    return [
        (one, one.pk in came, came.get(one.pk, False))
        for one in rows.order_by("person__folded_name", "pk")
    ]


@dataclass(frozen=True)
class Opinions:
    count: int
    content: float | None
    trainer: float | None
    keeping: float | None
    texts: list[str]
    until: date


def opinions_of(found: TrainingClass, on: date) -> Opinions:
    """Averages and words once no other can come; the words in an order that says
    nothing. Of a class that ended.
    """
    rows = ClassOpinion.objects.filter(training_class=found)
    told = rows.aggregate(
        count=Count("pk"),
        content=Avg("content"),
        trainer=Avg("trainer"),
        keeping=Avg("keeping"),
    )
    asked = found.places.filter(state=PlaceState.HELD).count()
    ended = local_date(found.ended_at) if found.ended_at else on
    if not shows_opinions(ended, on, asked=asked, given=told["count"]):
        return Opinions(told["count"], None, None, None, [], last_opinion_day(ended))
    texts = rows.exclude(text="").order_by("text").values_list("text", flat=True)
    return Opinions(**told, texts=list(texts[:200]), until=last_opinion_day(ended))
