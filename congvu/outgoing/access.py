"""One policy: which outgoing papers a seat may see, whatever door it came by.

As in documents: the registry, leaders, the office chief and the archivist see all their
agency holds; everybody else what was granted to their post, unit or its members. What
one may not see is not found.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from congvu.documents.access import scope_of
from congvu.documents.models import DocumentFile
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.models import (
    Draft,
    DraftVersion,
    OpinionRequest,
    OutgoingEntry,
    PaperCopy,
    PaperSignature,
    RecipientGroup,
    SigningRun,
)
from congvu.outgoing.queries import (
    Beside,
    DraftDetail,
    beside,
    draft_detail,
    drafts_waiting,
    form_of,
    further_files,
    groups_of,
    issued_of,
    outgoing_counts,
    readable_copies,
    readable_drafts,
    readable_lines,
    set_elements,
    signatures_of,
    state_words,
    steps_ahead,
    told,
    waiting_to_seal,
    waiting_to_sign,
)
from congvu.outgoing.rules import (
    SIGNED_STATES,
    UNSIGNED_STATES,
    AskedState,
    DraftState,
    OutgoingState,
    SignedHow,
)
from congvu.signatures.models import OutsideSigning, SigningKey
from congvu.signatures.rules import KeyKind
from congvu.sql import Tally


def get_line_for(seat: Seat, entry_id: UUID) -> OutgoingEntry:
    """A line of the book, also of one an ended agency left; one query."""
    entry = (
        readable_lines(scope_of(seat))
        .select_related("sequence__book")
        .defer("search", "search_text")
        .filter(pk=entry_id)
        .first()
    )
    if entry is None:
        raise Http404
    return entry


def get_paper_for(seat: Seat, entry_id: UUID) -> DocumentFile:
    """The issued paper of a line the seat may open; two queries."""
    entry = get_line_for(seat, entry_id)
    found = (
        DocumentFile.objects.select_related("file")
        .filter(document=entry.document_id)
        .order_by("position")
        .first()
        if entry.document_id
        else None
    )
    if found is None:
        raise Http404
    return found


def get_further_for(seat: Seat, entry_id: UUID, file_id: UUID) -> DocumentFile:
    """A file that went out beside the paper of a line the seat may open."""
    entry = get_line_for(seat, entry_id)
    found = (f for f in further_files(entry.document_id) if f.id == file_id)
    if (held := next(found, None)) is None:
        raise Http404
    return held


def outgoing_waiting(seat: Seat) -> dict[str, int]:
    """What lies where in the book, asked once an answer."""
    if "outgoing" not in seat.counted:
        seat.counted["outgoing"] = outgoing_counts(scope_of(seat))
    return seat.counted["outgoing"]


def registry_of(seat: Seat) -> UUID | None:
    """The agency whose signed papers this seat numbers, seals and issues."""
    return seat.agency_id if seat.can(Permission.NUMBER) else None


def _lies_with(seat: Seat, draft: Draft) -> bool:
    registry = draft.state in SIGNED_STATES and seat.can(Permission.NUMBER)
    return registry or draft.desk_id in seat.desks


def drafts_tally(seat: Seat) -> Tally:
    return drafts_waiting(seat.desks, registry_of(seat))


def drafts_for(seat: Seat) -> int:
    """How many drafts wait for the seat's desks, asked once an answer."""
    return seat.count(drafts=drafts_tally(seat))["drafts"]


@dataclass(frozen=True)
class OutgoingDeed:
    """One thing this seat may do now; ``name`` is its address."""

    name: str
    label: str
    key: str = ""
    icon: str = "undo"
    primary: bool = False
    request_id: UUID | None = None


def line_deeds(seat: Seat, entry: OutgoingEntry) -> list[OutgoingDeed]:
    """What may be done with a line; the actions decide again."""
    own = entry.agency_id == seat.agency_id and entry.sequence.book.closed_at is None
    if not own:
        return []
    found, numbers = [], seat.can(Permission.NUMBER)
    stands = entry.state == OutgoingState.ISSUED and entry.recalled_at is None
    held = numbers and entry.state == OutgoingState.RESERVED
    if held and not Draft.objects.filter(entry=entry).exists():
        words = _("Phát hành")
        found.append(OutgoingDeed("issue-number", words, "D", "check", primary=True))
        found.append(OutgoingDeed("cancel-number", _("Hủy số")))
    if numbers and stands:
        words = _("Đính chính, thay thế")
        found.append(OutgoingDeed("relate", words, icon="layers"))
    if stands and (numbers or seat.can(Permission.SIGN)):
        found.append(OutgoingDeed("recall", _("Thu hồi")))
    return found


