"""Contracts of maintenance and support: a list, one with what it covers, the form."""

from __future__ import annotations

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
from congvu.network import actions
from congvu.network.access import (
    agencies_offered,
    get_contract_proof,
    get_contract_to_keep,
    keeps_all,
    kept_contracts,
    links_kept,
)
from congvu.network.forms import ContractForm, ContractProofForm, contract_shown
from congvu.network.models import Link, ServiceContract
from congvu.network.queries import contracts_page, machines_covered
from congvu.network.rules import CONTRACT_KIND_NAMES, ENDS_SOON_DAYS, ContractKind
from congvu.network.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    done,
    posted,
    tabs,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui import rules as ui
from congvu.ui.deeds import as_shown


def _url(found: ServiceContract) -> str:
    return reverse("network:contract", args=[found.pk])


def _stands(one: ServiceContract) -> tuple[str, str]:
    """In words, and how it is coloured."""
    on = timezone.localdate()
    if one.ends_on <= on:
        return _("đã hết hạn"), "late"
    if one.starts_on > on:
        return _("chưa đến ngày"), ""
    if (one.ends_on - on).days <= ENDS_SOON_DAYS:
        return _("sắp hết hạn"), "look"
    return _("còn hiệu lực"), "done"


@require_safe
@with_seat(KEEP)
def contract_list(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    state = {"sap": "soon", "het": "ended"}.get(request.GET.get("han", ""), "")
    rows, after = contracts_page(
        kept_contracts(seat), on, state=state, after=request.GET.get("sau", "")
    )
    names = agency_names_on({one.agency_id for one in rows}, on)
    query = {"han": request.GET.get("han", "") if state else "", "sau": after}
    context = {
        "rows": [
            (one, names.get(one.agency_id, ""), _kind(one), *_stands(one))
            for one in rows
        ],
        "ways": [
            ui.Tab(_("Tất cả"), "?", active=not state),
            ui.Tab(_("Hết hạn trong 60 ngày"), "?han=sap", active=state == "soon"),
            ui.Tab(_("Đã hết hạn"), "?han=het", active=state == "ended"),
        ],
        "next_query": urlencode({k: v for k, v in query.items() if v}) if after else "",
        "tab_items": tabs("contracts", all_of_it=keeps_all(seat)),
    }
    return render(request, "network/contracts.html", context)


def _kind(one: ServiceContract) -> str:
    return _(CONTRACT_KIND_NAMES[ContractKind(one.kind)])


@require_http_methods(METHODS)
@with_seat(KEEP)
def contract(request: SeatRequest, contract_id: UUID) -> HttpResponse:
    """What it says and covers; a file sent is added to its proofs."""
    found = get_contract_to_keep(request.seat, contract_id)
    form = ContractProofForm(
        posted(request), request.FILES if request.method == "POST" else None
    )
    if request.method == "POST" and done(
        form,
        lambda: actions.add_contract_proof(
            contract_id=found.pk,
            name=form.cleaned_data["file"].name,
            stream=form.cleaned_data["file"],
            by=request.seat,
            at=timezone.now(),
        ),
    ):
        return redirect(_url(found))
    machines, after = machines_covered(found, after=request.GET.get("sau", ""))
    words, tone = _stands(found)
    on = timezone.localdate()
    context = {
        "found": found,
        "kind": _kind(found),
        "agency": agency_names_on([found.agency_id], on).get(found.agency_id, ""),
        "words": words,
        "tone": tone,
        "machines": machines,
        "machine_count": found.machines.count(),
        "links": found.links.select_related("near", "far").order_by("near__name", "pk"),
        "next_query": urlencode({"sau": after}) if after else "",
        "proofs": found.proofs.order_by("added_at", "pk"),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "network/contract.html", context, status=status)


@require_safe
@with_seat(KEEP)
def proof(request: SeatRequest, contract_proof_id: UUID) -> HttpResponse:
    """The file as it was given; nothing in it runs here."""
    found = get_contract_proof(request.seat, contract_proof_id)
    try:
        made = kept_file(found.file, found.name)
    except FileNotFoundError as why:
        raise Http404 from why
    return as_shown(made, inline=False)


def _links(seat: Seat, agency_id: UUID) -> list[tuple[UUID, str]]:
    """Which one may name: of the agency that signs."""
    rows = links_kept(seat).filter(near__agency=agency_id)
    rows = rows.order_by("near__name", "pk")
    return [(one.pk, _link_words(one)) for one in rows[:500]]


def _link_words(one: Link) -> str:
    return f"{one.near.name} – {one.far.name} · {one.carrier}"


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    """Of one's own agency; the province's keeper chooses another one first, whose links
    are then offered (?co_quan=).
    """
    seat, on = request.seat, timezone.localdate()
    offered = {str(one.id): one for one in agencies_offered(seat, on)}
    asked = request.GET.get("co_quan", "")
    agency = offered.get(asked) or offered.get(str(seat.agency_id))
    if agency is None:
        raise Http404
    form = ContractForm(
        posted(request),
        links=_links(seat, agency.id),
        initial={"kind": "care", "starts_on": on},
    )
    words = Words(_("Thêm hợp đồng"), _("Thêm"), _("Đã thêm."), agency.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_contract(
            agency_id=agency.id,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("network:contracts"),
        to=_url,
        more={
            "agencies": [(one.id, one.name) for one in offered.values()]
            if len(offered) > 1
            else [],
            "agency_id": agency.id,
        },
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, contract_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_contract_to_keep(seat, contract_id)
    covered: Any = found.links.select_related("near", "far")
    links = dict(_links(seat, found.agency_id))
    links |= {one.pk: _link_words(one) for one in covered}
    form = ContractForm(
        posted(request),
        links=list(links.items()),
        initial=contract_shown(found),
    )
    words = Words(_("Sửa hợp đồng"), _("Lưu"), _("Đã lưu."), found.number)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_contract(
            contract_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )
