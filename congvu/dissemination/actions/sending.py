"""A paper told to people: checked, and sent in as few statements for 5,000 as for 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.dissemination import queries
from congvu.dissemination.access import may_send
from congvu.dissemination.actions.keeping import join
from congvu.dissemination.models import Audience, Question, Telling
from congvu.dissemination.rules import (
    Place,
    QuestionData,
    RuleData,
    Scope,
    kept,
    last_day_ahead,
    question_reasons,
)
from congvu.documents.access import scope_of
from congvu.documents.models import Document, DocumentFile, RegisterEntry
from congvu.documents.queries import readable_entries
from congvu.documents.rules import EntryState
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import units_on
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import readable_lines
from congvu.outgoing.rules import OutgoingState

_GONE = (EntryState.CANCELLED, EntryState.RETURNED)


@dataclass(frozen=True)
class TellingData:
    """What the sender says: whom, by when, and what is asked."""

    rules: Sequence[RuleData]
    questions: Sequence[QuestionData]
    confirm_by: date | None
    note: str = ""


@transaction.atomic
def send_telling(
    *,
    data: TellingData,
    by: Seat,
    at: datetime,
    incoming_id: UUID | None = None,
    outgoing_id: UUID | None = None,
) -> Telling:
    """Tell a paper the agency received or issued; one living telling a paper."""
    incoming = _entry(incoming_id, by)
    outgoing = _line(outgoing_id, by) if incoming is None else None
    held = incoming or outgoing
    if held is None or held.document_id is None:
        raise Refused([_("Không tìm thấy văn bản này trong sổ của cơ quan.")])
    document = Document.objects.select_for_update().get(pk=held.document_id)
    paper = queries.paper_of(document.id, by.agency_id)
    meant = queries.meant_by(data.rules, local_date(at))
    reasons = _paper_reasons(document, paper, by) + _reasons(data, meant, by, at)
    if reasons or paper is None or data.confirm_by is None:
        raise Refused(reasons)
    telling = Telling(
        agency_id=by.agency_id,
        document=document,
        incoming=incoming,
        outgoing=outgoing,
        paper_sha256=paper.file.sha256,
        note=nfc(data.note),
        confirm_by=data.confirm_by,
        sent_at=at,
        sent_on=local_date(at),
        sent_by=by.person_name,
        sent_post=by.acts_as,
        sent_post_id=by.post_id,
        kept_at=at,
    )
    telling.save(force_insert=True)
    questions = _write(telling, data)
    join(telling, list(meant.values()), due_on=data.confirm_by, at=at)
    record(
        "dissemination.sent",
        by=by.actor,
        at=at,
        on=telling,
        agency_id=by.agency_id,
        data={
            "symbol": document.symbol,
            "people": len(meant),
            "questions": questions,
            "confirm_by": data.confirm_by,
            "sha256": paper.file.sha256,
        },
    )
    return telling


def _entry(entry_id: UUID | None, by: Seat) -> RegisterEntry | None:
    """A line of the agency's own register, whose paper it kept."""
    if entry_id is None:
        return None
    entries = readable_entries(scope_of(by)).filter(agency=by.agency_id)
    found: RegisterEntry | None = entries.filter(pk=entry_id).first()
    if found is not None and found.state in _GONE:
        raise Refused([_("Văn bản này đã hủy số hoặc trả lại nơi gửi.")])
    return found


def _line(entry_id: UUID | None, by: Seat) -> OutgoingEntry | None:
    if entry_id is None:
        return None
    lines = readable_lines(scope_of(by)).filter(agency=by.agency_id)
    found: OutgoingEntry | None = lines.filter(pk=entry_id).first()
    if found is not None and found.state != OutgoingState.ISSUED:
        raise Refused([_("Văn bản này chưa phát hành hoặc đã hủy số.")])
    if found is not None and found.recalled_at is not None:
        raise Refused([_("Văn bản này đã thu hồi.")])
    return found


def _paper_reasons(
    document: Document, paper: DocumentFile | None, by: Seat
) -> list[Reason]:
    found = []
    if not may_send(by):
        words = _("Văn thư, lãnh đạo và chánh văn phòng gửi phổ biến văn bản.")
        found.append(Reason(words))
    living = queries.living_of(by.agency_id, document.id)
    if living is not None:
        found.append(Reason(already_words(living)))
    if paper is None:
        words = _("Văn bản chưa có tệp đọc được, hoặc tệp đang được giữ lại.")
        found.append(Reason(words))
    return found


def already_words(living: Telling) -> str:
    words = _("%(who)s đã phổ biến văn bản này lúc %(when)s.")
    when = timezone.localtime(living.sent_at)
    return words % {"who": living.sent_by, "when": f"{when:%H:%M %d/%m/%Y}"}


def _reasons(
    data: TellingData, meant: dict[UUID, Place], by: Seat, at: datetime
) -> list[Reason]:
    found = _day_reasons(data.confirm_by, local_date(at))
    outside = _outside(data.rules, by, local_date(at))
    if not data.rules:
        found.append(Reason(_("Chọn người nhận."), "where"))
    elif outside:
        found.append(Reason(outside, "where"))
    elif not meant:
        words = _("Hôm nay chưa có ai thuộc đối tượng này.")
        found.append(Reason(words, "where"))
    return found + [
        Reason(_(reason.message), reason.field)
        for reason in question_reasons(data.questions)
    ]


def _day_reasons(day: date | None, today: date) -> list[Reason]:
    if day is None:
        return [Reason(_("Ghi hạn xác nhận."), "confirm_by")]
    if day < today:
        return [Reason(_("Hạn xác nhận đã qua."), "confirm_by")]
    if day > last_day_ahead(today):
        words = _("Hạn xác nhận trong vòng một năm.")
        return [Reason(words, "confirm_by")]
    return []


def _outside(rules: Sequence[RuleData], by: Seat, on: date) -> str:
    """Only one's own agency, its units, and what stands below it."""
    below = {key for key, _name in queries.agencies_below(by.agency_id, on)}
    units = {unit.id for unit in units_on(by.agency_id, on)}
    for rule in rules:
        if rule.role and rule.role not in set(Role) - {Role.ADMINISTRATOR}:
            return _("Không có vai trò này.")
        near = rule.agency_id == by.agency_id
        if rule.scope == Scope.UNIT and not (near and rule.unit_id in units):
            return _("Đơn vị đã chọn không còn trong cơ quan.")
        if not near and rule.agency_id not in below:
            return _("Chỉ phổ biến trong cơ quan và các cơ quan cấp dưới.")
    return ""


def _write(telling: Telling, data: TellingData) -> int:
    """The rules and the questions; how many questions."""
    Audience.objects.bulk_create(
        Audience(
            telling=telling,
            scope=rule.scope,
            agency_id=rule.agency_id,
            unit_id=rule.unit_id,
            role=rule.role,
        )
        for rule in data.rules
    )
    asked = [q for q in data.questions if not q.is_empty]
    rows = []
    for n, question in enumerate(asked, start=1):
        choices, right = kept(question)
        rows.append(
            Question(
                telling=telling,
                position=n,
                text=nfc(question.text),
                choices=choices,
                right=right,
                clause=nfc(question.clause),
            )
        )
    Question.objects.bulk_create(rows)
    return len(rows)
