"""The one shape of every office page about questions and drafts for comment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.organisations.access import Seat
from congvu.portal.access import may_edit, meter_agencies
from congvu.portal.access.papers import sees_publishing
from congvu.portal.access.questions import (
    approves_portal,
    ask_steps_for,
    may_read_ratings,
    reads_open_drafts,
    reads_questions,
)
from congvu.portal.models import PublicQuestion
from congvu.portal.rules.questions import ASK_WAYS, AskStep, QuestionState
from congvu.ui import deeds
from congvu.ui import rules as ui

TONES = {
    QuestionState.ANSWERED: "done",
    QuestionState.BEYOND: "done",
    QuestionState.ELSEWHERE: "done",
    QuestionState.REFUSED: "done",
    QuestionState.CHECKING: "look",
}
_ICONS = {
    AskStep.APPROVE: "check",
    AskStep.RETURN: "undo",
    AskStep.ANSWER: "pencil",
    AskStep.PROMISE: "calendar",
    AskStep.FORWARD: "forward",
    AskStep.BEYOND: "next",
    AskStep.ELSEWHERE: "flag",
    AskStep.REFUSE: "ban",
    AskStep.PUBLISH: "check",
    AskStep.UNPUBLISH: "ban",
}


@dataclass(frozen=True)
class Deed:
    """One thing the seat may do now, and where."""

    label: str
    url: str
    icon: str = "pencil"
    primary: bool = False


def need_reader(seat: Seat) -> None:
    """An administrator's seat has no questions of people."""
    if not reads_questions(seat):
        raise Http404


def need_board(seat: Seat) -> None:
    """Who neither edits nor approves finds no such door."""
    if not reads_open_drafts(seat):
        raise Http404


def ask_tabs(seat: Seat, active: str) -> list[ui.Tab]:
    """Questions, how complete sites are; for who keeps one drafts and ratings, too, who
    writes for it, and the way to where that is done.
    """
    found = [("questions", _("Hỏi đáp"))]
    if reads_open_drafts(seat):
        found.append(("ask-figures", _("Đúng hạn, quá hạn")))
        found.append(("open-drafts", _("Lấy ý kiến dự thảo")))
    if may_read_ratings(seat):
        found.append(("ratings", _("Đánh giá, lượt xem")))
    if sees_publishing(seat):
        found.append(("waiting", _("Văn bản chờ công khai")))
    if meter_agencies(seat):
        found.append(("meter", _("Độ đầy đủ")))
    if approves_portal(seat):
        found.append(("profiles", _("Bộ máy")))
        found.append(("editors", _("Biên tập viên")))
    tabs = [
        ui.Tab(label, reverse(f"portal:{name}"), active=name == active)
        for name, label in found
    ]
    if may_edit(seat):
        tabs.append(ui.Tab(_("Trang biên tập"), reverse("wagtailadmin_home")))
    return tabs


def deeds_of(seat: Seat, found: PublicQuestion) -> list[Deed]:
    """What may be done now, the expected thing first."""
    return [
        Deed(
            _(ASK_WAYS[step].name),
            reverse("portal:question-step", args=[found.id, step]),
            _ICONS[step],
            primary=place == 0,
        )
        for place, step in enumerate(ask_steps_for(seat, found))
    ]


answer_page = partial(deeds.answer, template="portal/ask_form.html")
