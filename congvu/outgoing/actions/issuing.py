"""From the signature to the issued paper: number and date, recipients, recall."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.actions import note_answer, note_recalled_answer
from congvu.documents.models import Document, DocumentFile
from congvu.documents.queries import Desk
from congvu.documents.rules import Step, holding_reasons, step_taken
from congvu.files.actions import store
from congvu.files.models import FileKind, StoredFile
from congvu.lib.dates import local_date
from congvu.lib.numbering import parse_symbol
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat, seats_at_post
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing import queries
from congvu.outgoing.actions.drafts import (
    close_waiting,
    desk_reasons,
    inform,
    locked_draft,
    move,
    state_reasons,
    why_reasons,
)
from congvu.outgoing.actions.history import grant, note
from congvu.outgoing.actions.numbering import (
    Numbered,
    found_by,
    locked_line,
    take_number,
)
from congvu.outgoing.actions.recipients import (
    NO_GROUPS,
    Groups,
    Places,
    places_for,
    send_to,
)
from congvu.outgoing.actions.with_paper import said_of
from congvu.outgoing.models import (
    Draft,
    OutgoingEntry,
    PaperRelation,
    PaperSignature,
)
from congvu.outgoing.rules import (
    Authority,
    DraftState,
    Leaving,
    OutgoingState,
    Relation,
    SentTo,
    SignedHow,
    ruling_on,
)
from congvu.signatures.models import MadeSignature


@transaction.atomic
def note_pen_signature(*, draft_id: UUID, by: Seat, at: datetime) -> PaperSignature:
    """The registry notes that the signer signed the approved version by hand.

    By what right is judged as for any signature, for whoever holds the signer's post.
    """
    draft, on = locked_draft(draft_id, by), local_date(at)
    reasons = [] if by.can(Permission.NUMBER) else [Reason(_("Không có quyền ghi."))]
    reasons += state_reasons(draft, [DraftState.APPROVED])
    signer = _holder(draft, on)
    if signer is None:
        reasons.append(Reason(_("Không còn ai giữ chức vụ ký văn bản này.")))
        raise Refused(reasons)
    authority, against = queries.signing_authority(draft, signer, on)
    reasons += against
    desk = registry_desk(draft, on)
    if desk is None:
        reasons.append(Reason(_("Cơ quan chưa có ai giữ chức vụ văn thư.")))
    if reasons or authority is None or desk is None:
        raise Refused(reasons)
    return sign(
        draft=draft,
        how=SignedHow.PEN,
        authority=authority,
        signer=signer,
        desk=desk,
        by=by,
        at=at,
    )


def _holder(draft: Draft, on: date) -> Seat | None:
    """Whoever is printed above the signature, else the holder of the post."""
    body = draft.versions.get(number=draft.version).body
    named = nfc(str((body.get("signer") or {}).get("name") or ""))
    seats = seats_at_post(draft.signer_post_id, on)
    printed = (s for s in seats if nfc(s.person_name) == named)
    return next(printed, None) or next(iter(seats), None)


def registry_desk(draft: Draft, on: date) -> Desk | None:
    """Its first post: what is signed lies there, and any of them may go on with it."""
    return next(iter(registry_desks(draft, on)), None)


def registry_desks(draft: Draft, on: date) -> list[Desk]:
    """The registry's posts that somebody holds: they number and seal."""
    return [
        Desk(
            id=p.id,
            unit_id=p.unit_id,
            name=f"{p.person_name}, {p.name}",
            is_unit=False,
            role=Role.RECORDS_CLERK,
            is_held=True,
            is_manned=True,
        )
        for p in posts_on(on, agency_id=draft.agency_id)
        if p.role == Role.RECORDS_CLERK and p.person_id
    ]


