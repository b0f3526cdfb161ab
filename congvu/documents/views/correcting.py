"""Sửa dữ liệu, thêm tệp: a line put right or completed beside its paper."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.documents import actions, queries
from congvu.documents.forms import CorrectionForm, UploadForm, correction_initial
from congvu.documents.models import RegisterEntry
from congvu.documents.rules import IntakeState
from congvu.documents.views.deed import Words, answer, entry_at
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import posted, show_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.REGISTER)
def correct(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    lists = queries.Lists.of(local_date(entry.registered_at))
    form = CorrectionForm(
        posted(request),
        types=lists.types,
        secrecy_levels=lists.secrecy,
        initial=correction_initial(entry),
        auto_id="p_%s",
    )
    if request.method == "POST" and not form.is_valid():
        _add_other_reasons(form, entry)
    words = Words(
        title=_("Sửa dữ liệu"),
        button=_("Lưu chỗ đã sửa"),
        done=_("Đã sửa dữ liệu của số đến %(number)s.") % {"number": entry.number},
        lead=_("Số đến %(number)s không đổi. Nội dung trước và sau ghi vào diễn biến.")
        % {"number": entry.number},
        template="documents/deed_correct.html",
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.correct_entry(
            entry_id=entry.id,
            paper=form.paper(),
            arrived_on=form.cleaned_data["arrived_on"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
            not_duplicate=form.cleaned_data["not_duplicate"],
        ),
        more={"issuers": lists.issuers.values()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.REGISTER)
def attach(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """Further files of the paper; each that is not taken says why."""
    entry = entry_at(request, entry_id)
    words = Words(
        title=_("Thêm tệp"),
        button=_("Tải lên"),
        done=_("Đã nhận tệp; đọc và kiểm tra xong thì tệp nằm cùng văn bản."),
        lead=_("Phụ lục, tệp kèm, hoặc bản quét của văn bản giấy này."),
    )
    return answer(
        request,
        entry,
        form=UploadForm(posted(request), request.FILES or None),
        words=words,
        act=lambda: _take_in(request, entry),
    )


def _take_in(request: SeatRequest, entry: RegisterEntry) -> None:
    """Every file on its own; refused when none of them was taken."""
    refused: list[str] = []
    uploads = request.FILES.getlist("file")
    for upload in uploads:
        name = upload.name or ""
        try:
            item = actions.attach_file(
                entry_id=entry.id,
                stream=cast(BinaryIO, upload),
                name=name,
                channel="upload",
                by=request.seat,
                at=timezone.now(),
            )
        except Refused as why:
            refused += [f"{name}: {_(r.message)}" for r in why.reasons]
            continue
        if item.state in (IntakeState.REFUSED, IntakeState.QUARANTINED):
            refused.append(f"{item.name}: {item.reason}" if item.name else item.reason)
    if len(refused) >= len(uploads):
        raise Refused([Reason(words, "file") for words in refused])
    for words in refused:
        messages.error(request, words)


def _add_other_reasons(form: CorrectionForm, entry: RegisterEntry) -> None:
    """What else stands against it, on the fields that could be read."""
    bad = set(form.errors)
    reasons = queries.correction_reasons(
        entry,
        form.paper(),
        arrived_on=form.cleaned_data.get("arrived_on") or entry.arrived_on,
    )
    others = [r for r in reasons if r.field not in bad]
    if others:
        show_refusal(form, Refused(others))
