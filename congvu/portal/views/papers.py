"""Papers for everybody: the list, one paper, its files; the same for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from congvu.portal import queries
from congvu.portal.models import BodyPage, PublicDocument, SectionPage
from congvu.portal.queries import PaperFilters
from congvu.portal.rules import BY_CODE, TREES
from congvu.portal.views.files import shelved

PAPERS_SECTION = 3
_MOST_ROWS = 100
_COLUMNS = (
    "id", "type", "symbol", "issuer", "issued_on", "effective_on", "expires_on",
    "summary", "signer", "field", "validity", "notice", "file", "sha256",
    "published_at", "leaf", "url",
)  # fmt: skip


def papers_section(site: str = "") -> SectionPage | None:
    """The section of papers, the province's or a body's: what surrounds these pages."""
    return section_of(PAPERS_SECTION, site)


def section_of(code: int, site: str = "") -> SectionPage | None:
    """In the reader's language, where the site has it in that one."""
    within = f"{site}/" if site else ""
    language = get_language() or "vi"
    trees = dict.fromkeys((TREES.get(language, TREES["vi"]), TREES["vi"]))
    paths = [f"/{tree}/{within}{BY_CODE[code].slug}/" for tree in trees]
    rows = SectionPage.objects.filter(url_path__in=paths, live=True)
    found = {page.url_path: page for page in rows}
    return next((found[path] for path in paths if path in found), None)


