"""What was proposed of rows: listed, read, approved or not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_change_to_decide,
    get_change_to_keep,
    get_database_to_keep,
    runs,
)
from congvu.registry.forms import RefuseForm
from congvu.registry.models import LoadTask, RowChange
from congvu.registry.rules import (
    CHANGE_KIND_NAMES,
    CHANGE_STATE_NAMES,
    ON_SAME_NAMES,
    ChangeKind,
    ChangeState,
    OnSame,
    Table,
    find_table,
)
from congvu.registry.views.deeds import (
    METHODS,
    RUN,
    USE,
    Words,
    answer,
    cells,
    posted,
    tabs,
    titles_in,
    uuid_or_none,
)
from congvu.registry.views.tasks import task_told
from congvu.ui import rules as ui
from congvu.ui.deeds import refused

_TONES = {
    ChangeState.OPEN: "look",
    ChangeState.APPROVED: "done",
    ChangeState.REFUSED: "",
}


@require_safe
@with_seat(USE)
def changes(request: SeatRequest, database_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_database_to_keep(seat, database_id)
    asked = request.GET.get("trang-thai", "")
    state = asked if asked in CHANGE_STATE_NAMES else ChangeState.OPEN
    after = uuid_or_none(request.GET.get("sau", ""))
    page = queries.change_page(found, state, after)
    own = f"?trang-thai={state}"
    context = {
        "found": found,
        "states": [(k, _(v), k == state) for k, v in CHANGE_STATE_NAMES.items()],
        "rows": [
            (one, _(CHANGE_KIND_NAMES[ChangeKind(one.kind)])) for one in page.rows
        ],
        "tasks": [
            task_told(task, seat, timezone.now()) for task in queries.open_tasks(found)
        ],
        "tab_items": tabs(found, "changes"),
        "pages": ui.Pages(
            previous_url=own if after else "",
            next_url=f"{own}&sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "registry/changes.html", context)


@require_safe
@with_seat(USE)
def change(request: SeatRequest, row_change_id: UUID) -> HttpResponse:
    seat = request.seat
    one = get_change_to_keep(seat, row_change_id)
    found = one.database
    table = find_table(one.structure.tables, one.table)
    columns = table.columns if table is not None else ()
    titles = titles_in(found, [(columns, one.values)], one.valid_from)
    held = queries.believed(found, one.row, one.valid_from)
    state = ChangeState(one.state)
    of_file = one.kind in (ChangeKind.LOAD, ChangeKind.UNDO)
    is_new = one.kind == ChangeKind.ENTER
    may_run, is_open = runs(seat, found), state == ChangeState.OPEN
    is_approved = state == ChangeState.APPROVED
    context = {
        "one": one,
        "found": found,
        "kind": _(CHANGE_KIND_NAMES[ChangeKind(one.kind)]),
        "state": _(CHANGE_STATE_NAMES[state]),
        "tone": _TONES[state],
        "table": table.label if table is not None else one.table,
        "cells": [] if of_file else cells(found, columns, one.values, titles),
        "held": cells(found, columns, held.values, titles) if held else [],
        "is_open": is_open,
        "is_believed": not of_file and (is_approved or not is_new),
        "again": "" if is_approved else _again_url(one),
        "may_run": may_run,
        **(_report(request, one, table) if one.kind == ChangeKind.LOAD else {}),
        **task_told(queries.task_of(one), seat, timezone.now()),
    }
    return render(request, "registry/change.html", context)


def _again_url(one: RowChange) -> str:
    """Where the same is proposed once more; of a file, where another is sent."""
    if one.kind == ChangeKind.LOAD:
        return reverse("registry:load", args=[one.database_id, one.table])
    if one.kind == ChangeKind.ENTER:
        url = reverse("registry:enter", args=[one.database_id, one.table])
    else:
        name = "correct" if one.kind == ChangeKind.CORRECT else "withdraw"
        url = reverse(f"registry:{name}", args=[one.database_id, one.row])
    return f"{url}?tu={one.pk.hex}"


def _report(
    request: SeatRequest, one: RowChange, table: Table | None
) -> dict[str, object]:
    """Line by line, by default those that are wrong."""
    load = queries.load_of(one)
    asked = request.GET.get("xem", "sai" if load.rows_wrong else "dung")
    start = request.GET.get("tu", "")
    after = int(start) if start.isdecimal() and len(start) < 9 else 0
    page = queries.line_page(load, is_wrong=asked == "sai", after=after)
    labels = {c.key: c.label for c in table.columns} if table is not None else {}
    return {
        "load": load,
        "is_undone": queries.is_undone(one),
        "heads": [labels.get(key, key) for key in load.heads],
        "keys": [labels.get(key, key) for key in load.keys],
        "on_same": _(ON_SAME_NAMES[OnSame(load.on_same)]),
        "rows_good": load.rows_total - load.rows_wrong,
        "notes": queries.told_words(load),
        "asked": asked,
        "lines": [(line, queries.fault_words(line, labels)) for line in page.rows],
        "pages": ui.Pages(
            previous_url=f"?xem={asked}" if after else "",
            next_url=f"?xem={asked}&tu={page.after}" if page.after else "",
        ),
    }


@require_POST
@with_seat(RUN)
def approve(request: SeatRequest, row_change_id: UUID) -> HttpResponse:
    seat = request.seat
    one = get_change_to_decide(seat, row_change_id)
    try:
        made = actions.enter_load(change_id=one.pk, by=seat, at=timezone.now())
    except Refused as why:
        refused(request, why)
    else:
        is_later = isinstance(made, LoadTask)
        messages.success(request, _("Đã giao việc.") if is_later else _("Đã duyệt."))
    return redirect("registry:change", row_change_id=one.pk)


@require_http_methods(METHODS)
@with_seat(RUN)
def refuse(request: SeatRequest, row_change_id: UUID) -> HttpResponse:
    seat = request.seat
    one = get_change_to_decide(seat, row_change_id)
    form = RefuseForm(posted(request))
    words = Words(_("Không duyệt"), _("Không duyệt"), _("Đã ghi."), one.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.refuse_change(
            change_id=one.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=reverse("registry:change", args=[one.pk]),
    )
