"""Whether a paper copy follows the electronic issue of a type. Pure.

QĐ 28/2018/QĐ-TTg Điều 5, 7: what is sent electronically is not sent on paper again,
unless it is of a type that the agency has listed; NĐ 30/2020/NĐ-CP Điều 19 keeps the
electronic original in place of the paper where the system meets Phụ lục VI.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congvu.lib.text import gettext_noop as _

LONGEST_BASIS = 300
LAWFUL_BASIS = _("Quyết định 28/2018/QĐ-TTg Điều 5, 7; Nghị định 30/2020/NĐ-CP Điều 19")


@dataclass(frozen=True)
class WithPaper:
    """What holds for a type from a day on; ``type_code`` "" is every other type."""

    type_code: str
    with_paper: bool
    basis: str
    since: date | None = None


BY_LAW = WithPaper("", with_paper=False, basis=LAWFUL_BASIS)
"""Until the agency has decided: electronic alone."""


def holding(rules: Iterable[WithPaper], type_code: str) -> WithPaper:
    """The newest rule of the type itself, else that for the rest, else the law's.

    ``rules`` are in force, newest first.
    """
    known = list(rules)
    for code in (type_code, ""):
        for rule in known:
            if rule.type_code == code:
                return rule
    return BY_LAW
