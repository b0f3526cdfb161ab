"""What people, programs and jobs do about personal data."""

from congvu.privacy.actions.ending import answer_request, compose_answer, refuse_request
from congvu.privacy.actions.passing import pass_privacy
from congvu.privacy.actions.processing import (
    ProcessingData,
    assess_processing,
    change_processing,
    end_processing,
    enter_processing,
)
from congvu.privacy.actions.reminding import remind_of_privacy
from congvu.privacy.actions.requests import (
    RequestData,
    choose_term,
    take_request,
    tell_first,
)

__all__ = [
    "ProcessingData",
    "RequestData",
    "answer_request",
    "assess_processing",
    "change_processing",
    "choose_term",
    "compose_answer",
    "end_processing",
    "enter_processing",
    "pass_privacy",
    "refuse_request",
    "remind_of_privacy",
    "take_request",
    "tell_first",
]
