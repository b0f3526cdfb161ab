"""How often a duty comes again, in words (ISO 8601 durations). Pure."""

from __future__ import annotations

import re

from congvu.lib.text import gettext_noop as _

_PARTS = re.compile(r"(\d+)([YMWD])")
_UNITS = {
    "Y": _("%(n)s năm một lần"),
    "M": _("%(n)s tháng một lần"),
    "W": _("%(n)s tuần một lần"),
    "D": _("%(n)s ngày một lần"),
}
_KNOWN = {
    "P1W": _("hằng tuần"),
    "P1M": _("hằng tháng"),
    "P3M": _("hằng quý"),
    "P1Y": _("hằng năm"),
}


def recurring_words(duration: str) -> tuple[str, dict[str, str]]:
    """A text to translate and its values; of several parts the first one says it."""
    if duration in _KNOWN:
        return _KNOWN[duration], {}
    found = _PARTS.search(duration)
    if found is None:
        return "", {}
    return _UNITS[found[2]], {"n": found[1]}
