"""Keys, signatures made, and signatures half made."""

from congvu.signatures.models.keys import MadeSignature, OutsideSigning, SigningKey

__all__ = ["MadeSignature", "OutsideSigning", "SigningKey"]
