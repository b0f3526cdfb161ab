"""Who answers for security here, who administers systems, with which certificate."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_system_to_tell,
    keeps,
    systems_asked,
    tells_year,
)
from congvu.controls.forms import AdministratorForm, CertificateForm, OfficerForm
from congvu.controls.rules import (
    CERTIFIED_NAMES,
    OFFICER_KIND_NAMES,
    Certified,
    OfficerKind,
)
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    press,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui

_TONES = {
    Certified.YES: "done",
    Certified.ENDED: "late",
    Certified.MISSING: "late",
}


@require_safe
@with_seat(READ)
def people(request: SeatRequest) -> HttpResponse:
    """Of the systems one sees; those without a certificate on their own."""
    seat, today = request.seat, timezone.localdate()
    every = queries.admins_now(systems_asked(seat))
    lacking = queries.lacking(every, today)
    only = request.GET.get("thieu") == "1"
    page = queries.admins_page(
        lacking if only else every, today, uuid_or_none(request.GET.get("sau", ""))
    )
    here, kept = reverse("controls:people"), "thieu=1&" if only else ""
    context = {
        "officers": [
            (one, _(OFFICER_KIND_NAMES[OfficerKind(one.kind)]))
            for one in queries.officers_of(seat.agency_id)
        ],
        "rows": [
            {
                "admin": one,
                "words": _(CERTIFIED_NAMES[one.certified]),
                "tone": _TONES.get(one.certified, ""),
                "may_end": tells_year(seat, one.row.system),
            }
            for one in page.rows
        ],
        "counted": [
            ui.Figure(_("người quản trị hệ thống"), ui.dotted(every.count()), here),
            ui.Figure(
                _("cấp độ 3 đến 5, không có chứng chỉ còn hạn"),
                ui.dotted(lacking.count()),
                f"{here}?thieu=1",
            ),
        ],
        "keeps": keeps(seat),
        "pages": ui.Pages(
            previous_url=f"?{kept}" if "sau" in request.GET else "",
            next_url=f"?{kept}sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("people"),
    }
    return render(request, "controls/people.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def name_officer(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    offered = queries.people_of(seat.agency_id, timezone.localdate())
    form = OfficerForm(posted(request), people=offered)
    words = Words(
        _("Phân công phụ trách an ninh"), _("Ghi"), _("Đã ghi."), seat.agency_name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.name_officer(
            kind=form.cleaned_data["kind"],
            person_id=form.person_id(),
            basis=form.cleaned_data["basis"],
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=reverse("controls:people"),
        more={"parent": _("Nhân sự an ninh")},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_certificate(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    offered = queries.people_of(seat.agency_id, timezone.localdate())
    form = CertificateForm(posted(request), people=offered)
    words = Words(_("Ghi chứng chỉ"), _("Ghi"), _("Đã ghi."), seat.agency_name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_certificate(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=reverse("controls:people"),
        more={"parent": _("Nhân sự an ninh")},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_administrator(request: SeatRequest, system_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_system_to_tell(request.seat, system_id)
    offered = queries.people_of(seat.agency_id, timezone.localdate())
    form = AdministratorForm(posted(request), people=offered)
    words = Words(_("Ghi người quản trị"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_administrator(
            system_id=found.pk,
            person_id=form.person_id(),
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=reverse("controls:people"),
        more={"parent": _("Nhân sự an ninh")},
    )


@require_POST
@with_seat(KEEP)
def end_administrator(
    request: SeatRequest, system_id: UUID, administrator_id: UUID
) -> HttpResponse:
    found = get_system_to_tell(request.seat, system_id)
    return press(
        request,
        lambda: actions.end_administrator(
            system_id=found.pk,
            administrator_id=administrator_id,
            by=request.seat,
            at=timezone.now(),
        ),
        _("Đã ghi thôi quản trị."),
        reverse("controls:people"),
    )
