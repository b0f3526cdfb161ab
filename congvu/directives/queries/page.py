"""What the page of a directive draws: the text marked, the cards, the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.directives.models import Directive, Proposal
from congvu.directives.queries.bodies import (
    Bodies,
    Parties,
    bodies_for,
    parties_of,
)
from congvu.directives.queries.cites import Cited, cited
from congvu.directives.rules import (
    DirectiveState,
    Mark,
    Portion,
    ProposalState,
    portion_starts,
    shown,
)
from congvu.documents.queries import Scope

CARDS = 40
"""So many cards stand beside the text at once; the rest of a long paper is behind
links before and after them."""


@dataclass(frozen=True)
class Card:
    """One proposal in the list; ``number`` as in the margin of the text."""

    proposal: Proposal
    number: int
    said: str
    current: bool = False


@dataclass(frozen=True)
class Current:
    """The proposal under work, with all that is known of it today."""

    proposal: Proposal
    number: int
    sentence: str
    parties: Parties
    deadline_words: str
    words: tuple[str, ...]
    cites: tuple[Cited, ...]
    previous: UUID | None = None
    following: UUID | None = None
    merge_number: int = 0


@dataclass(frozen=True)
class Work:
    """The page. ``first`` and ``last`` are the numbers that the portion shows."""

    cards: tuple[Card, ...]
    portion: Portion | None
    current: Current | None
    first: int
    last: int
    before: UUID | None = None
    after: UUID | None = None
    portions: tuple[int, ...] = ()


def bodies_of(directive: Directive, on: date) -> Bodies:
    """Whom this paper's words mean: asked once for a page or a confirmation."""
    return bodies_for(
        issuer=directive.document.issuer_id,
        agency=directive.agency_id,
        issued_on=directive.issued_on,
        on=on,
    )


def work(
    directive: Directive,
    proposals: Sequence[Proposal],
    *,
    scope: Scope,
    on: date,
    chosen: UUID | None = None,
    at: int | None = None,
) -> Work:
    """``chosen`` is the proposal under work, else the first that waits; ``at`` a place
    of the text to leaf to, without choosing."""
    place = _chosen(proposals, chosen)
    current = proposals[place] if place is not None else None
    if directive.state != DirectiveState.READY:
        return Work((), None, None, 0, 0)
    clauses = [(int(c[0]), int(c[1])) for c in directive.clauses]
    where = at if at is not None else current.start if current else 0
    marks = [
        _mark(p, number, current=p is current)
        for number, p in enumerate(proposals, start=1)
    ]
    portion = shown(directive.text, clauses, marks, at=where)
    seen = [m.number for m in marks if _is_in(m, portion)]
    begin = max(0, min((place or 0) - CARDS // 4, len(proposals) - CARDS))
    cards = tuple(
        Card(p, number, said_of(p), current=p is current)
        for number, p in enumerate(proposals, start=1)
        if begin < number <= begin + CARDS
    )
    end = begin + len(cards)
    return Work(
        cards=cards,
        portion=portion,
        current=_current(directive, proposals, place, scope=scope, on=on),
        first=min(seen, default=0),
        last=max(seen, default=0),
        before=proposals[begin - 1].pk if begin else None,
        after=proposals[end].pk if end < len(proposals) else None,
        portions=tuple(portion_starts(directive.text, clauses)),
    )


def _chosen(proposals: Sequence[Proposal], chosen: UUID | None) -> int | None:
    places = {p.pk: n for n, p in enumerate(proposals)}
    if chosen in places:
        return places[chosen]
    waiting = (n for n, p in enumerate(proposals) if p.state == ProposalState.WAITING)
    return next(waiting, 0 if proposals else None)


def _mark(proposal: Proposal, number: int, *, current: bool) -> Mark:
    bold = tuple((w[0], w[1]) for w in proposal.proposed.get("words", ()))
    rejected = proposal.state == ProposalState.REJECTED
    return Mark(
        proposal.start,
        proposal.end,
        number,
        str(proposal.pk),
        proposal.state,
        current,
        () if rejected else bold,
    )


def _is_in(mark: Mark, portion: Portion) -> bool:
    return any(p.start <= mark.start < p.end for p in portion.paragraphs)


def said_of(proposal: Proposal) -> str:
    """Who, with whom, by when, in one line."""
    parts = [proposal.lead or _("chưa rõ nơi chủ trì")]
    if proposal.unseen_at:
        parts.insert(0, _("lần đọc sau không thấy"))
    if proposal.support:
        parts.append(_("phối hợp %(who)s") % {"who": proposal.support})
    if proposal.deadline:
        parts.append(_("hạn %(day)s") % {"day": f"{proposal.deadline:%d/%m/%Y}"})
    elif words := proposal.proposed.get("deadline_words"):
        parts.append(_("“%(words)s”, chưa có ngày") % {"words": words})
    if cites := proposal.proposed.get("cites"):
        parts.append(_("dẫn %(n)d văn bản") % {"n": len(cites)})
    return " · ".join(parts)


def _current(
    directive: Directive,
    proposals: Sequence[Proposal],
    place: int | None,
    *,
    scope: Scope,
    on: date,
) -> Current | None:
    if place is None:
        return None
    proposal = proposals[place]
    parties = parties_of(bodies_of(directive, on), proposal)
    later = [
        (n, p)
        for n, p in enumerate(proposals[place + 1 :], start=place + 2)
        if p.state != ProposalState.REJECTED
    ]
    may_merge = later and later[0][1].state == ProposalState.WAITING
    return Current(
        proposal=proposal,
        number=place + 1,
        sentence=directive.text[proposal.start : proposal.end],
        parties=parties,
        deadline_words=str(proposal.proposed.get("deadline_words") or ""),
        words=_went_by(directive, proposal),
        cites=tuple(cited(scope, proposal.proposed.get("cites", ()))),
        previous=proposals[place - 1].pk if place else None,
        following=proposals[place + 1].pk if place + 1 < len(proposals) else None,
        merge_number=later[0][0] if may_merge else 0,
    )


def _went_by(directive: Directive, proposal: Proposal) -> tuple[str, ...]:
    """The words the reading went by, each once, short."""
    quotes = [
        " ".join(directive.text[w[0] : w[1]].split())
        for w in proposal.proposed.get("words", ())
    ]
    short = [q if len(q) <= 60 else f"{q[:58].rsplit(' ', 1)[0]}…" for q in quotes]
    return tuple(dict.fromkeys(q for q in short if q))
