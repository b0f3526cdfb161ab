"""Letters that the paper's type lacks: they would vanish from what is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.formats.faces import missing_letters
from congvu.outgoing.rules.departure import CONTENT, Check, Finding, Said
from congvu.outgoing.rules.paper import Paper


def lost_letters(paper: Paper) -> str:
    """Those of all its words, wherever they stand."""
    return missing_letters(_words(paper.as_json()))


def _words(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _words(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _words(value)


def _lost(paper: Paper) -> Iterator[Finding]:
    if lost := lost_letters(paper):
        found = Said(_("chữ không có trong phông: %(letters)s"), {"letters": lost[:40]})
        yield Finding(found, Said(_("chữ của phông Times New Roman, bộ mã Unicode")))


LETTERS = Check("letters", CONTENT, _("Chữ có trong phông"), "I.4", _lost)
