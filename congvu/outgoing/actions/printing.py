"""The book and its lists taken out as files; taking out is written down."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents.access import scope_of
from congvu.documents.actions.printing import (
    Printed,
    new_file,
    printed_by,
    ready_file,
)
from congvu.documents.formats.list_csv import write_list_csv
from congvu.documents.formats.register_pdf import Title, write_register_pdf
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.outgoing import queries
from congvu.outgoing.actions.looking import record_export, record_print

_PDF = "application/pdf"
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def print_register(
    *,
    book: queries.OutgoingPeriod,
    form: Literal["pdf", "xlsx"],
    by: Seat,
    at: datetime,
    of: UUID | None = None,
) -> Printed:
    """The agency's book of a period, or that of one that ended in the seat's favour."""
    agency_id = of or by.agency_id
    past = {body.agency_id for body in by.ancestors if body.is_whole}
    if agency_id not in past | {by.agency_id}:
        raise Refused([_("Không tìm thấy sổ này.")])
    with override("vi"):
        made = _printed(book, form, agency_id, by, at)
    record_print(
        first=book.first, last=book.last, form=form, agency_id=agency_id, by=by, at=at
    )
    return made


def _printed(
    book: queries.OutgoingPeriod,
    form: str,
    agency_id: UUID,
    by: Seat,
    at: datetime,
) -> Printed:
    lines, stream = book.lines(agency_id), new_file()
    agency = book.agency(agency_id, local_date(at))
    try:
        if form == "pdf":
            title = Title(
                agency=agency,
                book=book.name,
                year=book.year,
                period=book.period,
                printed=printed_by(by, at),
                page=_("Trang"),
                numbers=book.sequence,
                volume=_("Quyển số: ........"),
            )
            write_register_pdf(stream, title, book.columns, lines)
        else:
            head = [agency, book.name, book.period, book.sequence, printed_by(by, at)]
            shown = [words for words in head if words]
            write_register_xlsx(stream, shown, book.columns, lines)
    except BaseException:
        stream.close()
        raise
    days = f"{book.first:%Y-%m-%d} den {book.last:%Y-%m-%d}"
    media_type = _PDF if form == "pdf" else _XLSX
    return ready_file(stream, f"{book.name} {days}.{form}", media_type)


@transaction.atomic
def export_list(
    *,
    tab: queries.OutgoingTab,
    find: str,
    filters: queries.OutgoingFilters,
    by: Seat,
    at: datetime,
    form: Literal["xlsx", "csv"] = "xlsx",
) -> Printed:
    """A list as it is shown, all of its pages, with the rights of the list."""
    entries = queries.all_lines(scope_of(by), tab=tab, find=find, filters=filters)
    columns, lines = queries.list_columns(), queries.list_lines(entries)
    stream = new_file()
    if form == "csv":
        count = write_list_csv(stream, columns, lines)
    else:
        head = [by.agency_name, _("Danh sách văn bản đi"), printed_by(by, at)]
        count = write_register_xlsx(stream, head, columns, lines)
    record_export(lines=count, form=form, by=by, at=at)
    name = f"{_('Văn bản đi')} {local_date(at):%Y-%m-%d}.{form}"
    return ready_file(stream, name, _XLSX if form == "xlsx" else _CSV)
