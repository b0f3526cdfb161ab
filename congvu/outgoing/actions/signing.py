"""Signatures by key: asked before the key is opened, written down when it has signed.

Three steps, so that no transaction waits for a token or the network: what is to be
signed (``ready_to_sign``, ``ready_to_seal``), the key at work (client.py), the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.files.queries import file_as_path, open_file
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing import queries
from congvu.outgoing.actions.drafts import (
    desk_reasons,
    locked_draft,
    own_draft,
    state_reasons,
)
from congvu.outgoing.actions.history import note
from congvu.outgoing.actions.issuing import number_draft, registry_desk, sign
from congvu.outgoing.formats.signable import (
    AGENCY,
    PERSONAL,
    ToBeMarked,
    ToBeSigned,
    filled_values,
    signable,
)
from congvu.outgoing.models import Draft, OutgoingEntry, PaperSignature
from congvu.outgoing.rules import Authority, DraftState, SignedHow
from congvu.outgoing.rules.paper_json import from_json
from congvu.signatures.actions import SigningRefused, record_signature
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Applied
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import SigningFailed

NO_MARKS: Mapping[UUID, Any] = MappingProxyType({})


def _may_sign(draft: Draft, by: Seat, at: datetime) -> Authority:
    on = local_date(at)
    authority, against = queries.signing_authority(draft, by, on)
    reasons = state_reasons(draft, [DraftState.APPROVED]) + against
    if registry_desk(draft, on) is None:
        reasons.append(Reason(_("Cơ quan chưa có ai giữ chức vụ văn thư.")))
    if reasons or authority is None:
        raise Refused(reasons)
    return authority


def ready_to_sign(*, draft_id: UUID, by: Seat, at: datetime) -> ToBeSigned:
    """The approved version with its open places, if this seat may sign it now."""
    draft = own_draft(draft_id, by)
    _may_sign(draft, by, at)
    paper = from_json(draft.versions.get(number=draft.version).body)
    try:
        pdf = signable(paper)
    except SigningFailed as why:
        raise SigningRefused.of(why) from why
    words = (by.person_name, _moment(at))
    return ToBeSigned(pdf, PERSONAL, words, paper.place, draft.version)


def _moment(at: datetime) -> str:
    return f"{local_date(at):%d/%m/%Y}"


def keep_personal_signature(
    *,
    draft_id: UUID,
    version: int,
    applied: Applied,
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> PaperSignature:
    """The signer's own signature, first of all (Điều 16); it goes to the registry."""
    file = stored(applied.pdf, by, at)
    return enter_personal(
        draft_id=draft_id,
        version=version,
        applied=applied,
        file=file,
        key=key,
        by=by,
        at=at,
    )


@transaction.atomic
def enter_personal(
    *,
    draft_id: UUID,
    version: int,
    applied: Applied,
    file: StoredFile,
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> PaperSignature:
    """The same where the file lies in the store already; rights are asked again."""
    draft = locked_draft(draft_id, by)
    authority = _may_sign(draft, by, at)
    if draft.version != version:
        raise Refused([_("Dự thảo đã có bản mới; xem lại rồi ký.")])
    desk = registry_desk(draft, local_date(at))
    if desk is None:
        raise Refused([_("Cơ quan chưa có ai giữ chức vụ văn thư.")])
    made = record_signature(applied=applied, key=key, file=file, by=by.actor, at=at)
    draft.paper = file
    draft.save(update_fields=["paper"])
    return sign(
        draft=draft,
        how=SignedHow.PERSONAL,
        authority=authority,
        signer=by,
        desk=desk,
        by=by,
        at=at,
        file=file,
        made=made,
    )


def stored(pdf: bytes, by: Seat, at: datetime) -> StoredFile:
    made = store(
        name="van-ban.pdf",
        stream=BytesIO(pdf),
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
    )
    return made.file


def read_paper(draft: Draft) -> bytes:
    """The file as it was last signed or filled."""
    if draft.paper is None:
        raise Refused([_("Văn bản này ký trên giấy, không có tệp đã ký số.")])
    with open_file(draft.paper) as content:
        return content.read()


@transaction.atomic
def give_number(*, draft_id: UUID, by: Seat, at: datetime) -> OutgoingEntry:
    """Number and date into the fields laid before the signature, and into the book."""
    draft, on = locked_draft(draft_id, by), local_date(at)
    reasons = [] if by.can(Permission.NUMBER) else [Reason(_("Không có quyền cấp số."))]
    reasons += state_reasons(draft, [DraftState.SIGNED]) + desk_reasons(draft, by)
    reasons += queries.outdated(draft, on=on)
    if reasons:
        raise Refused(reasons)
    entry = number_draft(draft=draft, by=by, at=at)
    if draft.paper_id is not None:
        values = filled_values(entry.number, entry.issued_on)
        draft.paper = stored(signing.fill_fields(read_paper(draft), values), by, at)
    draft.state, draft.given_at = DraftState.NUMBERED, at
    draft.save(update_fields=["state", "given_at", "paper"])
    note(
        "outgoing.numbered",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"symbol": entry.symbol, "sequence": entry.sequence.name},
    )
    return entry


