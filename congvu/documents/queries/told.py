"""Entries, work and history in the words of the office: records the parts draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.models import (
    Assignment,
    HistoryEvent,
    RegisterEntry,
    WorkRequest,
)
from congvu.documents.queries.lists import EntryLine
from congvu.documents.queries.one import EntryDetail
from congvu.documents.queries.work import WorkItem
from congvu.documents.rules import (
    ASSIGNMENT_STATE_NAMES,
    AUDIT_EVENTS,
    CORRECTED_NAMES,
    DELIVERY_STATE_NAMES,
    ENTRY_STATE_NAMES,
    FORGOTTEN,
    HAND_OVER_REASON_NAMES,
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    PART_NAMES,
    URGENCY_NAMES,
    WAITS_FOR_REGISTRY,
    AssignmentState,
    DeliveryState,
    EntryState,
    Part,
    Wish,
    WishState,
    is_of_another_book,
)
from congvu.lib.dates import WorkCalendar, local_date
from congvu.organisations.rules import short_name
from congvu.ui.rules import Deadline, Event, Row, Tone, dated


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
        old = _("sổ cũ")
        sender = f"{old} · {sender}"
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


def verb(assignment: Assignment, *, asked: bool = False) -> str:
    """What is asked of the desk; ``asked``: by who has the part, of its giver."""
    if assignment.state == AssignmentState.REPORTED:
        return _("Xác nhận")
    if assignment.state == AssignmentState.RETURNED:
        return _("Bị trả lại")
    if asked:
        return _("Trả lời đề nghị")
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
        (_("%(who)s đề nghị"), answerer, a.given_at)
        if item.asked
        else (_("giao bởi %(who)s, %(day)s"), a.given_by, a.given_at),
    )  # fmt: skip
    day = local_date(when or a.given_at).strftime("%d/%m")
    note = words % {"who": who, "day": day}
    return Row(
        url=url,
        subject=document.subject,
        verb=verb(a, asked=item.asked),
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
    notes: Sequence[str] = ()
    deeds: Sequence[Any] = ()


_STATE_TONES = {
    AssignmentState.DONE: Tone.DONE,
    AssignmentState.SEEN: Tone.DONE,
    AssignmentState.REPORTED: Tone.LOOK,
}


def parts(detail: EntryDetail, *, on: date, days: WorkCalendar) -> list[PartLine]:
    """The tree of assignments line by line, each with its one state."""
    lines: list[PartLine] = []
    names = {a.id: a.desk_name for a in detail.assignments}
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
                notes=_part_notes(a, detail.requests, names),
            )
        )
        stack.extend((child, depth + 1) for child in reversed(node.children))
    return lines


def _part_notes(
    a: Assignment, requests: Sequence[WorkRequest], names: Mapping[UUID, str]
) -> list[str]:
    """What stands under a part: who had it, how often urged, what is asked, where."""
    found: list[str] = []
    if a.passed_from_id is not None:
        found.append(_("nhận từ %(desk)s") % {"desk": names[a.passed_from_id]})
    if a.first_due_on and a.due_on:
        days = {"first": _short(a.first_due_on), "now": _short(a.due_on)}
        words = _("hạn đầu %(first)s, gia hạn tới %(now)s")
        if a.due_on < a.first_due_on:
            words = _("hạn đầu %(first)s, rút xuống %(now)s")
        found.append(words % days)
    urged, last = getattr(a, "urged", 0), getattr(a, "urged_at", None)
    if urged and last:
        found.append(
            _("đã đôn đốc %(count)d lần, gần nhất %(day)s")
            % {"count": urged, "day": _short(local_date(last))}
        )
    found += [
        request_words(one)
        for one in requests
        if one.assignment_id == a.id and one.state == WishState.OPEN
    ]
    crossing = getattr(a, "crossing", None)
    if crossing:
        found.append(_(DELIVERY_STATE_NAMES[DeliveryState(crossing)]))
    return found


def request_words(one: WorkRequest) -> str:
    """What is asked, and why, as it follows the name of who asks."""
    if one.kind == Wish.EXTENSION and one.until:
        words = _("xin gia hạn tới %(day)s: “%(why)s”")
        return words % {"day": _short(one.until), "why": one.reason}
    words = _("xin chuyển tới %(desk)s: “%(why)s”")
    return words % {"desk": one.to_desk_name, "why": one.reason}


def _short(day: date) -> str:
    return day.strftime("%d/%m/%Y")


# -- Diễn biến


def told(detail: EntryDetail, *, on: date) -> list[Event]:
    """What happened as sentences, then what is so now, then what comes next."""
    history = detail.history
    events = dated([_event(e) for e in history], on)
    now, next_step = _now_and_next(detail.entry)
    if now:
        events.append(Event(now, when=_("bây giờ"), state="now"))
    if next_step:
        events.append(Event(next_step, when=" ", state="expected"))
    return events


def _event(event: HistoryEvent) -> Event:
    return Event(sentence(event), actor=event.actor, at=event.at)


def sentence(event: HistoryEvent) -> str:
    """The predicate of one event; the actor stands before it in bold."""
    make = _SENTENCES.get(event.event)
    if make is not None and event.detail != FORGOTTEN:
        elsewhere = event.detail.get("elsewhere")
        words = make(event.detail)
        return f"{words} {elsewhere}" if elsewhere else words
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


def _recalled(detail: Mapping[str, Any]) -> str:
    words = _("thu hồi việc đã giao %(desk)s")
    if detail.get("part") == Part.DIRECT:
        words = _("rút trình %(desk)s")
    return _quoted(words % {"desk": detail.get("desk", "")}, detail.get("text"))


_NAMED = 3


def _forwarded(detail: Mapping[str, Any]) -> str:
    """The first few by name, the rest as a number: 120 names are no sentence."""
    names = list(detail.get("desks") or [])
    words = _("chuyển để biết: %(names)s") % {"names": ", ".join(names[:_NAMED])}
    if len(names) > _NAMED:
        words = _("chuyển để biết: %(names)s và %(count)d nơi khác") % {
            "names": ", ".join(names[:_NAMED]),
            "count": len(names) - _NAMED,
        }
    return _quoted(words, detail.get("text"))


def _came_back(detail: Mapping[str, Any]) -> str:
    """The agency itself is the actor, so it is not named twice."""
    if detail.get("returned"):
        return _quoted(_("trả lại văn bản"), detail.get("text"))
    words = _("trả lời kết quả")
    if detail.get("reply"):
        words = _("trả lời bằng %(symbol)s") % {"symbol": detail["reply"]}
    return _quoted(words, detail.get("text"))


def _extension_asked(detail: Mapping[str, Any]) -> str:
    """Of one's giver, or of the agency that sent the paper."""
    words = _("xin gia hạn tới %(day)s")
    if detail.get("agency"):
        words = _("xin %(agency)s gia hạn tới %(day)s")
    told = {"agency": detail.get("agency", ""), "day": _day(detail.get("until", ""))}
    return _quoted(words % told, detail.get("reason"))


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "documents.sender-asked": lambda d: _quoted(
        _("yêu cầu %(what)s") % {"what": _(d["wanted"])}, d.get("text")
    ),
    "documents.sender-answered": lambda d: _quoted(
        _("trả lời nơi gửi: %(what)s") % {"what": d["wanted"]}, d.get("text")
    ),
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
    "documents.recalled": _recalled,
    "documents.part-passed-on": lambda d: _quoted(
        _("chuyển việc của %(from)s cho %(to)s")
        % {"from": d.get("from_desk", ""), "to": d.get("to_desk", "")},
        d.get("text"),
    ),
    "documents.pass-on-asked": lambda d: _quoted(
        _("xin chuyển việc tới %(to)s") % {"to": d.get("to_desk", "")}, d.get("reason")
    ),
    "documents.pass-on-refused": lambda d: _quoted(
        _("không chuyển việc tới %(to)s") % {"to": d.get("to_desk", "")},
        d.get("reason"),
    ),
    "documents.extension-asked": _extension_asked,
    "documents.extension-granted": lambda d: (
        _("gia hạn cho %(desk)s tới %(day)s")
        % {"desk": d.get("desk", ""), "day": _day(d.get("until", ""))}
    ),
    "documents.extension-refused": lambda d: _quoted(
        _("không gia hạn cho %(desk)s") % {"desk": d.get("desk", "")}, d.get("reason")
    ),
    "documents.day-moved": lambda d: _quoted(
        _("đổi hạn của %(desk)s thành %(day)s")
        % {"desk": d.get("desk", ""), "day": _day(d.get("until", ""))},
        d.get("reason"),
    ),
    "documents.urged": lambda d: _quoted(
        _("đôn đốc %(desk)s") % {"desk": d.get("desk", "")}, d.get("text")
    ),
    "documents.forwarded": _forwarded,
    "documents.sent-across": lambda d: (
        _("gửi %(agency)s xử lý") % {"agency": d.get("agency", "")}
    ),
    "documents.came-back": _came_back,
    "documents.answered": lambda d: (
        _("phát hành văn bản trả lời %(symbol)s") % {"symbol": d.get("symbol", "")}
    ),
    "documents.answer-recalled": lambda d: (
        _("thu hồi văn bản trả lời %(symbol)s") % {"symbol": d.get("symbol", "")}
    ),
    "documents.asked-again": lambda d: (
        _("giao lại việc này, hạn %(day)s") % {"day": _day(d["until"])}
        if d.get("until")
        else _("giao lại việc này")
    ),
    "documents.asked-no-more": lambda d: _quoted(
        _("không còn chờ kết quả việc này"), _(d["text"]) if d.get("text") else ""
    ),
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
