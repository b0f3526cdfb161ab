"""Questions about what travels. Each says how many queries it takes."""

from congvu.exchange.queries.directory import (
    Reached,
    directory_size,
    find_in_directory,
    reached_by,
)
from congvu.exchange.queries.enrolling import Card, cards_on, not_told, unenrolled
from congvu.exchange.queries.issued import NotIssued, document_identifier, message_of
from congvu.exchange.queries.mailing import official_basis, official_endings
from congvu.exchange.queries.named import (
    boxes_of,
    clerks_for,
    dispatches_told_of,
    doors_named,
    earlier_arrivals,
    mailboxes_of,
    same_body,
)
from congvu.exchange.queries.numbers import type_numbered, type_numbers
from congvu.exchange.queries.packets import (
    GOING,
    arrival_counts,
    arrivals_of,
    arrivals_page,
    given_up_count,
    known_packet,
    packets_page,
    unfinished_arrivals,
)
from congvu.exchange.queries.packing import identifier_of, message_for
from congvu.exchange.queries.regulation import (
    history_of,
    kinds_of,
    recipient_kinds,
    regulation_on,
    row_of,
    rows_on,
    rows_until,
)
from congvu.exchange.queries.ruling import ruling_of
from congvu.exchange.queries.share import GROUPINGS, Counted, Papers, Period, papers_of
from congvu.exchange.queries.told import dispatches_of, requests_of, wish_said_by
from congvu.exchange.queries.violations import (
    Departing,
    Departures,
    month_span,
    violations_of,
)
from congvu.exchange.queries.ways import Found, Way, find_places, ways_of

__all__ = [
    "GOING",
    "GROUPINGS",
    "Card",
    "Counted",
    "Departing",
    "Departures",
    "Found",
    "NotIssued",
    "Papers",
    "Period",
    "Reached",
    "Way",
    "arrival_counts",
    "arrivals_of",
    "arrivals_page",
    "boxes_of",
    "cards_on",
    "clerks_for",
    "directory_size",
    "dispatches_of",
    "dispatches_told_of",
    "document_identifier",
    "doors_named",
    "earlier_arrivals",
    "find_in_directory",
    "find_places",
    "given_up_count",
    "history_of",
    "identifier_of",
    "kinds_of",
    "known_packet",
    "mailboxes_of",
    "message_for",
    "message_of",
    "month_span",
    "not_told",
    "official_basis",
    "official_endings",
    "packets_page",
    "papers_of",
    "reached_by",
    "recipient_kinds",
    "regulation_on",
    "requests_of",
    "row_of",
    "rows_on",
    "rows_until",
    "ruling_of",
    "same_body",
    "type_numbered",
    "type_numbers",
    "unenrolled",
    "unfinished_arrivals",
    "violations_of",
    "ways_of",
    "wish_said_by",
]
