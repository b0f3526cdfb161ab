"""Text typed before Unicode: TCVN 3 (ABC) and VNI fonts, whose letters are others.

Papers made until about 2009 in ".VnTime" carry codes like "µ" for "à", those in
"VNI-Times" two signs like "aø". The text is sound, only its alphabet is not, so it is
translated instead of being recognised anew.
"""

from __future__ import annotations

import re
import unicodedata

TCVN3_CODES = (
    "\u00b5\u00b8\u00b6\u00b7\u00b9\u00a8\u00bb\u00be\u00bc\u00bd\u00c6\u00a9\u00c7"
    "\u00ca\u00c8\u00c9\u00cb\u00ae\u00cc\u00d0\u00ce\u00cf\u00d1\u00aa\u00d2\u00d5"
    "\u00d3\u00d4\u00d6\u00d7\u00dd\u00d8\u00dc\u00de\u00df\u00e3\u00e1\u00e2\u00e4"
    "\u00ab\u00e5\u00e8\u00e6\u00e7\u00e9\u00ac\u00ea\u00ed\u00eb\u00ec\u00ee\u00ef"
    "\u00f3\u00f1\u00f2\u00f4\u00ad\u00f5\u00f8\u00f6\u00f7\u00f9\u00fa\u00fd\u00fb"
    "\u00fc\u00fe\u00a1\u00a2\u00a7\u00a3\u00a4\u00a5\u00a6"
)
TCVN3_LETTERS = (
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
)
_TABLE = str.maketrans(TCVN3_CODES, TCVN3_LETTERS)
_SIGNS = re.compile(r"[µ¶·¹»¾¼½Æ©ÇÈË®ÎÏÑªÖ×ØÜÞßä«åæç¬îïñ÷ûþ¨¸]")


# VNI writes the tone as a second sign after its vowel: "Soá" is Số.
_TONES = {
    "": "\u00f9\u00f8\u00fb\u00f5\u00ef",
    "\u0302": "\u00e1\u00e0\u00e5\u00e3\u00e4",
}
_BREVE = "\u00e9\u00e8\u00fa\u00fc\u00eb"
_MARKS = "\u0301\u0300\u0309\u0303\u0323"
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_SIGNS = re.compile(r"[øûåäïëñöæîü]", re.IGNORECASE)
_TCVN_SIGNS = re.compile(r"[µ¶·¹®«¬¨©ª»¼½¾]")


def _vni_pairs() -> dict[str, str]:
    pairs = {"aâ": "â", "eâ": "ê", "oâ": "ô", "aê": "ă"}
    bases = {c: c for c in "aeouy"} | {"ô": "ơ", "ö": "ư"}
    for base, letter in bases.items():
        for sign, mark in zip(_TONES[""], _MARKS, strict=True):
            pairs[base + sign] = unicodedata.normalize("NFC", letter + mark)
    for base in "aeo":
        for sign, mark in zip(_TONES["\u0302"], _MARKS, strict=True):
            pairs[base + sign] = unicodedata.normalize("NFC", base + "\u0302" + mark)
    for sign, mark in zip(_BREVE, _MARKS, strict=True):
        pairs["a" + sign] = unicodedata.normalize("NFC", "a\u0306" + mark)
    return pairs


_VNI_PAIRS = _vni_pairs()


def encoding_of(font: str) -> str:
    """The alphabet a font's name tells: ".VnTime" TCVN 3, "VNI-Times" VNI, or none."""
    name = font.rpartition("+")[2].lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if re.match(r"vni[-_ ]", name) else ""


def encoding_seen(text: str) -> str:
    """The alphabet of a text whose fonts say nothing, by signs no Vietnamese has."""
    odd = len(_SIGNS.findall(text))
    other = len(_VNI_SIGNS.findall(text))
    if max(odd, other) < 10 or max(odd, other) <= 0.05 * len(text):
        return ""
    return "vni" if len(_TCVN_SIGNS.findall(text)) < 0.2 * other else "tcvn3"


def to_unicode(text: str, encoding: str, *, font: str = "") -> str:
    """The text in today's alphabet. TCVN 3 fonts ending in H draw capitals."""
    if encoding == "vni":
        return _from_vni(text)
    if encoding != "tcvn3":
        return text
    plain = text.translate(_TABLE)
    return plain.upper() if font.rstrip().endswith("H") else plain


def _from_vni(text: str) -> str:
    out, i = [], 0
    while i < len(text):
        pair = text[i : i + 2].lower()
        size = 2 if pair in _VNI_PAIRS else 1
        low = text[i].lower()
        letter = _VNI_PAIRS[pair] if size == 2 else _VNI_SINGLE.get(low, low)
        out.append(letter.upper() if text[i].isupper() else letter)
        i += size
    return "".join(out)
