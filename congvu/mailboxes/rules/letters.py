"""Letters in a registry's box: their states, what can be wrong with one, and what its
subject says of an official paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from congvu.exchange.rules import phrase_words
from congvu.lib.numbering import ParsedSymbol, SymbolUnreadable, parse_symbol
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc


class LetterState(StrEnum):
    """What became of a letter here; in the mailbox it stays as it is."""

    NEW = "new"
    WAITING = "waiting"
    TAKEN = "taken"
    IGNORED = "ignored"
    REPORT = "report"


LETTER_STATE_NAMES = {
    LetterState.NEW: _("chờ đọc"),
    LetterState.WAITING: _("chờ xử lý"),
    LetterState.TAKEN: _("đã đưa vào tiếp nhận"),
    LetterState.IGNORED: _("không vào sổ"),
    LetterState.REPORT: _("thư máy đã xử lý"),
}
OPEN_LETTERS = frozenset({LetterState.NEW, LetterState.WAITING})
CALENDARS = frozenset({"text/calendar", "application/ics"})
"""Parts that calendar programs write."""
LONGEST_IGNORING = 500

PROBLEMS = {
    "no-boundary": _("Thư không ghi ranh giới giữa các phần; đọc được đến đâu hay đó."),
    "cut": _("Thư bị cắt ngang: thiếu phần cuối."),
    "encoding": _("Có phần mã hóa sai; phần ấy có thể không nguyên vẹn."),
    "header": _("Phần đầu thư không đúng chuẩn."),
    "nobody": _("Thư không ghi người gửi."),
    "many-senders": _("Thư ghi nhiều người gửi khác nhau; lấy người đầu tiên."),
    "deep": _("Thư lồng thư quá sâu; phần bên trong không đọc."),
    "parts": _("Thư có quá nhiều phần; phần sau không đọc."),
    "long-text": _("Nội dung quá dài; chỉ hiện phần đầu, tải thư gốc để xem hết."),
    "large": _("Thư lớn quá mức nhận; thư còn nguyên trong hộp thư."),
    "unreadable": _("Không đọc được thư trong thời gian và bộ nhớ cho phép."),
    "destroyed": _(
        "Thư mang văn bản mật nên đã hủy ở đây. Bản đã chuyển tiếp, tải về máy thì "
        "người giữ phải tự hủy."
    ),
}


_SERVERS = frozenset({"mailer-daemon", "postmaster"})
FAILED = "failed"
# RFC 3464, 2.3.3: what a server says it did; the words are what that means here.
ACTIONS = {
    "delayed": _("Chưa tới; máy chủ còn thử gửi."),
    "delivered": _("Đã vào hộp thư nơi nhận."),
    "relayed": _("Đã chuyển sang máy chủ không báo lại khi thư tới."),
    "expanded": _("Đã chuyển cho những người trong danh sách nhận."),
}


def is_servers_word(sender: str, action: str) -> bool:
    """Whether a letter is a mail server's report, which nobody need answer. What a
    person writes waits for people, whatever form they give it."""
    is_known = action == FAILED or action in ACTIONS
    return is_known and sender.partition("@")[0] in _SERVERS


class RuleDoes(StrEnum):
    """What a rule does with a letter that fits it."""

    PROPOSE = "propose"
    REGISTER = "register"
    IGNORE = "ignore"


RULE_DOES_NAMES = {
    RuleDoes.PROPOSE: _("đưa vào tiếp nhận, văn thư xác nhận"),
    RuleDoes.REGISTER: _("vào sổ ngay khi đủ thông tin"),
    RuleDoes.IGNORE: _("không vào sổ"),
}


@dataclass(frozen=True)
class Rule:
    """From which sender, with which words in the subject; what is empty is any."""

    id: str
    sender: str
    phrase: str
    does: RuleDoes

    @property
    def narrowness(self) -> tuple[int, int]:
        return ("@" in self.sender) + bool(self.sender), bool(self.phrase)


def rule_for(rules: Iterable[Rule], sender: str, subject: str) -> Rule | None:
    """The narrowest that fits: an address before a domain, with words before without;
    among equals the one that does least by itself."""
    fitting = [one for one in rules if _fits(one, sender, subject)]
    order = [RuleDoes.REGISTER, RuleDoes.PROPOSE, RuleDoes.IGNORE]
    return max(
        fitting, key=lambda one: (one.narrowness, order.index(one.does)), default=None
    )


def _fits(rule: Rule, sender: str, subject: str) -> bool:
    if rule.phrase and f" {phrase_words(rule.phrase)} " not in (
        f" {phrase_words(subject)} "
    ):
        return False
    if "@" in rule.sender:
        return sender == rule.sender
    domain = sender.rpartition("@")[2]
    return (
        not rule.sender
        or domain == rule.sender
        or domain.endswith(
            f".{rule.sender}",
        )
    )


# -- what a subject says

_ANSWERING = re.compile(
    r"^\s*(?:(?:re|fw|fwd|tl|ct|trả lời|chuyển tiếp)\s*:\s*)+", re.IGNORECASE
)
_LABELLED = re.compile(r"^\s*(?:v/v|về việc|trích yếu)\s*[:.]?\s*", re.IGNORECASE)
_SYMBOL = re.compile(
    r"(?:(?:văn bản|công văn|cv|vb)\s*)?(?:số|so)?\s*[:.]?\s*"
    r"(?<![\w/])(\d{1,5}\s*/\s*(?:(?:19|20)\d\d\s*/\s*)?"
    r"[A-ZĐ][A-Za-zĐđ]{0,9}(?:\s*[-–]\s*[A-ZĐ][\w.&Đđ]{0,19}){0,4})"
)


def symbol_in(subject: str) -> ParsedSymbol | None:
    """The number and symbol of an official paper, where a subject names one."""
    return _found(subject)[0]


def _found(subject: str) -> tuple[ParsedSymbol | None, tuple[int, int]]:
    for match in _SYMBOL.finditer(nfc(subject)[:1000]):
        try:
            return parse_symbol(match.group(1)), match.span()
        except SymbolUnreadable:
            continue
    return None, (0, 0)


def subject_said(subject: str) -> str:
    """What is left for the register: without "Re:", the symbol and "V/v"."""
    text = _ANSWERING.sub("", nfc(subject))
    symbol, (start, end) = _found(text)
    if symbol is not None and start < 40:
        rest = text[end:].lstrip(" -–:,.;")
        text = rest or text
    text = _LABELLED.sub("", text)
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class PartTold:
    """A file of a letter, as the jail tells it."""

    name: str
    media_type: str
    size: int
    sha256: str
    is_inline: bool = False


_FIRST = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".tif", ".tiff", ".jpg", ".png")


def in_order(parts: Sequence[PartTold]) -> list[int]:
    """The numbers of the files a register wants, the paper itself first: a PDF before
    a Word file before a picture. Pictures in the words of a letter are not papers."""
    wanted = [n for n, part in enumerate(parts) if not part.is_inline and part.size]

    def rank(number: int) -> tuple[int, int]:
        name = parts[number].name.lower()
        found = (n for n, end in enumerate(_FIRST) if name.endswith(end))
        return next(found, len(_FIRST)), number

    return sorted(wanted, key=rank)