def line_reading(seat: Seat, entry: OutgoingEntry, at: datetime) -> dict[str, Any]:
    """Everything the pane draws of one line; its draft's part to who may open that."""
    draft = readable_drafts(scope_of(seat)).filter(entry=entry).first()
    return {
        "entry": entry,
        "deeds": line_deeds(seat, entry),
        "draft": draft,
        "stands": state_words(entry),
        "events": told([entry.id, *([draft.id] if draft else [])], on=seat.on),
        "book": entry.sequence.book,
        **issued_of(entry, at),
        "taken_over": entry.agency_id != seat.agency_id,
        "may_copy": seat.can(Permission.NUMBER) and entry.state == OutgoingState.ISSUED,
        "may_tell": seat.can(Permission.OPEN_PAPERS)
        and entry.agency_id == seat.agency_id,
    }


# -- recipient groups


def get_group_for(seat: Seat, group_id: UUID) -> RecipientGroup:
    """A group in use of the seat's agency, with its members."""
    found = groups_of(seat.agency_id).filter(pk=group_id).first()
    if found is None:
        raise Http404
    return found


# -- certified copies


def get_copy_for(seat: Seat, copy_id: UUID) -> PaperCopy:
    """A copy whose line the seat may read; one query."""
    found = readable_copies(scope_of(seat)).filter(pk=copy_id).first()
    if found is None:
        raise Http404
    return found


def copy_deeds(seat: Seat, copy: PaperCopy) -> list[OutgoingDeed]:
    """What the registry may do with a numbered copy; the actions decide again."""
    entry = copy.entry
    if entry.state != OutgoingState.RESERVED or not (
        entry.agency_id == seat.agency_id and seat.can(Permission.NUMBER)
    ):
        return []
    if not copy.to_paper:
        words = _("Ký số của cơ quan")
        return [OutgoingDeed("copy-seal", words, "K", "key", primary=True)]
    return [
        OutgoingDeed("copy-finish", _("Đã ký, đóng dấu"), "D", "check", primary=True)
    ]


# -- drafts


def get_draft_for(seat: Seat, draft_id: UUID) -> Draft:
    """A draft the seat may open; one query."""
    draft = (
        readable_drafts(scope_of(seat))
        .select_related("answers__document", "entry", "paper")
        .filter(pk=draft_id)
        .first()
    )
    if draft is None:
        raise Http404
    return draft


def get_version_for(seat: Seat, draft_id: UUID, number: int) -> DraftVersion:
    """One version of a draft the seat may open."""
    draft = get_draft_for(seat, draft_id)
    found = (
        DraftVersion.objects.select_related("file")
        .filter(draft=draft, number=number)
        .first()
    )
    if found is None:
        raise Http404
    found.draft = draft
    return found


def get_beside_for(seat: Seat, draft: Draft, attachment_id: UUID) -> Beside:
    """A file beside the newest version of a draft the seat may open."""
    found = (one for one in beside(draft) if one.id == attachment_id)
    if (held := next(found, None)) is None:
        raise Http404
    return held


def get_request_for(seat: Seat, draft_id: UUID, request_id: UUID) -> OpinionRequest:
    """What the seat's own desk is asked about a draft."""
    draft = get_draft_for(seat, draft_id)
    found = OpinionRequest.objects.filter(
        pk=request_id, draft=draft, desk_id__in=list(seat.desks)
    ).first()
    if found is None:
        raise Http404
    found.draft = draft
    return found


def _keys(seat: Seat, owner_id: UUID) -> QuerySet[SigningKey]:
    rows = SigningKey.objects.filter(
        owner_id=owner_id, agency_id=seat.agency_id, retired_at=None
    )
    return rows.select_related("image").order_by("-registered_at")


def keys_for(seat: Seat, owner_id: UUID) -> list[SigningKey]:
    """Keys in use that this office can open, of the person or of the agency."""
    return list(_keys(seat, owner_id).exclude(kind=KeyKind.OUTSIDE))


def outside_keys_for(seat: Seat, owner_id: UUID) -> list[SigningKey]:
    """Those that lie on the signer's own machine."""
    return list(_keys(seat, owner_id).filter(kind=KeyKind.OUTSIDE))


