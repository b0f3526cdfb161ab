"""The day of a part: what it may be, and what moves with it, here and elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents.actions.across import days_follow, tell_receivers
from congvu.documents.models import Assignment, RegisterEntry, WorkRequest
from congvu.documents.rules import RECALLED_FROM, Part
from congvu.law.queries import calendar
from congvu.lib.refusals import Reason
from congvu.organisations.access import Seat


def other_day_reasons(
    until: date | None, assignment: Assignment, today: date
) -> list[Reason]:
    if until is None:
        return [Reason(_("Chưa ghi hạn mới."), "until")]
    if until == assignment.due_on:
        return [Reason(_("Hạn mới trùng hạn hiện nay."), "until")]
    return _day_reasons(until, today)


def until_reasons(
    until: date | None, assignment: Assignment, today: date
) -> list[Reason]:
    if assignment.due_on is None:
        return [Reason(_("Phần việc này không có hạn để gia."))]
    if until is None:
        return [Reason(_("Chưa ghi ngày xin gia hạn tới."), "until")]
    reasons: list[Reason] = []
    if until <= assignment.due_on:
        words = _("Ngày gia hạn phải sau hạn hiện nay (%(day)s).")
        day = assignment.due_on.strftime("%d/%m/%Y")
        reasons.append(Reason(words % {"day": day}, "until"))
    return reasons + _day_reasons(until, today)


def _day_reasons(until: date, today: date) -> list[Reason]:
    """A day work can be due on: to come, and a working one."""
    reasons: list[Reason] = []
    if until < today:
        reasons.append(Reason(_("Hạn xử lý ở quá khứ."), "until"))
    if not calendar().is_working(until):
        words = _("Ngày %(day)s là ngày nghỉ. Chọn một ngày làm việc.")
        told = {"day": until.strftime("%d/%m/%Y")}
        reasons.append(Reason(words % told, "until"))
    return reasons


def _is_the_papers_own(assignment: Assignment) -> bool:
    """Whether the part's day is the day of the paper: the lead's, given by a leader."""
    parent = assignment.parent
    return (
        assignment.part == Part.LEAD
        and parent is not None
        and parent.part == Part.DIRECT
    )


def beyond_reasons(
    entry: RegisterEntry,
    assignment: Assignment,
    until: date | None,
    *,
    beyond: bool,
    field: str = "beyond",
) -> list[Reason]:
    """Nobody's part ends after what it is part of, unless that is said."""
    parent = assignment.parent
    if beyond or until is None or parent is None or _is_the_papers_own(assignment):
        return []
    own = None if parent.part == Part.DIRECT else parent.due_on
    last = own or entry.due_on
    if last is None or until <= last:
        return []
    words = _(
        "Ngày này sau hạn của việc gốc (%(day)s). Xin gia hạn việc gốc trước, hoặc xác "
        "nhận cho phép sau hạn ấy."
    )
    return [Reason(words % {"day": last.strftime("%d/%m/%Y")}, field)]


def move_part_day(
    entry: RegisterEntry, assignment: Assignment, until: date, by: Seat
) -> list[dict[str, str]]:
    """Set the new day on the part, on what shared its day below, and on the paper."""
    old = assignment.due_on
    moved: list[dict[str, str]] = []
    for part in [assignment, *_same_day_below(assignment)]:
        moved.append(_moved(str(part.pk), part.due_on, until))
        part.first_due_on = part.first_due_on or part.due_on
        part.due_on = until
        part.save(update_fields=["due_on", "first_due_on"])
    if not _is_the_papers_own(assignment):
        return moved
    if entry.due_on is None or entry.due_on < until:
        moved.append(_moved("entry", entry.due_on, until))
        entry.first_due_on = entry.first_due_on or entry.due_on or old
        entry.due_on = until
        with override("vi"):
            entry.due_basis = _("Gia hạn của %(name)s") % {"name": by.person_name}
        entry.save(update_fields=["due_on", "first_due_on", "due_basis"])
    return moved


def _moved(whose: str, old: date | None, new: date) -> dict[str, str]:
    return {
        "whose": whose,
        "from": old.isoformat() if old else "",
        "to": new.isoformat(),
    }


def _same_day_below(top: Assignment) -> list[Assignment]:
    """Open parts handed on from here that only had the day of what they belong to."""
    open_parts = Assignment.objects.filter(
        entry=top.entry_id,
        part__in=[Part.LEAD, Part.SUPPORT],
        state__in=RECALLED_FROM,
        due_on=top.due_on,
    )
    children: dict[UUID | None, list[Assignment]] = {}
    for part in open_parts:
        children.setdefault(part.parent_id, []).append(part)
    found: list[Assignment] = []
    layer = [top]
    while layer:
        layer = [child for one in layer for child in children.get(one.pk, [])]
        found += layer
    return found


def move_across(
    moved: Sequence[Mapping[str, str]],
    until: date,
    at: datetime,
    *,
    event: str,
    asked: WorkRequest | None = None,
    why: str = "",
) -> None:
    """Other agencies' lines follow what moved here, and they are told."""
    days = {
        UUID(one["whose"]): date.fromisoformat(one["from"]) if one["from"] else None
        for one in moved
        if one["whose"] != "entry"
    }
    told = days_follow(days, until, asked=asked.assignment_id if asked else None)
    if not told:
        return
    detail = {"until": until.isoformat(), **({"reason": why} if why else {})}
    tell_receivers(
        event,
        dict.fromkeys(told, detail),
        kind="documents.extension",
        way="granted" if event == "documents.extension-granted" else "moved",
        also=[asked.asked_post_id] if asked else (),
        at=at,
    )
