"""Hồ sơ: the list, one dossier, opened, changed, its rights."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.archives import actions, queries
from congvu.archives.access import dossier_reading, get_dossier_for, packs, units_of
from congvu.archives.forms import (
    ChangeForm,
    ListForm,
    OpenForm,
    RightForm,
    WhyForm,
    dossier_initial,
)
from congvu.archives.queries import DossierTab
from congvu.archives.rules import Origin
from congvu.archives.views.deeds import METHODS, Words, answer, as_download, posted
from congvu.documents.access import scope_of
from congvu.documents.queries import desks
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission, Role
from congvu.ui import rules as ui

_TABS = {
    DossierTab.MINE: gettext_noop("Tôi lập"),
    DossierTab.UNIT: gettext_noop("Đơn vị"),
    DossierTab.AGENCY: gettext_noop("Cơ quan"),
    DossierTab.ARCHIVE: gettext_noop("Đã nộp lưu"),
}


def reads_dossiers(seat: Seat) -> None:
    """An administrator's seat runs the office and reads no paper."""
    if seat.role == Role.ADMINISTRATOR:
        raise Http404


@require_safe
@with_seat()
def dossier_list(request: SeatRequest) -> HttpResponse:
    """Newest first; six queries, however many there are."""
    seat = request.seat
    reads_dossiers(seat)
    scope = scope_of(seat)
    asked = request.GET.get("muc", "")
    tab = DossierTab(asked) if asked in set(DossierTab) else _first_tab(seat)
    form = ListForm(request.GET, years=queries.years_of(scope))
    data = form.cleaned_data if form.is_valid() else {}
    page = queries.dossiers_page(
        scope,
        tab=tab,
        units=units_of(seat),
        state=data.get("trang_thai", ""),
        year=data.get("nam"),
        find=data.get("tim", ""),
        after=_uuid(request.GET.get("sau", "")),
        limit=ui.SHOWN_LINES,
    )
    kept = {k: v for k, v in request.GET.items() if k != "sau" and v}
    here = reverse("archives:dossiers")
    context = {
        "dossiers": page.dossiers,
        "form": form,
        "tab": tab,
        "narrowed": any(data.get(k) for k in ("tim", "nam", "trang_thai")),
        "tab_items": [
            ui.Tab(_(label), f"{here}?muc={key}", active=key == tab)
            for key, label in _TABS.items()
        ],
        "pages": ui.Pages(
            previous_url=f"{here}?{urlencode(kept)}" if "sau" in request.GET else "",
            next_url=f"{here}?{urlencode({**kept, 'sau': page.after.hex})}"
            if page.after
            else "",
        ),
        "may_make": seat.can(Permission.MAKE_DOSSIERS),
        "may_freeze": seat.can(Permission.FREEZE),
        "may_check": packs(seat),
        "may_appraise": packs(seat),
    }
    return render(request, "archives/dossiers.html", context)


def _first_tab(seat: Seat) -> DossierTab:
    """Who keeps or reads everybody's dossiers begins with them."""
    return DossierTab.AGENCY if seat.is_agency_wide else DossierTab.MINE


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat()
def dossier(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier: its papers in order of events, its data, its course."""
    found = get_dossier_for(request.seat, dossier_id)
    actions.record_dossier_view(dossier=found, by=request.seat, at=timezone.now())
    after = request.GET.get("sau", "")[:40]
    context = dossier_reading(request.seat, found, on=timezone.localdate(), after=after)
    here, more = reverse("archives:dossier", args=[found.id]), context["items"].after
    context["pages"] = ui.Pages(
        previous_url=here if after else "",
        next_url=f"{here}?sau={more}" if more else "",
    )
    return render(request, "archives/dossier.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def new_dossier(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    lines = queries.lines_to_open(seat.agency_id, [today.year, today.year - 1])
    chosen = next((x for x in lines if str(x.id) == request.GET.get("dong")), None)
    initial: dict[str, Any] = {"opened_on": today, "origin": Origin.BORN}
    if chosen is not None:
        initial |= {
            "plan_line": str(chosen.id),
            "title": chosen.title,
            "retention": chosen.retention,
        }
    form = OpenForm(posted(request), initial=initial, lines=lines)
    words = Words(
        title=_("Mở hồ sơ"),
        button=_("Mở hồ sơ"),
        done=_("Đã mở hồ sơ; đưa văn bản vào từ trang của từng văn bản."),
        lead=_(
            "Theo danh mục thì số, ký hiệu lấy từ danh mục; ngoài danh mục thì ghi."
        ),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.open_dossier(
            data=form.data_given(),
            plan_line_id=form.line_id(),
            for_unit=form.cleaned_data["for_unit"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossiers"),
        to=lambda made: reverse("archives:dossier", args=[made.id]),
    )


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def change(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    found = get_dossier_for(request.seat, dossier_id)
    planned = found.plan_line_id is not None
    form = ChangeForm(posted(request), initial=dossier_initial(found), planned=planned)
    words = Words(
        title=_("Sửa dữ liệu hồ sơ"),
        button=_("Ghi"),
        done=_("Đã sửa dữ liệu hồ sơ."),
        lead=f"{found.symbol} · {found.title}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_dossier(
            dossier_id=found.id,
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[found.id]),
    )


@require_http_methods(METHODS)
@with_seat()
def open_right(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_for(request.seat, dossier_id)
    places = desks(seat.agency_id, timezone.localdate()).values()
    form = RightForm(posted(request), desks=places)
    words = Words(
        title=_("Mở quyền xem hồ sơ"),
        button=_("Mở quyền xem"),
        done=_("Đã mở quyền xem hồ sơ."),
        lead=_("Nơi được mở thấy hồ sơ và những văn bản trong đó mà họ được xem."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.open_dossier_to(
            dossier_id=found.id,
            desk_id=UUID(form.cleaned_data["desk"]),
            may_file=form.cleaned_data["may_file"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[found.id]),
    )


@require_http_methods(METHODS)
@with_seat()
def close_right(request: SeatRequest, dossier_id: UUID, desk_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_dossier_for(request.seat, dossier_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Thu lại quyền xem hồ sơ"),
        button=_("Thu lại"),
        done=_("Đã thu lại quyền xem hồ sơ."),
        lead=f"{found.symbol} · {found.title}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.close_dossier_to(
            dossier_id=found.id,
            desk_id=desk_id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[found.id]),
    )


@require_safe
@with_seat()
def export_pdf(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    return _exported(request, dossier_id, "pdf")


@require_safe
@with_seat()
def export_xml(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    return _exported(request, dossier_id, "xml")


def _exported(
    request: SeatRequest, dossier_id: UUID, form: Literal["pdf", "xml"]
) -> HttpResponse:
    found = get_dossier_for(request.seat, dossier_id)
    try:
        made = actions.export_dossier(
            dossier=found, form=form, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect("archives:dossier", found.id)
    return as_download(made)
