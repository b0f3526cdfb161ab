"""A desk's open work goes to another desk of the agency, with a record of it.

When somebody leaves a post, is away, or nobody holds it (NĐ 30/2020 Đ30; Luật Lưu trữ
2024: what is on the desk is handed over, not left behind).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.actions.history import grant, tell
from congvu.documents.actions.landing import landing, why_elsewhere
from congvu.documents.models import (
    Assignment,
    HandOver,
    HandOverLine,
    RegisterEntry,
)
from congvu.documents.rules import HandedKind, HandOverReason, Part
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Post
from congvu.organisations.queries import agency_on
from congvu.organisations.rules import DESK_WORK, UNIT_WIDE, DeskMove, Permission, Role

_DECIDES = (Permission.INSTRUCT, Permission.EDIT_ORGANISATION)


@transaction.atomic
def hand_over_desk(
    *,
    from_post: Post,
    to_desk: UUID,
    reason: HandOverReason,
    by: Seat,
    at: datetime,
    entries: Collection[UUID] | None = None,
    legal_basis: str = "",
    kept: bool | None = None,
) -> HandOver | None:
    """Move what lies open on a post's desk; None when nothing does.

    ``kept``: with what else lies there (dossiers); unless said, only with everything.

    ``to_desk`` is a post or a unit (its head's desk) of the same agency. Deadlines,
    what was written and who gave it stay; with ``entries`` only these papers move.
    """
    agency_id = from_post.unit.agency_id
    desks = queries.desks(agency_id, local_date(at))
    work = queries.open_work_of(from_post.id, entries=entries)
    lines = RegisterEntry.objects.filter(pk__in=work.values("entry"))
    # Papers first, always in the order of their ids: as every other verb does.
    list(lines.order_by("pk").select_for_update().values_list("pk"))
    parts = list(work.select_for_update(of=("self",)))
    meant = desks.get(to_desk)
    reasons = _right_reasons(from_post, by)
    reasons += _desk_reasons(from_post, meant, parts)
    desk = meant and _landing(meant, desks, from_post, parts, by)
    if reasons or desk is None:
        raise Refused(reasons)
    others = (
        []
        if kept is False or (kept is None and entries is not None)
        else [kind for kind in DESK_WORK.values() if kind.count(from_post.id)]
    )
    if not parts and not others:
        return None
    chair = desks.get(from_post.id)
    name = parts[0].desk_name if parts else chair.name if chair else from_post.name
    made = _record(from_post, name, desk, reason, legal_basis, by, at)
    _write_lines(made, parts, desk)
    _move(made, parts, desk, why_elsewhere(meant or desk, desk), by, at)
    for kind in others:
        kind.move(_desk_move(made, from_post, desk, by, at))
    record(
        "documents.handed-over",
        by=by.actor,
        at=at,
        on=made,
        agency_id=agency_id,
        data={
            "from": made.from_desk_name,
            "to": made.to_desk_name,
            "why": str(reason),
            "parts": len(parts),
        },
    )
    return made


def _desk_move(
    made: HandOver, from_post: Post, desk: queries.Desk, by: Seat, at: datetime
) -> DeskMove:
    return DeskMove(
        record_id=made.pk,
        agency_id=from_post.unit.agency_id,
        from_desk=from_post.id,
        to_desk=desk.id,
        to_name=desk.name,
        to_unit=desk.unit_id,
        by=by.actor,
        at=at,
    )


def _right_reasons(from_post: Post, by: Seat) -> list[Reason]:
    """The holder, the head of the unit, and who decides on the agency's people.

    In another agency only the province's administrator, who keeps the people of all.
    """
    unit = from_post.unit
    own = by.agency_id == unit.agency_id
    heads = by.role in UNIT_WIDE and unit.id in by.principals
    decides = any(by.can(p) for p in _DECIDES)
    keeps_all = by.is_central and by.can(Permission.EDIT_ORGANISATION)
    if (own and (by.post_id == from_post.id or heads or decides)) or keeps_all:
        return []
    return [Reason(_("Chức vụ đang chọn không có quyền làm việc này."))]


def _desk_reasons(
    from_post: Post, desk: queries.Desk | None, parts: Sequence[Assignment]
) -> list[Reason]:
    if desk is None:
        words = _("Nơi nhận không còn hoạt động hoặc không thuộc cơ quan này.")
        return [Reason(words, "to_desk")]
    reasons = []
    if desk.id == from_post.id:
        reasons.append(Reason(_("Không bàn giao được cho chính mình."), "to_desk"))
    if not desk.is_held:
        words = _("%(desk)s hiện không có người giữ, không nhận việc được.")
        reasons.append(Reason(words % {"desk": desk.name}, "to_desk"))
    if desk.role == Role.ADMINISTRATOR:
        words = _("Chức vụ quản trị không xử lý văn bản.")
        reasons.append(Reason(words, "to_desk"))
    waits_for_leader = any(p.part == Part.DIRECT for p in parts)
    if waits_for_leader and desk.role not in (Role.LEADER, Role.OFFICE_CHIEF):
        words = _("Có văn bản chờ bút phê: chỉ bàn giao được cho một lãnh đạo.")
        reasons.append(Reason(words, "to_desk"))
    return reasons


def _landing(
    meant: queries.Desk,
    desks: dict[UUID, queries.Desk],
    from_post: Post,
    parts: Sequence[Assignment],
    by: Seat,
) -> queries.Desk:
    """Where the work lands when the one meant is away; if it may lie there."""
    desk = landing(meant, desks, by, leaves=from_post.id)
    return meant if _desk_reasons(from_post, desk, parts) else desk


def _record(
    from_post: Post,
    from_name: str,
    desk: queries.Desk,
    reason: HandOverReason,
    legal_basis: str,
    by: Seat,
    at: datetime,
) -> HandOver:
    on = local_date(at)
    agency = agency_on(from_post.unit.agency_id, on)
    name = agency.name if agency else ""
    return HandOver.objects.create(
        reason=reason,
        legal_basis=nfc(legal_basis),
        on=on,
        at=at,
        by=by.person_name,
        by_post=by.acts_as,
        from_agency_id=from_post.unit.agency_id,
        from_agency_name=name,
        from_desk_id=from_post.id,
        from_desk_name=from_name,
        to_agency_id=from_post.unit.agency_id,
        to_agency_name=name,
        to_desk_id=desk.id,
        to_desk_name=desk.name,
    )


def _write_lines(
    made: HandOver, parts: Sequence[Assignment], desk: queries.Desk
) -> None:
    HandOverLine.objects.bulk_create(
        HandOverLine(
            hand_over=made,
            position=position,
            kind=HandedKind.PART,
            thing_id=part.id,
            entry_id=part.entry_id,
            number=part.entry.number,
            year=part.entry.arrived_on.year,
            state=part.state,
            due_on=part.due_on,
            from_desk_id=part.desk_id,
            from_desk_name=part.desk_name,
            to_desk_id=desk.id,
            to_desk_name=desk.name,
        )
        for position, part in enumerate(parts, start=1)
    )


def _move(
    made: HandOver,
    parts: Sequence[Assignment],
    desk: queries.Desk,
    elsewhere: str,
    by: Seat,
    at: datetime,
) -> None:
    """The parts, the right to see each paper, where it is, and its timeline."""
    detail: dict[str, object] = {
        "from": made.from_desk_name,
        "to": made.to_desk_name,
        "why": made.reason,
        "hand_over": str(made.pk),
        **({"elsewhere": elsewhere} if elsewhere else {}),
    }
    entries = {part.entry_id: part.entry for part in parts}
    for entry in entries.values():
        grant(entry, [desk.id, desk.unit_id])
        tell(
            "documents.handed-over",
            entry=entry,
            actor=by.person_name,
            actor_post=by.acts_as,
            at=at,
            detail=detail,
        )
    moved = [(part.entry, part.desk_name) for part in parts]
    Assignment.objects.filter(pk__in=[p.pk for p in parts]).update(
        desk_id=desk.id, desk_name=desk.name, unit_id=desk.unit_id
    )
    here = {entry.pk for entry, name in moved if entry.holder == name}
    RegisterEntry.objects.filter(pk__in=here).update(holder=desk.name)
