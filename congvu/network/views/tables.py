"""Tables loaded, with a report for each line, and written."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.network import actions
from congvu.network.access import keeps_all
from congvu.network.actions import LINE_STATES, LoadedTable
from congvu.network.forms import TableForm
from congvu.network.rules import TABLE_NAMES, TABLES, TableKind
from congvu.network.views.deeds import KEEP, METHODS, posted, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import as_download, done

_TONES = {"added": "done", "changed": "done", "same": "", "refused": "late"}
_MOST_SHOWN = 500


@require_http_methods(METHODS)
@with_seat(KEEP)
def load(request: SeatRequest) -> HttpResponse:
    """What became of each line stands above the form; refused ones first."""
    seat = request.seat
    files: Any = request.FILES if request.method == "POST" else None
    form = TableForm(posted(request), files)
    taken = None
    if request.method == "POST":
        taken = done(
            form,
            lambda: actions.load_table(
                kind=TableKind(form.cleaned_data["kind"]),
                stream=form.cleaned_data["file"],
                dry=form.cleaned_data["dry"],
                by=seat,
                at=timezone.now(),
            ),
        )
    context = {
        "form": form,
        "taken": _told(taken) if taken is not None else None,
        "columns": [
            (_(TABLE_NAMES[kind]), kind.value, [(_(c.title), c.is_needed) for c in of])
            for kind, of in TABLES.items()
        ],
        "tab_items": tabs("load", all_of_it=keeps_all(seat)),
    }
    status = 422 if form.errors else 200
    return render(request, "network/load.html", context, status=status)


def _told(found: LoadedTable) -> dict[str, Any]:
    lines = sorted(found.lines, key=lambda one: one.state != "refused")
    return {
        "found": found,
        "counts": [(_(LINE_STATES[s]), found.count(s)) for s in LINE_STATES],
        "lines": [
            (one, _(LINE_STATES[one.state]), _TONES[one.state])
            for one in lines[:_MOST_SHOWN]
        ],
        "more": max(len(lines) - _MOST_SHOWN, 0),
    }


@require_safe
@with_seat(KEEP)
def export(request: SeatRequest, table: str) -> HttpResponse:
    try:
        wanted = TableKind(table)
    except ValueError as why:
        raise Http404 from why
    made = actions.export_table(kind=wanted, by=request.seat, at=timezone.now())
    return as_download(made)
