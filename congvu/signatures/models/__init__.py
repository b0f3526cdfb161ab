"""Tables of this app, by what they are about."""

from __future__ import annotations

from congvu.signatures.models.trust import TrustAnchor, TrustList
from congvu.signatures.models.verifications import Verification, VerificationState

__all__ = ["TrustAnchor", "TrustList", "Verification", "VerificationState"]
