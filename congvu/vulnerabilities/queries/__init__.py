"""Reading findings: lists in the order of mending, counts, who has what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.law.queries import find_rule, rules
from congvu.law.rules import RuleValue
from congvu.lib.dates import local_date
from congvu.vulnerabilities.models import Advisory, Bom, Finding
from congvu.vulnerabilities.rules import (
    PRIORITY_KEYS,
    STILL_THERE,
    FindingState,
    Priority,
)

PAGE = 50
# Places with one weakness that a page shows.
HOLDERS = 200


@dataclass(frozen=True)
class FindingPage:
    """``after`` is the finding behind which the next page begins."""

    rows: list[Finding]
    after: UUID | None


@dataclass(frozen=True)
class Counted:
    """What is still there, and of it what is late, exploited, soonest."""

    open: int
    now: int
    exploited: int
    late: int
    accepted: int


def narrowed(
    rows: QuerySet[Finding], *, state: str = "", machine: UUID | None = None
) -> QuerySet[Finding]:
    """``state`` empty: all that is still there."""
    if state in set(FindingState):
        rows = rows.filter(state=state)
    else:
        rows = rows.filter(state__in=STILL_THERE)
    return rows.filter(machine=machine) if machine else rows


def findings_page(
    rows: QuerySet[Finding], after: UUID | None, limit: int = PAGE
) -> FindingPage:
    """The soonest first, by day due, then key; two queries however far one turned."""
    last = Finding.objects.filter(pk=after).first() if after else None
    if last is not None:
        later = Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, pk__gt=last.pk)
        rows = rows.filter(
            Q(priority__gt=last.priority) | Q(Q(priority=last.priority) & later)
        )
    found = list(rows.order_by("priority", "due_on", "pk")[: limit + 1])
    more = len(found) > limit
    return FindingPage(found[:limit], found[limit - 1].pk if more else None)


@dataclass(frozen=True)
class AdvisoryPage:
    rows: list[Advisory]
    after: UUID | None


def advisories_page(
    rows: QuerySet[Advisory], after: UUID | None, limit: int = PAGE
) -> AdvisoryPage:
    """The last loaded first, by key."""
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk").defer("details")[: limit + 1])
    more = len(found) > limit
    return AdvisoryPage(found[:limit], found[limit - 1].pk if more else None)


def counted(rows: QuerySet[Finding], on: date) -> Counted:
    """One query."""
    there = Q(state__in=STILL_THERE)
    told = rows.order_by().aggregate(
        open=Count("pk", filter=there),
        now=Count("pk", filter=there & Q(priority=Priority.NOW)),
        exploited=Count("pk", filter=there & Q(exploited=True)),
        late=Count(
            "pk", filter=there & ~Q(state=FindingState.ACCEPTED) & Q(due_on__lt=on)
        ),
        accepted=Count("pk", filter=Q(state=FindingState.ACCEPTED)),
    )
    return Counted(**told)


def advisories_of(cause: str) -> list[Advisory]:
    return list(Advisory.objects.filter(cause=cause).order_by("code"))


@dataclass(frozen=True)
class Weakness:
    """One cause as a warning tells of it; ``products`` are lines for people."""

    cause: str
    summary: str
    details: str
    products: list[str]
    fixed: str
    priority: Priority
    due_on: date | None
    agencies: set[UUID]


def causes_called(name: str) -> set[str]:
    """Whatever the weakness of that name is called now."""
    named = Q(cause=name) | Q(code=name) | Q(aliases__contains=[name])
    return set(Advisory.objects.filter(named).values_list("cause", flat=True))


def weakness_told(rows: QuerySet[Finding], name: str) -> Weakness | None:
    """Of what is still there in ``rows``; nothing where no advisory has the name."""
    causes = causes_called(name)
    told = Advisory.objects.filter(cause__in=causes).order_by("code").first()
    if told is None:
        return None
    there = list(
        rows.filter(cause__in=causes, state__in=STILL_THERE)
        .order_by("name", "package__version")
        .values_list(
            "name", "package__version", "fixed", "priority", "due_on", "agency"
        )
        .distinct()
    )
    products = {
        f"{name} {version}" + (f" → {fixed}" if fixed else ""): fixed
        for name, version, fixed, *_rest in there
    }
    return Weakness(
        told.cause,
        told.summary,
        told.details,
        list(products),
        next((one for one in products.values() if one), ""),
        Priority(min((row[3] for row in there), default=Priority.LATER)),
        min((row[4] for row in there), default=None),
        {row[5] for row in there},
    )


def standing_of(rows: QuerySet[Finding], name: str) -> dict[UUID, tuple[int, int]]:
    """For each agency: in how many places it is, in how many an inventory proved it
    mended. Two queries.
    """
    found = rows.filter(cause__in=causes_called(name)).order_by()
    told = found.values_list("agency").annotate(
        open=Count("pk", filter=Q(state__in=STILL_THERE)),
        mended=Count("pk", filter=Q(state=FindingState.MENDED)),
    )
    return {agency: (there, mended) for agency, there, mended in told}


def boms_with_counts(rows: QuerySet[Bom]) -> list[Bom]:
    """With ``parts_count`` and ``open_count``; one query."""
    rows = rows.annotate(
        parts_count=Count("parts", distinct=True),
        open_count=Count(
            "findings", filter=Q(findings__state__in=STILL_THERE), distinct=True
        ),
    )
    return list(rows.order_by("name", "pk")[:500])


def days_to_mend(on: date) -> dict[Priority, timedelta]:
    """By the dated rule of that day; where it has none, at once."""
    known = {one.key: one.number("days") or 0 for one in rules("weakness_due", on)}
    return {
        one: timedelta(days=known.get(key, 0)) for one, key in PRIORITY_KEYS.items()
    }


def due_rule(found: Finding) -> RuleValue | None:
    """What the day to mend by follows from: the rule of the day it was found."""
    key = PRIORITY_KEYS[Priority(found.priority)]
    return find_rule("weakness_due", key, local_date(found.found_at))
