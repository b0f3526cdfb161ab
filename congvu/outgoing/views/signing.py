"""Signed by key: the signer's own, then the agency's by the registry."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.files.queries import open_file
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client
from congvu.outgoing.access import get_draft_for, get_key_for, keys_for
from congvu.outgoing.forms import KeyForm
from congvu.outgoing.views.deeds import METHODS, posted
from congvu.outgoing.views.steps import Words, answer


@require_http_methods(METHODS)
@with_seat(Permission.SIGN)
def sign(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The approved version is signed with a key of the signer's own post."""
    seat, draft = request.seat, get_draft_for(request.seat, draft_id)
    form = KeyForm(posted(request), keys=keys_for(seat, seat.post_id))
    words = Words(
        title=_("Ký số"),
        button=_("Ký"),
        done=_("Đã ký; văn thư cấp số, ngày và ký số của cơ quan."),
        lead=_("Ký đúng bản %(number)s đã duyệt.") % {"number": draft.version},
    )

    def act() -> Any:
        at = timezone.now()
        asked = actions.ready_to_sign(draft_id=draft_id, by=seat, at=at)
        key = get_key_for(seat, seat.post_id, form.key_id())
        applied = client.sign_with(
            asked.pdf,
            field=asked.field,
            key=key,
            secret=form.cleaned_data["secret"],
            words=asked.words,
            place=asked.place,
            at=at,
        )
        return actions.keep_personal_signature(
            draft_id=draft_id,
            version=asked.version,
            applied=applied,
            key=key,
            by=seat,
            at=at,
        )

    return answer(request, draft, form, words, act)


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def seal(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The agency's signature on what its signer signed and the registry numbered."""
    seat, draft = request.seat, get_draft_for(request.seat, draft_id)
    form = KeyForm(posted(request), keys=keys_for(seat, seat.agency_id))
    words = Words(
        title=_("Ký số của cơ quan"),
        button=_("Ký số của cơ quan"),
        done=_("Đã ký số của cơ quan; phát hành văn bản."),
        lead=draft.subject,
    )

    def act() -> Any:
        at = timezone.now()
        asked = actions.ready_to_seal(draft_id=draft_id, by=seat, at=at)
        key = get_key_for(seat, seat.agency_id, form.key_id())
        applied = client.sign_with(
            asked.pdf,
            field=asked.field,
            key=key,
            secret=form.cleaned_data["secret"],
            words=asked.words,
            place=asked.place,
            at=at,
        )
        return actions.keep_agency_signature(
            draft_id=draft_id, applied=applied, key=key, by=seat, at=at
        )

    return answer(request, draft, form, words, act)


@require_safe
@with_seat()
def signed_file(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The file as it is signed so far, byte for byte."""
    draft = get_draft_for(request.seat, draft_id)
    if draft.paper is None:
        raise Http404
    actions.record_draft_view(draft=draft, by=request.seat, at=timezone.now())
    response: HttpResponseBase = FileResponse(
        open_file(draft.paper),
        as_attachment=True,
        filename="van-ban.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)
