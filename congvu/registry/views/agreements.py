"""Agreements about data sets: asked, agreed by both sides, suspended, ended."""

from __future__ import annotations

from typing import Any
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

from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on, agency_names_on
from congvu.organisations.rules import Role
from congvu.registry import actions, queries
from congvu.registry.access import (
    consumer_side,
    get_agreement_for,
    get_agreement_to_agree,
    get_agreement_to_change,
    get_agreement_to_run,
    get_set_to_ask,
    owner_side,
    seen_agreements,
)
from congvu.registry.forms import TermsForm, WhyForm
from congvu.registry.models import DataSet, SharingAgreement
from congvu.registry.rules import (
    AGREEMENT_STATE_NAMES,
    OVER,
    AgreementState,
    Step,
    holds,
)
from congvu.registry.views.deeds import (
    METHODS,
    RUN,
    USE,
    Words,
    answer,
    posted,
    press,
    share_tabs,
    uuid_or_none,
)
from congvu.registry.views.sharing import labelled, set_url
from congvu.ui import rules as ui


def state_told(one: SharingAgreement, seat: Seat) -> tuple[str, str]:
    """Its state today in words, and how it is coloured."""
    state = AgreementState(one.state)
    words = _(AGREEMENT_STATE_NAMES[state])
    if state != AgreementState.AGREED:
        return words, "look" if state not in OVER else ""
    if holds(one.state, one.valid_from, one.valid_until, seat.on):
        return _("đang hiệu lực"), "done"
    late = one.valid_from <= seat.on
    return (_("đã hết hạn") if late else _("chưa đến ngày")), ""


@require_safe
@with_seat(USE)
def agreements(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    page = queries.agreement_page(
        seen_agreements(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    sides = {one.data_set.database.agency_id for one in page.rows}
    names = agency_names_on(sides | {one.consumer_id for one in page.rows}, seat.on)
    context = {
        "rows": [
            (
                one,
                names.get(one.data_set.database.agency_id, "–"),
                names.get(one.consumer_id, "–"),
                *state_told(one, seat),
            )
            for one in page.rows
        ],
        "tab_items": share_tabs("agreements"),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "registry/agreements.html", context)


def _url(found: SharingAgreement) -> str:
    return reverse("registry:agreement", args=[found.pk])


def _columns(found: DataSet) -> list[tuple[str, str]]:
    return labelled(queries.columns_of(found), queries.personal_keys(found))


@require_safe
@with_seat(USE)
def agreement(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_agreement_for(seat, agreement_id)
    owner = found.data_set.database.agency_id
    names = agency_names_on([owner, found.consumer_id], seat.on)
    labels = dict(_columns(found.data_set))
    words, colour = state_told(found, seat)
    context = {
        "found": found,
        "owner": names.get(owner, "–"),
        "consumer": names.get(found.consumer_id, "–"),
        "labels": [labels.get(key, key) for key in found.fields],
        "state_words": words,
        "state_colour": colour,
        **_may(seat, found),
    }
    return render(request, "registry/agreement.html", context)


def _may(seat: Seat, found: SharingAgreement) -> dict[str, Any]:
    owns, reads = owner_side(seat, found), consumer_side(seat, found)
    state, side = AgreementState(found.state), owns or reads
    signed = found.owner_at if owns else found.consumer_at
    asked = state == AgreementState.ASKED
    agreed = state == AgreementState.AGREED
    leads = seat.role == Role.LEADER
    return {
        "may_agree": side and leads and asked and signed is None,
        "may_change": side and (asked or agreed),
        "may_refuse": side and asked,
        "may_end": side and not asked and state not in OVER,
        "may_suspend": owns and agreed,
        "may_resume": owns and state == AgreementState.SUSPENDED,
    }


@require_http_methods(METHODS)
@with_seat(RUN)
def ask(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    """By another agency for itself; by who keeps the data for one of the others."""
    seat = request.seat
    found = get_set_to_ask(seat, data_set_id)
    own = found.database.agency_id
    agencies = []
    if seat.agency_id == own:
        agencies = [(one.id, one.name) for one in agencies_on(seat.on) if one.id != own]
    given = {"valid_from": seat.on, "fields_chosen": found.fields}
    form = TermsForm(
        posted(request), initial=given, columns=_columns(found), agencies=agencies
    )
    lead = _("Lãnh đạo hai cơ quan đồng ý thì mới đọc được.")
    words = Words(_("Đề nghị thỏa thuận"), _("Đề nghị"), _("Đã đề nghị."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.ask_sharing(
            set_id=found.pk,
            consumer_id=form.consumer_given(seat.agency_id),
            terms=form.terms_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=set_url(found),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def terms(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_agreement_to_change(seat, agreement_id)
    names = ("purpose", "basis", "valid_from", "valid_until")
    given = {name: getattr(found, name) for name in names}
    form = TermsForm(
        posted(request),
        initial={**given, "fields_chosen": found.fields},
        columns=_columns(found.data_set),
    )
    lead = _("Sửa thì hai bên đồng ý lại; trong lúc chờ không đọc được.")
    words = Words(_("Sửa điều khoản"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_terms(
            agreement_id=found.pk,
            terms=form.terms_given(),
            seen=_number(form.told("seen")),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"hidden": [("seen", found.revision)]},
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


@require_POST
@with_seat(RUN)
def agree(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_agreement_to_agree(seat, agreement_id)
    return press(
        request,
        lambda: actions.agree_sharing(
            agreement_id=found.pk,
            seen=_number(request.POST.get("seen", "")),
            by=seat,
            at=timezone.now(),
        ),
        _("Đã đồng ý."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def refuse(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    words = Words(_("Không đồng ý chia sẻ"), _("Không đồng ý"), _("Đã ghi."))
    return _stop(request, agreement_id, Step.REFUSE, words)


@require_http_methods(METHODS)
@with_seat(RUN)
def end(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    lead = _("Từ lúc này bên nhận không đọc được nữa.")
    words = Words(
        _("Chấm dứt thỏa thuận"), _("Chấm dứt"), _("Đã chấm dứt."), lead, danger=True
    )
    return _stop(request, agreement_id, Step.END, words)


@require_http_methods(METHODS)
@with_seat(RUN)
def suspend(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    get_agreement_to_run(request.seat, agreement_id)
    lead = _("Trong lúc tạm dừng bên nhận không đọc được.")
    words = Words(_("Tạm dừng chia sẻ"), _("Tạm dừng"), _("Đã tạm dừng."), lead)
    return _stop(request, agreement_id, Step.SUSPEND, words)


@require_http_methods(METHODS)
@with_seat(RUN)
def resume(request: SeatRequest, agreement_id: UUID) -> HttpResponse:
    get_agreement_to_run(request.seat, agreement_id)
    words = Words(_("Cho chia sẻ trở lại"), _("Cho trở lại"), _("Đã cho trở lại."))
    return _stop(request, agreement_id, Step.RESUME, words)


def _stop(
    request: SeatRequest, agreement_id: UUID, step: Step, words: Words
) -> HttpResponse:
    seat = request.seat
    found = get_agreement_to_change(seat, agreement_id)
    form = WhyForm(posted(request))
    return answer(
        request,
        form,
        words,
        lambda: actions.stop_sharing(
            agreement_id=found.pk,
            step=step,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )
