"""The week's sheet, a body with its leaders, what papers ordered: copies."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from congvu.portal import queries
from congvu.portal.models import PublicBoard
from congvu.portal.views.papers import section_of

_BODY, _DIRECTING = 1, 4


def _agency(site: str) -> UUID:
    found = queries.site_agency(site)
    if found is None:
        raise Http404
    return found


@require_safe
def week(request: HttpRequest, site: str = "") -> HttpResponse:
    """What is marked public of this week's published sheet and the next one's."""
    today = timezone.localdate()
    since = today - timedelta(days=today.weekday())
    boards = queries.weeks_shown(_agency(site), since)
    context = {
        "page": section_of(_DIRECTING, site),
        "weeks": [_by_day(board) for board in boards],
    }
    return render(request, "portal/week.html", context)


def _by_day(board: PublicBoard) -> dict[str, Any]:
    monday = date.fromisoformat(board.key)
    lines = sorted(board.content, key=lambda line: (line["day"], line["clock"]))
    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "made_at": board.made_at,
        "days": [
            (date.fromisoformat(day), list(some))
            for day, some in groupby(lines, key=lambda line: line["day"])
        ],
    }


@require_safe
def body(request: HttpRequest, site: str = "") -> HttpResponse:
    board = queries.body_shown(_agency(site))
    context = {
        "page": section_of(_BODY, site),
        "board": board,
        "told": queries.told_of(board, get_language() or "vi"),
    }
    return render(request, "portal/body.html", context)


@require_safe
def results(request: HttpRequest, site: str = "") -> HttpResponse:
    """Of public papers alone, by agency: nobody's own part is told."""
    boards = queries.results_shown(_agency(site))
    papers = queries.papers_by_key([UUID(board.key) for board in boards])
    context = {
        "page": section_of(_DIRECTING, site),
        "boards": [(papers[UUID(b.key)], b) for b in boards if UUID(b.key) in papers],
    }
    return render(request, "portal/results.html", context)
