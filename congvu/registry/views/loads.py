"""A file sent into a table; a file that was entered, taken out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.organisations.access import SeatRequest, with_seat
from congvu.registry import actions
from congvu.registry.access import get_change_to_decide, get_database_to_keep
from congvu.registry.forms import LoadForm, UndoForm
from congvu.registry.models import LoadTask, RowChange
from congvu.registry.rules import TaskState
from congvu.registry.views.deeds import (
    METHODS,
    RUN,
    USE,
    Words,
    answer,
    posted,
)
from congvu.registry.views.rows import current_table


def _url(made: RowChange | LoadTask) -> str:
    """Where it stands now: what came of it, or how far it is."""
    if isinstance(made, RowChange):
        return reverse("registry:change", args=[made.pk])
    name = "begin-task" if made.state == TaskState.CHOOSING else "task"
    return reverse(f"registry:{name}", args=[made.pk])


@require_http_methods(METHODS)
@with_seat(USE)
def load(request: SeatRequest, database_id: UUID, table_key: str) -> HttpResponse:
    seat = request.seat
    found = get_database_to_keep(seat, database_id)
    _structure, table = current_table(found, table_key)
    files = request.FILES if request.method == "POST" else None
    form = LoadForm(posted(request), files, table=table, initial={"since": seat.on})
    lead = _("Đọc tệp rồi cho biết từng dòng; chưa ghi gì trước khi được duyệt.")
    title = _("Nạp từ tệp: %(table)s") % {"table": table.label}
    words = Words(title, _("Đọc tệp"), _("Đã nhận tệp."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.send_file(
            database_id=found.pk,
            table_key=table.key,
            stream=form.cleaned_data["file"],
            name=form.cleaned_data["file"].name or "",
            wish=form.wish_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("registry:database", args=[found.pk]) + f"?bang={table.key}",
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def undo(request: SeatRequest, row_change_id: UUID) -> HttpResponse:
    seat = request.seat
    one = get_change_to_decide(seat, row_change_id)
    form = UndoForm(posted(request))
    lead = _("Mọi dòng tệp này đã ghi không còn được tin; dòng cũ trở lại như trước.")
    words = Words(_("Rút lần nạp"), _("Rút"), _("Đã nhận việc rút."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.take_out(
            change_id=one.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(one),
        to=_url,
    )
