"""One paper becomes a line of the register: from a file at the door, or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.documents import actions, queries
from congvu.documents.access import (
    get_entry_for,
    get_item_for,
    get_shown_item_for,
)
from congvu.documents.actions import PossibleDuplicate, SecretRefused
from congvu.documents.formats.proposed import Proposal
from congvu.documents.forms import AttachForm, RegistrationForm
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import is_secret
from congvu.documents.views import door
from congvu.documents.views.intake import page, reasons_text
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import note_on_sender
from congvu.organisations.rules import Permission
from congvu.ui.deeds import show_refusal

# -- /tiep-nhan/<tệp>/


@require_POST
@with_seat(Permission.REGISTER)
def intake_register(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """Enter one file in the register and go on to the next."""
    item = get_item_for(request.seat, item_id)
    if item.entry is not None:
        number = item.entry.number
        messages.info(request, _("Tệp này đã vào sổ, số đến %(n)d.") % {"n": number})
        return redirect("documents:entry", entry_id=item.entry_id)
    if item.state not in queries.OPEN:
        told = _("%(name)s: không vào sổ được. %(reason)s")
        why_not = queries.reason_of(item)
        messages.error(request, told % {"name": item.name, "reason": why_not})
        return redirect(door.item_url(item))
    if is_secret(request.POST.get("secrecy", "")):
        return _refuse_secret(request, item)
    at = timezone.now()
    form = door.registration_form(request, queries.Lists.of(local_date(at)))
    following = _next_url(request, item, at)
    duplicates: Sequence[RegisterEntry] = ()
    try:
        entry = _register(request, form, item=item, at=at)
    except PossibleDuplicate as why:
        duplicates, entry = why.entries, None
    if entry is None:
        return page(request, item, form=form, duplicates=duplicates)
    _say_registered(request, entry)
    if _attach_chosen(request, entry, at):
        following = _next_url(request, item, at)
    return redirect(following)


def _attach_chosen(request: SeatRequest, entry: RegisterEntry, at: datetime) -> bool:
    """The files at the door that were ticked as belonging to this paper."""
    chosen = request.POST.getlist("with")
    for item_id in chosen:
        try:
            other = get_item_for(request.seat, UUID(item_id))
            actions.attach_item(
                item_id=other.id, entry_id=entry.id, by=request.seat, at=at
            )
        except ValueError:
            continue
        except Refused as why:
            messages.error(request, f"{other.name}: {reasons_text(why)}")
    return bool(chosen)


def _next_url(request: SeatRequest, item: IntakeItem, at: datetime) -> str:
    items = queries.intake_items(request.seat.agency_id, at=at)
    lines = door.lines_of(items, queries.Lists.of(local_date(at)), at=at)
    return door.item_url(door.next_of(lines, item))


def _say_registered(request: SeatRequest, entry: RegisterEntry) -> None:
    """Its number; and quietly, that its sender is a body that has ended."""
    messages.success(request, _registered(entry))
    note = note_on_sender(entry.document.issuer_name, timezone.localdate())
    if note:
        messages.info(request, note)


def _registered(entry: RegisterEntry) -> str:
    values = {"number": entry.number, "day": entry.arrived_on.strftime("%d/%m/%Y")}
    words = _("Số đến %(number)d, ngày đến %(day)s") % values
    return f"{words}: {entry.document.symbol or entry.document.subject}"


def _register(
    request: SeatRequest,
    form: RegistrationForm,
    *,
    item: IntakeItem | None,
    at: datetime,
) -> RegisterEntry | None:
    """The new entry; None when the form now carries every reason against it."""
    readable = form.is_valid()
    paper, arrived_on = form.paper(), form.cleaned_data.get("arrived_on")
    if not readable or arrived_on is None:
        _add_other_reasons(form, request, arrived_on or local_date(at), at)
        return None
    try:
        return actions.register_incoming(
            paper=paper,
            arrived_at=queries.moment_of_arrival(
                arrived_on, item.received_at if item else at
            ),
            by=request.seat,
            at=at,
            item_id=item.id if item else None,
            channel=item.channel if item else "paper",
            not_duplicate=request.POST.get("not_duplicate") == "1",
            late_reason=form.cleaned_data["late_reason"],
        )
    except (PossibleDuplicate, SecretRefused):
        raise
    except Refused as why:
        show_refusal(form, why)
        return None


def _add_other_reasons(
    form: RegistrationForm, request: SeatRequest, arrived_on: date, at: datetime
) -> None:
    """What the law says against the fields that could be read."""
    bad = set(form.errors)
    reasons = queries.reasons_against(
        form.paper(),
        agency_id=request.seat.agency_id,
        arrived_on=arrived_on,
        today=local_date(at),
    )
    others = [r for r in reasons if r.field not in bad]
    if others:
        show_refusal(form, Refused(others))


def _refuse_secret(request: SeatRequest, item: IntakeItem) -> HttpResponse:
    refused = actions.refuse_secret_item(
        item_id=item.id, by=request.seat, at=timezone.now()
    )
    messages.error(request, queries.reason_of(refused))
    return redirect("documents:intake")


@require_POST
@with_seat(Permission.INTAKE)
def intake_draft(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """Để sau: keep what was typed. Là văn bản khác: keep that, too, and stay."""
    item, at = get_item_for(request.seat, item_id), timezone.now()
    if is_secret(request.POST.get("secrecy", "")):
        return _refuse_secret(request, item)
    draft = door.registration_form(request, queries.Lists.of(local_date(at))).typed()
    stays = bool(request.POST.get("different"))
    if stays or item.draft.get("not_duplicate"):
        draft["not_duplicate"] = "1"
    following = door.item_url(item) if stays else _next_url(request, item, at)
    try:
        actions.save_draft(item_id=item.id, draft=draft, by=request.seat, at=at)
    except Refused as why:
        messages.error(request, reasons_text(why))
        return redirect("documents:intake")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(_saved_words(at))
    if not stays:
        messages.success(
            request, _("Đã giữ những gì bạn gõ cho %(name)s.") % {"name": item.name}
        )
    return redirect(following)


def _saved_words(at: datetime) -> str:
    return _("tự lưu %(clock)s") % {"clock": timezone.localtime(at).strftime("%H:%M")}


@require_POST
@with_seat(Permission.INTAKE)
def intake_discard(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """A file that is not to be registered; its reason stays with it."""
    item, at = get_item_for(request.seat, item_id), timezone.now()
    following = _next_url(request, item, at)
    reason = request.POST.get("reason", "")
    try:
        actions.discard_item(item_id=item.id, reason=reason, by=request.seat, at=at)
    except Refused as why:
        messages.error(request, reasons_text(why))
        return redirect(door.item_url(item))
    messages.success(
        request, _("Đã bỏ tệp %(name)s, ghi cùng lý do.") % {"name": item.name}
    )
    return redirect(following)


@require_POST
@with_seat(Permission.REGISTER)
def intake_attach(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """The file is a further one of a paper that has its số đến already."""
    item, at = get_item_for(request.seat, item_id), timezone.now()
    following = _next_url(request, item, at)
    form = AttachForm(request.POST)
    try:
        entry = _entry_asked_for(request, form)
        actions.attach_item(item_id=item.id, entry_id=entry.id, by=request.seat, at=at)
    except Refused as why:
        messages.error(request, reasons_text(why))
        return redirect(door.item_url(item))
    words = _("%(name)s là tệp kèm của số đến %(number)d.")
    messages.success(request, words % {"name": item.name, "number": entry.number})
    return redirect(following)


def _entry_asked_for(request: SeatRequest, form: AttachForm) -> RegisterEntry:
    if not form.is_valid():
        raise Refused([str(m) for found in form.errors.values() for m in found])
    number, year = form.cleaned_data["number"], form.cleaned_data["year"]
    entry = queries.entry_numbered(request.seat.agency_id, year, number)
    if entry is None:
        words = _("Không có số đến %(number)d trong sổ năm %(year)d.")
        raise Refused([words % {"number": number, "year": year}])
    return entry


@require_POST
@with_seat(Permission.INTAKE)
def intake_secret(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """A held file is a state secret: destroyed, and it never comes back."""
    item, at = get_item_for(request.seat, item_id), timezone.now()
    if request.POST.get("sure") != "1":
        messages.error(request, _("Chưa đánh dấu ô xác nhận. Chưa hủy gì."))
        return redirect(door.item_url(item))
    try:
        gone = actions.confirm_secret(item_id=item.id, by=request.seat, at=at)
    except Refused as why:
        messages.error(request, reasons_text(why))
        return redirect(door.item_url(item))
    messages.success(request, queries.reason_of(gone))
    return redirect("documents:intake")


@require_POST
@with_seat(Permission.INTAKE)
def intake_not_secret(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """A held file is no state secret: it goes on to be read and registered."""
    item, reason = get_item_for(request.seat, item_id), request.POST.get("reason", "")
    try:
        actions.deny_secret(
            item_id=item.id, reason=reason, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, reasons_text(why))
    else:
        messages.success(
            request,
            _("Đã ghi: %(name)s không phải văn bản mật. Tệp được đọc tiếp.")
            % {"name": item.name},
        )
    return redirect(door.item_url(item))


@require_safe
@with_seat(Permission.INTAKE)
def intake_compare(request: SeatRequest, item_id: UUID, entry_id: UUID) -> HttpResponse:
    """The file at the door beside the paper in the register."""
    item = get_shown_item_for(request.seat, item_id)
    entry = get_entry_for(request.seat, entry_id)
    at = timezone.now()
    actions.record_look(on=[item, entry], by=request.seat, at=at)
    line = door.lines_of([item], queries.Lists.of(local_date(at)), at=at)[0]
    held = queries.entry_detail(entry).shown_files
    context = {
        "line": line,
        "pages": door.shown_pages(item, Proposal(), 1),
        "entry": entry,
        "held": next((f for f in held if f.file.kind in door.PICTURED), None),
        "rows": queries.compared(line.proposal, entry),
    }
    return render(request, "documents/intake_compare.html", context)


# -- /van-ban/den/noi-gui/


@require_safe
@with_seat(Permission.REGISTER)
def issuer_note(request: SeatRequest) -> HttpResponse:
    """Asked while the form is filled in: whether its issuer has ended."""
    name = request.GET.get("issuer_name", "")[:200]
    note = note_on_sender(name, timezone.localdate())
    return render(request, "documents/issuer_note.html", {"issuer_note": note})


# -- /van-ban/den/vao-so/


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.REGISTER)
def register_paper(request: SeatRequest) -> HttpResponse:
    """Enter a paper that came without a file; the next one follows on a clean form."""
    at = timezone.now()
    lists = queries.Lists.of(local_date(at))
    form = door.registration_form(request, lists)
    duplicates: Sequence[RegisterEntry] = ()
    if request.method == "POST":
        entry = None
        try:
            entry = _register(request, form, item=None, at=at)
        except PossibleDuplicate as why:
            duplicates = why.entries
        except SecretRefused as why:
            # Nothing of it stays, not even on the form.
            messages.error(request, reasons_text(why))
            return redirect("documents:register-paper")
        if entry is not None:
            _say_registered(request, entry)
            return redirect("documents:register-paper")
    context = {
        "form": form,
        "was_refused": request.method == "POST",
        "duplicates": duplicates,
        "likeness": "",
        "signs": door.field_signs(Proposal()),
        "issuers": lists.issuers.values(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/intake_paper.html", context, status=status)
