"""The list of open data in DCAT, as catalogues of data are read by each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.portal.formats import turtle
from congvu.portal.models import PublicSet
from congvu.portal.queries import province_home
from congvu.portal.queries.open_data import (
    OWN_SETS,
    listed_sets,
    office_sets,
    papers_changed_at,
)
from congvu.portal.views.open_data import MEDIA, told
from congvu.registry.rules import Frequency

_FILE_TYPES = "https://www.iana.org/assignments/media-types/"
_FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"
_EU = {
    Frequency.DAILY: "DAILY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.MONTHLY: "MONTHLY",
    Frequency.QUARTERLY: "QUARTERLY",
    Frequency.YEARLY: "ANNUAL",
    Frequency.IRREGULAR: "IRREG",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@require_safe
def catalogue(_request: HttpRequest) -> HttpResponse:
    return told(_catalogue(), "application/ld+json")


@require_safe
def catalogue_turtle(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(
        turtle(_catalogue()), content_type="text/turtle; charset=utf-8"
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _catalogue() -> dict[str, Any]:
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
                {"dct:modified": _moment(changed)}
                if one.key == "van-ban" and changed
                else {}
            ),
            "dcat:distribution": [
                _given(f"{base}{path}", MEDIA[kind]) for kind, path in one.forms.items()
            ],
        }
        for one in OWN_SETS
    ]
    sets += [_of_office(one, base) for one in office_sets()]
    sets += [_listed(page, base) for page in listed_sets()]
    return {
        "@context": _CONTEXT,
        "@id": f"{base}/du-lieu-mo/",
        "@type": "dcat:Catalog",
        "dct:title": _("Dữ liệu mở"),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": name},
        "dct:language": "vi",
        "dcat:dataset": sets,
        "dcat:service": [_papers_asked(base, name)],
    }


def _papers_asked(base: str, publisher: str) -> dict[str, Any]:
    """Papers are found by the same questions as on their page."""
    return {
        "@id": f"{base}/du-lieu-mo/#tra-cuu-van-ban",
        "@type": "dcat:DataService",
        "dct:title": _("Tra cứu văn bản công khai"),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dcat:endpointURL": {"@id": f"{base}/van-ban.json"},
        "dcat:landingPage": {"@id": f"{base}/van-ban/"},
        "dcat:servesDataset": {"@id": f"{base}/du-lieu-mo/#van-ban"},
    }


def _moment(at: datetime) -> dict[str, str]:
    return {"@value": at.isoformat(), "@type": "xsd:dateTime"}


def _given(url: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": f"{_FILE_TYPES}{media_type}"},
    }


def _of_office(one: PublicSet, base: str) -> dict[str, Any]:
    """A set out of a database of an agency's, with its file's checksum."""
    said, here = one.told, f"{base}/du-lieu-mo/{one.pk}"
    given = {
        "@id": f"{base}/du-lieu-mo/bo/{one.pk}/",
        "@type": "dcat:Dataset",
        "dct:identifier": str(one.pk),
        "dct:title": one.title,
        "dct:description": said["about"],
        "dct:publisher": {
            "@type": "foaf:Organization",
            "foaf:name": said["publisher"],
        },
        "dct:language": "vi",
        "dct:issued": _moment(one.issued_at),
        "dct:modified": _moment(one.data_at or one.made_at),
        "dct:accrualPeriodicity": {"@id": f"{_FREQUENCIES}{_EU[said['frequency']]}"},
        "dcat:keyword": said.get("theme"),
        "dcat:version": str(one.version),
        "dcat:landingPage": {"@id": f"{base}/du-lieu-mo/bo/{one.pk}/"},
        "dcat:contactPoint": said.get("contact")
        and {"@type": "vcard:Organization", "vcard:fn": said["contact"]},
        "dcat:distribution": [
            {
                **_given(f"{here}.csv", "text/csv"),
                "dct:license": {"@id": said["licence_url"]},
                "dct:rights": said.get("terms", ""),
                "dct:conformsTo": {"@id": f"{here}.schema.json"},
                "dcat:byteSize": one.size,
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": one.sha256,
                },
            }
        ],
    }
    return {key: value for key, value in given.items() if value}


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
        "dct:license": page.licence
        and {"@type": "dct:LicenseDocument", "rdfs:label": page.licence},
        "dct:accrualPeriodicity": page.frequency
        and {"@type": "dct:Frequency", "rdfs:label": page.frequency},
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