def sign(
    *,
    draft: Draft,
    how: SignedHow,
    authority: Authority,
    signer: Seat,
    desk: Desk,
    by: Seat,
    at: datetime,
    file: StoredFile | None = None,
    made: MadeSignature | None = None,
) -> PaperSignature:
    """Write down who signed by which right; inside the caller's transaction."""
    on = local_date(at)
    facts = queries.signer_facts(draft, signer, on)
    signed = PaperSignature.objects.create(
        draft=draft,
        how=how,
        version=draft.version,
        capacity=authority.capacity,
        lines=list(authority.lines),
        person_id=signer.person_id,
        person_name=signer.person_name,
        post_id=signer.post_id,
        post_name=signer.acts_as,
        delegation_id=signer.delegation_id,
        basis=(signer.delegation_basis or draft.signing_basis)[:300],
        signed_at=at,
        noted_by=by.person_name,
        file=file,
        made=made,
        right=queries.right_of(draft, signer, authority, facts, on),
    )
    close_waiting(draft, at)
    electronic = how == SignedHow.PERSONAL
    draft.release_due_at = queries.due_of(draft, at, electronic=electronic)
    draft.save(update_fields=["release_due_at"])
    move(draft, DraftState.SIGNED, desk, at)
    note(
        "outgoing.signed",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={
            "to": signer.person_name,
            "how": how.value,
            "capacity": authority.capacity.value,
            "post": signer.acts_as,
            "version": draft.version,
        },
    )
    clerks = [one.id for one in registry_desks(draft, on)]
    inform(kind="draft-waits", draft=draft, desks=clerks, by=by, at=at)
    return signed


def number_draft(*, draft: Draft, by: Seat, at: datetime) -> OutgoingEntry:
    """The number of a signed draft; the caller has locked it and asked its reasons."""
    signed = queries.signatures_of(draft.id)
    first = signed.get(SignedHow.PERSONAL) or signed[SignedHow.PEN]
    newest = draft.versions.get(number=draft.version)
    entry = take_number(
        paper=Numbered(
            type_code=draft.type_code,
            subject=draft.subject,
            normative=draft.is_normative,
            body=draft.body_name,
            unit_id=draft.unit_id,
            signer_name=first.person_name,
            signer_position=first.post_name,
            recipients="\n".join(newest.body.get("recipients") or []),
            copy_holder=str(newest.body.get("filed") or ""),
            urgency=draft.urgency,
        ),
        by=by,
        at=at,
        reasons=[],
    )
    entry.signed_at = first.signed_at
    electronic = SignedHow.PERSONAL in signed
    entry.release_due_at = draft.release_due_at or queries.due_of(
        draft, first.signed_at, electronic=electronic
    )
    entry.save(update_fields=["signed_at", "release_due_at"])
    grant(entry, draft.grants.values_list("principal_id", flat=True))
    draft.entry = entry
    draft.save(update_fields=["entry"])
    return entry


def keep_scan(*, stream: BinaryIO, name: str, by: Seat, at: datetime) -> StoredFile:
    """The scan of a paper signed by pen: a PDF, read later for its text."""
    stored = store(name=name, stream=stream, by=by.actor, at=at, agency_id=by.agency_id)
    if not stored.is_accepted:
        raise Refused([Reason(stored.reason, "scan")])
    if stored.file.kind != FileKind.PDF:
        raise Refused([Reason(_("Bản quét phải là tệp PDF."), "scan")])
    return stored.file


@transaction.atomic
def issue_draft(
    *,
    draft_id: UUID,
    sent_to: Sequence[SentTo],
    by: Seat,
    at: datetime,
    groups: Groups = NO_GROUPS,
    copies: int | None = None,
    scan: StoredFile | None = None,
) -> OutgoingEntry:
    """The paper leaves: one document, its file, its recipients, and the answer marked.

    A paper signed by key goes out with the agency's signature after the signer's
    (Điều 32); one signed by pen with its scan, if there is one.
    """
    draft = locked_draft(draft_id, by)
    signed = queries.signatures_of(draft.id)
    places = places_for(sent_to, groups, draft.agency_id, at)
    electronic = SignedHow.PERSONAL in signed
    ruling = ruling_on(
        Leaving(
            draft.agency_id,
            draft.type_code,
            draft.subject,
            local_date(at),
            is_electronic=electronic,
            places=places.sent_to,
        )
    )
    reasons = _issue_reasons(draft, signed, by) + places.reasons + ruling.reasons
    places = places.told(ruling.warnings)
    if reasons or draft.entry_id is None:
        raise Refused(reasons)
    entry = locked_line(draft.entry_id, by)
    entry.paper_rule = said_of(ruling.paper) if electronic else ""
    late = entry.release_due_at is not None and at > entry.release_due_at
    send_to(entry, places, at)
    issuer = draft.body_name or by.agency_name
    further = queries.beside(draft)
    entry.document = paper_document(entry, issuer, at, scan=draft.paper or scan)
    _put_beside(entry.document, further)
    entry.copies = copies
    release(entry, by, at)
    draft.state, draft.ended_at = DraftState.ISSUED, at
    draft.save(update_fields=["state", "ended_at"])
    close_waiting(draft, at)
    if draft.answers_id is not None:
        note_answer(entry_id=draft.answers_id, symbol=entry.symbol, by=by, at=at)
    note(
        "outgoing.issued",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail=_told(entry, places, further, is_late=late),
    )
    inform(
        kind="draft-issued", draft=draft, desks=[draft.drafter_post_id], by=by, at=at
    )
    return entry


