"""Certificates of a class: numbered, signed, taken back; and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.files.queries import open_file
from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing.access import get_key_for, keys_for
from congvu.training import actions, client
from congvu.training.access import (
    get_certificate_for,
    get_certificate_to_withdraw,
    get_class_to_certify,
    get_class_to_keep,
    get_class_to_seal,
    keeps_class,
    own_certificates,
    seals_class,
)
from congvu.training.forms.certificates import NumberForm, SealForm, WithdrawForm
from congvu.training.models import Certificate
from congvu.training.queries.certificates import (
    certificates_of,
    newest_first,
    to_be_certified,
    to_be_signed,
)
from congvu.training.rules.certificates import STANDING_NAMES, Standing, standing_on
from congvu.training.views.deeds import METHODS, Words, answer, posted
from congvu.ui.deeds import as_shown

_TONES = {
    Standing.VALID: "done",
    Standing.EXPIRED: "look",
    Standing.WITHDRAWN: "late",
}


@dataclass(frozen=True)
class _Kept:
    stream: BinaryIO
    name: str
    media_type: str = "application/pdf"


def _rows(found: list[Certificate]) -> list[dict[str, Any]]:
    today, rows = timezone.localdate(), []
    for one in found:
        now = standing_on(
            today, valid_until=one.valid_until, withdrawn_on=one.withdrawn_on
        )
        waits = one.file_id is None and one.withdrawn_on is None
        rows.append(
            {
                "one": one,
                "words": _("chờ ký") if waits else _(STANDING_NAMES[now]),
                "tone": "look" if waits else _TONES[now],
            }
        )
    return rows


def _back(training_class_id: UUID) -> str:
    return reverse("training:certificates", args=[training_class_id])


@require_safe
@with_seat()
def certificates(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    """In the order of the book; how many are still to be numbered, how many to sign."""
    seat = request.seat
    found = get_class_to_certify(seat, training_class_id)
    context = {
        "found": found,
        "rows": _rows(certificates_of(found)),
        "unnumbered": len(to_be_certified(found)),
        "unsigned": len(to_be_signed(found)),
        "keeps": keeps_class(seat, found),
        "seals": seals_class(seat, found),
    }
    return render(request, "training/certificates.html", context)


@require_safe
@with_seat()
def own(request: SeatRequest) -> HttpResponse:
    context = {"rows": _rows(newest_first(own_certificates(request.seat)))}
    return render(request, "training/my_certificates.html", context)


@require_http_methods(METHODS)
@with_seat()
def number(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_class_to_keep(seat, training_class_id)
    form = NumberForm(posted(request))
    lead = _("Ai đạt và chưa có giấy được cấp số tiếp theo của sổ năm nay.")
    words = Words(_("Cấp số giấy chứng nhận"), _("Cấp số"), _("Đã cấp số."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.number_certificates(
            class_id=found.pk,
            months=form.cleaned_data["months"],
            by=seat,
            at=timezone.now(),
        ),
        back=_back(training_class_id),
    )


@require_http_methods(METHODS)
@with_seat()
def seal(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    """All that wait, by one opening of the agency's key."""
    seat = request.seat
    found = get_class_to_seal(seat, training_class_id)
    form = SealForm(posted(request), keys=keys_for(seat, seat.agency_id))

    def act() -> list[Certificate]:
        at = timezone.now()
        asked = actions.certificates_to_seal(training_class=found, by=seat)
        key = get_key_for(seat, seat.agency_id, form.key_id())
        secret = form.cleaned_data["secret"]
        signed = client.seal_all(asked, key=key, secret=secret, otp="", at=at)
        return actions.keep_sealed(signed=signed, key=key, by=seat, at=at)

    words = Words(_("Ký số giấy chứng nhận"), _("Ký số"), _("Đã ký số."))
    return answer(request, form, words, act, back=_back(training_class_id))


@require_http_methods(METHODS)
@with_seat()
def withdraw(request: SeatRequest, training_certificate_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_certificate_to_withdraw(seat, training_certificate_id)
    form = WithdrawForm(posted(request))
    words = Words(
        _("Thu hồi giấy chứng nhận"),
        _("Thu hồi"),
        _("Đã thu hồi; trang kiểm tra trên cổng đã báo."),
        f"{found.symbol}: {found.holder}",
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.withdraw_certificate(
            certificate_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=_back(found.training_class_id),
    )


@require_safe
@with_seat()
def certificate_file(
    request: SeatRequest, training_certificate_id: UUID
) -> HttpResponse:
    found = get_certificate_for(request.seat, training_certificate_id)
    if found.file is None:
        raise Http404
    name = f"giay-chung-nhan-{found.code}.pdf"
    return as_shown(_Kept(open_file(found.file), name), inline="xem" in request.GET)
