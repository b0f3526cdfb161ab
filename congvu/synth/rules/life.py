"""Inventing papers and what becomes of them. Pure: a seed in, plain data out."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from congvu.documents.rules import AssignmentState, EntryState, Part
from congvu.lib.dates import VIETNAM, WorkCalendar
from congvu.lib.ids import uuid7_at
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {"synth.loaded": _("Nạp tỉnh giả lập")}
AUDIT_WORDS = {"documents": _("số văn bản"), "seed": _("hạt giống")}

_VERBS = (
    "báo cáo kết quả",
    "đề nghị cho ý kiến về",
    "hướng dẫn thực hiện",
    "triển khai",
    "rà soát",
    "tăng cường công tác",
    "đôn đốc thực hiện",
    "phối hợp kiểm tra",
    "tổng hợp số liệu",
    "cử người tham gia",
)
_THINGS = (
    "phòng cháy, chữa cháy rừng mùa khô",
    "giải ngân vốn đầu tư công",
    "chuyển đổi số tại cấp xã",
    "cấp giấy chứng nhận quyền sử dụng đất",
    "phòng, chống dịch bệnh trên đàn vật nuôi",
    "xây dựng nông thôn mới",
    "tiếp công dân, giải quyết khiếu nại, tố cáo",
    "kiểm kê tài sản công",
    "an toàn giao thông dịp lễ",
    "tuyển sinh vào lớp 10",
    "cải cách thủ tục hành chính",
    "khám sức khỏe định kỳ cho người cao tuổi",
    "duy tu đường liên xã",
    "bảo vệ nguồn nước sinh hoạt",
    "quản lý hộ kinh doanh",
    "số hóa hồ sơ lưu trữ",
)
_WHERE = (
    "quý I", "quý II", "quý III", "quý IV", "6 tháng đầu năm", "tháng cao điểm",
    "trên địa bàn", "giai đoạn mới", "theo kết luận thanh tra", "đợt 2",
)  # fmt: skip
_TYPES = (
    ("CV", 55), ("BC", 14), ("TTr", 8), ("TB", 8), ("KH", 6), ("QĐ", 5), ("GM", 4),
)  # fmt: skip
_URGENCIES = (("normal", 92), ("urgent", 6), ("very_urgent", 1), ("express", 1))
_INSTRUCTIONS = (
    "Giao chủ trì tham mưu, báo cáo đúng hạn.",
    "Kiểm tra, đề xuất hướng xử lý.",
    "Phối hợp các đơn vị liên quan thực hiện.",
    "Rà soát số liệu, dự thảo văn bản trả lời.",
)
_RESULTS = (
    "Đã có văn bản trả lời.",
    "Đã tổng hợp vào báo cáo chung.",
    "Đã kiểm tra, đủ điều kiện.",
    "Đã phối hợp xong, không vướng mắc.",
)


class Dice(random.Random):
    """Chance from a seed, and keys from the same chance."""

    def key(self, at: datetime) -> UUID:
        return uuid7_at(int(at.timestamp() * 1000), self.getrandbits(80))

    def about(self, hours: float, spread: float = 0.8) -> float:
        """Half of the times less than so many hours, one in ten several times that."""
        return self.lognormvariate(math.log(hours), spread)

    def weighted(self, table: Sequence[tuple[str, int]]) -> str:
        return self.choices([k for k, _w in table], [w for _k, w in table])[0]


@dataclass(frozen=True)
class Chair:
    """A post with the person in it."""

    post_id: UUID
    post_name: str
    person_id: UUID
    person_name: str
    unit_id: UUID
    unit_name: str

    @property
    def desk_name(self) -> str:
        return f"{self.person_name}, {self.post_name}"


@dataclass
class Division:
    """``pace``: how long its people take for what takes others one day.

    ``dossiers``: its open dossier of each year.
    """

    unit_id: UUID
    name: str
    head: Chair
    specialists: list[Chair]
    pace: float = 1.0
    dossiers: dict[int, UUID] = field(default_factory=dict)


@dataclass
class Body:
    """An invented agency: its clerk, its leaders, its divisions.

    It takes papers from ``since`` up to, not including, ``until``; ``heir`` goes on
    for it then. ``registers``, ``books`` are those of its years, ``lines`` how many the
    outgoing book of a year has.
    """

    agency_id: UUID
    name: str
    symbol: str
    clerk: Chair
    leaders: list[Chair]
    divisions: list[Division]
    weight: float
    since: date = date.min
    until: date = date.max
    heir: UUID | None = None
    last_numbers: dict[int, int] = field(default_factory=dict)
    registers: dict[int, UUID] = field(default_factory=dict)
    issued: dict[int, int] = field(default_factory=dict)
    books: dict[int, tuple[UUID, UUID]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)

    def is_there(self, on: date) -> bool:
        return self.since <= on < self.until


@dataclass
class Work:
    """One assignment of a life."""

    id: UUID
    parent: UUID | None
    part: Part
    desk_id: UUID
    desk_name: str
    unit_id: UUID
    state: AssignmentState
    due_on: date | None
    instruction: UUID | None
    given_at: datetime
    given_by: Chair
    read_at: datetime | None = None
    result: str = ""
    reported_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass
class Said:
    """One bút phê of a life."""

    id: UUID
    level: str
    text: str
    at: datetime
    by: Chair


@dataclass
class Step:
    """One line of the timeline, and of the log."""

    at: datetime
    event: str
    by: Chair
    detail: dict[str, object]


_OVER = (
    *(AssignmentState.HANDED_ON, AssignmentState.SEEN),
    *(AssignmentState.DONE, AssignmentState.WITHDRAWN),
)


@dataclass
class Life:
    """What became of one paper up to the last moment."""

    arrived_at: datetime
    state: EntryState = EntryState.REGISTERED
    holder: str = ""
    recipient: str = ""
    transferred_on: date | None = None
    finished_at: datetime | None = None
    result: str = ""
    due_on: date | None = None
    works: list[Work] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    seen_by: set[UUID] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        """Done, and nobody still has to look at it."""
        return self.finished_at is not None and all(
            work.state in _OVER for work in self.works
        )


_OUTSIDE = (
    ("Công ty cổ phần Giả Định", "CTGĐ"), ("Hợp tác xã Giả Định", "HTX"),
    ("Trường Cao đẳng Giả Định", "CĐGĐ"), ("Chi cục Giả Định", "CCGĐ"),
    ("Hiệp hội Giả Định", "HHGĐ"), ("Ban Quản lý dự án Giả Định", "BQLDA"),
)  # fmt: skip
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Hoàng", "Nông", "Ma", "Lường", "Bế", "Đinh")
_GIVEN = ("Văn An", "Thị Bình", "Quốc Cường", "Thị Dịu", "Văn Giang", "Thu Hà")


def outsider(dice: Dice) -> tuple[str, str, str]:
    """An issuer outside the province: its name, its mark, who signs."""
    name, mark = dice.choice(_OUTSIDE)
    signer = f"{dice.choice(_SURNAMES)} {dice.choice(_GIVEN)}"
    return f"{name} {dice.randrange(1, 60)}", mark, signer


def subject(dice: Dice) -> str:
    return f"Về việc {dice.choice(_VERBS)} {dice.choice(_THINGS)} {dice.choice(_WHERE)}"


def type_and_urgency(dice: Dice) -> tuple[str, str]:
    return dice.weighted(_TYPES), dice.weighted(_URGENCIES)


def arrivals(
    dice: Dice, *, count: int, first: date, last: date, days: WorkCalendar
) -> list[datetime]:
    """Moments in office hours of working days, oldest first, more of them lately."""
    span = (last - first).days
    working = [
        first + timedelta(days=n)
        for n in range(span + 1)
        if days.is_working(first + timedelta(days=n))
    ]
    weights = [1 + n / len(working) for n in range(len(working))]
    moments = [
        datetime.combine(day, time(7, 30), VIETNAM)
        + timedelta(seconds=dice.randrange(9 * 3600))
        for day in dice.choices(working, weights, k=count)
    ]
    return sorted(moments)


_OPENS, _DAY = time(7, 30), timedelta(hours=9, minutes=30)


def office_hours_on(at: datetime, hours: float, days: WorkCalendar) -> datetime:
    """So many office hours later: nights and days off do not count."""
    left = timedelta(hours=hours)
    while True:
        here = at.astimezone(VIETNAM)
        opens = datetime.combine(here.date(), _OPENS, VIETNAM)
        room = max(timedelta(), opens + _DAY - max(here, opens))
        if days.is_working(here.date()) and left <= room:
            return max(here, opens) + left
        if days.is_working(here.date()):
            left -= room
        at = datetime.combine(days.next_working_day(here.date()), _OPENS, VIETNAM)


def came_in(dice: Dice, registered: datetime) -> datetime:
    """When a paper registered then had come to the door, the same day."""
    opens = datetime.combine(registered.astimezone(VIETNAM).date(), _OPENS, VIETNAM)
    return max(opens, registered - timedelta(hours=dice.about(1.2)))


def live(
    dice: Dice, body: Body, *, at: datetime, now: datetime, due_on: date | None,
    days: WorkCalendar,
) -> Life:  # fmt: skip
    """One paper's way through an agency, cut off at ``now``."""
    life = Life(
        holder=body.clerk.post_name, due_on=due_on, arrived_at=came_in(dice, at)
    )
    life.seen_by.add(body.agency_id)
    told = _Teller(dice, life, now, days)
    leader = dice.choice(body.leaders)
    submitted = told.later(at, hours=3)
    if submitted is None:
        return life
    direct = told.give(None, Part.DIRECT, leader, body.clerk, submitted, due_on)
    life.state, life.holder = EntryState.SUBMITTED, leader.desk_name
    told.step(submitted, "documents.submitted", body.clerk, {"to": leader.desk_name})
    instructed = told.later(submitted, hours=8, spread=1.0)
    if instructed is None:
        return life
    told.say("leader", leader, instructed)
    direct.read_at = instructed
    lead = dice.choice(body.divisions)
    if dice.random() < 0.2:
        _for_information(told, direct, lead, leader, instructed)
        return life
    _handle(told, direct, body, lead, leader, instructed, due_on)
    return life


