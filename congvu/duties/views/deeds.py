"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.duties.access import reads_duties
from congvu.duties.models import Share
from congvu.duties.queries import DutyTab
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted

__all__ = ["METHODS", "Words", "answer", "duty_url", "need_desk", "posted", "tabs"]


def need_desk(seat: Seat) -> None:
    """An administrator's seat runs the office and has no duties."""
    if not reads_duties(seat):
        raise Http404


_TABS = {
    DutyTab.OWN: gettext_noop("Được giao"),
    DutyTab.GIVEN: gettext_noop("Giao đi, theo dõi"),
    DutyTab.SUPPORTED: gettext_noop("Phối hợp"),
}


def tabs(active: str) -> list[ui.Tab]:
    """Three sides of duties, how they stand, what stands in their way.

    A list that a number of the scorecard opened belongs to the scorecard.
    """
    here = reverse("duties:list")
    return [
        *(
            ui.Tab(_(label), f"{here}?muc={key}", active=key == active)
            for key, label in _TABS.items()
        ),
        *(
            ui.Tab(label, reverse(f"duties:{name}"), active=active in (name, key))
            for name, key, label in (
                ("scorecard", DutyTab.COUNTED, _("Bảng điểm")),
                ("difficulties", None, _("Vướng mắc")),
            )
        ),
    ]


def duty_url(share: Share) -> str:
    return reverse("duties:duty", args=[share.duty_id])


answer = partial(deeds.answer, template="duties/form.html")
