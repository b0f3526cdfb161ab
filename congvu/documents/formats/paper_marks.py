"""The stamps on a paper: urgency and secrecy (NĐ 30/2020, ô 10), and copy marks.

What is secret, and what only looks so, is in `paper_secrecy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from congvu.documents.formats.paper_head import Head, read_lines
from congvu.documents.formats.paper_secrecy import own_mark
from congvu.documents.formats.paper_words import URGENCY, flat, is_upper, key
from congvu.files.formats.layout import Box, Page, segment_of

_LABELLED = re.compile(r"^\W*do khan\s*:\s*(.+)$")
_COPY = re.compile(r"^\W*(ban )?(sao y|sao luc|trich sao)\b")
_COPY_NAMES = {"sao y": "Sao y", "sao luc": "Sao lục", "trich sao": "Trích sao"}
_TOP = 0.5

Mark = tuple[str, Box | None]


def read_marks(pages: Sequence[Page], head: Head) -> tuple[Mark | None, Mark | None]:
    """The urgency mark of the head's page, or of a page before it; the secrecy mark
    that the head carries for certain."""
    for text, box in _marks(pages, head):
        labelled = _LABELLED.match(flat(text))
        name = key(labelled[1]) if labelled else key(text)
        if name in URGENCY and (labelled or is_upper(text)):
            return (URGENCY[name], box), own_mark(head)
    return None, own_mark(head)


def _marks(pages: Sequence[Page], head: Head) -> Iterator[tuple[str, Box | None]]:
    for page in pages:
        if page.number > head.page.number:
            break
        lines = head.lines if page is head.page else read_lines(page)
        for line in lines:
            if line.box.y0 > _TOP and page is head.page:
                break
            for segment in line.segments:
                if len(segment.words) <= 6:
                    yield segment.text, segment.box
            left = [w for w in line.words if w.x1 <= head.split]
            if left and len(left) <= 4:
                yield " ".join(w.text for w in left), segment_of(left).box
        for text in page.marks:
            yield text, None


def read_copy_mark(pages: Sequence[Page], head: Head) -> Mark | None:
    """The mark of a copy at the page's top; its number is never the paper's."""
    for line in head.lines:
        if line.box.y0 > 0.25:
            break
        for segment in line.segments:
            found = _COPY.match(flat(segment.text))
            if found and len(segment.words) <= 14:
                return _COPY_NAMES[found[2]], segment.box
    return None
