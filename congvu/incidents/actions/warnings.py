"""Warnings to agencies: sent, acknowledged, acted upon with proof, urged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.incidents.access import agencies_warned, warns
from congvu.incidents.actions.saying import (
    due_reasons,
    length_reasons,
    needed_reasons,
    refuse_marked,
    tell,
    tidy,
)
from congvu.incidents.models import Incident, UnitWarning, WarningAnswer
from congvu.incidents.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    URGENCY_NAMES,
    AnswerState,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.access import keeps


@dataclass(frozen=True)
class WarningData:
    """``agencies``: to whom. ``weakness``: the cause in vulnerabilities it tells of."""

    title: str
    text: str
    urgency: str
    action: str
    due_at: datetime | None
    agencies: Collection[UUID]
    products: str = ""
    incident_id: UUID | None = None
    weakness: str = ""


def warn_units(*, data: WarningData, by: Seat, at: datetime) -> UnitWarning:
    data = replace(
        data,
        title=tidy(data.title),
        text=nfc(data.text).strip(),
        action=tidy(data.action),
        products=nfc(data.products).strip(),
        weakness=tidy(data.weakness),
    )
    refuse_marked(texts=[data.title, data.text, data.action], by=by, at=at)
    return _warn(data, by, at)


@transaction.atomic
def _warn(data: WarningData, by: Seat, at: datetime) -> UnitWarning:
    known = {pk for pk, _name in agencies_warned(by)}
    asked = set(data.agencies)
    reasons = _warning_reasons(data, by, at)
    if not asked or asked - known:
        reasons.append(Reason(_("Chọn ít nhất một cơ quan đang có."), "agencies"))
    incident = None
    if data.incident_id is not None:
        incident = Incident.objects.filter(pk=data.incident_id).first()
    if data.incident_id is not None and incident is None:
        reasons.append(Reason(_("Không tìm thấy sự cố này.")))
    if reasons or data.due_at is None:
        raise Refused(reasons)
    made = UnitWarning.objects.create(
        title=data.title,
        text=data.text,
        products=data.products,
        urgency=data.urgency,
        action=data.action,
        due_at=data.due_at,
        incident=incident,
        weakness=data.weakness,
        sent_at=at,
        sent_by=by.person_name[:80],
    )
    WarningAnswer.objects.bulk_create(
        [WarningAnswer(warning=made, agency_id=pk) for pk in sorted(asked)]
    )
    _log("incidents.warned", made, by, at, {"agencies": len(asked)})
    on = [(pk, made.pk) for pk in sorted(asked)]
    tell(kind="incidents.warned", on=on, by=by, at=at)
    return made


def _warning_reasons(data: WarningData, by: Seat, at: datetime) -> list[Reason]:
    reasons = []
    if not warns(by):
        reasons.append(Reason(_("Cảnh báo do trung tâm của tỉnh gửi.")))
    for field, words, most in (
        ("title", _("Ghi tên cảnh báo."), LONGEST_NAME),
        ("text", _("Ghi nội dung cảnh báo."), LONGEST_TEXT),
        ("action", _("Ghi việc đơn vị phải làm."), LONGEST_REASON),
    ):
        reasons += needed_reasons(getattr(data, field), field, words, most)
    reasons += length_reasons(data.products, "products", LONGEST_TEXT)
    reasons += length_reasons(data.weakness, "weakness", LONGEST_NAME)
    if data.urgency not in set(URGENCY_NAMES):
        reasons.append(Reason(_("Chọn mức khẩn."), "urgency"))
    return reasons + due_reasons(data.due_at, at)


@transaction.atomic
def acknowledge_warning(*, warning_id: UUID, by: Seat, at: datetime) -> WarningAnswer:
    """Read and understood, for one's own agency; asked twice it is once."""
    found = _held(warning_id, by)
    if found.state == AnswerState.SENT:
        found.state, found.seen_at, found.seen_by = (
            AnswerState.SEEN,
            at,
            by.person_name[:80],
        )
        found.save(update_fields=["state", "seen_at", "seen_by"])
        _log("incidents.warning-seen", found.warning, by, at)
    return found


def prove_action(
    *,
    warning_id: UUID,
    proof: str,
    by: Seat,
    at: datetime,
    file_name: str = "",
    sha256: str = "",
) -> WarningAnswer:
    """What was done, by which record; of a file its name and digest are kept, so that
    it can be asked for and known again.
    """
    refuse_marked(texts=[proof], by=by, at=at)
    with transaction.atomic():
        proof = tidy(proof)
        found = _held(warning_id, by)
        words = _("Ghi đã làm gì, theo văn bản, biên bản nào.")
        reasons = needed_reasons(proof, "proof", words, LONGEST_REASON)
        if found.state == AnswerState.DONE:
            reasons.append(Reason(_("Cơ quan đã báo thực hiện cảnh báo này.")))
        if reasons:
            raise Refused(reasons)
        name = by.person_name[:80]
        if found.seen_at is None:
            found.seen_at, found.seen_by = at, name
        found.state, found.done_at, found.done_by = AnswerState.DONE, at, name
        found.proof, found.file_name, found.sha256 = proof, file_name[:200], sha256
        found.save()
        _log("incidents.warning-done", found.warning, by, at, {"record": proof})
        return found


@transaction.atomic
def urge_units(*, warning_id: UUID, by: Seat, at: datetime) -> int:
    """All that have not acted, in one go; how many."""
    if not warns(by):
        raise Refused([_("Cảnh báo do trung tâm của tỉnh nhắc.")])
    warning = UnitWarning.objects.select_for_update(no_key=True).get(pk=warning_id)
    late = warning.answers.exclude(state=AnswerState.DONE)
    agencies = sorted(late.values_list("agency", flat=True))
    if not agencies:
        raise Refused([_("Mọi cơ quan đã thực hiện.")])
    late.update(urged_at=at)
    on = [(pk, warning.pk) for pk in agencies]
    tell(kind="incidents.warning-late", on=on, by=by, at=at)
    _log("incidents.warning-urged", warning, by, at, {"agencies": len(agencies)})
    return len(agencies)


@transaction.atomic
def remind_of_warnings(*, at: datetime) -> int:
    """Once the time is over, each agency that has not acted, once; whether it was urged
    before or not.
    """
    untold = Q(urged_at=None) | Q(urged_at__lt=F("warning__due_at"))
    rows = WarningAnswer.objects.filter(untold, warning__due_at__lte=at)
    rows = rows.exclude(state=AnswerState.DONE)
    late = list(rows.select_for_update(skip_locked=True, of=("self",)))
    WarningAnswer.objects.filter(pk__in=[o.pk for o in late]).update(urged_at=at)
    on = [(one.agency_id, one.warning_id) for one in late]
    tell(kind="incidents.warning-late", on=on, by=None, at=at)
    return len(late)


def _held(warning_id: UUID, by: Seat) -> WarningAnswer:
    rows = WarningAnswer.objects.select_for_update(of=("self",))
    rows = rows.select_related("warning").filter(warning=warning_id)
    found = rows.filter(agency=by.agency_id).first()
    if found is None or not keeps(by):
        raise Refused([_("Cảnh báo này không gửi tới cơ quan của bạn.")])
    return found


def _log(
    event: str,
    warning: UnitWarning,
    by: Seat,
    at: datetime,
    data: dict[str, object] | None = None,
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=warning,
        agency_id=by.agency_id,
        data={"warning": warning.title, **(data or {})},
    )
