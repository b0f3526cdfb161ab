"""One sentence that is two duties, and two sentences that are one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.directives import rules
from congvu.directives.actions.asking import (
    decide,
    note,
    read_directive,
    reason_reasons,
    waiting_proposal,
)
from congvu.directives.models import Directive, Proposal
from congvu.directives.rules import (
    ProposalState,
    Stretch,
    halves,
    place_of,
    short_title,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

# What both pieces of a sentence say of themselves until somebody changes it.
_CARRIED = (
    *("clause", "lead", "lead_left_out", "support", "support_left_out"),
    *("deadline", "recurs", "deliverable", "weight", "watch"),
)


@transaction.atomic
def reject_proposal(
    *, directive_id: UUID, proposal_id: UUID, reason: str, by: Seat, at: datetime
) -> Proposal:
    """No duty: the sentence stays in the text, with who said so and why."""
    directive = read_directive(directive_id, by)
    proposal = waiting_proposal(directive, proposal_id)
    if reasons := reason_reasons(reason):
        raise Refused(reasons)
    decide(proposal=proposal, state=ProposalState.REJECTED, by=by, at=at)
    proposal.reason = nfc(reason)
    proposal.save()
    note(
        "directives.proposal-rejected",
        on=proposal,
        by=by,
        at=at,
        reason=proposal.reason,
    )
    return proposal


@transaction.atomic
def split_proposal(
    *,
    directive_id: UUID,
    proposal_id: UUID,
    by: Seat,
    at: datetime,
    place: int | None = None,
    before: str = "",
) -> list[Proposal]:
    """Cut a sentence before a place of the text, or before words that stand in it once.

    The two pieces wait, each bound to its own exact place; what it was stays.
    """
    directive = read_directive(directive_id, by)
    proposal = waiting_proposal(directive, proposal_id)
    whole = Stretch(proposal.start, proposal.end)
    if place is None:
        place = place_of(directive.text, whole, nfc(before))
    pieces = None if place is None else halves(directive.text, whole, place)
    if pieces is None:
        words = _(
            "Chọn một chỗ trong câu, hoặc ghi những chữ có đúng một lần trong câu mà"
            " phần sau bắt đầu."
        )
        raise Refused([Reason(words, "place")])
    decide(proposal=proposal, state=ProposalState.SPLIT, by=by, at=at)
    proposal.save()
    made = [_piece(proposal, piece, by=by, at=at) for piece in pieces]
    note(
        "directives.proposal-split",
        on=proposal,
        by=by,
        at=at,
        pieces=[f"{p.start}–{p.end}" for p in made],
    )
    return made


def _piece(whole: Proposal, at_place: Stretch, *, by: Seat, at: datetime) -> Proposal:
    sentence = whole.directive.text[at_place.start : at_place.end]
    piece = Proposal(
        directive=whole.directive,
        start=at_place.start,
        end=at_place.end,
        title=short_title(sentence)[: rules.LONGEST_TITLE],
        origin=whole,
        made_at=at,
        made_by=by.person_name,
    )
    for name in _CARRIED:
        setattr(piece, name, getattr(whole, name))
    if whole.measure and whole.measure in sentence:
        piece.measure, piece.indicator = whole.measure, whole.indicator
    piece.save(force_insert=True)
    return piece


@transaction.atomic
def merge_with_next(
    *, directive_id: UUID, proposal_id: UUID, by: Seat, at: datetime
) -> Proposal:
    """One proposal of this sentence and the next one that waits, from the first word
    of the one to the last of the other."""
    directive = read_directive(directive_id, by)
    first = waiting_proposal(directive, proposal_id)
    second = next_of(directive, first)
    if second is None:
        raise Refused([_("Không còn đề xuất nào sau câu này để gộp.")])
    if second.state != ProposalState.WAITING:
        raise Refused([_("Đề xuất ngay sau đã xác nhận nên không gộp được.")])
    second.directive = directive
    if second.end - first.start > rules.LONGEST_SENTENCE:
        words = _("Hai câu gộp lại dài quá %(most)d ký tự.")
        raise Refused([words % {"most": rules.LONGEST_SENTENCE}])
    for one in (first, second):
        decide(proposal=one, state=ProposalState.MERGED, by=by, at=at)
        one.save()
    whole = Proposal(
        directive=directive,
        start=first.start,
        end=second.end,
        clause=first.clause,
        title=first.title,
        lead=_together(first.lead, second.lead),
        lead_left_out=[*{*first.lead_left_out, *second.lead_left_out}],
        support=_together(first.support, second.support),
        support_left_out=[*{*first.support_left_out, *second.support_left_out}],
        deadline=first.deadline or second.deadline,
        recurs=first.recurs or second.recurs,
        measure=first.measure or second.measure,
        indicator=first.indicator or second.indicator,
        deliverable=_together(first.deliverable, second.deliverable)[
            : rules.LONGEST_DELIVERABLE
        ],
        weight=max(first.weight, second.weight),
        watch=first.watch or second.watch,
        origin=first,
        made_at=at,
        made_by=by.person_name,
    )
    whole.save(force_insert=True)
    note(
        "directives.proposals-merged",
        on=whole,
        by=by,
        at=at,
        pieces=[f"{p.start}–{p.end}" for p in (first, second)],
    )
    return whole


def next_of(directive: Directive, proposal: Proposal) -> Proposal | None:
    """The next living proposal in the text."""
    later: Proposal | None = (
        directive.proposals.filter(
            state__in=sorted(rules.LIVE_STATES), start__gte=proposal.end
        )
        .order_by("start")
        .first()
    )
    return later


def _together(one: str, other: str) -> str:
    parts = [*one.split("; "), *other.split("; ")]
    joined = "; ".join(dict.fromkeys(part for part in parts if part))
    return joined[: rules.LONGEST_ACTORS]
