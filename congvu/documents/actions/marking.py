"""A paper printed with the mark of arrival; the stored file is only looked at."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from congvu.documents.actions.looking import record_file_view
from congvu.documents.actions.printing import PDF, Printed
from congvu.documents.formats.marked_pdf import Mark, write_marked_pdf
from congvu.documents.models import DocumentFile, RegisterEntry
from congvu.files.actions import preview
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on

MOST_PAGES = 200
_SHARP = 1600
"""Dots across a page: small print stays readable on paper."""


def print_marked(
    *, held: DocumentFile, entry: RegisterEntry, by: Seat, at: datetime
) -> Printed:
    """Every page as a picture, the mark on the first (NĐ 30/2020 Điều 22)."""
    count = held.file.pages or 1
    if count > MOST_PAGES:
        raise Refused([_("Văn bản quá 200 trang; tải tệp về để in.")])
    pictures = [
        preview(file=held.file, number=number, width=_SHARP)
        for number in range(1, count + 1)
    ]
    agency = agency_on(entry.agency_id, entry.arrived_on)
    mark = Mark(
        agency=agency.name if agency else "",
        number=str(entry.number),
        day=f"{entry.arrived_on:%d/%m/%Y}",
    )
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
    write_marked_pdf(cast(BinaryIO, out), pictures, mark)
    record_file_view(held=held, by=by, at=at, form="marked")
    out.seek(0)
    return Printed(cast(BinaryIO, out), f"den-{entry.number}.pdf", PDF)
