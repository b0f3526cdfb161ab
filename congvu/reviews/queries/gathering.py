"""The facts of a report: the replay of its closing day, and what stands beside it.

Duties as they were on record that evening, so that the same report can be composed
again, whatever was accepted since. A fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from congvu.documents.models import Document
from congvu.duties.models import DifficultyStep
from congvu.duties.queries import (
    Reach,
    ScoreAsked,
    Scorecard,
    ScoreLine,
    difficulties_followed,
    end_of,
    late_tasks,
    scorecard,
    tasks_on,
)
from congvu.duties.rules import OPEN_DIFFICULTIES, PUT_UP
from congvu.lib.dates import local_date
from congvu.lib.text import sort_key
from congvu.organisations.queries import (
    agency_names_on,
    agency_on,
    ended_agencies,
    successors_on,
)
from congvu.reviews.formats.numbers import short_day
from congvu.reviews.queries.figures import indicator_facts
from congvu.reviews.rules import (
    BodyTally,
    EndedBody,
    Facts,
    Hardship,
    LateDuty,
    PaperNamed,
    Span,
    SpanKind,
    Tally,
)

_BACK = {SpanKind.QUARTER: 4}
_FEW_BACK = 2


@dataclass(frozen=True)
class About:
    """Whose report, of which span, up to which day, about which paper.

    ``agencies`` are the agency and those that ended in its favour; ``everybody``:
    figures of the whole province belong into it.
    """

    agency_id: UUID
    agencies: frozenset[UUID]
    span: Span
    closing: date
    paper: Document | None = None
    everybody: bool = False

    @property
    def reach(self) -> Reach:
        """The same for whoever composes: no desk of one person widens it."""
        return Reach(self.agency_id, frozenset(), self.agencies)

    def asked(self, day: date) -> ScoreAsked:
        return ScoreAsked(day, paper=self.paper.pk if self.paper else None)


def gather(about: About, *, today: date) -> Facts:
    span, closing = about.span, about.closing
    before_closing = span.same_day_before(closing)
    now = scorecard(about.reach, about.asked(closing), today=today)
    before = scorecard(about.reach, about.asked(before_closing), today=today)
    agency = agency_on(about.agency_id, closing)
    hard = _hardships(about, today)
    return Facts(
        agency=agency.name if agency else "",
        span=span,
        closing=closing,
        paper=_named(about.paper),
        tally=_tally(now.whole),
        before=_tally(before.whole) if before.whole.total else None,
        before_closing=before_closing,
        bodies=tuple(
            BodyTally(line.name, _tally(line))
            for line in sorted(now.lines, key=lambda one: sort_key(one.name))
        ),
        ended=_ended(about, [now, before]),
        late=_late(about, hard, today),
        hardships=tuple(one for _share, one in hard),
        indicators=indicator_facts(
            about.agency_id,
            span,
            everybody=about.everybody,
            closing=closing,
            on=today,
        ),
        trend=_trend(about, now, before, today),
    )


def _tally(line: ScoreLine) -> Tally:
    return Tally(dict(line.counts), dict(line.weights))


def _named(paper: Document | None) -> PaperNamed | None:
    if paper is None:
        return None
    number = f" số {paper.symbol}" if paper.symbol else ""
    name = f"{paper.type_name or 'Văn bản'}{number}"
    return PaperNamed(name, paper.subject, paper.issued_on, paper.issuer_name)


def _trend(
    about: About, now: Scorecard, before: Scorecard, today: date
) -> tuple[tuple[str, Fraction | None], ...]:
    """The share done in time at the close of this span and of those before it."""
    span, closing = about.span, about.closing
    cards = [(closing, now)]
    for step in range(_BACK.get(span.kind, _FEW_BACK)):
        closing = span.same_day_before(closing)
        span = span.before
        card = (
            before
            if not step
            else scorecard(about.reach, about.asked(closing), today=today)
        )
        cards.append((closing, card))
    while len(cards) > 1 and not cards[-1][1].whole.total:
        cards.pop()  # nothing had been ordered yet
    return tuple((short_day(day), _tally(c.whole).share) for day, c in cards[::-1])


def _ended(about: About, cards: Sequence[Scorecard]) -> tuple[EndedBody, ...]:
    """Bodies that had tasks and ended within the span, with who came after them."""
    bodies = {line.body_id for card in cards for line in card.lines if line.body_id}
    gone = [
        one
        for one in ended_agencies(bodies)
        if about.span.first <= one.ended_on <= about.closing
    ]
    if not gone:
        return ()
    after = successors_on([one.id for one in gone], about.closing)
    heirs = {pk for found in after.values() for pk in found}
    names = agency_names_on(heirs, about.closing)
    return tuple(
        EndedBody(
            one.name,
            one.ended_on,
            tuple(sorted(names[pk] for pk in after.get(one.id, ()) if pk in names)),
        )
        for one in gone
    )


def _hardships(about: About, today: date) -> list[tuple[UUID, Hardship]]:
    """Difficulties of tasks still open that evening, by what was on record then."""
    steps = (
        DifficultyStep.objects.filter(
            difficulty__in=difficulties_followed(about.reach),
            at__lt=end_of(about.closing),
        )
        .select_related("difficulty__share__duty")
        .order_by("at", "id")
    )
    if about.paper is not None:
        steps = steps.filter(difficulty__share__duty__paper=about.paper)
    last: dict[UUID, DifficultyStep] = {}
    for step in steps:
        last[step.difficulty_id] = step
    open_ = [s for s in last.values() if s.state in OPEN_DIFFICULTIES]
    names = _holders(about, [s.difficulty.share_id for s in open_], today)
    found = [
        (
            step.difficulty.share_id,
            Hardship(
                body=names.get(step.difficulty.share_id, ""),
                title=step.difficulty.title,
                duty=step.difficulty.share.duty.title,
                asked_on=step.difficulty.asked_on,
                due_on=step.due_on,
                **_escalated(step),
            ),
        )
        for step in open_
    ]
    return sorted(found, key=lambda one: (one[1].asked_on, one[1].title, str(one[0])))


def _escalated(step: DifficultyStep) -> dict[str, Any]:
    if step.state not in PUT_UP:
        return {}
    return {"escalated_on": local_date(step.at), "proposal": step.text}


def _holders(about: About, shares: Collection[UUID], today: date) -> dict[UUID, str]:
    """Who had each task that day; two queries, if any are asked."""
    if not shares:
        return {}
    rows = tasks_on(about.reach, about.asked(about.closing), today=today)
    held = dict(rows.filter(share__in=list(shares)).values_list("share", "agency"))
    names = agency_names_on(set(held.values()), about.closing)
    return {share: names.get(agency, "") for share, agency in held.items()}


def _late(
    about: About, hard: Sequence[tuple[UUID, Hardship]], today: date
) -> tuple[LateDuty, ...]:
    why: dict[UUID, list[str]] = {}
    for share, one in hard:
        why.setdefault(share, []).append(one.title)
    rows = list(late_tasks(about.reach, about.asked(about.closing), today=today))
    names = agency_names_on({row.agency_id for row in rows}, about.closing)
    found = []
    for row in rows:
        duty, deadline = row.share.duty, row.deadline or about.closing
        paper = f"{duty.paper.type_name} {duty.paper.symbol}" if duty.paper else ""
        found.append(
            LateDuty(
                title=duty.title,
                body=names.get(row.agency_id, ""),
                paper=paper.strip(),
                deadline=deadline,
                days=(about.closing - deadline).days,
                hard="; ".join(why.get(row.share_id, ())),
            )
        )
    return tuple(found)
