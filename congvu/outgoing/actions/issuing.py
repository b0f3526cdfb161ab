"""From the signature to the issued paper: number and date, recipients, recall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.models import Document, DocumentFile, RegisterEntry
from congvu.documents.queries import Desk
from congvu.files.actions import store
from congvu.files.models import FileKind, StoredFile
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.lib.numbering import parse_symbol
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat, seats_at_post
from congvu.organisations.queries import agencies_on, posts_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing import queries
from congvu.outgoing.actions.drafts import (
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
from congvu.outgoing.actions.with_paper import paper_reasons_of, said_of
from congvu.outgoing.models import (
    Draft,
    OutgoingEntry,
    PaperRelation,
    PaperSignature,
    Recipient,
)
from congvu.outgoing.rules import (
    Authority,
    DraftState,
    OutgoingState,
    RecipientKind,
    Relation,
    SignedHow,
    lines_of,
    release_due,
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
    """The registry's first post that somebody holds: it numbers and seals."""
    for p in posts_on(on, agency_id=draft.agency_id):
        if p.role == Role.RECORDS_CLERK and p.person_id:
            return Desk(
                id=p.id,
                unit_id=p.unit_id,
                name=f"{p.person_name}, {p.name}",
                is_unit=False,
                role=Role.RECORDS_CLERK,
                is_held=True,
                is_manned=True,
            )
    return None


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
    inform(kind="draft-waits", draft=draft, desks=[desk.id], by=by, at=at)
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
    entry.release_due_at = release_due(
        first.signed_at,
        electronic=SignedHow.PERSONAL in signed,
        urgent=draft.urgency != "normal",
        days=calendar(),
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


@dataclass(frozen=True)
class SentTo:
    """One place a paper goes to: an agency, or a name with its address outside."""

    agency_id: UUID | None = None
    name: str = ""
    address: str = ""
    on_paper: bool = False


@transaction.atomic
def issue_draft(
    *,
    draft_id: UUID,
    sent_to: Sequence[SentTo],
    by: Seat,
    at: datetime,
    groups: Collection[UUID] = (),
    groups_on_paper: bool = False,
    copies: int | None = None,
    scan: StoredFile | None = None,
) -> OutgoingEntry:
    """The paper leaves: one document, its file, its recipients, and the answer marked.

    A paper signed by key goes out with the agency's signature after the signer's
    (Điều 32); one signed by pen with its scan, if there is one.
    """
    draft = locked_draft(draft_id, by)
    signed = queries.signatures_of(draft.id)
    known = {a.id: a.name for a in agencies_on(local_date(at))}
    reasons = (
        [] if by.can(Permission.NUMBER) else [Reason(_("Không có quyền phát hành."))]
    )
    reasons += state_reasons(draft, [DraftState.NUMBERED]) + desk_reasons(draft, by)
    if SignedHow.PERSONAL in signed and SignedHow.AGENCY not in signed:
        reasons.append(Reason(_("Chưa có chữ ký số của cơ quan.")))
    reasons += _recipient_reasons(sent_to, known, draft.agency_id, groups=bool(groups))
    spread = _spread(sent_to, groups, draft, at, on_paper=groups_on_paper)
    sent_to, reasons = spread.sent_to, reasons + spread.reasons
    rule = queries.paper_rule_for(draft.agency_id, draft.type_code, local_date(at))
    reasons += paper_reasons_of(
        rule,
        electronic=SignedHow.PERSONAL in signed,
        on_paper=(one.on_paper for one in sent_to if one.agency_id),
    )
    if reasons or draft.entry_id is None:
        raise Refused(reasons)
    entry = locked_line(draft.entry_id, by)
    entry.paper_rule = said_of(rule) if SignedHow.PERSONAL in signed else ""
    late = entry.release_due_at is not None and at > entry.release_due_at
    _send(entry, sent_to, known, at)
    entry.document = _document(draft, entry, by, at, scan=draft.paper or scan)
    entry.copies = copies
    _release(entry, by, at)
    draft.state, draft.ended_at = DraftState.ISSUED, at
    draft.save(update_fields=["state", "ended_at"])
    _answered(draft, entry)
    note(
        "outgoing.issued",
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={"symbol": entry.symbol, "recipients": len(sent_to), "late": late}
        | ({"groups": spread.names} if groups else {}),
    )
    inform(
        kind="draft-issued", draft=draft, desks=[draft.drafter_post_id], by=by, at=at
    )
    return entry


def _release(entry: OutgoingEntry, by: Seat, at: datetime) -> None:
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


@dataclass(frozen=True)
class _Spread:
    """Places named one by one and those of groups, each once."""

    sent_to: list[SentTo]
    reasons: list[Reason]
    names: str


def _spread(
    sent_to: Sequence[SentTo],
    groups: Collection[UUID],
    draft: Draft,
    at: datetime,
    *,
    on_paper: bool,
) -> _Spread:
    """What was named by itself stands before the same place in a group. A member that
    was divided goes nowhere until one of its successors is named by itself.
    """
    if not groups:
        return _Spread(list(sent_to), [], "")
    rows = [g for g in queries.groups_of(draft.agency_id) if g.id in set(groups)]
    spread = queries.places_of(rows, draft.agency_id, local_date(at))
    reasons, named = [], {one.agency_id for one in sent_to}
    if len(rows) < len(set(groups)):
        words = _("Có nhóm nơi nhận không còn dùng; chọn lại nhóm.")
        reasons.append(Reason(words, "own_groups"))
    asked = [d.words for g in spread for d in g.divided if not d.candidates & named]
    reasons += [Reason(words, "agencies") for words in dict.fromkeys(asked)]
    if not sent_to and not reasons and not any(one.places for one in spread):
        reasons.append(Reason(_("Nhóm đã chọn không còn nơi nhận nào."), "own_groups"))
    found = list(sent_to)
    taken = {one.agency_id or nfc(one.name).casefold() for one in sent_to}
    for place in (place for one in spread for place in one.places):
        if place.key not in taken:
            taken.add(place.key)
            found.append(SentTo(place.agency_id, place.name, place.address, on_paper))
    if len(found) > MOST_PLACES >= len(sent_to):
        reasons.append(Reason(_("Một văn bản gửi nhiều nhất 2000 nơi."), "own_groups"))
    return _Spread(found, reasons, "; ".join(one.group.name for one in spread))


MOST_PLACES = 2000


def _recipient_reasons(
    sent_to: Sequence[SentTo], known: dict[UUID, str], own: UUID, *, groups: bool
) -> list[Reason]:
    reasons = []
    if not sent_to and not groups:
        reasons.append(Reason(_("Chưa có nơi nhận."), "agencies"))
    if any(one.agency_id and one.agency_id not in known for one in sent_to):
        words = _("Có nơi nhận không còn hoạt động; chọn nơi kế thừa.")
        reasons.append(Reason(words, "agencies"))
    if any(not one.agency_id and not nfc(one.name) for one in sent_to):
        reasons.append(Reason(_("Có nơi nhận bên ngoài chưa ghi tên."), "outside"))
    if any(one.agency_id == own for one in sent_to):
        words = _("Nơi nhận có chính cơ quan ban hành; bỏ nơi ấy đi.")
        reasons.append(Reason(words, "agencies"))
    places = Counter(one.agency_id or nfc(one.name) for one in sent_to)
    if twice := [place for place, times in places.items() if times > 1]:
        names = ", ".join(known.get(p, "") if isinstance(p, UUID) else p for p in twice)
        words = _("Nơi nhận ghi hai lần: %(names)s.") % {"names": names}
        reasons.append(Reason(words, "agencies"))
    for text, most, words in (
        ("name", 200, _("Tên nơi nhận bên ngoài dài quá %(most)d ký tự.")),
        ("address", 300, _("Địa chỉ nơi nhận dài quá %(most)d ký tự.")),
    ):
        if any(len(nfc(getattr(one, text))) > most for one in sent_to):
            reasons.append(Reason(words % {"most": most}, "outside"))
    if len(sent_to) > MOST_PLACES:
        reasons.append(Reason(_("Một văn bản gửi nhiều nhất 2000 nơi."), "agencies"))
    return reasons


def _document(
    draft: Draft,
    entry: OutgoingEntry,
    by: Seat,
    at: datetime,
    *,
    scan: StoredFile | None,
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
        issuer_name=(draft.body_name or by.agency_name)[:200],
        issuer_id=draft.agency_id,
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


def _send(
    entry: OutgoingEntry,
    sent_to: Sequence[SentTo],
    known: dict[UUID, str],
    at: datetime,
) -> None:
    rows = [
        Recipient(
            entry=entry,
            kind=RecipientKind.AGENCY if one.agency_id else RecipientKind.OUTSIDE,
            agency_id=one.agency_id,
            name=known[one.agency_id][:200] if one.agency_id else nfc(one.name),
            address=nfc(one.address),
            on_paper=one.on_paper,
            sent_at=at,
        )
        for one in sent_to
    ]
    Recipient.objects.bulk_create(rows)
    entry.recipients = "; ".join(
        dict.fromkeys([*lines_of(entry.recipients), *(row.name for row in rows)])
    )


def _answered(draft: Draft, entry: OutgoingEntry) -> None:
    """The book of handling names the answer (column 6); never one that stood there."""
    if draft.answers_id is not None:
        RegisterEntry.objects.filter(pk=draft.answers_id, reply_symbol="").update(
            reply_symbol=entry.symbol
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
    return made
