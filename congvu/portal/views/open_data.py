"""Data to take away: what the portal publishes of itself, and its metadata."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.portal.queries.open_data import OWN_SETS, OwnSet, own_rows
from congvu.portal.rules.metadata import ITEM_NAMES, TERMS
from congvu.portal.views.papers import Line, plain

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "atom": "application/atom+xml",
}


@require_safe
def own_set(request: HttpRequest, key: str, kind: str) -> StreamingHttpResponse:
    """A whole set, written as it is read."""
    found = next((one for one in OWN_SETS if one.key == key and one.fields), None)
    if found is None:
        raise Http404
    rows = own_rows(key, settings.PORTAL_URL)
    lines = _csv(found, rows) if kind == "csv" else _json(rows)
    response = StreamingHttpResponse(
        lines, content_type=f"{MEDIA[kind]}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.{kind}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _csv(found: OwnSet, rows: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    writer = csv.writer(Line())
    yield "\ufeff"
    yield writer.writerow(found.fields)
    for row in rows:
        yield writer.writerow([plain(str(row[name])) for name in found.fields])


def _json(rows: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    yield '{"items": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + json.dumps(row, ensure_ascii=False)
    yield "]}"


@require_safe
def metadata(_request: HttpRequest) -> HttpResponse:
    """Which metadata are kept, for machines."""
    answer = {
        "schema": "http://purl.org/dc/terms/",
        "items": {key: _(words) for key, words in ITEM_NAMES.items()},
        "terms": [
            {
                "name": f"DCTERMS.{term.name}",
                "uri": term.uri,
                "label": _(term.words),
                "items": list(term.held_by),
                "example": _(term.example),
            }
            for term in TERMS
        ],
        "lists": f"{settings.PORTAL_URL}/sitemap.xml",
        "catalogue": f"{settings.PORTAL_URL}/du-lieu-mo/danh-muc.jsonld",
        "catalogueTurtle": f"{settings.PORTAL_URL}/du-lieu-mo/danh-muc.ttl",
    }
    return told(answer, "application/json")


def told(answer: dict[str, Any], kind: str) -> HttpResponse:
    response = JsonResponse(
        answer, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
