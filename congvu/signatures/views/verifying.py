"""Two pages: the signatures of a PDF checked for whoever asks; the roots we trust."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.accounts.access import signed_in, user_of
from congvu.audit.access import actor_of
from congvu.lib.refusals import Refused
from congvu.signatures import actions, queries
from congvu.signatures.access import (
    EDIT_TRUST,
    LOOK,
    held_anchor,
    may,
    need,
    own_verification,
)
from congvu.signatures.forms import TrustForm, VerifyForm
from congvu.signatures.models import Verification, VerificationState

# /kiem-tra-chu-ky/


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def verify(request: HttpRequest) -> HttpResponse:
    """A PDF goes in; its result is a page of its own."""
    need(request, LOOK)
    form = VerifyForm()
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
        made = _verified(request, form) if form.is_valid() else None
        if made is not None:
            return redirect("signatures:verification", made.pk)
    context = {
        "form": form,
        "earlier": queries.verifications_of_user(user_of(request).pk),
        "lists": queries.trust_lists(),
    }
    status = 422 if form.errors else 200
    return render(request, "signatures/verify.html", context, status=status)


def _verified(request: HttpRequest, form: forms.Form) -> Verification | None:
    upload: UploadedFile = form.cleaned_data["file"]
    if (upload.size or 0) > settings.MAX_FILE_BYTES:
        most = filesizeformat(settings.MAX_FILE_BYTES)
        form.add_error("file", _("Tệp lớn hơn %(most)s.") % {"most": most})
        return None
    try:
        return actions.verify_upload(
            stream=cast(BinaryIO, upload),
            name=upload.name or "",
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        _put_reasons(form, refused)
        return None


def _put_reasons(form: forms.Form, refused: Refused) -> None:
    for reason in refused.reasons:
        form.add_error(reason.field, _(reason.message))


@require_safe
@signed_in
def verification(request: HttpRequest, verification_id: UUID) -> HttpResponse:
    """What was found, in words; looks again by itself while OCSP and CRL are asked."""
    need(request, LOOK)
    found = own_verification(verification_id, user_of(request).pk)
    context = {
        "verification": found,
        "asking": found.state != VerificationState.DONE,
        "looking": found.state == VerificationState.LOOKING,
        "file_words": queries.file_words(found.result),
        "signatures": [queries.in_words(s) for s in found.result["signatures"]],
    }
    return render(request, "signatures/verification.html", context)


# /quan-tri/danh-sach-tin-cay/


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def trust(request: HttpRequest) -> HttpResponse:
    """Every list with its certificates; posting adds the certificates of a file."""
    need(request, LOOK)
    may_edit = may(request, EDIT_TRUST)
    form = TrustForm()
    if request.method == "POST":
        need(request, EDIT_TRUST)
        form = TrustForm(request.POST, request.FILES)
        if form.is_valid() and _trusted(request, form):
            return redirect("signatures:trust")
    context = {"form": form, "lists": queries.trust_lists(), "may_edit": may_edit}
    status = 422 if form.errors else 200
    return render(request, "signatures/trust.html", context, status=status)


def _trusted(request: HttpRequest, form: forms.Form) -> bool:
    data = form.cleaned_data
    with tempfile.NamedTemporaryFile(
        dir=Path(settings.HOME) / "tmp", prefix="trust-"
    ) as file:
        for chunk in data["file"].chunks():
            file.write(chunk)
        file.flush()
        try:
            added = actions.add_to_list(
                path=Path(file.name),
                name=data["name"],
                keeper=data["keeper"],
                source=data["source"],
                note=data["note"],
                sureness=data["sureness"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            _put_reasons(form, refused)
            return False
    messages.success(
        request,
        _("Đã thêm %(count)d chứng thư vào “%(name)s”.")
        % {"count": len(added), "name": data["name"]},
    )
    return True


@require_POST
@signed_in
def remove_anchor(request: HttpRequest, anchor_id: UUID) -> HttpResponse:
    need(request, EDIT_TRUST)
    try:
        removed = actions.remove_anchor(
            anchor=held_anchor(anchor_id),
            reason=request.POST.get("reason", "")[:500],
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, " ".join(_(r.message) for r in refused.reasons))
    else:
        messages.success(
            request, _("Không còn tin “%(name)s”.") % {"name": removed.subject}
        )
    return redirect("signatures:trust")
