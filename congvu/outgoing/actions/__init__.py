"""Every change to outgoing papers."""

from congvu.outgoing.actions.looking import record_print, record_view
from congvu.outgoing.actions.numbering import (
    BookClosed,
    Numbered,
    cancel_number,
    reserve_number,
)
from congvu.outgoing.actions.passing import pass_outgoing
from congvu.outgoing.actions.printing import export_list, print_register
from congvu.outgoing.actions.sequences import set_sequences

__all__ = [
    "BookClosed",
    "Numbered",
    "cancel_number",
    "export_list",
    "pass_outgoing",
    "print_register",
    "record_print",
    "record_view",
    "reserve_number",
    "set_sequences",
]
