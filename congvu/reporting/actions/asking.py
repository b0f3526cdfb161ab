"""What every verb asks first, and the line it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark, for_the_log
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.reporting.access import agencies_of, runs, visible_returns
from congvu.reporting.models import (
    ReportForm,
    ReportReturn,
    ReportRound,
    ReturnEvent,
)
from congvu.reporting.rules import RETURN_STATE_NAMES, Fault, ReturnState


def locked_form(form_id: UUID, by: Seat) -> ReportForm:
    """A form of the actor's agency, its row locked until commit."""
    found = (
        ReportForm.objects.select_for_update(of=("self",))
        .filter(agency__in=list(agencies_of(by)), pk=form_id)
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy biểu mẫu này.")])
    return found


def locked_return(return_id: UUID, by: Seat) -> ReportReturn:
    found: ReportReturn | None = (
        ReportReturn.objects.select_for_update(of=("self",))
        .filter(visible_returns(by), pk=return_id)
        .select_related("round__form", "round__version")
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy báo cáo này.")])
    return found


def locked_round(round_id: UUID, by: Seat) -> ReportRound:
    found = (
        ReportRound.objects.select_for_update(of=("self",))
        .filter(form__agency__in=list(agencies_of(by)), pk=round_id)
        .select_related("form", "version")
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy kỳ báo cáo này.")])
    return found


def not_yours() -> Reason:
    return Reason(_("Chức vụ đang chọn không làm việc này với báo cáo này."))


def runs_reasons(by: Seat, form: ReportForm) -> list[Reason]:
    return [] if runs(by, form) else [not_yours()]


def state_reasons(report: ReportReturn, *allowed: ReturnState) -> list[Reason]:
    found = []
    if report.round.withdrawn_at is not None:
        found.append(Reason(_("Kỳ báo cáo này đã được rút.")))
    if report.state not in allowed:
        words = _("Báo cáo đang ở tình trạng “%(state)s” nên không làm được việc này.")
        state = _(RETURN_STATE_NAMES[ReturnState(report.state)])
        found.append(Reason(words % {"state": state}))
    return found


def said_reasons(text: str, field: str, most: int = 1000) -> list[Reason]:
    if not nfc(text).strip():
        return [Reason(_("Ghi lý do."), field)]
    return length_reasons(text, field, most)


def length_reasons(text: str, field: str, most: int = 1000) -> list[Reason]:
    if len(nfc(text)) <= most:
        return []
    return [Reason(_("Dài quá %(most)s ký tự.") % {"most": most}, field)]


def fault_reasons(faults: Iterable[Fault]) -> list[Reason]:
    found = []
    for fault in faults:
        words = _(fault.words) % fault.named
        if "place" in fault.named:
            words = _("Câu %(place)s: %(words)s") % {
                "place": fault.named["place"],
                "words": words,
            }
        found.append(Reason(words, fault.field))
    return found


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def note(
    event: str,
    *,
    report: ReportReturn,
    by: Seat,
    at: datetime,
    text: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """A line on the return's timeline and one in the log."""
    told = dict(detail or {})
    ReturnEvent.objects.create(
        report=report,
        at=at,
        day=local_date(at),
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=text,
        detail=told,
    )
    log(event=event, report=report, by=by, at=at, data=told | {"text": text})


def log(
    *,
    event: str,
    report: ReportReturn,
    by: Seat,
    at: datetime,
    data: Mapping[str, object],
) -> None:
    kept = for_the_log({k: v for k, v in data.items() if v != ""})
    record(event, by=by.actor, at=at, on=report, agency_id=report.agency_id, data=kept)
