"""A directive read again: by newer rules, with the files that came since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.directives.actions.asking import locked_directive
from congvu.directives.actions.reading import Proposed, begin_reading, propose
from congvu.directives.models import Directive
from congvu.directives.queries import has_lost_words, is_shut, later_text
from congvu.directives.rules import DirectiveState, ProposalState
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class Reread:
    """What a further reading brought: ``files`` say more since, ``waiting`` are still
    being recognised.
    """

    directive: Directive
    found: Proposed
    files: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


@transaction.atomic
def read_again(*, directive_id: UUID, by: Seat, at: datetime) -> Reread:
    """Ask the rules once more, of the text as it was read, with the words of later
    files behind it; a paper that had none yet is read anew.

    What anybody has decided, changed or added stays as it is, and its place is not
    proposed again; only what still waits as it was read gives way to the new reading.
    What that finds no more stays, and is told.
    """
    directive = locked_directive(directive_id, by)
    if has_lost_words(directive):
        words = _(
            "Một tệp của văn bản đã hủy, chữ của văn bản đã bỏ theo nên không đọc lại"
            " được; nhiệm vụ đã giao vẫn giữ nguyên."
        )
        raise Refused([words])
    if is_shut(directive):
        raise Refused([_("Tệp của văn bản đang được giữ lại, chưa đọc được.")])
    if directive.state != DirectiveState.READY:
        begin_reading(directive=directive, by=by.actor, at=at)
        return Reread(directive, Proposed())
    later = later_text(directive)
    directive.text = later.text
    directive.files = [*directive.files, *later.files]
    untouched = directive.proposals.filter(
        state=ProposalState.WAITING,
        edited_at__isnull=True,
        origin__isnull=True,
        edition__gt=0,
    )
    found = propose(
        directive=directive,
        by=by.actor,
        at=at,
        untouched=list(untouched),
        keeping=list(directive.proposals.exclude(pk__in=untouched.values("pk"))),
    )
    return Reread(directive, found, later.added, later.waiting)
