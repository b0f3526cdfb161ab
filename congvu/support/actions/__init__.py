"""Every change of requests for help: one verb, one transaction, one line in the log."""

from congvu.support.actions.asking import (
    answer_request,
    ask_again,
    ask_for_help,
    close_request,
)
from congvu.support.actions.desks import set_desk
from congvu.support.actions.passing import pass_support

__all__ = [
    "answer_request",
    "ask_again",
    "ask_for_help",
    "close_request",
    "pass_support",
    "set_desk",
]
