"""The register of processing: entered, changed, assessed, ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.privacy.actions.saying import (
    held_processing,
    keeper_reasons,
    length_reasons,
    needed_reasons,
    note,
    past_reasons,
    refuse_marked,
)
from congvu.privacy.models import Processing
from congvu.privacy.queries import assessment_due
from congvu.privacy.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    Assessment,
)
from congvu.systems.access import seen_systems

MOST_SUBJECTS = 2_000_000_000


@dataclass(frozen=True)
class ProcessingData:
    """What the register says of one purpose."""

    name: str
    purpose: str
    basis: str
    basic: str
    subjects: str
    kept: str
    officer: str
    started_on: date | None
    sensitive: str = ""
    recipients: str = ""
    abroad: str = ""
    count: int | None = None
    system_id: UUID | None = None


def _tidied(data: ProcessingData) -> ProcessingData:
    texts = {
        one.name: nfc(getattr(data, one.name))
        for one in fields(data)
        if one.type == "str"
    }
    return replace(data, **texts)  # type: ignore[arg-type]  # texts alone


def enter_processing(*, data: ProcessingData, by: Seat, at: datetime) -> Processing:
    data = _tidied(data)
    refuse_marked(texts=[data.name, data.purpose, data.basic], by=by, at=at)
    with transaction.atomic():
        reasons = keeper_reasons(by, by.agency_id) + _reasons(data, by, at)
        if reasons or data.started_on is None:
            raise Refused(reasons)
        made = Processing.objects.create(
            agency_id=by.agency_id,
            assessment_due=assessment_due(data.started_on),
            made_at=at,
            made_by=by.person_name[:80],
            **asdict(data),
        )
        note("privacy.entered", on=made, by=by, at=at)
        return made


def change_processing(
    *, processing_id: UUID, data: ProcessingData, by: Seat, at: datetime
) -> Processing:
    """Where the day it began changes, so does the day by which it is assessed."""
    data = _tidied(data)
    refuse_marked(texts=[data.name, data.purpose, data.basic], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_processing(processing_id, by)
        reasons += _reasons(data, by, at)
        if reasons or data.started_on is None:
            raise Refused(reasons)
        for name, value in asdict(data).items():
            setattr(found, name, value)
        due = assessment_due(data.started_on)
        if due != found.assessment_due:
            found.assessment_due, found.reminded = due, ""
        found.save()
        note("privacy.changed", on=found, by=by, at=at)
        return found


def _reasons(data: ProcessingData, by: Seat, at: datetime) -> list[Reason]:
    reasons = []
    for field, words, most in (
        ("name", _("Ghi tên hoạt động."), LONGEST_NAME),
        ("purpose", _("Ghi mục đích xử lý."), LONGEST_TEXT),
        ("basis", _("Ghi căn cứ pháp lý."), LONGEST_TEXT),
        ("basic", _("Ghi xử lý dữ liệu gì."), LONGEST_TEXT),
        ("subjects", _("Ghi dữ liệu của những ai."), LONGEST_REASON),
        ("kept", _("Ghi lưu bao lâu."), LONGEST_REASON),
        ("officer", _("Ghi người hoặc đơn vị bảo vệ dữ liệu."), LONGEST_NAME),
    ):
        reasons += needed_reasons(getattr(data, field), field, words, most)
    for field in ("sensitive", "recipients", "abroad"):
        reasons += length_reasons(getattr(data, field), field, LONGEST_TEXT)
    if data.count is not None and not 0 <= data.count <= MOST_SUBJECTS:
        reasons.append(Reason(_("Số người không đúng."), "count"))
    reasons += past_reasons(data.started_on, "started_on", local_date(at))
    systems = seen_systems(by)
    asked = data.system_id
    if asked is not None and not systems.filter(pk=asked).exists():
        reasons.append(Reason(_("Chọn hệ thống trong danh sách."), "system_id"))
    return reasons


def assess_processing(
    *,
    processing_id: UUID,
    assessment: str,
    on: date | None,
    record: str,
    by: Seat,
    at: datetime,
) -> Processing:
    """The file was made, or the agency holds that it need not be, and says why."""
    record = nfc(record)
    refuse_marked(texts=[record], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_processing(processing_id, by)
        if assessment not in {Assessment.FILED, Assessment.EXEMPT}:
            reasons.append(Reason(_("Chọn đã lập hay được miễn."), "assessment"))
        words = _("Ghi số hồ sơ, hoặc vì sao được miễn.")
        reasons += needed_reasons(record, "record", words, LONGEST_REASON)
        reasons += past_reasons(on, "on", local_date(at))
        if reasons:
            raise Refused(reasons)
        found.assessment, found.assessed_on = assessment, on
        found.assessment_record = record
        found.save(update_fields=["assessment", "assessed_on", "assessment_record"])
        note("privacy.assessed", on=found, by=by, at=at, data={"record": record})
        return found


def end_processing(
    *, processing_id: UUID, on: date | None, reason: str, by: Seat, at: datetime
) -> Processing:
    """It goes on no more; where the data went is said."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_processing(processing_id, by)
        words = _("Ghi vì sao, dữ liệu đã xóa hay chuyển đi đâu.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        reasons += past_reasons(on, "on", local_date(at))
        if on is not None and on < found.started_on:
            reasons.append(Reason(_("Ngày này trước khi bắt đầu xử lý."), "on"))
        if reasons:
            raise Refused(reasons)
        found.ended_on, found.end_reason = on, reason
        found.save(update_fields=["ended_on", "end_reason"])
        note("privacy.ended", on=found, by=by, at=at, data={"reason": reason})
        return found
