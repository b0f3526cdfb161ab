"""All lists; one of them on a day; one code through time; what the centre writes."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.catalogues import actions, queries
from congvu.catalogues.access import (
    get_list,
    get_list_to_keep,
    keeps_lists,
    need_keeper,
)
from congvu.catalogues.forms import AskForm, LineForm, ListForm, LoadForm
from congvu.catalogues.models import CodeList
from congvu.catalogues.queries import Listed
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted

READ = Permission.READ_ORGANISATION
KEEP = Permission.RUN_CENTRE
answer = partial(deeds.answer, template="catalogues/form.html")


@require_safe
@with_seat(READ)
def lists(request: SeatRequest) -> HttpResponse:
    found = [
        (one, one.name if one.is_kept else _(one.name), _(one.source))
        for one in queries.all_lists()
    ]
    context = {"rows": found, "keeps": keeps_lists(request.seat)}
    return render(request, "catalogues/list.html", context)


def _named(of: Listed) -> str:
    return of.name if of.is_kept else _(of.name)


def _asked(request: SeatRequest) -> tuple[AskForm, date, str]:
    """The form, the day it asks about, the words; today where no day was read."""
    form = AskForm(request.GET)
    form.is_valid()
    told = form.cleaned_data
    return form, told.get("ngay") or timezone.localdate(), told.get("q", "")


@require_safe
@with_seat(READ)
def lines(request: SeatRequest, list_code: str) -> HttpResponse:
    """A list on a day, by code, narrowed by words."""
    of = get_list(list_code)
    form, on, text = _asked(request)
    page = queries.line_page(of, on, text=text, after=request.GET.get("sau", ""))
    kept = {name: request.GET[name] for name in ("q", "ngay") if request.GET.get(name)}
    query = urlencode(kept)
    context = {
        "of": of,
        "name": _named(of),
        "source": _(of.source),
        "form": form,
        "on": on,
        "rows": page.rows,
        "day_query": urlencode({"ngay": f"{on:%d/%m/%Y}"}),
        "may_keep": of.is_kept and keeps_lists(request.seat),
        "pages": ui.Pages(
            previous_url=f"?{query}" if "sau" in request.GET else "",
            next_url=f"?{urlencode({**kept, 'sau': page.after})}" if page.after else "",
        ),
    }
    return render(request, "catalogues/lines.html", context)


@require_safe
@with_seat(READ)
def line(request: SeatRequest, list_code: str, line_code: str) -> HttpResponse:
    """All that a code meant, and what each of it is on the day asked."""
    of = get_list(list_code)
    _form, on, _text = _asked(request)
    periods = queries.periods_of(of, line_code, on)
    if not periods:
        raise Http404
    context = {
        "of": of,
        "name": _named(of),
        "code": line_code,
        "on": on,
        "rows": [
            (one, queries.successors(of, line_code, one.since, on, meant=one))
            if one.until
            else (one, ())
            for one in periods
        ],
    }
    return render(request, "catalogues/line.html", context)


def _url(made: CodeList) -> str:
    return reverse("catalogues:lines", args=[made.code])


@require_http_methods(METHODS)
@with_seat(KEEP)
def begin(request: SeatRequest) -> HttpResponse:
    seat = need_keeper(request.seat)
    form = ListForm(posted(request), initial={"is_open": True})
    words = Words(_("Lập danh mục dùng chung"), _("Lập"), _("Đã lập danh mục."))
    return answer(
        request,
        form,
        words,
        lambda: actions.begin_list(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("catalogues:list"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, list_code: str) -> HttpResponse:
    of = get_list_to_keep(request.seat, list_code)
    given = {"name": of.name, "source": of.source, "is_open": of.is_open}
    form = ListForm(posted(request), initial=given, fixed_code=of.code)
    words = Words(_("Sửa danh mục"), _("Ghi"), _("Đã ghi."), of.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_list(
            data=form.data_given(), by=request.seat, at=timezone.now()
        ),
        back=reverse("catalogues:lines", args=[of.code]),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def load(request: SeatRequest, list_code: str) -> HttpResponse:
    of = get_list_to_keep(request.seat, list_code)
    form = LoadForm(posted(request), request.FILES or None)
    lead = _(
        "Mục mới được thêm; mục cùng mã, cùng ngày bắt đầu được sửa; không mục nào bị "
        "bỏ. Sai một dòng thì cả tệp chưa ghi."
    )
    words = Words(_("Nạp tệp vào danh mục"), _("Nạp"), _("Đã nạp."), lead)

    def act() -> object:
        sent = form.cleaned_data["file"]
        if sent is None:
            raise Refused([Reason(_("Chọn tệp."), "file")])
        return actions.load_file(
            list_code=of.code, stream=sent.file, by=request.seat, at=timezone.now()
        )

    back = reverse("catalogues:lines", args=[of.code])
    return answer(request, form, words, act, back=back)


@require_http_methods(METHODS)
@with_seat(KEEP)
def write(request: SeatRequest, list_code: str) -> HttpResponse:
    of = get_list_to_keep(request.seat, list_code)
    form = LineForm(posted(request))
    lead = _("Ghi lại mục cùng mã, cùng ngày bắt đầu là sửa mục ấy.")
    words = Words(_("Ghi một mục"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.write_lines(
            list_code=of.code,
            rows=[(1, form.cleaned_data)],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("catalogues:lines", args=[of.code]),
    )
