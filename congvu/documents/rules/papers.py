"""What a paper's words mean: secrecy, symbol, search, its day. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congvu.lib.dates import WorkCalendar
from congvu.lib.numbering import SymbolUnreadable, clean_symbol, parse_symbol
from congvu.lib.text import fold, nfc

# What is written on a paper when it is handed on; forms, API and actions agree.
LONGEST_INSTRUCTION = 5000


LONGEST_REASON = 1000


LONGEST_LATE_REASON = 300


LONGEST_NOTE = 500


LONGEST_SYMBOL = 60


# Mật, Tối mật, Tuyệt mật: QĐ 28/2018 Đ1.2; NĐ 30/2020 Đ15.2. As typed or as stamped,
# also with the label before it ("Độ mật: Tối mật"), letters set apart ("M Ậ T"), and by
# the key of the law's row, as a program sends it.
_SECRET = re.compile(
    r"(muc)?(do)?(mat)?(mat|toimat|tuyetmat|secret|topsecret|mostsecret)"
)


NOT_SECRET = "khong"  # noqa: S105 - a choice of the form


_OPEN = frozenset({"", NOT_SECRET, "khongmat", "thuong", "none", "normal"})


_NO_LETTER = re.compile(r"[^a-z]+")


def is_secret(level: str) -> bool:
    """Whether a word for the degree of secrecy names a state secret."""
    return _SECRET.fullmatch(_NO_LETTER.sub("", fold(level))) is not None


def is_open(level: str) -> bool:
    """Whether it says that the paper is no state secret; saying nothing says so, too.

    A word that is neither is a mistake of whoever sent it, and nothing to guess about.
    """
    return _NO_LETTER.sub("", fold(level)) in _OPEN and not re.search(r"\d", level)


_TYPED_MARK = re.compile(
    r"[(\[]\s*((?i:tuyệt\s+mật|tối\s+mật|mật))\s*[)\]]"
    r"|(?<!BÍ )\b(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\b"
    r"|^\s*((?i:tuyệt\s+mật|tối\s+mật|mật))\s*[:.,;–-]"
    r"|(?i:\bđộ\s+mật)\s*[:.]?\s*((?i:tuyệt\s+mật|tối\s+mật|mật))\b"
)


def typed_mark(subject: str) -> str:
    """The mark of a state secret typed into a subject, as it stands there; or none.

    A mark stands alone: in brackets, in capitals where the rest has small letters,
    before the subject, or after "độ mật". "Bảo vệ bí mật nhà nước" is no mark.
    """
    subject = nfc(subject)
    found = _TYPED_MARK.search(subject)
    if found is None:
        return ""
    in_brackets, in_capitals, before, labelled = found.groups()
    if in_capitals and subject == subject.upper():
        return ""
    return in_brackets or in_capitals or before or labelled


_STANDING_MARK = re.compile(
    r"^\W*(?:((?i:tuyệt\s+mật|tối\s+mật|mật))\W*$"
    r"|(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\s*[:.,;–-])",
    re.MULTILINE,
)


def standing_mark(text: str) -> str:
    """The mark that is a line by itself, or begins one in capitals; or none.

    For running text, which may speak of secrecy: a plan to protect secrets is none.
    """
    found = _STANDING_MARK.search(nfc(text))
    return (found.group(1) or found.group(2)) if found else ""


def first_mark(texts: Iterable[str]) -> str:
    """The first mark of a state secret in some short texts: a title, a name, a note."""
    marks = (standing_mark(text) or typed_mark(text) for text in texts)
    return next(filter(None, marks), "")


@dataclass(frozen=True)
class Paper:
    """What the clerk says a paper is; the input of registration."""

    subject: str
    issuer_name: str
    type_code: str
    symbol: str = ""
    has_no_symbol: bool = False
    issued_on: date | None = None
    signer_name: str = ""
    signer_position: str = ""
    urgency: str = "normal"
    secrecy: str = ""
    identifier: str = ""
    note: str = ""


def symbol_key(symbol: str) -> str:
    """The same for every way of writing one symbol; empty without a symbol."""
    try:
        return parse_symbol(symbol).key if symbol else ""
    except SymbolUnreadable:
        return clean_symbol(symbol).casefold()


_WORD = re.compile(r"[0-9a-z]+")


def search_words(text: str) -> list[str]:
    """Words as they are found: no accents, letters and digits only, zeros dropped."""
    return [word.lstrip("0") or word for word in _WORD.findall(fold(text))]


def search_text(parts: Iterable[str]) -> str:
    """What a line is found by, each word once, in order."""
    return " ".join(dict.fromkeys(w for part in parts for w in search_words(part)))


def handling_due(
    *, arrived_on: date, immediately: bool, working_days: int | None, days: WorkCalendar
) -> date | None:
    """The day handling must end: at once when urgent (NĐ 30/2020 Đ24.2).

    Otherwise as many working days after arrival as the agency's work rules say; None
    when they set none.
    """
    if immediately:
        return days.add_working_days(arrived_on, 0)
    if working_days is None:
        return None
    return days.add_working_days(arrived_on, working_days)
