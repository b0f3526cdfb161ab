"""Numbers, states of a draft, who signs in which capacity; the form of a paper. Pure."""

from congvu.outgoing.rules.log import AUDIT_EVENTS, AUDIT_VALUES, AUDIT_WORDS
from congvu.outgoing.rules.numbering import (
    COPY_TYPES,
    DEFAULT_SEQUENCES,
    LONGEST_NAME,
    LONGEST_SYMBOL,
    OUTGOING_STATE_NAMES,
    SEQUENCE_KIND_NAMES,
    Asked,
    OutgoingState,
    SequenceKind,
    SequenceRule,
    SymbolParts,
    choose,
    notation_of,
    sequence_reasons,
    symbol_of,
)

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_VALUES",
    "AUDIT_WORDS",
    "COPY_TYPES",
    "DEFAULT_SEQUENCES",
    "LONGEST_NAME",
    "LONGEST_SYMBOL",
    "OUTGOING_STATE_NAMES",
    "SEQUENCE_KIND_NAMES",
    "Asked",
    "OutgoingState",
    "SequenceKind",
    "SequenceRule",
    "SymbolParts",
    "choose",
    "notation_of",
    "sequence_reasons",
    "symbol_of",
]
