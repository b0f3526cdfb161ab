"""Where private keys lie, and who else is asked when a paper is signed or checked.

A Keeper holds keys: the token or HSM of this server, a remote service, the demo's own
folder. A key on the leader's own machine has none: see docs/signing-agent.md. Nothing
here is called inside a transaction; a PIN is passed on and kept nowhere.
"""

from __future__ import annotations

from congvu.signatures.client.demo import DemoKeeper
from congvu.signatures.client.found import Asks, Found
from congvu.signatures.client.issuers import ask_about_clock, ask_issuers, evidence_for
from congvu.signatures.client.keepers import (
    Keeper,
    asks_of,
    challenge,
    choose,
    keeper_of,
    open_key,
)
from congvu.signatures.client.remote import RemoteKeeper
from congvu.signatures.client.revocation import ask
from congvu.signatures.client.timestamps import TimestampAuthority, timestamp_source
from congvu.signatures.client.token import TokenKeeper

__all__ = [
    "Asks",
    "DemoKeeper",
    "Found",
    "Keeper",
    "RemoteKeeper",
    "TimestampAuthority",
    "TokenKeeper",
    "ask",
    "ask_about_clock",
    "ask_issuers",
    "asks_of",
    "challenge",
    "choose",
    "evidence_for",
    "keeper_of",
    "open_key",
    "timestamp_source",
]
