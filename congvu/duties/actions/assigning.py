"""Giao tiếp: whoever has a share gives parts of it further down inside the agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties import queries
from congvu.duties.access import works_on
from congvu.duties.actions.asking import (
    course_reasons,
    length_reasons,
    locked_share,
    not_yours,
    refuse_marked,
)
from congvu.duties.actions.giving import make_share, tell_given, write_shares
from congvu.duties.actions.history import line, log
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import DutyEvent, Share
from congvu.duties.queries import Body
from congvu.duties.rules import HEAVIEST, Course, Facts, ShareRole
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class PartData:
    """One part handed on: to a unit or post of the agency, as lead or supporter."""

    desk_id: UUID
    role: ShareRole = ShareRole.LEAD
    request: str = ""
    weight: int = 1


def assign_down(
    *,
    share_id: UUID,
    parts: Sequence[PartData],
    by: Seat,
    at: datetime,
    deadline: date | None = None,
) -> list[Share]:
    """Give parts of a share further; without ``deadline`` the share's own day."""
    refuse_marked(texts=[part.request for part in parts], by=by, at=at)
    return _assign(share_id, parts, deadline, by, at)


@transaction.atomic
def _assign(
    share_id: UUID,
    parts: Sequence[PartData],
    deadline: date | None,
    by: Seat,
    at: datetime,
) -> list[Share]:
    share, on = locked_share(share_id, by), local_date(at)
    reasons = [] if works_on(by, share) else [not_yours()]
    if share.role != ShareRole.LEAD:
        raise Refused([*reasons, Reason(_("Chỉ nơi chủ trì giao tiếp phần của mình."))])
    facts = standing_now(share).facts
    reasons += course_reasons(facts, Course.UNDER_WAY)
    known = {
        body.id: body
        for body in queries.bodies(share.agency_id, on).values()
        if body.agency_id == share.agency_id and body.id != share.agency_id
    }
    reasons += _part_reasons(share, parts, known, on)
    reasons += _day_reasons(deadline, facts, on)
    if reasons:
        raise Refused(reasons)
    made = [
        make_share(
            share.duty,
            known[part.desk_id],
            part.role,
            by,
            at,
            parent=share,
            request=nfc(part.request),
            weight=part.weight,
        )
        for part in parts
    ]
    write_shares(made, Facts(Course.UNDER_WAY, deadline or facts.deadline))
    DutyEvent.objects.bulk_create(
        line(
            event="duties.assigned",
            duty=share.duty,
            share=one,
            by=by,
            at=at,
            text=one.request,
            detail={"desk": one.desk_name, "role": one.role},
        )
        for one in made
    )
    tell_given(made, by, at)
    data = {"parts": len(made), "text": "\n".join(one.request for one in made)}
    log(
        event="duties.assigned",
        share=share,
        by=by,
        at=at,
        data=data,
        agency_id=share.agency_id,
    )
    return made


def _part_reasons(
    share: Share, parts: Sequence[PartData], known: Mapping[UUID, Body], on: date
) -> list[Reason]:
    if not parts:
        return [Reason(_("Chưa chọn nơi nhận."), "leads")]
    found = []
    above = queries.desks_above(share)
    has_it = set(queries.open_parts_below(share))
    asked = [part.desk_id for part in parts]
    unknown = [x for x in dict.fromkeys(asked) if x not in known and x not in above]
    if unknown:
        found += [Reason(w, "leads") for w in queries.unknown_words(unknown, on)]
    circle = [above[x] for x in dict.fromkeys(asked) if x in above]
    if circle:
        words = _("Một vòng giao việc: %(names)s đã ở phía trên của phần này.")
        found.append(Reason(words % {"names": "; ".join(circle)}, "leads"))
    double = [x for x in dict.fromkeys(asked) if asked.count(x) > 1 or x in has_it]
    names = [known[x].name for x in double if x in known]
    if names:
        words = _("Đã có phần trong nhiệm vụ này: %(names)s.")
        found.append(Reason(words % {"names": "; ".join(names)}, "leads"))
    for part in parts:
        found += length_reasons(part.request, "request", 1000)
        if not 1 <= part.weight <= HEAVIEST:
            words = _("Trọng số từ 1 đến %(most)s.") % {"most": HEAVIEST}
            found.append(Reason(words, "weight"))
    return list(dict.fromkeys(found))


def _day_reasons(deadline: date | None, facts: Facts, on: date) -> list[Reason]:
    if deadline is None:
        return []
    if deadline < on:
        return [Reason(_("Hạn ở trước hôm nay."), "deadline")]
    if facts.deadline is not None and deadline > facts.deadline:
        words = _("Hạn sau hạn %(day)s của phần được giao.")
        return [Reason(words % {"day": f"{facts.deadline:%d/%m/%Y}"}, "deadline")]
    return []
