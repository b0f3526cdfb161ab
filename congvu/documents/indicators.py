"""What is counted of incoming papers: how many, taken in when, handled when.

Each record counts for the body whose it was on its day: what an act or a desk handed on
afterwards is told by the record of the hand-over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from congvu.documents import queries
from congvu.documents.access import scope_of
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import (
    URGENCY_NAMES,
    AssignmentState,
    EntryState,
    HandedKind,
    Part,
)
from congvu.indicators.rules import (
    Better,
    Measured,
    PeriodKind,
    RecordKind,
    Records,
    Sure,
    Told,
    Unit,
    indicators,
    record_kinds,
)
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat

PART, ENTRY = "documents.part", "documents.entry"

# The part as it counts, whoever has it now. One given to another agency has no unit
# here: there it is a paper of its own, with parts of its own.
_PART = f"""
       a.due_on, '{PART}', a.id,
       a.state IN ('{AssignmentState.REPORTED}', '{AssignmentState.DONE}') AND
       coalesce((a.reported_at AT TIME ZONE INTERVAL '7 hours')::date <= a.due_on,
                false)
"""
_COUNTS = f"""
       a.part IN ('{Part.LEAD}', '{Part.SUPPORT}') AND a.unit_id IS NOT NULL
   AND a.due_on >= %(since)s AND a.due_on < %(until)s
   AND a.state NOT IN ('{AssignmentState.HELD}', '{AssignmentState.RETURNED}',
                       '{AssignmentState.WITHDRAWN}', '{AssignmentState.PASSED_ON}')
"""
_PARTS = f"""
SELECT a.agency_id, {_PART}
  FROM documents_assignment a
 WHERE {_COUNTS}
   AND NOT EXISTS (
       SELECT FROM documents_handoverline l
         JOIN documents_handover h ON h.id = l.hand_over_id
        WHERE l.thing_id = a.id AND l.kind = '{HandedKind.PART}' AND h."on" > a.due_on)
UNION ALL
SELECT t.from_agency_id, {_PART}
  FROM (SELECT DISTINCT ON (l.thing_id) l.thing_id, h.from_agency_id
          FROM documents_handover h
          JOIN documents_handoverline l ON l.hand_over_id = h.id
          JOIN documents_assignment a ON a.id = l.thing_id
         WHERE l.kind = '{HandedKind.PART}' AND h."on" > %(since)s
           AND h."on" > a.due_on
         ORDER BY l.thing_id, h."on", h.at) t
  JOIN documents_assignment a ON a.id = t.thing_id
 WHERE {_COUNTS}
"""  # noqa: S608 - our own constants
_RECEIVED = f"""
SELECT r.agency_id, e.arrived_on, '{ENTRY}', e.id, 1
  FROM organisations_agency b
  JOIN documents_registerentry e ON e.agency_id = b.id
  JOIN documents_register r ON r.id = e.register_id
 WHERE e.arrived_on >= %(since)s AND e.arrived_on < %(until)s
   AND e.state <> '{EntryState.CANCELLED}'
"""  # noqa: S608 - our own constants
_REGISTERED = f"""
SELECT r.agency_id, e.arrived_on, '{ENTRY}', e.id,
       (e.registered_at AT TIME ZONE INTERVAL '7 hours')::date <= y.latest
  FROM organisations_agency b
  JOIN documents_registerentry e ON e.agency_id = b.id
  JOIN documents_register r ON r.id = e.register_id
  JOIN unnest(%(urgencies)s::text[], %(days)s::date[], %(latest)s::date[])
       AS y (urgency, day, latest) ON y.day = e.arrived_on AND y.urgency = e.urgency
 WHERE e.arrived_on >= %(since)s AND e.arrived_on < %(until)s
   AND e.state <> '{EntryState.CANCELLED}' AND e.channel <> 'import'
