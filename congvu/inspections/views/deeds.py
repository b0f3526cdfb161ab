"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.inspections.access import (
    doers_of,
    get_inspection_for,
    may_keep_lists,
    orders,
    reads_inspections,
    steps_for,
)
from congvu.inspections.models import Inspection
from congvu.inspections.rules import AT_WORK, WAYS, Doer, InspectionState, Step
from congvu.organisations.access import Seat
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted

__all__ = ["METHODS", "Words", "answer", "posted"]

TONES = {
    InspectionState.EXPLAINING: "look",
    InspectionState.DONE: "done",
}


@dataclass(frozen=True)
class Deed:
    """One thing the seat may do now, and where."""

    label: str
    url: str
    icon: str = "pencil"
    primary: bool = False


def need_desk(seat: Seat) -> None:
    """An administrator's seat runs the office and has no inspections."""
    if not reads_inspections(seat):
        raise Http404


def need_order(seat: Seat) -> None:
    """Who does not order inspections finds no such door."""
    if not orders(seat):
        raise Http404


def own_inspection(seat: Seat, inspection_id: UUID, *allowed: Doer) -> Inspection:
    """One that the seat may do this to; else not found."""
    found = get_inspection_for(seat, inspection_id)
    if not doers_of(seat, found) & frozenset(allowed):
        raise Http404
    return found


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    """What one inspects, where one is inspected, what teams ask, what binds one."""
    own = [("list", _("Kiểm tra")), ("inspected", _("Được kiểm tra"))]
    here = reverse("inspections:list")
    found = [
        ui.Tab(
            label,
            here if key == "list" else f"{here}?muc=duoc-kiem-tra",
            active=key == active,
        )
        for key, label in own
    ]
    more = [("conflicts", _("Xung đột lợi ích"))]
    if may_keep_lists(seat):
        more.insert(0, ("checklists", _("Bảng câu hỏi")))
    return found + [
        ui.Tab(label, reverse(f"inspections:{key}"), active=key == active)
        for key, label in more
    ]


_ICONS = {
    Step.DECIDE: "check",
    Step.BEGIN: "next",
    Step.ASK_EXPLANATION: "alert",
    Step.GO_ON: "next",
    Step.CONCLUDE: "check",
    Step.FOLLOW: "forward",
    Step.CLOSE: "check",
    Step.REOPEN: "undo",
    Step.CANCEL: "ban",
}


def deeds_of(seat: Seat, found: Inspection) -> list[Deed]:
    """What may be done now, the expected thing first."""
    doers, made = doers_of(seat, found), list[Deed]()
    state = InspectionState(found.state)
    at_visit = state in AT_WORK and Doer.TEAM in doers
    if at_visit:
        url = reverse("inspections:add-finding", args=[found.id])
        made.append(Deed(_("Ghi phát hiện"), url, "plus", primary=True))
    for step in steps_for(seat, found):
        expected = not made and step != Step.CANCEL
        made.append(
            Deed(_(WAYS[step].name), _step_url(found, step), _ICONS[step], expected)
        )
    if at_visit:
        url = reverse("inspections:recommend", args=[found.id])
        made.insert(1, Deed(_("Ghi kiến nghị"), url, "flag"))
    if doers and state in {InspectionState.DECIDED} | AT_WORK:
        url = reverse("inspections:ask", args=[found.id])
        made.append(Deed(_("Yêu cầu tài liệu"), url, "inbox"))
    return made


def _step_url(found: Inspection, step: Step) -> str:
    if step in (Step.DECIDE, Step.CONCLUDE):
        return reverse(f"inspections:{step}", args=[found.id])
    return reverse("inspections:step", args=[found.id, step])


def one_url(found: Inspection) -> str:
    return reverse("inspections:inspection", args=[found.id])


def about(found: Inspection) -> str:
    return f"{found.body_name} · {found.subject}"


answer = partial(deeds.answer, template="inspections/form.html")
