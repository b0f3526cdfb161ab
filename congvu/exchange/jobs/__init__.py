"""Background doors of exchange: what waits goes out, what waits outside comes in.

Only here other systems are spoken to, and never inside a transaction.
"""

from congvu.exchange.jobs.hubs import enrol, take_directories
from congvu.exchange.jobs.receiving import finish, receive, receive_waiting
from congvu.exchange.jobs.sending import drain, send_packet, send_waiting

__all__ = [
    "drain",
    "enrol",
    "finish",
    "receive",
    "receive_waiting",
    "send_packet",
    "send_waiting",
    "take_directories",
]
