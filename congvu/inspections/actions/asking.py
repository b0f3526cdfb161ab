"""What every verb asks first: this inspection, this seat, how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.inspections.access import doers_of, issued_lines, reach_of
from congvu.inspections.models import Inspection
from congvu.inspections.queries import inspected, visible_inspections
from congvu.inspections.rules import (
    INSPECTION_STATE_NAMES,
    LONGEST_REASON,
    WAYS,
    Doer,
    Fault,
    InspectionState,
    Step,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry


def locked_inspection(inspection_id: UUID, by: Seat) -> Inspection:
    """One that the actor's side carries out, its row locked until commit."""
    return _locked(visible_inspections(reach_of(by)), inspection_id)


def locked_inspected(inspection_id: UUID, by: Seat) -> Inspection:
    """One of the actor's own body, its row locked until commit."""
    return _locked(inspected(reach_of(by)), inspection_id)


def _locked(rows: QuerySet[Inspection], inspection_id: UUID) -> Inspection:
    found = (
        Inspection.objects.select_for_update(of=("self",))
        .select_related("plan", "decision", "conclusion")
        .filter(pk=inspection_id, pk__in=rows.values("pk"))
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy cuộc kiểm tra này.")])
    return found


def doer_reasons(found: Inspection, by: Seat, *allowed: Doer) -> list[Reason]:
    if doers_of(by, found) & frozenset(allowed):
        return []
    words = _("Chức vụ đang chọn không làm việc này với cuộc kiểm tra này.")
    return [Reason(words)]


def state_reasons(found: Inspection, allowed: Iterable[str]) -> list[Reason]:
    if found.state in set(allowed):
        return []
    words = _(
        "Cuộc kiểm tra đang ở trạng thái “%(state)s” nên không làm được việc này."
    )
    state = _(INSPECTION_STATE_NAMES[InspectionState(found.state)])
    return [Reason(words % {"state": state})]


def step_reasons(found: Inspection, step: Step, by: Seat) -> list[Reason]:
    """Whether this step may be taken from here, and by this seat."""
    way = WAYS[step]
    return doer_reasons(found, by, *way.doers) + state_reasons(found, way.before)


def said_reasons(
    text: str, field: str, missing: str, most: int = LONGEST_REASON
) -> list[Reason]:
    """What has to be said is said, and not at too great length."""
    if not clean(text):
        return [Reason(missing, field)]
    if len(clean(text)) > most:
        words = _("Nội dung dài quá %(most)s ký tự.") % {"most": most}
        return [Reason(words, field)]
    return []


def fault_reasons(faults: Iterable[Fault]) -> list[Reason]:
    return [Reason(_(f.words) % f.named, f.field) for f in faults]


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(nfc(text) for text in texts), by=by, at=at)


def issued_line(
    line_id: UUID | None, by: Seat, field: str
) -> tuple[OutgoingEntry | None, list[Reason]]:
    """A paper that the actor's agency issued, and that the actor reads."""
    if line_id is None:
        words = _("Chọn văn bản đã phát hành.")
        return None, [Reason(words, field)]
    found = issued_lines(by).filter(pk=line_id).first()
    if found is None:
        words = _("Không tìm thấy văn bản đã phát hành này.")
        return None, [Reason(words, field)]
    return found, []
