"""Entries, work and history in the words of the office: records the parts draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.documents.models import Assignment, HistoryEvent, RegisterEntry
from congvu.documents.queries.lists import EntryLine
from congvu.documents.queries.one import EntryDetail
from congvu.documents.queries.work import WorkItem
from congvu.documents.rules import (
    ASSIGNMENT_STATE_NAMES,
    AUDIT_EVENTS,
    CORRECTED_NAMES,
    ENTRY_STATE_NAMES,
    FORGOTTEN,
    HAND_OVER_REASON_NAMES,
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    PART_NAMES,
    URGENCY_NAMES,
    WAITS_FOR_REGISTRY,
    AssignmentState,
    EntryState,
    Part,
    is_of_another_book,
)
from congvu.lib.dates import WorkCalendar, local_date
from congvu.organisations.rules import short_name
from congvu.ui.rules import Deadline, Event, Row, Tone


def stamp(urgency: str) -> str:
    """The design's code for the stamp; both express degrees are stamped HỎA TỐC."""
    return {"normal": "", "express": "flash", "timed_express": "flash"}.get(
        urgency, urgency
    )


def deadline_of(
    due_on: date | None, *, on: date, days: WorkCalendar, done: bool = False
) -> Deadline:
    left = None if due_on is None else days.working_days_between(on, due_on)
    # A day past is late even where only days off lie between.
    if due_on is not None and left == 0 and due_on < on:
        left = -1
    return Deadline(left, due_on, on, done=done)


def entry_row(
    entry: EntryLine,
    *,
    url: str,
    on: date,
    days: WorkCalendar,
    selected: bool = False,
    in_book: bool = False,
) -> Row:
    """One line of the register; needs ``entry.document``.

    A line of an agency that ended says so beside one's own numbers, not ``in_book``.
    """
    sender = short_name(entry.document.issuer_name)
    if not in_book and is_of_another_book(entry.order_key):
        sender = f"{_('sổ cũ')} · {sender}"
    document, state = entry.document, EntryState(entry.state)
    is_open = state in OPEN_ENTRY_STATES
    words = _(ENTRY_STATE_NAMES[state])
    holder = ""
    if is_open:
        known = state not in WAITS_FOR_REGISTRY and entry.holder
        holder = entry.holder.split(",")[0] if known else words
    return Row(
        url=url,
        subject=document.subject,
        number=str(entry.number),
        sender=sender,
        symbol=document.symbol,
        day=document.issued_on,
        holder=holder,
        deadline=deadline_of(entry.due_on, on=on, days=days) if is_open else None,
        urgency=stamp(entry.urgency),
        state="" if is_open else words,
        state_tone=Tone.DONE if state == EntryState.DONE else "",
        unread=state == EntryState.REGISTERED,
        selected=selected,
        key=str(entry.id),
    )


def verb(assignment: Assignment) -> str:
    """What is asked of the desk."""
    if assignment.state == AssignmentState.REPORTED:
        return _("Xác nhận")
    if assignment.state == AssignmentState.RETURNED:
        return _("Bị trả lại")
    return {
        Part.DIRECT: _("Bút phê"),
        Part.LEAD: _("Giải quyết"),
        Part.SUPPORT: _("Phối hợp"),
        Part.INFORM: _("Để biết"),
    }[Part(assignment.part)]


def work_row(
    item: WorkItem,
    *,
    url: str,
    on: date,
    days: WorkCalendar,
    selected: bool = False,
) -> Row:
    """One line of "Việc của tôi": begins with the verb asked of me."""
    a = item.assignment
    document = a.entry.document
    answerer = a.desk_name.split(",")[0]
    words, who, when = {
        AssignmentState.REPORTED: (
            _("%(who)s báo cáo %(day)s"), answerer, a.reported_at,
        ),
        AssignmentState.RETURNED: (_("%(who)s trả lại %(day)s"), answerer, a.ended_at),
    }.get(
        AssignmentState(a.state),
        (_("giao bởi %(who)s, %(day)s"), a.given_by, a.given_at),
    )  # fmt: skip
    day = local_date(when or a.given_at).strftime("%d/%m")
    note = words % {"who": who, "day": day}
    return Row(
        url=url,
        subject=document.subject,
        verb=verb(a),
        sender=short_name(document.issuer_name),
        symbol=document.symbol,
        note=note,
        deadline=deadline_of(
            None if a.part == Part.INFORM else a.due_on, on=on, days=days
        ),
        urgency=stamp(a.entry.urgency),
        unread=a.state == AssignmentState.WAITING and a.read_at is None,
        selected=selected,
        key=str(a.id),
    )


