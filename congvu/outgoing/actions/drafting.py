"""A draft begun, written on, taken back: each change is a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.access import scope_of
from congvu.documents.actions import refuse_secret
from congvu.documents.models import RegisterEntry
from congvu.documents.queries import Desk, desks, visible_entries
from congvu.documents.rules import first_mark
from congvu.files.models import StoredFile
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing import queries
from congvu.outgoing.actions.drafts import (
    close_waiting,
    counting,
    desk_reasons,
    draft_found_by,
    inform,
    let_see,
    locked_draft,
    move,
    opinion_reasons,
    state_reasons,
    why_reasons,
)
from congvu.outgoing.actions.history import note
from congvu.outgoing.models import Draft, DraftVersion, UnsavedText
from congvu.outgoing.rules import (
    UNSIGNED_STATES,
    DraftState,
)
from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.secrets import draft_mark


@dataclass(frozen=True)
class DraftWish:
    """What a draft is to become."""

    type_code: str
    subject: str
    signer_post_id: UUID | None
    answers_id: UUID | None = None
    urgency: str = "normal"
    due_on: date | None = None
    body_name: str = ""
    is_normative: bool = False
    signing_basis: str = ""
    by_head: bool = False


def start_draft(
    *, wish: DraftWish, by: Seat, at: datetime, fields: Mapping[str, Any] | None = None
) -> Draft:
    """Begin a paper; its first version holds what is known of its form already."""
    mark = first_mark([wish.subject, wish.signing_basis]) or draft_mark(fields or {})
    refuse_secret(level=mark, by=by, at=at)
    return _start(wish=wish, by=by, at=at, fields=fields or {})


@transaction.atomic
def _start(
    *, wish: DraftWish, by: Seat, at: datetime, fields: Mapping[str, Any]
) -> Draft:
    on = local_date(at)
    found, answered = desks(by.agency_id, on), _answered(wish, by)
    signer = found.get(wish.signer_post_id) if wish.signer_post_id else None
    reasons = [] if by.can(Permission.DRAFT) else [Reason(_("Không có quyền soạn."))]
    reasons += _wish_reasons(wish, by, on)
    reasons += queries.signer_reasons(signer, wish.signing_basis)
    if wish.answers_id is not None and answered is None:
        words = _("Không tìm thấy văn bản đến cần trả lời.")
        reasons.append(Reason(words, "answers"))
    if reasons or signer is None:
        raise Refused(reasons)
    types = {t.code: t.name for t in queries.types_to_draft(on)}
    draft = Draft.objects.create(
        agency_id=by.agency_id,
        unit_id=by.unit_id,
        unit_name=by.unit_name,
        drafter_post_id=by.post_id,
        drafter_name=by.person_name,
        signer_post_id=signer.id,
        signer_name=signer.name[:200],
        signing_basis=nfc(wish.signing_basis),
        desk_id=by.post_id,
        desk_name=f"{by.person_name}, {by.post_name}"[:200],
        given_at=at,
        state=DraftState.WRITING,
        type_code=wish.type_code,
        type_name=types[wish.type_code],
        subject=nfc(wish.subject),
        urgency=wish.urgency,
        body_name=wish.body_name,
        is_normative=wish.is_normative,
        by_head=wish.by_head,
        due_on=wish.due_on,
        answers=answered,
        created_at=at,
    )
    draft.search_text = draft_found_by(draft)
    draft.save(update_fields=["search_text"])
    let_see(draft, [by.post_id, by.unit_id])
    body = queries.new_body(draft, on=on)
    template = queries.template_in_force(draft.agency_id, draft.type_code)
    body |= queries.begun_with(template, body) | _known(fields)
    add_version(draft=draft, body=body, by=by, at=at)
    note(
        "outgoing.drafted",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"type": draft.type_name},
    )
    return draft


def _answered(wish: DraftWish, by: Seat) -> RegisterEntry | None:
    """An incoming line that the drafter may see, of their own agency."""
    if wish.answers_id is None:
        return None
    return visible_entries(scope_of(by)).filter(pk=wish.answers_id).first()


def _wish_reasons(wish: DraftWish, by: Seat, on: date) -> list[Reason]:
    facts = queries.DraftFacts(
        wish.type_code, wish.urgency, wish.due_on, wish.body_name, wish.is_normative
    )
    reasons = queries.fact_reasons(facts, by.agency_id, on) + _subject_reasons(
        wish.subject
    )
    if len(nfc(wish.signing_basis)) > 300:
        words = _("Căn cứ ký dài quá %(most)d ký tự.") % {"most": 300}
        reasons.append(Reason(words, "signing_basis"))
    if wish.by_head and not queries.may_be_heads_own(by.agency_id, wish.body_name, on):
        words = _("Chỉ văn bản của cơ quan làm việc tập thể mới chọn người đứng đầu.")
        reasons.append(Reason(words, "by_head"))
    return reasons


def _subject_reasons(subject: str) -> list[Reason]:
    if not nfc(subject):
        return [Reason(_("Chưa có trích yếu."), "subject")]
    if len(nfc(subject)) > 500:
        return [Reason(_("Trích yếu dài quá 500 ký tự."), "subject")]
    return []


_WRITTEN = frozenset(
    {
        "summary",
        "addressees",
        "bases",
        "body",
        "recipients",
        "filed",
        "circulation",
        "drafter_mark",
        "copies",
        "address",
        "appendices",
        "layout",
        "authority_name",
    }
)
"""What a person writes of a paper; the rest follows from the draft itself."""


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key in _WRITTEN}


def save_version(
    *,
    draft_id: UUID,
    fields: Mapping[str, Any],
    by: Seat,
    at: datetime,
    remark: str = "",
    after: int | None = None,
) -> DraftVersion:
    """Write on: whoever has the draft, or its drafter. The old version stays.

    ``after`` is the version one began from: somebody else's work is not written over.
    What had been checked or approved goes back to the content check (Điều 11).
    """
    refuse_secret(level=draft_mark(fields), by=by, at=at)
    return save_any(
        draft_id=draft_id, fields=fields, by=by, at=at, remark=remark, after=after
    )


def save_whole(
    *,
    draft_id: UUID,
    body: Mapping[str, Any],
    by: Seat,
    at: datetime,
    remark: str = "",
    after: int | None = None,
) -> DraftVersion:
    """A version with every part of form as given: what a mend of the form made."""
    return save_any(
        draft_id=draft_id,
        fields=body,
        by=by,
        at=at,
        remark=remark,
        after=after,
        is_whole=True,
    )


def save_beside(*, draft_id: UUID, remark: str, by: Seat, at: datetime) -> DraftVersion:
    """The same words with other files beside them: a version all the same."""
    draft = locked_draft(draft_id, by)
    newest = draft.versions.get(number=draft.version)
    typed = UnsavedText.objects.filter(draft=draft, after=draft.version)
    made = save_any(
        draft_id=draft_id,
        fields={},
        by=by,
        at=at,
        remark=remark[:500],
        file=newest.file,
        file_name=newest.file_name,
        unread=newest.unread,
        keeps_typed=True,
    )
    typed.update(after=made.number)
    return made


@transaction.atomic
def save_any(
    *,
    draft_id: UUID,
    fields: Mapping[str, Any],
    by: Seat,
    at: datetime,
    remark: str = "",
    after: int | None = None,
    file: StoredFile | None = None,
    file_name: str = "",
    unread: Sequence[Mapping[str, str]] = (),
    is_whole: bool = False,
    keeps_typed: bool = False,
) -> DraftVersion:
    """The next version, by whichever way it was made."""
    draft = locked_draft(draft_id, by)
    newest = draft.versions.get(number=draft.version)
    reasons = edit_reasons(draft, by)
    if after is not None and after != draft.version:
        words = _(
            "Đã có bản %(number)s của %(who)s sau bản anh/chị mở. Xem bản đó rồi lưu "
            "lại; những gì đã viết vẫn còn ở đây."
        )
        said = {"number": draft.version, "who": newest.made_by}
        reasons.append(Reason(words % said))
    if "summary" in fields:
        reasons += _subject_reasons(str(fields["summary"]))
    if len(nfc(remark)) > 500:
        reasons.append(Reason(_("Ghi chú dài quá 500 ký tự."), "remark"))
    if reasons:
        raise Refused(reasons)
    if file is None and not keeps_typed:
        UnsavedText.objects.filter(draft=draft, person_id=by.person_id).delete()
    draft.version += 1
    draft.subject = nfc(str(fields.get("summary", draft.subject)))
    draft.search_text = draft_found_by(draft)
    draft.save(update_fields=["version", "subject", "search_text"])
    now = queries.body_of_the_day(draft, on=local_date(at))
    made = add_version(
        draft=draft,
        body=newest.body | (dict(fields) if is_whole else now | _known(fields)),
        by=by,
        at=at,
        remark=nfc(remark),
        file=file,
        file_name=file_name,
        unread=unread,
    )
    note(
        "outgoing.version-saved",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"version": draft.version, "text": made.remark},
    )
    _go_back(draft, by, at)
    return made


def edit_reasons(draft: Draft, by: Seat) -> list[Reason]:
    """Whoever has it may write, and its drafter where it was approved."""
    reasons = state_reasons(draft, UNSIGNED_STATES)
    own = draft.drafter_post_id in by.desks and draft.state in (
        DraftState.WRITING,
        DraftState.APPROVED,
    )
    return reasons if own else reasons + desk_reasons(draft, by)


def add_version(
    *,
    draft: Draft,
    body: Mapping[str, Any],
    by: Seat,
    at: datetime,
    remark: str = "",
    file: StoredFile | None = None,
    file_name: str = "",
    unread: Sequence[Mapping[str, str]] = (),
) -> DraftVersion:
    return DraftVersion.objects.create(
        draft=draft,
        number=draft.version,
        body=from_json(dict(body) | {"summary": draft.subject}).as_json(),
        file=file,
        file_name=file_name,
        unread=list(unread),
        remark=remark,
        made_at=at,
        made_by=by.person_name,
        made_by_post=by.acts_as,
        post_id=by.post_id,
    )


def _go_back(draft: Draft, by: Seat, at: datetime) -> None:
    """What was judged was another version: from the content check again."""
    if draft.state in (DraftState.WRITING, DraftState.CONTENT):
        return
    before = draft.checks.filter(version=draft.version - 1, passed=True)
    fallen = list(before.order_by("made_at").values_list("kind", flat=True))
    move(draft, DraftState.CONTENT, unit_desk(draft, local_date(at)), at)
    note(
        "outgoing.approvals-fell",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"version": draft.version, "kinds": fallen},
    )
    inform(kind="draft-waits", draft=draft, desks=[draft.desk_id], by=by, at=at)


def unit_desk(draft: Draft, on: date) -> Desk:
    """The desk of the head of the drafting unit; refused where nobody sits there."""
    found = desks(draft.agency_id, on).get(draft.unit_id)
    if found is None or not found.is_held:
        words = _(
            "%(unit)s chưa có người đứng đầu để kiểm tra nội dung; giao phụ trách đơn "
            "vị trước."
        )
        raise Refused([words % {"unit": draft.unit_name}])
    return found


@transaction.atomic
def send_draft(*, draft_id: UUID, by: Seat, at: datetime) -> Draft:
    """To the head of the drafting unit, who answers for the content (Điều 12)."""
    draft = locked_draft(draft_id, by)
    reasons = state_reasons(draft, [DraftState.WRITING]) + desk_reasons(draft, by)
    reasons += opinion_reasons(draft)
    if reasons:
        raise Refused(reasons)
    desk = unit_desk(draft, local_date(at))
    move(draft, DraftState.CONTENT, desk, at)
    note(
        "outgoing.draft-sent",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"to": desk.name, "version": draft.version},
    )
    inform(kind="draft-waits", draft=draft, desks=[desk.id], by=by, at=at)
    return draft


@transaction.atomic
def withdraw_draft(*, draft_id: UUID, reason: str, by: Seat, at: datetime) -> Draft:
    """No paper comes of it: by the drafter or whoever has it, before it is signed."""
    draft = locked_draft(draft_id, by)
    reasons = state_reasons(draft, UNSIGNED_STATES) + why_reasons(reason)
    if draft.drafter_post_id not in by.desks:
        reasons += desk_reasons(draft, by)
    if reasons:
        raise Refused(reasons)
    before, fell = draft.desk_id, list(counting(draft))
    draft.state, draft.ended_at = DraftState.WITHDRAWN, at
    draft.ended_because = nfc(reason)
    draft.save(update_fields=["state", "ended_at", "ended_because"])
    close_waiting(draft, at)
    note(
        "outgoing.draft-withdrawn",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"text": draft.ended_because, "kinds": fell},
    )
    inform(
        kind="draft-withdrawn",
        draft=draft,
        desks=[before, draft.drafter_post_id],
        by=by,
        at=at,
    )
    return draft
