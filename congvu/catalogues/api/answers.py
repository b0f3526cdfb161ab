"""The answers that both doors give: with and without a token."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags
from ninja import Schema

from congvu.catalogues import queries
from congvu.catalogues.api.schemas import (
    CatalogueChangesOut,
    ChangedLineOut,
    CodeLineOut,
    CodeLinesOut,
    CodeMeaningOut,
)
from congvu.catalogues.queries import Listed
from congvu.documents.formats.list_csv import safe

CSV = "text/csv; charset=utf-8"
JSON = "application/json; charset=utf-8"


def tagged(request: HttpRequest, content: bytes, media_type: str) -> HttpResponse:
    """With a mark of what it is; who has it already gets nothing but that."""
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if mark in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(content, content_type=media_type)
    answer["ETag"] = mark
    return answer


def as_json(request: HttpRequest, told: Schema) -> HttpResponse:
    return tagged(request, told.model_dump_json().encode(), JSON)


def lines(
    of: Listed, on: date | None, text: str, after: str, limit: int
) -> CodeLinesOut:
    day = on or timezone.localdate()
    page = queries.line_page(of, day, text=text, after=after, limit=limit)
    items = [CodeLineOut.told(one) for one in page.rows]
    return CodeLinesOut(on=day, items=items, after=page.after)


def code(of: Listed, asked: str, was: date | None, on: date | None) -> CodeMeaningOut:
    day = on or timezone.localdate()
    then = was or day
    periods = queries.periods_of(of, asked, then)
    if not periods:
        raise Http404
    held = (
        one
        for one in periods
        if one.since <= then and (one.until is None or then < one.until)
    )
    meant = next(held, None)
    now = queries.successors(of, asked, then, day, meant=meant) if meant else []
    return CodeMeaningOut(
        was=then,
        on=day,
        meant=CodeLineOut.told(meant) if meant else None,
        now=[CodeLineOut.told(one) for one in now],
    )


def changes(
    of: Listed, since: int, after: UUID | None, limit: int
) -> CatalogueChangesOut:
    """Of lists that the centre keeps; the office's own have no editions."""
    if not of.is_kept:
        raise Http404
    found = queries.changes(of, since, after=after, limit=limit)
    more = len(found) > limit
    return CatalogueChangesOut(
        edition=of.edition,
        items=[ChangedLineOut.of(one) for one in found[:limit]],
        after=found[limit - 1].id if more else None,
    )


def table(request: HttpRequest, of: Listed, on: date | None) -> HttpResponse:
    """The whole list of a day as CSV; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["code", "name", "since", "until", "heirs"])
    for one in queries.lines_on(of, on or timezone.localdate()):
        until = one.until.isoformat() if one.until else ""
        heirs = ";".join(one.heirs)
        row = [one.code, one.name, one.since.isoformat(), until, heirs]
        writer.writerow([safe(cell) for cell in row])
    answer = tagged(request, out.getvalue().encode("utf-8-sig"), CSV)
    answer["Content-Disposition"] = f'attachment; filename="{of.code}.csv"'
    return answer
