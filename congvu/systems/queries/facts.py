"""What the papers of a dossier say, gathered from records; in Vietnamese."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.inventory.rules import MACHINE_KIND_NAMES, MachineKind
from congvu.network.rules import DEVICE_KIND_NAMES, DeviceKind
from congvu.organisations.queries import agency_names_on, unit_names_on
from congvu.outgoing.queries import signers
from congvu.systems.formats.dossier import NONE, DossierFacts
from congvu.systems.models import (
    InformationSystem,
    LevelAssessment,
    LevelDossier,
    SystemEquipment,
)
from congvu.systems.queries.law import criteria_on, security_share
from congvu.systems.queries.lists import (
    applications_of,
    connections_of,
    equipment_of,
    services_of,
    zones_of,
)
from congvu.systems.rules import (
    CHOICES,
    CONNECTION_KIND_NAMES,
    DIRECTION_NAMES,
    EXPOSURE_NAMES,
    QUESTIONS,
    YES_NAMES,
    ZONE_KIND_NAMES,
    ConnectionKind,
    Direction,
    Exposure,
    SystemState,
    ZoneKind,
    asked_by,
    plan_of,
)


def answered(assessment: LevelAssessment) -> list[tuple[str, str]]:
    """(question, answer) in words, as the criteria of that day asked."""
    asked = asked_by(criteria_on(assessment.on))
    return [
        (_(QUESTIONS[n]), answer_words(n, assessment.answers.get(n))) for n in asked
    ]


def answer_words(name: str, given: object) -> str:
    if given is None or given == "":
        return NONE
    if isinstance(given, bool):
        return _(YES_NAMES[given])
    if isinstance(given, int):
        return f"{given:,}".replace(",", ".")
    return _(CHOICES[name][given]) if given in CHOICES.get(name, ()) else NONE


def thing(one: SystemEquipment) -> tuple[str, str]:
    """What a piece of equipment is, and where it stands."""
    if one.machine is not None:
        kind = _(MACHINE_KIND_NAMES[MachineKind(one.machine.kind)])
        return f"{one.machine.name} ({kind})", one.machine.place or NONE
    if one.device is not None:
        kind = _(DEVICE_KIND_NAMES[DeviceKind(one.device.kind)])
        place = one.device.place or one.device.site.name
        return f"{one.device.name} ({kind})", place
    return NONE, NONE


def connection_words(kind: str, direction: str) -> str:
    """Which way the data goes, and over what."""
    way, over = DIRECTION_NAMES[Direction(direction)], ConnectionKind(kind)
    return f"{_(way)}, {_(CONNECTION_KIND_NAMES[over])}"


def operator_words(system: InformationSystem, on: date) -> str:
    name = agency_names_on([system.operator_id], on).get(system.operator_id, NONE)
    if system.operator_unit_id is None:
        return name
    units = unit_names_on([system.operator_id], on)
    unit = units.get(system.operator_unit_id)
    return f"{unit}, {name}" if unit else name


def facts_of(dossier: LevelDossier, on: date) -> DossierFacts:
    """A few queries for any size; every word of it Vietnamese."""
    with override("vi"):
        return _facts(dossier, on)


def _facts(dossier: LevelDossier, on: date) -> DossierFacts:
    system, assessment = dossier.system, dossier.assessment
    owner = agency_names_on([system.agency_id], on).get(system.agency_id, NONE)
    head = next(iter(signers(system.agency_id, on)), None)
    rules, regulation = criteria_on(assessment.on), dossier.regulation
    entry = f"{regulation.type_name} {regulation.symbol}" if regulation else ""
    law = f"{rules[0].source_title} {rules[0].source_symbol}" if rules else NONE
    return DossierFacts(
        system=system.name,
        code=system.code,
        owner=owner,
        operator=operator_words(system, on),
        head=f"{head.person_name}, {head.name}" if head else "",
        contact=system.contact,
        owner_rule=system.owner_rule,
        operator_rule=system.operator_rule,
        operator_head=system.operator_head,
        operator_contact=system.operator_contact,
        cost=_cost(dossier, on),
        returned_on=dossier.returned_on,
        return_reason=_return_reason(dossier),
        purpose=system.purpose,
        scope=system.scope,
        users=system.users,
        model=system.model_text,
        exposure=_(EXPOSURE_NAMES[Exposure(system.exposure)]),
        level=dossier.level,
        by_criteria=assessment.level,
        assessed_on=assessment.on,
        basis=assessment.basis,
        risk=assessment.risk,
        answers=answered(assessment),
        criteria=assessment.criteria,
        equipment=[[*thing(one), one.purpose] for one in equipment_of(system)],
        applications=[
            [one.name, one.place, one.os, one.purpose]
            for one in applications_of(system)
        ],
        zones=[
            [_(ZONE_KIND_NAMES[ZoneKind(one.kind)]), one.private_ip, one.public_ip]
            for one in zones_of(system)
        ],
        services=[
            [
                one.name,
                f"{one.port}/{one.protocol}",
                _(YES_NAMES[one.is_public]),
            ]
            for one in services_of(system)
        ],
        connections=_connections(system),
        siblings=_siblings(system),
        plan=plan_of(system.pk, on),
        regulation=entry,
        appraised_by=dossier.appraised_by,
        appraised_on=dossier.appraised_on,
        expert_opinion=dossier.expert_opinion,
        law=law,
        on=on,
    )


def _cost(dossier: LevelDossier, on: date) -> str:
    """What the project costs, and its security; nothing where nobody said so."""
    share = security_share(dossier, on)
    if share is None or dossier.cost is None or dossier.security_cost is None:
        return ""
    told = _("%(cost)s đồng; cho an ninh mạng %(part)s đồng (%(share)s)") % {
        "cost": answer_words("", dossier.cost),
        "part": answer_words("", dossier.security_cost),
        "share": share.words,
    }
    if not share.is_short:
        return told
    short = _("dưới %(n)s %% theo %(law)s") % {
        "n": share.rule.number("percent"),
        "law": share.rule.citation_on_record,
    }
    return f"{told}, {short}"


def _return_reason(dossier: LevelDossier) -> str:
    rows = dossier.events.filter(event="systems.returned").order_by("-at", "-id")
    return rows.values_list("text", flat=True).first() or ""


def _connections(system: InformationSystem) -> list[list[str]]:
    return [
        [
            one.name,
            connection_words(one.kind, one.direction),
            one.exchanged,
            one.protocol or NONE,
            one.agreement or NONE,
        ]
        for one in connections_of(system)
    ]


def _siblings(system: InformationSystem) -> list[list[str]]:
    """The owner's systems with level and basis (Đ22.4)."""
    rows = InformationSystem.objects.filter(agency=system.agency_id)
    rows = rows.exclude(state=SystemState.RETIRED).exclude(pk=system.pk)
    return [
        [one.name, str(one.level or NONE), one.level_basis or NONE]
        for one in rows.order_by("name", "pk")[:500]
    ]
