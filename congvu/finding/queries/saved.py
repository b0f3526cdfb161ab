"""Questions that people keep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from congvu.finding.models import SavedQuestion
from congvu.organisations.models import Person

AT_ONCE = 200


def saved_questions(person_id: UUID) -> list[SavedQuestion]:
    """One's own, by name; one query."""
    return list(SavedQuestion.objects.filter(person_id=person_id).order_by("name"))


def watched_questions() -> Iterator[list[tuple[SavedQuestion, UUID]]]:
    """Every question that is watched, with its person's log-in; some at a time."""
    watched = SavedQuestion.objects.filter(watched=True).defer("asked", "places")
    rows = watched.order_by("id").iterator()
    while some := list(islice(rows, AT_ONCE)):
        people = Person.objects.filter(
            pk__in={one.person_id for one in some}, user__isnull=False
        )
        users = dict(people.values_list("pk", "user_id"))
        yield [(one, users[one.person_id]) for one in some if one.person_id in users]
