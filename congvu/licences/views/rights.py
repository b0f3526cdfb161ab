"""Rights to use products: kept, proved, their seats given, moved and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.files.queries import kept_file
from congvu.inventory.queries import living, people_of
from congvu.lib.text import nfc
from congvu.licences import actions, queries
from congvu.licences.access import (
    agencies_offered,
    get_allocation_to_keep,
    get_proof,
    get_right,
    get_right_to_keep,
    keeps,
    keeps_all,
    read_agencies,
    read_rights,
    seen_allocations,
)
from congvu.licences.forms import (
    EntitlementForm,
    ProofForm,
    ReturnForm,
    TargetForm,
    Targets,
    WordsForm,
    uuid_of,
)
from congvu.licences.models import Entitlement, SeatAllocation
from congvu.licences.queries import ENDS_SOON, RightsAsked
from congvu.licences.rules import (
    ENTITLEMENT_KIND_NAMES,
    METRIC_NAMES,
    EntitlementKind,
    Metric,
)
from congvu.licences.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    done,
    posted,
    tabs,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import (
    agencies_on,
    agency_names_on,
    unit_names_on,
    units_on,
)
from congvu.ui.deeds import as_shown

_MOST_MACHINES = 2000


def _state(right: Entitlement, given: int, on: date) -> tuple[str, str]:
    """What is to be said of it first."""
    if right.ends_on is not None and right.ends_on <= on:
        return _("đã hết hạn"), "late"
    if given > right.seats:
        return _("cấp vượt số đã có"), "look"
    if right.starts_on > on:
        return _("chưa có hiệu lực"), ""
    if right.ends_on is not None and right.ends_on <= on + timedelta(days=ENDS_SOON):
        return _("sắp hết hạn"), "look"
    return _("còn hiệu lực"), "done"


def _kind(right: Entitlement) -> str:
    return _(ENTITLEMENT_KIND_NAMES[EntitlementKind(right.kind)])


def _url(right: Entitlement) -> str:
    return reverse("licences:right", args=[right.pk])


@require_safe
@with_seat(READ)
def rights(request: SeatRequest) -> HttpResponse:
    """One's agency's own and those it was given of, the newest first."""
    seat, on = request.seat, timezone.localdate()
    text = nfc(request.GET.get("q", ""))[:100]
    wanted = request.GET.get("con", "")
    state = wanted if wanted in {"ended", "soon", "over"} else ""
    page = queries.rights_page(
        read_rights(seat),
        RightsAsked(text, state=state),
        on,
        after=request.GET.get("sau", ""),
        soon=on + timedelta(days=ENDS_SOON),
    )
    names = agency_names_on({one.right.agency_id for one in page.lines}, on)
    kept = {k: v for k, v in (("q", text), ("con", state)) if v}
    context = {
        "lines": [
            (
                one,
                _kind(one.right),
                names.get(one.right.agency_id, ""),
                *_state(one.right, one.given, on),
            )
            for one in page.lines
        ],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "form": WordsForm({"q": text}),
        "held": [("con", state)] if state else [],
        "choices": [
            (
                words,
                urlencode({"con": "" if value == state else value, "q": text}),
                value == state,
            )
            for value, words in (
                ("soon", _("sắp hết hạn")),
                ("ended", _("đã hết hạn")),
                ("over", _("cấp vượt số đã có")),
            )
        ],
        "narrowed": bool(kept),
        "may_keep": keeps(seat),
        "tab_items": tabs(seat, "rights"),
    }
    return render(request, "licences/rights.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = EntitlementForm(
        posted(request),
        products=queries.products_offered(),
        agencies=agencies_offered(seat),
        initial={
            "metric": Metric.DEVICE,
            "product_id": request.GET.get("san_pham", ""),
        },
    )
    words = Words(
        title=_("Ghi quyền sử dụng phần mềm"),
        button=_("Ghi quyền"),
        done=_("Đã ghi; thêm chứng từ, rồi cấp cho nơi dùng."),
        lead=_("Hợp đồng, giấy phép số lượng lớn, OEM, thuê bao, bàn giao"),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.entitle(
            agency_id=form.agency() or seat.agency_id,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("licences:rights"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, entitlement_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_right_to_keep(seat, entitlement_id)
    form = EntitlementForm(
        posted(request),
        products=queries.products_offered(),
        agencies=[(found.agency_id, "")],
        initial=EntitlementForm.of(found),
    )
    words = Words(
        title=_("Sửa quyền sử dụng"),
        button=_("Ghi"),
        done=_("Đã ghi."),
        lead=found.product.full_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_entitlement(
            entitlement_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


def _may_keep(seat: Seat, right: Entitlement) -> bool:
    return keeps_all(seat) or (keeps(seat) and right.agency_id == seat.agency_id)


@require_http_methods(METHODS)
@with_seat(READ)
def right(request: SeatRequest, entitlement_id: UUID) -> HttpResponse:
    """Its terms, its proofs, to whom its seats are given; a proof sent is added."""
    seat, on = request.seat, timezone.localdate()
    found = get_right(seat, entitlement_id)
    if request.method == "POST" and not _may_keep(seat, found):
        raise Http404
    form = ProofForm(
        posted(request), request.FILES if request.method == "POST" else None
    )
    if request.method == "POST" and done(
        form,
        lambda: actions.add_proof(
            entitlement_id=found.pk,
            name=form.cleaned_data["file"].name,
            stream=form.cleaned_data["file"],
            by=seat,
            at=timezone.now(),
        ),
    ):
        return redirect("licences:right", entitlement_id=found.pk)
    given = queries.given_now([found.pk], on).get(found.pk, 0)
    agencies = read_agencies(seat)
    page = queries.allocations_page(
        seen_allocations(seat, found), after=request.GET.get("sau", "")
    )
    state, tone = _state(found, given, on)
    context = {
        "found": found,
        "given": given,
        "left": max(found.seats - given, 0),
        "over": max(given - found.seats, 0),
        "kind": _kind(found),
        "metric": _(METRIC_NAMES[Metric(found.metric)]),
        "state": state,
        "tone": tone,
        "agency": agency_names_on([found.agency_id], on).get(found.agency_id, ""),
        "allocations": _allocations(page.rows, on),
        "next_query": urlencode({"sau": page.after}) if page.after else "",
        "proofs": queries.proofs_of(found),
        "sees_proofs": agencies is None or found.agency_id in agencies,
        "may_keep": _may_keep(seat, found),
        "is_oem": found.kind == EntitlementKind.OEM,
        "form": form,
        "tab_items": tabs(seat, "rights"),
    }
    status = 422 if form.errors else 200
    return render(request, "licences/right.html", context, status=status)


def _allocations(
    rows: list[SeatAllocation], on: date
) -> list[tuple[SeatAllocation, str, str, bool]]:
    """Each with its agency, whom within it, and whether it can cover nothing more."""
    idle = queries.idle_allocations(rows, on)
    agencies = {one.agency_id for one in rows}
    names = agency_names_on(agencies, on)
    units = unit_names_on(agencies, on) if any(one.unit_id for one in rows) else {}
    return [
        (one, names.get(one.agency_id, ""), whom(one, units), one.pk in idle)
        for one in rows
    ]


def whom(one: SeatAllocation, units: dict[UUID, str]) -> str:
    """In words; nothing for the whole agency."""
    if one.machine is not None:
        return _("máy %(name)s") % {"name": one.machine.name}
    if one.person is not None:
        return one.person.full_name
    return units.get(one.unit_id, "") if one.unit_id is not None else ""


def _targets(agency_id: UUID, on: date) -> Targets:
    machines = living().filter(agency=agency_id).order_by("name")
    return Targets(
        [(u.id, u.name) for u in units_on(agency_id, on)],
        list(machines.values_list("pk", "name")[:_MOST_MACHINES]),
        people_of(agency_id, on),
    )


def _target_agency(request: SeatRequest, right: Entitlement) -> UUID:
    """Whom the address says; a keeper of one agency gives to their own."""
    if not keeps_all(request.seat):
        return request.seat.agency_id
    wanted = uuid_of(request.GET.get("co_quan", ""))
    known = {one.id for one in agencies_on(request.seat.on)}
    return wanted if wanted in known else right.agency_id


def _more(request: SeatRequest, agency_id: UUID) -> dict[str, Any]:
    """Other agencies one may give to, as ways to the same page."""
    if not keeps_all(request.seat):
        return {}
    offered = [(one.id, one.name) for one in agencies_on(request.seat.on)]
    return {"agencies": offered, "agency_id": agency_id}


@require_http_methods(METHODS)
@with_seat(KEEP)
def allocate(request: SeatRequest, entitlement_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_right_to_keep(seat, entitlement_id)
    agency_id = _target_agency(request, found)
    form = TargetForm(
        posted(request),
        agency_id=agency_id,
        targets=_targets(agency_id, on),
        initial={"seats": 1, "since": max(on, found.starts_on)},
    )
    taken = queries.given_now([found.pk], on).get(found.pk, 0)
    lead = _("%(product)s: còn %(left)d trên %(seats)d")
    words = Words(
        title=_("Cấp cho nơi dùng"),
        button=_("Cấp"),
        done=_("Đã cấp."),
        lead=lead
        % {
            "product": found.product.full_name,
            "left": max(found.seats - taken, 0),
            "seats": found.seats,
        },
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.allocate(
            entitlement_id=found.pk,
            target=form.target_given(),
            seats=form.cleaned_data["seats"],
            since=form.cleaned_data["since"],
            by=seat,
            at=timezone.now(),
            over_reason=form.cleaned_data["over_reason"],
        ),
        back=_url(found),
        more=_more(request, agency_id),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def transfer(request: SeatRequest, allocation_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_allocation_to_keep(seat, allocation_id)
    agency_id = _target_agency(request, found.entitlement)
    form = TargetForm(
        posted(request),
        agency_id=agency_id,
        targets=_targets(agency_id, on),
        initial={"seats": found.seats, "since": on},
    )
    del form.fields["over_reason"]
    words = Words(
        title=_("Chuyển sang nơi khác"),
        button=_("Chuyển"),
        done=_("Đã chuyển."),
        lead=found.entitlement.product.full_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.transfer(
            allocation_id=found.pk,
            target=form.target_given(),
            seats=form.cleaned_data["seats"],
            since=form.cleaned_data["since"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found.entitlement),
        more=_more(request, agency_id),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def give_back(request: SeatRequest, allocation_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_allocation_to_keep(seat, allocation_id)
    form = ReturnForm(posted(request), initial={"since": timezone.localdate()})
    words = Words(
        title=_("Thu lại phần đã cấp"),
        button=_("Thu lại"),
        done=_("Đã thu lại."),
        lead=found.entitlement.product.full_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.return_seats(
            allocation_id=found.pk,
            until=form.cleaned_data["since"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found.entitlement),
    )


@require_safe
@with_seat(READ)
def proof(request: SeatRequest, proof_id: UUID) -> HttpResponse:
    """The file as it was given; nothing in it runs here."""
    found = get_proof(request.seat, proof_id)
    try:
        made = kept_file(found.file, found.name)
    except FileNotFoundError as why:
        raise Http404 from why
    return as_shown(made, inline=False)
