"""What the end of an agency does to papers on their way."""

from __future__ import annotations

from congvu.organisations.rules import stays

# To whom it was sent that day. What lies at the door, or on a line, goes to the heir
# with its item (documents), and what is asked about it is asked there.
stays("exchange.Dispatch.agency")
# Who sent it, in whose box it lay, at whose door it was put: as it was that day. The
# item at the door goes to the heir, and what the heir does with it is told on.
stays("exchange.Packet.sender")
stays("exchange.Arrival.agency")
# What was told of it; its code still reaches whoever came after.
stays("exchange.Enrolment.agency")
