"""Signed by key: the signer's own, then the agency's by the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client, queries
from congvu.outgoing.access import (
    get_draft_for,
    get_key_for,
    keys_for,
    may_write,
    owner_of,
)
from congvu.outgoing.forms import KeyForm, SignerForm
from congvu.outgoing.models import Draft, SigningRun
from congvu.outgoing.rules import DraftState, SignedHow
from congvu.outgoing.views.deeds import METHODS, done, posted
from congvu.outgoing.views.steps import Words, answer
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import KeyKind


@dataclass(frozen=True)
class KeyChoice:
    """The key a page signs with, what it asks for, and the others there are."""

    chosen: SigningKey | None
    others: list[SigningKey]
    asks: client.Asks
    trouble: str = ""

    @classmethod
    def of(cls, request: SeatRequest, keys: list[SigningKey]) -> KeyChoice:
        """The one that was asked for, else the newest; a service is asked what it asks.

        Another's key among what was sent chooses none: the form says so.
        """
        wanted = request.POST.get("key") or request.GET.get("khoa")
        named = [k for k in keys if str(k.id) == wanted] if wanted else keys
        chosen = named[0] if named else None
        others = [k for k in keys if k != chosen]
        if chosen is None:
            return cls(None, others, client.Asks())
        try:
            return cls(chosen, others, client.asks(chosen))
        except Refused as why:
            words = " ".join(_(one.message) for one in why.reasons)
            return cls(chosen, others, client.Asks(), words)

    @property
    def fields(self) -> dict[str, Any]:
        """How a form is made for it."""
        return {"chosen": self.chosen, "pin": self.asks.pin, "otp": self.asks.otp}


def code_sent(request: SeatRequest, choice: KeyChoice) -> bool:
    """Somebody pressed "send me a code", and nothing else is done."""
    if "send_code" not in request.POST or choice.chosen is None:
        return False
    try:
        client.send_code(choice.chosen)
    except Refused as why:
        messages.error(request, " ".join(_(one.message) for one in why.reasons))
    else:
        messages.success(request, _("Đã gửi mã xác nhận tới điện thoại."))
    return True


def begin_run(
    *,
    how: SignedHow,
    draft_ids: list[UUID],
    key: SigningKey,
    given: dict[str, str],
    seat: Seat,
) -> SigningRun:
    """Begin and let the page go on to where its progress is seen."""
    run = actions.start_run(
        how=how, draft_ids=draft_ids, key=key, by=seat, at=timezone.now()
    )
    client.sign_all_later(actions.RunAtWork(run, seat), **given, clock=timezone.now)
    return run


def sign_now(
    *,
    how: SignedHow,
    draft_id: UUID,
    key: SigningKey,
    given: dict[str, str],
    seat: Seat,
) -> Any:
    """One paper while its page waits."""
    at = timezone.now()
    given_to: Any = {"draft_id": draft_id, "by": seat, "at": at}
    if how == SignedHow.PERSONAL:
        asked = actions.ready_to_sign(**given_to)
        applied = client.sign_with(asked, key=key, **given, at=at)
        return actions.keep_personal_signature(
            **given_to, version=asked.version, applied=applied, key=key
        )
    asked = actions.ready_to_seal(**given_to)
    done = client.seal_with(asked, key=key, **given, at=at)
    return actions.keep_agency_signature(
        **given_to, applied=done.applied, key=key, marked=done.marked
    )


def _sign(
    *,
    how: SignedHow,
    draft_id: UUID,
    key: SigningKey,
    given: dict[str, str],
    seat: Seat,
) -> Any:
    """A service may wait for a phone: that is looked at on a page of its own."""
    if key.kind != KeyKind.REMOTE:
        return sign_now(how=how, draft_id=draft_id, key=key, given=given, seat=seat)
    ready = (
        actions.ready_to_sign if how == SignedHow.PERSONAL else actions.ready_to_seal
    )
    ready(draft_id=draft_id, by=seat, at=timezone.now())
    return begin_run(how=how, draft_ids=[draft_id], key=key, given=given, seat=seat)


@sensitive_post_parameters("secret", "otp")
@require_http_methods(METHODS)
@with_seat(Permission.SIGN)
def sign(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The approved version is signed with a key of the signer's own post."""
    draft = get_draft_for(request.seat, draft_id)
    return _page(
        request,
        draft,
        SignedHow.PERSONAL,
        title=_("Ký số"),
        button=_("Ký"),
        said=_("Đã ký; văn thư cấp số, ngày và ký số của cơ quan."),
        lead=_("Ký đúng bản %(number)s đã duyệt.") % {"number": draft.version},
    )


