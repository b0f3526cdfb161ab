"""What every verb asks first: this directive, this desk, this state; one at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.directives.access import may_decide
from congvu.directives.models import Directive, Proposal
from congvu.directives.queries import is_shut, visible_directives
from congvu.directives.rules import (
    LIVE_STATES,
    LONGEST_REASON,
    DirectiveState,
    ProposalState,
)
from congvu.documents.access import scope_of
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat


def locked_directive(directive_id: UUID, by: Seat) -> Directive:
    """One the actor decides on; its row is the lock for all its proposals."""
    found = (
        visible_directives(scope_of(by))
        .select_for_update(of=("self",))
        .filter(pk=directive_id)
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy văn bản chỉ đạo này.")])
    if not may_decide(by, found):
        words = _(
            "Lãnh đạo, chánh văn phòng hoặc đơn vị theo dõi (%(unit)s) mới quyết định"
            " được ở đây."
        )
        raise Refused([words % {"unit": found.watch_unit_name}])
    return found


def read_directive(directive_id: UUID, by: Seat) -> Directive:
    """The same, with its text there to be decided on."""
    found = locked_directive(directive_id, by)
    if found.state != DirectiveState.READY or is_shut(found):
        raise Refused([_("Văn bản này chưa có chữ để xác nhận nhiệm vụ.")])
    return found


def own_proposal(directive: Directive, proposal_id: UUID) -> Proposal:
    found = directive.proposals.filter(pk=proposal_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy đề xuất này.")])
    found.directive = directive
    return found


def waiting_proposal(directive: Directive, proposal_id: UUID) -> Proposal:
    """One nobody has decided on; else the second is told who did, and when."""
    found = own_proposal(directive, proposal_id)
    if found.state != ProposalState.WAITING:
        raise Refused([decided_words(found)])
    return found


_DECIDED = {
    ProposalState.CONFIRMED: gettext_noop(
        "%(who)s đã xác nhận đề xuất này lúc %(when)s."
    ),
    ProposalState.REJECTED: gettext_noop("%(who)s đã bỏ đề xuất này lúc %(when)s."),
    ProposalState.SPLIT: gettext_noop("%(who)s đã tách đề xuất này lúc %(when)s."),
    ProposalState.MERGED: gettext_noop("%(who)s đã gộp đề xuất này lúc %(when)s."),
}


def decided_words(proposal: Proposal) -> str:
    words = _(_DECIDED[ProposalState(proposal.state)])
    when = timezone.localtime(proposal.decided_at)
    return words % {"who": proposal.decided_by, "when": f"{when:%H:%M %d/%m/%Y}"}


def refuse_if_changed(proposal: Proposal, seen: str) -> None:
    """Somebody may have changed the words since this reader saw them."""
    if seen and seen != version(proposal):
        words = _(
            "%(who)s vừa sửa đề xuất này lúc %(when)s. Xem lại rồi hãy quyết định;"
            " chữ của bạn vẫn còn dưới đây."
        )
        when = timezone.localtime(proposal.edited_at)
        raise Refused(
            [words % {"who": proposal.edited_by, "when": f"{when:%H:%M %d/%m/%Y}"}]
        )


def version(proposal: Proposal) -> str:
    """Which words a reader saw."""
    return proposal.edited_at.isoformat() if proposal.edited_at else "0"


def refuse_overlap(directive: Directive, start: int, end: int) -> None:
    """A place in the text belongs to one living proposal at most."""
    there = directive.proposals.filter(
        state__in=sorted(LIVE_STATES), start__lt=end, end__gt=start
    )
    other = there.order_by("start").first()
    if other is not None:
        words = _("Đoạn này chồng lên đề xuất “%(title)s”: sửa đề xuất ấy.")
        raise Refused([Reason(words % {"title": other.title}, "words")])


def reason_reasons(reason: str) -> list[Reason]:
    if not nfc(reason):
        return [Reason(_("Ghi lý do."), "reason")]
    if len(nfc(reason)) > LONGEST_REASON:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        return [Reason(words, "reason")]
    return []


def decide(*, proposal: Proposal, state: ProposalState, by: Seat, at: datetime) -> None:
    """What is decided, and by whom; the caller saves with what else it changed."""
    proposal.state, proposal.decided_at = state, at
    proposal.decided_by, proposal.decided_post = by.person_name, by.acts_as


def note(event: str, *, on: Proposal, by: Seat, at: datetime, **data: object) -> None:
    """One line in the log: of the paper only the place, never its words."""
    directive = on.directive
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=directive.agency_id,
        data={"sentence": f"{on.start}–{on.end}", **data},
    )
