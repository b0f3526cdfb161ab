"""Keys of the agency and of one's own seat: seen, registered, retired."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import (
    HttpRequest,
    HttpResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.accounts.access import signed_in
from congvu.audit.access import actor_of
from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.signatures import access, actions
from congvu.signatures.client import Found, choose, keeper_of
from congvu.signatures.forms import KeyForm, KeyKindForm
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import FAILURES, HOLDERS, KeyKind, SigningFailed

# /quan-tri/chu-ky/


@require_safe
@signed_in
def key_list(request: HttpRequest) -> HttpResponse:
    access.need(request, access.LOOK)
    now = timezone.now()
    rows = [
        (key, _state(key, now), access.shows_image(request, key))
        for key in access.keys_seen(request)
    ]
    context = {
        "rows": rows,
        "of_all": access.may(request, access.KEEP_KEYS)
        or access.may(request, access.RETIRE_KEYS),
        "registers": bool(access.owners(request)),
    }
    return render(request, "signatures/keys.html", context)


def _state(key: SigningKey, now: Any) -> tuple[str, str]:
    """A word and its tone."""
    if key.retired_at is not None:
        return _("Đã thôi dùng"), ""
    if now > key.valid_until:
        return _("Hết hạn"), "late"
    if now < key.valid_from:
        return _("Chưa đến hạn"), "look"
    return _("Đang dùng"), "done"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register_key(request: HttpRequest) -> HttpResponse:
    """First where the key lies, then which one it is."""
    access.need(request, access.LOOK)
    access.need_owners(request)
    given = request.POST or request.GET
    kinds = KeyKindForm(given if "noi" in given else None)
    kind = given.get("noi", "")
    form: KeyForm | None = None
    trouble = ""
    if kinds.is_valid():
        form, trouble = _form(request, kind)
    if request.method == "POST" and form is not None and form.is_valid():
        key = _registered(request, form)
        if key is not None:
            messages.success(
                request,
                _("Đã đăng ký khóa cho %(owner)s.") % {"owner": key.owner_label},
            )
            return redirect("signatures:keys")
    context = {
        "kinds": kinds,
        "form": form,
        "trouble": trouble,
        "kind": kind,
        "kind_words": _(HOLDERS[KeyKind(kind)]) if form is not None else "",
    }
    wrong = kinds.errors or (form is not None and form.errors)
    status = 422 if wrong else 200
    return render(request, "signatures/register_key.html", context, status=status)


def _form(request: HttpRequest, kind: str) -> tuple[KeyForm | None, str]:
    """The form of this keeper, or why it has nothing to offer."""
    found: list[Found] = []
    if kind in (KeyKind.TOKEN, KeyKind.REMOTE):
        try:
            found = [
                one
                for one in keeper_of(kind).found()
                if access.is_offered(request, one.certificate)
            ]
        except SigningFailed as why:
            return None, " ".join(_(FAILURES[key]) for key in why.keys)
        if not found:
            return None, _("Nơi giữ khóa này không có chứng thư nào của bạn.")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    owners = [(one.name, one.label) for one in access.owners(request)]
    return KeyForm(*given, kind=kind, owners=owners, found=found), ""


def _registered(request: HttpRequest, form: KeyForm) -> SigningKey | None:
    data = form.cleaned_data
    now = timezone.now()
    owner = access.owner(request, data["owner"])
    upload: UploadedFile | None = data["image"]
    try:
        found = _found(form.kind, data, owner.label, now)
        return actions.register_key(
            kind=KeyKind(form.kind),
            owner_id=owner.id,
            owner_label=owner.label,
            told_id=owner.told_id,
            agency_id=access.seat_of(request).agency_id,
            certificate=found.certificate,
            chain=found.chain,
            place=found.place,
            image=upload.read() if upload else None,
            by=actor_of(request),
            at=now,
        )
    except SigningFailed as why:
        form.add_error(None, " ".join(_(FAILURES[key]) for key in why.keys))
    except Refused as refused:
        for reason in refused.reasons:
            place = {"certificate": _place(form), "file": "certificate"}.get(
                reason.field or "", reason.field
            )
            form.add_error(place, _(reason.message))
    return None


def _place(form: forms.Form) -> str | None:
    """Where on this form a word about the certificate belongs."""
    return next((n for n in ("certificate", "fingerprint") if n in form.fields), None)


def _found(kind: str, data: dict[str, Any], holder: str, now: Any) -> Found:
    if kind != KeyKind.OUTSIDE:
        return choose(
            kind, fingerprint=data.get("fingerprint", ""), holder=holder, at=now
        )
    with tempfile.NamedTemporaryFile(
        dir=Path(settings.HOME) / "tmp", prefix="key-"
    ) as file:
        for chunk in data["certificate"].chunks():
            file.write(chunk)
        file.flush()
        signer, chain = actions.certificates_of_file(Path(file.name))
    return Found("", signer, chain)


@require_safe
@signed_in
def key_image(request: HttpRequest, key_id: UUID) -> HttpResponse:
    access.need(request, access.LOOK)
    with open_file(access.image_of(request, key_id)) as stream:
        return HttpResponse(stream.read(), content_type="image/png")


@require_POST
@signed_in
def retire_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    access.need(request, access.LOOK)
    key = access.seen_key(request, key_id)
    try:
        actions.retire_key(
            key=key,
            reason=request.POST.get("reason", "")[:500],
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, " ".join(_(r.message) for r in refused.reasons))
    else:
        messages.success(
            request, _("Đã thôi dùng khóa của %(owner)s.") % {"owner": key.owner_label}
        )
    return redirect("signatures:keys")
