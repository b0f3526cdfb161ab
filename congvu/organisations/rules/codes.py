"""The shapes of organisation codes, and what a body is called in short."""

from __future__ import annotations

import re

# Old 13-character code: QĐ 28/2018 Đ10, QCVN 102:2016.
_CODE_13 = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")


# New code, at most 35 characters: QĐ 20/2020/QĐ-TTg.
_CODE_35 = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")


def is_code_13(text: str) -> bool:
    return _CODE_13.fullmatch(text) is not None


def is_commune_5(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdigit()


def is_code_35(text: str) -> bool:
    return len(text) <= 35 and _CODE_35.fullmatch(text) is not None


def short_name(name: str) -> str:
    """As people say it, so that a name fits its line (NĐ 30/2020 uses UBND so)."""
    return name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")


def scheme_of(code: str) -> str | None:
    """Which kind of code it looks like, as its slug; None when like none."""
    if is_commune_5(code):
        return "commune-5"
    if is_code_13(code):
        return "code-13"
    return "code-35" if is_code_35(code) else None


_COMMUNE_WORDS = ("xã", "phường", r"thị\s+trấn", r"đặc\s+khu")


_COMMUNE = re.compile(rf"(?:{'|'.join(_COMMUNE_WORDS)}) (.+)$", re.IGNORECASE)


def place_of(name: str) -> str:
    """Where a commune's papers are dated: its own name (NĐ 30/2020, Phụ lục I.II.4).

    A name that is a number keeps its kind before it: Phường 1.
    """
    found = _COMMUNE.search(name)
    if found is None:
        return ""
    own = found[0] if found[1].isdigit() else found[1]
    return own[:1].upper() + own[1:]
