"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.training.access import heads, keeps
from congvu.training.models import TrainingClass
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = ["DECIDE", "KEEP", "METHODS", "READ", "Words", "answer", "posted", "press"]

READ = Permission.READ_ORGANISATION
KEEP = Permission.KEEP_TRAINING
DECIDE = Permission.DECIDE_TRAINING

answer = partial(deeds.answer, template="training/form.html")


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    shown = [
        ("mine", _("Học của tôi")),
        ("classes", _("Lớp học")),
        ("courses", _("Khóa học")),
        ("named", _("Chuyên trách")),
    ]
    if keeps(seat) or heads(seat):
        shown.append(("gaps", _("Còn thiếu")))
        shown.append(("units", _("Đơn vị")))
        shown.append(("report", _("Báo cáo")))
    return [
        ui.Tab(label, reverse(f"training:{name}"), active=name == active)
        for name, label in shown
    ]


def class_url(found: TrainingClass) -> str:
    return reverse("training:class", args=[found.pk])


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
