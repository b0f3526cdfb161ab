"""Is this certificate real, whose is it, does it still hold? By code or by its file."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from congvu.portal.queries.certificates import certificate_of_code, certificate_of_file
from congvu.portal.views.papers import papers_section
from congvu.training.rules.certificates import (
    STANDING_NAMES,
    Standing,
    code_in,
    read_code,
    standing_on,
)
from congvu.ui.deeds import METHODS


# Nothing is changed and nobody is signed in: a stranger's form may send a file here.
@csrf_exempt
@require_http_methods(METHODS)
def check(request: HttpRequest) -> HttpResponse:
    """Of a file only its digest is taken, and the code in its link; nothing is kept."""
    typed = (request.POST.get("ma") or request.GET.get("ma", "")).strip()[:60]
    given = request.FILES.get("tep")
    code, wrong, is_same = read_code(typed), "", False
    found = certificate_of_code(code)
    if given is not None:
        wrong, digest, linked = _looked_at(given)
        by_file = certificate_of_file(digest)
        is_same = by_file is not None and (not code or by_file.code == code)
        found = by_file if is_same else found or certificate_of_code(linked)
    elif typed and not code:
        wrong = _("Mã kiểm tra có 16 chữ và số, như 7K2M-9QX4-T0AB-C3DE.")
    elif request.method == "POST" and not typed:
        wrong = _("Ghi mã kiểm tra hoặc chọn tệp PDF của giấy chứng nhận.")
    standing = found and standing_on(
        timezone.localdate(),
        valid_until=found.valid_until,
        withdrawn_on=found.withdrawn_on,
    )
    context = {
        "page": papers_section(),
        "typed": typed,
        "asked": not wrong and bool(code or given),
        "wrong": wrong,
        "found": found,
        "with_file": given is not None,
        "is_same": is_same,
        "is_valid": standing is Standing.VALID,
        "standing": _(STANDING_NAMES[standing]) if standing else "",
    }
    status = 422 if wrong else 200
    shown = render(request, "portal/certificate.html", context, status=status)
    if typed or given is not None:
        shown.headers["Cache-Control"] = "private, no-store"  # withdrawn is at once
    return shown


def _looked_at(given: UploadedFile) -> tuple[str, str, str]:
    """What is wrong with the file; its digest; the code in its link."""
    if (given.size or 0) > settings.MAX_FILE_BYTES:
        words = _("Tệp lớn quá %(most)d MB; hãy kiểm tra theo mã.")
        return words % {"most": settings.MAX_FILE_BYTES // 1024 // 1024}, "", ""
    made, first = sha256(), b""
    for chunk in given.chunks():
        first = first or chunk[:1024]
        made.update(chunk)
    if b"%PDF-" not in first:
        return _("Tệp này không phải PDF."), "", ""
    return "", made.hexdigest(), code_in(given.chunks())
