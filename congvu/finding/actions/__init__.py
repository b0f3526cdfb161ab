"""Keeping questions, looking for what is new, taking out what was found."""

from congvu.finding.actions.exporting import export_found
from congvu.finding.actions.saved import delete_question, save_question, watch_question
from congvu.finding.actions.watching import look_for_news

__all__ = [
    "delete_question",
    "export_found",
    "look_for_news",
    "save_question",
    "watch_question",
]