class _Teller:
    """Adds to a life, never past ``now``."""

    def __init__(
        self, dice: Dice, life: Life, now: datetime, days: WorkCalendar
    ) -> None:
        self.dice, self.life, self.now, self.days = dice, life, now, days

    def later(
        self, at: datetime, *, hours: float, spread: float = 0.8
    ) -> datetime | None:
        """A later moment, about so many office hours on; None when still to come."""
        moment = self.at_last(at, hours=hours, spread=spread)
        return moment if moment <= self.now else None

    def at_last(self, at: datetime, *, hours: float, spread: float = 0.8) -> datetime:
        """The same, also when it is still to come."""
        return office_hours_on(at, 1 / 60 + self.dice.about(hours, spread), self.days)

    def step(
        self, at: datetime, event: str, by: Chair, detail: dict[str, object]
    ) -> None:
        self.life.steps.append(Step(at, event, by, detail))

    def say(self, level: str, by: Chair, at: datetime) -> UUID:
        said = Said(self.dice.key(at), level, self.dice.choice(_INSTRUCTIONS), at, by)
        self.life.said.append(said)
        return said.id

    def give(
        self, parent: Work | None, part: Part, to: Chair | Division, by: Chair,
        at: datetime, due_on: date | None,
    ) -> Work:  # fmt: skip
        chair = to if isinstance(to, Chair) else None
        unit_id = to.unit_id
        work = Work(
            id=self.dice.key(at),
            parent=parent.id if parent else None,
            part=part,
            desk_id=chair.post_id if chair else unit_id,
            desk_name=chair.desk_name if chair else to.name,  # type: ignore[union-attr]
            unit_id=unit_id,
            state=AssignmentState.WAITING,
            due_on=None if part == Part.INFORM else due_on,
            instruction=self.life.said[-1].id if self.life.said else None,
            given_at=at,
            given_by=by,
        )
        self.life.works.append(work)
        self.life.seen_by.update({work.desk_id, unit_id})
        return work

    def report(self, work: Work, by: Chair, at: datetime) -> None:
        work.state, work.reported_at = AssignmentState.REPORTED, at
        work.result = self.dice.choice(_RESULTS)
        self.step(
            at, "documents.reported", by, {"text": work.result, "part": str(work.part)}
        )

    def confirm(self, work: Work, by: Chair, at: datetime) -> None:
        work.state, work.ended_at = AssignmentState.DONE, at
        self.step(at, "documents.confirmed", by, {"from": work.desk_name, "text": ""})


