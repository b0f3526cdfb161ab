"""Shares of the work: whom a desk may hand on to, and what is wrong with a hand-out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents import queries
from congvu.documents.rules import LONGEST_INSTRUCTION, PART_NAMES, Part
from congvu.law.queries import calendar
from congvu.lib.refusals import Reason
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import (
    ended_agencies,
    sending_to,
    warning_on_sending,
)
from congvu.organisations.rules import UNIT_WIDE, Permission


@dataclass(frozen=True)
class Share:
    """One desk's part in the work: a post or a unit, its part, its day."""

    desk_id: UUID
    part: Part
    due_on: date | None = None
    request: str = ""

    def as_json(self) -> dict[str, str]:
        """For a proposal waiting on a leader's desk."""
        return {k: str(v) if v is not None else "" for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> Share:
        return cls(
            desk_id=UUID(data["desk_id"]),
            part=Part(data["part"]),
            due_on=date.fromisoformat(data["due_on"]) if data["due_on"] else None,
            request=data.get("request", ""),
        )


@dataclass(frozen=True)
class Followed:
    """A proposal as it can be followed today; ``told`` where that is another."""

    shares: list[Share]
    told: list[str]


def follow(proposal: Sequence[Mapping[str, str]], on: date) -> Followed:
    """An agency that ended since it was proposed gives way to its one successor.

    The part says so. Where a person has to choose which successor, the share is left
    out and the candidates are told. Two questions while no agency ended.
    """
    shares = [Share.from_json(dict(row)) for row in proposal]
    ended = {
        a.id: a for a in ended_agencies(s.desk_id for s in shares) if a.ended_on <= on
    }
    found: dict[UUID, Share] = {}
    told: list[str] = []
    for share in shares:
        old = ended.get(share.desk_id)
        if old is None:
            found.setdefault(share.desk_id, share)
            continue
        sending = sending_to(old.id, on)
        told.append(f"{old.name}: {sending.words}")
        if sending.agency_id is not None:
            with override("vi"):
                words = _("(thay %(agency)s, kết thúc từ %(day)s)") % {
                    "agency": old.name,
                    "day": f"{old.ended_on:%d/%m/%Y}",
                }
            said = f"{share.request} {words}".strip()
            now = replace(share, desk_id=sending.agency_id, request=said)
            found.setdefault(now.desk_id, now)
    return Followed(list(found.values()), told)


def recipients(shares: Sequence[Share], desks: dict[UUID, queries.Desk]) -> str:
    """Đơn vị hoặc người nhận, as the book prints it: who, and with what part.

    One desk that leads alone needs no more than its name.
    """
    names = {
        part: ", ".join(desks[s.desk_id].name for s in shares if s.part == part)
        for part in (Part.LEAD, Part.SUPPORT, Part.INFORM)
    }
    if not names[Part.SUPPORT] and not names[Part.INFORM]:
        return names[Part.LEAD]
    with override("vi"):
        return "; ".join(
            f"{who} {_(PART_NAMES[part])}" for part, who in names.items() if who
        )


def day_reasons(
    day: date | None, today: date, *, day_off: bool = False, field: str = "due_on"
) -> list[Reason]:
    """What is wrong with a deadline: past, or on a day off that nobody said is meant.

    A term that ends on a rest day ends after it (Bộ luật Dân sự 2015 Đ148.5), and the
    office has nobody to answer on the day itself: both working days beside it are told.
    """
    if day is None:
        return []
    if day < today:
        return [Reason(_("Hạn xử lý ở quá khứ."), field)]
    days = calendar()
    if day_off or days.is_working(day):
        return []
    words = _(
        "Ngày %(day)s là ngày nghỉ. Ngày làm việc ngay trước là %(before)s, ngay sau "
        "là %(after)s. Chọn một trong hai, hoặc xác nhận vẫn lấy ngày nghỉ làm hạn."
    )
    beside = {
        "day": day,
        "before": days.add_working_days(day, -1),
        "after": days.add_working_days(day, 1),
    }
    told = {name: d.strftime("%d/%m/%Y") for name, d in beside.items()}
    return [Reason(words % told, field)]


def share_reasons(
    shares: Sequence[Share],
    desks: dict[UUID, queries.Desk],
    today: date,
    *,
    day_off: bool = False,
) -> list[Reason]:
    """What is wrong with a hand-out: unknown desks, two leads, a day that cannot be."""
    reasons: list[Reason] = []
    leads = [s for s in shares if s.part == Part.LEAD]
    if len(leads) > 1:
        reasons.append(Reason(_("Chỉ một nơi chủ trì."), "lead"))
    if not leads and any(s.part == Part.SUPPORT for s in shares):
        reasons.append(Reason(_("Có nơi phối hợp thì phải có nơi chủ trì."), "lead"))
    if len({s.desk_id for s in shares}) < len(shares):
        reasons.append(Reason(_("Một nơi nhận chỉ giữ một vai trò."), "support"))
    for share in shares:
        desk = desks.get(share.desk_id)
        if desk is None:
            words = warning_on_sending(share.desk_id, today) or _(
                "Nơi nhận không còn hoạt động hoặc không thuộc cơ quan này."
            )
            reasons.append(Reason(words, str(share.part)))
        elif not (desk.is_manned if share.part == Part.INFORM else desk.is_held):
            reasons.append(
                Reason(
                    _("%(desk)s hiện không có người giữ, không nhận việc được.")
                    % {"desk": desk.name},
                    str(share.part),
                )
            )
    for day in sorted({s.due_on for s in shares if s.due_on is not None}):
        reasons += day_reasons(day, today, day_off=day_off)
    return reasons


def is_own_desk(by: Seat, desk: queries.Desk) -> bool:
    """The seat's own post, or the unit whose head's desk it is."""
    headed = by.unit_id if by.role in UNIT_WIDE else None
    return desk.id in (by.post_id, headed)


def may_hand_to(by: Seat, desk: queries.Desk) -> bool:
    """Whom a desk hands on to: the people of its unit, and units below it.

    A leader's own desk stands above every unit, so there it is all of them.
    """
    if desk.id in (by.post_id, by.unit_id):
        return False
    if by.can(Permission.INSTRUCT) and not by.can(Permission.ASSIGN):
        return True
    return desk.unit_id in by.principals | {by.unit_id}


def own_desk_reasons(
    shares: Sequence[Share], desks: dict[UUID, queries.Desk], by: Seat
) -> list[Reason]:
    """Nobody gives a paper to the desk it lies on."""
    return [
        Reason(_("Không giao được cho chính bàn của mình."), str(share.part))
        for share in shares
        if share.desk_id in desks and is_own_desk(by, desks[share.desk_id])
    ]


def reach_reasons(
    shares: Sequence[Share], desks: dict[UUID, queries.Desk], by: Seat
) -> list[Reason]:
    """A head gives work within the unit, not beside it and not above."""
    words = _("%(desk)s không thuộc đơn vị của mình, không phân công được.")
    return [
        Reason(words % {"desk": desks[share.desk_id].name}, str(share.part))
        for share in shares
        if share.desk_id in desks
        and not is_own_desk(by, desks[share.desk_id])
        and not may_hand_to(by, desks[share.desk_id])
    ]


def text_reasons(text: str) -> list[Reason]:
    """What is written on a paper is kept whole, so it has to end somewhere."""
    if len(nfc(text)) <= LONGEST_INSTRUCTION:
        return []
    words = _("Ý kiến dài quá %(most)d ký tự.") % {"most": LONGEST_INSTRUCTION}
    return [Reason(words, "text")]
