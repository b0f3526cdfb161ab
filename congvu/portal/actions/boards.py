"""Copying what the office has to tell beside papers: weeks, bodies, results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.audit.queries import happened_since
from congvu.calendar.models import ScheduleVersion
from congvu.calendar.queries import public_week
from congvu.calendar.rules import Mark, days_of
from congvu.duties.models import Duty, DutyEvent
from congvu.duties.queries import now_standing, state_case
from congvu.duties.rules import DUTY_STATE_NAMES, DutyState, ShareRole
from congvu.lib.dates import local_date
from congvu.organisations.queries import agencies_on
from congvu.portal.models import (
    BodyPage,
    BodyProfile,
    ProvincePage,
    PublicBoard,
    PublicDocument,
)
from congvu.portal.queries.profiles import body_told
from congvu.portal.rules import GONE, BoardKind, found_in, mondays_shown

# What is looked through in one transaction.
SLICE = 200
# How far back a run looks for what changed: a minute, and runs that were missed.
LOOKS_BACK = timedelta(minutes=5)
_Wanted = dict[tuple[str, UUID, str], Any]


def copy_changed(*, at: datetime) -> int:
    """What the office changed a moment ago, and nothing else; how many were written.

    A week made public, a body or who leads it, an order and how it stands. What is
    changed by a date alone, and what was missed, ``copy_boards`` finds.
    """
    on, since, written = local_date(at), at - LOOKS_BACK, 0
    names = _sites(on)
    weeks = ScheduleVersion.objects.filter(published_at__gte=since)
    agencies = set(weeks.values_list("schedule__agency_id", flat=True))
    if happened_since("organisations.", since):
        agencies |= names.keys()
    profiles = BodyProfile.objects.filter(changed_at__gte=since)
    agencies |= set(profiles.values_list("agency_id", flat=True))
    for some in _sliced(sorted(agencies & names.keys())):
        written += _copy_agencies(some, names, on, at)
    told = DutyEvent.objects.filter(at__gte=since, duty__paper__isnull=False)
    papers = _whole_papers().filter(
        Q(changed_at__gte=since)
        | Q(
            publishing__entry__document__in=told.values("duty__paper"),
        )
    )
    keys = list(papers.order_by("id").values_list("id", flat=True))
    for some in _sliced(keys):
        written += _copy_results(some, names, on, at)
    return written


def copy_boards(*, at: datetime) -> int:
    """All of it, slice by slice: those that changed are written, the others stay."""
    on, written = local_date(at), 0
    names = _sites(on)
    for some in _sliced(sorted(names)):
        written += _copy_agencies(some, names, on, at)
    there = PublicBoard.objects.exclude(kind=BoardKind.RESULTS)
    there.exclude(agency__in=names).delete()
    keys = list(_whole_papers().order_by("id").values_list("id", flat=True))
    for some in _sliced(keys):
        written += _copy_results(some, names, on, at)
    results = PublicBoard.objects.filter(kind=BoardKind.RESULTS)
    results.exclude(key__in=[key.hex for key in keys]).delete()
    return written


def _sliced(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for first in range(0, len(keys), SLICE):
        yield keys[first : first + SLICE]


def _sites(on: date) -> dict[UUID, str]:
    sites = {
        key
        for model in (ProvincePage, BodyPage)
        for key in model.objects.values_list("agency_id", flat=True)
    }
    return {one.id: one.name for one in agencies_on(on) if one.id in sites}


@transaction.atomic
def _copy_agencies(
    agencies: Sequence[UUID], names: Mapping[UUID, str], on: date, at: datetime
) -> int:
    wanted: _Wanted = {}
    for key in agencies:
        for monday in mondays_shown(on):
            lines = _week(key, monday)
            if lines is not None:
                wanted[BoardKind.WEEK, key, monday.isoformat()] = lines
        wanted[BoardKind.BODY, key, ""] = body_told(key, on)
    there = PublicBoard.objects.filter(agency__in=agencies)
    return _write(wanted, there.exclude(kind=BoardKind.RESULTS), names, at)


@transaction.atomic
def _copy_results(
    papers: Sequence[UUID], names: Mapping[UUID, str], on: date, at: datetime
) -> int:
    wanted: _Wanted = {
        (BoardKind.RESULTS, agency, paper.hex): rows
        for agency, paper, rows in _results(papers, on)
    }
    there = PublicBoard.objects.filter(
        kind=BoardKind.RESULTS, key__in=[key.hex for key in papers]
    )
    return _write(wanted, there, names, at)


def _write(
    wanted: _Wanted,
    boards: QuerySet[PublicBoard],
    names: Mapping[UUID, str],
    at: datetime,
) -> int:
    there = {(b.kind, b.agency_id, b.key): b for b in boards}
    gone = [board.pk for key, board in there.items() if key not in wanted]
    PublicBoard.objects.filter(pk__in=gone).delete()
    written = 0
    for (kind, agency, key), content in wanted.items():
        board = there.get((kind, agency, key)) or PublicBoard(
            kind=kind, agency_id=agency, key=key
        )
        name = names.get(agency, board.agency_name)
        if board.content != content or board.agency_name != name or not board.made_at:
            board.content, board.agency_name, board.made_at = content, name, at
            board.save()
            written += 1
    return written


def _week(agency_id: UUID, monday: date) -> list[dict[str, str]] | None:
    """What lasts for days stands on each of them."""
    found = public_week(agency_id, monday)
    if found is None:
        return None
    return [
        {
            "day": day.day.isoformat(),
            "clock": line.clock,
            "content": line.content,
            "chair": line.chair,
            "place": line.place,
        }
        for day in days_of(monday, found[1])
        for _half, lines in day.halves
        for line in lines
        if line.mark != Mark.CANCELLED
    ]


def _whole_papers() -> QuerySet[PublicDocument]:
    """Papers shown whole that order something."""
    rows = PublicDocument.objects.exclude(validity__in=sorted(GONE))
    orders = Duty.objects.filter(paper=OuterRef("publishing__entry__document"))
    return rows.exclude(file_sha256="").filter(Exists(orders), is_redacted=False)


def _results(
    papers: Sequence[UUID], on: date
) -> Iterator[tuple[UUID, UUID, list[dict[str, Any]]]]:
    """Of each paper its sentences, and how its tasks stand by agency; of nobody's part
    below them. What was kept back of a paper is not told by its orders, nor anybody's
    data that was typed into one later. None is recalled meanwhile."""
    if not papers:
        return
    rows_of = _whole_papers().filter(pk__in=papers).select_related("publishing__entry")
    rows_of = rows_of.order_by("id").select_for_update(of=("self",))
    shown = {
        paper.publishing.entry.document_id: paper
        for paper in rows_of
        if paper.publishing.entry is not None
    }
    duties = Duty.objects.filter(paper__in=shown).order_by("start", "id")
    states: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    rows = now_standing().filter(
        share__duty__paper__in=shown,
        share__parent__isnull=True,
        share__role=ShareRole.LEAD,
    )
    rows = rows.annotate(state=state_case(on)).select_related("share__agency")
    names = {one.id: one.name for one in agencies_on(on)}
    for row in rows:
        states[row.share.duty_id].append(
            {
                "agency": names.get(row.agency_id, ""),
                "state": DUTY_STATE_NAMES[DutyState(row.state)],
                "due": row.deadline.isoformat() if row.deadline else "",
            }
        )
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for duty in duties:
        document_id = duty.paper_id
        sentence = duty.sentence or duty.title
        if document_id is None or found_in(f"{sentence}\n{duty.clause}"):
            continue
        found[document_id].append(
            {
                "sentence": sentence,
                "clause": duty.clause,
                "tasks": states[duty.pk],
            }
        )
    for document_id, lines in found.items():
        paper = shown[document_id]
        yield paper.agency_id, paper.pk, lines
