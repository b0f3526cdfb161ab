"""What every verb of the calendar asks first, and how it says no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.calendar.access import meetings_run
from congvu.calendar.models import Meeting
from congvu.calendar.rules import MEETING_STATE_NAMES, MeetingState
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark, for_the_log
from congvu.duties.rules import Fault
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(nfc(text) for text in texts), by=by, at=at)


def fault_reasons(faults: Iterable[Fault]) -> list[Reason]:
    return [Reason(_(f.words) % f.named, f.field) for f in faults]


def locked_meeting(meeting_id: UUID, by: Seat) -> Meeting:
    """One that the actor prepares, its row and its entry's locked until commit."""
    found = (
        Meeting.objects.select_for_update(of=("self", "entry"))
        .select_related("entry", "invitation", "notice")
        .filter(pk=meeting_id, pk__in=meetings_run(by).values("pk"))
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy cuộc họp này.")])
    return found


def state_reasons(found: Meeting, allowed: Iterable[MeetingState]) -> list[Reason]:
    if found.state in set(allowed):
        return []
    words = _("Cuộc họp đang ở trạng thái “%(state)s” nên không làm được việc này.")
    state = _(MEETING_STATE_NAMES[MeetingState(found.state)])
    return [Reason(words % {"state": state})]


def note(
    event: str,
    *,
    on: Meeting,
    by: Seat,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data=for_the_log(data or {}),
    )
