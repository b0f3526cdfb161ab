"""Where work lands that is given to somebody who is away.

Who is away may have asked that new work goes to the head of the unit. Every door by
which work reaches a desk asks here: bút phê, phân công, trình, chuyển xử lý, chuyển
người khác, bàn giao. A note for information can wait for its reader and never asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents.actions.shares import Share, is_own_desk
from congvu.documents.queries import Desk
from congvu.documents.rules import PART_NAMES, Part
from congvu.organisations.access import Seat
from congvu.organisations.rules import members_of

_STRONGEST_FIRST = (Part.LEAD, Part.SUPPORT, Part.INFORM)


def landing(
    desk: Desk, desks: Mapping[UUID, Desk], by: Seat, *, leaves: UUID | None = None
) -> Desk:
    """The desk that gets what is given to ``desk``.

    Never back to the desk it is given from, nor to the one it ``leaves``.
    """
    head = desks.get(desk.routed_to) if desk.routed_to else None
    if head is None or head.id == leaves or is_own_desk(by, head):
        return desk
    return head


def offered(
    desks: Mapping[UUID, Desk], by: Seat, *, leaves: UUID | None = None
) -> list[Desk]:
    """The desks as a form offers them: with where work would land from this seat."""
    return [
        replace(d, routed_to=None, routed_name="")
        if landing(d, desks, by, leaves=leaves) is d
        else d
        for d in desks.values()
    ]


def why_elsewhere(desk: Desk, landed: Desk, part: Part | None = None) -> str:
    """ "(giao Hoàng Văn Minh, Chuyên viên: vắng, trở lại 30/11/2026)", or nothing.

    Kept as the office writes it; with the ``part`` where another desk's swallowed it.
    """
    if desk.id == landed.id:
        return ""
    with override("vi"):
        who = desk.name if part is None else f"{desk.name} {_(PART_NAMES[part])}"
        return _("(giao %(desk)s: %(away)s)") % {"desk": who, "away": desk.away}


def with_words(*words: str) -> str:
    return " ".join(w for w in words if w)


def landed(
    shares: Sequence[Share], desks: Mapping[UUID, Desk], by: Seat
) -> list[Share]:
    """The shares as the desks get them: one part a desk, the stronger one.

    Two shares of different desks may land on one. It keeps the stronger part and that
    part's day; what it takes in is told in its request. A unit told as all its people
    is not the desk of its head.
    """
    found: dict[UUID, Share] = {}
    for share in sorted(shares, key=lambda s: _STRONGEST_FIRST.index(s.part)):
        desk = desks[share.desk_id]
        informs = share.part == Part.INFORM
        there = desk if informs else landing(desk, desks, by)
        key = members_of(there.id) if informs and there.is_unit else there.id
        had = found.get(key)
        if had is None:
            words = why_elsewhere(desk, there)
            found[key] = replace(
                share, desk_id=there.id, request=with_words(share.request, words)
            )
        else:
            words = why_elsewhere(desk, there, share.part) or _taken_in(share.part)
            request = with_words(had.request, share.request, words)
            found[key] = replace(had, request=request)
    return list(found.values())


def _taken_in(part: Part) -> str:
    with override("vi"):
        return _("(gồm cả phần %(part)s)") % {"part": _(PART_NAMES[part])}
