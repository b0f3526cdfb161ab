"""The boxes an administrator keeps: the list, one box, and what is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import (
    get_access_of,
    get_alias_to_keep,
    get_box_to_keep,
    get_member_to_keep,
    keeps_all,
)
from congvu.mailboxes.forms import (
    AliasForm,
    ChangeForm,
    CloseForm,
    FilterForm,
    LookForm,
    MemberForm,
    SeatBoxForm,
)
from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.queries import Asked
from congvu.mailboxes.rules import (
    BOX_KIND_NAMES,
    BOX_STATE_NAMES,
    SEAT_NAMES,
    BoxKind,
    BoxState,
    SeatKind,
)
from congvu.mailboxes.views.deeds import (
    METHODS,
    TONES,
    Words,
    answer,
    posted,
    press,
    tabs,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on, agency_on, posts_on, units_on
from congvu.organisations.rules import Permission

KEEP = Permission.KEEP_MAILBOXES


def _agency_wanted(seat: Seat, text: str) -> UUID | None:
    """A keeper of one agency sees that one, whatever the address says."""
    if not keeps_all(seat):
        return seat.agency_id
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat(KEEP)
def boxes(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    # What no database keeps (NUL) no box is called.
    given = {key: nfc(request.GET.get(key, "")) for key in request.GET}
    kind = given.get("loai", "")
    asked = Asked(
        text=given.get("q", "")[:100],
        kind=kind if kind in set(BoxKind) else "",
        state=given.get("trang_thai", ""),
        agency_id=_agency_wanted(seat, given.get("co_quan", "")),
    )
    page = queries.boxes_page(asked, on, after=given.get("sau", ""))
    named = [(a.id, a.name) for a in agencies_on(on)] if keeps_all(seat) else []
    kept = {k: given[k] for k in ("q", "loai", "trang_thai", "co_quan") if given.get(k)}
    context = {
        "lines": [_line(box, on) for box in page.rows],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "form": FilterForm(given or None, agencies=named),
        "choices": _choices(kept),
        "narrowed": bool(kept),
        "rule": queries.rule_on(on),
        "may_rule": keeps_all(seat),
        "tab_items": tabs(seat, "boxes"),
    }
    return render(request, "mailboxes/boxes.html", context)


def _choices(kept: dict[str, str]) -> list[tuple[str, str, bool]]:
    """(words, query, chosen) of the kinds and states the list may be narrowed to."""
    found = []
    for key, names in (("loai", BOX_KIND_NAMES), ("trang_thai", BOX_STATE_NAMES)):
        for value, name in names.items():
            chosen = kept.get(key) == value
            query = {k: v for k, v in kept.items() if k != key}
            if not chosen:
                query[key] = str(value)
            found.append((_(name), urlencode(query), chosen))
    return found


def _line(box: Mailbox, on: Any) -> tuple[Mailbox, str, str, str]:
    state = box.state_on(on)
    kind = _(BOX_KIND_NAMES[BoxKind(box.kind)])
    if box.seat in set(SeatKind):
        kind = f"{kind}: {_(SEAT_NAMES[SeatKind(box.seat)])}"
    return box, kind, _(BOX_STATE_NAMES[state]), TONES[state]


@require_safe
@with_seat(KEEP)
def box(request: SeatRequest, box_id: UUID) -> HttpResponse:
    seat, on, now = request.seat, timezone.localdate(), timezone.now()
    found = get_box_to_keep(seat, box_id)
    looks = queries.looks_at([found.pk])
    state = found.state_on(on)
    _found, kind, state_words, tone = _line(found, on)
    agency = agency_on(found.agency_id, on) if found.agency_id else None
    context = {
        "found": found,
        "kind": kind,
        "state": state_words,
        "tone": tone,
        "is_open": state == BoxState.OPEN,
        "is_seat": found.kind == BoxKind.SEAT,
        "agency": agency,
        "holders": queries.holders_of(found, on),
        "aliases": queries.aliases_of(found, on),
        "looks": looks,
        "now": now,
        "my_look": next(
            (
                look
                for look in looks
                if look.person_id == seat.person_id
                and look.ended_at is None
                and look.until > now
            ),
            None,
        ),
        "tab_items": tabs(seat, "boxes"),
    }
    return render(request, "mailboxes/box.html", context)


def _url(found: Mailbox) -> str:
    return reverse("mailboxes:box", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    """A seat of one's own agency; from the whole list, of the one chosen there."""
    seat, on = request.seat, timezone.localdate()
    agency_id = _agency_wanted(seat, request.GET.get("co_quan", "")) or seat.agency_id
    agency = agency_on(agency_id, on)
    if agency is None:
        raise Http404
    units = [(u.id, u.name) for u in units_on(agency_id, on)]
    form = SeatBoxForm(posted(request), units=units)
    words = Words(
        title=_("Mở hộp thư chức danh"),
        button=_("Mở hộp thư"),
        done=_("Đã mở; thêm chức vụ được dùng hộp thư này."),
        lead=agency.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.open_seat_box(
            data=form.data_given(agency_id), by=seat, at=timezone.now()
        ),
        back=reverse("mailboxes:boxes"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, box_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_box_to_keep(seat, box_id)
    initial = {"title": found.title, "quota_mb": found.quota_mb}
    form = ChangeForm(posted(request), initial=initial)
    words = Words(
        title=_("Tên hiển thị, dung lượng"),
        button=_("Lưu"),
        done=_("Đã lưu."),
        lead=found.address,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_box(
            box_id=found.pk, by=seat, at=timezone.now(), **form.cleaned_data
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def close(request: SeatRequest, box_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_box_to_keep(seat, box_id)
    rule = queries.rule_on(on)
    initial = {"grace_days": rule.grace_days if rule else 30}
    form = CloseForm(posted(request), initial=initial)
    words = Words(
        title=_("Đóng hộp thư"),
        button=_("Đóng hộp thư"),
        done=_("Đã đóng; thư đã có được giữ nguyên."),
        lead=found.address,
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.close_box(
            box_id=found.pk, by=seat, at=timezone.now(), **form.cleaned_data
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def reopen(request: SeatRequest, box_id: UUID) -> HttpResponse:
    found = get_box_to_keep(request.seat, box_id)
    return press(
        request,
        lambda: actions.reopen_box(box_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã mở lại hộp thư."),
        _url(found),
    )


@require_POST
@with_seat(KEEP)
def rename(request: SeatRequest, box_id: UUID) -> HttpResponse:
    found = get_box_to_keep(request.seat, box_id)
    return press(
        request,
        lambda: actions.rename_box(box_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã đổi địa chỉ theo quy tắc; địa chỉ cũ còn nhận thư một thời gian."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_member(request: SeatRequest, box_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_box_to_keep(seat, box_id)
    if found.agency_id is None:
        raise Http404
    posts = [
        (p.id, f"{p.person_name}, {p.name}" if p.person_name else p.name)
        for p in posts_on(on, agency_id=found.agency_id)
    ]
    form = MemberForm(posted(request), posts=posts)
    words = Words(
        title=_("Thêm người dùng hộp thư"),
        button=_("Thêm"),
        done=_("Đã thêm."),
        lead=found.address,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_member(
            box_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def end_member(request: SeatRequest, member_id: UUID) -> HttpResponse:
    row = get_member_to_keep(request.seat, member_id)
    return press(
        request,
        lambda: actions.end_member(
            member_id=row.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thôi quyền."),
        _url(row.mailbox),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_alias(request: SeatRequest, box_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_box_to_keep(seat, box_id)
    form = AliasForm(posted(request))
    words = Words(
        title=_("Thêm địa chỉ phụ"),
        button=_("Thêm"),
        done=_("Đã thêm; thư gửi tới địa chỉ ấy vào hộp thư này."),
        lead=found.address,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_alias(
            box_id=found.pk, by=seat, at=timezone.now(), **form.cleaned_data
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def end_alias(request: SeatRequest, alias_id: UUID) -> HttpResponse:
    row = get_alias_to_keep(request.seat, alias_id)
    return press(
        request,
        lambda: actions.end_alias(alias_id=row.pk, by=request.seat, at=timezone.now()),
        _("Đã thôi địa chỉ phụ; địa chỉ ấy không cấp cho ai khác."),
        _url(row.mailbox),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def look(request: SeatRequest, box_id: UUID) -> HttpResponse:
    """An administrator opens somebody's box for a while."""
    seat = request.seat
    found = get_box_to_keep(seat, box_id)
    form = LookForm(posted(request))
    words = Words(
        title=_("Mở hộp thư để xem"),
        button=_("Mở và báo cho chủ hộp thư"),
        done=_("Đã mở; hộp thư hiện trong chương trình thư của anh/chị đến hết giờ."),
        lead=found.address,
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.open_for_administrator(
            box_id=found.pk, by=seat, at=timezone.now(), **form.cleaned_data
        ),
        back=_url(found),
    )


@require_POST
@with_seat(KEEP)
def end_look(request: SeatRequest, access_id: UUID) -> HttpResponse:
    row = get_access_of(request.seat, access_id)
    return press(
        request,
        lambda: actions.end_access(
            access_id=row.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thôi mở hộp thư."),
        _url(row.mailbox),
    )


@require_POST
@with_seat(KEEP)
def provision(request: SeatRequest) -> HttpResponse:
    """Everybody without a box, in one's agency or, centrally, in all."""
    seat = request.seat
    agencies = None if keeps_all(seat) else [seat.agency_id]
    try:
        made = actions.provision(by=seat.actor, at=timezone.now(), agencies=agencies)
    except Refused as why:
        messages.error(request, "; ".join(_(r.message) for r in why.reasons))
        return redirect("mailboxes:boxes")
    said = _(
        "Đã mở %(people)d hộp thư cá nhân, %(seats)d hộp thư chức danh;"
        " %(collided)d địa chỉ trùng đã đổi."
    )
    given = {
        "people": made.people + made.reopened,
        "seats": made.seats,
        "collided": len(made.collided),
    }
    messages.success(request, said % given)
    return redirect("mailboxes:boxes")
