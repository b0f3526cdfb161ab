"""What a collector and the office say to each other; secrets at rest."""

from congvu.watching.formats.messages import (
    MOST_BYTES,
    MOST_ITEMS,
    VERSION,
    Answered,
    Bad,
    Hearing,
    Host,
    OtherVersion,
    Swept,
    Unreadable,
    read_message,
)
from congvu.watching.formats.sealing import Unopened, opened, sealed

__all__ = [
    "MOST_BYTES",
    "MOST_ITEMS",
    "VERSION",
    "Answered",
    "Bad",
    "Hearing",
    "Host",
    "OtherVersion",
    "Swept",
    "Unopened",
    "Unreadable",
    "opened",
    "read_message",
    "sealed",
]
