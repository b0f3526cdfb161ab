"""Where sentences end, and where one of them gives several duties."""

from __future__ import annotations

from itertools import pairwise

from congvu.directives.rules.words import Phrases, Words, one_of

_SHORT = one_of(
    "tp|tx|tt|p|q|h|x|ths|ts|pgs|gs|bs|ks|cn|đ/c|st|nxb|tr|vd|stt"
    "|kt|tm|tl|tuq|pt|ông|bà|đc|ct|gđ|pgđ|pct|ub"
)
_CLOSERS = frozenset(['"', ")", "]", "'"])


def sentences(words: Words, start: int = 0) -> list[tuple[int, int]]:
    """The sentences of a paragraph as word places, their last sign with them."""
    found: list[tuple[int, int]] = []
    begin = start
    at = start
    total = len(words)
    while at < total:
        if _ends_here(words, at):
            stop = at + 1
            while stop < total and words.low[stop] in _CLOSERS:
                stop += 1
            found.append((begin, stop))
            begin = at = stop
            continue
        at += 1
    if begin < total:
        found.append((begin, total))
    return found


def _ends_here(words: Words, at: int) -> bool:
    low = words.low
    sign = low[at]
    if sign in ("./.", "?", "!"):
        return True
    if sign in ("...", "…", "..") or sign.startswith("v.v"):
        # "v.v." in the middle of a sentence is followed by small letters.
        following = at + 1 < len(words) and words.is_capital(at + 1)
        return following and low[at + 1] not in ("và",)
    if sign != ".":
        return False
    if at + 1 >= len(words):
        return True
    if at and low[at - 1] in _SHORT and words.ends[at - 1] == words.starts[at]:
        return False
    if at and len(words.seen[at - 1]) == 1 and words.seen[at - 1].isupper():
        return False
    after = words.seen[at + 1]
    return (
        after[:1].isupper()
        or after[:1] in '"(“-+['
        or (after[:1].isdigit() and words.starts[at + 1] > words.ends[at])
    )


_LIST_SIGNS = frozenset([";"])
_ITEMS = Phrases(
    """
    i|ii|iii|iv|v|vi|vii|viii|1|2|3|4|5|6|7|8|9|a|b|c|d|đ|e|
    g|h
    """
)


def parts(words: Words, start: int, stop: int) -> list[tuple[int, int]]:
    """What stands between the semicolons of a sentence, and after (i), (ii)."""
    cuts: list[int] = []
    depth = 0
    for at in range(start, stop):
        sign = words.low[at]
        if sign == "(":
            if _item_at(words, at, stop):
                if at > start:
                    cuts.append(at)
            else:
                depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif (
            sign in _LIST_SIGNS
            and not depth
            and at + 1 < stop
            and not _only_a_day(words, cuts[-1] if cuts else start, at)
        ):
            cuts.append(at + 1)
    edges = sorted({start, *cuts, stop})
    return [(a, b) for a, b in pairwise(edges) if b > a]


_LONGEST_DAY = 12
_BY_WHEN = one_of("đến|trước|hết|trong|từ|chậm|năm|tới|vào|quý|tháng")
_DAY_WORDS = one_of(
    "đến|trước|hết|trong|từ|chậm|nhất|năm|tới|vào|quý|tháng|ngày|cuối|đầu|giữa|là|nay|"
    "giai|đoạn|i|ii|iii|iv|/|-|–|."
)


def _only_a_day(words: Words, begin: int, end: int) -> bool:
    """ "Đến 30/6/2026; 90% hồ sơ …": a slip of the pen for a comma."""
    while begin < end and words.low[begin] in ("-", "+", "*", "•"):
        begin += 1
    said = words.low[begin:end] if end - begin <= _LONGEST_DAY else []
    return (
        len(said) > 1
        and said[0] in _BY_WHEN
        and any(word[:1].isdigit() for word in said)
        and all(word in _DAY_WORDS or word[:1].isdigit() for word in said)
    )


def _item_at(words: Words, at: int, stop: int) -> bool:
    """ "(i)", "(2)" or "(a)" in front of an item."""
    return (
        at + 2 < stop
        and words.low[at + 2] == ")"
        and _ITEMS.at(words.low, at + 1) == 1
        and (
            at == 0
            or words.low[at - 1]
            not in ("khoản", "điểm", "mục", "phụ", "lục", "số", "biểu")
        )
    )


def item_value(words: Words, start: int, stop: int) -> str:
    """The "i" of "(i)" in front of a part, or nothing."""
    if start < stop and words.low[start] == "(" and _item_at(words, start, stop):
        return words.low[start + 1]
    return ""


def item_start(words: Words, start: int, stop: int) -> int:
    """Past the "(i)" or "-" in front of a part."""
    if start < stop and words.low[start] == "(" and _item_at(words, start, stop):
        return start + 3
    while start < stop and words.low[start] in ("-", "+", "*", "•", ",", ";", ".", ":"):
        start += 1
    return start
