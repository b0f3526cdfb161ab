"""Whether the public gets a paper: proposed at the draft, decided before or after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.law.queries import find_rule
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.outgoing.access import may_write
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.outgoing.rules import DraftState, OutgoingState
from congvu.portal import queries
from congvu.portal.access.papers import may_decide
from congvu.portal.actions.changing import tell_relation
from congvu.portal.actions.reading import ask_to_read
from congvu.portal.models import Publishing
from congvu.portal.rules import (
    LONGEST_SUMMARY,
    LONGEST_WHY,
    Choice,
    PublishingState,
)


@dataclass(frozen=True)
class PublicWish:
    """What is said with the decision: what the public reads about the paper."""

    public: bool
    why: str = ""
    summary: str = ""
    field: str = ""
    effective_on: date | None = None
    expires_on: date | None = None


def propose_public(
    *, draft_id: UUID, public: bool, why: str, by: Seat, at: datetime
) -> Publishing:
    """Whoever writes a draft says whether the public should get the paper."""
    refuse_secret(level=first_mark([why]), by=by, at=at)
    return _propose(draft_id, why, by, at, public=public)


@transaction.atomic
def _propose(
    draft_id: UUID, why: str, by: Seat, at: datetime, *, public: bool
) -> Publishing:
    rows = Draft.objects.select_for_update()
    draft = rows.filter(pk=draft_id, agency=by.agency_id).first()
    if draft is None or not may_write(by, draft):
        raise Refused([_("Chỉ người đang soạn dự thảo này đề xuất được.")])
    never = queries.never_public(draft.type_code, local_date(at))
    reasons = [Reason(never, "public")] if public and never else []
    if len(nfc(why)) > LONGEST_WHY:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_WHY}
        reasons.append(Reason(words, "why"))
    if reasons:
        raise Refused(reasons)
    found = Publishing.objects.filter(draft=draft).first() or Publishing(
        agency_id=draft.agency_id, draft=draft, state=PublishingState.PROPOSED
    )
    found.wanted, found.why = public, nfc(why)
    # Another proposal asks for another decision.
    found.decided, found.decided_by, found.decided_at = None, "", None
    found.proposed_by, found.proposed_at = by.person_name, at
    found.save()
    data = {"public": public, "why": found.why}
    record("portal.proposed", by=by.actor, at=at, on=found, data=data)
    return found


def decide_public(
    *,
    wish: PublicWish,
    by: Seat,
    at: datetime,
    draft_id: UUID | None = None,
    entry_id: UUID | None = None,
) -> Publishing:
    """Who signs or issues confirms; from then on the worker reads and publishes."""
    refuse_secret(level=first_mark([wish.summary, wish.why]), by=by, at=at)
    return _decide(wish, draft_id, entry_id, by, at)


@transaction.atomic
def _decide(
    wish: PublicWish,
    draft_id: UUID | None,
    entry_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Publishing:
    found = _locked(draft_id, entry_id, by)
    reasons = _reasons(found, wish, by, local_date(at))
    if reasons:
        raise Refused(reasons)
    found.decided, found.decided_by, found.decided_at = wish.public, by.person_name, at
    found.why = nfc(wish.why)
    if wish.public:
        found.summary, found.field = nfc(wish.summary), wish.field
        found.effective_on, found.expires_on = wish.effective_on, wish.expires_on
    if found.entry is not None:
        queries.fill_in(found, found.entry)
        found.state = PublishingState.READING if wish.public else PublishingState.KEPT
    found.save()
    record(
        "portal.decided" if wish.public else "portal.kept",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"symbol": found.entry.symbol if found.entry else "", "why": found.why},
    )
    relation = getattr(found.entry, "relation", None)
    if relation is not None:
        # Only now it is known from when what it changes is changed.
        tell_relation(
            earlier=relation.earlier,
            later=relation.entry,
            kind=relation.kind,
            by=by.actor,
            at=at,
        )
    if found.state == PublishingState.READING:
        ask_to_read(found)
    return found


def tell_of_paper(found: Publishing, at: datetime) -> None:
    """The registry hears that it lies there: to be decided, or to be answered for."""
    clerks = posts_of_role(Role.RECORDS_CLERK, {found.agency_id}, local_date(at))
    notify(
        "portal.paper",
        to=clerks.get(found.agency_id, ()),
        target_id=found.pk,
        at=at,
    )


def _locked(draft_id: UUID | None, entry_id: UUID | None, by: Seat) -> Publishing:
    """Its row, made where there is none yet; the paper's own row is the lock."""
    draft: Draft | None = None
    entry: OutgoingEntry | None = None
    if entry_id is not None:
        lines = OutgoingEntry.objects.select_for_update(of=("self",))
        mine = [by.agency_id, *(body.agency_id for body in by.ancestors)]
        entry = lines.filter(pk=entry_id, agency__in=mine).first()
        draft = Draft.objects.filter(entry=entry).first() if entry else None
    elif draft_id is not None:
        rows = Draft.objects.select_for_update()
        draft = rows.filter(pk=draft_id, agency=by.agency_id).first()
        entry = draft.entry if draft and draft.state == DraftState.ISSUED else None
    if draft is None and entry is None:
        raise Refused([_("Không tìm thấy văn bản này trong sổ của cơ quan.")])
    found = queries.publishing_of(draft=draft, entry=entry)
    if found is not None and found.agency_id != by.agency_id:
        raise Refused([_("Việc công khai văn bản này thuộc cơ quan khác.")])
    if found is not None:
        return Publishing.objects.select_for_update(of=("self",)).get(pk=found.pk)
    return Publishing(
        agency_id=by.agency_id,
        draft=draft,
        entry=entry,
        state=PublishingState.WAITING if entry else PublishingState.PROPOSED,
        issued_at=entry.released_at if entry else None,
    )


