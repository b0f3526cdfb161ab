"""Certified copies: numbered, printed and signed by pen, or signed by the agency's key.

Three steps: the number with every reason against the copy; what is drawn and signed,
outside any transaction; the record, with which it leaves for where it was told to go,
as any issued paper does. The paper that is copied is read and never changed.
"""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents.actions import refuse_secret
from congvu.documents.models import Document, DocumentFile
from congvu.documents.rules import typed_mark
from congvu.files import jail
from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.files.queries import file_as_path
from congvu.lib.dates import local_date
from congvu.lib.numbering import parse_symbol
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on
from congvu.organisations.rules import Permission
from congvu.outgoing import queries
from congvu.outgoing.actions.history import note
from congvu.outgoing.actions.issuing import release
from congvu.outgoing.actions.numbering import Numbered, take_number
from congvu.outgoing.actions.recipients import (
    NOWHERE,
    Chosen,
    Places,
    places_for,
    send_to,
)
from congvu.outgoing.actions.with_paper import said_of
from congvu.outgoing.formats.copies import (
    CopyWords,
    Extracted,
    copy_block,
    extract_pdf,
)
from congvu.outgoing.models import PaperCopy
from congvu.outgoing.rules import (
    COPY_MARKS,
    COPY_TYPES,
    DIRECTION_NAMES,
    TRICH_SAO,
    CopyAsked,
    Direction,
    Leaving,
    OutgoingState,
    copy_reasons,
    places_in,
    ruling_on,
)
from congvu.signatures.actions import record_signature
from congvu.signatures.formats.signing import Applied
from congvu.signatures.models import SigningKey

TASKS = "congvu.outgoing.jail"
_MARK_WIDTH = 34  # letters of 10 points in the place of the mark


@dataclass(frozen=True)
class CopyWish:
    """What is wanted; ``signer_post_id`` only where a pen signs, ``basis`` where the
    signer signs by order of the head (TL.)."""

    kind: str
    direction: str
    recipients: str = ""
    copies: int | None = None
    signer_post_id: UUID | None = None
    basis: str = ""
    of_copy: str = ""
    extract: str = ""


def start_copy(
    *, paper: queries.ToCopy, wish: CopyWish, by: Seat, at: datetime
) -> PaperCopy:
    """The next number of the copies for this one; a secret is never copied here."""
    level = typed_mark(wish.extract) or typed_mark(
        paper.document.subject if paper.document else ""
    )
    refuse_secret(level=level, by=by, at=at)
    return _start(paper=paper, wish=wish, by=by, at=at)


@transaction.atomic
def _start(
    *, paper: queries.ToCopy, wish: CopyWish, by: Seat, at: datetime
) -> PaperCopy:
    on = local_date(at)
    reasons = [] if by.can(Permission.NUMBER) else [Reason(_("Không có quyền sao."))]
    allowed = queries.copy_directions(on).get(wish.kind, ())
    asked = CopyAsked(wish.kind, wish.direction, allowed, wish.of_copy, wish.extract)
    reasons += [
        Reason(_(r.message), r.field) for r in copy_reasons(asked, paper.source)
    ]
    if not places_in(wish.recipients):
        reasons.append(Reason(_("Chưa có nơi nhận."), "recipients"))
    lines: tuple[str, ...] = ()
    name = post = ""
    to_paper = wish.direction.endswith("-paper")
    if to_paper:
        authority, name, post, against = queries.copy_authority(
            by.agency_id, wish.signer_post_id, basis=nfc(wish.basis), on=on
        )
        reasons += against
        lines = authority.lines if authority else ()
    if reasons or paper.document is None:
        raise Refused(reasons or [_("Văn bản này chưa có gì để sao.")])
    with override("vi"):  # it stands in the book, whoever reads the page
        source, said = paper.words[:700], _note(wish, paper)
    entry = take_number(
        paper=Numbered(
            type_code=wish.kind,
            subject=paper.document.subject,
            signer_name=name,
            signer_position=post,
            recipients=wish.recipients,
            copies=wish.copies,
            note=said,
        ),
        by=by,
        at=at,
        reasons=[],
    )
    agency = agency_on(by.agency_id, on)
    made = PaperCopy.objects.create(
        entry=entry,
        kind=wish.kind,
        direction=wish.direction,
        incoming=paper.incoming,
        outgoing=paper.outgoing,
        source_words=source,
        source_file=None if wish.kind == TRICH_SAO else paper.file,
        of_copy=nfc(wish.of_copy),
        extract=wish.extract.strip(),
        place=agency.place if agency else "",
        signer_post_id=wish.signer_post_id if to_paper else None,
        signer_lines=list(lines),
        numbered_at=at,
    )
    _tell("outgoing.copy-numbered", made, by, at)
    return made


