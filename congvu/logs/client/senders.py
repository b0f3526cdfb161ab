"""Whose a line is, and whether its sender may send it so fast."""

from __future__ import annotations

import ipaddress
from collections import Counter, OrderedDict
from collections.abc import Mapping

KNOWN_RATE, UNKNOWN_RATE = 10_000, 500
"""Lines a second, for a registered source and for an address that is none's."""
HOST_SHARE = 0.6
"""Of what its source may send, one address may: it leaves room for its neighbours."""
BURST = 4
"""Seconds of its rate that a sender may send at once."""
MOST_SENDERS = 10_000


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Senders:
    """Sources by certificate and network, the narrowest first; one allowance each, and
    one for each address of it.
    """

    def __init__(
        self, *, known_rate: int = KNOWN_RATE, unknown_rate: int = UNKNOWN_RATE
    ) -> None:
        self._rates = {True: known_rate, False: unknown_rate}
        self._networks: list[tuple[Network, str]] = []
        self._certificates: Mapping[str, str] = {}
        self._found: dict[str, str] = {}
        self._allowed: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.limited: Counter[tuple[str, str]] = Counter()

    def know(
        self, networks: Mapping[str, str], certificates: Mapping[str, str]
    ) -> None:
        """Network → source, and fingerprint → source, as they are registered now."""
        made = [(ipaddress.ip_network(one), of) for one, of in networks.items()]
        self._networks = sorted(made, key=lambda one: -one[0].prefixlen)
        self._certificates = certificates
        self._found = {}

    def source_of(self, address: str, fingerprint: str = "") -> str:
        """Empty for one that nobody registered."""
        if fingerprint and (named := self._certificates.get(fingerprint)):
            return named
        if address not in self._found:
            if len(self._found) >= MOST_SENDERS:
                self._found.clear()
            self._found[address] = self._by_address(address)
        return self._found[address]

    def _by_address(self, text: str) -> str:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return ""
        # A socket that hears both versions tells one in the other.
        address = getattr(address, "ipv4_mapped", None) or address
        return next((of for one, of in self._networks if address in one), "")

    def may_send(self, address: str, source: str, now: float) -> bool:
        """False: it is counted, not kept."""
        rate = self._rates[bool(source)]
        is_allowed = (
            not source or self._may(f"{source} {address}", rate * HOST_SHARE, now)
        ) and self._may(source or address, rate, now)
        if not is_allowed:
            self.limited[address, source] += 1
        return is_allowed

    def _may(self, key: str, rate: float, now: float) -> bool:
        left, since = self._allowed.get(key, (rate * BURST, now))
        left = min(rate * BURST, left + (now - since) * rate)
        is_allowed = left >= 1
        self._allowed[key] = (left - is_allowed, now)
        self._allowed.move_to_end(key)
        if len(self._allowed) > MOST_SENDERS:
            self._allowed.popitem(last=False)
        return is_allowed
