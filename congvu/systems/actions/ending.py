"""Hủy bỏ: a system is taken out of use, by the record of what became of its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.inventory.actions import gone_faults
from congvu.inventory.models import Machine
from congvu.inventory.rules import MachineState
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.actions.saying import (
    alive_reasons,
    keeps_reasons,
    length_reasons,
    locked_system,
    note,
    refuse_marked,
    said_reasons,
)
from congvu.systems.models import SystemEnd
from congvu.systems.rules import (
    LONGEST_REASON,
    OPEN_DOSSIERS,
    DossierState,
    SystemState,
)


@dataclass(frozen=True)
class EndData:
    """``wiped``: the closed record that names each of its machines."""

    ended_on: date | None
    reason: str
    decision: str
    wiped: UUID | None

    def tidied(self) -> EndData:
        return replace(
            self,
            reason=" ".join(nfc(self.reason).split()),
            decision=" ".join(nfc(self.decision).split()),
        )


def end_system(*, system_id: UUID, data: EndData, by: Seat, at: datetime) -> SystemEnd:
    """Its open dossier is withdrawn; it stays in the register, with the evidence."""
    refuse_marked(texts=[data.reason, data.decision], by=by, at=at)
    return _end(system_id, data.tidied(), by, at)


@transaction.atomic
def _end(system_id: UUID, data: EndData, by: Seat, at: datetime) -> SystemEnd:
    found, today = locked_system(system_id), local_date(at)
    machines = Machine.objects.filter(
        pk__in=found.equipment.filter(machine__isnull=False).values("machine")
    )
    record, wrong = gone_faults(
        data.wiped,
        {found.agency_id, found.operator_id},
        machines.exclude(state=MachineState.DISPOSED),
    )
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    reasons += _reasons(data, today) + wrong
    if reasons or data.ended_on is None:
        raise Refused(reasons)
    made = SystemEnd.objects.create(
        system=found,
        ended_on=data.ended_on,
        reason=data.reason,
        decision=data.decision,
        record=record,
        at=at,
        by=by.person_name,
    )
    found.state, found.review_since, found.review_reason = SystemState.RETIRED, None, ""
    found.save(update_fields=["state", "review_since", "review_reason"])
    waiting = found.dossiers.filter(state__in=sorted(OPEN_DOSSIERS))
    waiting.update(state=DossierState.WITHDRAWN)
    note("systems.ended", system=found, by=by, at=at, text=data.decision)
    return made


def _reasons(data: EndData, today: date) -> list[Reason]:
    reasons = said_reasons(data.reason, "reason")
    if not data.decision:
        reasons.append(Reason(_("Ghi văn bản cho phép hủy bỏ."), "decision"))
    reasons += length_reasons(data.decision, "decision", LONGEST_REASON)
    if data.ended_on is None or data.ended_on > today:
        reasons.append(Reason(_("Ghi một ngày, không sau hôm nay."), "ended_on"))
    return reasons
