"""The registers on paper, as PDF and as a table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents import actions, queries
from congvu.documents.access import scope_of
from congvu.documents.formats.register_pdf import NoFont, Title, write_register_pdf
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.documents.forms import PeriodForm
from congvu.documents.views.register import Place, filter_form
from congvu.law.queries import NoRule, register_columns
from congvu.law.rules import Column
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission

_BOOKS = {"den": "incoming", "theo-doi": "tracking"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Book:
    """A register over a period, with the columns the law asks for on its last day."""

    key: str
    name: str
    first: date
    last: date
    columns: tuple[Column, ...]

    def lines(self, seat: Seat) -> Iterator[dict[str, str]]:
        read = queries.register_lines if self.key == "den" else queries.tracking_lines
        return read(seat.agency_id, self.first, self.last)

    @property
    def period(self) -> str:
        days = {"first": f"{self.first:%d/%m/%Y}", "last": f"{self.last:%d/%m/%Y}"}
        return _("Từ ngày %(first)s đến ngày %(last)s") % days

    @property
    def year(self) -> str:
        years = {self.first.year, self.last.year}
        return _("Năm %(years)s") % {"years": " - ".join(map(str, sorted(years)))}

    @property
    def query(self) -> str:
        days = {"tu": f"{self.first:%d/%m/%Y}", "den": f"{self.last:%d/%m/%Y}"}
        return urlencode({"so": self.key} | days)

    @property
    def file_name(self) -> str:
        days = f"{self.first:%Y-%m-%d} den {self.last:%Y-%m-%d}"
        return f"{self.name} {days}"


def _book(form: PeriodForm) -> Book | None:
    """What the form asks for; None with the reasons on the form."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        columns = register_columns(_BOOKS[data["so"]], data["den"])
    except NoRule as why:
        form.add_error("den", _(str(why)))
        return None
    name = dict(form.fields["so"].choices)[data["so"]]  # type: ignore[attr-defined]
    return Book(data["so"], str(name), data["tu"], data["den"], columns)


def _first_period() -> dict[str, Any]:
    """The year so far."""
    today = timezone.localdate()
    return {"so": "den", "tu": today.replace(month=1, day=1), "den": today}


def _printed_by(seat: Seat) -> str:
    values = {
        "person": seat.person_name,
        "post": seat.post_name,
        "moment": timezone.localtime().strftime("%H:%M ngày %d/%m/%Y"),
    }
    return _("%(person)s, %(post)s, in lúc %(moment)s") % values


# -- /van-ban/den/in-so


@require_safe
@with_seat(Permission.READ_REGISTER)
def register_print(request: SeatRequest) -> HttpResponse:
    """Choose a period; then the register of it, ready for the printer."""
    asked = "tu" in request.GET
    form = PeriodForm(request.GET if asked else None, initial=_first_period())
    book = _book(form) if asked else None
    context: dict[str, Any] = {"form": form, "book": book}
    if book is not None:
        _record(book, "page", request.seat)
        keys = [c.key for c in book.columns]
        context["lines"] = [
            [line.get(key, "") for key in keys] for line in book.lines(request.seat)
        ]
        context["printed_by"] = _printed_by(request.seat)
    status = 422 if form.errors else 200
    return render(request, "documents/print_register.html", context, status=status)


@require_safe
@with_seat(Permission.READ_REGISTER)
def register_pdf(request: SeatRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    book, seat = _book(form), request.seat
    if book is None:
        return _asked_wrongly(request, form)
    title = Title(
        agency=seat.agency_name,
        book=book.name,
        year=book.year,
        period=book.period,
        printed=_printed_by(seat),
        page=_("Trang"),
    )
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        write_register_pdf(cast(BinaryIO, out), title, book.columns, book.lines(seat))
    except NoFont as why:
        out.close()
        messages.error(request, _(str(why)))
        return redirect(f"{reverse('documents:register-print')}?{book.query}")
    _record(book, "pdf", seat)
    return _download(out, f"{book.file_name}.pdf", "application/pdf")


@require_safe
@with_seat(Permission.READ_REGISTER)
def register_xlsx(request: SeatRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    book, seat = _book(form), request.seat
    if book is None:
        return _asked_wrongly(request, form)
    head = [seat.agency_name, book.name, book.period, _printed_by(seat)]
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_register_xlsx(cast(BinaryIO, out), head, book.columns, book.lines(seat))
    _record(book, "xlsx", seat)
    return _download(out, f"{book.file_name}.xlsx", _XLSX)


@require_safe
@with_seat()
def register_export(request: SeatRequest) -> HttpResponse:
    """The list as it is shown, all of its pages, with the rights of the list."""
    seat, form = request.seat, filter_form(request)
    at = Place.of(request, form)
    entries = queries.all_entries(
        scope_of(seat),
        on=timezone.localdate(),
        tab=at.tab,
        find=at.find,
        filters=at.filters,
    )
    title = _("Danh sách văn bản đến")
    head = [seat.agency_name, title, form.words()]
    head += [_("Tìm “%(words)s”") % {"words": at.find}] if at.find else []
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    count = write_register_xlsx(
        cast(BinaryIO, out),
        [line for line in (*head, _printed_by(seat)) if line],
        queries.list_columns(),
        queries.list_lines(entries),
    )
    actions.record_list_export(
        tab=at.tab, filters=at.filters, lines=count, by=seat, at=timezone.now()
    )
    return _download(out, f"{title} {timezone.localdate():%Y-%m-%d}.xlsx", _XLSX)


def _asked_wrongly(request: SeatRequest, form: PeriodForm) -> HttpResponse:
    context = {"form": form, "book": None}
    return render(request, "documents/print_register.html", context, status=422)


def _record(book: Book, form: str, seat: Seat) -> None:
    actions.record_print(
        book=_BOOKS[book.key],
        first=book.first,
        last=book.last,
        form=form,
        by=seat,
        at=timezone.now(),
    )


def _download(out: Any, name: str, media_type: str) -> HttpResponse:
    out.seek(0)
    answer: HttpResponseBase = FileResponse(
        out, as_attachment=True, filename=name, content_type=media_type
    )
    return cast(HttpResponse, answer)  # a page like any other
