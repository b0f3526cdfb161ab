"""Số, ký hiệu: the number and symbol at the head of a Vietnamese official paper.

NĐ 30/2020/NĐ-CP Điều 15; Phụ lục I, II.3 (leading zero under 10, slash after the
number, hyphen between groups, no space); Phụ lục III (abbreviations). Administrative
symbols carry no year; normative acts do (``15/2009/CT-UBND``, ``64/2025/QH15``). Party
papers put a hyphen after the number (``14-KL/TW``, Hướng dẫn 36-HD/VPTW).

In ``15/QĐ-BNV`` the first group is a type because it is in the list given; in
``12/UBND-VX`` it is not, so the paper is a công văn and the first group its issuer.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _

# Enough to read any paper; callers who judge one pass law's list of the paper's day.
# Beside the administrative types: copies, normative acts, and what Party papers use.
_ADMINISTRATIVE = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP "
    "PG PC PB"
)
_OTHERS = "SY TrS SL L PL NĐ TT TTLT NQLT CV KL"
KNOWN_TYPES = frozenset(f"{_ADMINISTRATIVE} {_OTHERS}".split())

_HYPHENS = re.compile(r"[\u2010-\u2015\u2212]")
_AROUND = re.compile(r"\s*([/\-,])\s*")
_LABEL = re.compile(r"^(?:số|so)\s*(?:ký hiệu)?\s*[:.]?\s*", re.IGNORECASE)
_NUMBER = r"(?P<number>\d{1,6})(?P<suffix>bis|ter|[A-Za-zđĐ])?"
_STATE = re.compile(
    rf"^{_NUMBER}/(?:(?P<year>(?:19|20)\d\d)/)?(?P<notation>[^\W\d_].*)$"
)
_PARTY = re.compile(rf"^{_NUMBER}-(?P<notation>[^\W\d_][^/]*(?:/.+)?)$")
_GROUP = re.compile(r"^[^\W_]+(?:[.&][^\W_]+)*$")
_ASSEMBLY = re.compile(r"^(?P<issuer>(?:UBTV)?QH\d{1,2})$")


class SymbolUnreadable(Refused):
    """The text is not a number and symbol; the reason says what is missing."""

    def __init__(self, text: str, message: str) -> None:
        self.text = text
        super().__init__([Reason(message, field="symbol")])


@dataclass(frozen=True, slots=True)
class ParsedSymbol:
    """The parts of a symbol as written on the paper, in composed Unicode.

    ``type_abbreviation`` is empty for a công văn (NĐ 30/2020 Phụ lục III gives it none)
    and for acts of the National Assembly, whose type stands only in the title.
    """

    number: int
    number_text: str
    suffix: str
    year: int | None
    notation: str
    type_abbreviation: str
    issuer: str
    unit: str
    party: bool = False

    @property
    def text(self) -> str:
        """The symbol written as the law wants it: no spaces, one kind of hyphen."""
        year = f"{self.year}/" if self.year else ""
        mark = "-" if self.party else "/"
        return f"{self.number_text}{mark}{year}{self.notation}"

    @property
    def key(self) -> str:
        """The same for every way of writing the same symbol (``07`` and ``7``)."""
        year = f"{self.year}/" if self.year else ""
        return f"{self.number}{self.suffix}/{year}{self.notation}".casefold()


def format_number(number: int) -> str:
    """``7`` → ``07``: numbers under 10 get a leading zero (Phụ lục I, II.3)."""
    if number < 1:
        message = "a document number starts at 1"
        raise ValueError(message)
    return f"{number:02d}"


def clean_symbol(text: str) -> str:
    """Composed letters, one kind of hyphen, no spaces, without the word "Số:"."""
    text = _HYPHENS.sub("-", unicodedata.normalize("NFC", text)).strip()
    text = _LABEL.sub("", text)
    return _AROUND.sub(r"\1", re.sub(r"\s+", " ", text)).strip(" .,;:")


def parse_symbol(text: str, *, types: frozenset[str] = KNOWN_TYPES) -> ParsedSymbol:
    """Take a symbol apart, or raise :class:`SymbolUnreadable` saying what is wrong."""
    cleaned = clean_symbol(text)
    if not cleaned:
        raise SymbolUnreadable(text, _("Chưa có số, ký hiệu, ví dụ 1462/SNN-CNTY."))
    if not cleaned[0].isdigit():
        raise SymbolUnreadable(text, _("Cần có số, ví dụ 1462/SNN-CNTY."))
    found = _STATE.match(cleaned)
    party = False
    if found is None:
        found, party = _PARTY.match(cleaned), True
    if found is None:
        raise SymbolUnreadable(
            text, _("Cần có ký hiệu sau số và dấu gạch chéo, ví dụ 1462/SNN-CNTY.")
        )
    number = int(found["number"])
    if number == 0:
        raise SymbolUnreadable(text, _("Số văn bản bắt đầu từ 01, ví dụ 01/QĐ-UBND."))
    year_text = None if party else found["year"]
    notation = found["notation"]
    first, issuer, unit = _split(text, notation, types, party=party)
    return ParsedSymbol(
        number=number,
        number_text=found["number"] + (found["suffix"] or ""),
        suffix=found["suffix"] or "",
        year=int(year_text) if year_text else None,
        notation=notation,
        type_abbreviation=first,
        issuer=issuer,
        unit=unit,
        party=party,
    )


def _split(
    text: str, notation: str, types: frozenset[str], *, party: bool
) -> tuple[str, str, str]:
    """Type abbreviation, issuer and drafting unit of a notation."""
    groups = re.split(r"[-/]", notation)
    if not all(_GROUP.match(group) for group in groups):
        raise SymbolUnreadable(
            text,
            _(
                "Ký hiệu chỉ gồm chữ, số và dấu gạch nối giữa các nhóm, "
                "ví dụ 1462/SNN-CNTY."
            ),
        )
    if _ASSEMBLY.match(notation):
        return "", notation, ""
    known = _by_folded(types).get(groups[0].casefold(), "")
    rest = notation[len(groups[0]) + 1 :]
    if party:
        return (known, rest, "") if rest else ("", groups[0], "")
    if known and rest:
        issuer = groups[1]
        return known, issuer, rest[len(issuer) + 1 :]
    return "", groups[0], rest


@cache
def _by_folded(types: frozenset[str]) -> dict[str, str]:
    """Papers write TTR or CTR as readily as TTr and CTr; the list's form is given."""
    return {t.casefold(): t for t in types}


def build_symbol(
    number: int,
    type_abbreviation: str,
    issuer: str,
    unit: str | None = None,
    *,
    year: int | None = None,
) -> str:
    """The symbol of a new paper (NĐ 30/2020 Điều 15, Phụ lục III).

    A named type: ``15/QĐ-BNV``; a công văn has no type: ``12/UBND-VX``; a normative act
    carries its year: ``15/2009/CT-UBND``.
    """
    groups = [g for g in (type_abbreviation, issuer, unit or "") if g]
    year_part = f"{year}/" if year else ""
    return f"{format_number(number)}/{year_part}{'-'.join(groups)}"