_DECIDED_FROM = (
    PublishingState.PROPOSED,
    PublishingState.WAITING,
    PublishingState.READING,
    PublishingState.ASKED,
    PublishingState.KEPT,
)


def _reasons(found: Publishing, wish: PublicWish, by: Seat, on: date) -> list[Reason]:
    reasons, entry = [], found.entry
    if not may_decide(by):
        reasons.append(Reason(_("Không có quyền quyết định công khai.")))
    if found.state not in _DECIDED_FROM:
        words = _("Văn bản đã công khai hoặc đã gỡ; muốn thôi công khai thì gỡ.")
        reasons.append(Reason(words))
    if entry is not None and entry.state != OutgoingState.ISSUED:
        reasons.append(Reason(_("Văn bản chưa phát hành.")))
    if entry is not None and entry.recalled_at is not None:
        reasons.append(Reason(_("Văn bản đã được thu hồi.")))
    if len(nfc(wish.why)) > LONGEST_WHY:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_WHY}
        reasons.append(Reason(words, "why"))
    if not wish.public:
        if not nfc(wish.why):
            reasons.append(Reason(_("Ghi vì sao không công khai."), "why"))
        return reasons
    paper = entry or found.draft
    never = queries.never_public(paper.type_code, on) if paper else ""
    if never:
        reasons.append(Reason(never, "public"))
    if len(nfc(wish.summary)) > LONGEST_SUMMARY:
        words = _("Trích yếu dài quá %(most)d ký tự.") % {"most": LONGEST_SUMMARY}
        reasons.append(Reason(words, "summary"))
    if wish.field and find_rule("public_field", wish.field, on) is None:
        reasons.append(Reason(_("Không có lĩnh vực này."), "field"))
    begins = wish.effective_on or (entry.issued_on if entry else None)
    if entry and wish.effective_on and wish.effective_on < entry.issued_on:
        words = _("Ngày có hiệu lực trước ngày ban hành.")
        reasons.append(Reason(words, "effective_on"))
    if wish.expires_on and begins and wish.expires_on <= begins:
        words = _("Ngày hết hiệu lực phải sau ngày có hiệu lực.")
        reasons.append(Reason(words, "expires_on"))
    return reasons


def note_issued(*, entry: OutgoingEntry, by: Actor, at: datetime) -> None:
    """A paper left: what was proposed and decided of it holds; else the type says.

    In the transaction that issues it. Of a type nobody is asked about no row is made.
    """
    draft = Draft.objects.filter(entry=entry).first()
    found = queries.publishing_of(draft=draft, entry=entry)
    choice = queries.choice_for(entry, draft, local_date(at))
    is_meant = choice == Choice.PUBLIC or bool(found and found.wanted)
    if found is None and not is_meant:
        return
    found = found or Publishing(agency_id=entry.agency_id, draft=draft)
    found.entry, found.agency_id, found.issued_at = entry, entry.agency_id, at
    queries.fill_in(found, entry)
    if choice == Choice.NEVER:
        found.decided, found.state = False, PublishingState.KEPT
        found.why = queries.never_public(entry.type_code, local_date(at))
    elif found.decided is None:
        # What the type asks for waits for a decision, whatever its writer proposed.
        found.state = PublishingState.WAITING if is_meant else PublishingState.KEPT
        if found.state == PublishingState.KEPT:
            found.why = found.why or _("Người soạn đề xuất không công khai.")
    else:
        found.state = PublishingState.READING if found.decided else PublishingState.KEPT
    found.save()
    record(
        "portal.issued",
        by=by,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"symbol": entry.symbol, "due": found.due_on},
    )
    if found.state == PublishingState.WAITING:
        tell_of_paper(found, at)
    if found.state == PublishingState.READING:
        ask_to_read(found)
