"""What every verb about a draft asks first, and how it is moved to the next desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries import Desk
from congvu.documents.rules import LONGEST_REASON, search_text
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, members_of
from congvu.outgoing.models import Draft, DraftCheck, DraftGrant
from congvu.outgoing.rules import (
    DRAFT_STATE_NAMES,
    SIGNED_STATES,
    AskedState,
    CheckKind,
    DraftState,
    Judged,
    standing,
)


def locked_draft(draft_id: UUID, by: Seat) -> Draft:
    """The draft of the actor's own agency, its row locked until commit."""
    draft = (
        Draft.objects.select_for_update()
        .filter(pk=draft_id, agency=by.agency_id)
        .first()
    )
    if draft is None:
        raise Refused([_("Không tìm thấy dự thảo này.")])
    return draft


def own_draft(draft_id: UUID, by: Seat) -> Draft:
    """The same to look at only."""
    draft = Draft.objects.filter(pk=draft_id, agency=by.agency_id).first()
    if draft is None:
        raise Refused([_("Không tìm thấy dự thảo này.")])
    return draft


def draft_found_by(draft: Draft) -> str:
    """What a draft is found by: summary, type, who writes and who signs it."""
    return search_text(
        [
            draft.subject,
            draft.type_name,
            draft.drafter_name,
            draft.unit_name,
            draft.signer_name,
        ]
    )


def state_reasons(draft: Draft, allowed: Collection[str]) -> list[Reason]:
    if draft.state in allowed:
        return []
    words = _("Dự thảo đang ở bước “%(state)s” nên không làm được việc này.")
    state = _(DRAFT_STATE_NAMES[DraftState(draft.state)])
    return [Reason(words % {"state": state})]


def desk_reasons(draft: Draft, by: Seat) -> list[Reason]:
    """It lies on a desk of the actor's; what is signed lies with the whole registry."""
    registry = draft.state in SIGNED_STATES and by.can(Permission.NUMBER)
    if registry or draft.desk_id in by.desks:
        return []
    words = _("Dự thảo đang ở %(desk)s, không ở bàn của chức vụ đang chọn.")
    return [Reason(words % {"desk": draft.desk_name})]


def why_reasons(reason: str) -> list[Reason]:
    """What has to be said why, is said."""
    if not nfc(reason):
        return [Reason(_("Chưa ghi lý do."), "reason")]
    if len(nfc(reason)) > LONGEST_REASON:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        return [Reason(words, "reason")]
    return []


def opinion_reasons(draft: Draft) -> list[Reason]:
    """Nobody goes on over those who were asked and still have their time."""
    waiting = draft.requests.filter(state=AskedState.WAITING).count()
    if not waiting:
        return []
    words = _("Còn %(n)d nơi chưa góp ý; chờ, hoặc khép việc xin ý kiến khi quá hạn.")
    return [Reason(words % {"n": waiting})]


def close_waiting(draft: Draft, at: datetime) -> None:
    """What was asked and not answered is asked of nobody any more."""
    draft.requests.filter(state=AskedState.WAITING).update(
        state=AskedState.CLOSED, ended_at=at
    )


def counting(draft: Draft) -> dict[CheckKind, Judged]:
    """The checks that still count for the newest version; one query."""
    rows = DraftCheck.objects.filter(draft=draft).order_by("made_at", "id")
    return standing(
        [Judged(CheckKind(r.kind), r.version, r.person_id, r.passed) for r in rows],
        draft.version,
    )


def move(draft: Draft, state: DraftState, desk: Desk, at: datetime) -> None:
    """Lay the draft on a desk; the caller has locked its row."""
    draft.state, draft.given_at = state, at
    draft.desk_id, draft.desk_name = desk.id, desk.name[:200]
    draft.save(update_fields=["state", "desk_id", "desk_name", "given_at"])
    let_see(draft, [desk.id])


def let_see(draft: Draft, desks: Iterable[UUID]) -> None:
    """These desks may open the draft from now on."""
    DraftGrant.objects.bulk_create(
        [DraftGrant(principal_id=desk, draft=draft) for desk in sorted(set(desks))],
        ignore_conflicts=True,
    )


def inform(
    *, kind: str, draft: Draft, desks: Iterable[UUID], by: Seat, at: datetime
) -> None:
    """A notice at each desk; nobody is told what they did themselves."""
    own = by.desks - {members_of(by.unit_id)}
    notify(
        f"outgoing.{kind}",
        to=set(desks) - own,
        target_id=draft.id,
        at=at,
        actor=by.person_name,
    )
