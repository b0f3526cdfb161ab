"""What learners think of a class: counted, never whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.actions.saying import refuse_marked, too_long
from congvu.training.models import ClassOpinion, Place, TrainingClass
from congvu.training.rules.opinions import OPINION_DAYS, takes_opinion
from congvu.training.rules.words import LONGEST_TEXT, ClassState, PlaceState


@dataclass(frozen=True)
class OpinionData:
    content: int | None
    trainer: int | None
    keeping: int | None
    text: str = ""


def give_opinion(*, class_id: UUID, data: OpinionData, by: Seat, at: datetime) -> None:
    """Once each, within the days after the end. Nothing is logged: a line beside it
    would say whose it is.
    """
    refuse_marked(texts=[data.text], by=by, at=at)
    with transaction.atomic():
        rows = Place.objects.select_for_update(of=("self",)).filter(
            training_class=class_id,
            person=by.person_id,
            state=PlaceState.HELD,
            training_class__state=ClassState.CLOSED,
        )
        place = rows.select_related("training_class").first()
        reasons = []
        if place is None:
            reasons.append(Reason(_("Góp ý khi lớp bạn dự đã kết thúc.")))
        elif place.gave_opinion:
            reasons.append(Reason(_("Bạn đã góp ý về lớp này.")))
        elif not _in_time(place.training_class, at):
            told = _("Đã hết %(days)s ngày góp ý sau khi lớp kết thúc.")
            reasons.append(Reason(told % {"days": OPINION_DAYS}))
        points = {
            name: getattr(data, name) or 0 for name in ("content", "trainer", "keeping")
        }
        reasons += [
            Reason(_("Cho điểm từ 1 đến 5."), name)
            for name, given in points.items()
            if not 1 <= given <= 5
        ]
        reasons += too_long({"text": (data.text, LONGEST_TEXT)})
        if reasons or place is None:
            raise Refused(reasons)
        place.gave_opinion = True
        place.save(update_fields=["gave_opinion"])
        ClassOpinion.objects.create(
            training_class_id=class_id, **points, text=data.text.strip()
        )


def _in_time(found: TrainingClass, at: datetime) -> bool:
    ended = found.ended_at or at
    return takes_opinion(local_date(ended), local_date(at))