def _note(wish: CopyWish, paper: queries.ToCopy) -> str:
    """Ghi chú of the register: of which paper, in which direction."""
    words = _("Sao từ %(paper)s, %(direction)s")
    direction = _(DIRECTION_NAMES[Direction(wish.direction)])
    return (words % {"paper": paper.words, "direction": direction})[:500]


def _tell(
    event: str,
    copy: PaperCopy,
    by: Seat,
    at: datetime,
    places: Places | None = None,
) -> None:
    detail: dict[str, object] = {
        "symbol": copy.entry.symbol,
        "direction": copy.direction,
        "source": copy.source_words,
    }
    if copy.source_file is not None:
        detail["source_sha256"] = copy.source_file.sha256
    if places is not None and places.sent_to:
        detail["recipients"] = len(places.sent_to)
        detail |= {"text": places.redirected} if places.redirected else {}
    note(
        event,
        on=copy.entry,
        agency_id=copy.entry.agency_id,
        by=by,
        at=at,
        detail=detail,
    )


def print_copy(*, copy: PaperCopy, by: Seat, at: datetime) -> bytes:
    """What is printed to be signed and stamped: the paper with the block below its end,
    or the block alone where the paper itself is photocopied.
    """
    if not copy.to_paper:
        raise Refused([_("Bản sao điện tử không in ra để ký.")])
    words = _block_words(copy, by)
    with _base(copy) as path:
        pdf = copy_block(words).pdf if path is None else _laid(path, words)
    _tell("outgoing.copy-printed", copy, by, at)
    return pdf


def _block_words(copy: PaperCopy, by: Seat) -> CopyWords:
    entry = copy.entry
    agency = agency_on(entry.agency_id, entry.issued_on)
    return CopyWords(
        mark=COPY_MARKS[copy.kind],
        agency=agency.name if agency else by.agency_name,
        symbol=entry.symbol,
        place=copy.place,
        on=entry.issued_on,
        signer_lines=tuple(copy.signer_lines),
        signer_name=entry.signer_name,
        recipients=tuple(one.strip() for one in entry.recipients.split(";")),
    )


def _laid(path: Path, words: CopyWords) -> bytes:
    try:
        answer = jail.run(
            "lay-copy-block",
            path,
            temporary=Path(settings.HOME) / "tmp",
            arguments={"words": words.as_json()},
            tasks=TASKS,
        )
    except jail.JailFailed as why:
        raise Refused([_("Không đọc được tệp PDF của văn bản được sao.")]) from why
    if "refused" in answer.result:
        raise Refused([_("Tệp PDF của văn bản được sao bị hỏng.")])
    return answer.blob


@contextmanager
def _base(copy: PaperCopy) -> Iterator[Path | None]:
    """The bytes that are copied, as a file: the stored ones, or the extract built anew;
    none where paper is copied to paper by a machine."""
    if copy.kind == TRICH_SAO:
        folder = Path(settings.HOME) / "tmp"
        with tempfile.NamedTemporaryFile(dir=folder, prefix="copy-") as kept:
            kept.write(extract_pdf(_extracted(copy)))
            kept.flush()
            yield Path(kept.name)
    elif copy.source_file is None or copy.direction == Direction.PAPER_PAPER:
        yield None
    elif queries.is_source_held(copy):
        words = _("Văn bản được sao đang chờ xác định có phải văn bản mật không.")
        raise Refused([words])
    else:
        with file_as_path(copy.source_file) as path:
            yield path


def _extracted(copy: PaperCopy) -> Extracted:
    paper = queries.source_document(copy)
    return Extracted(
        type_code=paper.type_code,
        type_name=paper.type_name,
        issuer=paper.issuer_name,
        symbol=paper.symbol,
        place=_place_of(paper),
        on=paper.issued_on,
        summary=paper.subject,
        signer_name=paper.signer_name,
        extract=copy.extract,
    )


def _place_of(paper: Document) -> str:
    if paper.issuer_id is None or paper.issued_on is None:
        return ""
    found = agency_on(paper.issuer_id, paper.issued_on)
    return found.place if found else ""


def finish_copy(
    *,
    copy_id: UUID,
    by: Seat,
    at: datetime,
    scan: StoredFile | None = None,
    goes_to: Chosen = NOWHERE,
) -> PaperCopy:
    """The registry says that the printed copy is signed and stamped, with its scan."""
    return _finish(
        copy_id=copy_id, file=scan, to_paper=True, goes_to=goes_to, by=by, at=at
    )


def mark_of(copy: PaperCopy, by: Seat) -> tuple[str, ...]:
    """Form of the copy and who makes it, as lines; the time comes with the signature
    (Phụ lục I, ô số 14)."""
    return (COPY_MARKS[copy.kind], *textwrap.wrap(by.agency_name, _MARK_WIDTH))