@dataclass(frozen=True)
class PartLine:
    """One desk's part, with how deep it stands in the tree of hand-outs."""

    assignment: Assignment
    depth: int
    part: str
    state: str
    tone: str
    deadline: Deadline | None


_STATE_TONES = {
    AssignmentState.DONE: Tone.DONE,
    AssignmentState.SEEN: Tone.DONE,
    AssignmentState.REPORTED: Tone.LOOK,
}


def parts(detail: EntryDetail, *, on: date, days: WorkCalendar) -> list[PartLine]:
    """The tree of assignments line by line, each with its one state."""
    lines: list[PartLine] = []
    stack = [(node, 0) for node in reversed(detail.tree)]
    while stack:
        node, depth = stack.pop()
        a = node.assignment
        state = AssignmentState(a.state)
        acts = state in OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD}
        lines.append(
            PartLine(
                assignment=a,
                depth=min(depth, 3),
                part=_(PART_NAMES[Part(a.part)]),
                state=_(ASSIGNMENT_STATE_NAMES[state]),
                tone=_STATE_TONES.get(state, Tone.PLAIN),
                deadline=deadline_of(a.due_on, on=on, days=days)
                if acts and a.due_on
                else None,
            )
        )
        stack.extend((child, depth + 1) for child in reversed(node.children))
    return lines


# -- Diễn biến


def told(detail: EntryDetail, *, on: date) -> list[Event]:
    """What happened as sentences, then what is so now, then what comes next."""
    history = detail.history
    today_only = all(local_date(e.at) == on for e in history)
    events = [_event(e, on, today_only=today_only) for e in history]
    now, next_step = _now_and_next(detail.entry)
    if now:
        events.append(Event(now, when=_("bây giờ"), state="now"))
    if next_step:
        events.append(Event(next_step, when=" ", state="expected"))
    return events


def _event(event: HistoryEvent, on: date, *, today_only: bool) -> Event:
    at = timezone.localtime(event.at)
    if today_only:
        when = at.strftime("%H:%M")
    else:
        when = at.strftime("%d/%m %H:%M" if at.year == on.year else "%d/%m/%Y")
    return Event(sentence(event), actor=event.actor, at=event.at, when=when)


def sentence(event: HistoryEvent) -> str:
    """The predicate of one event; the actor stands before it in bold."""
    make = _SENTENCES.get(event.event)
    if make is not None and event.detail != FORGOTTEN:
        return make(event.detail)
    label = _(AUDIT_EVENTS.get(event.event, event.event))
    return label[:1].lower() + label[1:]


def _quoted(words: str, text: object) -> str:
    return f"{words}: “{text}”" if text else words


def _names(value: object) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(str(v) for v in value) if isinstance(value, Sequence) else ""


