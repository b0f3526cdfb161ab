"""What is done with messages, and with papers on their way."""

from __future__ import annotations

from congvu.exchange.actions.arriving import (
    Brought,
    note_acknowledged,
    note_again,
    note_not_kept,
    take_in,
)
from congvu.exchange.actions.asking import (
    answer_request,
    ask_about_earlier,
    ask_back,
    ask_one_back,
)
from congvu.exchange.actions.enrolling import note_enrolled
from congvu.exchange.actions.hearing import hear_letter
from congvu.exchange.actions.listing import Taken, take_directory
from congvu.exchange.actions.outbox import (
    claim,
    goes_too_early,
    hub_words,
    make_file,
    note_failed,
    note_refused,
    note_sent,
    note_unsendable,
    put_off,
    renew,
    send_again,
)
from congvu.exchange.actions.reading import read_message
from congvu.exchange.actions.regulating import (
    add_regulation,
    end_regulation,
    load_regulation,
)
from congvu.exchange.actions.sending import send_out
from congvu.exchange.actions.settling import settle
from congvu.exchange.actions.sharing import export_share
from congvu.exchange.actions.taking_out import take_out
from congvu.exchange.actions.telling import (
    forget_packet,
    forget_secret,
    tell_of_door,
    tell_of_line,
)

__all__ = [
    "Brought",
    "Taken",
    "add_regulation",
    "answer_request",
    "ask_about_earlier",
    "ask_back",
    "ask_one_back",
    "claim",
    "end_regulation",
    "export_share",
    "forget_packet",
    "forget_secret",
    "goes_too_early",
    "hear_letter",
    "hub_words",
    "load_regulation",
    "make_file",
    "note_acknowledged",
    "note_again",
    "note_enrolled",
    "note_failed",
    "note_not_kept",
    "note_refused",
    "note_sent",
    "note_unsendable",
    "put_off",
    "read_message",
    "renew",
    "send_again",
    "send_out",
    "settle",
    "take_directory",
    "take_in",
    "take_out",
    "tell_of_door",
    "tell_of_line",
]
