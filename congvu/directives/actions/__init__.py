"""Every change to directives: keywords only, by=, one transaction, one audit entry."""

from congvu.directives.actions.asking import version
from congvu.directives.actions.changing import (
    ProposalWish,
    add_proposal,
    edit_proposal,
    undo_rejection,
    wish_of,
)
from congvu.directives.actions.confirming import confirm_proposal
from congvu.directives.actions.cutting import (
    merge_with_next,
    next_of,
    reject_proposal,
    split_proposal,
)
from congvu.directives.actions.opening import (
    already_words,
    give_watch,
    open_directive,
    record_directive_view,
)
from congvu.directives.actions.passing import pass_directives
from congvu.directives.actions.reading import (
    forget_secret,
    forget_text,
    read_text,
)
from congvu.directives.actions.rereading import Reread, read_again

__all__ = [
    "ProposalWish",
    "Reread",
    "add_proposal",
    "already_words",
    "confirm_proposal",
    "edit_proposal",
    "forget_secret",
    "forget_text",
    "give_watch",
    "merge_with_next",
    "next_of",
    "open_directive",
    "pass_directives",
    "read_again",
    "read_text",
    "record_directive_view",
    "reject_proposal",
    "split_proposal",
    "undo_rejection",
    "version",
    "wish_of",
]