def _day(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
    except ValueError:
        return ""


def _instructed(detail: Mapping[str, Any]) -> str:
    to = detail.get("to")
    to = to if isinstance(to, Mapping) else {Part.LEAD: to or []}
    parts = [
        words % {"names": _names(to[part])}
        for part, words in (
            (Part.LEAD, _("giao %(names)s chủ trì")),
            (Part.SUPPORT, _("%(names)s phối hợp")),
            (Part.INFORM, _("%(names)s để biết")),
        )
        if to.get(part)
    ]
    if _day(detail.get("due", "")):
        parts.append(_("hạn %(day)s") % {"day": _day(detail["due"])})
    words = _("bút phê lại") if detail.get("again") else _("bút phê")
    return f"{words}: {', '.join(parts)}" if parts else words


def _corrected(detail: Mapping[str, Any]) -> str:
    """ "sửa số, ký hiệu: 12/A → 12/B; ghi chú: trống → bản giấy ở tủ 3" """
    changed = detail.get("changed")
    changed = changed if isinstance(changed, Mapping) else {}
    parts = [
        f"{_(label)}: {_value(name, before)} → {_value(name, after)}"
        for name, label in CORRECTED_NAMES.items()
        for before, after in [changed.get(name) or ("", "")]
        if name in changed
    ]
    return _quoted(_("sửa %(what)s") % {"what": "; ".join(parts)}, detail.get("text"))


def _value(name: str, value: object) -> str:
    """One value of a field, in the reader's words."""
    if name == "urgency":
        return _(URGENCY_NAMES.get(str(value), str(value)))
    return _day(value) or str(value) or _("trống")


def _registered(detail: Mapping[str, Any]) -> str:
    words = _("vào sổ, số đến %(number)s")
    if detail.get("late"):
        words = _("vào sổ lùi ngày, số đến %(number)s")
    elif detail.get("unconfirmed"):
        words = _("vào sổ, số đến %(number)s, theo máy đọc, chưa xác nhận từng mục")
    return _quoted(words % {"number": detail.get("number", "")}, detail.get("text"))


def _handed_over(detail: Mapping[str, Any]) -> str:
    """ "bàn giao từ UBND xã A sang UBND xã B theo Nghị quyết 1683/NQ-UBTVQH15" """
    given = {"from": detail.get("from", ""), "to": detail.get("to", "")}
    words = _("bàn giao từ %(from)s sang %(to)s") % given
    if detail.get("basis"):
        return _("%(what)s theo %(basis)s") % {"what": words, "basis": detail["basis"]}
    why = HAND_OVER_REASON_NAMES.get(detail.get("why", ""))
    return f"{words} ({_(why)})" if why else words


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "documents.registered": _registered,
    "documents.submitted": lambda d: _quoted(
        _("trình %(to)s") % {"to": _names(d.get("to", ""))}, d.get("text")
    ),
    "documents.instructed": _instructed,
    "documents.transferred": lambda d: (
        _("chuyển %(to)s") % {"to": _names(d.get("to", ""))}
    ),
    "documents.assigned": lambda d: _quoted(
        (_("giao lại %(to)s") if d.get("again") else _("giao %(to)s"))
        % {"to": _names(d.get("to", ""))},
        d.get("text"),
    ),
    "documents.reported": lambda d: _quoted(
        _("báo cáo kết quả, trả lời bằng %(symbol)s") % {"symbol": d["reply"]}
        if d.get("reply")
        else _("báo cáo kết quả"),
        d.get("text"),
    ),
    "documents.confirmed": lambda d: _quoted(
        _("xác nhận kết quả của %(from)s") % {"from": _names(d.get("from", ""))},
        d.get("text"),
    ),
    "documents.sent-back": lambda d: _quoted(
        _("trả lại %(to)s") % {"to": _names(d.get("to", ""))}, d.get("text")
    ),
    "documents.right-opened": lambda d: _quoted(
        _("mở quyền xem cho %(to)s") % {"to": _names(d.get("to", ""))}, d.get("text")
    ),
    "documents.right-closed": lambda d: _quoted(
        _("thu lại quyền xem của %(from)s") % {"from": _names(d.get("from", ""))},
        d.get("text"),
    ),
    "documents.handed-over": _handed_over,
    "documents.corrected": _corrected,
    "documents.file-attached": lambda d: (
        _("thêm tệp “%(name)s”") % {"name": d.get("file", "")}
    ),
    "documents.secret-refused": lambda _detail: _(
        "hủy một tệp vì là văn bản mật, không giữ lại gì"
    ),
    "documents.noted": lambda _detail: _("đã biết"),
    "documents.number-cancelled": lambda d: _quoted(_("hủy số đến"), d.get("text")),
}


def _now_and_next(entry: RegisterEntry) -> tuple[str, str]:
    who = {"who": entry.holder, "to": entry.recipient}
    state = EntryState(entry.state)
    if state == EntryState.REGISTERED:
        now = _("Chờ trình.")
        if stamp(entry.urgency):
            now = _("Chờ trình. Văn bản khẩn: trình ngay sau khi vào sổ")
        return now, _("Lãnh đạo cho ý kiến")
    return {
        EntryState.SUBMITTED: (_("Chờ %(who)s cho ý kiến") % who, _("Giao giải quyết")),
        EntryState.INSTRUCTED: (
            _("Đã có bút phê, chờ văn thư chuyển %(to)s") % who,
            _("Đơn vị giải quyết"),
        ),
        EntryState.HANDLING: (_("%(who)s đang giải quyết") % who, _("Báo cáo kết quả")),
        EntryState.REPORTED: (_("Chờ %(who)s xác nhận kết quả") % who, ""),
    }.get(state, ("", ""))
