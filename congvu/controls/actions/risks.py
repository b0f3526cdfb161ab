"""Risks of systems: judged, judged again, ended. An acceptance ends on a day, and what
was said of its requirement ends with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.controls.actions.audits import line
from congvu.controls.models import Answer, Requirement, SystemRisk
from congvu.controls.queries import level_of
from congvu.controls.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    STEPS,
    Standing,
    Treatment,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_on
from congvu.systems.actions import (
    alive_reasons,
    keeps_reasons,
    length_reasons,
    locked_system,
    refuse_marked,
    said_reasons,
)
from congvu.systems.models import InformationSystem

_ENDING = [Standing.MET, Standing.PARTLY, Standing.EXCEPTED]


@dataclass(frozen=True)
class RiskData:
    title: str
    likelihood: int | None
    effect: int | None
    treatment: str
    plan: str
    owner_id: UUID | None
    review_on: date | None
    accepted_until: date | None = None
    requirement_id: UUID | None = None


def keep_risk(
    *,
    system_id: UUID,
    data: RiskData,
    by: Seat,
    at: datetime,
    risk_id: UUID | None = None,
) -> SystemRisk:
    """A new one, or one judged again."""
    refuse_marked(texts=[data.title, data.plan], by=by, at=at)
    with transaction.atomic():
        return _keep(system_id, data, by, at, risk_id)


def _keep(
    system_id: UUID, data: RiskData, by: Seat, at: datetime, risk_id: UUID | None
) -> SystemRisk:
    system, today = locked_system(system_id), local_date(at)
    title, plan = line(data.title), nfc(data.plan).strip()
    asked = Requirement.objects.filter(pk__in=[data.requirement_id]).first()
    reasons = keeps_reasons(by, system) + alive_reasons(system)
    reasons += _said_reasons(title, plan, data)
    reasons += _day_reasons(data, today)
    reasons += _owner_reasons(data.owner_id, system, today)
    if data.requirement_id and (asked is None or level_of(system) not in asked.levels):
        told = _("Cấp độ của hệ thống không có yêu cầu này.")
        reasons.append(Reason(told, "requirement"))
    made = SystemRisk(system=system)
    if risk_id is not None:
        rows = SystemRisk.objects.select_for_update().filter(system=system)
        made = rows.filter(pk=risk_id, ended_on=None).first() or made
        if made.pk != risk_id:
            reasons.append(Reason(_("Rủi ro này không còn mở.")))
    if reasons:
        raise Refused(reasons)
    made.title, made.plan, made.requirement = title, plan, asked
    made.likelihood, made.effect = data.likelihood, data.effect  # type: ignore[assignment]  # on the scale
    made.treatment, made.accepted_until = data.treatment, data.accepted_until
    made.owner_id, made.review_on = data.owner_id, data.review_on  # type: ignore[assignment]  # given
    made.judged_on, made.told_at = today, None
    made.at, made.by = at, by.person_name[:80]
    made.save()
    _end_answer(made)
    _log("controls.risk-kept", made, by, at)
    return made


def _end_answer(risk: SystemRisk) -> None:
    """While a risk is only accepted its requirement is not settled for longer."""
    if risk.accepted_until is None or risk.requirement_id is None:
        return
    longer = Q(valid_until=None) | Q(valid_until__gt=risk.accepted_until)
    Answer.objects.filter(
        longer,
        system=risk.system_id,
        requirement=risk.requirement_id,
        standing__in=_ENDING,
    ).update(valid_until=risk.accepted_until)


def _said_reasons(title: str, plan: str, data: RiskData) -> list[Reason]:
    reasons = []
    if not title:
        reasons.append(Reason(_("Ghi rủi ro."), "title"))
    if not plan:
        reasons.append(Reason(_("Ghi việc làm, hoặc vì sao chấp nhận."), "plan"))
    if data.likelihood not in STEPS:
        reasons.append(Reason(_("Chọn khả năng xảy ra."), "likelihood"))
    if data.effect not in STEPS:
        reasons.append(Reason(_("Chọn mức ảnh hưởng."), "effect"))
    if data.treatment not in set(Treatment):
        reasons.append(Reason(_("Chọn cách xử lý."), "treatment"))
    reasons += length_reasons(title, "title", LONGEST_NAME)
    return reasons + length_reasons(plan, "plan", LONGEST_TEXT)


def _day_reasons(data: RiskData, today: date) -> list[Reason]:
    reasons, until = [], data.accepted_until
    if data.review_on is None or data.review_on <= today:
        reasons.append(Reason(_("Ghi ngày rà soát, sau hôm nay."), "review_on"))
    if data.treatment == Treatment.ACCEPT and (until is None or until < today):
        told = _("Chấp nhận đến ngày nào: ghi ngày, từ hôm nay trở đi.")
        reasons.append(Reason(told, "accepted_until"))
    if data.treatment != Treatment.ACCEPT and until is not None:
        told = _("Ngày này chỉ ghi khi chấp nhận rủi ro.")
        reasons.append(Reason(told, "accepted_until"))
    return reasons


def _owner_reasons(
    owner_id: UUID | None, system: InformationSystem, today: date
) -> list[Reason]:
    posts = posts_on(today, agency_id=system.agency_id)
    if owner_id in {one.id for one in posts if one.person_id}:
        return []
    told = _("Chọn chức vụ đang có người giữ ở cơ quan chủ quản.")
    return [Reason(told, "owner")]


@transaction.atomic
def end_risk(*, risk_id: UUID, reason: str, by: Seat, at: datetime) -> SystemRisk:
    rows = SystemRisk.objects.select_for_update(of=("self",)).select_related("system")
    found, reason = rows.get(pk=risk_id), line(reason)
    reasons = keeps_reasons(by, found.system)
    reasons += said_reasons(reason, "reason", LONGEST_REASON)
    if found.ended_on is not None:
        reasons.append(Reason(_("Rủi ro này không còn mở.")))
    if reasons:
        raise Refused(reasons)
    found.ended_on, found.ended_why = local_date(at), reason
    found.save(update_fields=["ended_on", "ended_why"])
    _log("controls.risk-ended", found, by, at)
    return found


def _log(event: str, risk: SystemRisk, by: Seat, at: datetime) -> None:
    until = risk.accepted_until.isoformat() if risk.accepted_until else ""
    record(
        event,
        by=by.actor,
        at=at,
        on=risk,
        agency_id=risk.system.agency_id,
        data={"system": risk.system.code, "subject": risk.title, "until": until},
    )
