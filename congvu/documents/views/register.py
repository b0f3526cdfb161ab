"""The register: tabs, days, rows, and where the reader stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents import queries
from congvu.documents.access import (
    intake_waiting,
    register_counts,
    register_days,
    scope_of,
)
from congvu.documents.forms import FilterForm
from congvu.documents.queries import Tab
from congvu.law.queries import calendar, document_types, rules_edition
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui import rules as ui
from congvu.ui.addresses import address_of
from congvu.ui.rules import dotted

_TAB_LABELS = {
    Tab.ALL: gettext_noop("Mọi văn bản"),
    Tab.MINE: gettext_noop("Việc của tôi"),
    Tab.REGISTERED: gettext_noop("Chờ trình"),
    Tab.SUBMITTED: gettext_noop("Chờ bút phê"),
    Tab.INSTRUCTED: gettext_noop("Chờ chuyển"),
    Tab.HANDLING: gettext_noop("Đang giải quyết"),
    Tab.REPORTED: gettext_noop("Chờ xác nhận"),
    Tab.OVERDUE: gettext_noop("Quá hạn"),
    Tab.DONE: gettext_noop("Đã giải quyết"),
    Tab.ENDED: gettext_noop("Đã trả, đã hủy số"),
}
_WEEKDAYS = (
    gettext_noop("Thứ Hai"),
    gettext_noop("Thứ Ba"),
    gettext_noop("Thứ Tư"),
    gettext_noop("Thứ Năm"),
    gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"),
    gettext_noop("Chủ Nhật"),
)


@dataclass(frozen=True)
class Place:
    """Where a reader stands in the register; kept in every address below it."""

    tab: Tab = Tab.ALL
    find: str = ""
    after: int | None = None
    filters: queries.Filters = queries.Filters()  # noqa: RUF009 - frozen

    @classmethod
    def of(cls, request: HttpRequest, form: FilterForm) -> Place:
        tab, after = request.GET.get("muc", ""), request.GET.get("sau", "")
        return cls(
            tab=Tab(tab) if tab in set(Tab) else Tab.ALL,
            find=(request.GET.get("tim") or request.GET.get("q") or "")[:200],
            after=int(after) if after.isdecimal() and len(after) < 16 else None,
            filters=form.filters(),
        )

    @property
    def is_whole(self) -> bool:
        """All the lines, page by page: nothing is narrowed."""
        whole = self.tab == Tab.ALL and not self.find.strip()
        return whole and self.filters == queries.Filters()

    def query(self, **changed: Any) -> str:
        asked = self.filters
        values = {
            "muc": "" if self.tab == Tab.ALL else str(self.tab),
            "tim": self.find,
            "tu": f"{asked.first:%d/%m/%Y}" if asked.first else "",
            "den": f"{asked.last:%d/%m/%Y}" if asked.last else "",
            "noi": asked.issuer,
            "loai": asked.type_code,
            "khan": asked.urgency,
            "sau": self.after or "",
        } | changed
        kept = {k: v for k, v in values.items() if v}
        return f"?{urlencode(kept)}" if kept else ""


def filter_form(request: HttpRequest) -> FilterForm:
    asked = any(request.GET.get(name) for name in FilterForm.base_fields)
    on, rules = timezone.localdate(), rules_edition()
    if rules is not None and not asked:
        return _empty_form(rules, get_language(), on)
    return _form(request.GET if asked else None, on)


@lru_cache(maxsize=4)
def _empty_form(_rules: UUID, _language: str, on: date) -> FilterForm:
    """Where nothing is asked it is the same for everybody, and drawn once."""
    form = _form(None, on)
    form.drawn = {}
    return form


def _form(given: QueryDict | None, on: date) -> FilterForm:
    return FilterForm(given, types=document_types(on), on=on, auto_id="f_%s")


@dataclass(frozen=True)
class SavedLink:
    """A kept filter with the address that asks for it; ``own`` may be deleted here."""

    id: UUID
    name: str
    url: str
    shared: bool
    own: bool


def saved_links(seat: Seat, page: str) -> list[SavedLink]:
    """What this person has kept, and what the unit shares, as links to ``page``."""
    kept = queries.saved_filters(person_id=seat.person_id, unit_id=seat.unit_id)
    links = []
    for one in kept:
        asked = queries.asked_of(one.asked)
        place = Place(asked.tab, asked.find, None, asked.filters)
        own = one.person_id == seat.person_id
        links.append(SavedLink(one.id, one.name, page + place.query(), one.shared, own))
    return links


@require_safe
@with_seat()
def register_page(request: SeatRequest) -> HttpResponse:
    context = register_context(request, selected_id=None)
    return render(request, "documents/register.html", context)


@require_safe
@with_seat()
def register_news(request: SeatRequest) -> HttpResponse:
    """Asked each minute by an open register: what came since it was drawn, if any."""
    than = request.GET.get("tu", "")
    if not (than.isdecimal() and len(than) < 16):
        return HttpResponse(status=204)
    count = queries.newer_count(scope_of(request.seat), int(than))
    if not count:
        return HttpResponse(status=204)
    url = reverse("documents:register")
    return render(request, "ui/components/news.html", {"count": count, "url": url})


def register_context(
    request: SeatRequest, *, selected_id: UUID | None
) -> dict[str, Any]:
    """The list beside the pane; six queries however long it is."""
    form = filter_form(request)
    seat, at = request.seat, Place.of(request, form)
    on, scope = timezone.localdate(), scope_of(request.seat)
    page = queries.entries_page(
        scope,
        on=on,
        tab=at.tab,
        find=at.find,
        filters=at.filters,
        after=at.after,
        limit=ui.SHOWN_LINES,
    )
    totals = _day_totals(page.entries, seat, at, on)
    counts = register_counts(seat)
    rows = _rows(page.entries, at, on, selected_id)
    groups = _groups(page.entries, rows, totals, on)
    groups += _old_groups(scope, at, on, selected_id)
    first = reverse("documents:register")
    waiting = intake_waiting(seat)
    return {
        "at": at,
        "late_to_urge": counts[Tab.OVERDUE]
        if at.tab == Tab.OVERDUE and queries.gives_work(seat)
        else 0,
        "groups": groups,
        "tab_items": _tabs(at, counts, waiting, seat),
        "counts": counts,
        "waiting": waiting,
        "intake_url": _intake_url(seat),
        # What lies with the clerk; the tabs above tell the rest.
        "rest_tabs": [_(_TAB_LABELS[t]) for t in (Tab.REGISTERED, Tab.INSTRUCTED)],
        "news_url": _news_url(at, page),
        "rest": _rest(page, groups, at, on),
        "register": queries.newest_register(seat.agency_id)
        if seat.is_agency_wide
        else None,
        "pages": _turns(page, at, first),
        "register_url": first + at.query(),
        "selected": selected_id is not None,
        "filter_form": form,
        "unfiltered_url": first + replace(at, filters=queries.Filters()).query(sau=""),
        **filter_context(seat, at, first),
    }


def _rows(
    entries: Sequence[queries.EntryLine],
    at: Place,
    on: date,
    selected_id: UUID | None,
) -> list[ui.Row]:
    days, back = calendar(), at.query()
    return [
        queries.entry_row(
            e,
            url=address_of("documents:entry", e.id) + back,
            on=on,
            days=days,
            selected=e.id == selected_id,
        )
        for e in entries
    ]


def _turns(page: queries.Page, at: Place, first: str) -> ui.Pages:
    narrowed = at.find or at.filters != queries.Filters()
    return ui.Pages(
        text=_found_words(len(page.entries)) if narrowed else "",
        previous_url=first + at.query(sau="") if at.after else "",
        next_url=first + at.query(sau=page.after) if page.after else "",
    )


def filter_context(seat: Seat, at: Place, page: str) -> dict[str, Any]:
    """What stands around the filters of a list: kept ones, and the ways out of it."""
    saved, here = saved_links(seat, page), at.query(sau="")
    return {
        "filter_url": page,
        "query": here,
        "saved": saved,
        "own_saved": [link for link in saved if link.own],
        "export_url": reverse("documents:register-export") + here,
        "csv_url": reverse("documents:register-csv") + here,
        "table_url": reverse("documents:register-table") + here,
    }


def _news_url(at: Place, page: queries.Page) -> str:
    """Where to ask for news: only the list that would show it asks."""
    if at != Place() or not page.entries:
        return ""
    newest = page.entries[0].order_key
    return f"{reverse('documents:register-news')}?tu={newest}"


def _rest(
    page: queries.Page, groups: Sequence[dict[str, Any]], at: Place, on: date
) -> dict[str, Any]:
    """What the pane tells before a line is chosen; nothing here opens a paper."""
    if at != Place() or not page.entries:
        return {}
    newest = page.entries[0]
    today = groups[0]["total"] if newest.arrived_on == on else 0
    return {"newest": newest, "today": dotted(today) if today else ""}


def _found_words(shown: int) -> str:
    return ngettext(
        "%(count)s văn bản trên trang này", "%(count)s văn bản trên trang này", shown
    ) % {"count": dotted(shown)}


def _intake_url(seat: Seat) -> str:
    """The way in for new papers, where this office has installed it."""
    try:
        return reverse("documents:intake") if seat.can(Permission.INTAKE) else ""
    except NoReverseMatch:
        return ""


def _tabs(at: Place, counts: dict[str, int], waiting: int, seat: Seat) -> list[ui.Tab]:
    first = reverse("documents:register")
    found = [
        ui.Tab(
            _(label),
            first + replace(at, tab=tab, find="", after=None).query(),
            counts.get(tab),
            active=tab == at.tab,
            late=tab == Tab.OVERDUE,
        )
        for tab, label in _TAB_LABELS.items()
        # Its place is "Việc của tôi"; here only while it is asked for.
        if tab != Tab.MINE or at.tab == Tab.MINE
    ]
    intake = _intake_url(seat)
    if intake:
        found.insert(0, ui.Tab(_("Chờ vào sổ"), intake, waiting))
    return found


def _day_totals(
    entries: Sequence[queries.EntryLine], seat: Seat, at: Place, on: date
) -> dict[date, int]:
    """Days cut by the page's edge are counted in full; one query."""
    edges = {entries[0].arrived_on, entries[-1].arrived_on} if entries else set()
    if at.is_whole:
        return register_days(seat, sorted(edges))
    return queries.day_counts(
        scope_of(seat),
        sorted(edges),
        on=on,
        tab=at.tab,
        find=at.find,
        filters=at.filters,
    )


