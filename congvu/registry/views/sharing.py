"""Data sets: the catalogue, one of them, put together and changed, read as CSV."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.dates import local_date
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, unit_names_on
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_database_to_run,
    get_set_for,
    get_set_to_publish,
    get_set_to_run,
    keeps,
    leads,
    may_ask,
    runs,
    seen_agreements,
    seen_calls,
    seen_sets,
)
from congvu.registry.forms import SetForm, WhyForm, WordsForm
from congvu.registry.models import Database, DataSet
from congvu.registry.rules import (
    ACCESS_NAMES,
    FREQUENCY_NAMES,
    KIND_NAMES,
    LICENCES,
    Access,
    Column,
    Frequency,
    Kind,
    Table,
    find_table,
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
from congvu.registry.views.quality import figures
from congvu.ui import rules as ui


@require_safe
@with_seat(USE)
def sets(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = WordsForm(request.GET or None)
    words = form.cleaned_data["tim"] if form.is_valid() else ""
    page = queries.set_page(
        seen_sets(seat), words, uuid_or_none(request.GET.get("sau", ""))
    )
    names = agency_names_on({one.database.agency_id for one in page.rows}, seat.on)
    context = {
        "form": form,
        "narrowed": bool(words),
        "rows": [
            (
                one,
                names.get(one.database.agency_id, "–"),
                _(ACCESS_NAMES[Access(one.access)]),
            )
            for one in page.rows
        ],
        "tab_items": share_tabs("sets"),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=_next(words, page.after) if page.after else "",
        ),
    }
    return render(request, "registry/sets.html", context)


def _next(words: str, after: UUID) -> str:
    return f"?{urlencode({'tim': words, 'sau': after.hex})}"


@require_safe
@with_seat(USE)
def one_set(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_set_for(seat, data_set_id)
    personal, reading = queries.personal_keys(found), actions.reading_of(seat, found)
    agreements = queries.agreement_page(seen_agreements(seat).filter(data_set=found))
    calls = queries.call_page(seen_calls(seat, found), limit=10)
    measured = queries.last_quality(found)
    agency = found.database.agency_id
    named = {agency, *(one.consumer_id for one in agreements.rows)}
    names = agency_names_on(named | {one.agency_id for one in calls.rows}, seat.on)
    readable = set(reading.fields) if reading else set()
    context = {
        "found": found,
        "agency": names.get(agency, "–"),
        "unit": unit_names_on([agency], seat.on).get(found.database.unit_id, "–"),
        "is_own": seat.agency_id == agency,
        "facts": _facts(found),
        "columns": [
            (
                one,
                _(KIND_NAMES[Kind(one.kind)]),
                one.key in personal,
                one.key in readable,
            )
            for one in queries.columns_of(found)
        ],
        "readable": bool(readable),
        "api": f"{settings.PUBLIC_URL}/api/v1/data-sets/{found.pk}",
        "agreements": [
            (one, names.get(one.consumer_id, "–")) for one in agreements.rows
        ],
        "calls": [(one, names.get(one.agency_id, "–")) for one in calls.rows],
        "measured": measured,
        "figures": figures(measured) if measured is not None else [],
        "may_keep": keeps(seat, found.database),
        "may_run": runs(seat, found.database) and found.withdrawn_at is None,
        "may_ask": may_ask(seat, found)
        and queries.alive_agreement(found, seat.agency_id) is None,
        "may_publish": leads(seat, found.database)
        and found.withdrawn_at is None
        and found.access == Access.OPEN,
    }
    return render(request, "registry/set.html", context)


def _facts(found: DataSet) -> list[tuple[str, str, str]]:
    """Name, words, and where they lead."""
    licence = LICENCES.get(found.licence)
    portal = f"{settings.PORTAL_URL}/du-lieu-mo/bo/{found.pk}/"
    told = [
        (_("Ai được đọc"), _(ACCESS_NAMES[Access(found.access)]), ""),
        (_("Cập nhật"), _(FREQUENCY_NAMES[Frequency(found.frequency)]), ""),
        (_("Lĩnh vực"), found.theme, ""),
        (_("Căn cứ pháp lý"), found.basis, ""),
        (
            _("Giấy phép"),
            licence.name if licence else "",
            licence.url if licence else "",
        ),
        (_("Điều kiện sử dụng"), found.terms, ""),
        (_("Đầu mối"), found.contact, ""),
        (_("Phiên bản"), str(found.version), ""),
        (_("Trên cổng"), _public(found), portal if found.published_at else ""),
    ]
    return [one for one in told if one[1]]


def _public(found: DataSet) -> str:
    if found.published_at is None:
        return ""
    day = f"{local_date(found.published_at):%d/%m/%Y}"
    given = {"by": found.published_by, "day": day}
    return _("%(by)s công khai ngày %(day)s") % given


def set_url(found: DataSet) -> str:
    return reverse("registry:set", args=[found.pk])


def labelled(columns: list[Column], personal: set[str]) -> list[tuple[str, str]]:
    told = _("dữ liệu cá nhân")
    return [
        (one.key, f"{one.label} ({told})" if one.key in personal else one.label)
        for one in columns
    ]


def _table(database: Database, key: str) -> Table:
    current = queries.current_structure(database)
    table = find_table(current.tables, key) if current is not None else None
    if table is None:
        raise Http404
    return table


@require_http_methods(METHODS)
@with_seat(RUN)
def offer(request: SeatRequest, database_id: UUID, table_key: str) -> HttpResponse:
    seat = request.seat
    found = get_database_to_run(seat, database_id)
    table = _table(found, table_key)
    blank = DataSet(database=found, table=table.key)
    personal = queries.personal_keys(blank)
    given = {
        "title": table.label,
        "basis": found.basis,
        "fields_chosen": [c.key for c in table.columns if c.key not in personal],
    }
    columns = labelled(list(table.columns), personal)
    form = SetForm(posted(request), initial=given, columns=columns)
    lead = _("Cơ quan khác đọc được những trường này, khi hai bên đã thỏa thuận.")
    words = Words(_("Lập bộ dữ liệu"), _("Lập"), _("Đã lập."), lead)
    back = reverse("registry:database", args=[found.pk]) + f"?bang={table.key}"
    return answer(
        request,
        form,
        words,
        lambda: actions.offer_set(
            database_id=found.pk,
            table_key=table.key,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=back,
        to=set_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def describe(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_set_to_run(seat, data_set_id)
    table = queries.table_offered(found)
    columns = {one.key: one for one in queries.columns_of(found)}
    columns |= {one.key: one for one in (table.columns if table else ())}
    names = set(SetForm.base_fields) - {"fields_chosen"}
    given = {name: getattr(found, name) for name in names}
    form = SetForm(
        posted(request),
        initial={**given, "fields_chosen": found.fields},
        columns=labelled(list(columns.values()), queries.personal_keys(found)),
    )
    words = Words(_("Sửa bộ dữ liệu"), _("Ghi"), _("Đã ghi."), found.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.describe_set(
            set_id=found.pk,
            data=form.data_given(),
            seen=_number(form.told("seen")),
            by=seat,
            at=timezone.now(),
        ),
        back=set_url(found),
        more={"hidden": [("seen", found.version)]},
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


@require_http_methods(METHODS)
@with_seat(RUN)
def withdraw(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_set_to_run(seat, data_set_id)
    form = WhyForm(posted(request))
    lead = _("Cơ quan khác không đọc được nữa; lượt đã đọc vẫn còn ghi.")
    words = Words(_("Rút bộ dữ liệu"), _("Rút"), _("Đã rút."), lead, danger=True)
    return answer(
        request,
        form,
        words,
        lambda: actions.withdraw_set(
            set_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=set_url(found),
    )


@require_POST
@with_seat(RUN)
def publish(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_set_to_publish(seat, data_set_id)
    return press(
        request,
        lambda: actions.publish_set(set_id=found.pk, by=seat, at=timezone.now()),
        _("Đã công khai; trong vài phút sẽ có trên cổng."),
        set_url(found),
    )


@require_POST
@with_seat(RUN)
def take_down(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_set_to_publish(seat, data_set_id)
    return press(
        request,
        lambda: actions.take_set_down(set_id=found.pk, by=seat, at=timezone.now()),
        _("Đã gỡ; trong vài phút sẽ hết trên cổng."),
        set_url(found),
    )


@require_safe
@with_seat(USE)
def set_csv(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    """All that one may read of it, as of today."""
    seat = request.seat
    found = get_set_for(seat, data_set_id)
    made = actions.read_whole_set(
        data_set=found, on=seat.on, by=seat, at=timezone.now()
    )
    answered: HttpResponseBase = StreamingHttpResponse(
        made.lines, content_type="text/csv; charset=utf-8"
    )
    answered["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answered["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answered)  # a page like any other


@require_safe
@with_seat(USE)
def calls(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_set_for(seat, data_set_id)
    page = queries.call_page(
        seen_calls(seat, found), uuid_or_none(request.GET.get("sau", ""))
    )
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    context = {
        "found": found,
        "calls": [(one, names.get(one.agency_id, "–")) for one in page.rows],
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "registry/calls.html", context)