def get_key_for(
    seat: Seat, owner_id: UUID, key_id: UUID | None, *, outside: bool = False
) -> SigningKey:
    """One of them; another's key is not found."""
    keys = (outside_keys_for if outside else keys_for)(seat, owner_id)
    found = next((k for k in keys if k.id == key_id), None)
    if found is None:
        raise Http404
    return found


def to_sign_for(seat: Seat, how: SignedHow) -> QuerySet[Draft]:
    """What waits for a signature of this seat, its own or the agency's."""
    if not seat.can(_SIGNING[how]):
        return Draft.objects.none()
    if how == SignedHow.PERSONAL:
        return waiting_to_sign(seat.post_id, seat.desks)
    return waiting_to_seal(seat.agency_id)


def signing_waiting(seat: Seat) -> list[tuple[str, str, int]]:
    """Lists with something to sign: address, words, how many; a query for each."""
    lists = (
        (SignedHow.PERSONAL, "outgoing:to-sign", _("Chờ tôi ký")),
        (SignedHow.AGENCY, "outgoing:to-seal", _("Chờ ký số của cơ quan")),
    )
    found = [
        (address, words, to_sign_for(seat, how).count())
        for how, address, words in lists
        if seat.can(_SIGNING[how])
    ]
    return [one for one in found if one[2]]


_SIGNING = {
    SignedHow.PERSONAL: Permission.SIGN,
    SignedHow.AGENCY: Permission.NUMBER,
}


def owner_of(seat: Seat, how: SignedHow) -> UUID:
    """Whose key makes such a signature."""
    return seat.person_id if how == SignedHow.PERSONAL else seat.agency_id


def get_run_for(seat: Seat, run_id: UUID) -> SigningRun:
    """A run that this person began from this post."""
    run = (
        SigningRun.objects.select_related("key")
        .filter(pk=run_id, person_id=seat.person_id, post_id=seat.post_id)
        .first()
    )
    if run is None:
        raise Http404
    return run


def get_outside_for(seat: Seat, draft: Draft, waiting_id: UUID) -> OutsideSigning:
    """A signature of this draft that this seat let begin at its own machine."""
    found = (
        OutsideSigning.objects.select_related("key")
        .filter(pk=waiting_id, seat_id=seat.post_id, purpose__draft=str(draft.id))
        .first()
    )
    if found is None:
        raise Http404
    return found


def may_write(seat: Seat, draft: Draft) -> bool:
    """Whoever has it, or its drafter where it was approved (it then goes back)."""
    if draft.agency_id != seat.agency_id or draft.state not in UNSIGNED_STATES:
        return False
    own = draft.drafter_post_id in seat.desks and draft.state in (
        DraftState.WRITING,
        DraftState.APPROVED,
    )
    return own or draft.desk_id in seat.desks


def _may_seal(seat: Seat, draft: Draft, signed: set[str]) -> bool:
    return (
        draft.state == DraftState.NUMBERED
        and seat.can(Permission.NUMBER)
        and SignedHow.PERSONAL in signed
        and SignedHow.AGENCY not in signed
    )


def draft_deeds(
    seat: Seat, detail: DraftDetail, signatures: Collection[PaperSignature] = ()
) -> list[OutgoingDeed]:
    """What may be done with a draft, the expected thing first; actions decide again."""
    draft = detail.draft
    if draft.agency_id != seat.agency_id:
        return []
    found = [
        OutgoingDeed(
            "give-opinion",
            _("Góp ý"),
            "Y",
            "pencil",
            primary=True,
            request_id=request.id,
        )
        for request in detail.asked_of(seat.desks)
    ]
    mine = _lies_with(seat, draft)
    if mine:
        found += _step_deeds(seat, draft)
    sealed = {s.how for s in signatures}
    if mine and _may_seal(seat, draft, sealed):
        words = _("Ký số của cơ quan")
        seal = OutgoingDeed("seal", words, "K", "key", primary=True)
        found = [seal, *(replace(deed, primary=False) for deed in found)]
    if mine:
        found = _with_more_signing(seat, draft, sealed, found)
    if draft.state == DraftState.APPROVED and seat.can(Permission.NUMBER):
        found.append(OutgoingDeed("pen-signature", _("Đã ký trên giấy"), "", "pencil"))
    if mine and draft.state in _RETURNED_FROM:
        found.append(OutgoingDeed("return", _("Trả lại"), "", "undo"))
    if may_write(seat, draft):
        found.append(OutgoingDeed("write", _("Sửa"), "S", "pencil"))
        found.append(OutgoingDeed("upload", _("Tải bản Word lên"), "", "upload"))
        words = _("Thêm tệp kèm theo")
        found.append(OutgoingDeed("attach", words, "", "plus"))
        found.append(OutgoingDeed("change-signer", _("Đổi người ký"), "", "user"))
        words = _("Đổi loại, độ khẩn, hạn")
        found.append(OutgoingDeed("change-facts", words, "", "pencil"))
    if mine and draft.state in (DraftState.WRITING, DraftState.CONTENT):
        found.append(OutgoingDeed("ask-opinions", _("Xin ý kiến"), "", "people"))
    if mine and any(
        r.state == AskedState.WAITING and r.due_on < seat.on for r in detail.requests
    ):
        found.append(OutgoingDeed("close-opinions", _("Khép nơi quá hạn"), "", "close"))
    drafter = draft.drafter_post_id in seat.desks
    if draft.state in UNSIGNED_STATES and (mine or drafter):
        found.append(OutgoingDeed("withdraw", _("Rút dự thảo"), "", "ban"))
    return found


