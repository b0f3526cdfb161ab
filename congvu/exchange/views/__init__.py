"""The pages of exchange, by what one comes for."""

from congvu.exchange.views.directory import directory
from congvu.exchange.views.packets import (
    arrival,
    arrival_file,
    arrivals,
    packets,
    send_again,
)
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
    "arrival",
    "arrival_file",
    "arrivals",
    "ask_back",
    "directory",
    "end_rule",
    "packets",
    "places",
    "regulation",
    "rule_history",
    "send_again",
    "sender",
    "share",
    "share_export",
    "share_list",
    "violations",
]
