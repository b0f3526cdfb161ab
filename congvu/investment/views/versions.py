"""Versions of a balance: made, balanced by hand or by the system, compared, adopted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.investment import actions, queries
from congvu.investment.access import get_version_for
from congvu.investment.actions.saying import fault_words
from congvu.investment.forms import (
    AdoptForm,
    BudgetsForm,
    CopyForm,
    RowsForm,
    VersionForm,
)
from congvu.investment.models import BalanceVersion
from congvu.investment.queries import Cell, Standing
from congvu.investment.rules.balancing import Proof, gap_percent
from congvu.investment.rules.words import (
    SOURCE_NAMES,
    VERSION_STATE_NAMES,
    MoneySource,
    VersionState,
)
from congvu.investment.views.deeds import (
    METHODS,
    RUN,
    Words,
    answer,
    pages,
    posted,
    press,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import done

_TONES = {VersionState.ADOPTED: "done", VersionState.ASKED: "look"}
MOST_VERSIONS = 100


def _state(found: BalanceVersion) -> dict[str, str]:
    state = VersionState(found.state)
    return {"state": _(VERSION_STATE_NAMES[state]), "tone": _TONES.get(state, "")}


@require_safe
@with_seat(RUN)
def version_list(request: SeatRequest) -> HttpResponse:
    rows = queries.versions().select_related("copied_from")[:MOST_VERSIONS]
    context = {
        "rows": [{"one": one, **_state(one)} for one in rows],
        "tab_items": tabs(request.seat, "versions"),
    }
    return render(request, "investment/versions.html", context)


def _url(found: BalanceVersion) -> str:
    return reverse("investment:version", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(RUN)
def make(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = VersionForm(posted(request))
    lead = _("Phương án lấy mọi nhu cầu đang đề xuất có kinh phí trong các năm này.")
    words = Words(_("Lập phương án cân đối"), _("Lập"), _("Đã lập."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.make_version(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("investment:versions"),
        to=lambda made: reverse("investment:budgets", args=[made.pk]),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def copy(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_version_for(seat, balance_version_id)
    form = CopyForm(posted(request))
    words = Words(_("Chép thành phương án mới"), _("Chép"), _("Đã chép."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.make_version(
            data=actions.VersionData(form.cleaned_data["name"]),
            copied_from=found.pk,
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def budgets(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_version_for(seat, balance_version_id)
    form = BudgetsForm(posted(request), version=found)
    words = Words(_("Nguồn vốn theo năm, đồng"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.set_budgets(
            version_id=found.pk,
            revision=form.cleaned_data["revision"],
            budgets=form.budgets_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def version(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    """The table, and what is over at once; sent, the page's needs as chosen."""
    seat, text = request.seat, request.GET.get("sau", "")
    found = get_version_for(seat, balance_version_id)
    rows, after = queries.rows_page(found, uuid_or_none(text))
    form = RowsForm(posted(request), rows=rows, revision=found.revision)
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.change_version(
                version_id=found.pk,
                revision=form.cleaned_data["revision"],
                chosen=form.chosen(),
                by=seat,
                at=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi."))
            return redirect(request.get_full_path())
    standing = _standing(found)
    proofs = [Proof(**one) for one in found.proofs]
    context = {
        "found": found,
        "form": form,
        "rows": [(one, form.cells(one.need_id)) for one in rows],
        "open": found.state == VersionState.OPEN,
        "adopted": found.state == VersionState.ADOPTED,
        "may_compose": seat.can(Permission.DRAFT),
        "standing": standing,
        "faults": fault_words(standing.faults),
        "cells": [_cell(one) for one in standing.cells],
        "proofs": proofs,
        "gap": f"{gap_percent(proofs):.2f}".replace(".", ","),
        "pages": pages(is_later=bool(text), after=after),
        **_state(found),
    }
    status = 422 if form.errors else 200
    return render(request, "investment/version.html", context, status=status)


def _standing(found: BalanceVersion) -> Standing:
    problem = queries.problem_of(found)
    return queries.standing_of(found, problem, queries.choice_of(found))


def _cell(one: Cell | None) -> dict[str, Any] | None:
    if one is None:
        return None
    source = _(SOURCE_NAMES[MoneySource(one.source)])
    return {"source": source, "year": one.year, "cell": one}


@require_POST
@with_seat(RUN)
def balance(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_version_for(seat, balance_version_id)
    revision = request.POST.get("revision", "")
    return press(
        request,
        lambda: actions.ask_balance(
            version_id=found.pk,
            revision=int(revision) if revision.isdecimal() else 0,
            by=seat,
            at=timezone.now(),
        ),
        _("Hệ thống đang cân đối; tải lại trang sau ít giây."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def adopt(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_version_for(seat, balance_version_id)
    form = AdoptForm(posted(request), initial={"revision": found.revision})
    words = Words(_("Chọn phương án này"), _("Chọn"), _("Đã chọn."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.adopt_version(
            version_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_safe
@with_seat(RUN)
def compare(request: SeatRequest) -> HttpResponse:
    """Two of them side by side."""
    keys = [uuid_or_none(request.GET.get(name, "")) for name in ("mot", "hai")]
    if None in keys:
        raise Http404
    left, right = (get_version_for(request.seat, key) for key in keys if key)
    both = [(one, _standing(one)) for one in (left, right)]
    told = queries.compared(both[0], both[1])
    context = {
        "left": left,
        "right": right,
        "standings": [standing for _one, standing in both],
        "needs": told.needs,
        "cells": [(_cell(one), _cell(other)) for one, other in told.cells],
        "most": queries.MOST_DIFFERENCES,
        "tab_items": tabs(request.seat, "versions"),
    }
    return render(request, "investment/compare.html", context)
