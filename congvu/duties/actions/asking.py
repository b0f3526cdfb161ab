"""What every verb asks first: this share, this desk, how it stands, why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.duties.access import reach_of
from congvu.duties.models import Share
from congvu.duties.queries import visible_duties
from congvu.duties.rules import (
    COURSE_NAMES,
    LONGEST_REASON,
    LONGEST_TEXT,
    Course,
    Facts,
    Fault,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat


def locked_share(share_id: UUID, by: Seat) -> Share:
    """A share of a duty the actor has to do with, its row locked until commit."""
    found: Share | None = (
        Share.objects.select_for_update(of=("self",))
        .select_related("duty", "parent")
        .filter(pk=share_id, duty__in=visible_duties(reach_of(by)).values("pk"))
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy nhiệm vụ này.")])
    return found


def course_reasons(facts: Facts, *allowed: Course) -> list[Reason]:
    if facts.course in allowed:
        return []
    words = _("Nhiệm vụ đang ở tình trạng “%(state)s” nên không làm được việc này.")
    return [Reason(words % {"state": _(COURSE_NAMES[facts.course])})]


def not_yours() -> Reason:
    return Reason(_("Chức vụ đang chọn không làm việc này với nhiệm vụ này."))


def said_reasons(text: str, field: str, missing: str) -> list[Reason]:
    """What has to be said is said, and not at too great length."""
    if not clean(text):
        return [Reason(missing, field)]
    return length_reasons(text, field)


def length_reasons(text: str, field: str, most: int = LONGEST_TEXT) -> list[Reason]:
    if len(clean(text)) <= most:
        return []
    words = _("Nội dung dài quá %(most)d ký tự.") % {"most": most}
    return [Reason(words, field)]


def reason_reasons(reason: str) -> list[Reason]:
    if not nfc(reason):
        return [Reason(_("Ghi lý do."), "reason")]
    return length_reasons(reason, "reason", LONGEST_REASON)


def fault_reasons(faults: Iterable[Fault]) -> list[Reason]:
    return [Reason(_(f.words) % f.named, f.field) for f in faults]


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)
