"""Tables of this app, by what they are about."""

from __future__ import annotations

from congvu.signatures.models.keys import MadeSignature, OutsideSigning, SigningKey
from congvu.signatures.models.trust import TrustAnchor, TrustList
from congvu.signatures.models.verifications import Verification, VerificationState

__all__ = [
    "MadeSignature",
    "OutsideSigning",
    "SigningKey",
    "TrustAnchor",
    "TrustList",
    "Verification",
    "VerificationState",
]
