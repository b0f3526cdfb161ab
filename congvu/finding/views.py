"""Tìm kiếm: the page of hits, what is suggested while typing, hits as a file."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.finding.forms import QuestionForm
from congvu.finding.queries import Found, Line, Question, look, suggestions
from congvu.finding.rules import KIND_NAMES
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Role
from congvu.search.rules import Piece
from congvu.ui.rules import Pages, Row, Tab, dotted


def reads_papers(seat: Seat) -> None:
    """An administrator's seat runs the office and reads no paper."""
    if seat.role == Role.ADMINISTRATOR:
        raise Http404


@require_safe
@with_seat()
def search_page(request: SeatRequest) -> HttpResponse:
    reads_papers(request.seat)
    on = timezone.localdate()
    form = QuestionForm(request.GET, on=on)
    question = form.question()
    after = request.GET.get("sau", "")
    found = look(request.seat, question, on=on, after=after)
    kept = {k: str(v) for k, v in request.GET.items() if k != "sau" and v}
    here = reverse("finding:search")
    context = {
        "form": form,
        "question": question,
        "search_text": question.text,
        "found": found,
        "lines": _shown(found.lines, with_kind=not question.kind),
        "subtitle": _subtitle(found, question),
        "partial_from": next((n for n, x in enumerate(found.lines) if not x.whole), -1),
        "tab_items": _tabs(found, question.kind, kept),
        "clear_url": f"{here}?{urlencode({'q': question.text})}",
        "pages": Pages(
            previous_url=f"{here}?{urlencode(kept)}" if after else "",
            next_url=f"{here}?{urlencode({**kept, 'sau': found.after})}"
            if found.after
            else "",
        ),
    }
    return render(request, "finding/search.html", context)


def _shown(lines: list[Line], *, with_kind: bool) -> list[Line]:
    """The words asked for marked; of which kind a hit is, where all are shown."""
    return [replace(line, row=_row(line, with_kind=with_kind)) for line in lines]


def _row(line: Line, *, with_kind: bool) -> Row:
    words = [_(KIND_NAMES[line.kind])] if with_kind and line.kind != "draft" else []
    return replace(
        line.row,
        subject=_as_marks(line.subject),
        quote=_as_marks(line.quote),
        sender=" · ".join([*words, line.row.sender]),
    )


def _subtitle(found: Found, question: Question) -> str:
    if question.is_empty or not found.ready:
        return _("Trong mọi văn bản, dự thảo, hồ sơ anh/chị được xem")
    whole = found.counts.get(question.kind, 0)
    if not question.kind:
        whole = sum(found.counts.values())
    said = _("%(count)s kết quả cho “%(text)s”")
    if found.total > whole:
        said = _("%(count)s kết quả đủ các từ “%(text)s”, %(more)s có một phần")
    return said % {
        "count": dotted(whole),
        "text": question.text,
        "more": dotted(max(0, found.total - whole)),
    }


def _as_marks(pieces: list[Piece]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", p.text) if p.marked else p.text,)
            for p in pieces
        ),
    )


def _tabs(found: Found, kind: str, kept: dict[str, str]) -> list[Tab]:
    here = reverse("finding:search")
    rest = {k: v for k, v in kept.items() if k not in {"muc", "trang-thai"}}
    total = sum(found.counts.values())
    tabs = [Tab(_("Tất cả"), f"{here}?{urlencode(rest)}", total, active=not kind)]
    tabs += [
        Tab(
            _(name),
            f"{here}?{urlencode({**rest, 'muc': key})}",
            found.counts.get(key, 0),
            active=key == kind,
        )
        for key, name in KIND_NAMES.items()
    ]
    return tabs


@require_safe
@with_seat()
def suggest(request: SeatRequest) -> HttpResponse:
    """A few lines for the box that is being typed into; a part of a page."""
    reads_papers(request.seat)
    text = request.GET.get("q", "")
    lines = suggestions(request.seat, text, on=timezone.localdate())
    context = {"lines": _shown(lines, with_kind=True), "text": text}
    return render(request, "finding/suggested.html", context)
