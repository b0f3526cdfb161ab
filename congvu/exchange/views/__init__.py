"""The pages of exchange, by what one comes for."""

from congvu.exchange.views.directory import directory
from congvu.exchange.views.places import answer, ask_back, places, sender
from congvu.exchange.views.regulation import (
    add_rule,
    end_rule,
    regulation,
    rule_history,
    violations,
)
from congvu.exchange.views.share import share, share_export, share_list

__all__ = [
    "add_rule",
    "answer",
    "ask_back",
    "directory",
    "end_rule",
    "places",
    "regulation",
    "rule_history",
    "sender",
    "share",
    "share_export",
    "share_list",
    "violations",
]
