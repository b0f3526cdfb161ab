"""The register by name, what a system is made of, its course, whom it is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_network
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.inventory.models import MachinePaper
from congvu.licences.models import Product
from congvu.network.models import Site, Subnet
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState
from congvu.systems.models import (
    InformationSystem,
    LevelAssessment,
    LevelDossier,
    SystemApplication,
    SystemConnection,
    SystemEnd,
    SystemEquipment,
    SystemEvent,
    SystemLevel,
    SystemService,
    SystemZone,
)
from congvu.systems.queries.law import criteria_on
from congvu.systems.rules import (
    OPEN_DOSSIERS,
    Facts,
    Part,
    SystemState,
    apart,
    judge,
    together,
)

PAGE = 50
_EVENTS = 100
FACTS = (
    "exposure",
    "data",
    "basic_subjects",
    "sensitive_subjects",
    "procedures",
    "online_level",
    "business",
    "infrastructure",
    "always_on",
    "national_security",
)


@dataclass(frozen=True)
class Asked:
    """What the register is narrowed to."""

    text: str = ""
    level: int | None = None
    state: str = ""
    agency_id: UUID | None = None
    review: bool = False


@dataclass(frozen=True)
class SystemPage:
    """One page by name; ``after`` is the system behind which the next begins."""

    rows: list[InformationSystem]
    after: UUID | None


def narrowed(
    rows: QuerySet[InformationSystem], asked: Asked
) -> QuerySet[InformationSystem]:
    text = asked.text.strip()
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    if asked.level is not None:
        rows = rows.filter(level=asked.level or None)
    if asked.level == 0:
        rows = rows.exclude(state=SystemState.RETIRED)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.agency_id is not None:
        rows = rows.filter(agency=asked.agency_id)
    if asked.review:
        rows = rows.filter(review_since__isnull=False)
    return rows


def systems_page(
    rows: QuerySet[InformationSystem],
    asked: Asked,
    after: UUID | None = None,
    limit: int = PAGE,
) -> SystemPage:
    """By name, then key; two queries however far one has turned."""
    last = rows.filter(pk=after).first() if after else None
    rows = narrowed(rows, asked)
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    more = len(found) > limit
    return SystemPage(found[:limit], found[limit - 1].pk if more else None)


def answers_of(system: InformationSystem) -> dict[str, str | int | bool | None]:
    """The facts that criteria ask, as they stand."""
    return {name: getattr(system, name) for name in FACTS}


def part_of(system: InformationSystem) -> Part:
    return Part(
        key=system.pk,
        name=system.name,
        owner=system.agency_id,
        purpose=system.purpose,
        answers=answers_of(system),
    )


def neighbours(system: InformationSystem) -> list[Part]:
    """The owner's other systems, for the look for artificial splitting; one query."""
    rows = InformationSystem.objects.filter(agency=system.agency_id)
    rows = rows.exclude(state=SystemState.RETIRED).exclude(pk=system.pk)
    return [part_of(one) for one in rows.order_by("name", "pk")[:500]]


def equipment_of(system: InformationSystem) -> list[SystemEquipment]:
    rows = system.equipment.select_related("machine", "device__site")
    return list(rows.order_by("machine__name", "device__name", "pk"))


def applications_of(system: InformationSystem) -> list[SystemApplication]:
    rows = system.applications.select_related("machine", "product")
    return list(rows.order_by("name", "pk"))


def zones_of(system: InformationSystem) -> list[SystemZone]:
    return list(system.zones.order_by("kind", "pk"))


def services_of(system: InformationSystem) -> list[SystemService]:
    return list(system.services.order_by("port", "protocol"))


def connections_of(system: InformationSystem) -> list[SystemConnection]:
    return list(system.connections.select_related("other").order_by("name", "pk"))


def connections_to(
    system: InformationSystem, seen: QuerySet[InformationSystem]
) -> list[SystemConnection]:
    """What other systems tell of this one, of those that may be seen."""
    rows = system.reached_by.filter(system__in=seen.values("pk"))
    rows = rows.exclude(system__state=SystemState.RETIRED)
    return list(rows.select_related("system").order_by("system__name", "pk"))


def events_of(system: InformationSystem) -> list[SystemEvent]:
    return list(system.events.order_by("-at", "-id")[:_EVENTS])


