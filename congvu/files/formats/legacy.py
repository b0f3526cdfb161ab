"""Text typed before Unicode: TCVN 3 (ABC) fonts, whose letters are other letters.

Papers made until about 2009 in ".VnTime" carry codes like "µ" for "à". The text is
sound, only its alphabet is not, so it is translated instead of being recognised anew.
"""

from __future__ import annotations

import re

_FROM = (
    "\u00b5\u00b8\u00b6\u00b7\u00b9\u00a8\u00bb\u00be\u00bc\u00bd\u00c6\u00a9\u00c7"
    "\u00ca\u00c8\u00c9\u00cb\u00ae\u00cc\u00d0\u00ce\u00cf\u00d1\u00aa\u00d2\u00d5"
    "\u00d3\u00d4\u00d6\u00d7\u00dd\u00d8\u00dc\u00de\u00df\u00e3\u00e1\u00e2\u00e4"
    "\u00ab\u00e5\u00e8\u00e6\u00e7\u00e9\u00ac\u00ea\u00ed\u00eb\u00ec\u00ee\u00ef"
    "\u00f3\u00f1\u00f2\u00f4\u00ad\u00f5\u00f8\u00f6\u00f7\u00f9\u00fa\u00fd\u00fb"
    "\u00fc\u00fe\u00a1\u00a2\u00a7\u00a3\u00a4\u00a5\u00a6"
)
_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TABLE = str.maketrans(_FROM, _TO)
_SIGNS = re.compile(r"[µ¶·¹»¾¼½Æ©ÇÈË®ÎÏÑªÖ×ØÜÞßä«åæç¬îïñ÷ûþ¨¸]")


def is_legacy_font(font: str) -> bool:
    """True for the TCVN 3 family of fonts, named ".VnTime", ".VnArialH" and so on."""
    return font.rpartition("+")[2].lower().startswith(".vn")


def from_tcvn3(text: str, *, font: str = "") -> str:
    """Unicode for TCVN 3 text; fonts ending in H draw small letters as capitals."""
    plain = text.translate(_TABLE)
    return plain.upper() if font.rstrip().endswith("H") else plain


def looks_like_tcvn3(text: str) -> bool:
    """True when signs that no Vietnamese sentence has stand between its letters."""
    odd = len(_SIGNS.findall(text))
    return odd >= 10 and odd > 0.05 * len(text)
