"""Every change of this app."""

from __future__ import annotations

from congvu.signatures.actions.examining import NotExamined, look
from congvu.signatures.actions.keys import (
    KeyRefused,
    certificates_of_file,
    register_key,
    retire_key,
    retire_keys_of,
)
from congvu.signatures.actions.signing import (
    SigningRefused,
    begin_marked,
    check_markable,
    hand_out,
    record_signature,
    take_back,
)
from congvu.signatures.actions.trusting import (
    NotTrusted,
    add_to_list,
    lists_of_files,
    remove_anchor,
)
from congvu.signatures.actions.verifying import (
    finish_asking,
    forget,
    verify_file,
    verify_stored,
    verify_upload,
)

__all__ = [
    "KeyRefused",
    "NotExamined",
    "NotTrusted",
    "SigningRefused",
    "add_to_list",
    "begin_marked",
    "certificates_of_file",
    "check_markable",
    "finish_asking",
    "forget",
    "hand_out",
    "lists_of_files",
    "look",
    "record_signature",
    "register_key",
    "remove_anchor",
    "retire_key",
    "retire_keys_of",
    "take_back",
    "verify_file",
    "verify_stored",
    "verify_upload",
]
