"""The end of a telling: its paper is withdrawn or replaced, and words say so."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.accounts.models import User
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.dissemination.access import may_send
from congvu.dissemination.models import Telling
from congvu.dissemination.rules import LONGEST_WORDS, Ending
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat


@transaction.atomic
def end_telling(
    *, telling_id: UUID, because: str, words: str, by: Seat, at: datetime
) -> Telling:
    """By who sends in the agency's name; every addressee reads the words."""
    telling = Telling.objects.select_for_update().get(pk=telling_id)
    said, reasons = nfc(words), []
    if not may_send(by) or telling.agency_id != by.agency_id:
        reasons.append(Reason(_("Nơi gửi kết thúc đợt phổ biến.")))
    if telling.ended_at is not None:
        reasons.append(Reason(_("Đợt phổ biến này đã kết thúc.")))
    if because not in set(Ending):
        reasons.append(Reason(_("Chọn vì sao kết thúc."), "because"))
    if not said:
        reasons.append(Reason(_("Ghi lời nhắn cho người nhận."), "words"))
    if reasons:
        raise Refused(reasons)
    _end(telling, Ending(because), said, by.person_name, by.actor, at)
    return telling


@transaction.atomic
def end_of_paper(
    *, line: dict[str, Any], words: str, who: str, by: Actor, at: datetime
) -> int:
    """What is told of a line whose paper was taken back; how many tellings ended."""
    found = list(_of(line).filter(ended_at=None))
    for telling in found:
        _end(telling, Ending.WITHDRAWN, words, who, by, at)
    return len(found)


@transaction.atomic
def forget_words(*, line: dict[str, Any], by: Actor, at: datetime) -> None:
    """Of a paper that was a secret: what was asked and said about it goes, too."""
    for telling in _of(line):
        Telling.objects.filter(pk=telling.pk).update(note="")
        telling.questions.update(text="", choices=["", ""], right=0, clause="")
        record(
            "dissemination.words-forgotten",
            by=by,
            at=at,
            on=telling,
            agency_id=telling.agency_id,
        )


def _of(line: dict[str, Any]) -> QuerySet[Telling]:
    return Telling.objects.select_for_update(of=("self",)).filter(**line)


def _end(
    telling: Telling, because: Ending, words: str, who: str, by: Actor, at: datetime
) -> None:
    telling.ended_at, telling.ended_by = at, who[:200]
    telling.ended_because, telling.ended_words = because, words[:LONGEST_WORDS]
    names = ["ended_at", "ended_by", "ended_because", "ended_words"]
    telling.save(update_fields=names)
    told = telling.addressees.filter(
        told_at__isnull=False, left_on__isnull=True, person__user__isnull=False
    )
    users = User.objects.filter(pk__in=told.values("person__user"))
    notify(
        "dissemination.ended",
        to=users.values_list("pk", flat=True),
        target_id=telling.pk,
        at=at,
        actor=who,
    )
    record(
        "dissemination.ended",
        by=by,
        at=at,
        on=telling,
        agency_id=telling.agency_id,
        data={"because": because, "words": telling.ended_words},
    )
