"""A question in words for whoever sends much in a day; it calls nobody. Pure.

It is asked only past a rate, reads aloud like any other field, works without script.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from congvu.lib.text import fold, nfc
from congvu.lib.text import gettext_noop as _

FREE = 2
"""So many sendings a day from one address before anything is asked."""
MOST = 20
"""So many a day from one address at all."""
SOONEST = 3
"""Nobody fills in a form in fewer seconds."""
LATEST = 24 * 3600
"""A form opened longer ago is shown again, with all that was typed."""

_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_FIVE = "lăm"
_NUMBERS = (
    *_ONES,
    "mười",
    *("mười " + (_FIVE if n == 5 else _ONES[n]) for n in range(1, 9)),
)
ASKED = _("%(a)s cộng %(b)s bằng mấy?")


def _terms(seed: str) -> tuple[int, int]:
    digest = hashlib.sha256(f"terms:{seed}".encode()).digest()
    return digest[0] % 8 + 2, digest[1] % 8 + 2


def terms_in_words(seed: str) -> dict[str, str]:
    """What the asked words are filled with: “ba”, “bốn”."""
    a, b = _terms(seed)
    return {"a": _NUMBERS[a], "b": _NUMBERS[b]}


def is_right(seed: str, answer: str) -> bool:
    """In digits, or in words with or without accents."""
    total, said = sum(_terms(seed)), nfc(answer)
    return said in (str(total), f"0{total}") or fold(said) == fold(_NUMBERS[total])


def address_digest(secret: str, day: date, address: str) -> str:
    """An address of one day: tomorrow's is another, and none leads back."""
    said = f"sender:{day.isoformat()}:{address}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]