def _told(
    entry: OutgoingEntry,
    places: Places,
    further: Sequence[queries.Beside],
    *,
    is_late: bool,
) -> dict[str, object]:
    return (
        {"symbol": entry.symbol, "recipients": len(places.sent_to), "late": is_late}
        | ({"files": [one.sha256 for one in further]} if further else {})
        | ({"groups": places.groups} if places.groups else {})
        | ({"text": places.redirected} if places.redirected else {})
    )


def _issue_reasons(draft: Draft, signed: Collection[str], by: Seat) -> list[Reason]:
    reasons = []
    if not by.can(Permission.NUMBER):
        reasons.append(Reason(_("Không có quyền phát hành.")))
    reasons += state_reasons(draft, [DraftState.NUMBERED]) + desk_reasons(draft, by)
    if SignedHow.PERSONAL in signed and SignedHow.AGENCY not in signed:
        reasons.append(Reason(_("Chưa có chữ ký số của cơ quan.")))
    return reasons


def release(entry: OutgoingEntry, by: Seat, at: datetime) -> None:
    """The line of a paper that has left, found by where it went, too."""
    entry.state = OutgoingState.ISSUED
    entry.released_at, entry.released_by = at, by.person_name
    entry.transferred_on = local_date(at)
    entry.search_text = found_by(entry)
    entry.save(
        update_fields=[
            "document",
            "state",
            "copies",
            "paper_rule",
            "recipients",
            "released_at",
            "released_by",
            "transferred_on",
            "search_text",
        ]
    )
    step_taken(Step("outgoing.issued", entry, at, by.agency_name, by=by))


def paper_document(
    entry: OutgoingEntry, issuer: str, at: datetime, *, scan: StoredFile | None
) -> Document:
    """The paper itself, once, as every register will point to it."""
    parsed = parse_symbol(entry.symbol)
    document = Document.objects.create(
        type_code=entry.type_code,
        type_name=entry.type_name,
        symbol=entry.symbol,
        number=parsed.number_text,
        notation=parsed.notation[:45],
        issued_on=entry.issued_on,
        issuer_name=issuer[:200],
        issuer_id=entry.agency_id,
        subject=entry.subject,
        signer_name=entry.signer_name,
        signer_position=entry.signer_position,
        urgency=entry.urgency,
        pages=scan.pages if scan else None,
        created_at=at,
    )
    if scan is not None:
        name = f"{entry.symbol.replace('/', '-')}.pdf"
        DocumentFile.objects.create(document=document, file=scan, name=name)
    return document


def _put_beside(document: Document, further: Sequence[queries.Beside]) -> None:
    """After the paper itself, in their order, as they leave."""
    DocumentFile.objects.bulk_create(
        [
            DocumentFile(document=document, file=one.file, name=one.name, position=n)
            for n, one in enumerate(further, 1)
        ]
    )


