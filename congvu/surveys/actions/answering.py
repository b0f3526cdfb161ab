"""A sheet is typed, handed in, sent back. Of two people at once the second is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.surveys.actions.beginning import tell
from congvu.surveys.actions.saying import (
    answers_reasons,
    closed_reasons,
    locked_sheet,
    note,
    reasons_of,
    refuse_marked,
    runs_reasons,
    said_reasons,
)
from congvu.surveys.models import SurveySheet
from congvu.surveys.queries import measured
from congvu.surveys.rules import (
    BY_KEY,
    OPEN,
    YES_NAMES,
    Answer,
    Answers,
    Kind,
    SheetState,
    answers_of,
    differing,
    faults,
    kept_of,
    read,
    values_of,
)


class SavedByOther(Refused):
    """Somebody else saved meanwhile. ``theirs`` is what stands now where it is not what
    was typed; ``revision`` is what to say to write over it.
    """

    def __init__(
        self, reasons: Sequence[Reason], theirs: Mapping[str, Answer], revision: int
    ) -> None:
        super().__init__(reasons)
        self.theirs, self.revision = theirs, revision


def save_sheet(
    *, sheet_id: UUID, answers: Answers, seen: int, by: Seat, at: datetime
) -> SurveySheet:
    """Keep what was typed, right or wrong. ``seen``: the revision it was typed over."""
    refuse_marked(texts=[one.reason for one in answers.values()], by=by, at=at)
    with transaction.atomic():
        sheet = _kept(sheet_id, answers, seen, by, at)
        sheet.save()
        note("surveys.saved", sheet=sheet, by=by, at=at)
    return sheet


def hand_in(
    *, sheet_id: UUID, answers: Answers, seen: int, by: Seat, at: datetime
) -> SurveySheet:
    """Keep and hand in; refused with every fault at once. What records say that moment
    stays beside what was declared. Late is taken, and said.
    """
    refuse_marked(texts=[one.reason for one in answers.values()], by=by, at=at)
    with transaction.atomic():
        on = local_date(at)
        sheet = _kept(sheet_id, answers, seen, by, at)
        ruled_on = sheet.survey.begun_on
        told = measured([sheet.agency_id], on, ruled_on=ruled_on)[sheet.agency_id]
        given = answers_of(sheet.answers)
        if wrong := faults(given, told):
            raise Refused(reasons_of(wrong))
        values = values_of(given)
        sheet.state, sheet.measured, sheet.measured_on = SheetState.HANDED_IN, told, on
        sheet.handed_in_at, sheet.handed_in_by = at, by.person_name
        sheet.handed_in_on = sheet.handed_in_on or on
        sheet.save()
        late = max((on - sheet.due_on).days, 0)
        reasons = {key: one.reason for key, one in given.items() if one.reason}
        note(
            "surveys.handed-in",
            sheet=sheet,
            by=by,
            at=at,
            text=_("Muộn %(n)s ngày") % {"n": late} if late else "",
            detail={"declared": values, "measured": told, "reasons": reasons},
            data={"late": late, "differing": len(differing(values, told))},
        )
    return sheet


def return_sheet(*, sheet_id: UUID, reason: str, by: Seat, at: datetime) -> SurveySheet:
    """To be put right; in no sum until it comes again. Its first day in time stays."""
    refuse_marked(texts=[reason], by=by, at=at)
    reason = nfc(reason).strip()
    with transaction.atomic():
        sheet = locked_sheet(sheet_id)
        reasons = runs_reasons(by) + closed_reasons(sheet.survey)
        reasons += said_reasons(reason, "reason")
        if sheet.state != SheetState.HANDED_IN:
            reasons.append(Reason(_("Phiếu chưa nộp nên chưa có gì để trả lại.")))
        if reasons:
            raise Refused(reasons)
        sheet.state = SheetState.RETURNED
        sheet.save(update_fields=["state"])
        tell(kind="surveys.returned", rows=[sheet], by=by, at=at)
        data = {"reason": reason}
        note("surveys.returned", sheet=sheet, by=by, at=at, text=reason, data=data)
    return sheet


def _kept(
    sheet_id: UUID, answers: Answers, seen: int, by: Seat, at: datetime
) -> SurveySheet:
    sheet = locked_sheet(sheet_id)
    reasons = answers_reasons(by, sheet) + closed_reasons(sheet.survey)
    if sheet.state not in OPEN:
        reasons.append(Reason(_("Phiếu đã nộp; cần sửa thì đề nghị tỉnh trả lại.")))
    if reasons:
        raise Refused(reasons)
    typed = answers_of(kept_of(answers))
    _refuse_second(sheet, typed, seen)
    sheet.answers = {**sheet.answers, **kept_of(typed)}
    sheet.revision += 1
    sheet.saved_at, sheet.saved_by = at, by.person_name
    if sheet.state == SheetState.WAITING:
        sheet.state = SheetState.FILLING
    return sheet


def _refuse_second(sheet: SurveySheet, typed: Answers, seen: int) -> None:
    stands = answers_of(sheet.answers)
    theirs = {
        key: stands[key]
        for key, one in typed.items()
        if key in stands and stands[key] != one
    }
    if sheet.revision == seen or not theirs:
        return
    words = _(
        "%(who)s vừa ghi số khác trong lúc bạn nhập. Điều bạn ghi còn ở trong ô, điều "
        "đã ghi đứng dưới ô. Bấm lần nữa để giữ điều của bạn."
    )
    found = [Reason(words % {"who": sheet.saved_by})]
    for key, one in theirs.items():
        told = _("Đã ghi “%(value)s”.") % {"value": _said(key, one)}
        found.append(Reason(told, key))
    raise SavedByOther(found, theirs, sheet.revision)


def _said(key: str, one: Answer) -> str:
    question = BY_KEY[key]
    value = read(question, one.typed)
    if question.kind == Kind.YES and value is not None:
        return _(YES_NAMES[value])
    return one.typed
