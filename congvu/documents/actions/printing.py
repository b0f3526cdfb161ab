"""Registers and lists taken out as files; taking out is written down."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal, cast
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents import queries
from congvu.documents.access import scope_of
from congvu.documents.actions.looking import record_list_export, record_print
from congvu.documents.formats.list_csv import write_list_csv
from congvu.documents.formats.register_pdf import Title, write_register_pdf
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat

NUMERIC = frozenset({"number"})
"""Columns of a list that are counted with; our own figures, never a stranger's."""
PDF = "application/pdf"
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Printed:
    """A file on its way out; whoever sends it closes it."""

    stream: BinaryIO
    name: str
    media_type: str


def printed_by(seat: Seat, at: datetime) -> str:
    """Who took it out, from which post and when, as it stands on the paper."""
    values = {
        "person": seat.person_name,
        "post": seat.post_name,
        "moment": localtime(at).strftime("%H:%M ngày %d/%m/%Y"),
    }
    return _("%(person)s, %(post)s, in lúc %(moment)s") % values


@transaction.atomic
def print_register(
    *,
    book: queries.Book,
    form: Literal["pdf", "xlsx"],
    by: Seat,
    at: datetime,
    of: UUID | None = None,
) -> Printed:
    """The agency's register of a period, for the printer or as a table.

    ``of`` is another agency, one that ended in favour of the seat's. The book is a
    record of the office: in Vietnamese, whoever takes it out, headed as of its day.
    """
    agency_id = of or by.agency_id
    past = {body.agency_id for body in by.ancestors if body.is_whole}
    if agency_id not in past | {by.agency_id}:
        raise Refused([_("Không tìm thấy sổ này.")])
    with override("vi"):
        return _printed_register(book, form, agency_id, by, at)


def _printed_register(
    book: queries.Book,
    form: Literal["pdf", "xlsx"],
    agency_id: UUID,
    by: Seat,
    at: datetime,
) -> Printed:
    lines, stream = book.lines(agency_id), new_file()
    cover = book.cover(agency_id, local_date(at))
    try:
        if form == "pdf":
            title = Title(
                agency=cover.agency or by.agency_name,
                book=book.name,
                year=book.year,
                period=book.period,
                printed=printed_by(by, at),
                page=_("Trang"),
                above=cover.above,
                numbers=cover.numbers or cover.receiver,
                volume=_("Quyển số: ........"),
            )
            write_register_pdf(stream, title, book.columns, lines)
        else:
            head = [cover.above, cover.agency or by.agency_name, book.name, book.period]
            head += [cover.numbers, cover.receiver, printed_by(by, at)]
            shown = [words for words in head if words]
            write_register_xlsx(stream, shown, book.columns, lines)
    except BaseException:
        stream.close()
        raise
    record_print(
        book=book.key,
        first=book.first,
        last=book.last,
        form=form,
        by=by,
        at=at,
        of=agency_id,
    )
    days = f"{book.first:%Y-%m-%d} den {book.last:%Y-%m-%d}"
    return ready_file(
        stream, f"{book.name} {days}.{form}", PDF if form == "pdf" else _XLSX
    )


@transaction.atomic
def export_list(
    *,
    tab: queries.Tab,
    find: str,
    filters: queries.Filters,
    by: Seat,
    at: datetime,
    form: Literal["xlsx", "csv"] = "xlsx",
) -> Printed:
    """A list as it is shown, all of its pages, with the rights of the list.

    In the columns this person chose, or all of them; read and written line by line.
    """
    entries = queries.all_entries(
        scope_of(by), on=local_date(at), tab=tab, find=find, filters=filters
    )
    keys = queries.chosen_columns(by.person_id)
    columns = queries.columns_named(keys) if keys else queries.list_columns()
    lines, stream = queries.list_lines(entries), new_file()
    mine = tab == queries.Tab.MINE
    head = [
        by.agency_name,
        _("Việc của tôi") if mine else _("Danh sách văn bản đến"),
        queries.filter_words(filters, on=local_date(at)),
        _("Tìm “%(words)s”") % {"words": find} if find else "",
        printed_by(by, at),
    ]
    if form == "csv":
        count = write_list_csv(stream, columns, lines, numeric=NUMERIC)
    else:
        shown = [line for line in head if line]
        count = write_register_xlsx(stream, shown, columns, lines, numeric=NUMERIC)
    record_list_export(tab=tab, filters=filters, lines=count, form=form, by=by, at=at)
    title = _("Việc của tôi") if mine else _("Văn bản đến")
    name = f"{title} {local_date(at):%Y-%m-%d}.{form}"
    return ready_file(stream, name, _XLSX if form == "xlsx" else _CSV)


def new_file() -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile())


def ready_file(stream: BinaryIO, name: str, media_type: str) -> Printed:
    stream.seek(0)
    return Printed(stream, name, media_type)
