"""Requests by what a seat may see, what waits, what is asked most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from congvu.lib.dates import VIETNAM
from congvu.organisations.models import Agency, AgencyKind
from congvu.organisations.queries import agency_names_on
from congvu.sql import Compiled, Tally
from congvu.support.models import SupportDesk, SupportRequest
from congvu.support.rules import HelpState

PAGE = 50


@dataclass(frozen=True)
class HelpReach:
    """What a seat sees requests by: its own post; units it heads; the agency it leads;
    the unit it sits in, which may be a desk's; the agency it answers for where no desk
    was named.
    """

    post_id: UUID
    unit_id: UUID
    units: frozenset[UUID] = frozenset()
    leads: UUID | None = None
    keeps: UUID | None = None


def answered_by(reach: HelpReach) -> Q:
    """What the seat answers: a desk's unit, else the administrators."""
    desks = SupportDesk.objects.filter(unit=reach.unit_id)
    found = Q(to_agency__in=desks.values("agency"))
    if reach.keeps is not None:
        named = SupportDesk.objects.filter(agency=reach.keeps)
        found |= Q(to_agency=reach.keeps) & Q(~Exists(named))
    return found


def visible_requests(reach: HelpReach) -> QuerySet[SupportRequest]:
    seen = Q(asked_post_id=reach.post_id) | answered_by(reach)
    if reach.units:
        seen |= Q(unit__in=reach.units)
    if reach.leads is not None:
        seen |= Q(agency=reach.leads)
    return SupportRequest.objects.filter(seen)


def answers_any(reach: HelpReach) -> bool:
    """Whether the seat answers for anybody; two queries at most."""
    if SupportDesk.objects.filter(unit=reach.unit_id).exists():
        return True
    return reach.keeps is not None and desk_of(reach.keeps) is None


MOST_LINES = 200


def to_answer(reach: HelpReach) -> list[SupportRequest]:
    """What an answer is owed to, the earliest day first."""
    given = {"unit": reach.unit_id}
    if reach.keeps is not None:
        given["keeps"] = reach.keeps
    return _owed(**given)


def _owed_rows(*, unit: UUID, keeps: UUID | None = None) -> QuerySet[SupportRequest]:
    answered = answered_by(HelpReach(unit, unit, keeps=keeps))
    rows = SupportRequest.objects.filter(answered, state=HelpState.WAITING)
    return rows.order_by("due_on", "id")[:MOST_LINES]


_owed: Compiled[SupportRequest] = Compiled(_owed_rows, by_key=True)


def answered_to(post_id: UUID) -> list[SupportRequest]:
    """What was answered and its asker has not closed yet."""
    return _answered(post=post_id)


_answered: Compiled[SupportRequest] = Compiled(
    lambda post: SupportRequest.objects.filter(
        asked_post_id=post, state=HelpState.ANSWERED
    ).order_by("id")[:MOST_LINES],
    by_key=True,
)


_WAITING = """
SELECT count(*) FROM support_supportrequest r
 WHERE r.state = 'waiting'
   AND (r.to_agency_id IN (SELECT d.agency_id FROM support_supportdesk d
                            WHERE d.unit_id = %(unit)s)
        OR r.to_agency_id = %(keeps)s
           AND NOT EXISTS (SELECT FROM support_supportdesk d
                            WHERE d.agency_id = r.to_agency_id))
    OR r.state = 'answered' AND r.asked_post_id = %(post)s
"""


def waiting_of(reach: HelpReach) -> Tally:
    """What an answer is owed to, and what was answered to the seat, as one number."""
    given = {"unit": reach.unit_id, "keeps": reach.keeps, "post": reach.post_id}
    return Tally(_WAITING, given)


def desk_of(agency_id: UUID) -> SupportDesk | None:
    found = SupportDesk.objects.filter(agency=agency_id).select_related("unit")
    return found.first()


def province_desk_agency() -> UUID | None:
    """Who answers for the province: the agency whose desk does, else the committee."""
    desk = SupportDesk.objects.filter(for_all=True).first()
    if desk is not None:
        return desk.agency_id
    rows = Agency.objects.filter(kind=AgencyKind.PROVINCE, valid_until=None)
    return rows.values_list("pk", flat=True).first()


@dataclass(frozen=True)
class HelpPage:
    """A page of the list, newest first; ``after`` begins the next one."""

    rows: list[SupportRequest]
    after: UUID | None


def requests_page(
    rows: QuerySet[SupportRequest], *, after: UUID | None = None
) -> HelpPage:
    """One query, however far one has turned."""
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-id")[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return HelpPage(found[:PAGE], more)


@dataclass(frozen=True)
class AskedMost:
    """How often what was asked since a day: by kind, by unit, by month."""

    total: int
    in_time: int
    answered: int
    kinds: list[tuple[str, int]]
    units: list[tuple[str, int]]
    months: list[tuple[date, int]]


def asked_most(rows: QuerySet[SupportRequest], since: date, on: date) -> AskedMost:
    """Of what a seat sees; five queries. In time: the first answer on its day."""
    rows = rows.filter(asked_at__date__gte=since)

    def by(*fields: str) -> list[dict[str, Any]]:
        found = rows.order_by().values(*fields).annotate(n=Count("pk"))
        return list(found.order_by("-n", *fields)[:12])

    units = by("agency", "unit_name")
    names = agency_names_on([one["agency"] for one in units], on)
    months = (
        rows.order_by()
        .annotate(month=TruncMonth("asked_at", tzinfo=VIETNAM))
        .values("month")
        .annotate(n=Count("pk"))
        .order_by("month")
    )
    told = rows.aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        in_time=Count("pk", filter=Q(answered_at__date__lte=F("first_due_on"))),
    )
    return AskedMost(
        total=told["total"],
        answered=told["answered"],
        in_time=told["in_time"],
        kinds=[(one["kind"], one["n"]) for one in by("kind")],
        units=[
            (f"{one['unit_name']}, {names.get(one['agency'], '')}", one["n"])
            for one in units
        ],
        months=[(one["month"].date(), one["n"]) for one in months],
    )


def count_open(bodies: Collection[UUID], on: date) -> dict[UUID, int]:
    """What is open on either side of each of these, for the preview of an act."""
    rows = SupportRequest.objects.exclude(state=HelpState.CLOSED)
    found = Counter[UUID]()
    for agency, to in rows.filter(
        Q(agency__in=list(bodies)) | Q(to_agency__in=list(bodies))
    ).values_list("agency", "to_agency"):
        found.update({agency, to} & set(bodies))
    return dict(found)
