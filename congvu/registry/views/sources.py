"""Files that come by themselves: from where, how often, what became of each time."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
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

from congvu.lib.dates import VIETNAM
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import post_names_on
from congvu.registry import actions, queries
from congvu.registry.access import get_database_to_keep, get_source_to_keep, runs
from congvu.registry.forms import SourceForm, WhyForm, source_as_typed
from congvu.registry.models import LoadSource
from congvu.registry.rules import (
    EVERY_NAMES,
    LOAD_FROM_NAMES,
    ON_SAME_NAMES,
    WEEKDAYS,
    Every,
    LoadFrom,
    OnSame,
    RunState,
    Table,
    find_table,
)
from congvu.registry.views.deeds import (
    METHODS,
    USE,
    Words,
    answer,
    posted,
    press,
    tabs,
    uuid_or_none,
)
from congvu.registry.views.rows import current_table
from congvu.ui import rules as ui

_TONES = {
    RunState.ENTERED: "done",
    RunState.PROPOSED: "look",
    RunState.WAITS: "look",
    RunState.FAILED: "late",
}


def source_url(found: LoadSource) -> str:
    return reverse("registry:source", args=[found.pk])


@require_safe
@with_seat(USE)
def sources(request: SeatRequest, database_id: UUID) -> HttpResponse:
    found = get_database_to_keep(request.seat, database_id)
    current = queries.current_structure(found)
    tables = current.tables if current is not None else ()
    labels = {one.key: one.label for one in tables}
    context = {
        "found": found,
        "tables": tables,
        "rows": [
            (one, labels.get(one.table, one.table), when(one))
            for one in queries.sources_of(found)
        ],
        "tab_items": tabs(
            found, "sources", queries.waiting_by([found.pk]).get(found.pk, 0)
        ),
    }
    return render(request, "registry/sources.html", context)


def when(one: LoadSource) -> str:
    """How often, in words."""
    every = _(EVERY_NAMES[Every(one.every)])
    if one.every == Every.HOURLY:
        return every
    if one.every == Every.WEEKLY:
        every = f"{every}, {_(WEEKDAYS[one.weekday])}"
    return _("%(every)s lúc %(hour)s giờ") % {"every": every, "hour": one.hour}


@require_http_methods(METHODS)
@with_seat(USE)
def make(request: SeatRequest, database_id: UUID, table_key: str) -> HttpResponse:
    seat = request.seat
    found = get_database_to_keep(seat, database_id)
    _structure, table = current_table(found, table_key)
    given = {"every": Every.DAILY, "hour": 2, "kind": LoadFrom.FOLDER}
    form = SourceForm(
        posted(request), table=table, runs=runs(seat, found), initial=given
    )
    title = _("Nguồn tự động: %(table)s") % {"table": table.label}
    return answer(
        request,
        form,
        Words(title, _("Đặt"), _("Đã đặt."), _lead()),
        lambda: actions.make_source(
            database_id=found.pk,
            table_key=table.key,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("registry:sources", args=[found.pk]),
        to=source_url,
    )


def _lead() -> str:
    return _("Đọc theo quyền của chức vụ anh/chị đang ngồi, đúng như nạp bằng tay.")


def _table_of(found: LoadSource) -> Table | None:
    current = queries.current_structure(found.database)
    return find_table(current.tables, found.table) if current is not None else None


@require_safe
@with_seat(USE)
def source(request: SeatRequest, load_source_id: UUID) -> HttpResponse:
    found = get_source_to_keep(request.seat, load_source_id)
    page = queries.run_page(found, uuid_or_none(request.GET.get("sau", "")))
    context = {
        "found": found,
        "facts": _facts(request, found),
        "runs": [(one, _TONES.get(RunState(one.state), "")) for one in page.rows],
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "registry/source.html", context)


def _facts(request: SeatRequest, found: LoadSource) -> list[tuple[str, str]]:
    table = _table_of(found)
    labels = {one.key: one.label for one in table.columns} if table else {}
    place = found.place
    if found.kind == LoadFrom.FOLDER:
        place = str(Path(settings.DATA_FOLDER) / str(found.database_id) / place)
    called = (f"{k} → {labels.get(v, v)}" for k, v in found.columns.items())
    keys = ", ".join(labels.get(key, key) for key in found.keys)
    enters = _("ghi luôn khi mọi dòng đều đúng")
    seat = request.seat
    posts = post_names_on([found.post_id], seat.on, agency_id=seat.agency_id)
    told = [
        (_("Bảng"), table.label if table else found.table),
        (_(LOAD_FROM_NAMES[LoadFrom(found.kind)]).capitalize(), place),
        (_("Chạy"), when(found)),
        (_("Lần tới"), _next(found)),
        (_("Cột gọi khác"), "\n".join(called)),
        (_("Trùng theo"), keys),
        (_("Dòng trùng"), _(ON_SAME_NAMES[OnSame(found.on_same)]) if keys else ""),
        (_("Khi đọc xong"), enters if found.enters else _("chờ duyệt")),
        (_("Theo quyền của"), posts.get(found.post_id, "–")),
        (_("Người đặt"), found.made_by),
    ]
    return [one for one in told if one[1]]


def _next(found: LoadSource) -> str:
    if found.paused_at is not None or found.ended_at is not None:
        return ""
    return f"{found.next_at.astimezone(VIETNAM):%H:%M, %d/%m/%Y}"


@require_http_methods(METHODS)
@with_seat(USE)
def change(request: SeatRequest, load_source_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_source_to_keep(seat, load_source_id)
    _structure, table = current_table(found.database, found.table)
    form = SourceForm(
        posted(request),
        table=table,
        runs=runs(seat, found.database),
        initial=source_as_typed(found),
    )
    seen = form.told("seen")
    return answer(
        request,
        form,
        Words(_("Sửa nguồn"), _("Ghi"), _("Đã ghi."), _lead()),
        lambda: actions.change_source(
            source_id=found.pk,
            data=form.data_given(),
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            by=seat,
            at=timezone.now(),
        ),
        back=source_url(found),
        more={"hidden": [("seen", found.version)]},
    )


@require_http_methods(METHODS)
@with_seat(USE)
def pause(request: SeatRequest, load_source_id: UUID) -> HttpResponse:
    found = get_source_to_keep(request.seat, load_source_id)
    form = WhyForm(posted(request))
    return answer(
        request,
        form,
        Words(_("Tạm dừng nguồn"), _("Tạm dừng"), _("Đã tạm dừng."), found.name),
        lambda: actions.pause_source(
            source_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=source_url(found),
    )


@require_POST
@with_seat(USE)
def resume(request: SeatRequest, load_source_id: UUID) -> HttpResponse:
    found = get_source_to_keep(request.seat, load_source_id)
    return press(
        request,
        lambda: actions.resume_source(
            source_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Nguồn chạy tiếp."),
        source_url(found),
    )


@require_POST
@with_seat(USE)
def ask(request: SeatRequest, load_source_id: UUID) -> HttpResponse:
    found = get_source_to_keep(request.seat, load_source_id)
    return press(
        request,
        lambda: actions.ask_source(
            source_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Nguồn sẽ chạy trong một phút."),
        source_url(found),
    )


@require_http_methods(METHODS)
@with_seat(USE)
def end(request: SeatRequest, load_source_id: UUID) -> HttpResponse:
    found = get_source_to_keep(request.seat, load_source_id)
    form = WhyForm(posted(request))
    lead = _("Không đọc nữa; dữ liệu đã nạp vẫn còn.")
    return answer(
        request,
        form,
        Words(_("Bỏ nguồn"), _("Bỏ"), _("Đã bỏ."), lead, danger=True),
        lambda: actions.end_source(
            source_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=source_url(found),
    )
