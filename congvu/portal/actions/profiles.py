"""What a body tells of itself on its site: written by who publishes there."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.portal.access.profiles import Described, may_describe
from congvu.portal.actions.answers import personal_reasons
from congvu.portal.actions.asking import refuse_marked_words
from congvu.portal.actions.sending import reasons_of
from congvu.portal.models import BodyProfile
from congvu.portal.rules.profiles import ProfileData, profile_faults


def describe(
    *,
    thing: Described,
    data: ProfileData,
    seen: str | None = None,
    by: Seat,
    at: datetime,
) -> BodyProfile:
    """The next run of the worker shows it.

    ``seen``: which words the writer had before them (``ProfileLine.seen``); whoever
    wrote meanwhile is not written over unsaid. None: whatever stands there.

    A telephone and an address of the office are what is asked for; of anybody's own
    nothing may stand in the words.
    """
    data = data.tidied()
    refuse_marked_words(texts=[data.does, data.does_en, data.address], by=by, at=at)
    return _describe(thing, data, seen, by, at)


@transaction.atomic
def _describe(
    thing: Described, data: ProfileData, seen: str | None, by: Seat, at: datetime
) -> BodyProfile:
    reasons = reasons_of(profile_faults(data, thing.of))
    reasons += personal_reasons(does=data.does, does_en=data.does_en)
    if not may_describe(by):
        words = _("Chức vụ đang chọn không xuất bản trên trang của cơ quan.")
        raise Refused([words])
    row, before = _held(thing, by, at)
    if seen is not None and seen != before:
        words = _("Người khác vừa ghi chỗ này. Xem lại điều dưới đây rồi ghi lần nữa.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    for name, words in asdict(data).items():
        setattr(row, name, words)
    row.changed_at = at
    row.save()
    data_told = {"told": thing.name}
    record("portal.profile-written", by=by.actor, at=at, on=row, data=data_told)
    return row


def _held(thing: Described, by: Seat, at: datetime) -> tuple[BodyProfile, str]:
    """Its one row, locked, made where there is none; and which words stand in it."""
    key: dict[str, UUID | None] = {
        "agency_id": by.agency_id,
        "unit_id": thing.unit_id,
        "post_id": thing.post_id,
    }
    made = BodyProfile(**key, changed_at=at)
    BodyProfile.objects.bulk_create([made], ignore_conflicts=True)
    row: BodyProfile = BodyProfile.objects.select_for_update().get(**key)
    return row, "" if row.pk == made.pk else row.changed_at.isoformat()
