"""What people type about outgoing papers, as clean values."""

from congvu.outgoing.forms.numbering import (
    LineFilterForm,
    OutgoingPeriodForm,
    ReserveForm,
    SequencesForm,
    WhyForm,
    sequences_initial,
)

__all__ = [
    "LineFilterForm",
    "OutgoingPeriodForm",
    "ReserveForm",
    "SequencesForm",
    "WhyForm",
    "sequences_initial",
]
