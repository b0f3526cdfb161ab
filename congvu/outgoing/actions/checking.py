"""Content, form, approval: three words by at least two people, each on one version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.queries import Desk, desks
from congvu.documents.rules import holding_reasons
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing import queries
from congvu.outgoing.actions.drafts import (
    counting,
    desk_reasons,
    inform,
    locked_draft,
    move,
    opinion_reasons,
    state_reasons,
    why_reasons,
)
from congvu.outgoing.actions.history import note
from congvu.outgoing.actions.undoing import undo_signing
from congvu.outgoing.models import Draft, DraftCheck
from congvu.outgoing.rules import (
    CHECK_OF,
    SIGNED_STATES,
    CheckKind,
    DraftState,
    two_people_reasons,
)

_NEEDS = {
    CheckKind.CONTENT: Permission.CHECK_CONTENT,
    CheckKind.FORM: Permission.CHECK_FORM,
    CheckKind.APPROVAL: Permission.SIGN,
}


@transaction.atomic
def check_content(
    *,
    draft_id: UUID,
    by: Seat,
    at: datetime,
    text: str = "",
    form_desk_id: UUID | None = None,
) -> Draft:
    """The head of the drafting unit answers for the content, and says who checks form.

    Without a wish it goes to the registry's first desk that is held by another person.
    """
    draft = locked_draft(draft_id, by)
    reasons = _reasons(draft, CheckKind.CONTENT, text, by) + opinion_reasons(draft)
    to = queries.form_desks(by.agency_id, local_date(at), but=by.person_id)
    chosen = to.get(form_desk_id) if form_desk_id else next(iter(to.values()), None)
    if chosen is None:
        words = _("Chọn người khác, ở văn thư hoặc văn phòng, để kiểm tra thể thức.")
        reasons.append(Reason(words, "form_desk"))
    if reasons or chosen is None:
        raise Refused(reasons)
    return _passed(draft, CheckKind.CONTENT, DraftState.FORM, chosen, text, by, at)


@transaction.atomic
def check_form(*, draft_id: UUID, by: Seat, at: datetime, text: str = "") -> Draft:
    """Somebody else answers for the form (Điều 12); then it goes to who signs."""
    draft = locked_draft(draft_id, by)
    reasons = _reasons(draft, CheckKind.FORM, text, by)
    signer = desks(by.agency_id, local_date(at)).get(draft.signer_post_id)
    if signer is None or not (signer.is_held or _is_acted_for(draft, at)):
        words = _("Không còn ai giữ chức vụ ký văn bản này; trả lại để chọn lại.")
        reasons.append(Reason(words))
    if reasons or signer is None:
        raise Refused(reasons)
    return _passed(draft, CheckKind.FORM, DraftState.APPROVAL, signer, text, by, at)


def _is_acted_for(draft: Draft, at: datetime) -> bool:
    """A post that nobody holds may still be signed from, by a written decision."""
    choices = queries.signer_choices(draft, draft.signing_basis, local_date(at))
    return any(c.post_id == draft.signer_post_id for c in choices)


@transaction.atomic
def approve(*, draft_id: UUID, by: Seat, at: datetime, text: str = "") -> Draft:
    """The signer approves this very version; what is changed later goes back."""
    draft = locked_draft(draft_id, by)
    reasons = _reasons(draft, CheckKind.APPROVAL, text, by)
    missing = {CheckKind.CONTENT, CheckKind.FORM} - set(counting(draft))
    if missing:
        words = _("Bản này chưa đủ kiểm tra nội dung và thể thức.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    desk = desks(by.agency_id, local_date(at))[draft.signer_post_id]
    return _passed(draft, CheckKind.APPROVAL, DraftState.APPROVED, desk, text, by, at)


def _reasons(draft: Draft, kind: CheckKind, text: str, by: Seat) -> list[Reason]:
    step = next(state for state, check in CHECK_OF.items() if check == kind)
    reasons = [] if by.can(_NEEDS[kind]) else [Reason(_("Không có quyền kiểm tra."))]
    reasons += state_reasons(draft, [step]) + desk_reasons(draft, by)
    if len(nfc(text)) > 1000:
        reasons.append(Reason(_("Ghi chú dài quá 1000 ký tự."), "text"))
    return reasons + two_people_reasons(kind, by.person_id, counting(draft))


def _passed(
    draft: Draft,
    kind: CheckKind,
    state: DraftState,
    desk: Desk,
    text: str,
    by: Seat,
    at: datetime,
) -> Draft:
    _word(draft, kind, by, at, passed=True, text=nfc(text))
    move(draft, state, desk, at)
    event = "approved" if kind == CheckKind.APPROVAL else "checked"
    note(
        f"outgoing.{event}",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={
            "kind": kind.value,
            "version": draft.version,
            "to": desk.name,
            "text": nfc(text),
        },
    )
    if kind == CheckKind.APPROVAL:
        inform(
            kind="draft-approved",
            draft=draft,
            desks=[draft.drafter_post_id],
            by=by,
            at=at,
        )
    else:
        inform(kind="draft-waits", draft=draft, desks=[desk.id], by=by, at=at)
    return draft


@transaction.atomic
def return_draft(*, draft_id: UUID, reason: str, by: Seat, at: datetime) -> Draft:
    """Back to the drafter with the reason, by whom it lies with.

    Also what is signed and not issued: its number is cancelled and stays in the book
    with the reason, its signatures stay with the version they were put on.
    """
    draft = locked_draft(draft_id, by)
    steps = [*CHECK_OF, DraftState.APPROVED, *SIGNED_STATES]
    reasons = state_reasons(draft, steps) + desk_reasons(draft, by)
    reasons += why_reasons(reason)
    if draft.entry_id is not None:  # its number would be cancelled
        reasons += holding_reasons(draft.entry_id)
    found = desks(by.agency_id, local_date(at))
    drafter = found.get(draft.drafter_post_id) or found.get(draft.unit_id)
    if drafter is None:
        reasons.append(Reason(_("Đơn vị soạn thảo không còn hoạt động.")))
    if reasons or drafter is None:
        raise Refused(reasons)
    if draft.state in SIGNED_STATES:
        undo_signing(draft=draft, why=nfc(reason), by=by, at=at)
    else:
        kind = CHECK_OF.get(DraftState(draft.state), CheckKind.APPROVAL)
        _word(draft, kind, by, at, passed=False, text=nfc(reason))
    move(draft, DraftState.WRITING, drafter, at)
    note(
        "outgoing.draft-returned",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"to": drafter.name, "version": draft.version, "text": nfc(reason)},
    )
    inform(kind="draft-returned", draft=draft, desks=[drafter.id], by=by, at=at)
    return draft


def _word(
    draft: Draft, kind: CheckKind, by: Seat, at: datetime, *, passed: bool, text: str
) -> None:
    DraftCheck.objects.create(
        draft=draft,
        kind=kind,
        version=draft.version,
        passed=passed,
        text=text,
        made_at=at,
        made_by=by.person_name,
        made_by_post=by.acts_as,
        post_id=by.post_id,
        person_id=by.person_id,
    )
