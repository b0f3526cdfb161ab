"""Sửa dữ liệu: a line put right beside its paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.documents import actions, queries
from congvu.documents.forms import CorrectionForm, correction_initial, show_refusal
from congvu.documents.models import RegisterEntry
from congvu.documents.views import door
from congvu.documents.views.deed import Words, answer, entry_at, posted
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.REGISTER)
def correct(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    lists = door.Lists.of(local_date(entry.registered_at))
    form = CorrectionForm(
        posted(request),
        types=lists.types,
        secrecy_levels=lists.secrecy,
        initial=correction_initial(entry),
        auto_id="p_%s",
    )
    if request.method == "POST" and not form.is_valid():
        _add_other_reasons(form, entry)
    words = Words(
        title=_("Sửa dữ liệu"),
        button=_("Lưu chỗ đã sửa"),
        done=_("Đã sửa dữ liệu của số đến %(number)s.") % {"number": entry.number},
        lead=_("Số đến %(number)s không đổi. Nội dung trước và sau ghi vào diễn biến.")
        % {"number": entry.number},
        template="documents/deed_correct.html",
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.correct_entry(
            entry_id=entry.id,
            paper=form.paper_of(entry),
            arrived_on=form.cleaned_data["arrived_on"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
            not_duplicate=form.cleaned_data["not_duplicate"],
        ),
        more={"issuers": lists.issuers.values()},
    )


def _add_other_reasons(form: CorrectionForm, entry: RegisterEntry) -> None:
    """What else stands against it, on the fields that could be read."""
    bad = set(form.errors)
    reasons = queries.correction_reasons(
        entry,
        form.paper_of(entry),
        arrived_on=form.cleaned_data.get("arrived_on") or entry.arrived_on,
    )
    others = [r for r in reasons if r.field not in bad]
    if others:
        show_refusal(form, Refused(others))
