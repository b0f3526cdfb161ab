"""The national, Party or Youth Union heading: the mark a paper's head is found by."""

from __future__ import annotations

from collections.abc import Sequence

from congvu.documents.formats.paper_words import (
    MOTTO,
    PARTY_HEADING,
    QUOC_HIEU,
    YOUTH_HEADING,
    is_upper,
    key,
    likeness,
)
from congvu.files.formats.layout import Box, Line, Word, segment_of

_HALF_HEADING = "conghoaxahoi"
"""All that a narrow column leaves of the heading in its first line."""
# What a heading is read as, how alike it must be, and whether only in capitals.
_LANDMARKS = (
    (QUOC_HIEU, 0.84, True),
    (QUOC_HIEU[: -len("vietnam")], 0.84, True),
    (PARTY_HEADING, 0.84, True),
    (YOUTH_HEADING, 0.9, True),
    (_HALF_HEADING, 0.95, True),
    (MOTTO, 0.9, False),
)
_FIRST_LETTERS = ("c", "d")


def landmark_in(line: Line) -> Box | None:
    """The box of the national or Party heading in a line, if it carries one."""
    words = line.words
    whole = key(line.text)
    if len(whole) < len(_HALF_HEADING) or not any(
        part in whole
        for part in (
            "cong",
            "hoa",
            "viet",
            "nam",
            "xahoi",
            "hanhphuc",
            "dangc",
            "doclap",
        )
    ):
        return None
    found: list[tuple[float, Box]] = []
    for i in range(len(words)):
        if key(words[i].text)[:1] not in _FIRST_LETTERS or _names_the_state(words, i):
            continue
        rest = key(" ".join(w.text for w in words[i : i + 12]))
        for mark, least, capitals in _LANDMARKS:
            if rest[:1] != mark[:1]:
                continue
            taken = _taking(words[i:], len(mark))
            if capitals and not is_upper(" ".join(w.text for w in taken)):
                continue
            same = likeness(rest[: len(mark)], mark)
            if same >= least:
                found.append((same, segment_of(taken).box))
                break
    # "BỘ KHOA HỌC VÀ CÔNG" stands beside "CỘNG HÒA": the likest place is the heading.
    return max(found, key=lambda f: f[0])[1] if found else None


def _names_the_state(words: Sequence[Word], i: int) -> bool:
    """ "CHỦ TỊCH NƯỚC CỘNG HÒA …" is an authority, unless a column lies between."""
    before = words[i - 1] if i else None
    return (
        before is not None
        and key(before.text) == "nuoc"
        and words[i].x0 - before.x1 < 0.02
    )


def _taking(words: Sequence[Word], size: int) -> list[Word]:
    taken: list[Word] = []
    for word in words:
        if taken and len(key(" ".join(w.text for w in taken))) >= size - 1:
            break
        taken.append(word)
    return taken
