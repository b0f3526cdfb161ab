"""The codes of edXML, what travels and how far it is, the words of the log. Pure."""

from congvu.exchange.rules.dispatches import (
    CHANNEL_NAMES,
    TRANSFER_NAMES,
    WANTED_NAMES,
    Channel,
    Transfer,
    Wanted,
    is_news,
)
from congvu.exchange.rules.log import (
    AUDIT_EVENTS,
    AUDIT_VALUES,
    AUDIT_WORDS,
)
from congvu.exchange.rules.messages import (
    ABSENT,
    BUSINESS_NAMES,
    HIGHEST_PRIORITY,
    NEEDS_REASON,
    NOT_VERIFIABLE,
    PROBLEMS,
    STATUS_NAMES,
    UNKNOWN_STATUS,
    UNKNOWN_TYPE,
    UNREADABLE,
    Business,
    StatusCode,
    status_name,
)
from congvu.exchange.rules.senders import is_vouched, vouched_domains

__all__ = [
    "ABSENT",
    "AUDIT_EVENTS",
    "AUDIT_VALUES",
    "AUDIT_WORDS",
    "BUSINESS_NAMES",
    "CHANNEL_NAMES",
    "HIGHEST_PRIORITY",
    "NEEDS_REASON",
    "NOT_VERIFIABLE",
    "PROBLEMS",
    "STATUS_NAMES",
    "TRANSFER_NAMES",
    "UNKNOWN_STATUS",
    "UNKNOWN_TYPE",
    "UNREADABLE",
    "WANTED_NAMES",
    "Business",
    "Channel",
    "StatusCode",
    "Transfer",
    "Wanted",
    "is_news",
    "is_vouched",
    "status_name",
    "vouched_domains",
]
