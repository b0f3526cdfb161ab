"""Templates of the agency: the list of types, one of them, given in, dropped."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.forms import UploadForm
from congvu.outgoing.queries import TypeTemplate
from congvu.outgoing.rules.template_fields import FIELDS, REQUIRED
from congvu.outgoing.views.deeds import METHODS, as_download, done, posted


@require_safe
@with_seat(Permission.DRAFT)
def templates(request: SeatRequest) -> HttpResponse:
    """Every type of paper with the template its drafts are written in."""
    seat, on = request.seat, timezone.localdate()
    context = {
        "rows": queries.templates_of(seat.agency_id, on),
        "may_set": seat.can(Permission.SET_TEMPLATES),
    }
    return render(request, "outgoing/templates.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def template(request: SeatRequest, type_code: str) -> HttpResponse:
    """One type: what is in force, what was, and a new version."""
    seat, found = request.seat, _found(request, type_code)
    may_set = seat.can(Permission.SET_TEMPLATES)
    if request.method == "POST" and not may_set:
        raise Http404
    form = UploadForm(posted(request), request.FILES or None)

    def act() -> Any:
        file = cast(UploadedFile, form.cleaned_data["file"])
        return actions.set_template(
            type_code=type_code,
            stream=file.file,  # type: ignore[arg-type]  # bytes, by Django's promise
            name=file.name or "mau.docx",
            remark=form.cleaned_data["remark"],
            by=seat,
            at=timezone.now(),
        )

    made = done(form, act)
    if made is not None:
        said = _("Mẫu bản %(number)s dùng từ bây giờ.") % {"number": made.number}
        messages.success(request, said)
        return redirect("outgoing:template", type_code=type_code)
    context = {
        "form": form,
        "found": found,
        "may_set": may_set,
        "fields": [(f"{{{{ {f.name} }}}}", _(f.about), f.is_list) for f in FIELDS],
        "required": [f"{{{{ {name} }}}}" for name in REQUIRED],
        "failed": _("Chưa nhận mẫu"),
        "undone": _("Mẫu đang dùng vẫn như trước."),
    }
    status = 422 if form.errors else 200
    return render(request, "outgoing/template.html", context, status=status)


@require_safe
@with_seat(Permission.DRAFT)
def template_file(request: SeatRequest, type_code: str) -> HttpResponse:
    """The template as Word; ``ban`` another one than that in force, 0 the built-in."""
    found = _found(request, type_code)
    asked = request.GET.get("ban", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    try:
        return as_download(actions.template_file(found=found, number=number))
    except (Refused, FileNotFoundError) as missing:
        raise Http404 from missing


@require_POST
@with_seat(Permission.SET_TEMPLATES)
def drop_template(request: SeatRequest, type_code: str) -> HttpResponse:
    """Back to the built-in template."""
    try:
        actions.drop_template(type_code=type_code, by=request.seat, at=timezone.now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, _(reason.message))
    else:
        messages.success(request, _("Từ bây giờ dùng mẫu có sẵn."))
    return redirect("outgoing:template", type_code=type_code)


def _found(request: SeatRequest, type_code: str) -> TypeTemplate:
    on = timezone.localdate()
    found = queries.template_of(request.seat.agency_id, type_code, on)
    if found is None:
        raise Http404
    return found
