"""Copying what the office has to tell beside papers: weeks, bodies, results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from congvu.calendar.queries import public_week
from congvu.calendar.rules import Mark
from congvu.duties.models import Duty
from congvu.duties.queries import now_standing, state_case
from congvu.duties.rules import DUTY_STATE_NAMES, DutyState, ShareRole
from congvu.lib.dates import local_date
from congvu.organisations.queries import agencies_on, posts_on, units_on
from congvu.organisations.rules import Role
from congvu.portal.models import BodyPage, ProvincePage, PublicBoard, PublicDocument
from congvu.portal.rules import GONE, BoardKind, found_in, mondays_shown

_TOLD_BY_NAME = (Role.LEADER, Role.OFFICE_CHIEF)


@transaction.atomic
def copy_boards(*, at: datetime) -> int:
    """Those that changed; the others stay as they are. How many were written."""
    on = local_date(at)
    sites = {
        key
        for model in (ProvincePage, BodyPage)
        for key in model.objects.values_list("agency_id", flat=True)
    }
    names = {one.id: one.name for one in agencies_on(on) if one.id in sites}
    wanted: dict[tuple[str, UUID, str], Any] = {}
    for key in names:
        for monday in mondays_shown(on):
            lines = _week(key, monday)
            if lines is not None:
                wanted[BoardKind.WEEK, key, monday.isoformat()] = lines
        wanted[BoardKind.BODY, key, ""] = _body(key, on)
    for agency, document, rows in _results(on):
        wanted[BoardKind.RESULTS, agency, document.hex] = rows
    return _write(wanted, names, at)


def _write(
    wanted: Mapping[tuple[str, UUID, str], Any], names: Mapping[UUID, str], at: datetime
) -> int:
    there = {(b.kind, b.agency_id, b.key): b for b in PublicBoard.objects.all()}
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
    found = public_week(agency_id, monday)
    if found is None:
        return None
    return [
        {
            "day": line.day.isoformat(),
            "clock": line.clock,
            "content": line.content,
            "chair": line.chair,
            "place": line.place,
        }
        for line in found[1]
        if line.mark != Mark.CANCELLED
    ]


def _body(agency_id: UUID, on: date) -> dict[str, list[dict[str, str]]]:
    """Its units, and who leads it or is asked about it; nobody else by name."""
    posts = posts_on(on, agency_id=agency_id)
    return {
        "units": [{"name": unit.name} for unit in units_on(agency_id, on)],
        "people": [
            {"name": post.person_name, "post": post.name, "unit": post.unit_name}
            for post in posts
            if post.role in _TOLD_BY_NAME and post.person_name
        ],
    }


def _results(on: date) -> Iterator[tuple[UUID, UUID, list[dict[str, Any]]]]:
    """Of papers shown whole that order something: each sentence, and how its tasks
    stand by agency; of nobody's part below them. What was kept back of a paper is not
    told by its orders, nor anybody's data that was typed into one later."""
    shown = {
        paper.publishing.entry.document_id: paper
        for paper in PublicDocument.objects.exclude(validity__in=sorted(GONE))
        .exclude(file_sha256="")
        .filter(publishing__entry__document__duties__isnull=False, is_redacted=False)
        .select_related("publishing__entry")
        .distinct()
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
