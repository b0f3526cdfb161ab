"""Opinions of several desks at once: asked, given once and for good, closed late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.queries import Desk, desks
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Role
from congvu.outgoing.actions.drafts import (
    desk_reasons,
    inform,
    let_see,
    locked_draft,
    state_reasons,
)
from congvu.outgoing.actions.history import note
from congvu.outgoing.models import Draft, Opinion, OpinionRequest
from congvu.outgoing.rules import (
    LONGEST_OPINION,
    MOST_ASKED,
    UNSIGNED_STATES,
    AskedState,
    DraftState,
    Stance,
    lines_of,
)


@transaction.atomic
def ask_opinions(
    *,
    draft_id: UUID,
    desk_ids: Sequence[UUID],
    due_on: date | None,
    by: Seat,
    at: datetime,
    question: str = "",
) -> list[OpinionRequest]:
    """Ask several units and posts in parallel, each until the same day."""
    draft, on = locked_draft(draft_id, by), local_date(at)
    found, wanted = desks(by.agency_id, on), list(dict.fromkeys(desk_ids))
    asked = [found[desk] for desk in wanted if desk in found]
    reasons = state_reasons(draft, [DraftState.WRITING, DraftState.CONTENT])
    reasons += desk_reasons(draft, by)
    if len(nfc(question)) > 1000:
        reasons.append(Reason(_("Nội dung hỏi dài quá 1000 ký tự."), "question"))
    if due_on is None or due_on < on:
        reasons.append(Reason(_("Ghi hạn góp ý, từ hôm nay trở đi."), "due_on"))
    reasons += _desks_reasons(draft, asked, wanted, by)
    if reasons or due_on is None:
        raise Refused(reasons)
    rows = OpinionRequest.objects.bulk_create(
        OpinionRequest(
            draft=draft,
            version=draft.version,
            desk_id=desk.id,
            desk_name=desk.name[:200],
            question=nfc(question),
            due_on=due_on,
            state=AskedState.WAITING,
            asked_at=at,
            asked_by=by.person_name,
        )
        for desk in asked
    )
    let_see(draft, [desk.id for desk in asked])
    note(
        "outgoing.opinions-asked",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={
            "to": ", ".join(desk.name for desk in asked)[:500],
            "asked": len(asked),
            "due": due_on.isoformat(),
            "version": draft.version,
        },
    )
    inform("opinion-asked", draft, [desk.id for desk in asked], by=by, at=at)
    return rows


def _desks_reasons(
    draft: Draft, asked: Sequence[Desk], wanted: Sequence[UUID], by: Seat
) -> list[Reason]:
    reasons = []
    if not wanted or len(asked) < len(wanted):
        words = _("Chọn những nơi góp ý đang hoạt động trong cơ quan.")
        reasons.append(Reason(words, "desks"))
    if len(wanted) > MOST_ASKED:
        reasons.append(Reason(_("Một lần xin ý kiến nhiều nhất 50 nơi."), "desks"))
    for desk in asked:
        if not desk.is_held or desk.role == Role.ADMINISTRATOR:
            words = _("%(desk)s chưa có người giữ để góp ý.") % {"desk": desk.name}
            reasons.append(Reason(words, "desks"))
        if desk.id in by.desks:
            words = _("Không tự xin ý kiến của mình.")
            reasons.append(Reason(words, "desks"))
    again = draft.requests.filter(
        state=AskedState.WAITING, desk_id__in=[desk.id for desk in asked]
    )
    for name in again.values_list("desk_name", flat=True):
        words = _("%(desk)s đang được xin ý kiến, chưa trả lời.") % {"desk": name}
        reasons.append(Reason(words, "desks"))
    return reasons


@transaction.atomic
def give_opinion(
    *, request_id: UUID, stance: str, text: str, by: Seat, at: datetime
) -> Opinion:
    """Say it once: it is dated and never edited. Late ones count until closed."""
    draft_id = (
        OpinionRequest.objects.filter(pk=request_id)
        .values_list("draft_id", flat=True)
        .first()
    )
    draft = locked_draft(draft_id, by) if draft_id else None
    asked = OpinionRequest.objects.filter(
        pk=request_id, desk_id__in=list(by.desks)
    ).first()
    if draft is None or asked is None:
        raise Refused([_("Không tìm thấy việc xin ý kiến này ở bàn đang chọn.")])
    reasons = _opinion_reasons(asked, stance, text)
    reasons += state_reasons(draft, UNSIGNED_STATES)
    if reasons:
        raise Refused(reasons)
    asked.state, asked.ended_at = AskedState.GIVEN, at
    asked.save(update_fields=["state", "ended_at"])
    opinion = Opinion.objects.create(
        request=asked,
        stance=stance,
        text="\n".join(lines_of(text)),
        version=asked.version,
        given_at=at,
        given_by=by.person_name,
        given_by_post=by.acts_as,
        post_id=by.post_id,
    )
    note(
        "outgoing.opinion-given",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"stance": stance, "version": asked.version, "text": opinion.text},
    )
    inform("opinion-given", draft, [draft.desk_id], by=by, at=at)
    return opinion


def _opinion_reasons(asked: OpinionRequest, stance: str, text: str) -> list[Reason]:
    reasons = []
    if asked.state != AskedState.WAITING:
        reasons.append(Reason(_("Việc xin ý kiến này đã kết thúc.")))
    if stance not in set(Stance):
        reasons.append(Reason(_("Chọn đồng ý hay không đồng ý."), "stance"))
    elif stance != Stance.AGREE and not text.strip():
        reasons.append(Reason(_("Ghi nội dung góp ý."), "text"))
    if len(text) > LONGEST_OPINION:
        reasons.append(Reason(_("Góp ý dài quá 5000 ký tự."), "text"))
    return reasons


@transaction.atomic
def close_opinions(*, draft_id: UUID, by: Seat, at: datetime) -> int:
    """Go on without those whose day has passed."""
    draft, on = locked_draft(draft_id, by), local_date(at)
    late = draft.requests.filter(state=AskedState.WAITING, due_on__lt=on)
    names = list(late.order_by("desk_name").values_list("desk_name", flat=True))
    reasons = state_reasons(draft, UNSIGNED_STATES) + desk_reasons(draft, by)
    if not names:
        reasons.append(Reason(_("Chưa có nơi nào quá hạn góp ý.")))
    if reasons:
        raise Refused(reasons)
    late.update(state=AskedState.CLOSED, ended_at=at)
    note(
        "outgoing.opinions-closed",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"to": ", ".join(names)[:500], "asked": len(names)},
    )
    return len(names)