def _for_information(
    told: _Teller, direct: Work, division: Division, leader: Chair, at: datetime
) -> None:
    life = told.life
    known = told.give(direct, Part.INFORM, division.head, leader, at, None)
    direct.state = AssignmentState.DONE
    direct.ended_at = life.finished_at = at
    life.state, life.holder = EntryState.DONE, ""
    told.step(
        at,
        "documents.instructed",
        leader,
        {"text": life.said[-1].text, "to": {"inform": [known.desk_name]}, "due": ""},
    )
    seen = told.later(at, hours=30)
    if seen is not None:
        known.state, known.read_at, known.ended_at = AssignmentState.SEEN, seen, seen
        told.step(seen, "documents.noted", division.head, {})


def _handle(
    told: _Teller, direct: Work, body: Body, lead: Division, leader: Chair,
    at: datetime, due_on: date | None,
) -> None:  # fmt: skip
    life, dice = told.life, told.dice
    given = at.astimezone(VIETNAM).date()
    room = dice.choice((5, 7, 10, 10, 10, 15))
    due = max(due_on, given) if due_on else told.days.add_working_days(given, room)
    life.due_on = due
    main = told.give(direct, Part.LEAD, lead, leader, at, due)
    others = [d for d in body.divisions if d is not lead]
    helpers = dice.sample(others, min(len(others), dice.choice((0, 0, 0, 1, 1, 2))))
    asked = [
        (told.give(direct, Part.SUPPORT, division, leader, at, due), division)
        for division in helpers
    ]
    direct.state = AssignmentState.HANDED_ON
    life.state, life.holder, life.recipient = EntryState.HANDLING, lead.name, lead.name
    life.transferred_on = given
    to: dict[str, object] = {"lead": [lead.name]}
    if helpers:
        to["support"] = [d.name for d in helpers]
    detail: dict[str, object] = {
        "text": life.said[-1].text,
        "to": to,
        "due": due.isoformat(),
    }
    told.step(at, "documents.instructed", leader, detail)
    # Who has more time takes more time; few wait for the last day.
    days = max(1, told.days.working_days_between(given, due))
    answered = _co_operate(told, asked, at, days)
    _work_it_off(told, direct, main, lead, leader, at, due, answered, days)


