"""Every change of this app."""

from __future__ import annotations

from congvu.signatures.actions.examining import NotExamined, look
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
    "NotExamined",
    "NotTrusted",
    "add_to_list",
    "finish_asking",
    "forget",
    "lists_of_files",
    "look",
    "remove_anchor",
    "verify_file",
    "verify_stored",
    "verify_upload",
]
