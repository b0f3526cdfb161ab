"""What training says beside a duty: its classes, how many passed, a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.duties.rules import Beside, BesideLine, shown_beside
from congvu.organisations.access import Seat
from congvu.training.access import keeps, seen_classes
from congvu.training.queries.duties import classes_of_duty
from congvu.training.rules.words import CLASS_STATE_NAMES, ClassState
from congvu.ui.rules import dotted


@shown_beside
def classes(seat: Seat, duty_id: UUID) -> Beside | None:
    """One query; nothing where none is held and this seat opens none."""
    rows: list[Any] = classes_of_duty(seen_classes(seat), duty_id)
    if not rows and not keeps(seat):
        return None
    open_url = f"{reverse('training:open')}?nhiem-vu={duty_id}"
    return Beside(
        title=_("Lớp học"),
        lines=[
            BesideLine(one.name, reverse("training:class", args=[one.pk]), _note(one))
            for one in rows
        ],
        note=_finished(rows),
        deed=_("Mở lớp") if keeps(seat) else "",
        deed_url=open_url if keeps(seat) else "",
    )


def _note(one: Any) -> str:
    state = _(CLASS_STATE_NAMES[ClassState(one.state)])
    if one.state != ClassState.CLOSED:
        return state
    told = {"state": state, "passed": dotted(one.passed), "held": dotted(one.held)}
    return _("%(state)s; %(passed)s/%(held)s người hoàn thành") % told


def _finished(rows: list[Any]) -> str:
    """What is proposed once nothing is open; a person decides it by a report."""
    held = [one for one in rows if one.state == ClassState.CLOSED]
    if not held or any(one.state == ClassState.OPEN for one in rows):
        return ""
    return _("Các lớp đã kết thúc: nơi chủ trì xem rồi báo cáo hoàn thành.")
