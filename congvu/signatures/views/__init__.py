"""Pages of this app, by what they are about."""

from congvu.signatures.views.keys import key_image, key_list, register_key, retire_key
from congvu.signatures.views.verifying import (
    remove_anchor,
    trust,
    verification,
    verify,
)

__all__ = [
    "key_image",
    "key_list",
    "register_key",
    "remove_anchor",
    "retire_key",
    "trust",
    "verification",
    "verify",
]
