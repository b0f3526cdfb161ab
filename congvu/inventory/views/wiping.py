"""Media made unreadable: written down one by one, their minutes signed and filed."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.files.queries import open_file
from congvu.inventory import actions, queries
from congvu.inventory.access import (
    agencies_offered,
    composes_minutes,
    get_wiping_file,
    get_wiping_for,
    get_wiping_to_compose,
    get_wiping_to_keep,
    keeps,
    may_keep_for,
    wipings_seen,
)
from congvu.inventory.forms import CloseWipingForm, MediumForm, SignerForm, WipingForm
from congvu.inventory.models import WipedMedium, WipingRecord
from congvu.inventory.rules import (
    MEDIUM_KIND_NAMES,
    WIPE_RESULT_NAMES,
    MediumKind,
    WipeResult,
)
from congvu.inventory.views.deeds import (
    METHODS,
    Words,
    answer,
    as_keeper,
    as_wiping_reader,
    posted,
    tabs,
)
from congvu.lib.text import nfc
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, posts_on
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers
from congvu.ui.deeds import as_shown


def _url(found: WipingRecord) -> str:
    return reverse("inventory:wiping", args=[found.pk])


@require_safe
@as_wiping_reader
def wipings(request: SeatRequest) -> HttpResponse:
    seat, after = request.seat, nfc(request.GET.get("sau", ""))
    page = queries.wiping_page(wipings_seen(seat), after=after)
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    context = {
        "lines": [(one, names.get(one.agency_id, "–")) for one in page.rows],
        "next_query": urlencode({"sau": page.after}) if page.after else "",
        "keeps": keeps(seat),
        "tab_items": tabs(seat, "wipings"),
    }
    return render(request, "inventory/wipings.html", context)


@require_http_methods(METHODS)
@as_keeper
def begin(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    offered = agencies_offered(seat)
    form = WipingForm(posted(request), agencies=offered, posts=_posts(request, offered))
    words = Words(
        title=_("Lập hồ sơ xử lý vật mang dữ liệu"),
        button=_("Lập hồ sơ"),
        done=_("Đã lập hồ sơ; ghi từng vật mang."),
        lead=_("Trước khi thanh lý máy, hủy bỏ hệ thống: hai người chứng kiến."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.begin_wiping(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("inventory:wipings"),
        to=_url,
    )


def _posts(
    request: SeatRequest, offered: list[tuple[UUID, str]]
) -> list[tuple[UUID, str]]:
    """Who sits at the agency that was chosen; at first at one's own."""
    chosen = request.POST.get("agency_id") or request.GET.get("co_quan") or ""
    known = {str(pk): pk for pk, _name in offered}
    agency_id = known.get(chosen, request.seat.agency_id)
    return [
        (one.id, f"{one.person_name}, {one.name}, {one.unit_name}")
        for one in posts_on(request.seat.on, agency_id=agency_id)
        if one.person_id is not None
    ]


@require_safe
@as_wiping_reader
def wiping(request: SeatRequest, wiping_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_wiping_for(request.seat, wiping_id)
    media = [_line(one) for one in queries.media_of(found)]
    is_open = found.closed_at is None
    names = agency_names_on([found.agency_id], seat.on)
    context = {
        "found": found,
        "agency": names.get(found.agency_id, "–"),
        "media": media,
        "is_open": is_open,
        "adds": is_open and keeps(seat) and may_keep_for(seat, found.agency_id),
        "composes": is_open and bool(media) and composes_minutes(seat, found),
        "tab_items": tabs(seat, "wipings"),
    }
    return render(request, "inventory/wiping.html", context)


def _line(one: WipedMedium) -> tuple[WipedMedium, str, str, str]:
    """(medium, kind, result, tone) in words."""
    kind = _(MEDIUM_KIND_NAMES[MediumKind(one.kind)])
    if not one.result:
        return one, kind, "", ""
    result = WipeResult(one.result)
    tone = "done" if result == WipeResult.CLEAN else "late"
    return one, kind, _(WIPE_RESULT_NAMES[result]), tone


@require_http_methods(METHODS)
@as_keeper
def add(request: SeatRequest, wiping_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_wiping_to_keep(request.seat, wiping_id)
    methods = list(queries.methods_on(seat.on).values())
    form = MediumForm(posted(request), request.FILES or None, methods=methods)
    words = Words(
        title=_("Ghi một vật mang"),
        button=_("Ghi"),
        done=_("Đã ghi vật mang."),
        lead=found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_medium(
            record_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def compose(request: SeatRequest, wiping_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_wiping_to_compose(request.seat, wiping_id)
    offered = [
        (post.id, f"{post.person_name}, {post.name}")
        for post in signers(seat.agency_id, seat.on)
    ]
    form = SignerForm(posted(request), signers=offered)
    words = Words(
        title=_("Soạn biên bản xử lý vật mang"),
        button=_("Soạn dự thảo"),
        done=_("Đã soạn dự thảo biên bản."),
        lead=_("Ký, phát hành, rồi đưa biên bản vào hồ sơ; sau đó mới hoàn tất."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_minutes(
            record_id=found.pk,
            signer_post_id=UUID(form.cleaned_data["signer"]),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.pk]),
    )


@require_http_methods(METHODS)
@as_keeper
def close(request: SeatRequest, wiping_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_wiping_to_keep(request.seat, wiping_id)
    form = CloseWipingForm(posted(request))
    words = Words(
        title=_("Hoàn tất hồ sơ xử lý vật mang"),
        button=_("Hoàn tất"),
        done=_("Đã hoàn tất; hồ sơ không sửa được nữa."),
        lead=found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.close_wiping(
            record_id=found.pk,
            symbol=form.cleaned_data["symbol"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


class _Kept:
    """What proves a medium, as it was given."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream, self.name = stream, name
        self.media_type = "application/octet-stream"


@require_safe
@as_wiping_reader
def medium_file(request: SeatRequest, wiping_id: UUID, medium_id: UUID) -> HttpResponse:
    file, name = get_wiping_file(request.seat, wiping_id, medium_id)
    return as_shown(_Kept(open_file(file), name), inline=False)
