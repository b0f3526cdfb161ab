"""A paper opened as a directive, and which unit watches over it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.directives.access import may_open
from congvu.directives.actions.asking import locked_directive
from congvu.directives.actions.reading import begin_reading
from congvu.directives.models import Directive
from congvu.directives.queries import directive_of
from congvu.directives.rules import DirectiveState
from congvu.documents.access import scope_of
from congvu.documents.models import Document, RegisterEntry
from congvu.documents.queries import readable_entries
from congvu.documents.rules import EntryState
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.queries import units_on
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import readable_lines
from congvu.outgoing.rules import OutgoingState

_GONE = (EntryState.CANCELLED, EntryState.RETURNED)


@transaction.atomic
def open_directive(
    *,
    by: Seat,
    at: datetime,
    incoming_id: UUID | None = None,
    outgoing_id: UUID | None = None,
    watch_unit_id: UUID | None = None,
) -> Directive:
    """Open a paper the agency received or issued; once, whoever asks.

    A text that is not long is read at once; a long one, or one whose scan is still
    being recognised, by the worker.
    """
    incoming = outgoing = None
    if incoming_id is not None:
        incoming = _entry(incoming_id, by)
    elif outgoing_id is not None:
        outgoing = _line(outgoing_id, by)
    held = incoming or outgoing
    if held is None or held.document_id is None:
        raise Refused([_("Không tìm thấy văn bản này.")])
    if not may_open(by):
        words = _("Chức vụ đang chọn không mở văn bản chỉ đạo để giao nhiệm vụ.")
        raise Refused([words])
    # The paper's row is the lock: two who open it at once would have one each.
    document = Document.objects.select_for_update().get(pk=held.document_id)
    opened = directive_of(by.agency_id, document.id)
    if opened is not None:
        raise Refused([already_words(opened)])
    unit_id, unit_name = _watching(watch_unit_id or by.unit_id, by, at)
    directive = Directive(
        agency_id=by.agency_id,
        document=document,
        incoming=incoming,
        outgoing=outgoing,
        state=DirectiveState.READING,
        opened_at=at,
        opened_by=by.person_name,
        opened_post=by.acts_as,
        opened_post_id=by.post_id,
        watch_unit_id=unit_id,
        watch_unit_name=unit_name,
    )
    directive.save(force_insert=True)
    record(
        "directives.opened",
        by=by.actor,
        at=at,
        on=directive,
        agency_id=by.agency_id,
        data={"symbol": document.symbol, "watch": unit_name},
    )
    begin_reading(directive=directive, by=by.actor, at=at)
    return directive


def _entry(entry_id: UUID, by: Seat) -> RegisterEntry | None:
    """A line of the agency's own register, whose paper it kept."""
    entries = readable_entries(scope_of(by)).filter(agency=by.agency_id)
    found: RegisterEntry | None = entries.filter(pk=entry_id).first()
    if found is not None and found.state in _GONE:
        raise Refused([_("Văn bản này đã hủy số hoặc trả lại nơi gửi.")])
    return found


def _line(entry_id: UUID, by: Seat) -> OutgoingEntry | None:
    lines = readable_lines(scope_of(by)).filter(agency=by.agency_id)
    found: OutgoingEntry | None = lines.filter(pk=entry_id).first()
    if found is not None and found.state != OutgoingState.ISSUED:
        raise Refused([_("Văn bản này chưa phát hành hoặc đã hủy số.")])
    return found


def already_words(opened: Directive) -> str:
    words = _("%(who)s đã mở văn bản này lúc %(when)s.")
    when = timezone.localtime(opened.opened_at)
    return words % {"who": opened.opened_by, "when": f"{when:%H:%M %d/%m/%Y}"}


def _watching(unit_id: UUID, by: Seat, at: datetime) -> tuple[UUID, str]:
    units = {u.id: u.name for u in units_on(by.agency_id, local_date(at))}
    if unit_id not in units:
        words = _("Đơn vị này không còn trong cơ quan.")
        raise Refused([Reason(words, "watch")])
    return unit_id, units[unit_id]


@transaction.atomic
def give_watch(
    *, directive_id: UUID, unit_id: UUID, by: Seat, at: datetime
) -> Directive:
    """Which unit of the agency watches over the directive from now on."""
    directive = locked_directive(directive_id, by)
    unit_id, unit_name = _watching(unit_id, by, at)
    if directive.watch_unit_id == unit_id:
        return directive
    directive.watch_unit_id, directive.watch_unit_name = unit_id, unit_name
    directive.save(update_fields=["watch_unit_id", "watch_unit_name"])
    record(
        "directives.watch-given",
        by=by.actor,
        at=at,
        on=directive,
        agency_id=by.agency_id,
        data={"symbol": directive.document.symbol, "watch": unit_name},
    )
    return directive


@transaction.atomic
def record_directive_view(*, directive: Directive, by: Seat, at: datetime) -> None:
    """Looking is written down, too."""
    record(
        "directives.viewed",
        by=by.actor,
        at=at,
        on=directive,
        agency_id=directive.agency_id,
        data={"symbol": directive.document.symbol},
    )
