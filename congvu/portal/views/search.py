"""The public search, and how a browser and a search engine find what is here."""

from __future__ import annotations

from math import ceil
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.lib.text import gettext_noop
from congvu.portal import queries
from congvu.portal.rules import LONGEST_QUESTION

KINDS = {
    "": gettext_noop("Tất cả"),
    "van-ban": gettext_noop("Văn bản"),
    "bai-viet": gettext_noop("Bài viết"),
    "thu-tuc": gettext_noop("Thủ tục hành chính"),
    "hoi-dap": gettext_noop("Hỏi đáp"),
    "lay-y-kien": gettext_noop("Lấy ý kiến dự thảo"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """With or without accents; what the words name first, then where they stand."""
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    kind = request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    number = request.GET.get("trang", "1")
    page = int(number) - 1 if number.isdecimal() and 0 < int(number[:4]) <= 30 else 0
    found = queries.find_public(question, kind=kind, page=page) if question else None
    pages = ceil(found.total / queries.SHOWN_HITS) if found else 0
    context = {
        "question": question,
        "found": found,
        "kind": kind,
        "kinds": [
            (key, _(words), _asked(question, key, 0)) for key, words in KINDS.items()
        ],
        "following": _asked(question, kind, page + 1)
        if page + 1 < min(pages, 30)
        else "",
        "before": _asked(question, kind, page - 1) if page else "",
        "number": page + 1,
    }
    return render(request, "portal/search.html", context)


def _asked(question: str, kind: str, page: int) -> str:
    values = {"q": question, "loai": kind, "trang": str(page + 1) if page else ""}
    return "?" + urlencode({key: value for key, value in values.items() if value})


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch: the portal among a browser's search engines."""
    context = {"url": settings.PORTAL_URL}
    kind = "application/opensearchdescription+xml"
    return render(request, "portal/opensearch.xml", context, content_type=kind)
