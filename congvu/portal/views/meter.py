"""How complete and fresh the sites are: all of them, one, one section of one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.portal import actions
from congvu.portal.access import may_look_through, meter_agencies, meter_for
from congvu.portal.queries.meter import SiteVerdict, judged
from congvu.portal.queries.placed import Thing, listed
from congvu.portal.rules import (
    FIELD_NAMES,
    SECTION_STATE_NAMES,
    SectionState,
    Verdict,
)
from congvu.portal.views.ask_deeds import ask_tabs
from congvu.ui import rules as ui

TONES = {
    SectionState.MISSING: "late",
    SectionState.LATE: "late",
    SectionState.INCOMPLETE: "look",
    SectionState.STALE: "look",
    SectionState.FINE: "done",
}


@dataclass(frozen=True)
class Line:
    """One section in a table of a site."""

    verdict: Verdict
    url: str

    @property
    def state(self) -> str:
        return _(SECTION_STATE_NAMES[self.verdict.state])

    @property
    def tone(self) -> str:
        return TONES[self.verdict.state]

    @property
    def name(self) -> str:
        return _(self.verdict.owed.section.name)

    @property
    def why(self) -> str:
        return "; ".join(whys(self.verdict))


def whys(verdict: Verdict) -> list[str]:
    """Everything that is wrong, in words; nothing where all is well."""
    owed, found = verdict.owed, verdict.found
    told = []
    if found.count < owed.least:
        told.append(_("chưa có mục tin nào"))
    if verdict.late:
        told.append(
            ngettext(
                "%(n)d mục tin quá hạn đăng",
                "%(n)d mục tin quá hạn đăng",
                len(verdict.late),
            )
            % {"n": len(verdict.late)}
        )
    if verdict.lacking:
        names = ", ".join(_(FIELD_NAMES[name]) for name, _count in verdict.lacking)
        told.append(_("chưa ghi: %(names)s") % {"names": names})
    if verdict.lacks_english:
        told.append(_("chưa có bản tiếng Anh"))
    if verdict.stale_since is not None and owed.fresh is not None:
        told.append(_("quá %(days)d ngày chưa cập nhật") % {"days": owed.fresh.days})
    if found.past_review:
        told.append(
            ngettext(
                "%(n)d mục tin quá ngày xem lại",
                "%(n)d mục tin quá ngày xem lại",
                found.past_review,
            )
            % {"n": found.past_review}
        )
    return told


@dataclass(frozen=True)
class ThingLine:
    """One page of a section, with what it does not say in words."""

    thing: Thing

    @property
    def lacking(self) -> str:
        names = (name.removeprefix("dc:") for name in self.thing.lacks)
        return ", ".join(_(FIELD_NAMES[name]) for name in names)


@require_safe
@with_seat()
def league(request: SeatRequest) -> HttpResponse:
    """The sites this seat answers for, the least complete first."""
    seen = meter_for(request.seat)
    found = judged(timezone.localdate(), agencies=seen)
    found.sort(key=lambda one: (one.tally.percent or 0, one.site.name))
    return render(
        request,
        "portal/meter/league.html",
        {
            "sites": found,
            "figures": _figures(found),
            "tab_items": ask_tabs(request.seat, "meter"),
        },
    )


def _figures(found: list[SiteVerdict]) -> list[ui.Figure]:
    """What all of them owe, and how it stands."""
    counts = dict.fromkeys(SectionState, 0)
    for site in found:
        for state, number in site.tally.states.items():
            counts[state] += number
    return [
        ui.Figure(
            _(SECTION_STATE_NAMES[state]),
            str(number),
            tone="late" if TONES[state] == "late" and number else "",
        )
        for state, number in counts.items()
    ]


@require_safe
@with_seat()
def site(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    found = _one(request, agency_id)
    lines = [
        Line(one, reverse("portal:meter-section", args=[agency_id, one.owed.code]))
        for one in found.sections
    ]
    return render(
        request,
        "portal/meter/site.html",
        {"found": found, "lines": lines, "figures": _figures([found])},
    )


@require_safe
@with_seat()
def section(request: SeatRequest, agency_id: UUID, code: int) -> HttpResponse:
    found = _one(request, agency_id)
    verdict = found.section(code)
    if verdict is None:
        raise Http404
    line = Line(verdict, "")
    return render(
        request,
        "portal/meter/section.html",
        {
            "found": found,
            "line": line,
            "owed": verdict.owed,
            "whys": whys(verdict),
            "fields": [_(FIELD_NAMES[name]) for name in sorted(verdict.owed.fields)],
            "things": [ThingLine(one) for one in listed(agency_id, code)],
            "may_edit": may_look_through(request.seat, agency_id),
            "may_look_through": may_look_through(request.seat, agency_id),
        },
    )


@require_POST
@with_seat()
def look_through(request: SeatRequest, agency_id: UUID, code: int) -> HttpResponse:
    found = _one(request, agency_id)
    if found.section(code) is None or not may_look_through(request.seat, agency_id):
        raise Http404
    actions.look_section_through(code=code, by=request.seat, at=timezone.now())
    messages.success(request, _("Đã ghi: mục này đã được xem lại hôm nay."))
    return redirect("portal:meter-section", agency_id=agency_id, code=code)


def _one(request: SeatRequest, agency_id: UUID) -> SiteVerdict:
    """A site this seat answers for; not found otherwise."""
    if agency_id not in meter_agencies(request.seat):
        raise Http404
    found = judged(timezone.localdate(), agencies=[agency_id])
    if not found:
        raise Http404
    return found[0]
