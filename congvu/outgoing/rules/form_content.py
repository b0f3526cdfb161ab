"""Checks of the content: how its parts are numbered, headed and dated (II.6đ)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import roman
from congvu.outgoing.rules.departure import (
    CONTENT,
    EMPTY,
    OTHER,
    Check,
    Finding,
    Fix,
    Said,
    paragraph_at,
    quoted,
    setting,
)
from congvu.outgoing.rules.paper import (
    ARTICLE,
    HEADING,
    ITEM,
    Block,
    HeadingLevel,
    Paper,
)
from congvu.outgoing.rules.symbols import day_word, month_word

# The letters of điểm: the Vietnamese alphabet, without those that bear marks but đ.
POINTS = "abcdđeghiklmnopqrstuvxy"
_ARTICLE = re.compile(r"^Điều\s+(\d+)([a-zđ]?)\s*([.:]?)", re.IGNORECASE)
_CLAUSE = re.compile(r"^(\d{1,3})\s*([.)/:])\s+")
_POINT = re.compile(r"^([a-zđ])\s*([.)/:])\s+")
_WORDED = re.compile(r"^(Phần|Chương|Mục|Tiểu mục)\s+([^\s.:]+)", re.IGNORECASE)
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2})(?= năm)")
_CLAUSE_LEVEL, _POINT_LEVEL = 1, 2


@dataclass(frozen=True)
class _Bodies:
    """The content and each appendix with the path to its blocks."""

    path: tuple[str | int, ...]
    blocks: Sequence[Block]


def _bodies(paper: Paper) -> Iterator[_Bodies]:
    yield _Bodies(("body",), paper.body)
    for number, appendix in enumerate(paper.appendices):
        yield _Bodies(("appendices", number, "body"), appendix.body)


def _mended(
    path: tuple[str | int, ...], number: int, block: Block, new: str, cut: int
) -> Fix:
    return setting(*path, number, "text", to=new + block.text[cut:])


def _has_content(paper: Paper) -> Iterator[Finding]:
    if not any(block.words for block in paper.body):
        yield Finding(EMPTY, Said(_("nội dung văn bản")))


def _articles(paper: Paper) -> Iterator[Finding]:
    for body in _bodies(paper):
        expected = 1
        for number, block in enumerate(body.blocks):
            found = _ARTICLE.match(block.text) if _is_article(block) else None
            if found is None:
                continue
            # Điều 5a stands between 5 and 6 and counts with neither.
            if found[2]:
                continue
            if int(found[1]) != expected:
                yield Finding(
                    quoted(found[0]),
                    Said(_("Điều %(number)s"), {"number": expected}),
                    paragraph_at(number + 1),
                    _mended(body.path, number, block, f"Điều {expected}.", found.end()),
                )
            expected += 1


def _article_sign(paper: Paper) -> Iterator[Finding]:
    for body in _bodies(paper):
        for number, block in enumerate(body.blocks):
            found = _ARTICLE.match(block.text) if _is_article(block) else None
            if found and found[3] != ".":
                mended = f"Điều {found[1]}{found[2]}."
                yield Finding(
                    quoted(found[0]),
                    quoted(mended),
                    paragraph_at(number + 1),
                    _mended(body.path, number, block, mended, found.end()),
                )


def _is_article(block: Block) -> bool:
    return block.kind == ARTICLE or (
        block.kind == HEADING and block.level == HeadingLevel.ARTICLE
    )


def _worded(
    levels: dict[int, str], figures: Callable[[int], str]
) -> Callable[[Paper], Iterator[Finding]]:
    """Phần, chương in Roman, mục, tiểu mục in Arabic figures, one after another."""

    def run(paper: Paper) -> Iterator[Finding]:
        for body in _bodies(paper):
            counts: dict[int, int] = dict.fromkeys(HeadingLevel, 0)
            for number, block in enumerate(body.blocks):
                if block.kind != HEADING or block.level not in counts:
                    continue
                for lower in _BEGIN_ANEW:
                    counts[lower] *= lower <= block.level
                counts[block.level] += 1
                found = _WORDED.match(block.text)
                if block.level not in levels or found is None:
                    continue
                # The chương of a new phần go on counting or begin anew; both are met.
                if found[2] == figures(1):
                    counts[block.level] = 1
                mended = f"{levels[block.level]} {figures(counts[block.level])}"
                if found[2] != figures(counts[block.level]):
                    yield Finding(
                        quoted(found[0]),
                        quoted(mended),
                        paragraph_at(number + 1),
                        _mended(body.path, number, block, mended, found.end()),
                    )

    return run


_BEGIN_ANEW = {HeadingLevel.SECTION, HeadingLevel.SUBSECTION}


def _titled(paper: Paper) -> Iterator[Finding]:
    """Phần, chương, mục, tiểu mục and điều as headings have a title (II.6d)."""
    for body in _bodies(paper):
        for number, block in enumerate(body.blocks):
            if block.kind != HEADING or block.level > HeadingLevel.ARTICLE:
                continue
            if block.level == HeadingLevel.ARTICLE:
                has = bool(_ARTICLE.sub("", block.text).strip())
            else:
                has = bool(block.text.partition("\n")[2].strip())
            if block.text and not has:
                yield Finding(
                    quoted(block.text),
                    Said(_("có tiêu đề")),
                    paragraph_at(number + 1),
                )


def _clauses(paper: Paper) -> Iterator[Finding]:
    """Khoản of one điều or mục are numbered one after another from 1."""
    for body in _bodies(paper):
        expected = 1
        for number, block in enumerate(body.blocks):
            if block.kind in {HEADING, ARTICLE}:
                expected = 1
                continue
            found = _CLAUSE.match(block.text) if block.kind == ITEM else None
            if found is None or block.level not in {0, _CLAUSE_LEVEL}:
                continue
            if int(found[1]) == 1:
                expected = 1
            if int(found[1]) != expected:
                mended = f"{expected}. "
                yield Finding(
                    quoted(found[0].strip()),
                    quoted(mended.strip()),
                    paragraph_at(number + 1),
                    _mended(body.path, number, block, mended, found.end()),
                )
            expected += 1


def _points(paper: Paper) -> Iterator[Finding]:
    """Điểm of one khoản follow the Vietnamese alphabet: a b c d đ e g h i k."""
    for body in _bodies(paper):
        place = 0
        for number, block in enumerate(body.blocks):
            is_clause = block.kind == ITEM and block.level == _CLAUSE_LEVEL
            if is_clause or block.kind in {HEADING, ARTICLE}:
                place = 0
                continue
            found = _POINT.match(block.text) if block.kind == ITEM else None
            if block.level != _POINT_LEVEL or found is None:
                continue
            if found[1] == "a":
                place = 0
            wanted = POINTS[place] if place < len(POINTS) else found[1]
            if found[1] != wanted:
                yield Finding(
                    quoted(found[0].strip()),
                    quoted(f"{wanted})"),
                    paragraph_at(number + 1),
                    _mended(body.path, number, block, f"{wanted}) ", found.end()),
                )
            place += 1


def _signs(
    pattern: re.Pattern[str], level: int, sign: str
) -> Callable[[Paper], Iterator[Finding]]:
    """After the number of a khoản a full stop, after the letter of a điểm a bracket."""

    def run(paper: Paper) -> Iterator[Finding]:
        for body in _bodies(paper):
            for number, block in enumerate(body.blocks):
                if block.kind != ITEM or block.level != level:
                    continue
                found = pattern.match(block.text)
                if found and found[2] != sign:
                    mended = f"{found[1]}{sign} "
                    yield Finding(
                        quoted(found[0].strip()),
                        quoted(mended.strip()),
                        paragraph_at(number + 1),
                        _mended(body.path, number, block, mended, found.end()),
                    )

    return run


def _dates(paper: Paper) -> Iterator[Finding]:
    """Dates in running text are written like the date of the paper (II.4b)."""
    for number, block in enumerate(paper.body):
        for found in _DATE.finditer(block.text):
            right = _date_text(found)
            if found[0] != right:
                yield Finding(
                    quoted(found[0]),
                    quoted(right),
                    paragraph_at(number + 1),
                    setting(
                        "body", number, "text", to=_DATE.sub(_date_text, block.text)
                    ),
                )
                break


def _date_text(found: re.Match[str]) -> str:
    day, month = day_word(int(found[1])), month_word(int(found[2]))
    return f"ngày {day} tháng {month}"


def _appendix_named(paper: Paper) -> Iterator[Finding]:
    """A paper that has appendices says so (III.1a)."""
    said = " ".join(block.words for block in paper.body).casefold()
    if paper.appendices and not re.search(r"\b(?:phụ lục|kèm theo|đính kèm)\b", said):
        yield Finding(
            Said(_("nội dung không nhắc đến phụ lục")),
            Said(_("có chỉ dẫn về phụ lục trong văn bản")),
        )


def _appendix_titled(paper: Paper) -> Iterator[Finding]:
    for number, appendix in enumerate(paper.appendices):
        if not appendix.title:
            where = Said(_("phụ lục %(number)s"), {"number": roman(number + 1)})
            yield Finding(EMPTY, Said(_("tên phụ lục")), where)


CHECKS = (
    Check("content", CONTENT, _("Có nội dung"), "6", _has_content),
    Check("articles", CONTENT, _("Số thứ tự điều"), "6", _articles),
    Check("article-sign", CONTENT, _("Dấu sau số của điều"), "6", _article_sign),
    Check(
        "parts",
        CONTENT,
        _("Số của phần, chương"),
        "6",
        _worded({1: "Phần", 2: "Chương"}, roman),
    ),
    Check(
        "sections",
        CONTENT,
        _("Số của mục, tiểu mục"),
        "6",
        _worded({3: "Mục", 4: _("Tiểu mục")}, str),
    ),
    Check("titles", CONTENT, _("Tiêu đề của phần, chương, mục, điều"), "6", _titled),
    Check("clauses", CONTENT, _("Số thứ tự khoản"), "6", _clauses),
    Check(
        "clause-sign", CONTENT, _("Dấu sau số của khoản"), "6", _signs(_CLAUSE, 1, ".")
    ),
    Check("points", CONTENT, _("Thứ tự điểm"), "6", _points),
    Check(
        "point-sign", CONTENT, _("Dấu sau chữ của điểm"), "6", _signs(_POINT, 2, ")")
    ),
    Check("dates", CONTENT, _("Ngày tháng trong nội dung"), "6", _dates),
    Check("appendix-named", OTHER, _("Chỉ dẫn về phụ lục"), "III.1", _appendix_named),
    Check("appendix-title", OTHER, _("Tên phụ lục"), "III.1", _appendix_titled),
)