@transaction.atomic
def recall_paper(
    *, entry_id: UUID, reason: str, by: Seat, at: datetime
) -> OutgoingEntry:
    """An issued paper is called back: it freezes, with the reason, where it is."""
    entry = locked_line(entry_id, by)
    reasons = why_reasons(reason)
    if not (by.can(Permission.NUMBER) or by.can(Permission.SIGN)):
        reasons.append(Reason(_("Không có quyền thu hồi.")))
    if entry.state != OutgoingState.ISSUED:
        reasons.append(Reason(_("Chỉ thu hồi văn bản đã phát hành.")))
    if entry.recalled_at is not None:
        reasons.append(Reason(_("Văn bản đã được thu hồi.")))
    reasons += holding_reasons(entry.pk)
    if reasons:
        raise Refused(reasons)
    entry.recalled_at, entry.recalled_because = at, nfc(reason)
    entry.save(update_fields=["recalled_at", "recalled_because"])
    note(
        "outgoing.recalled",
        on=entry,
        agency_id=entry.agency_id,
        by=by,
        at=at,
        detail={"symbol": entry.symbol, "text": entry.recalled_because},
    )
    draft = Draft.objects.filter(entry=entry).first()
    if draft is not None:
        concerned = [draft.drafter_post_id, draft.signer_post_id]
        inform(kind="paper-recalled", draft=draft, desks=concerned, by=by, at=at)
    if draft is not None and draft.answers_id is not None:
        note_recalled_answer(
            entry_id=draft.answers_id, symbol=entry.symbol, by=by, at=at
        )
    words = entry.recalled_because
    step_taken(Step("outgoing.recalled", entry, at, by.agency_name, words, by))
    return entry


@transaction.atomic
def relate_paper(
    *, entry_id: UUID, kind: str, symbol: str, year: int, by: Seat, at: datetime
) -> PaperRelation:
    """A numbered paper corrects, amends or replaces an earlier one (Điều 18.3).

    A fault of form is put right by công văn; content only by a paper of equal form.
    """
    entry = locked_line(entry_id, by)
    earlier = OutgoingEntry.objects.filter(
        agency__in=[by.agency_id, *(body.agency_id for body in by.ancestors)],
        year=year,
        symbol__iexact=nfc(symbol),
    ).first()
    reasons = [] if by.can(Permission.NUMBER) else [Reason(_("Không có quyền ghi."))]
    if entry.recalled_at is not None:
        reasons.append(Reason(_("Văn bản này đã được thu hồi.")))
    if kind not in set(Relation):
        reasons.append(Reason(_("Chọn đính chính, sửa đổi hay thay thế."), "kind"))
    if earlier is None or earlier.pk == entry.pk:
        words = _("Không tìm thấy văn bản trước trong sổ năm %(year)s.")
        reasons.append(Reason(words % {"year": year}, "symbol"))
    elif earlier.state != OutgoingState.ISSUED or earlier.recalled_at is not None:
        words = _("Văn bản trước chưa phát hành hoặc đã thu hồi.")
        reasons.append(Reason(words, "symbol"))
    elif earlier.agency_id == entry.agency_id and earlier.order_key > entry.order_key:
        words = _("Văn bản trước phải lấy số trước văn bản này.")
        reasons.append(Reason(words, "symbol"))
    elif kind == Relation.CORRECTS and entry.type_code != "CV":
        reasons.append(Reason(_("Đính chính bằng công văn."), "kind"))
    elif kind != Relation.CORRECTS and entry.type_code != earlier.type_code:
        words = _("Sửa đổi, thay thế bằng văn bản cùng loại.")
        reasons.append(Reason(words, "kind"))
    if PaperRelation.objects.filter(entry=entry).exists():
        reasons.append(Reason(_("Văn bản này đã ghi quan hệ với văn bản trước.")))
    if entry.state == OutgoingState.CANCELLED:
        reasons.append(Reason(_("Số này đã hủy.")))
    reasons += holding_reasons(entry.pk)
    if reasons or earlier is None:
        raise Refused(reasons)
    made = PaperRelation.objects.create(entry=entry, earlier=earlier, kind=kind)
    for one in (entry, earlier):
        note(
            "outgoing.related",
            on=one,
            agency_id=entry.agency_id,
            by=by,
            at=at,
            detail={
                "symbol": entry.symbol,
                "relation": kind,
                "earlier": earlier.symbol,
            },
        )
    step_taken(Step("outgoing.related", entry, at, by.agency_name, by=by))
    return made
