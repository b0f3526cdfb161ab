"""Directives as one desk may see them, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.directives.models import Directive, Proposal
from congvu.directives.rules import SHOWN_STATES, DirectiveState, ProposalState
from congvu.documents.models import DocumentFile
from congvu.documents.queries import (
    Scope,
    held_in,
    readable_entries,
)
from congvu.files.models import FileState
from congvu.outgoing.queries import readable_lines


@dataclass(frozen=True)
class Progress:
    """Proposals by state; they add up to ``total``. ``added``: by a person."""

    total: int = 0
    confirmed: int = 0
    waiting: int = 0
    rejected: int = 0
    added: int = 0

    @property
    def decided(self) -> int:
        return self.confirmed + self.rejected


@dataclass(frozen=True)
class DirectiveLine:
    directive: Directive
    progress: Progress


@dataclass(frozen=True)
class DirectivePage:
    """One page of directives; ``after`` is where the next begins."""

    lines: Sequence[DirectiveLine]
    after: UUID | None


def visible_directives(scope: Scope) -> QuerySet[Directive]:
    """Those of the agency whose paper the scope covers."""
    found = Directive.objects.filter(agency=scope.agency_id)
    if scope.principals is None:
        return found
    entries = readable_entries(scope).values("pk")
    lines = readable_lines(scope).values("pk")
    return found.filter(Q(incoming__in=entries) | Q(outgoing__in=lines))


def directives_page(
    scope: Scope, *, undecided: bool = False, after: UUID | None = None, limit: int = 30
) -> DirectivePage:
    """Newest first, two queries; ``undecided``: only what still waits for somebody."""
    found = visible_directives(scope)
    if undecided:
        waiting = Proposal.objects.filter(state=ProposalState.WAITING)
        found = found.filter(Q(state="reading") | Q(pk__in=waiting.values("directive")))
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(
        found.select_related("document")
        .defer("text", "clauses", "files")
        .order_by("-id")[: limit + 1]
    )
    counts = progress_of([row.pk for row in rows])
    more = rows[limit - 1].pk if len(rows) > limit else None
    lines = [DirectiveLine(row, counts.get(row.pk, Progress())) for row in rows[:limit]]
    return DirectivePage(lines, more)


def progress_of(directives: Sequence[UUID]) -> dict[UUID, Progress]:
    """How far each of these is; one query."""
    shown = Proposal.objects.filter(directive__in=directives, state__in=SHOWN_STATES)
    counted = shown.values("directive").annotate(
        total=Count("id"),
        confirmed=Count("id", filter=Q(state=ProposalState.CONFIRMED)),
        waiting=Count("id", filter=Q(state=ProposalState.WAITING)),
        rejected=Count("id", filter=Q(state=ProposalState.REJECTED)),
        added=Count("id", filter=Q(edition=0, origin__isnull=True)),
    )
    return {row.pop("directive"): Progress(**row) for row in counted.order_by()}


def proposals_of(directive: Directive) -> list[Proposal]:
    """Those a page lists, as they stand in the text; one query."""
    shown = directive.proposals.filter(state__in=SHOWN_STATES)
    found = list(shown.order_by("start", "end", "id"))
    for proposal in found:
        proposal.directive = directive
    return found


def directive_of(
    agency_id: UUID, document_id: UUID, *, scope: Scope | None = None
) -> Directive | None:
    """The one this agency opened of a paper, if any."""
    own = (
        Directive.objects.filter(agency=agency_id)
        if scope is None
        else (visible_directives(scope))
    )
    return own.defer("text", "clauses").filter(document=document_id).first()


def is_shut(directive: Directive) -> bool:
    """Whether a file of its paper may be secret, or was: nothing of it is shown."""
    files = DocumentFile.objects.filter(document=directive.document_id)
    gone = Q(file__state=FileState.DESTROYED)
    return (
        directive.state == DirectiveState.READY
        and files.filter(Q(held_in(directive.agency_id)) | gone).exists()
    )


def has_lost_words(directive: Directive) -> bool:
    """Whether a file of its paper was destroyed, or its own words were, with one."""
    files = DocumentFile.objects.filter(document=directive.document_id)
    if files.filter(file__state=FileState.DESTROYED).exists():
        return True
    return directive.state == DirectiveState.SILENT and directive.proposals.exists()


def count_directives(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What of them an act that ends these agencies would pass on, for its preview."""
    rows = Directive.objects.filter(agency__in=list(bodies))
    return dict(rows.values_list("agency").annotate(n=Count("id")))
