"""PAdES signatures made: fields laid, filled and signed, each as an addition.

Start with parts.py, then applying.py. What is here knows no database and no network:
the open key, the source of time and the issuers' answers are handed in.
"""

from congvu.signatures.formats.signing.applying import (
    apply_signature,
    begin_outside,
    finish_outside,
)
from congvu.signatures.formats.signing.batch import Outcome, ToSign, sign_many
from congvu.signatures.formats.signing.drawing import check_image
from congvu.signatures.formats.signing.fields import mark_field, prepare_pdf
from congvu.signatures.formats.signing.filling import fill_fields
from congvu.signatures.formats.signing.fitness import (
    chain_of,
    check_certificate,
    mechanism_of,
    status_of,
)
from congvu.signatures.formats.signing.parts import (
    Appearance,
    Applied,
    Box,
    Evidence,
    KeyHandle,
    Mechanism,
    SignatureField,
    Started,
    TextField,
    TimestampSource,
)
from congvu.signatures.rules import SigningFailed

__all__ = [
    "Appearance",
    "Applied",
    "Box",
    "Evidence",
    "KeyHandle",
    "Mechanism",
    "Outcome",
    "SignatureField",
    "SigningFailed",
    "Started",
    "TextField",
    "TimestampSource",
    "ToSign",
    "apply_signature",
    "begin_outside",
    "chain_of",
    "check_certificate",
    "check_image",
    "fill_fields",
    "finish_outside",
    "mark_field",
    "mechanism_of",
    "prepare_pdf",
    "sign_many",
    "status_of",
]