def filters_of(request: HttpRequest) -> PaperFilters:
    """What the address asks; what makes no sense asks for nothing."""
    given = request.GET
    year = given.get("nam", "")
    return PaperFilters(
        type_code=given.get("loai", "")[:20],
        field=given.get("linh_vuc", "")[:60],
        agency_id=_uuid(given.get("co_quan", "")),
        site_of=_uuid(given.get("trang", "")),
        year=int(year)
        if year.isascii() and year.isdecimal() and len(year) == 4 and year > "1900"
        else None,
        validity=given.get("hieu_luc", "")[:10],
        words=given.get("so", "").strip()[:60],
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def asked_of(request: HttpRequest) -> str:
    """The filters of an address, for the next page and the other forms of the list."""
    kept = ("loai", "linh_vuc", "co_quan", "trang", "nam", "hieu_luc", "so")
    return urlencode({k: request.GET[k] for k in kept if request.GET.get(k)})


@require_safe
def papers(request: HttpRequest, site: str = "") -> HttpResponse:
    """Newest first, by what is chosen; by key, however far one reads. On the site of a
    body its own."""
    filters, section = filters_of(request), papers_section(site)
    if site:
        if section is None:
            raise Http404
        body = BodyPage.objects.get(path=section.path[: -Page.steplen])
        filters = replace(filters, site_of=body.agency_id)
    page = queries.paper_page(filters, after=request.GET.get("sau", ""))
    asked = asked_of(request)
    more = f"?{asked}&sau={page.after}" if asked else f"?sau={page.after}"
    context = {
        "page": section,
        "site": site,
        "told": _told(asked, filters) if site else asked,
        "papers": page.papers,
        "following": more if page.after else "",
        "first_url": f"?{asked}" if request.GET.get("sau") else "",
        "asked": asked,
        "offered": queries.filters_offered(),
        "filters": filters,
        "agency": str(filters.agency_id or ""),
        "year": str(filters.year or ""),
    }
    return render(request, "portal/papers.html", context)


def _told(asked: str, filters: PaperFilters) -> str:
    """The same for programs, who ask at one address for all sites."""
    agency = urlencode({"trang": str(filters.site_of)})
    return f"{asked}&{agency}" if asked else agency


def _found(document_id: UUID) -> PublicDocument:
    paper = queries.public_paper(document_id)
    if paper is None:
        raise Http404
    return paper


@require_safe
def paper(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """One paper, with what it is by Dublin Core; of one that is gone, why: 410."""
    found = _found(document_id)
    gone = queries.is_gone(found)
    context = {
        "page": papers_section(),
        "paper": found,
        "gone": gone,
        "earlier": list(found.earlier.only("id", "symbol", "type_name", "issued_on")),
        "url": f"{settings.PORTAL_URL}{queries.paper_url(found.pk)}",
        "board": None if gone else queries.results_of(found.pk),
    }
    status = 410 if gone else 200
    response = render(request, "portal/paper.html", context, status=status)
    response.headers["Last-Modified"] = http_date(found.changed_at.timestamp())
    return response


@require_safe
def paper_file(
    request: HttpRequest, document_id: UUID, digest: str
) -> HttpResponseBase:
    """The bytes by their digest: what was shown under it never changes."""
    found = _found(document_id)
    named = _named(found, digest)
    return shelved(request, digest, *named, about=queries.paper_url(found.pk))


def _named(found: PublicDocument, digest: str) -> tuple[str, str]:
    """The name and kind of a file the paper shows; anything else is not there."""
    if found.file_sha256 and found.file_sha256 == digest:
        return found.file_name, found.media_type
    for one in found.attachments:
        if one["sha256"] == digest:
            return one["name"], one["type"]
    raise Http404


# -- for programs


def told(row: PublicDocument) -> dict[str, Any]:
    """A paper as programs read it."""
    address = f"{settings.PORTAL_URL}{queries.paper_url(row.pk)}"
    return {
        "id": str(row.pk),
        "type": row.type_name,
        "symbol": row.symbol,
        "issuer": row.issuer_name,
        "issued_on": f"{row.issued_on}",
        "effective_on": f"{row.effective_on}",
        "expires_on": f"{row.expires_on}" if row.expires_on else "",
        "summary": row.summary,
        "signer": row.signer_name,
        "field": row.field_name,
        "validity": row.validity,
        "notice": row.notice,
        "file": f"{address}tep/{row.file_sha256}/" if row.file_sha256 else "",
        "sha256": row.file_sha256,
        "published_at": row.published_at.astimezone(UTC).isoformat(
            timespec="microseconds"
        ),
        "leaf": row.leaf,
        "url": address,
    }


@require_safe
def papers_json(request: HttpRequest) -> JsonResponse:
    """A hundred at a time; ``next`` is the address of the rest."""
    page = queries.paper_page(
        filters_of(request), after=request.GET.get("sau", ""), limit=_MOST_ROWS
    )
    here = f"{settings.PORTAL_URL}{reverse('public:papers-json')}"
    asked = asked_of(request)
    following = f"{here}?{asked}&sau={page.after}" if page.after else ""
    answer = {"items": [told(row) for row in page.papers], "next": following}
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


class Line:
    """What a CSV writer writes into: it hands each line on."""

    def write(self, line: str) -> str:
        return line


@require_safe
def papers_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All that fits the filters, row by row."""
    rows = queries.public_papers(filters_of(request)).order_by("-issued_on", "-id")
    response = StreamingHttpResponse(
        _lines(rows.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="van-ban.csv"'
    return response


def _lines(rows: Iterator[PublicDocument]) -> Iterator[str]:
    writer = csv.writer(Line())
    yield "\ufeff"
    yield writer.writerow(_COLUMNS)
    for row in rows:
        values = told(row)
        yield writer.writerow([plain(str(values[name])) for name in _COLUMNS])


def plain(text: str) -> str:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_safe
def papers_feed(request: HttpRequest) -> HttpResponse:
    """Atom, of the list as it is filtered."""
    page = queries.paper_page(filters_of(request))
    asked = asked_of(request)
    here = reverse("public:papers")
    newest = max((row.changed_at for row in page.papers), default=None)
    context = {
        "title": _("Văn bản công khai"),
        "papers": [
            (row, f"{settings.PORTAL_URL}{queries.paper_url(row.pk)}")
            for row in page.papers
        ],
        "home": f"{settings.PORTAL_URL}{here}{'?' if asked else ''}{asked}",
        "self": f"{settings.PORTAL_URL}{request.get_full_path()}",
        "updated": _moment(newest),
    }
    return render(
        request, "portal/papers.atom", context, content_type="application/atom+xml"
    )


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat() if at else "1970-01-01T00:00:00+00:00"
