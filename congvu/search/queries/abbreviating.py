"""Abbreviations of official papers, read out when somebody types them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from congvu.lib.yamltext import read_yaml
from congvu.search.rules import plain_words

_LIST = Path(__file__).parents[1] / "data" / "abbreviations.yaml"


@cache
def abbreviations() -> dict[str, str]:
    """Folded: cntt → cong nghe thong tin."""
    listed = read_yaml(_LIST.read_text(encoding="utf-8"))
    return {
        " ".join(plain_words(short)): " ".join(plain_words(long))
        for short, long in listed.items()
    }
