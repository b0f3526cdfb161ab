"""More time: asked for by who has the share, decided by who gave it.

The old day stays in the request, and in the standings of the days before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties.access import decides_on, open_extension, works_on
from congvu.duties.actions.asking import (
    course_reasons,
    length_reasons,
    locked_share,
    not_yours,
    reason_reasons,
    refuse_marked,
)
from congvu.duties.actions.below import going_with
from congvu.duties.actions.history import note
from congvu.duties.actions.standing import stand, standing_now
from congvu.duties.actions.telling import tell_deciders, tell_holder
from congvu.duties.models import ExtensionRequest, Share
from congvu.duties.rules import Answer, Course, Facts, ShareRole
from congvu.lib.dates import LATEST, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


def ask_extension(
    *, share_id: UUID, until: date | None, reason: str, by: Seat, at: datetime
) -> ExtensionRequest:
    """Xin gia hạn: till a day after the present one, and why."""
    refuse_marked(texts=[reason], by=by, at=at)
    return _ask(share_id, until, reason, by, at)


@transaction.atomic
def _ask(
    share_id: UUID, until: date | None, reason: str, by: Seat, at: datetime
) -> ExtensionRequest:
    share = locked_share(share_id, by)
    reasons = [] if works_on(by, share) else [not_yours()]
    facts = _facts(share, reasons)
    if open_extension(share) is not None:
        reasons.append(Reason(_("Đã có đề nghị gia hạn đang chờ trả lời.")))
    reasons += until_reasons(until, facts, share, local_date(at))
    reasons += reason_reasons(reason)
    if reasons or until is None or facts.deadline is None:
        raise Refused(reasons)
    asked = ExtensionRequest.objects.create(
        share=share,
        old_deadline=facts.deadline,
        until=until,
        reason=nfc(reason),
        asked_at=at,
        asked_by=by.person_name,
        asked_by_post=by.acts_as,
        post_id=by.post_id,
        state=Answer.OPEN,
    )
    _tell("duties.extension-asked", asked, until, asked.reason, by, at)
    tell_deciders("duties.extension", share, by, at, way="asked")
    return asked


@transaction.atomic
def decide_extension(
    *,
    share_id: UUID,
    grant: bool,
    by: Seat,
    at: datetime,
    until: date | None = None,
    answer: str = "",
) -> ExtensionRequest:
    """Granted till the day asked for or another; or refused, and why.

    Parts given further that had the same day go with it.
    """
    share = locked_share(share_id, by)
    reasons = [] if decides_on(by, share) else [not_yours()]
    facts = _facts(share, reasons)
    asked = open_extension(share)
    if asked is None:
        reasons.append(Reason(_("Không có đề nghị gia hạn nào đang chờ trả lời.")))
    day = until or (asked.until if asked else None)
    if grant:
        reasons += until_reasons(day, facts, share, local_date(at))
        reasons += length_reasons(answer, "answer", 1000)
    else:
        reasons += reason_reasons(answer)
    if reasons or asked is None or day is None:
        raise Refused(reasons)
    asked.state = Answer.GRANTED if grant else Answer.REFUSED
    asked.granted_until = day if grant else None
    asked.decided_at, asked.decided_by = at, by.person_name
    asked.answer = nfc(answer)
    asked.save()
    if grant:
        move_deadline(share=share, until=day, at=at)
    event = "duties.extension-granted" if grant else "duties.extension-refused"
    _tell(event, asked, day, asked.answer, by, at)
    way = "granted" if grant else "refused"
    tell_holder("duties.extension", share, by, at, way=way)
    return asked


def move_deadline(*, share: Share, until: date, at: datetime) -> None:
    """From today the share has another day, and parts below that had the same."""
    old, on = standing_now(share).deadline, local_date(at)
    for one, standing in going_with(share):
        if one.id == share.id or standing.deadline == old:
            facts = replace(standing.facts, deadline=until, extended=True)
            stand(share=one, facts=facts, on=max(on, one.given_on), at=at)


def _facts(share: Share, reasons: list[Reason]) -> Facts:
    if share.role != ShareRole.LEAD:
        raise Refused([*reasons, Reason(_("Nơi phối hợp không có hạn riêng."))])
    facts = standing_now(share).facts
    reasons += course_reasons(facts, Course.UNDER_WAY)
    if facts.deadline is None:
        reasons.append(Reason(_("Nhiệm vụ này không có hạn để lùi.")))
    return facts


def until_reasons(
    until: date | None, facts: Facts, share: Share, today: date
) -> list[Reason]:
    """Later than the day it has, not past, no later than what it is a part of."""
    if until is None:
        return [Reason(_("Chưa ghi ngày xin lùi tới."), "until")]
    if until > LATEST:
        return [Reason(_("Hạn quá xa."), "until")]
    if facts.deadline is not None and until <= facts.deadline:
        words = _("Ngày mới phải sau hạn %(day)s.")
        return [Reason(words % {"day": f"{facts.deadline:%d/%m/%Y}"}, "until")]
    if until < today:
        return [Reason(_("Ngày mới đã qua."), "until")]
    if share.parent is not None:
        above = standing_now(share.parent).deadline
        if above is not None and until > above:
            words = _("Hạn sau hạn %(day)s của phần được giao.")
            return [Reason(words % {"day": f"{above:%d/%m/%Y}"}, "until")]
    return []


def _tell(
    event: str,
    asked: ExtensionRequest,
    until: date,
    words: str,
    by: Seat,
    at: datetime,
) -> None:
    days = {"until": until.isoformat(), "old": asked.old_deadline.isoformat()}
    note(event, share=asked.share, by=by, at=at, text=words, detail=days, also=days)
