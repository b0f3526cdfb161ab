"""The catalogue: systems, databases, data sets, services; services declared."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.registry import actions
from congvu.registry.access import (
    declares_services,
    get_service_for,
    get_service_to_keep,
    keeps_service,
    need_maker,
    seen_entries,
    seen_system,
    systems_offered,
)
from congvu.registry.forms import CatalogueForm, ServiceForm
from congvu.registry.models import DataService
from congvu.registry.queries.catalogue import Entry, entry_page
from congvu.registry.rules import CATALOGUED_NAMES, Catalogued
from congvu.registry.views.deeds import (
    METHODS,
    RUN,
    USE,
    Words,
    answer,
    posted,
    share_tabs,
    uuid_or_none,
)
from congvu.registry.views.quality import figures
from congvu.ui import rules as ui

_PLACES = {
    Catalogued.SYSTEM: "systems:system",
    Catalogued.DATABASE: "registry:database",
    Catalogued.SET: "registry:set",
    Catalogued.SERVICE: "registry:service",
}


@require_safe
@with_seat(USE)
def catalogue(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = CatalogueForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else {"tim": "", "loai": ""}
    seen = seen_entries(seat)
    if told["loai"]:
        seen = {kind: rows for kind, rows in seen.items() if kind == told["loai"]}
    page = entry_page(seen, told["tim"], uuid_or_none(request.GET.get("sau", "")))
    names = agency_names_on({one.agency for one in page.rows}, seat.on)
    asked = {name: text for name, text in told.items() if text}
    following = page.after.hex if page.after else ""
    context = {
        "form": form,
        "narrowed": bool(asked),
        "rows": [(one, _row(one), names.get(one.agency, "–")) for one in page.rows],
        "tab_items": share_tabs("catalogue"),
        "may_declare": declares_services(seat),
        "pages": ui.Pages(
            previous_url=f"?{urlencode(asked)}" if "sau" in request.GET else "",
            next_url=f"?{urlencode({**asked, 'sau': following})}" if following else "",
        ),
    }
    return render(request, "registry/catalogue.html", context)


def _row(one: Entry) -> dict[str, Any]:
    personal = {True: _("có"), False: _("không"), None: "–"}[one.has_personal]
    measured = figures(one.quality) if one.quality is not None else []
    return {
        "kind": _(CATALOGUED_NAMES[one.kind]),
        "url": reverse(_PLACES[one.kind], args=[one.key]),
        "personal": personal,
        "quality": [(name, share, parts) for name, share, parts, _how in measured],
    }


def _url(found: DataService) -> str:
    return reverse("registry:service", args=[found.pk])


@require_safe
@with_seat(USE)
def service(request: SeatRequest, data_service_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_service_for(seat, data_service_id)
    names = agency_names_on([found.agency_id], seat.on)
    context = {
        "found": found,
        "agency": names.get(found.agency_id, "–"),
        "system": seen_system(seat, found),
        "may_keep": keeps_service(seat, found),
    }
    return render(request, "registry/service.html", context)


@require_http_methods(METHODS)
@with_seat(RUN)
def declare(request: SeatRequest) -> HttpResponse:
    seat = need_maker(request.seat)
    form = ServiceForm(posted(request), systems=systems_offered(seat))
    lead = _("Cơ quan khác tìm thấy dịch vụ này trong danh mục của tỉnh.")
    return answer(
        request,
        form,
        Words(_("Khai dịch vụ chia sẻ dữ liệu"), _("Khai"), _("Đã khai."), lead),
        lambda: actions.declare_service(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("registry:catalogue"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def change(request: SeatRequest, data_service_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_service_to_keep(seat, data_service_id)
    names = set(ServiceForm.base_fields) - {"fields_told"}
    given = {name: getattr(found, name) for name in names}
    given |= {
        "fields_told": "\n".join(found.fields),
        "has_personal": "co" if found.has_personal else "khong",
    }
    offered = systems_offered(seat)
    form = ServiceForm(posted(request), systems=offered, initial=given)
    seen = form.told("seen")
    return answer(
        request,
        form,
        Words(_("Sửa dịch vụ"), _("Ghi"), _("Đã ghi."), found.title),
        lambda: actions.change_service(
            service_id=found.pk,
            data=form.data_given(),
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"hidden": [("seen", found.version)]},
    )
