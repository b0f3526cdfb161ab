"""The steps that need no more than a word or a day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties.models import Share
from congvu.inspections import queries
from congvu.inspections.actions.asking import (
    locked_inspection,
    refuse_marked,
    said_reasons,
    step_reasons,
)
from congvu.inspections.actions.concluding import follow, waiting_reasons
from congvu.inspections.actions.history import note
from congvu.inspections.actions.telling import tell_body, tell_posts
from congvu.inspections.models import Inspection
from congvu.inspections.rules import WAYS, InspectionState, Step, Verdict, nothing_open
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.organisations.access import Seat

_EVENTS = {
    Step.BEGIN: "inspections.begun",
    Step.ASK_EXPLANATION: "inspections.explanation-asked",
    Step.GO_ON: "inspections.gone-on",
    Step.CLOSE: "inspections.closed",
    Step.REOPEN: "inspections.reopened",
    Step.CANCEL: "inspections.cancelled",
}


def take_step(
    *,
    inspection_id: UUID,
    step: Step,
    by: Seat,
    at: datetime,
    text: str = "",
    until: date | None = None,
) -> Inspection:
    """``text`` says why, where the step needs it; ``until`` is the last day to explain.

    To decide and to conclude take a paper and have actions of their own.
    """
    refuse_marked(texts=[text], by=by, at=at)
    if step == Step.FOLLOW:
        return follow(inspection_id=inspection_id, by=by, at=at)
    return _take(inspection_id, step, text, until, by, at)


@transaction.atomic
def _take(
    inspection_id: UUID,
    step: Step,
    text: str,
    until: date | None,
    by: Seat,
    at: datetime,
) -> Inspection:
    found, on, way = locked_inspection(inspection_id, by), local_date(at), WAYS[step]
    if step not in _EVENTS:
        raise Refused([_("Bước này cần một văn bản đã phát hành.")])
    reasons = step_reasons(found, step, by)
    if way.needs_words:
        reasons += said_reasons(text, "text", _("Ghi lý do."))
    reasons += _own_reasons(found, step, until, on)
    if reasons:
        raise Refused(reasons)
    if step == Step.ASK_EXPLANATION:
        found.explain_by = until
        found.findings.exclude(verdict=Verdict.MET).update(is_asked=True)
    if step == Step.CANCEL:
        found.ended_because = clean(text)
    found.state = way.after
    found.save(update_fields=["state", "explain_by", "ended_because"])
    data = {"state": str(way.after)}
    if until is not None and step == Step.ASK_EXPLANATION:
        data["due_on"] = until.isoformat()
    note(_EVENTS[step], on=found, by=by, at=at, text=text, data=data)
    _tell(found, step, by, at)
    return found


def _own_reasons(
    found: Inspection, step: Step, until: date | None, on: date
) -> list[Reason]:
    """What a step asks beside the state it starts from."""
    if step == Step.BEGIN and found.starts_on is not None and on < found.starts_on:
        words = _("Theo quyết định, kiểm tra từ ngày %(day)s.")
        return [Reason(words % {"day": f"{found.starts_on:%d/%m/%Y}"})]
    if step == Step.ASK_EXPLANATION:
        return _explaining_reasons(found, until, on)
    if step == Step.GO_ON:
        return waiting_reasons(found, on)
    if step == Step.CLOSE:
        return _closing_reasons(found)
    if step == Step.REOPEN and nothing_open(_courses_locked(found)):
        return [Reason(_("Không có kiến nghị nào đang làm để theo dõi lại."))]
    return []


def _explaining_reasons(
    found: Inspection, until: date | None, on: date
) -> list[Reason]:
    reasons = []
    if not found.findings.exclude(verdict=Verdict.MET).exists():
        reasons.append(Reason(_("Không có phát hiện nào cần giải trình.")))
    if until is None:
        reasons.append(Reason(_("Ghi hạn giải trình."), "until"))
    elif until < on:
        reasons.append(Reason(_("Hạn giải trình đã qua."), "until"))
    return reasons


def _closing_reasons(found: Inspection) -> list[Reason]:
    courses = _courses_locked(found)
    if nothing_open(courses):
        return []
    n = sum(not nothing_open([course]) for course in courses)
    words = _("Còn %(n)d kiến nghị chưa hoàn thành, tạm dừng hay thu hồi.")
    return [Reason(words % {"n": n})]


def _courses_locked(found: Inspection) -> list[str | None]:
    """As they stand under the locks that every verb of duties takes first."""
    asked = found.recommendations.exclude(duty=None).values("duty")
    shares = Share.objects.select_for_update().filter(duty__in=asked, parent=None)
    list(shares.order_by("pk"))
    return queries.courses_of(found.id)


def _tell(found: Inspection, step: Step, by: Seat, at: datetime) -> None:
    """The body of what is its business, the team of every step."""
    knows = found.decision_id is not None
    if step == Step.ASK_EXPLANATION:
        tell_body("inspections.asked", found, by, at, way="explain")
    elif step in (Step.CLOSE, Step.REOPEN) or (step == Step.CANCEL and knows):
        way = _EVENTS[step].partition(".")[2]
        tell_body("inspections.told", found, by, at, way=way)
    if found.state != InspectionState.EXPLAINING:
        posts = found.team.values_list("post_id", flat=True)
        tell_posts("inspections.moved", found, posts, by, at)
