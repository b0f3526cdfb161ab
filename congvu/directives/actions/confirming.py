"""A proposal confirmed: from now on it is a duty, bound to its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.directives.access import may_decide
from congvu.directives.actions.asking import (
    decide,
    note,
    read_directive,
    refuse_if_changed,
    waiting_proposal,
)
from congvu.directives.actions.changing import (
    ProposalWish,
    change,
    faults_of,
    refuse_marked,
    wish_of,
)
from congvu.directives.models import Directive, Proposal
from congvu.directives.queries import (
    Meaning,
    Parties,
    bodies_of,
    parties_of,
    visible_directives,
)
from congvu.directives.rules import LONGEST_SENTENCE, ProposalState
from congvu.documents.access import scope_of
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.duties.actions import give_duty
from congvu.duties.models import Duty
from congvu.duties.rules import DutyData, Source
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat

# What duties call a field, and what it is called on a card.
_FIELDS = {"leads": "lead", "supports": "support", "watcher": "watch"}


def confirm_proposal(
    *,
    directive_id: UUID,
    proposal_id: UUID,
    by: Seat,
    at: datetime,
    wish: ProposalWish | None = None,
    seen: str = "",
) -> Proposal:
    """Give the duty to whom its words mean today; with ``wish``, as it was mended.

    Everything that is wrong is said at once, and nothing is given.
    """
    if wish is not None:
        refuse_marked(wish=wish, by=by, at=at)
    _refuse_marked_sentence(directive_id, proposal_id, by, at)
    with transaction.atomic():
        directive = read_directive(directive_id, by)
        proposal = waiting_proposal(directive, proposal_id)
        refuse_if_changed(proposal, seen)
        reasons = faults_of(wish) if wish is not None else []
        if wish is not None and not reasons:
            change(proposal=proposal, wish=wish, by=by, at=at)
        on = local_date(at)
        meant = parties_of(bodies_of(directive, on), wish or wish_of(proposal))
        reasons += _unclear(meant)
        try:
            duty = _give(directive, proposal, meant, by, at)
        except Refused as why:
            reasons += [r for r in _renamed(why) if not _is_said(r, reasons)]
            raise Refused(reasons) from why
        if reasons:
            raise Refused(reasons)
        decide(proposal=proposal, state=ProposalState.CONFIRMED, by=by, at=at)
        proposal.duty = duty
        proposal.save()
        note(
            "directives.proposal-confirmed",
            on=proposal,
            by=by,
            at=at,
            bodies=len(meant.lead.bodies),
        )
    return proposal


def _refuse_marked_sentence(
    directive_id: UUID, proposal_id: UUID, by: Seat, at: datetime
) -> None:
    """The paper's own words, which never change: looked at before the transaction, so
    that the line in the log outlives the refusal.
    """
    directive = visible_directives(scope_of(by)).filter(pk=directive_id).first()
    if directive is None or not may_decide(by, directive):
        return
    waiting = directive.proposals.filter(state=ProposalState.WAITING)
    proposal = waiting.filter(pk=proposal_id).first()
    if proposal is None:
        return
    sentence = directive.text[proposal.start : proposal.end]
    typed = [proposal.title, proposal.measure, proposal.deliverable]
    read = [sentence, directive.issuer_name, *typed]
    refuse_secret(level=first_mark(read), by=by, at=at)


def _unclear(meant: Parties) -> list[Reason]:
    """A name that fits none or two is asked, never guessed."""
    found = []
    for name, meaning in meant.by_field():
        for actor in meaning.unclear:
            words = _("Chưa rõ “%(words)s” là đơn vị nào. Ghi rõ tên, hoặc bỏ đi.")
            if actor.gone:
                words = _("“%(words)s” không còn và chưa có đơn vị kế thừa.")
            elif actor.candidates:
                words = _("“%(words)s” có thể là: %(names)s. Chọn một.")
            given = {"words": actor.words, "names": "; ".join(actor.candidates)}
            found.append(Reason(words % given, name))
    return found


def _renamed(why: Refused) -> Iterable[Reason]:
    for reason in why.reasons:
        yield Reason(reason.message, _FIELDS.get(reason.field or "", reason.field))


def _is_said(reason: Reason, said: list[Reason]) -> bool:
    """That there is nobody needs no words where it is said whom nobody knows."""
    known = {r.field for r in said}
    return reason.field in known and reason.field in _FIELDS.values()


def _give(
    directive: Directive, proposal: Proposal, meant: Parties, by: Seat, at: datetime
) -> Duty:
    sentence = directive.text[proposal.start : proposal.end]
    if len(sentence) > LONGEST_SENTENCE:
        words = _("Câu dài quá %(most)d ký tự; tách ra trước khi xác nhận.")
        raise Refused([Reason(words % {"most": LONGEST_SENTENCE})])
    data = DutyData(
        title=proposal.title,
        given_on=_given_on(directive),
        deadline=proposal.deadline,
        sentence=sentence,
        start=proposal.start,
        end=proposal.end,
        clause=proposal.clause,
        measure=proposal.measure,
        deliverable=proposal.deliverable,
        weight=proposal.weight,
        indicator=proposal.indicator,
        target=_target(proposal),
        recurs=proposal.recurs,
        ordered_by=directive.issuer_name,
    )
    return give_duty(
        data=data,
        leads=[body.id for body in meant.lead.bodies],
        supports=[body.id for body in meant.support.bodies],
        watcher=_watcher(meant.watch) or directive.watch_unit_id,
        paper_id=directive.document_id,
        source=Source.DIRECTIVE,
        by=by,
        at=at,
    )


def _given_on(directive: Directive) -> date:
    """The paper's day; the day it was opened, where the paper has none."""
    return directive.issued_on or local_date(directive.opened_at)


def _watcher(meaning: Meaning) -> UUID | None:
    return meaning.bodies[0].id if meaning.bodies else None


def _target(proposal: Proposal) -> Decimal | None:
    """The figure that was read, while its words still stand."""
    value, words = (
        proposal.proposed.get("measure_value"),
        proposal.proposed.get("measure"),
    )
    if value is None or not proposal.measure or proposal.measure != words:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
