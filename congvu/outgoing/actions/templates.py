"""Templates of an agency: given in as Word files, one in force for each type."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions.printing import Printed, new_file, ready_file
from congvu.files.actions import store
from congvu.files.models import FileKind, StoredFile
from congvu.files.queries import open_file
from congvu.law.queries import document_types
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.organisations.rules import Permission
from congvu.outgoing.actions.form import WORD
from congvu.outgoing.actions.word import WordRefused, check_word_template
from congvu.outgoing.models import PaperTemplate
from congvu.outgoing.queries import TypeTemplate


def set_template(
    *,
    type_code: str,
    stream: BinaryIO,
    name: str,
    by: Seat,
    at: datetime,
    remark: str = "",
) -> PaperTemplate:
    """A new version, in force from now on. It is looked through in the jail first:
    every reason against it comes at once, and the one before stays in force.
    """
    reasons = _reasons(type_code, by, at)
    if len(nfc(remark)) > 500:
        reasons.append(Reason(_("Ghi chú dài quá 500 ký tự."), "remark"))
    if reasons:
        raise Refused(reasons)
    file, found = _looked_through(stream, name, by, at)
    with transaction.atomic():
        before = _end(type_code, by, at)
        number = PaperTemplate.objects.filter(
            agency=by.agency_id, type_code=type_code
        ).count()
        made = PaperTemplate.objects.create(
            agency_id=by.agency_id,
            type_code=type_code,
            number=number + 1,
            file=file,
            file_name=name[:255],
            fields=found["fields"],
            starts=found["starts"],
            remark=nfc(remark),
            made_at=at,
            made_by=by.person_name,
            made_by_post=by.acts_as,
        )
        detail = {"type": type_code, "version": made.number, "text": made.remark}
        if before is not None:
            detail["from"] = before.number
        _note("outgoing.template-set", made, by, at, detail)
    return made


def _looked_through(
    stream: BinaryIO, name: str, by: Seat, at: datetime
) -> tuple[StoredFile, dict[str, Any]]:
    """Kept, then read in the jail: what the door says of it and what is in it."""
    stored = store(name=name, stream=stream, by=by.actor, at=at, agency_id=by.agency_id)
    reasons = [] if stored.is_accepted else [Reason(stored.reason, "file")]
    found: dict[str, Any] = {}
    if stored.file.kind == FileKind.DOCX:
        try:
            found = check_word_template(stored.file)
        except WordRefused as why:
            reasons += why.reasons
    elif stored.is_accepted:
        reasons.append(Reason(_("Chỉ nhận tệp Word (.docx)."), "file"))
    if reasons:
        raise Refused(reasons)
    return stored.file, found


@transaction.atomic
def drop_template(*, type_code: str, by: Seat, at: datetime) -> PaperTemplate:
    """Back to the built-in template; what was in force stays to be seen."""
    reasons = _reasons(type_code, by, at)
    ended = None if reasons else _end(type_code, by, at)
    if not reasons and ended is None:
        reasons.append(Reason(_("Loại này đang dùng mẫu có sẵn.")))
    if reasons or ended is None:
        raise Refused(reasons)
    detail = {"type": type_code, "version": ended.number}
    _note("outgoing.template-dropped", ended, by, at, detail)
    return ended


def _reasons(type_code: str, by: Seat, at: datetime) -> list[Reason]:
    reasons = []
    if not by.can(Permission.SET_TEMPLATES):
        reasons.append(Reason(_("Chức vụ này không có quyền đặt mẫu văn bản.")))
    if type_code not in {one.code for one in document_types(local_date(at))}:
        reasons.append(Reason(_("Không có loại văn bản này.")))
    return reasons


def _end(type_code: str, by: Seat, at: datetime) -> PaperTemplate | None:
    """Two who change templates of one agency at once come one after the other."""
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency_id)
    row = (
        PaperTemplate.objects.select_for_update()
        .filter(agency=by.agency_id, type_code=type_code, ended_at__isnull=True)
        .first()
    )
    if row is not None:
        row.ended_at, row.ended_by = max(at, row.made_at), by.person_name
        row.save(update_fields=["ended_at", "ended_by"])
    return row


def _note(
    event: str, row: PaperTemplate, by: Seat, at: datetime, data: dict[str, object]
) -> None:
    record(event, by=by.actor, at=at, on=row, agency_id=by.agency_id, data=data)


def template_file(*, found: TypeTemplate, number: int | None = None) -> Printed:
    """The template in force as Word, an older one by its number, or the built-in one
    (number 0, or where the agency has none).
    """
    row = found.current
    if number:
        every = [found.current, *found.older]
        row = next((one for one in every if one and one.number == number), None)
        if row is None:
            raise Refused([_("Không tìm thấy bản mẫu này.")])
    if row is not None and number != 0:
        with open_file(row.file) as stream:
            content = stream.read()
        name = row.file_name
    else:
        # Read when somebody asks for Word: every process would carry it.
        from congvu.outgoing.formats.template_built import (  # noqa: PLC0415
            built_in_template,
        )

        content = built_in_template(found.type.code, found.type.name)
        name = _("Mẫu %(type)s.docx") % {"type": found.type.name}
    made = new_file()
    made.write(content)
    return ready_file(made, name, WORD)