def _co_operate(
    told: _Teller, asked: list[tuple[Work, Division]], at: datetime, days: int
) -> datetime:
    """Each desk asked answers in its own time; when the last answer is there."""
    last = at
    for work, division in asked:
        answered = told.at_last(at, hours=1.9 * days * division.pace, spread=0.7)
        last = max(last, answered)
        if answered <= told.now:
            work.read_at = answered
            told.report(work, division.head, answered)
    return last


def _work_it_off(
    told: _Teller, direct: Work, main: Work, lead: Division, leader: Chair,
    at: datetime, due: date, answered: datetime, days: int,
) -> None:  # fmt: skip
    """Head → specialist → report → two confirmations; cut off wherever it is now."""
    life = told.life
    assigned = told.later(at, hours=4 * lead.pace, spread=0.9)
    if assigned is None:
        return
    told.say("unit", lead.head, assigned)
    specialist = told.dice.choice(lead.specialists)
    part = told.give(main, Part.LEAD, specialist, lead.head, assigned, due)
    main.state, main.read_at = AssignmentState.HANDED_ON, assigned
    life.holder = specialist.desk_name
    told.step(
        assigned,
        "documents.assigned",
        lead.head,
        {"text": life.said[-1].text, "to": [specialist.desk_name]},
    )
    reading = told.later(assigned, hours=2)
    if reading is None:
        return
    part.state, part.read_at = AssignmentState.WORKING, reading
    # A few papers lie for months, as in every office: somebody must find them.
    hours = (40 if told.dice.random() < 0.03 else 2.2) * days * lead.pace
    reported = told.later(max(reading, answered), hours=hours, spread=0.6)
    if reported is None:
        return
    told.report(part, specialist, reported)
    life.holder = lead.name
    _close(told, direct, main, part, lead, leader, reported)


def _close(
    told: _Teller, direct: Work, main: Work, part: Work, lead: Division,
    leader: Chair, reported: datetime,
) -> None:  # fmt: skip
    """The head accepts, then the leader; what others still had is withdrawn."""
    life = told.life
    accepted = told.later(reported, hours=3)
    if accepted is None:
        return
    told.confirm(part, lead.head, accepted)
    main.state, main.reported_at = AssignmentState.REPORTED, accepted
    main.result = part.result
    life.state, life.holder = EntryState.REPORTED, direct.desk_name
    closed = told.later(accepted, hours=5)
    if closed is None:
        return
    told.confirm(main, leader, closed)
    direct.state, direct.ended_at = AssignmentState.DONE, closed
    for work in life.works:
        if work.part == Part.SUPPORT:
            work.state, work.ended_at = AssignmentState.WITHDRAWN, closed
    life.state, life.holder = EntryState.DONE, ""
    life.finished_at, life.result = closed, main.result
