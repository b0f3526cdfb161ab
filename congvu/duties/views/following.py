"""Following up: more time, halted and resumed, taken back, urged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.duties import actions
from congvu.duties.access import (
    decides_on,
    get_share_for,
    late_by_agency,
    late_to_urge,
    open_extension,
)
from congvu.duties.forms import (
    ExtensionForm,
    GrantForm,
    HaltForm,
    LetterForm,
    UrgeForm,
    UrgeManyForm,
    WhyForm,
)
from congvu.duties.models import Share
from congvu.duties.views.deeds import (
    METHODS,
    Words,
    answer,
    duty_url,
    need_desk,
    posted,
)
from congvu.duties.views.shares import about, given_share, own_share
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers

MOST_SHOWN = 200


def _decided(request: SeatRequest, share_id: UUID) -> Share:
    """A share that the seat may decide about; else not found."""
    share = get_share_for(request.seat, share_id)
    if not decides_on(request.seat, share):
        raise Http404
    return share


@require_http_methods(METHODS)
@with_seat()
def ask_extension(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = own_share(request, share_id)
    form = ExtensionForm(posted(request))
    words = Words(
        title=_("Xin gia hạn"),
        button=_("Gửi đề nghị"),
        done=_("Đã gửi đề nghị; hạn cũ vẫn tính cho đến khi được trả lời."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.ask_extension(
            share_id=share.id,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
    )


@require_http_methods(METHODS)
@with_seat()
def grant_extension(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = _decided(request, share_id)
    asked = open_extension(share)
    initial = {"until": asked.until} if asked else {}
    form = GrantForm(posted(request), initial=initial)
    words = Words(
        title=_("Gia hạn"),
        button=_("Gia hạn"),
        done=_("Đã gia hạn; hạn cũ vẫn được giữ."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.decide_extension(
            share_id=share.id,
            grant=True,
            until=form.cleaned_data["until"],
            answer=form.cleaned_data["answer"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
        more={"asked": asked},
    )


@require_http_methods(METHODS)
@with_seat()
def refuse_extension(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = _decided(request, share_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Không gia hạn"),
        button=_("Không gia hạn"),
        done=_("Đã trả lời không gia hạn, ghi cùng lý do."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.decide_extension(
            share_id=share.id,
            grant=False,
            answer=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
        more={"asked": open_extension(share)},
    )


def _halt(
    request: SeatRequest, share_id: UUID, words: Words, act: Callable[..., Any]
) -> HttpResponse:
    share = _decided(request, share_id)
    form = HaltForm(posted(request))
    told = Words(words.title, words.button, words.done, about(share), words.danger)
    return answer(
        request,
        form,
        told,
        lambda: act(
            share_id=share.id,
            reason=form.cleaned_data["reason"],
            basis=form.cleaned_data["basis"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
    )


@require_http_methods(METHODS)
@with_seat()
def suspend(request: SeatRequest, share_id: UUID) -> HttpResponse:
    done = _("Đã cho tạm dừng; trong thời gian này không tính quá hạn.")
    words = Words(_("Tạm dừng nhiệm vụ"), _("Tạm dừng"), done)
    return _halt(request, share_id, words, actions.suspend)


@require_http_methods(METHODS)
@with_seat()
def resume(request: SeatRequest, share_id: UUID) -> HttpResponse:
    done = _("Đã cho làm tiếp với hạn cũ.")
    words = Words(_("Cho làm tiếp nhiệm vụ"), _("Cho làm tiếp"), done)
    return _halt(request, share_id, words, actions.resume)


@require_http_methods(METHODS)
@with_seat()
def revoke(request: SeatRequest, share_id: UUID) -> HttpResponse:
    done = _("Đã thu hồi nhiệm vụ.")
    words = Words(_("Thu hồi nhiệm vụ"), _("Thu hồi"), done, danger=True)
    return _halt(request, share_id, words, actions.revoke)


@require_http_methods(METHODS)
@with_seat()
def urge(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = given_share(request, share_id)
    form = UrgeForm(posted(request))
    words = Words(
        title=_("Đôn đốc nhiệm vụ"),
        button=_("Đôn đốc"),
        done=_("Đã đôn đốc."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.urge(
            share_id=share.id,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=duty_url(share),
    )


@require_http_methods(METHODS)
@with_seat()
def urge_many(request: SeatRequest) -> HttpResponse:
    """Everything late at once; what was reported or urged today is not there."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    late = late_to_urge(seat, on=today).select_related("share__duty")[:MOST_SHOWN]
    offered = [
        (row.share_id, f"{row.share.desk_name} · {row.share.duty.title}")
        for row in late
    ]
    form = UrgeManyForm(posted(request), offered=offered)
    words = Words(
        title=_("Đôn đốc nhiệm vụ quá hạn"),
        button=_("Đôn đốc"),
        done=_("Đã đôn đốc các nơi đã chọn."),
        lead=_("Mỗi nhiệm vụ một ngày đôn đốc một lần."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.urge_many(
            by=seat,
            at=timezone.now(),
            text=form.cleaned_data["text"],
            chosen=form.chosen(),
        ),
        back=reverse("duties:list") + "?muc=giao-di",
        more={
            "letter_url": reverse("duties:urge-letter")
            if seat.can(Permission.DRAFT)
            else ""
        },
    )


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def urge_letter(request: SeatRequest) -> HttpResponse:
    """A draft of a formal letter to one agency with everything it is late with."""
    seat, today = request.seat, timezone.localdate()
    counted = (
        late_by_agency(seat, on=today)
        .order_by("share__agency")
        .values_list("share__agency")
        .annotate(n=Count("pk"))
    )
    late = dict(counted)
    names = agency_names_on(late, today)
    form = LetterForm(
        posted(request),
        initial={"agency": request.GET.get("noi", "")},
        agencies=sorted(
            ((pk, names.get(pk, ""), n) for pk, n in late.items()),
            key=lambda one: one[1],
        ),
        signers=[
            (post.id, f"{post.person_name}, {post.name}")
            for post in signers(seat.agency_id, today)
        ],
    )
    words = Words(
        title=_("Đôn đốc bằng công văn"),
        button=_("Soạn công văn"),
        done=_("Đã soạn dự thảo; kiểm tra rồi trình như mọi dự thảo."),
        lead=_("Dự thảo liệt kê mọi nhiệm vụ quá hạn của cơ quan được chọn."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.urge_by_letter(
            agency_id=UUID(form.cleaned_data["agency"]),
            signer_post_id=UUID(form.cleaned_data["signer"]),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("duties:list") + "?muc=giao-di",
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )
