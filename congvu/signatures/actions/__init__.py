"""What changes keys and signatures."""

from congvu.signatures.actions.keys import register_key, retire_key
from congvu.signatures.actions.signing import (
    SigningRefused,
    hand_out,
    record_signature,
    take_back,
)

__all__ = [
    "SigningRefused",
    "hand_out",
    "record_signature",
    "register_key",
    "retire_key",
    "take_back",
]
