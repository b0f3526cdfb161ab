"""Signed, numbered, issued; called back; pointing to an earlier paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import get_draft_for, get_line_for
from congvu.outgoing.forms import (
    IssueForm,
    PlainForm,
    RelationForm,
    ReservedIssueForm,
    WhyForm,
)
from congvu.outgoing.rules import Leaving, SignedHow, ruling_on
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted
from congvu.outgoing.views.steps import Words, answer


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def pen_signature(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    words = Words(
        title=_("Ghi đã ký trên giấy"),
        button=_("Đã ký trên giấy"),
        done=_("Đã ghi chữ ký; lấy số và ngày cho văn bản."),
        lead=_("%(signer)s đã ký đúng bản %(number)s.")
        % {"signer": draft.signer_name, "number": draft.version},
    )
    return answer(
        request,
        draft,
        PlainForm(posted(request)),
        words,
        lambda: actions.note_pen_signature(
            draft_id=draft_id, by=request.seat, at=timezone.now()
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def give_number(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    words = Words(
        title=_("Cấp số và ngày"),
        button=_("Cấp số"),
        done=_("Đã cấp số và ngày."),
        lead=_("Số kế tiếp của dãy và ngày hôm nay, ghi vào sổ văn bản đi."),
    )
    return answer(
        request,
        draft,
        PlainForm(posted(request)),
        words,
        lambda: actions.give_number(
            draft_id=draft_id, by=request.seat, at=timezone.now()
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def issue(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    draft = get_draft_for(seat, draft_id)
    signed = queries.signatures_of(draft.id)
    ruling = ruling_on(
        Leaving(
            seat.agency_id,
            draft.type_code,
            draft.subject,
            on,
            is_electronic=SignedHow.PERSONAL in signed,
        )
    )
    own = list(queries.groups_of(seat.agency_id))
    groups = queries.places_of(own, seat.agency_id, on)
    form = IssueForm(
        posted(request),
        request.FILES or None,
        agencies=[a for a in agencies_on(on) if a.id != seat.agency_id],
        own_groups=groups,
        on_paper=SignedHow.PEN in signed or ruling.paper.with_paper,
        with_scan=SignedHow.PEN in signed,
    )
    words = Words(
        title=_("Phát hành văn bản"),
        button=_("Phát hành"),
        done=_("Đã phát hành văn bản."),
        lead=draft.subject,
    )
    if SignedHow.PERSONAL in signed:
        form.fields["on_paper"].help_text = _("Loại văn bản này: %(rule)s.") % {
            "rule": actions.said_of(ruling.paper)
        }

    def act() -> Any:
        scan = form.cleaned_data.get("scan")
        return actions.issue_draft(
            draft_id=draft_id,
            sent_to=form.sent_to(),
            groups=form.chosen_groups(),
            copies=form.cleaned_data["copies"],
            scan=kept_scan(request, scan) if scan else None,
            by=seat,
            at=timezone.now(),
        )

    beside = {"group_places": groups, "allowed": ruling.allowed}
    return answer(request, draft, form, words, act, beside)


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def issue_number(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """A paper that was written and signed outside goes out under its held number."""
    seat, on = request.seat, timezone.localdate()
    entry = get_line_for(seat, entry_id)
    own = list(queries.groups_of(seat.agency_id))
    groups = queries.places_of(own, seat.agency_id, on)
    leaving = Leaving.of_line(entry, on)
    form = ReservedIssueForm(
        posted(request),
        request.FILES or None,
        agencies=[a for a in agencies_on(on) if a.id != seat.agency_id],
        own_groups=groups,
        on_paper=True,
        with_scan=True,
        initial={
            "signer_name": entry.signer_name,
            "signer_position": entry.signer_position,
            "signed_on": entry.issued_on,
            "copies": entry.copies,
        },
    )

    def act() -> Any:
        scan = form.cleaned_data["scan"]
        return actions.issue_reserved(
            entry_id=entry_id,
            signed=form.signed_by(),
            sent_to=form.sent_to(),
            groups=form.chosen_groups(),
            copies=form.cleaned_data["copies"],
            scan=kept_scan(request, scan) if scan else None,
            by=seat,
            at=timezone.now(),
        )

    if done(form, act) is not None:
        messages.success(request, _("Đã phát hành văn bản."))
        return redirect("outgoing:line", entry_id=entry_id)
    context = {
        "title": _("Phát hành %(symbol)s") % {"symbol": entry.symbol},
        "lead": entry.subject,
        "button": _("Phát hành"),
        "failed": _("Chưa phát hành"),
        "undone": _("Văn bản vẫn như trước."),
        "back": reverse("outgoing:line", args=[entry_id]),
        "group_places": groups,
        "allowed": ruling_on(leaving).allowed,
    }
    return form_page(request, form, context)


def kept_scan(request: SeatRequest, scan: UploadedFile) -> Any:
    return actions.keep_scan(
        stream=scan.file,  # type: ignore[arg-type]  # bytes, by Django's promise
        name=scan.name or "van-ban.pdf",
        by=request.seat,
        at=timezone.now(),
    )


@require_http_methods(METHODS)
@with_seat()
def recall_paper(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry = get_line_for(request.seat, entry_id)
    form = WhyForm(posted(request))
    made = done(
        form,
        lambda: actions.recall_paper(
            entry_id=entry_id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("Đã thu hồi văn bản."))
        return redirect("outgoing:line", entry_id=entry_id)
    context = {
        "title": _("Thu hồi %(symbol)s") % {"symbol": entry.symbol},
        "lead": _("Văn bản đã thu hồi đứng yên trong sổ cùng lý do."),
        "button": _("Thu hồi"),
        "is_danger": True,
        "failed": _("Chưa thu hồi"),
        "undone": _("Văn bản vẫn như trước."),
        "back": reverse("outgoing:line", args=[entry_id]),
    }
    return form_page(request, form, context)


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def relate_paper(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry = get_line_for(request.seat, entry_id)
    form = RelationForm(posted(request), initial={"year": entry.year})
    made = done(
        form,
        lambda: actions.relate_paper(
            entry_id=entry_id,
            kind=form.cleaned_data["kind"],
            symbol=form.cleaned_data["symbol"],
            year=form.cleaned_data["year"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("Đã ghi quan hệ với văn bản trước."))
        return redirect("outgoing:line", entry_id=entry_id)
    context = {
        "title": _("Đính chính, sửa đổi, thay thế"),
        "lead": entry.symbol,
        "button": _("Ghi"),
        "failed": _("Chưa ghi"),
        "undone": _("Văn bản vẫn như trước."),
        "back": reverse("outgoing:line", args=[entry_id]),
    }
    return form_page(request, form, context)
