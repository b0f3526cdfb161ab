"""Tìm kiếm: hits, suggestions while typing, hits as a file, kept questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.finding import actions
from congvu.finding.access import get_question_for, need_reader
from congvu.finding.actions.exporting import Form
from congvu.finding.forms import QuestionForm
from congvu.finding.models import SavedQuestion
from congvu.finding.queries import Found, Line, look, saved_questions, suggestions
from congvu.finding.rules import KIND_NAMES, Question, question_of
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.search.rules import Piece
from congvu.ui.addresses import address as page_address
from congvu.ui.deeds import as_download
from congvu.ui.rules import Pages, Row, Tab, dotted
from congvu.ui.widgets import escaped


@require_safe
@with_seat()
def search_page(request: SeatRequest) -> HttpResponse:
    need_reader(request.seat)
    on, after = timezone.localdate(), request.GET.get("sau", "")
    form = QuestionForm(request.GET, on=on)
    question = form.question()
    found = look(request.seat, question, on=on, after=after)
    asked = question.as_address()
    context = {
        "form": form,
        "question": question,
        "search_text": question.text,
        "found": found,
        "lines": _shown(found.lines, with_kind=not question.kind),
        "subtitle": _subtitle(found, question),
        "partial_from": next((n for n, x in enumerate(found.lines) if not x.whole), -1),
        "tab_items": _tabs(found, question),
        "clear_url": address(Question(text=question.text)),
        "xlsx_url": _at("finding:xlsx", asked),
        "csv_url": _at("finding:csv", asked),
        "save_url": _at("finding:save", asked),
        "saved": _saved(request) if question.is_empty else [],
        "pages": Pages(
            previous_url=address(question) if after else "",
            next_url=_at("finding:search", {**asked, "sau": found.after})
            if found.after
            else "",
        ),
    }
    return render(request, "finding/search.html", context)


def _at(name: str, asked: dict[str, str]) -> str:
    return f"{page_address(name)}?{urlencode(asked)}"


def address(question: Question) -> str:
    """Where the page asks this very question."""
    return _at("finding:search", question.as_address())


@dataclass(frozen=True)
class SavedLink:
    """A kept question with the address that asks it again."""

    kept: SavedQuestion
    url: str
    words: str


def _saved(request: SeatRequest) -> list[SavedLink]:
    on, links = timezone.localdate(), []
    for kept in saved_questions(request.seat.person_id):
        question = question_of(kept.asked)
        narrowed = QuestionForm(question.as_address(), on=on).words
        words = " · ".join(part for part in (question.text, narrowed) if part)
        links.append(SavedLink(kept, address(question), words))
    return links


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
    marks = [
        f"<mark>{escaped(p.text)}</mark>" if p.marked else escaped(p.text)
        for p in pieces
    ]
    return mark_safe("".join(marks))  # noqa: S308 - every piece is escaped above


def _tabs(found: Found, question: Question) -> list[Tab]:
    """The states of one kind are not those of another."""
    every = replace(question, kind="", state="")
    total = sum(found.counts.values())
    tabs = [Tab(_("Tất cả"), address(every), total, active=not question.kind)]
    tabs += [
        Tab(
            _(name),
            address(replace(every, kind=key)),
            found.counts.get(key, 0),
            active=key == question.kind,
        )
        for key, name in KIND_NAMES.items()
    ]
    return tabs


@require_safe
@with_seat()
def suggest(request: SeatRequest) -> HttpResponse:
    """A few lines for the box that is being typed into; a part of a page."""
    need_reader(request.seat)
    text = request.GET.get("q", "")
    lines = suggestions(request.seat, text, on=timezone.localdate())
    context = {"lines": _shown(lines, with_kind=True)}
    return render(request, "finding/suggested.html", context)


@require_safe
@with_seat()
def found_xlsx(request: SeatRequest) -> HttpResponse:
    return _exported(request, "xlsx")


@require_safe
@with_seat()
def found_csv(request: SeatRequest) -> HttpResponse:
    return _exported(request, "csv")


def _exported(request: SeatRequest, form: Form) -> HttpResponse:
    need_reader(request.seat)
    question = QuestionForm(request.GET, on=timezone.localdate()).question()
    made = actions.export_found(
        question=question, form=form, by=request.seat, at=timezone.now()
    )
    return as_download(made)


@require_POST
@with_seat()
def save_question(request: SeatRequest) -> HttpResponse:
    """The question of the page it was sent from, under a name."""
    need_reader(request.seat)
    question = QuestionForm(request.GET, on=timezone.localdate()).question()
    try:
        kept = actions.save_question(
            name=request.POST.get("name", ""),
            question=question,
            watched=request.POST.get("watched") == "1",
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        messages.error(request, " ".join(_(reason.message) for reason in why.reasons))
    else:
        messages.success(request, _("Đã lưu câu tìm “%(name)s”.") % {"name": kept.name})
    return redirect(address(question))


@require_POST
@with_seat()
def watch_question(request: SeatRequest, question_id: UUID) -> HttpResponse:
    kept = get_question_for(request.seat, question_id)
    watched = request.POST.get("watched") == "1"
    actions.watch_question(
        kept=kept, watched=watched, by=request.seat, at=timezone.now()
    )
    said = _("“%(name)s”: từ nay báo khi có kết quả mới.")
    if not watched:
        said = _("“%(name)s”: thôi báo kết quả mới.")
    messages.success(request, said % {"name": kept.name})
    return redirect("finding:search")


@require_POST
@with_seat()
def delete_question(request: SeatRequest, question_id: UUID) -> HttpResponse:
    kept = get_question_for(request.seat, question_id)
    actions.delete_question(kept=kept, by=request.seat, at=timezone.now())
    messages.success(request, _("Đã xóa câu tìm “%(name)s”.") % {"name": kept.name})
    return redirect("finding:search")
