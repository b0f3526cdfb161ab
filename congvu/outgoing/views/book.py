"""Văn bản đi: the book, one line of it, and what is taken out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congvu.documents.access import scope_of
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import (
    drafts_for,
    get_line_for,
    get_paper_for,
    line_reading,
    outgoing_waiting,
)
from congvu.outgoing.forms import LineFilterForm
from congvu.outgoing.queries import DraftTab, OutgoingTab
from congvu.outgoing.views.deeds import as_download, stored_file
from congvu.ui import rules as ui
from congvu.ui.addresses import address_of
from congvu.ui.rules import dotted

_TAB_LABELS = {
    OutgoingTab.ALL: gettext_noop("Sổ văn bản đi"),
    OutgoingTab.RESERVED: gettext_noop("Đang giữ số"),
    OutgoingTab.ISSUED: gettext_noop("Đã phát hành"),
    OutgoingTab.LATE: gettext_noop("Phát hành trễ"),
    OutgoingTab.CANCELLED: gettext_noop("Đã hủy số"),
}


@dataclass(frozen=True)
class Standing:
    """Where a reader stands in the book; kept in every address below it."""

    tab: OutgoingTab = OutgoingTab.ALL
    find: str = ""
    after: int | None = None
    filters: queries.OutgoingFilters = queries.OutgoingFilters()  # noqa: RUF009 - frozen

    @classmethod
    def of(cls, request: HttpRequest, form: LineFilterForm) -> Standing:
        tab, after = request.GET.get("muc", ""), request.GET.get("sau", "")
        return cls(
            tab=OutgoingTab(tab) if tab in set(OutgoingTab) else OutgoingTab.ALL,
            find=(request.GET.get("tim") or "")[:200],
            after=int(after) if after.isdecimal() and len(after) < 16 else None,
            filters=form.filters(),
        )

    def query(self, **changed: Any) -> str:
        asked = self.filters
        values = {
            "muc": "" if self.tab == OutgoingTab.ALL else str(self.tab),
            "tim": self.find,
            "tu": f"{asked.first:%d/%m/%Y}" if asked.first else "",
            "den": f"{asked.last:%d/%m/%Y}" if asked.last else "",
            "loai": asked.type_code,
            "day_so": asked.sequence,
            "sau": self.after or "",
        } | changed
        kept = {k: v for k, v in values.items() if v}
        return f"?{urlencode(kept)}" if kept else ""


def line_filter_form(request: SeatRequest) -> LineFilterForm:
    on = timezone.localdate()
    asked = any(request.GET.get(name) for name in LineFilterForm.base_fields)
    names = [r.name for r in queries.sequence_rules(request.seat.agency_id, on.year)]
    return LineFilterForm(
        request.GET if asked else None,
        types=queries.types_to_number(on),
        sequences=names,
        auto_id="f_%s",
    )


_DRAFT_LABELS = {
    DraftTab.MINE: gettext_noop("Dự thảo chờ tôi"),
    DraftTab.OPEN: gettext_noop("Dự thảo đang làm"),
    DraftTab.ENDED: gettext_noop("Dự thảo đã xong"),
}


def place_tabs(
    seat: Seat, at: Standing | None, drafts: DraftTab | None = None
) -> list[ui.Tab]:
    """Drafts first, then the views of the book."""
    first, held = reverse("outgoing:book"), outgoing_waiting(seat)
    here, waiting = at or Standing(), drafts_for(seat)
    return [
        ui.Tab(
            _(label),
            f"{reverse('outgoing:drafts')}?muc={tab}",
            waiting if tab == DraftTab.MINE else None,
            active=tab == drafts,
        )
        for tab, label in _DRAFT_LABELS.items()
    ] + [
        ui.Tab(
            _(label),
            first + replace(here, tab=tab, find="", after=None).query(),
            held.get(tab),
            active=at is not None and tab == at.tab,
        )
        for tab, label in _TAB_LABELS.items()
    ]


def book_context(request: SeatRequest, *, selected_id: UUID | None) -> dict[str, Any]:
    """The list beside the pane; the same few queries however long it is."""
    form = line_filter_form(request)
    seat, at, scope = request.seat, Standing.of(request, form), scope_of(request.seat)
    page = queries.outgoing_page(
        scope,
        tab=at.tab,
        find=at.find,
        filters=at.filters,
        after=at.after,
        limit=ui.SHOWN_LINES,
    )
    first, back = reverse("outgoing:book"), at.query()
    groups = [
        {
            "label": f"{day:%d/%m/%Y}",
            "rows": [
                queries.line_row(
                    e,
                    url=address_of("outgoing:line", e.id) + back,
                    selected=e.id == selected_id,
                )
                for e in lines
            ],
        }
        for day, lines in groupby(page.entries, key=lambda e: e.issued_on)
    ]
    here = at.query(sau="")
    shown = len(page.entries)
    return {
        "at": at,
        "groups": _unnumbered(request, at) + groups,
        "tab_items": place_tabs(seat, at),
        "pages": ui.Pages(
            text=ngettext(
                "%(count)s dòng trên trang này", "%(count)s dòng trên trang này", shown
            )
            % {"count": dotted(shown)},
            previous_url=first + here if at.after else "",
            next_url=first + at.query(sau=page.after) if page.after else "",
        ),
        "book": queries.newest_book(scope) if seat.is_agency_wide else None,
        "may_number": seat.can(Permission.NUMBER),
        "may_draft": seat.can(Permission.DRAFT),
        "may_set": seat.can(Permission.SET_SEQUENCES),
        "may_print": seat.can(Permission.READ_REGISTER),
        "filter_form": form,
        "filter_url": first,
        "book_url": first + at.query(),
        "unfiltered_url": first
        + replace(at, filters=queries.OutgoingFilters()).query(sau=""),
        "export_url": reverse("outgoing:export") + here,
        "csv_url": reverse("outgoing:csv") + here,
        "selected": selected_id is not None,
    }


def _unnumbered(request: SeatRequest, at: Standing) -> list[dict[str, Any]]:
    """Above what was released late: what is signed, late, and has no number at all."""
    is_narrowed = at.filters != queries.OutgoingFilters()
    if at.tab != OutgoingTab.LATE or at.after or is_narrowed:
        return []
    page = queries.drafts_page(
        scope_of(request.seat), desks=frozenset(), tab=DraftTab.LATE, find=at.find
    )
    on, days = timezone.localdate(), calendar()
    rows = [
        queries.draft_row(d, url=address_of("outgoing:draft", d.id), on=on, days=days)
        for d in page.drafts
    ]
    return [{"label": _("Đã ký, chưa cấp số"), "rows": rows}] if rows else []


@require_safe
@with_seat()
def book(request: SeatRequest) -> HttpResponse:
    context = book_context(request, selected_id=None)
    return render(request, "outgoing/book.html", context)


@require_safe
@with_seat()
def line(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The pane alone beside a list that is already there, else list and pane."""
    entry = get_line_for(request.seat, entry_id)
    actions.record_view(entry=entry, by=request.seat, at=timezone.now())
    context = line_reading(request.seat, entry, timezone.now())
    if request.headers.get("HX-Request") == "true":
        context["book_url"] = reverse("outgoing:book")
        return render(request, "outgoing/pane_only.html", context)
    context = book_context(request, selected_id=entry_id) | context
    return render(request, "outgoing/book.html", context)


@require_safe
@with_seat()
def line_file(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The issued paper, byte for byte as it was signed or scanned."""
    held = get_paper_for(request.seat, entry_id)
    entry = get_line_for(request.seat, entry_id)
    answer = stored_file(held.file, held.name)
    actions.record_file_view(
        on=entry, file=held.file, by=request.seat, at=timezone.now()
    )
    return answer


@require_safe
@with_seat()
def export(request: SeatRequest) -> HttpResponse:
    """The list as it is shown, all of its pages, with the rights of the list."""
    return _exported(request, "xlsx")


@require_safe
@with_seat()
def export_csv(request: SeatRequest) -> HttpResponse:
    return _exported(request, "csv")


def _exported(request: SeatRequest, form: Literal["xlsx", "csv"]) -> HttpResponse:
    at = Standing.of(request, line_filter_form(request))
    made = actions.export_list(
        tab=at.tab,
        find=at.find,
        filters=at.filters,
        by=request.seat,
        at=timezone.now(),
        form=form,
    )
    return as_download(made)
