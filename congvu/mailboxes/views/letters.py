"""Thư đến: letters in the registry's box, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.mailboxes.access.letters import (
    get_kept_letter_for,
    get_letter_for,
    get_letter_rule_for,
    is_letter_shown,
    letter_agencies,
)
from congvu.mailboxes.actions import letter_rules, taking_letters
from congvu.mailboxes.forms.letters import IgnoreForm, RuleForm
from congvu.mailboxes.models import BoxLetter
from congvu.mailboxes.queries import letters as queries
from congvu.mailboxes.rules.findings import METHODS as FINDINGS
from congvu.mailboxes.rules.findings import VERDICT_NAMES, Verdict
from congvu.mailboxes.rules.letters import (
    LETTER_STATE_NAMES,
    PROBLEMS,
    RULE_DOES_NAMES,
    LetterState,
    RuleDoes,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import METHODS, as_download, done, posted
from congvu.ui.rules import Pages, Tab, Tone

_TONES = {
    LetterState.NEW: (Tone.PLAIN, "ring"),
    LetterState.WAITING: (Tone.LOOK, "half"),
    LetterState.TAKEN: (Tone.DONE, "check"),
    LetterState.IGNORED: (Tone.PLAIN, "ban"),
    LetterState.REPORT: (Tone.DONE, "check"),
}
_VERDICTS = {
    Verdict.SURE: (Tone.DONE, "check"),
    Verdict.FALSE: (Tone.LATE, "alert"),
    Verdict.UNKNOWN: (Tone.LOOK, "question"),
}


@dataclass(frozen=True)
class Line:
    """One letter of the list, in words."""

    letter: BoxLetter
    url: str
    words: str
    tone: str
    icon: str
    selected: bool = False


# -- /thu-den/


@require_safe
@with_seat(Permission.REGISTER)
def letter_list(request: SeatRequest) -> HttpResponse:
    return _page(request, None)


@require_safe
@with_seat(Permission.REGISTER)
def letter(request: SeatRequest, letter_id: UUID) -> HttpResponse:
    """The list with one letter beside it; the pane alone where the list is there."""
    found = get_letter_for(request.seat, letter_id)
    if request.headers.get("HX-Request") == "true":
        context = _open_context(found, IgnoreForm())
        return render(request, "mailboxes/letter_pane_only.html", context)
    return _page(request, found)


def _page(
    request: SeatRequest, found: BoxLetter | None, form: IgnoreForm | None = None
) -> HttpResponse:
    agencies, state = letter_agencies(request.seat), request.GET.get("muc", "")
    if found is not None and "muc" not in request.GET and not found.is_open:
        state = found.state
    page = queries.letters_page(
        agencies, state=state, after=_key(request.GET.get("sau", ""))
    )
    context: dict[str, Any] = {
        "lines": [_line(one, found, state) for one in page.letters],
        "tab_items": _tabs(queries.letter_counts(agencies), state),
        "pages": _pages(request, state, page.after),
        "troubles": queries.unread_boxes(request.seat.agency_id, timezone.localdate()),
        "selected": found is not None,
    }
    if found is not None:
        context |= _open_context(found, form or IgnoreForm())
    status = 422 if form is not None else 200
    return render(request, "mailboxes/letters.html", context, status=status)


def _tabs(counts: dict[str, int], state: str) -> list[Tab]:
    here = reverse("mailboxes:letters")
    return [
        Tab(
            _(LETTER_STATE_NAMES[one]).capitalize(),
            here if one == LetterState.WAITING else f"{here}?muc={one}",
            counts[one] if one == LetterState.WAITING else None,
            active=(state or LetterState.WAITING) == one,
        )
        for one in LetterState
        if one != LetterState.NEW
    ]


def _pages(request: SeatRequest, state: str, after: UUID | None) -> Pages:
    here, kept = reverse("mailboxes:letters"), {"muc": state} if state else {}
    return Pages(
        previous_url=f"{here}?{urlencode(kept)}" if request.GET.get("sau") else "",
        next_url=f"{here}?{urlencode({**kept, 'sau': str(after)})}" if after else "",
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(one: BoxLetter, selected: BoxLetter | None, state: str) -> Line:
    known = LetterState(one.state)
    tone, icon = _TONES[known]
    words = _(LETTER_STATE_NAMES[known])
    if known == LetterState.WAITING and one.verdict == Verdict.FALSE:
        words, (tone, icon) = _(VERDICT_NAMES[Verdict.FALSE]), _VERDICTS[Verdict.FALSE]
    elif known == LetterState.WAITING and one.is_spam:
        words, tone, icon = _("nghi thư rác"), Tone.LATE, "alert"
    url = reverse("mailboxes:letter", args=[one.pk])
    return Line(
        letter=one,
        url=f"{url}?muc={state}" if state else url,
        words=words,
        tone=tone,
        icon=icon,
        selected=selected is not None and selected.pk == one.pk,
    )


def _open_context(found: BoxLetter, form: IgnoreForm) -> dict[str, Any]:
    """One letter: what it says, what is known of its sender, what the agency holds."""
    verdict = Verdict(found.verdict)
    is_shown = is_letter_shown(found)
    paper = found.answers.packet.entry if found.answers else None
    is_destroyed = "destroyed" in found.problems
    return {
        "expunging": queries.expunging_of(found) if is_destroyed else None,
        "letter": found,
        "is_shown": is_shown,
        "known_sender": queries.known_sender(found.from_address),
        "verdict": (_(VERDICT_NAMES[verdict]), *_VERDICTS[verdict]),
        "findings": [
            (name.upper(), found.findings[name])
            for name in FINDINGS
            if name in found.findings
        ],
        "problems": [_(PROBLEMS[key]) for key in found.problems if key in PROBLEMS],
        "parts": list(enumerate(found.parts)) if is_shown else [],
        "alike": queries.alike(found) if found.state == LetterState.WAITING else None,
        "answered": paper,
        "state_words": (
            _(LETTER_STATE_NAMES[LetterState(found.state)]),
            *_TONES[LetterState(found.state)],
        ),
        "ignore_form": form,
    }


# -- /thu-den/<thư>/…


@require_POST
@with_seat(Permission.REGISTER)
def take_letter(request: SeatRequest, letter_id: UUID) -> HttpResponse:
    """“Vào sổ”: one click, and the form of the register lies there filled in."""
    found = get_letter_for(request.seat, letter_id)
    was_there = found.item_id is not None
    try:
        item = taking_letters.take_letter(
            letter_id=found.pk, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, _reasons(why))
        return redirect("mailboxes:letter", letter_id=found.pk)
    if was_there:
        words = _("Thư này đã được %(who)s đưa vào tiếp nhận.")
        messages.info(request, words % {"who": found.decided_by})
    return redirect("documents:intake-item", item_id=item.pk)


@require_POST
@with_seat(Permission.REGISTER)
def ignore_letter(request: SeatRequest, letter_id: UUID) -> HttpResponse:
    found = get_letter_for(request.seat, letter_id)
    form = IgnoreForm(request.POST)
    made = done(
        form,
        lambda: taking_letters.ignore_letter(
            letter_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    if made is None:
        return _page(request, get_letter_for(request.seat, letter_id), form)
    messages.success(request, _("Đã ghi: thư không vào sổ."))
    return redirect("mailboxes:letters")


@require_POST
@with_seat(Permission.REGISTER)
def reopen_letter(request: SeatRequest, letter_id: UUID) -> HttpResponse:
    found = get_letter_for(request.seat, letter_id)
    try:
        taking_letters.reopen_letter(
            letter_id=found.pk, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, _reasons(why))
    else:
        messages.success(request, _("Thư lại chờ xử lý."))
    return redirect("mailboxes:letter", letter_id=found.pk)


@require_safe
@with_seat(Permission.REGISTER)
def letter_file(request: SeatRequest, letter_id: UUID) -> HttpResponse:
    found = get_kept_letter_for(request.seat, letter_id)
    return as_download(
        taking_letters.take_letter_out(letter=found, by=request.seat, at=timezone.now())
    )


@require_safe
@with_seat(Permission.REGISTER)
def letter_part(request: SeatRequest, letter_id: UUID, number: int) -> HttpResponse:
    found = get_kept_letter_for(request.seat, letter_id)
    try:
        made = taking_letters.take_part_out(
            letter=found, number=number, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, _reasons(why))
        return redirect("mailboxes:letter", letter_id=found.pk)
    return as_download(made)


def _reasons(why: Refused) -> str:
    return " ".join(_(reason.message) for reason in why.reasons)


# -- /thu-den/quy-tac/


@require_http_methods(METHODS)
@with_seat(Permission.REGISTER)
def letter_rule_list(request: SeatRequest) -> HttpResponse:
    """The rules of the agency, and a form for one more."""
    today = timezone.localdate()
    form = RuleForm(posted(request), initial={"valid_from": today})
    made = done(
        form,
        lambda: letter_rules.add_letter_rule(
            **form.given(), by=request.seat, at=timezone.now()
        ),
    )
    if made is not None:
        messages.success(request, _("Đã thêm quy tắc."))
        return redirect("mailboxes:letter-rules")
    rules = queries.letter_rules(request.seat.agency_id, today)
    context = {
        "form": form,
        "rules": [(one, _(RULE_DOES_NAMES[RuleDoes(one.does)])) for one in rules],
    }
    status = 422 if form.errors else 200
    return render(request, "mailboxes/letter_rules.html", context, status=status)


@require_POST
@with_seat(Permission.REGISTER)
def end_letter_rule(request: SeatRequest, rule_id: UUID) -> HttpResponse:
    found = get_letter_rule_for(request.seat, rule_id)
    try:
        letter_rules.end_letter_rule(
            rule_id=found.pk, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, _reasons(why))
    else:
        messages.success(request, _("Đã ghi hết hiệu lực từ hôm nay."))
    return redirect("mailboxes:letter-rules")