def _groups(
    entries: Sequence[queries.EntryLine],
    rows: Sequence[ui.Row],
    totals: dict[date, int],
    on: date,
) -> list[dict[str, Any]]:
    """Rows by day of arrival."""
    groups: list[dict[str, Any]] = []
    pairs = zip(entries, rows, strict=True)
    for day, some in groupby(pairs, key=lambda pair: pair[0].arrived_on):
        lines = [row for _entry, row in some]
        count = totals.get(day, len(lines))
        words = ngettext("%(count)s văn bản", "%(count)s văn bản", count)
        groups.append(
            {
                "label": _day_words(day, on),
                "count": words % {"count": dotted(count)},
                "total": count,
                "rows": lines,
            }
        )
    return groups


def _old_groups(
    scope: queries.Scope, at: Place, on: date, selected_id: UUID | None
) -> list[dict[str, Any]]:
    """What a search finds in books of agencies that ended, below the first page."""
    if not at.find or at.after or at.tab != Tab.ALL or not scope.ancestors:
        return []
    found = queries.found_in_old(scope, at.find)
    if not found:
        return []
    rows = _rows(found, at, on, selected_id)
    label = _("Trong sổ của cơ quan đã kết thúc")
    return [{"label": label, "count": "", "total": 0, "rows": rows}]


def _day_words(day: date, on: date) -> str:
    """ "Hôm nay, Thứ Năm 14/11"; another year is said."""
    name = _(_WEEKDAYS[day.weekday()])
    words = f"{name} {day.strftime('%d/%m' if day.year == on.year else '%d/%m/%Y')}"
    return _("Hôm nay, %(day)s") % {"day": words} if day == on else words
