"""How the sections stand, written down; who owes them told; one looked through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from congvu.audit.actions import record
from congvu.duties.queries import told_desks
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.portal.models import SectionReview, SectionStanding, SiteEditor
from congvu.portal.queries.meter import SiteVerdict, judged
from congvu.portal.queries.placed import Key
from congvu.portal.rules import SECTIONS, WRONG, SectionState

_LOCK = 20_262


@transaction.atomic
def measure_sections(*, on: date, at: datetime) -> int:
    """Each section of each site as it stands on a day; how many changed.

    A standing that was begun today and is another already is written over: a day has
    one. Nothing is written where nothing changed, so that it may run as often as it
    likes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    now = _now_standing(judged(on))
    open_rows = {
        (row.agency_id, row.code): row
        for row in SectionStanding.objects.filter(until__isnull=True)
    }
    ended, begun, moved, recounted = [], [], [], []
    for key, row in open_rows.items():
        found = now.get(key)
        if found is not None and found[0] == row.state:
            if found[1] != row.things:
                row.things = found[1]
                recounted.append(row)
        elif row.since < on:
            row.until = on
            ended.append(row)
        else:
            moved.append(row.pk)
    SectionStanding.objects.filter(pk__in=moved).delete()
    SectionStanding.objects.bulk_update(ended, ["until"])
    SectionStanding.objects.bulk_update(recounted, ["things"])
    for (agency, code), (state, things) in now.items():
        known = open_rows.get((agency, code))
        if known is None or known.until is not None or known.pk in moved:
            begun.append(
                SectionStanding(
                    agency_id=agency, code=code, state=state, things=things, since=on
                )
            )
    SectionStanding.objects.bulk_create(begun)
    return len(begun) + len(ended)


def _now_standing(
    sites: Sequence[SiteVerdict],
) -> dict[Key, tuple[SectionState, int]]:
    return {
        (site.site.agency_id, one.owed.code): (one.state, one.found.count)
        for site in sites
        for one in site.sections
    }


@transaction.atomic
def remind_of_sections(*, at: datetime) -> int:
    """Who owes them hears of sections that are wrong, once of each standing.

    All of a site in one notice; to the posts named for the site, or, where nobody is,
    to its leaders and the chief of its office.
    """
    rows = list(
        SectionStanding.objects.select_for_update(of=("self",))
        .filter(until__isnull=True, told_at__isnull=True, state__in=WRONG)
        .order_by("agency", "code")
    )
    by_site: dict[UUID, list[SectionStanding]] = {}
    for row in rows:
        by_site.setdefault(row.agency_id, []).append(row)
    desks = owing_desks(list(by_site), local_date(at))
    for agency, wrong in by_site.items():
        if not desks.get(agency):
            continue
        notify(
            "portal.sections",
            to=desks[agency],
            target_id=agency,
            at=at,
            detail={"codes": " ".join(str(row.code) for row in wrong)},
        )
        for row in wrong:
            row.told_at = at
    told = [row for row in rows if row.told_at is not None]
    SectionStanding.objects.bulk_update(told, ["told_at"])
    return len(told)


def owing_desks(agencies: Sequence[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Of each agency the posts that keep its site; three queries at most."""
    named: dict[UUID, set[UUID]] = {}
    rows = SiteEditor.objects.filter(agency__in=agencies, ended_at__isnull=True)
    for agency, post in rows.values_list("agency_id", "post_id"):
        named.setdefault(agency, set()).add(post)
    rest = {agency: agency for agency in agencies if agency not in named}
    return named | told_desks(rest, on)


@transaction.atomic
def look_section_through(*, code: int, by: Seat, at: datetime) -> SectionReview:
    """The section of the seat's own site is right as it is: it is fresh from today."""
    day = local_date(at)
    row = SectionReview.objects.create(
        agency_id=by.agency_id,
        code=code,
        on=day,
        at=at,
        by_name=by.person_name,
        post_name=by.post_name,
    )
    name = next(one.name for one in SECTIONS if one.code == code)
    record(
        "portal.section-looked-through",
        by=by.actor,
        at=at,
        on=row,
        agency_id=by.agency_id,
        data={"section": name},
    )
    return row
