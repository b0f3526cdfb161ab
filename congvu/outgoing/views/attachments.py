"""Files beside a draft: put there, taken away, taken out."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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
from congvu.outgoing import actions
from congvu.outgoing.access import (
    get_beside_for,
    get_draft_for,
    get_further_for,
    get_line_for,
    may_write,
)
from congvu.outgoing.forms import AttachForm
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted, stored_file


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def attach(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """Further files beside the paper; all that were chosen, or none."""
    found = get_draft_for(request.seat, draft_id)
    if not may_write(request.seat, found):
        raise Http404
    form = AttachForm(posted(request), request.FILES or None)

    def act() -> Any:
        chosen = cast(list[UploadedFile], form.cleaned_data["file"])
        return actions.attach_files(
            draft_id=draft_id,
            files=[
                actions.Given(file.name or "tep", file.file)  # type: ignore[arg-type]  # bytes
                for file in chosen
            ],
            by=request.seat,
            at=timezone.now(),
        )

    if done(form, act) is not None:
        messages.success(request, _("Đã thêm tệp kèm theo."))
        return redirect("outgoing:draft", draft_id=draft_id)
    context = {
        "title": _("Thêm tệp kèm theo"),
        "lead": found.subject,
        "button": _("Thêm vào dự thảo"),
        "failed": _("Chưa thêm tệp nào"),
        "undone": _("Dự thảo vẫn nguyên."),
        "back": reverse("outgoing:draft", args=[draft_id]),
    }
    return form_page(request, form, context)


@require_POST
@with_seat(Permission.DRAFT)
def detach(request: SeatRequest, draft_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Gone from the next version on."""
    get_draft_for(request.seat, draft_id)
    try:
        actions.detach_file(
            draft_id=draft_id,
            attachment_id=attachment_id,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, _("Đã bỏ tệp kèm theo."))
    return redirect("outgoing:draft", draft_id=draft_id)


@require_safe
@with_seat()
def attachment(
    request: SeatRequest, draft_id: UUID, attachment_id: UUID
) -> HttpResponse:
    """The file as it lies there, with the agency's mark once it has one."""
    found = get_draft_for(request.seat, draft_id)
    held = get_beside_for(request.seat, found, attachment_id)
    actions.record_file_view(
        on=found, file=held.file, by=request.seat, at=timezone.now()
    )
    return stored_file(held.file, held.name)


@require_safe
@with_seat()
def line_attachment(
    request: SeatRequest, entry_id: UUID, file_id: UUID
) -> HttpResponse:
    """What went out beside an issued paper, byte for byte."""
    held = get_further_for(request.seat, entry_id, file_id)
    entry = get_line_for(request.seat, entry_id)
    actions.record_file_view(
        on=entry, file=held.file, by=request.seat, at=timezone.now()
    )
    return stored_file(held.file, held.name)
