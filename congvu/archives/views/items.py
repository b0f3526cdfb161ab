"""What lies in a dossier: put in, moved, taken out, opened; the closing; freezing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.accounts.access import safe_next
from congvu.archives import actions, queries
from congvu.archives.access import get_dossier_for, get_item_for
from congvu.archives.forms import (
    CloseForm,
    FileForm,
    FilePaperForm,
    MoveForm,
    WhyForm,
)
from congvu.archives.views.deeds import (
    METHODS,
    Words,
    answer,
    as_download,
    posted,
    show_refusal,
)
from congvu.documents.access import get_entry_for, scope_of
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing.access import get_line_for


@require_http_methods(METHODS)
@with_seat()
def of_incoming(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The dossiers an incoming paper lies in; one step puts it into another."""
    entry = get_entry_for(request.seat, entry_id)
    return _of_paper(
        request, reverse("documents:entry", args=[entry.id]), {"incoming": entry.id}
    )


@require_http_methods(METHODS)
@with_seat()
def of_outgoing(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """The same of an outgoing paper."""
    entry = get_line_for(request.seat, entry_id)
    return _of_paper(
        request, reverse("outgoing:line", args=[entry.id]), {"outgoing": entry.id}
    )


def _of_paper(
    request: SeatRequest, paper_url: str, paper: dict[str, UUID]
) -> HttpResponse:
    """Asked for by the paper's page after it was drawn, or a page by itself."""
    seat, scope = request.seat, scope_of(request.seat)
    held = queries.dossiers_holding(
        scope, **{kind: [key] for kind, key in paper.items()}
    )
    offered = []
    if seat.can(Permission.MAKE_DOSSIERS):
        offered = [d for d in queries.fileable(scope, seat.desks) if d not in held]
    form = FilePaperForm(posted(request), dossiers=offered)
    back = safe_next(request, request.POST.get("ve", "")) or paper_url
    if request.method == "POST":
        if not seat.can(Permission.MAKE_DOSSIERS):
            raise Http404
        if form.is_valid():
            try:
                item = actions.file_paper(
                    dossier_id=UUID(form.cleaned_data["dossier"]),
                    incoming_id=paper.get("incoming"),
                    outgoing_id=paper.get("outgoing"),
                    by=seat,
                    at=timezone.now(),
                )
            except Refused as why:
                show_refusal(form, why)
            else:
                told = _("Đã đưa văn bản vào hồ sơ %(symbol)s.")
                messages.success(request, told % {"symbol": item.dossier.symbol})
                return redirect(paper_url if back == "/" else back)
    only_part = request.headers.get("HX-Request") == "true" and not form.errors
    context = {
        "held": held,
        "form": form,
        "offered": offered,
        "paper_url": paper_url,
        "here": request.path,
        "may_make": seat.can(Permission.MAKE_DOSSIERS),
    }
    name = "archives/of_paper_part.html" if only_part else "archives/of_paper.html"
    return render(request, name, context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def add_file(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    found = get_dossier_for(request.seat, dossier_id)
    form = FileForm(
        posted(request),
        request.FILES or None,
        initial={"happened_on": timezone.localdate()},
    )
    words = Words(
        title=_("Thêm tài liệu vào hồ sơ"),
        button=_("Thêm tài liệu"),
        done=_("Đã thêm tài liệu vào hồ sơ."),
        lead=_("Tài liệu không có trong sổ: biên bản, bản đồ, bản nháp…"),
    )

    def act() -> Any:
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        return actions.add_file(
            dossier_id=found.id,
            name=upload.name,
            stream=upload.file,
            by=request.seat,
            at=timezone.now(),
            **data,
        )

    back = reverse("archives:dossier", args=[found.id])
    return answer(request, form, words, act, back=back)


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def remove(request: SeatRequest, dossier_id: UUID, held_id: UUID) -> HttpResponse:
    item = get_item_for(request.seat, dossier_id, held_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Lấy văn bản ra khỏi hồ sơ"),
        button=_("Lấy ra"),
        done=_("Đã lấy văn bản ra khỏi hồ sơ; văn bản vẫn ở sổ của nó."),
        lead=queries.item_line(item, written=False).title,
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.remove_item(
            dossier_id=dossier_id,
            item_id=item.id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[dossier_id]),
    )


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def move(request: SeatRequest, dossier_id: UUID, held_id: UUID) -> HttpResponse:
    seat, item = request.seat, get_item_for(request.seat, dossier_id, held_id)
    others = [
        d for d in queries.fileable(scope_of(seat), seat.desks) if d.id != dossier_id
    ]
    form = MoveForm(posted(request), dossiers=others)
    words = Words(
        title=_("Chuyển văn bản sang hồ sơ khác"),
        button=_("Chuyển"),
        done=_("Đã chuyển văn bản sang hồ sơ khác."),
        lead=queries.item_line(item, written=False).title,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.move_item(
            dossier_id=dossier_id,
            item_id=item.id,
            to_id=UUID(form.cleaned_data["to"]),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[dossier_id]),
    )


@require_safe
@with_seat()
def item_file(request: SeatRequest, dossier_id: UUID, held_id: UUID) -> HttpResponse:
    """A file of the dossier itself; papers of a register are opened at their line."""
    item = get_item_for(request.seat, dossier_id, held_id)
    try:
        made = actions.take_out_file(item=item, by=request.seat, at=timezone.now())
    except Refused as why:
        raise Http404 from why
    answer = as_download(made)
    answer["Cache-Control"] = "private, no-store"
    return answer


# -- the end of the work


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def close(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    """What is still to be done before it can be closed, all of it, and the form."""
    found, today = get_dossier_for(request.seat, dossier_id), timezone.localdate()
    form = CloseForm(posted(request), initial={"ended_on": today, "drops": True})
    seen = queries.review(found)
    words = Words(
        title=_("Kết thúc hồ sơ"),
        button=_("Kết thúc hồ sơ"),
        done=_("Hồ sơ đã kết thúc, mục lục văn bản đã lập."),
        lead=f"{found.symbol} · {found.title}",
    )
    still = actions.closing_hindrances(found, ended_on=today, drops=True, today=today)
    return answer(
        request,
        form,
        words,
        lambda: actions.close_dossier(
            dossier_id=found.id,
            ended_on=form.cleaned_data["ended_on"],
            drops=form.cleaned_data["drops"],
            closing_note=form.cleaned_data["closing_note"],
            access=form.cleaned_data["access"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[found.id]),
        more={
            "review": seen,
            "still": [actions.words_of(h) for h in still],
            "part": "archives/closing_facts.html",
        },
    )


@require_http_methods(METHODS)
@with_seat(Permission.REOPEN_DOSSIER)
def reopen(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    found = get_dossier_for(request.seat, dossier_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Mở lại hồ sơ"),
        button=_("Mở lại"),
        done=_("Đã mở lại hồ sơ, ghi cùng lý do."),
        lead=f"{found.symbol} · {found.title}",
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.reopen_dossier(
            dossier_id=found.id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[found.id]),
    )
