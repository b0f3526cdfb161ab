"""Signatures by key: asked before the key is opened, written down when it has signed.

Three steps, so that no transaction waits for a token or the network: what is to be
signed (``ready_to_sign``, ``ready_to_seal``), the key at work (client.py), the record.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.files.queries import open_file
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
    """The signed and numbered file, if this seat may put the agency's signature on."""
    draft = own_draft(draft_id, by)
    reasons = _seal_reasons(draft, by)
    if reasons:
        raise Refused(reasons)
    place = str(draft.versions.get(number=draft.version).body.get("place") or "")
    words = (by.agency_name, _moment(at))
    return ToBeSigned(read_paper(draft), AGENCY, words, place, draft.version)


def keep_agency_signature(
    *, draft_id: UUID, applied: Applied, key: SigningKey, by: Seat, at: datetime
) -> PaperSignature:
    """The agency's signature, after the signer's, by the registry (Điều 32)."""
    file = stored(applied.pdf, by, at)
    return enter_agency(
        draft_id=draft_id, applied=applied, file=file, key=key, by=by, at=at
    )


@transaction.atomic
def enter_agency(
    *,
    draft_id: UUID,
    applied: Applied,
    file: StoredFile,
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> PaperSignature:
    """The same where the file lies in the store already; rights are asked again."""
    draft = locked_draft(draft_id, by)
    reasons = _seal_reasons(draft, by)
    if reasons:
        raise Refused(reasons)
    kept = record_signature(applied=applied, key=key, file=file, by=by.actor, at=at)
    draft.paper = file
    draft.save(update_fields=["paper"])
    made = PaperSignature.objects.create(
        draft=draft,
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
        made=kept,
        right=queries.right_to_seal(draft, by, local_date(at)),
    )
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
