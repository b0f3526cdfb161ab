"""Estimates of a need: made, loaded, read, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.investment import actions
from congvu.investment.access import (
    get_estimate_for,
    get_need_to_keep,
    keeps_need,
    seen_needs,
)
from congvu.investment.actions.estimate_words import (
    cell_words,
    fault_reasons,
    remark_words,
)
from congvu.investment.formats.rows import COLUMNS, decimal_words, row_texts
from congvu.investment.forms import EstimateFileForm, EstimateForm
from congvu.investment.models import Estimate, Need
from congvu.investment.queries.estimates import (
    changes,
    disagreements,
    estimates_of,
    lines_of,
    newest_of,
    parts_offered,
    parts_on,
    remarks_on,
)
from congvu.investment.rules.estimates import (
    PRICING_NAMES,
    STRUCTURE_NAMES,
    Pricing,
    Structure,
    Sums,
    Worked,
    crossed,
    sums_of,
)
from congvu.investment.rules.words import NeedState
from congvu.investment.views.deeds import ASK, METHODS, posted, uuid_or_none
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.ui.deeds import as_download, done

MOST_TYPED = 40
"""More lines than that come in a file: a page of them would be no page."""
_FEWEST, _MORE = 4, 4
_SHOWN = 300


def need_url(found: Need) -> str:
    return reverse("investment:need", args=[found.pk])


def url(made: Estimate) -> str:
    return reverse("investment:estimate", args=[made.pk])


def may_estimate(seat: Seat, found: Need) -> bool:
    return keeps_need(seat, found.agency_id) and found.state != NeedState.REJECTED


def sums_table(sums: Sums, labels: Mapping[str, str]) -> dict[str, Any]:
    """Parts down, sources by year across, with margins."""
    (cells, table), whole = crossed(sums, labels), _("Tổng cộng")
    return {
        "heads": [cell_words(cell) if cell else whole for cell in cells],
        "rows": [(labels.get(part, part) or whole, money) for part, money in table],
    }


def _line(number: int, one: Worked, labels: Mapping[str, str]) -> dict[str, Any]:
    item = one.item
    return {
        "number": number,
        "one": one,
        "part": labels.get(item.part, item.part),
        "base": ", ".join(labels.get(part, part) for part in item.base),
        "pricing": _(PRICING_NAMES[Pricing(item.pricing)]),
        "quantity": decimal_words(item.quantity),
        "rate": decimal_words(item.rate),
        "shares": [(cell_words(cell), money) for cell, money in one.shares.items()],
    }


@require_safe
@with_seat(ASK)
def estimate(request: SeatRequest, estimate_id: UUID) -> HttpResponse:
    """Its lines and sums; beside another version, what the two do not have alike."""
    seat = request.seat
    found = get_estimate_for(seat, estimate_id)
    need, lines = found.need, lines_of(found)
    versions = list(estimates_of(need)[:_SHOWN])
    labels = {one.key: one.label for one in parts_on(found.structure, found.on)}
    remarks = remarks_on(
        lines,
        need=need,
        structure=found.structure,
        on=found.on,
        seen=seen_needs(seat),
    )
    gaps = disagreements(need, lines) if versions[0].pk == found.pk else []
    context = {
        "found": found,
        "need": need,
        "structure": _(STRUCTURE_NAMES[Structure(found.structure)]),
        "lines": [_line(n, one, labels) for n, one in enumerate(lines, start=1)],
        "sums": sums_table(sums_of(lines), labels),
        "remarks": [remark_words(one) for one in remarks],
        "gaps": [one.message for one in fault_reasons(gaps, labels, 0)],
        "versions": versions,
        "may_estimate": may_estimate(seat, need),
        **_beside(request, found, lines, versions, labels),
    }
    return render(request, "investment/estimate.html", context)


def _beside(
    request: SeatRequest,
    found: Estimate,
    lines: Sequence[Worked],
    versions: Sequence[Estimate],
    labels: Mapping[str, str],
) -> dict[str, Any]:
    """``?so-voi=`` names another version of the same need."""
    text = request.GET.get("so-voi", "")
    if not text:
        return {}
    other = next((one for one in versions if one.pk == uuid_or_none(text)), None)
    if other is None:
        raise Http404
    told = [
        (labels.get(one.part, one.part), one) for one in changes(lines_of(other), lines)
    ]
    return {"other": other, "changes": told, "gap": found.money - other.money}


@require_http_methods(METHODS)
@with_seat(ASK)
def make(request: SeatRequest, need_id: UUID) -> HttpResponse:
    """Begun from the newest version. Its other button only gives more rows."""
    seat = request.seat
    need = get_need_to_keep(seat, need_id)
    newest = newest_of(need)
    if newest is not None and newest.lines.count() > MOST_TYPED:
        messages.info(request, _("Dự toán dài được sửa trong tệp, rồi nạp lại."))
        return redirect("investment:load-estimate", need.pk)
    adding = "more" in request.POST
    form = _form(request, newest, adding=adding)
    if request.method == "POST" and not adding:
        made = done(
            form,
            lambda: actions.keep_estimate(
                need_id=need.pk,
                data=form.data_given(actions.names_on(_parts_typed(form))),
                by=seat,
                at=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi bản số %(n)s.") % {"n": made.number})
            return redirect(url(made))
    context = {
        "need": need,
        "form": form,
        "columns": [_(title) for title in COLUMNS.values()],
        "rows": form.table(),
        "may_add": len(form.lines) < MOST_TYPED,
        "back": url(newest) if newest else need_url(need),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "investment/estimate_form.html", context, status=status)


def _parts_typed(form: EstimateForm) -> Any:
    said = form.cleaned_data
    return parts_on(said["structure"], said["on"]) if said["on"] else []


def _form(
    request: SeatRequest, newest: Estimate | None, *, adding: bool
) -> EstimateForm:
    sent, on = posted(request), timezone.localdate()
    parts = list(parts_offered(newest.on if newest else on).items())
    if sent is not None:
        rows = _rows_said(sent.get("rows", ""))
        if not adding:
            return EstimateForm(sent, parts=parts, rows=rows)
        kept = {key: sent[key] for key in sent if key != "rows"}
        more = min(rows + _MORE, MOST_TYPED)
        return EstimateForm(parts=parts, rows=more, initial=kept)
    lines = lines_of(newest) if newest else []
    first = {
        "structure": newest.structure if newest else Structure.PROJECT,
        "on": on,
        "seen": newest.number if newest else 0,
    }
    return EstimateForm(
        parts=parts,
        texts=[_texts(one) for one in lines],
        rows=min(max(_FEWEST, len(lines) + 2), MOST_TYPED),
        initial=first,
    )


def _texts(one: Worked) -> dict[str, str]:
    """To be changed: what follows from the rest is reckoned anew."""
    found = row_texts(one.item, one.money, one.price)
    quoted = one.item.pricing == Pricing.QUOTES
    return {**found, "money": "", **({"price": ""} if quoted else {})}


def _rows_said(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text), 1), MOST_TYPED) if is_number else 1


@require_http_methods(METHODS)
@with_seat(ASK)
def load(request: SeatRequest, need_id: UUID) -> HttpResponse:
    """A trial tells each line and every difference; then the same file is kept."""
    seat = request.seat
    need = get_need_to_keep(seat, need_id)
    newest = newest_of(need)
    first = {
        "structure": newest.structure if newest else Structure.PROJECT,
        "on": timezone.localdate(),
        "seen": newest.number if newest else 0,
    }
    files: Any = request.FILES if request.method == "POST" else None
    form = EstimateFileForm(posted(request), files, initial=first)
    tried = None
    if request.method == "POST":
        tried = done(
            form,
            lambda: actions.load_estimate(
                need_id=need.pk,
                stream=form.cleaned_data["file"],
                wish=form.wish(),
                dry=form.cleaned_data["dry"],
                by=seat,
                at=timezone.now(),
            ),
        )
        if tried is not None and tried.made is not None:
            told = _("Đã ghi bản số %(n)s.") % {"n": tried.made.number}
            messages.success(request, told)
            return redirect(url(tried.made))
    labels = parts_offered(timezone.localdate())
    context = {
        "need": need,
        "form": form,
        "tried": tried,
        "lines": [_line(n, one, labels) for n, one in enumerate(tried.lines, start=1)]
        if tried
        else [],
        "columns": [_(title) for title in COLUMNS.values()],
        "back": url(newest) if newest else need_url(need),
    }
    status = 422 if form.errors else 200
    return render(request, "investment/estimate_load.html", context, status=status)


def form_asked(request: SeatRequest) -> Literal["xlsx", "ods"]:
    text = request.GET.get("dang", "xlsx")
    if text not in ("xlsx", "ods"):
        raise Http404
    return "ods" if text == "ods" else "xlsx"


@require_safe
@with_seat(ASK)
def as_file(request: SeatRequest, estimate_id: UUID) -> HttpResponse:
    found = get_estimate_for(request.seat, estimate_id)
    made = actions.export_estimate(
        estimate=found,
        form=form_asked(request),
        by=request.seat,
        at=timezone.now(),
    )
    return as_download(made)