"""  # noqa: S608 - our own constants


def parts(since: date, until: date) -> Records:
    return Records(_PARTS, {"since": since, "until": until})


def received(since: date, until: date) -> Records:
    return Records(_RECEIVED, {"since": since, "until": until})


def registered(since: date, until: date) -> Records:
    """The last day to register each in, by the rule of its own day; where no rule says
    one, nothing is counted."""
    steps = [
        (urgency, day, latest)
        for day in (since + timedelta(n) for n in range((until - since).days))
        for urgency in URGENCY_NAMES
        if (latest := queries.step_deadline("register", urgency, day)) is not None
    ]
    urgencies, days, latest_days = zip(*steps, strict=True) if steps else ((), (), ())
    return Records(
        _REGISTERED,
        {
            "since": since,
            "until": until,
            "urgencies": list(urgencies),
            "days": list(days),
            "latest": list(latest_days),
        },
    )


def tell_entries(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; a line the seat may not read is not told of."""
    return {entry.id: _told(entry) for entry in _readable(seat).filter(pk__in=ids)}


def tell_parts(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Two queries; the part of a paper the seat may not read is not told of."""
    found = Assignment.objects.filter(pk__in=ids).only("id", "entry_id", "desk_name")
    parts = list(found)
    shown = _readable(seat).filter(pk__in={part.entry_id for part in parts})
    entries = {entry.id: entry for entry in shown}
    return {
        part.id: _told(entries[part.entry_id], part.desk_name)
        for part in parts
        if part.entry_id in entries
    }


def _readable(seat: Seat) -> QuerySet[RegisterEntry]:
    return (
        queries.readable_entries(scope_of(seat))
        .select_related("document")
        .defer("search", "search_text")
    )


def _told(entry: RegisterEntry, desk: str = "") -> Told:
    number = gettext("số đến %(number)s") % {"number": entry.number}
    words = (number, entry.document.symbol, entry.document.subject, desk)
    return Told(
        ", ".join(part for part in words if part),
        reverse("documents:entry", args=[entry.id]),
    )


record_kinds(
    RecordKind(PART, _("phần việc"), tell_parts),
    RecordKind(ENTRY, _("văn bản đến"), tell_entries),
)
indicators(
    Measured(
        code="documents.in_time",
        name=_("Phần việc giải quyết đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các phần việc chủ trì, phối hợp có ngày hạn trong kỳ của các bàn "
            "trong cơ quan, bao nhiêu phần đã báo cáo kết quả chậm nhất vào ngày hạn. "
            "Hạn đã được gia hạn thì tính theo hạn mới. Việc chưa xong, hoặc báo cáo "
            "rồi bị trả lại làm tiếp, là chưa đúng hạn. Mỗi bàn trong chuỗi giao việc "
            "là một phần. Không tính việc chưa chuyển, đã rút, đã trả lại, đã chuyển "
            "nơi khác; việc giao cơ quan khác thì cơ quan ấy tính. Ngày hạn chưa qua "
            "thì chưa tính."
        ),
        source=_("Nghị định 30/2020/NĐ-CP Điều 24 không nêu công thức"),
        sure=Sure.OURS,
        records=parts,
    ),
    Measured(
        code="documents.registered_in_time",
        name=_("Văn bản đến vào sổ đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các văn bản đến trong kỳ, bao nhiêu văn bản được đăng ký vào sổ "
            "trong ngày đến hoặc chậm nhất ngày làm việc tiếp theo; văn bản khẩn thì "
            "trong ngày. Hạn lấy theo quy định có hiệu lực vào ngày đến. Không tính số "
            "đã hủy và văn bản nạp từ sổ cũ. Cơ quan được tính là cơ quan giữ sổ."
        ),
        source=_("Nghị định 30/2020/NĐ-CP Điều 4.2c, 23.1"),
        sure=Sure.READ,
        records=registered,
    ),
    Measured(
        code="documents.received",
        name=_("Văn bản đến"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.NEITHER,
        definition=_(
            "Số văn bản đến trong kỳ đã vào sổ, không kể số đã hủy. Cơ quan được tính "
            "là cơ quan giữ sổ."
        ),
        source=_("Quyết định 28/2018/QĐ-TTg Điều 11"),
        sure=Sure.READ,
        counts_today=True,
        records=received,
    ),
)
