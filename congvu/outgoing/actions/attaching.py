"""Files put beside a draft, or taken away: each time a version, like any change of it.

What lies beside a paper is approved with it. So it is frozen by the signature, and a
change after the approval sends the draft back (Điều 11), as one of the text does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.files.actions import store
from congvu.files.models import FileKind, StoredFile
from congvu.files.queries import file_as_path
from congvu.files.rules import clean_name
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing import queries
from congvu.outgoing.actions.drafting import edit_reasons, save_beside
from congvu.outgoing.actions.drafts import locked_draft, own_draft
from congvu.outgoing.actions.history import note
from congvu.outgoing.models import Draft, DraftAttachment, DraftVersion
from congvu.signatures.actions import check_markable

MOST_ATTACHMENTS = 50


@dataclass(frozen=True)
class Given:
    """A file from somebody's hands."""

    name: str
    stream: BinaryIO


def attach_files(
    *, draft_id: UUID, files: Sequence[Given], by: Seat, at: datetime
) -> DraftVersion:
    """All of them or none; what is wrong with each is said by its name."""
    refuse_secret(level=first_mark([one.name for one in files]), by=by, at=at)
    draft = own_draft(draft_id, by)
    reasons = edit_reasons(draft, by)
    if not files:
        reasons.append(Reason(_("Chọn một tệp."), "file"))
    if reasons:
        raise Refused(reasons)
    kept: list[tuple[str, StoredFile]] = []
    for one in files:
        name = clean_name(one.name)[-255:]
        file, against = _taken_in(one, name, by, at)
        reasons += [Reason(f"{name}: {words}", "file") for words in against]
        if file is not None:
            kept.append((name, file))
    if reasons:
        raise Refused(reasons)
    return _attach(draft_id=draft_id, kept=kept, by=by, at=at)


def _taken_in(
    given: Given, name: str, by: Seat, at: datetime
) -> tuple[StoredFile | None, list[str]]:
    """Checked like any file that comes in; a PDF must be able to bear the mark."""
    try:
        stored = store(
            name=name,
            stream=given.stream,
            by=by.actor,
            at=at,
            agency_id=by.agency_id,
        )
        if not stored.is_accepted:
            return None, [stored.reason]
        if stored.file.kind == FileKind.PDF:
            with file_as_path(stored.file) as path:
                check_markable(path)
    except Refused as why:
        return None, [_(reason.message) for reason in why.reasons]
    return stored.file, []


@transaction.atomic
def _attach(
    *, draft_id: UUID, kept: Sequence[tuple[str, StoredFile]], by: Seat, at: datetime
) -> DraftVersion:
    draft = locked_draft(draft_id, by)
    there = list(queries.attachments_of(draft, draft.version))
    known = {one.file_id for one in there}
    reasons = []
    for name, file in kept:
        if file.id in known:
            words = _("%(name)s: dự thảo đã có đúng tệp ấy.") % {"name": name}
            reasons.append(Reason(words, "file"))
        known.add(file.id)
    if len(there) + len(kept) > MOST_ATTACHMENTS:
        words = _("Mỗi dự thảo nhiều nhất %(most)d tệp kèm theo.")
        reasons.append(Reason(words % {"most": MOST_ATTACHMENTS}, "file"))
    if reasons:
        raise Refused(reasons)
    names = ", ".join(name for name, _file in kept)
    # Kept beside the version as the office writes it, whoever attaches.
    with override("vi"):
        remark = _("Thêm tệp kèm theo: %(names)s") % {"names": names}
    made = save_beside(draft_id=draft_id, remark=remark, by=by, at=at)
    DraftAttachment.objects.bulk_create(
        [
            DraftAttachment(
                draft=draft,
                file=file,
                name=name,
                position=place,
                since=made.number,
                added_at=at,
                added_by=by.person_name,
                added_by_post=by.acts_as,
            )
            for place, (name, file) in enumerate(kept, 1)
        ]
    )
    _tell("outgoing.attached", draft, made, names, [f for _name, f in kept], by, at)
    return made


@transaction.atomic
def detach_file(
    *, draft_id: UUID, attachment_id: UUID, by: Seat, at: datetime
) -> DraftVersion:
    """From the next version on it is no longer there; the earlier ones keep it."""
    draft = locked_draft(draft_id, by)
    found = queries.attachments_of(draft, draft.version).filter(pk=attachment_id)
    gone = found.first()
    if gone is None:
        raise Refused([_("Dự thảo không còn tệp kèm theo này.")])
    with override("vi"):
        remark = _("Bỏ tệp kèm theo: %(names)s") % {"names": gone.name}
    made = save_beside(draft_id=draft_id, remark=remark, by=by, at=at)
    gone.until = made.number
    gone.save(update_fields=["until"])
    _tell("outgoing.detached", draft, made, gone.name, [gone.file], by, at)
    return made


def _tell(
    event: str,
    draft: Draft,
    made: DraftVersion,
    names: str,
    files: Sequence[StoredFile],
    by: Seat,
    at: datetime,
) -> None:
    note(
        event,
        on=draft,
        agency_id=draft.agency_id,
        by=by,
        at=at,
        detail={
            "version": made.number,
            "text": names,
            "files": [file.sha256 for file in files],
        },
    )
