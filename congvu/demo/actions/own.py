"""The office as a system of the demo: how it meets what its level asks of it.

What is said stands in own.yaml; what proves it is read from docs/security, so that a
line that holds no more is partly met here too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from congvu.controls.actions import AnswerData, answer_requirement
from congvu.controls.models import Requirement
from congvu.controls.rules import EvidenceKind
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.proofs import (
    ASVS,
    MET,
    THREATS,
    UNMET,
    OwnAnswer,
    Proven,
    asvs_lines,
    proven,
    threat_lines,
)
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState
from congvu.systems.models import InformationSystem

FILE, OWN = "own.yaml", "CONGVU"
_PLANNED_IN = timedelta(days=90)


def own_answers() -> list[tuple[OwnAnswer, Proven]]:
    """Each with what proves it today."""
    asvs, threats = asvs_lines(_text(ASVS)), threat_lines(_text(THREATS))
    told = [OwnAnswer(**line) for line in read(FILE)["answers"]]
    return [(one, proven(one, asvs, threats)) for one in told]


def _text(name: str) -> str:
    path = Path(settings.BASE_DIR) / "docs" / "security" / name
    return path.read_text(encoding="utf-8")


def answer_for_itself(*, now: datetime) -> None:
    """By the hand of who keeps the committee's systems."""
    system = InformationSystem.objects.get(code=OWN)
    level = system.level or system.assessed_level
    rows = Requirement.objects.filter(levels__contains=[level])
    asked = {(one.catalogue.code, one.code): one for one in rows.select_related()}
    today = local_date(now)
    keeper = seat_of_post(Bodies(today).desk("committee", Role.ADMINISTRATOR), today)
    for told, shown in own_answers():
        answer_requirement(
            system_id=system.pk,
            requirement_id=asked[told.set, told.code].pk,
            data=_data(system, told, shown, now),
            by=keeper,
            at=now,
        )


def _data(
    system: InformationSystem, told: OwnAnswer, shown: Proven, now: datetime
) -> AnswerData:
    """A paper that was not issued yet proves nothing: it is planned."""
    kind, words = EvidenceKind.RECORD, shown.evidence
    standing, on = shown.standing, local_date(now - timedelta(days=told.days))
    if told.paper:
        paper = OutgoingEntry.objects.filter(
            agency=system.agency_id, subject=told.paper, state=OutgoingState.ISSUED
        ).first()
        kind, words = EvidenceKind.PAPER, paper.symbol if paper else ""
        standing = standing if paper else UNMET
    planned = None if standing == MET else local_date(now + _PLANNED_IN)
    proves = standing != UNMET
    return AnswerData(
        standing=standing,
        how=shown.how,
        responsible=told.post,
        planned_on=planned,
        evidence_kind=kind if proves else "",
        evidence=words if proves else "",
        evidence_on=on if proves else None,
    )
