"""What our own mail server found out about a letter's sender (RFC 8601). Pure.

As in exchange's rules/senders.py only what stands above the first Received header is
its own; the rest came with the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

METHODS = ("dmarc", "spf", "dkim")
_COMMENT = re.compile(r"\([^()]*\)")
_FOUND = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*([a-z]{1,12})\b", re.IGNORECASE)

_SYMBOL = re.compile(r"\b([A-Z][A-Z0-9_]{2,60})\((?:[1-9]|0\.(?!00))")
_MOST_SYMBOLS = 8


class Verdict(StrEnum):
    """Whether the letter is from whom it names."""

    SURE = "sure"
    FALSE = "false"
    UNKNOWN = "unknown"


VERDICT_NAMES = {
    Verdict.SURE: _("đúng nơi gửi"),
    Verdict.FALSE: _("không đúng nơi gửi"),
    Verdict.UNKNOWN: _("chưa xác thực được nơi gửi"),
}


def findings_of(headers: Iterable[tuple[str, str]], server: str) -> dict[str, str]:
    """``dmarc``, ``spf``, ``dkim``: pass, fail, none, …; the better of several DKIM.
    ``spam``: for which of its rules Rspamd gave points, the heaviest first.
    """
    found: dict[str, str] = {}
    for name, value in headers:
        if name.lower() == "received":
            break
        if server and name.lower() == "x-spamd-result":
            found["spam"] = ", ".join(_SYMBOL.findall(value[:20_000])[:_MOST_SYMBOLS])
        if not server or name.lower() != "authentication-results":
            continue
        who, *said = _COMMENT.sub(" ", value[:20_000]).split(";")
        if who.split()[:1] != [server]:
            continue
        for one in said:
            match = _FOUND.match(one)
            if match is not None:
                method, result = match.group(1).lower(), match.group(2).lower()
                if found.get(method) != "pass":
                    found[method] = result
    return found


def verdict_of(findings: Mapping[str, str], *, is_vouched: bool) -> Verdict:
    """A domain that says how its letters are signed (DMARC) is believed when it says
    no; without that a failed signature proves nothing."""
    if is_vouched:
        return Verdict.SURE
    if findings.get("dmarc") in ("fail", "reject", "quarantine"):
        return Verdict.FALSE
    return Verdict.UNKNOWN