def _seal_reasons(draft: Draft, by: Seat) -> list[Reason]:
    """The registry seals only what the signer has signed himself (Điều 32)."""
    signed = queries.signatures_of(draft.id)
    allowed = by.can(Permission.NUMBER)
    reasons = [] if allowed else [Reason(_("Không có quyền ký số của cơ quan."))]
    reasons += state_reasons(draft, [DraftState.NUMBERED]) + desk_reasons(draft, by)
    if SignedHow.PERSONAL not in signed:
        words = _("Chưa có chữ ký số của người có thẩm quyền trên văn bản này.")
        reasons.append(Reason(words))
    if SignedHow.AGENCY in signed:
        reasons.append(Reason(_("Văn bản đã có chữ ký số của cơ quan.")))
    return reasons


def ready_to_seal(*, draft_id: UUID, by: Seat, at: datetime) -> ToBeSigned:
    """The signed and numbered file, if this seat may put the agency's signature on;
    with it the PDF files beside it that bear no mark yet.
    """
    draft = own_draft(draft_id, by)
    reasons = _seal_reasons(draft, by)
    if reasons:
        raise Refused(reasons)
    place = str(draft.versions.get(number=draft.version).body.get("place") or "")
    words = (by.agency_name, _moment(at))
    marks = tuple(_to_mark(draft))
    pdf = read_paper(draft)
    return ToBeSigned(pdf, AGENCY, words, place, draft.version, marks)


def _to_mark(draft: Draft) -> list[ToBeMarked]:
    symbol = draft.entry.symbol if draft.entry else ""
    return [
        ToBeMarked(one.id, partial(file_as_path, one.file), symbol, draft.version)
        for one in queries.beside(draft)
        if one.is_to_be_marked
    ]


def keep_agency_signature(
    *,
    draft_id: UUID,
    applied: Applied,
    key: SigningKey,
    by: Seat,
    at: datetime,
    marked: Mapping[UUID, Applied] = NO_MARKS,
) -> PaperSignature:
    """The agency's signature, after the signer's, by the registry (Điều 32)."""
    return enter_agency(
        draft_id=draft_id,
        applied=applied,
        file=stored(applied.pdf, by, at),
        key=key,
        by=by,
        at=at,
        marked=stored_marks(marked, by, at),
    )


def stored_marks(
    marked: Mapping[UUID, Applied], by: Seat, at: datetime
) -> dict[UUID, tuple[Applied, StoredFile]]:
    return {one: (made, stored(made.pdf, by, at)) for one, made in marked.items()}


@transaction.atomic
def enter_agency(
    *,
    draft_id: UUID,
    applied: Applied,
    file: StoredFile,
    key: SigningKey,
    by: Seat,
    at: datetime,
    marked: Mapping[UUID, tuple[Applied, StoredFile]] = NO_MARKS,
) -> PaperSignature:
    """The same where the files lie in the store already; rights are asked again.

    The paper comes last: a mark that is missing then would be missing for good.
    """
    draft = locked_draft(draft_id, by)
    reasons = _seal_reasons(draft, by)
    waiting = {one.attachment_id for one in _to_mark(draft)}
    if waiting - set(marked):
        words = _("Còn tệp kèm theo chưa có chữ ký số của cơ quan.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    for attachment_id in waiting:
        _enter(draft, *marked[attachment_id], key, by, at, attachment_id)
    draft.paper = file
    draft.save(update_fields=["paper"])
    made = _enter(draft, applied, file, key, by, at)
    note(
        "outgoing.signed",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={
            "to": by.agency_name,
            "how": SignedHow.AGENCY.value,
            "post": by.acts_as,
            "version": draft.version,
        },
    )
    return made


@transaction.atomic
def keep_mark(
    *,
    draft_id: UUID,
    attachment_id: UUID,
    applied: Applied,
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> PaperSignature:
    """One file beside the paper, marked by a key that signs one at a time."""
    draft = locked_draft(draft_id, by)
    reasons = _seal_reasons(draft, by)
    if attachment_id not in {one.attachment_id for one in _to_mark(draft)}:
        reasons.append(Reason(_("Tệp kèm theo này không chờ chữ ký của cơ quan.")))
    if reasons:
        raise Refused(reasons)
    file = stored(applied.pdf, by, at)
    return _enter(draft, applied, file, key, by, at, attachment_id)


def _enter(
    draft: Draft,
    applied: Applied,
    file: StoredFile,
    key: SigningKey,
    by: Seat,
    at: datetime,
    attachment_id: UUID | None = None,
) -> PaperSignature:
    """The agency's signature on the paper, or its mark on a file beside it."""
    made = record_signature(applied=applied, key=key, file=file, by=by.actor, at=at)
    return PaperSignature.objects.create(
        draft=draft,
        attachment_id=attachment_id,
        how=SignedHow.AGENCY,
        version=draft.version,
        lines=[by.agency_name],
        person_id=by.person_id,
        person_name=by.person_name,
        post_id=by.post_id,
        post_name=by.acts_as,
        delegation_id=by.delegation_id,
        basis=by.delegation_basis[:300],
        signed_at=at,
        noted_by=by.person_name,
        file=file,
        made=made,
        right=queries.right_to_seal(draft, by, local_date(at)),
    )
