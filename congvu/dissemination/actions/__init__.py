"""Every change to tellings: keywords only, by=, one transaction, one audit entry."""

from congvu.dissemination.actions.doing import (
    Answered,
    OpenedPaper,
    answer,
    confirm,
    open_paper,
    record_look,
)
from congvu.dissemination.actions.ending import (
    end_of_paper,
    end_telling,
    forget_words,
)
from congvu.dissemination.actions.keeping import keep_audience
from congvu.dissemination.actions.looking import record_list_view
from congvu.dissemination.actions.passing import pass_tellings
from congvu.dissemination.actions.printing import print_list
from congvu.dissemination.actions.reminding import remind_to_confirm
from congvu.dissemination.actions.sending import (
    TellingData,
    already_words,
    send_telling,
)

__all__ = [
    "Answered",
    "OpenedPaper",
    "TellingData",
    "already_words",
    "answer",
    "confirm",
    "end_of_paper",
    "end_telling",
    "forget_words",
    "keep_audience",
    "open_paper",
    "pass_tellings",
    "print_list",
    "record_list_view",
    "record_look",
    "remind_to_confirm",
    "send_telling",
]
