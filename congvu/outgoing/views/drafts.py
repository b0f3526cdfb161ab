"""Drafts: the list, one whole, its versions beside each other, and writing on it."""

from __future__ import annotations

from typing import Any, Literal, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.documents.access import get_entry_for, scope_of
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import (
    draft_reading,
    get_draft_for,
    get_version_for,
    may_write,
    registry_of,
    signing_waiting,
)
from congvu.outgoing.forms import DraftForm, UploadForm, WriteForm, write_initial
from congvu.outgoing.queries import DraftTab
from congvu.outgoing.rules import CHECK_KIND_NAMES, CheckKind
from congvu.outgoing.views.book import place_tabs
from congvu.outgoing.views.deeds import (
    METHODS,
    as_download,
    done,
    form_page,
    posted,
    stored_file,
)
from congvu.ui import rules as ui
from congvu.ui.addresses import address_of
from congvu.ui.rules import dotted


@require_safe
@with_seat()
def drafts(request: SeatRequest) -> HttpResponse:
    """Drafts as this seat may see them, newest first; what waits for it comes first."""
    seat, on, days = request.seat, timezone.localdate(), calendar()
    asked, after = request.GET.get("muc", ""), _uuid(request.GET.get("sau", ""))
    tab = DraftTab(asked) if asked in set(DraftTab) else DraftTab.MINE
    find = request.GET.get("tim", "")[:200]
    page = queries.drafts_page(
        scope_of(seat),
        desks=seat.desks,
        registry=registry_of(seat),
        tab=tab,
        find=find,
        after=after,
        limit=ui.SHOWN_LINES,
    )
    here = f"{reverse('outgoing:drafts')}?muc={tab}"
    context = {
        "tab": tab,
        "find": find,
        "rows": [
            queries.draft_row(
                d, url=address_of("outgoing:draft", d.id), on=on, days=days
            )
            for d in page.drafts
        ],
        "tab_items": place_tabs(seat, None, tab),
        "may_draft": seat.can(Permission.DRAFT),
        "signing": [
            (reverse(address), f"{words} ({dotted(n)})")
            for address, words, n in signing_waiting(seat)
        ],
        "pages": ui.Pages(
            previous_url=here if after else "",
            next_url=f"{here}&sau={page.after}" if page.after else "",
        ),
    }
    return render(request, "outgoing/drafts.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def new_draft(request: SeatRequest) -> HttpResponse:
    """A new paper, perhaps the answer to an incoming one (``tra-loi``)."""
    seat, on = request.seat, timezone.localdate()
    answers_id = _uuid(request.GET.get("tra-loi", ""))
    answered = get_entry_for(seat, answers_id) if answers_id else None
    initial: dict[str, Any] = {"urgency": "normal"}
    if answered is not None:
        initial |= {
            "type_code": "CV",
            "urgency": answered.urgency,
            "due_on": answered.due_on,
            "subject": _("V/v trả lời văn bản số %(symbol)s của %(issuer)s")
            % {
                "symbol": answered.document.symbol or answered.number,
                "issuer": answered.document.issuer_name,
            },
        }
    form = DraftForm(
        posted(request),
        types=queries.types_to_draft(on),
        signers=queries.signers(seat.agency_id, on),
        bodies=queries.bodies_of(seat.agency_id, on.year),
        collective=queries.may_be_heads_own(seat.agency_id, "", on),
        initial=initial,
    )
    draft = done(
        form,
        lambda: actions.start_draft(
            wish=form.wish(answers_id), by=seat, at=timezone.now()
        ),
    )
    if draft is not None:
        messages.success(request, _("Đã lập dự thảo."))
        return redirect("outgoing:write", draft_id=draft.id)
    lead = ""
    if answered is not None:
        lead = _("Trả lời số đến %(number)s: %(subject)s") % {
            "number": answered.number,
            "subject": answered.document.subject,
        }
    context = {
        "title": _("Soạn văn bản"),
        "lead": lead,
        "button": _("Bắt đầu soạn"),
        "failed": _("Chưa lập được dự thảo"),
        "back": reverse("outgoing:drafts"),
    }
    return form_page(request, form, context)


@require_safe
@with_seat()
def draft(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """The paper in the middle, its parts at the left, checks and steps at the right."""
    found = get_draft_for(request.seat, draft_id)
    actions.record_draft_view(draft=found, by=request.seat, at=timezone.now())
    context = draft_context(request, found)
    return render(request, "outgoing/draft.html", context)


def draft_context(request: SeatRequest, found: Any) -> dict[str, Any]:
    context = draft_reading(request.seat, found)
    detail = context["detail"]
    standing = detail.standing
    deeds = context["deeds"]
    first = deeds[0] if deeds and deeds[0].primary else None
    return context | {
        "first": first,
        "more": [one for one in deeds if one != first and one.name != "write"],
        "unread": queries.unread_lines(context["version"].unread),
        "checks": [
            (_(CHECK_KIND_NAMES[kind]), standing.get(kind), _waits(found, kind))
            for kind in CheckKind
        ],
        "due": queries.deadline_of_draft(
            found, on=timezone.localdate(), days=calendar()
        ),
    }


def _waits(found: Any, kind: CheckKind) -> bool:
    return bool(found.state == kind)


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def write(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """Write on; every saving is a version, the one before stays."""
    found = get_draft_for(request.seat, draft_id)
    if not may_write(request.seat, found):
        raise Http404
    newest = found.versions.get(number=found.version)
    if "drop" in request.POST:
        actions.drop_typed(draft_id=draft_id, by=request.seat)
        return redirect("outgoing:write", draft_id=draft_id)
    typed = queries.unsaved_of(found, request.seat.person_id)
    start = write_initial(newest.body, found.version)
    if typed is not None:
        start = write_initial(newest.body | typed.fields, typed.after)
    form = WriteForm(posted(request), initial=start)
    saved = done(
        form,
        lambda: actions.save_version(
            draft_id=draft_id,
            fields=form.fields_of(newest.body),
            remark=form.cleaned_data["remark"],
            after=form.cleaned_data["after"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    if saved is not None:
        said = _("Đã lưu bản %(number)s.") % {"number": saved.number}
        messages.success(request, said)
        return redirect("outgoing:draft", draft_id=draft_id)
    if request.method != "POST":
        actions.record_draft_view(draft=found, by=request.seat, at=timezone.now())
    context = draft_context(request, found) | {
        "form": form,
        "typed": typed,
        "failed": _("Chưa lưu"),
        "undone": _("Bản trước vẫn nguyên."),
    }
    if typed is not None:
        context["form_found"] = queries.form_of(newest.body | typed.fields)
    status = 422 if form.errors else 200
    return render(request, "outgoing/write.html", context, status=status)


@require_POST
@with_seat(Permission.DRAFT)
def autosave(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """What is typed, kept by itself; the answer says where its form departs."""
    found = get_draft_for(request.seat, draft_id)
    if not may_write(request.seat, found):
        raise Http404
    newest, at = found.versions.get(number=found.version), timezone.now()
    form = WriteForm(request.POST)
    kept = done(
        form,
        lambda: actions.keep_typed(
            draft_id=draft_id,
            fields=form.fields_of(newest.body),
            after=form.cleaned_data["after"] or found.version,
            by=request.seat,
            at=at,
        ),
    )
    context = {"draft": found, "typed": kept, "form": form}
    if kept is not None:
        context["form_found"] = queries.form_of(newest.body | kept.fields)
    status = 200 if kept is not None else 422
    return render(request, "outgoing/write_live.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def upload(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """A version written in Word or LibreOffice."""
    found = get_draft_for(request.seat, draft_id)
    if not may_write(request.seat, found):
        raise Http404
    form = UploadForm(posted(request), request.FILES or None)

    def act() -> Any:
        file = cast(UploadedFile, form.cleaned_data["file"])
        return actions.save_file(
            draft_id=draft_id,
            stream=file.file,  # type: ignore[arg-type]  # bytes, by Django's promise
            name=file.name or "du-thao.docx",
            remark=form.cleaned_data["remark"],
            by=request.seat,
            at=timezone.now(),
        )

    saved = done(form, act)
    if saved is not None:
        said = _("Đã lưu bản %(number)s.") % {"number": saved.number}
        messages.success(request, said)
        return redirect("outgoing:draft", draft_id=draft_id)
    context = {
        "title": _("Tải bản Word lên"),
        "lead": found.subject,
        "button": _("Lưu thành bản mới"),
        "failed": _("Chưa lưu"),
        "undone": _("Bản trước vẫn nguyên."),
        "back": reverse("outgoing:draft", args=[draft_id]),
        "draft": found,
    }
    return form_page(request, form, context)


@require_POST
@with_seat(Permission.DRAFT)
def mend(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """One departure from Phụ lục I mended; a new version, like any change."""
    get_draft_for(request.seat, draft_id)
    number, after = (request.POST.get(name, "") for name in ("number", "after"))
    try:
        made = actions.mend_form(
            draft_id=draft_id,
            number=int(number) if number.isdecimal() and len(number) < 6 else 0,
            after=int(after) if after.isdecimal() and len(after) < 6 else 0,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        said = _("Đã lưu bản %(number)s.") % {"number": made.number}
        messages.success(request, said)
    return redirect("outgoing:draft", draft_id=draft_id)


@require_safe
@with_seat()
def version_set(
    request: SeatRequest, draft_id: UUID, number: int, form: str
) -> HttpResponse:
    """A version laid out to Phụ lục I, as PDF to look at or as Word to write on."""
    shown = get_version_for(request.seat, draft_id, number)
    if form not in ("pdf", "docx"):
        raise Http404
    kind = cast(Literal["pdf", "docx"], form)
    try:
        made = actions.set_paper(version=shown, form=kind)
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, _(reason.message))
        return redirect("outgoing:draft", draft_id=draft_id)
    actions.record_version_print(
        version=shown, form=kind, by=request.seat, at=timezone.now()
    )
    return as_download(made)


@require_safe
@with_seat()
def version(request: SeatRequest, draft_id: UUID, number: int) -> HttpResponse:
    """One version, beside the one before it or another (``so-voi``); with ``xem=khac``
    only what differs.
    """
    shown = get_version_for(request.seat, draft_id, number)
    asked = request.GET.get("so-voi", "")
    other = int(asked) if asked.isdecimal() and len(asked) < 6 else number - 1
    before = shown.draft.versions.filter(number=other).first()
    actions.record_draft_view(draft=shown.draft, by=request.seat, at=timezone.now())
    lines = queries.compare(before, shown) if before else []
    changes = queries.changes_only(lines)
    only = request.GET.get("xem") == "khac"
    context = {
        "draft": shown.draft,
        "version": shown,
        "before": before,
        "lines": changes if only else lines,
        "only": only,
        "changes": len(changes),
        "unread": queries.unread_lines(shown.unread),
        "numbers": range(1, shown.draft.version + 1),
    }
    return render(request, "outgoing/version.html", context)


@require_safe
@with_seat()
def version_file(request: SeatRequest, draft_id: UUID, number: int) -> HttpResponse:
    """The Word file of a version; always to be kept, never to be run."""
    shown = get_version_for(request.seat, draft_id, number)
    if shown.file is None:
        raise Http404
    answer = stored_file(shown.file, shown.file_name)
    actions.record_file_view(
        on=shown.draft, file=shown.file, by=request.seat, at=timezone.now()
    )
    return answer
