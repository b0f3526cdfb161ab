"""Data to take away: what the portal publishes of itself, and the list of it all."""

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

from congvu.portal.queries import province_home
from congvu.portal.queries.open_data import (
    OWN_SETS,
    OwnSet,
    listed_sets,
    own_rows,
    papers_changed_at,
)
from congvu.portal.rules.metadata import ITEM_NAMES, TERMS
from congvu.portal.views.papers import Line, plain

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "atom": "application/atom+xml",
}
_FILE_TYPES = "https://www.iana.org/assignments/media-types/"


@require_safe
def own_set(request: HttpRequest, key: str, kind: str) -> StreamingHttpResponse:
    """A whole set, written as it is read."""
    found = next((one for one in OWN_SETS if one.key == key and one.fields), None)
    if found is None:
        raise Http404
    rows = own_rows(key, settings.PORTAL_URL)
    lines = _csv(found, rows) if kind == "csv" else _json(rows)
    response = StreamingHttpResponse(
        lines, content_type=f"{_MEDIA[kind]}; charset=utf-8"
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
def catalogue(_request: HttpRequest) -> HttpResponse:
    """The list of sets in DCAT, as catalogues of data are read by each other."""
    base, home = settings.PORTAL_URL, province_home("vi")
    name = home.title if home else _("Cổng thông tin điện tử")
    changed = papers_changed_at()
    sets = [
        {
            "@id": f"{base}/du-lieu-mo/#{one.key}",
            "@type": "dcat:Dataset",
            "dct:title": _(one.title),
            "dct:description": _(one.words),
            "dct:publisher": {"@type": "foaf:Organization", "foaf:name": name},
            "dct:language": "vi",
            **(
                {"dct:modified": changed.isoformat()}
                if one.key == "van-ban" and changed
                else {}
            ),
            "dcat:distribution": [
                _given(f"{base}{path}", _MEDIA[kind])
                for kind, path in one.forms.items()
            ],
        }
        for one in OWN_SETS
    ]
    sets += [_listed(page, base) for page in listed_sets()]
    answer = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": f"{base}/du-lieu-mo/",
        "@type": "dcat:Catalog",
        "dct:title": _("Dữ liệu mở"),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": name},
        "dct:language": "vi",
        "dcat:dataset": sets,
    }
    return _told(answer, "application/ld+json")


def _given(url: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": f"{_FILE_TYPES}{media_type}"},
    }


def _listed(page: Any, base: str) -> dict[str, Any]:
    """A set of an editor's: its file here, or where it is found."""
    places = [page.link] if page.link else []
    if page.file is not None:
        places.append(f"{base}{page.file.url}")
    given = {
        "@id": f"{base}{page.url}",
        "@type": "dcat:Dataset",
        "dct:title": page.title,
        "dct:description": page.summary,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": page.publisher},
        "dct:license": page.licence,
        "dct:accrualPeriodicity": page.frequency,
        "dcat:landingPage": {"@id": f"{base}{page.url}"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": place},
                "dct:format": page.data_format,
            }
            for place in places
        ],
    }
    return {key: value for key, value in given.items() if value}


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
    }
    return _told(answer, "application/json")


def _told(answer: dict[str, Any], kind: str) -> HttpResponse:
    response = JsonResponse(
        answer, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
