"""What is to be handed over and by when; minutes of what was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from congvu.archives.models import ArchiveHandOver, Dossier, DossierGrant, HandedDossier
from congvu.archives.queries.dossiers import frozen_now
from congvu.archives.rules import (
    DossierState,
    HandOverTerms,
    Origin,
    Retention,
)
from congvu.documents.rules import GrantOrigin
from congvu.law.queries import rules

_KIND = "archive_deadline"


def hand_over_terms(on: date, *, construction: bool = False) -> HandOverTerms:
    """What the law of that day says, from its dated rules."""
    found = {rule.key: rule for rule in rules(_KIND, on)}

    def number(key: str, name: str) -> int | None:
        rule = found.get(key)
        return rule.number(name) if rule else None

    return HandOverTerms(
        months=number("construction" if construction else "current", "months"),
        least_years=number("least", "years"),
        postponed_years=number("postponed", "years"),
        notice_days=number("notice", "days"),
        historical_years=number("historical", "years"),
    )


@dataclass(frozen=True)
class ToHandOver:
    """A dossier that has to go to the archive, with its clock on that day."""

    dossier: Dossier
    latest_on: date | None
    days_left: int | None

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def days_late(self) -> int:
        return max(0, -(self.days_left or 0))


def to_current(
    agency_id: UUID, *, filed_by: Collection[UUID] | None = None
) -> QuerySet[Dossier]:
    """Closed dossiers of an agency, those that are due first.

    ``filed_by``: only those that one of these desks makes.
    """
    found = Dossier.objects.filter(agency=agency_id, state=DossierState.CLOSED)
    if filed_by is not None:
        made = DossierGrant.objects.filter(
            dossier=OuterRef("pk"),
            principal_id__in=list(filed_by),
            origin=GrantOrigin.WORK,
        )
        found = found.filter(Exists(made))
    return (
        found.annotate(
            latest=Coalesce("postponed_until", "due_on"), is_frozen=frozen_now()
        )
        .defer("search", "search_text")
        .order_by(F("latest").asc(nulls_last=True), "id")
    )


def to_remind(*, until: date) -> QuerySet[Dossier]:
    """Of every agency what is due by then and was not told of; the nearest first."""
    latest = Coalesce("postponed_until", "due_on")
    return (
        Dossier.objects.annotate(latest=latest)
        .filter(state=DossierState.CLOSED, latest__lte=until)
        .exclude(reminded_of__isnull=False, reminded_of=F("latest"))
        .only("id", "post_id", "due_on", "postponed_until")
        .order_by("latest", "id")
    )


def to_historical(agency_id: UUID) -> QuerySet[Dossier]:
    """What the agency's archive keeps for good, those that are due first."""
    return (
        Dossier.objects.filter(
            agency=agency_id,
            state=DossierState.ARCHIVED,
            retention=Retention.PERMANENT,
        )
        .annotate(latest=F("historic_due_on"), is_frozen=frozen_now())
        .defer("search", "search_text")
        .order_by(F("latest").asc(nulls_last=True), "id")
    )


def with_clock(dossiers: Sequence[Dossier], on: date) -> list[ToHandOver]:
    """Each with the days it has left; ``latest`` comes from the lists above."""
    found = []
    for one in dossiers:
        latest: date | None = getattr(one, "latest", None)
        left = (latest - on).days if latest else None
        found.append(ToHandOver(one, latest, left))
    return found


def hand_overs_of(agency_id: UUID) -> QuerySet[ArchiveHandOver]:
    """Minutes of an agency, newest first, with how many dossiers each lists."""
    return (
        ArchiveHandOver.objects.filter(agency=agency_id)
        .annotate(n=Count("lines"), late=Count("lines", Q(lines__days_late__gt=0)))
        .order_by("-given_at", "-id")
    )


def handed_lines(made: ArchiveHandOver) -> QuerySet[HandedDossier]:
    return HandedDossier.objects.filter(hand_over=made).order_by("position")


def next_hand_over_number(agency_id: UUID, year: int) -> int:
    """Numbers of minutes begin at 1 each year; the caller holds the agency's lock."""
    found = ArchiveHandOver.objects.filter(fonds=agency_id, year=year)
    return int(found.aggregate(n=Max("number"))["n"] or 0) + 1


def sheets_of(dossier: Dossier) -> int:
    """Sheets of a paper dossier, pages of an electronic one."""
    if dossier.origin == Origin.PAPER:
        return dossier.sheets
    return dossier.pages_total