@contextmanager
def ready_to_mark(
    *, copy: PaperCopy, by: Seat, at: datetime, goes_to: Chosen = NOWHERE
) -> Iterator[Path]:
    """The file the agency's signature goes on, if this seat may put it on now and the
    copy may go where it is told to."""
    reasons = _finish_reasons(copy, by, to_paper=False)
    reasons += _leaving(copy, goes_to, at)[0].reasons
    if reasons:
        raise Refused(reasons)
    with _base(copy) as path:
        if path is None:
            raise Refused([_("Chưa có tệp PDF để sao.")])
        yield path


def keep_marked_copy(
    *,
    copy_id: UUID,
    applied: Applied,
    key: SigningKey,
    by: Seat,
    at: datetime,
    goes_to: Chosen = NOWHERE,
) -> PaperCopy:
    """The electronic copy with the agency's signature: a file of its own."""
    kept = store(
        name="ban-sao.pdf",
        stream=BytesIO(applied.pdf),
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
    )
    return _finish(
        copy_id=copy_id,
        file=kept.file,
        to_paper=False,
        goes_to=goes_to,
        by=by,
        at=at,
        signed=(applied, key),
    )


def _leaving(copy: PaperCopy, to: Chosen, at: datetime) -> tuple[Places, str]:
    """The places of that day, with what speaks against them; and the rule on paper that
    held, where the electronic copy is the original."""
    if not to:
        return Places([], [], {}), ""
    entry, on = copy.entry, local_date(at)
    places = places_for(to.sent_to, to.groups, entry.agency_id, at)
    leaving = Leaving.of_line(entry, on, places.sent_to)
    ruling = ruling_on(replace(leaving, is_electronic=not copy.to_paper))
    reasons = [*places.reasons, *ruling.reasons]
    rule = "" if copy.to_paper else said_of(ruling.paper)
    return replace(places.told(ruling.warnings), reasons=reasons), rule


def _finish_reasons(copy: PaperCopy, by: Seat, *, to_paper: bool) -> list[Reason]:
    reasons = []
    if not by.can(Permission.NUMBER):
        reasons.append(Reason(_("Không có quyền hoàn thành bản sao.")))
    if copy.entry.state != OutgoingState.RESERVED:
        reasons.append(Reason(_("Bản sao đã xong hoặc số đã hủy.")))
    if copy.to_paper and not to_paper:
        reasons.append(Reason(_("Bản sao giấy ký bằng bút, không ký số.")))
    if to_paper and not copy.to_paper:
        reasons.append(Reason(_("Bản sao điện tử cần chữ ký số của cơ quan.")))
    return reasons


@transaction.atomic
def _finish(
    *,
    copy_id: UUID,
    file: StoredFile | None,
    to_paper: bool,
    goes_to: Chosen,
    by: Seat,
    at: datetime,
    signed: tuple[Applied, SigningKey] | None = None,
) -> PaperCopy:
    copy = (
        PaperCopy.objects.select_for_update(of=("self", "entry"))
        .select_related("entry", "source_file")
        .filter(pk=copy_id, entry__agency=by.agency_id)
        .first()
    )
    if copy is None:
        raise Refused([_("Không tìm thấy bản sao này.")])
    reasons = _finish_reasons(copy, by, to_paper=to_paper)
    places, paper_rule = _leaving(copy, goes_to, at)
    reasons += places.reasons
    if reasons:
        raise Refused(reasons)
    if signed is not None and file is not None:
        applied, key = signed
        record_signature(applied=applied, key=key, file=file, by=by.actor, at=at)
    entry = copy.entry
    entry.document = _document(copy, file, by, at)
    entry.signed_at, entry.paper_rule = at, paper_rule
    if places.sent_to:
        send_to(entry, places, at)
    entry.save(update_fields=["signed_at"])
    copy.made_at, copy.made_by = at, by.person_name
    copy.save(update_fields=["made_at", "made_by"])
    _tell("outgoing.copy-made", copy, by, at, places)
    release(entry, by, at)
    return copy


def _document(
    copy: PaperCopy, file: StoredFile | None, by: Seat, at: datetime
) -> Document:
    """The copy as a paper of its own, with its number."""
    entry = copy.entry
    parsed = parse_symbol(entry.symbol, types=frozenset(COPY_TYPES))
    document = Document.objects.create(
        type_code=entry.type_code,
        type_name=entry.type_name,
        symbol=entry.symbol,
        number=parsed.number_text,
        notation=parsed.notation[:45],
        issued_on=entry.issued_on,
        issuer_name=by.agency_name[:200],
        issuer_id=entry.agency_id,
        subject=entry.subject,
        signer_name=entry.signer_name,
        signer_position=entry.signer_position,
        pages=file.pages if file else None,
        created_at=at,
    )
    if file is not None:
        name = f"{entry.symbol.replace('/', '-')}.pdf"
        DocumentFile.objects.create(document=document, file=file, name=name)
    return document
