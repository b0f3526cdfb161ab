"""Is this paper the one that was issued? By number, or by the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.dates import day_or_none
from congvu.lib.text import nfc
from congvu.portal import queries
from congvu.portal.models import PublicDocument
from congvu.portal.queries import DayProof
from congvu.portal.views.papers import papers_section
from congvu.ui.deeds import METHODS

_DIGEST_LENGTH = 64


@dataclass(frozen=True)
class Checked:
    """One paper that was found, and whether its line lies under its day's root."""

    paper: PublicDocument
    gone: bool
    proof: DayProof | None


# Nothing is changed and nobody is signed in: a stranger's form may send a file here.
@csrf_exempt
@require_http_methods(METHODS)
def check(request: HttpRequest) -> HttpResponse:
    """Of a file only its digest is taken; nothing is kept."""
    symbol = nfc(request.POST.get("so") or request.GET.get("so", ""))[:60]
    given = request.FILES.get("tep")
    wrong, digest, found = "", "", list[PublicDocument]()
    if given is not None:
        wrong, digest = _digest(given)
        found = queries.papers_with_file(digest) if digest else []
    elif symbol:
        found = queries.named_papers(symbol)
    elif request.method == "POST":
        wrong = _("Ghi số, ký hiệu hoặc chọn một tệp PDF.")
    context = {
        "page": papers_section(),
        "symbol": symbol,
        "digest": digest,
        "asked": bool(symbol or digest),
        "wrong": wrong,
        "largest": settings.MAX_FILE_BYTES,
        "found": [
            Checked(one, queries.is_gone(one), queries.proof_of(one)) for one in found
        ],
    }
    status = 422 if wrong else 200
    return render(request, "portal/check.html", context, status=status)


def _digest(given: UploadedFile) -> tuple[str, str]:
    """What is wrong with the file, or its digest."""
    if (given.size or 0) > settings.MAX_FILE_BYTES:
        words = _("Tệp lớn quá %(most)d MB; hãy kiểm tra theo số, ký hiệu.")
        return words % {"most": settings.MAX_FILE_BYTES // 1024 // 1024}, ""
    made, first = sha256(), b""
    for chunk in given.chunks():
        first = first or chunk[:1024]
        made.update(chunk)
    if b"%PDF-" not in first:
        return _("Tệp này không phải PDF."), ""
    return "", made.hexdigest()


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """The roots, newest first: written down elsewhere they show what was changed."""
    rows = queries.public_days(day_or_none(request.GET.get("truoc", "")))
    context = {
        "page": papers_section(),
        "days": rows,
        "following": f"{rows[-1].day}" if len(rows) > 30 else "",
    }
    return render(request, "portal/days.html", context)


@require_safe
def day_json(request: HttpRequest, day: str) -> JsonResponse:
    """All leaves of a day, so that anybody can work out its root."""
    try:
        found = queries.public_day(date.fromisoformat(day))
    except ValueError as why:
        raise Http404 from why
    if found is None:
        raise Http404
    return JsonResponse(
        {
            "day": f"{found.day}",
            "count": found.count,
            "leaves": found.leaves,
            "root": found.root,
            "previous": found.previous,
            "seal_number": found.seal_number,
            "seal": found.seal,
        }
    )
