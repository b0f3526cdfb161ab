"""A survey begins, is extended, urged, closed. The same few statements for any number
of agencies.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.models import Document
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.queries import AgencyOnDay, agencies_on
from congvu.surveys.access import order_for
from congvu.surveys.actions.saying import (
    closed_reasons,
    length_reasons,
    locked_survey,
    refuse_marked,
    runs_reasons,
    said_reasons,
)
from congvu.surveys.models import SheetEvent, Survey, SurveySheet
from congvu.surveys.queries import desks_of
from congvu.surveys.rules import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_REASON,
    OPEN,
    SheetState,
)


@dataclass(frozen=True)
class SurveyData:
    """A survey as somebody asks for it. ``kinds``: only agencies of these; none: all.
    ``basis`` says which document orders it, ``order_id`` which of the office's own.
    """

    name: str
    due_on: date | None
    basis: str = ""
    order_id: UUID | None = None
    note: str = ""
    kinds: tuple[str, ...] = ()

    def tidied(self) -> SurveyData:
        return replace(
            self,
            name=" ".join(nfc(self.name).split()),
            basis=" ".join(nfc(self.basis).split()),
            note=nfc(self.note).strip(),
        )


def begin_survey(*, data: SurveyData, by: Seat, at: datetime) -> Survey:
    """Every agency of the day is asked once, and told."""
    refuse_marked(texts=[data.name, data.basis, data.note], by=by, at=at)
    return _begin(data.tidied(), by, at)


@transaction.atomic
def _begin(data: SurveyData, by: Seat, at: datetime) -> Survey:
    on, order = local_date(at), order_for(by, data.order_id)
    bodies = [b for b in agencies_on(on) if not data.kinds or b.kind in data.kinds]
    reasons = _reasons(data, by, on, order, bodies)
    if reasons or data.due_on is None:
        raise Refused(reasons)
    found = _made(data, data.due_on, order, by, at)
    rows = SurveySheet.objects.bulk_create(
        SurveySheet(
            survey=found,
            agency_id=body.id,
            given_agency_id=body.id,
            name=body.name[:LONGEST_NAME],
            due_on=data.due_on,
        )
        for body in bodies
    )
    tell(kind="surveys.asked", rows=rows, by=by, at=at)
    told = {"sheets": len(rows), "due_on": data.due_on.isoformat()}
    record("surveys.begun", by=by.actor, at=at, on=found, data=told)
    return found


def _made(
    data: SurveyData, due_on: date, order: Document | None, by: Seat, at: datetime
) -> Survey:
    """Of two of one name at once the second is refused."""
    basis = data.basis
    if order is not None and not basis:
        basis = f"{order.type_name} {order.symbol}"[:LONGEST_REASON]
    try:
        with transaction.atomic():
            return Survey.objects.create(
                name=data.name,
                basis=basis,
                order=order,
                note=data.note,
                begun_on=local_date(at),
                due_on=due_on,
                begun_at=at,
                begun_by=by.person_name,
                begun_by_post=by.acts_as,
            )
    except IntegrityError:
        raise Refused([_same_name()]) from None


def _same_name() -> Reason:
    return Reason(_("Đã có đợt rà soát tên này."), "name")


def _reasons(
    data: SurveyData,
    by: Seat,
    on: date,
    order: Document | None,
    bodies: list[AgencyOnDay],
) -> list[Reason]:
    reasons = runs_reasons(by)
    if not data.name:
        reasons.append(Reason(_("Chưa có tên đợt rà soát."), "name"))
    elif Survey.objects.filter(name=data.name).exists():
        reasons.append(_same_name())
    reasons += length_reasons(data.name, "name", LONGEST_NAME)
    reasons += length_reasons(data.basis, "basis", LONGEST_REASON)
    reasons += length_reasons(data.note, "note", LONGEST_NOTE)
    reasons += _due_reasons(data.due_on, on)
    if data.order_id is not None and order is None:
        reasons.append(Reason(_("Chọn văn bản trong danh sách."), "order"))
    if not bodies:
        words = _("Hôm nay không có cơ quan nào thuộc loại đã chọn.")
        reasons.append(Reason(words, "kinds"))
    return reasons


def _due_reasons(due_on: date | None, on: date) -> list[Reason]:
    if due_on is None:
        return [Reason(_("Chưa có hạn nộp."), "due_on")]
    return [] if due_on >= on else [Reason(_("Hạn nộp đã qua."), "due_on")]


def extend_sheets(
    *,
    survey_id: UUID,
    due_on: date | None,
    reason: str,
    by: Seat,
    at: datetime,
    chosen: Collection[UUID] | None = None,
) -> int:
    """A later day for the chosen sheets, or for all that are missing; how many."""
    refuse_marked(texts=[reason], by=by, at=at)
    return _extend(survey_id, due_on, nfc(reason).strip(), chosen, by, at)


@transaction.atomic
def _extend(
    survey_id: UUID,
    due_on: date | None,
    reason: str,
    chosen: Collection[UUID] | None,
    by: Seat,
    at: datetime,
) -> int:
    found, on = locked_survey(survey_id), local_date(at)
    rows = _missing(found, chosen)
    reasons = runs_reasons(by) + closed_reasons(found)
    reasons += _due_reasons(due_on, on) + said_reasons(reason, "reason")
    if due_on is not None and any(one.due_on >= due_on for one in rows):
        reasons.append(Reason(_("Hạn mới phải sau hạn cũ."), "due_on"))
    if not rows:
        reasons.append(Reason(_("Không còn phiếu nào chưa nộp.")))
    if reasons or due_on is None:
        raise Refused(reasons)
    SurveySheet.objects.filter(pk__in=[one.pk for one in rows]).update(due_on=due_on)
    detail = {"due_on": due_on.isoformat()}
    _note_all("surveys.extended", rows, by, at, reason, detail)
    tell(kind="surveys.extended", rows=rows, by=by, at=at)
    data = {"sheets": len(rows), "reason": reason, **detail}
    record("surveys.extended", by=by.actor, at=at, on=found, data=data)
    return len(rows)


def urge_sheets(*, survey_id: UUID, text: str, by: Seat, at: datetime) -> int:
    """Everybody who has not handed in, once a day; how many were told."""
    refuse_marked(texts=[text], by=by, at=at)
    return _urge(survey_id, nfc(text).strip(), by, at)


@transaction.atomic
def _urge(survey_id: UUID, text: str, by: Seat, at: datetime) -> int:
    found, on = locked_survey(survey_id), local_date(at)
    reasons = runs_reasons(by) + closed_reasons(found)
    reasons += length_reasons(text, "text", LONGEST_REASON)
    urged = {
        sheet
        for sheet, when in SheetEvent.objects.filter(
            sheet__survey=found, event="surveys.urged"
        ).values_list("sheet", "at")
        if local_date(when) == on
    }
    rows = [one for one in _missing(found, None) if one.pk not in urged]
    if not rows:
        words = _("Không còn ai để đôn đốc hôm nay: đã nộp, hoặc đã được đôn đốc.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    _note_all("surveys.urged", rows, by, at, text, {})
    tell(kind="surveys.urged", rows=rows, by=by, at=at)
    record("surveys.urged", by=by.actor, at=at, on=found, data={"sheets": len(rows)})
    return len(rows)


@transaction.atomic
def close_survey(*, survey_id: UUID, by: Seat, at: datetime) -> Survey:
    """Nothing is handed in any more; who is missing stays missing."""
    found = locked_survey(survey_id)
    if reasons := runs_reasons(by) + closed_reasons(found):
        raise Refused(reasons)
    found.closed_at, found.closed_by = at, by.person_name
    found.save(update_fields=["closed_at", "closed_by"])
    there = found.sheets.filter(state=SheetState.HANDED_IN).count()
    record("surveys.closed", by=by.actor, at=at, on=found, data={"handed_in": there})
    return found


def _missing(survey: Survey, chosen: Collection[UUID] | None) -> list[SurveySheet]:
    rows = survey.sheets.select_for_update().filter(state__in=list(OPEN))
    if chosen is not None:
        rows = rows.filter(pk__in=list(chosen))
    return list(rows.order_by("pk"))


def _note_all(
    event: str,
    rows: Collection[SurveySheet],
    by: Seat,
    at: datetime,
    text: str,
    detail: dict[str, str],
) -> None:
    SheetEvent.objects.bulk_create(
        SheetEvent(
            sheet=one,
            at=at,
            event=event,
            actor=by.person_name,
            actor_post=by.acts_as,
            text=text,
            detail=detail,
        )
        for one in rows
    )


def tell(*, kind: str, rows: Collection[SurveySheet], by: Seat, at: datetime) -> None:
    """A notice at each desk that answers, but the one who does it."""
    desks = desks_of({one.agency_id for one in rows}, local_date(at))
    notify_each(
        kind,
        to=[
            (desk, one.pk, {})
            for one in rows
            for desk in sorted(desks[one.agency_id] - frozenset(by.desks))
        ],
        at=at,
        actor=by.person_name,
    )
