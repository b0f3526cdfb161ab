"""What a language calls something, found once a process.

A page asks for some two hundred words. Django looks for each in every catalogue there
is, twice, and Vietnamese, in which the words are written, is in none of them: a seventh
of a page's time went into not finding.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import trans_real

MOST = 20_000  # more than there are words: a text made of what people wrote is not kept
LONGEST = 2_000  # and of long ones fewer fit


class Remembering(trans_real.DjangoTranslation):
    """A language's catalogue; what it answered it knows by heart."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._known: dict[str, str] = {}
        self._counted: dict[tuple[str, str, int, bool], str] = {}
        super().__init__(*given, **named)

    def gettext(self, message: str) -> str:
        found = self._known.get(message)
        if found is None:
            found = super().gettext(message)
            if len(self._known) < MOST and len(message) <= LONGEST:
                self._known[message] = found
        return found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        # By the form for so many: the catalogues of a language part them alike.
        asked = (msgid1, msgid2, self.plural(n), n == 1)
        found = self._counted.get(asked)
        if found is None:
            found = super().ngettext(msgid1, msgid2, n)
            if len(self._counted) < MOST and len(msgid1) <= LONGEST:
                self._counted[asked] = found
        return found

    def merge(self, other: Any) -> None:
        """A further catalogue: it may say some of this otherwise."""
        super().merge(other)
        self._known.clear()
        self._counted.clear()


def remember_words() -> None:
    """From now on languages are read as this one."""
    trans_real.DjangoTranslation = Remembering  # type: ignore[misc]  # Django has no setting for it