@sensitive_post_parameters("secret", "otp")
@require_http_methods(METHODS)
@with_seat(Permission.SIGN)
def approve_and_sign(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """One look and one press: approved, and signed with the signer's own key.

    Where the signature fails the approval stands, and the page goes on to "Ký số".
    """
    draft = get_draft_for(request.seat, draft_id)
    return _page(
        request,
        draft,
        SignedHow.PERSONAL,
        title=_("Duyệt và ký"),
        button=_("Duyệt và ký"),
        said=_("Đã duyệt và ký; văn thư cấp số, ngày và ký số của cơ quan."),
        lead=_("Duyệt rồi ký đúng bản %(number)s.") % {"number": draft.version},
        first=lambda: actions.approve(
            draft_id=draft_id, by=request.seat, at=timezone.now()
        ),
    )


@sensitive_post_parameters("secret", "otp")
@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def seal(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The agency's signature on what its signer signed and the registry numbered."""
    draft = get_draft_for(request.seat, draft_id)
    return _page(
        request,
        draft,
        SignedHow.AGENCY,
        title=_("Ký số của cơ quan"),
        button=_("Ký số của cơ quan"),
        said=_("Đã ký số của cơ quan; phát hành văn bản."),
        lead=draft.subject,
    )


def _page(
    request: SeatRequest,
    draft: Draft,
    how: SignedHow,
    *,
    title: str,
    button: str,
    said: str,
    lead: str,
    first: Any = None,
) -> HttpResponse:
    seat, back = request.seat, reverse("outgoing:draft", args=[draft.id])
    keys = keys_for(seat, owner_of(seat, how))
    choice = KeyChoice.of(request, keys)
    is_code = code_sent(request, choice)
    form = KeyForm(None if is_code else posted(request), keys=keys, **choice.fields)

    def act() -> Any:
        key = get_key_for(seat, owner_of(seat, how), form.key_id())
        if first is not None:
            first()
        return _sign(how=how, draft_id=draft.id, key=key, given=form.given, seat=seat)

    made = done(form, act)
    if isinstance(made, SigningRun):
        return redirect("outgoing:run", run_id=made.id)
    if made is not None:
        messages.success(request, said)
        return redirect(back)
    now = get_draft_for(seat, draft.id)
    if first is not None and form.errors and now.state == DraftState.APPROVED:
        words = [str(one) for found in form.errors.values() for one in found]
        messages.error(request, _("Đã duyệt, chưa ký: ") + " ".join(words))
        return redirect("outgoing:sign", draft_id=draft.id)
    context = {
        "title": title,
        "button": button,
        "lead": lead,
        "failed": _("Chưa ký được"),
        "undone": _("Dự thảo vẫn ở %(desk)s.") % {"desk": now.desk_name},
        "back": back,
        "draft": now,
        "form": form,
        "choice": choice,
        "version_url": reverse(
            "outgoing:version-set", args=[draft.id, draft.version, "pdf"]
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "outgoing/sign.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def change_signer(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """Another person or another right to sign; what was approved goes back."""
    seat, draft = request.seat, get_draft_for(request.seat, draft_id)
    if not may_write(seat, draft):
        raise Http404
    choices = queries.signer_choices(draft, draft.signing_basis, seat.on)
    initial = {
        "signing_basis": draft.signing_basis,
        "by_head": "1" if draft.by_head else "",
    }
    own = queries.may_be_heads_own(draft.agency_id, draft.body_name, seat.on)
    form = SignerForm(posted(request), choices=choices, collective=own, initial=initial)
    words = Words(
        title=_("Đổi người ký"),
        button=_("Đổi người ký"),
        done=_("Đã đổi người ký, thành bản mới."),
        lead=_("Phần ghi trước tên theo tư cách ký; đã duyệt thì duyệt lại từ đầu."),
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.change_signer(
            draft_id=draft_id,
            signer=form.cleaned_data["signer"],
            basis=form.cleaned_data["signing_basis"],
            by_head=bool(form.cleaned_data.get("by_head")),
            by=seat,
            at=timezone.now(),
        ),
    )


@require_safe
@with_seat()
def signatures(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """Who signed, in which capacity, by what right that day, with which certificate."""
    draft = get_draft_for(request.seat, draft_id)
    actions.record_draft_view(draft=draft, by=request.seat, at=timezone.now())
    found = queries.signatures_of(draft.id).values()
    context = {
        "draft": draft,
        "signatures": [(one, queries.right_lines(one.right)) for one in found],
    }
    return render(request, "outgoing/signatures.html", context)


@require_safe
@with_seat()
def signed_file(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The file as it is signed so far, byte for byte."""
    draft = get_draft_for(request.seat, draft_id)
    if draft.paper is None:
        raise Http404
    actions.record_file_view(
        on=draft, file=draft.paper, by=request.seat, at=timezone.now()
    )
    response: HttpResponseBase = FileResponse(
        open_file(draft.paper),
        as_attachment=True,
        filename="van-ban.pdf",
        content_type="application/pdf",
    )
    return cast(HttpResponse, response)
