"""PAdES signatures made: fields laid, filled and signed, each as an addition.

Start with parts.py, then applying.py. What is here knows no database and no network:
the open key, the source of time and the issuers' answers are handed in. pyHanko, 40 MB
in each process, is read when something is signed for the first time: callers write
``signing.fill_fields``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from congvu.signatures.formats.signing.applying import (
        apply_signature,
        begin_outside,
        finish_outside,
    )
    from congvu.signatures.formats.signing.batch import (
        Begun,
        Outcome,
        ToSign,
        sign_many,
    )
    from congvu.signatures.formats.signing.drawing import check_image
    from congvu.signatures.formats.signing.fields import mark_field, prepare_pdf
    from congvu.signatures.formats.signing.filling import fill_fields
    from congvu.signatures.formats.signing.fitness import (
        chain_of,
        check_certificate,
        mechanism_of,
        status_of,
    )
    from congvu.signatures.formats.signing.stamps import read_stamp

_READ_WHEN_USED = {
    "applying": ("apply_signature", "begin_outside", "finish_outside"),
    "batch": ("Begun", "Outcome", "ToSign", "sign_many"),
    "drawing": ("check_image",),
    "fields": ("mark_field", "prepare_pdf"),
    "filling": ("fill_fields",),
    "fitness": ("chain_of", "check_certificate", "mechanism_of", "status_of"),
    "stamps": ("read_stamp",),
}

__all__ = [
    "Appearance",
    "Applied",
    "Begun",
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
    "read_stamp",
    "sign_many",
    "status_of",
]


def __getattr__(name: str) -> Any:
    for module, names in _READ_WHEN_USED.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
