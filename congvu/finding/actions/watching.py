"""Looking for what is new to the questions that people watch."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.finding.access import reads_papers
from congvu.finding.models import SavedQuestion
from congvu.finding.queries import newest_hits, readable_hits, watched_questions
from congvu.finding.rules import news, question_of, remembered
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.access import Seat, choose_seat, seats_of_many


def look_for_news(*, at: datetime) -> int:
    """Ask each again with the rights its person has today; how many had news."""
    told = 0
    for some in watched_questions():
        seats = seats_of_many({user for _kept, user in some}, local_date(at))
        for kept, user in some:
            sits = [seat for seat in seats.get(user, ()) if reads_papers(seat)]
            seat = choose_seat(sits, kept.post_id)
            if seat is not None:
                told += _look(kept.id, user, seat, at)
    return told


@transaction.atomic
def _look(question_id: UUID, user_id: UUID, seat: Seat, at: datetime) -> bool:
    """The notice names the question only: what was found is asked for when it is
    opened, within the rights of that moment.
    """
    rows = SavedQuestion.objects.select_for_update(skip_locked=True)
    kept = rows.filter(pk=question_id, watched=True).first()
    if kept is None:
        return False
    on = local_date(at)
    hits = newest_hits(seat, question_of(kept.asked), on=on)
    if hits is None:
        return False
    places = remembered(hit.at for hit in hits)
    fresh = set(news(kept.places, places)) if kept.looked_at else set()
    is_news = bool(fresh) and bool(
        readable_hits(seat, [hit for hit in hits if hit.at in fresh], on=on)
    )
    if is_news:
        notify("finding.news", to=[user_id], target_id=kept.id, at=at)
    kept.places, kept.looked_at = places, at
    kept.save(update_fields=["places", "looked_at"])
    return is_news