def _with_more_signing(
    seat: Seat, draft: Draft, signed: set[str], found: list[OutgoingDeed]
) -> list[OutgoingDeed]:
    """With the other ways to the same signature; one query where there may be any.

    Whoever approves with a key at hand is expected to sign as well.
    """
    own = draft.signer_post_id == seat.post_id and seat.can(Permission.SIGN)
    if own and draft.state == DraftState.APPROVAL and keys_for(seat, seat.person_id):
        words = _("Duyệt và ký")
        both = OutgoingDeed("approve-and-sign", words, "K", "key", primary=True)
        return [both, *(replace(deed, primary=False) for deed in found)]
    signs = own and draft.state == DraftState.APPROVED
    owner_id = seat.person_id if signs else seat.agency_id
    if not (signs or _may_seal(seat, draft, signed)):
        return found
    if not outside_keys_for(seat, owner_id):
        return found
    words = _("Ký bằng máy của tôi")
    return [*found, OutgoingDeed("sign-outside", words, "M", "key")]


_RETURNED_FROM = (
    DraftState.CONTENT,
    DraftState.FORM,
    DraftState.APPROVAL,
    DraftState.APPROVED,
    *SIGNED_STATES,
)
_STEPS = {
    DraftState.APPROVED: ("sign", Permission.SIGN),
    DraftState.SIGNED: ("give-number", Permission.NUMBER),
    DraftState.NUMBERED: ("issue", Permission.NUMBER),
    DraftState.CONTENT: ("check-content", Permission.CHECK_CONTENT),
    DraftState.FORM: ("check-form", Permission.CHECK_FORM),
    DraftState.APPROVAL: ("approve", Permission.SIGN),
}


def _step_deeds(seat: Seat, draft: Draft) -> list[OutgoingDeed]:
    """The one thing the step it is at asks for."""
    state = DraftState(draft.state)
    if state == DraftState.WRITING:
        return [OutgoingDeed("send", _("Trình"), "T", "next", primary=True)]
    if state not in _STEPS:
        return []
    name, permission = _STEPS[state]
    labels = {
        "check-content": _("Nội dung đạt"),
        "check-form": _("Thể thức đạt"),
        "approve": _("Duyệt"),
        "sign": _("Ký số"),
        "give-number": _("Cấp số, ngày"),
        "issue": _("Phát hành"),
    }
    if not seat.can(permission):
        return []
    return [OutgoingDeed(name, labels[name], "D", "check", primary=True)]


def draft_reading(seat: Seat, draft: Draft) -> dict[str, Any]:
    """Everything the page of a draft draws; the same few queries for any."""
    detail = draft_detail(draft)
    signatures = list(signatures_of(draft.id).values())
    signed = {one.how for one in signatures}
    targets = [draft.id] + ([draft.entry_id] if draft.entry_id else [])
    return {
        "draft": draft,
        "detail": detail,
        "version": detail.newest,
        "deeds": draft_deeds(seat, detail, signatures),
        "events": told(targets, on=seat.on),
        "may_write": may_write(seat, draft),
        "attachments": beside(draft),
        "signatures": signatures,
        "ahead": steps_ahead(draft, signed),
        "form_found": form_of(detail.newest.body, set_elements(draft, signed)),
    }
