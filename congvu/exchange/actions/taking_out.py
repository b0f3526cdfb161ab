"""A packet as it came, for whoever has to see what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from congvu.audit.actions import record
from congvu.exchange.models import Arrival
from congvu.files.queries import open_file
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class RawPacket:
    stream: BinaryIO
    name: str
    media_type: str = "application/xml; charset=utf-8"


@transaction.atomic
def take_out(*, arrival: Arrival, by: Seat, at: datetime) -> RawPacket:
    """The caller has looked at whose it is, that it was kept and not destroyed."""
    assert arrival.file is not None  # noqa: S101 - get_raw_for looked at it
    record(
        "exchange.packet-taken-out",
        by=by.actor,
        at=at,
        on=arrival,
        agency_id=by.agency_id,
        data={"sha256": arrival.sha256},
    )
    return RawPacket(open_file(arrival.file), f"{arrival.sha256[:16]}.edxml")