def levels_of(system: InformationSystem) -> list[SystemLevel]:
    """Newest first."""
    return list(system.levels.order_by("-on", "-id"))


def assessments_of(system: InformationSystem) -> list[LevelAssessment]:
    """Newest first."""
    return list(system.assessments.order_by("-on", "-at")[:20])


def last_assessment(system: InformationSystem) -> LevelAssessment | None:
    return system.assessments.order_by("-on", "-at").first()


def dossiers_of(system: InformationSystem) -> list[LevelDossier]:
    return list(system.dossiers.order_by("-begun_at"))


def open_dossiers() -> QuerySet[LevelDossier]:
    rows = LevelDossier.objects.filter(state__in=sorted(OPEN_DOSSIERS))
    return rows.select_related("system")


def open_dossier_of(systems: Collection[UUID]) -> dict[UUID, LevelDossier]:
    rows = open_dossiers().filter(system__in=list(systems))
    return {one.system_id: one for one in rows}


def desks_of(agencies: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Agency → the desks that keep its security; one query for any number."""
    found: dict[UUID, set[UUID]] = {one: set() for one in agencies}
    if agencies:
        for agency, posts in posts_of_role(Role.ADMINISTRATOR, agencies, on).items():
            found[agency] |= posts
    return found


def product_named(name: str) -> Product | None:
    """The one of the catalogue that is called so."""
    found = list(Product.objects.filter(name__iexact=name).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def subnet_at(sites: QuerySet[Site], text: str) -> Subnet | None:
    """The registered range that is written so; None of several, of a single address."""
    try:
        asked = str(ip_network(text))
    except ValueError:
        return None
    found = list(Subnet.objects.filter(site__in=sites.values("pk"), cidr=asked)[:2])
    return found[0] if len(found) == 1 else None


def issued_called(agency_id: UUID, symbol: str) -> OutgoingEntry | None:
    """The paper an agency issued under that symbol; the newest where a symbol came
    again in another year.
    """
    rows = OutgoingEntry.objects.filter(
        agency=agency_id,
        symbol__iexact=symbol,
        state=OutgoingState.ISSUED,
        recalled_at=None,
    )
    return rows.order_by("-order_key").first()


def overview_of(dossier: LevelDossier) -> Facts:
    """How much of what a dossier has to say is on record."""
    system = dossier.system
    return Facts(
        purpose=system.purpose,
        scope=system.scope,
        model=system.model_text,
        users=system.users,
        equipment=system.equipment.count(),
        applications=system.applications.count(),
        zones=system.zones.count(),
        risk=dossier.assessment.risk,
        level=dossier.level,
        expert_opinion=dossier.expert_opinion,
    )


@dataclass(frozen=True)
class Counted:
    alive: int
    approved: int
    review: int


def counted(rows: QuerySet[InformationSystem]) -> Counted:
    """Of those in use; one query."""
    alive = ~Q(state=SystemState.RETIRED)
    found = rows.order_by().aggregate(
        alive=Count("pk", filter=alive),
        approved=Count("pk", filter=alive & Q(level__isnull=False)),
        review=Count("pk", filter=alive & Q(review_since__isnull=False)),
    )
    return Counted(**found)


@dataclass(frozen=True)
class Split:
    """Systems that look like parts of one, and the level they would have together."""

    names: list[str]
    level: int | None


def split_from(system: InformationSystem) -> Split | None:
    """A warning where it shares owner, data and purpose with others (Đ8.3)."""
    if not system.purpose or not system.data or system.state == SystemState.RETIRED:
        return None
    own = part_of(system)
    found = apart(own, neighbours(system))
    if not found:
        return None
    last = last_assessment(system)
    rules = criteria_on(last.on) if last else []
    answers = together([own, *found])
    level = judge(rules, answers).level if rules else None
    return Split([one.name for one in found], level)


def events_of_dossier(dossier: LevelDossier) -> list[SystemEvent]:
    return list(dossier.events.order_by("-at", "-id")[:_EVENTS])


def end_of(system: InformationSystem) -> SystemEnd | None:
    return SystemEnd.objects.filter(system=system).select_related("record").first()


def papers_of(end: SystemEnd) -> list[MachinePaper]:
    rows = MachinePaper.objects.filter(pk__in=end.papers.values("pk"))
    return list(rows.order_by("on", "pk"))
