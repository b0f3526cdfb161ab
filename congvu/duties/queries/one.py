"""One duty as one reader sees it: its shares as a tree, its course, what shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.duties.models import (
    DoneReport,
    Duty,
    DutyEvent,
    Evidence,
    ExtensionRequest,
    Share,
    Standing,
)
from congvu.duties.queries.reach import Reach, visible_duties
from congvu.duties.queries.states import now_standing
from congvu.duties.rules import (
    AUDIT_EVENTS,
    DUTY_STATE_NAMES,
    EVENT_WORDS,
    Answer,
    DutyState,
    ShareRole,
    recurring_words,
    state_of,
)
from congvu.lib.dates import day_or_none
from congvu.ui.rules import Event, dated

_MOST_ROUNDS = 12


@dataclass(frozen=True)
class ShareLine:
    """A share in the tree, with how it stands; ``state`` of a supporter is empty."""

    share: Share
    depth: int
    standing: Standing | None
    state: DutyState | None
    report: DoneReport | None
    asked: ExtensionRequest | None = None

    @property
    def state_words(self) -> str:
        return _(DUTY_STATE_NAMES[self.state]) if self.state else ""


@dataclass(frozen=True)
class DutyDetail:
    """What the page of a duty draws."""

    duty: Duty
    lines: Sequence[ShareLine]
    events: Sequence[Event]
    reports: Sequence[DoneReport]
    counts: Mapping[DutyState, int] = field(default_factory=dict)

    @property
    def leads(self) -> list[ShareLine]:
        return [x for x in self.lines if x.share.role == ShareRole.LEAD]

    @property
    def supports(self) -> list[ShareLine]:
        return [x for x in self.lines if x.share.role == ShareRole.SUPPORT]


def duty_detail(duty: Duty, shares: Sequence[Share], *, on: date) -> DutyDetail:
    """Five queries, however many shares the reader sees."""
    ids = [share.id for share in shares]
    standings = {s.share_id: s for s in now_standing().filter(share__in=ids)}
    reports = list(
        DoneReport.objects.filter(share__in=ids)
        .select_related("share")
        .prefetch_related("evidence")
        .order_by("-reported_at")
    )
    asked = {
        x.share_id: x
        for x in ExtensionRequest.objects.filter(share__in=ids, state=Answer.OPEN)
    }
    waiting = {r.share_id: r for r in reports if r.state == Answer.OPEN}
    lines = [
        _line(
            share,
            depth,
            standings.get(share.id),
            waiting.get(share.id),
            asked.get(share.id),
            on,
        )
        for share, depth in _as_tree(shares)
    ]
    counts: dict[DutyState, int] = {}
    for line in lines:
        if line.state is not None and line.share.parent_id is None:
            counts[line.state] = counts.get(line.state, 0) + 1
    return DutyDetail(duty, lines, _told(duty, ids, on), reports, counts)


def _line(
    share: Share,
    depth: int,
    standing: Standing | None,
    report: DoneReport | None,
    asked: ExtensionRequest | None,
    on: date,
) -> ShareLine:
    state = state_of(standing.facts, on) if standing is not None else None
    return ShareLine(share, depth, standing, state, report, asked)


def _as_tree(shares: Sequence[Share]) -> list[tuple[Share, int]]:
    """Leads by name, supporters after them, each with what is below it."""
    seen = {share.id for share in shares}
    below: dict[UUID | None, list[Share]] = {}
    for share in sorted(shares, key=lambda s: (s.role, s.desk_name, str(s.id))):
        above = share.parent_id if share.parent_id in seen else None
        below.setdefault(above, []).append(share)
    found: list[tuple[Share, int]] = []
    waiting = [(share, 0) for share in reversed(below.get(None, []))]
    while waiting:
        share, depth = waiting.pop()
        found.append((share, depth))
        waiting += [(one, depth + 1) for one in reversed(below.get(share.id, []))]
    return found


def _told(duty: Duty, shares: Sequence[UUID], on: date) -> list[Event]:
    """The lines about what the reader sees, oldest first."""
    rows = DutyEvent.objects.filter(
        Q(share=None) | Q(share__in=list(shares)), duty=duty
    ).select_related("share")
    lines = [
        Event(_said(row), row.actor, at=row.at) for row in rows.order_by("at", "id")
    ]
    return dated(lines, on)


def _said(row: DutyEvent) -> str:
    """The predicate of a line: whose share, what, and the words that were written."""
    words = EVENT_WORDS.get(row.event) or AUDIT_EVENTS.get(row.event, row.event)
    said = _(words) % _values(row)
    if row.share is not None and "%(desk)s" not in words and "%(to)s" not in words:
        said = _("%(said)s (%(desk)s)") % {"said": said, "desk": row.share.desk_name}
    return f"{said}: “{row.text}”" if row.text else said


def _values(row: DutyEvent) -> dict[str, str]:
    desk = row.detail.get("desk") or (row.share.desk_name if row.share else "")
    found = {"desk": str(desk)}
    found |= {name: str(row.detail.get(name, "")) for name in ("to", "round")}
    for name in ("done_on", "until", "old"):
        day = day_or_none(str(row.detail.get(name, "")))
        if day is not None:
            found["day" if name == "done_on" else name] = f"{day:%d/%m/%Y}"
    return {"day": "", "until": "", "old": "", **found}


def recurs_words(duty: Duty) -> str:
    words, named = recurring_words(duty.recurs)
    return _(words) % named if words else ""


def rounds_of(duty: Duty, reach: Reach) -> list[Duty]:
    """The last rounds of what comes again, of those the reader sees; one query."""
    if not duty.recurs:
        return []
    first = duty.first_id or duty.id
    seen = visible_duties(reach).filter(Q(pk=first) | Q(first=first))
    found = list(seen.only("id", "round").order_by("-round")[:_MOST_ROUNDS])
    return found[::-1] if len(found) > 1 else []


def evidence_of(reports: Sequence[DoneReport]) -> list[Evidence]:
    return [one for report in reports for one in report.evidence.all()]
