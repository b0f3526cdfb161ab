"""Text against UTF-8 and TCVN 6909:2001 (Vietnamese letters as Unicode has them)."""

from __future__ import annotations

import unicodedata

from congvu.files.formats.legacy import encoding_seen

_ALLOWED = "\t\n\r\f"


def text(content: bytes) -> list[str]:
    """Keys of `rules.FINDINGS`; none where nothing was found."""
    if not content.strip():
        return ["empty"]
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ["not-utf-8"]
    found = []
    if not unicodedata.is_normalized("NFC", words):
        found.append("not-nfc")
    kinds = {c: unicodedata.category(c) for c in set(words)}
    if any(kind == "Cc" and c not in _ALLOWED for c, kind in kinds.items()):
        found.append("nul")
    if any(kind in {"Co", "Cn"} for kind in kinds.values()):
        found.append("private-use")
    if encoding_seen(words):
        found.append("old-code")
    return found
