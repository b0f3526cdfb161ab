"""A piece that begins with its verb: whoever was told before is to do it."""

from __future__ import annotations

from congvu.directives.rules import verbs
from congvu.directives.rules.order import Order
from congvu.directives.rules.predicates import NOUN_BEFORE, PAST, is_verb
from congvu.directives.rules.words import Phrases, Words

_ISSUERS_OWN = Phrases(
    """
    đồng ý|thống nhất chủ trương|thống nhất với|thống nhất nội dung|
    thống nhất đề nghị|thống nhất về|nhất trí|ghi nhận|biểu dương|đánh giá cao|
    hoan nghênh|quyết định này|quyết định số|thông tư này|thông báo này|
    chỉ thị này|cơ bản thống nhất|cơ bản đồng ý|cơ bản nhất trí
    """
)
"""What the issuer does by the paper itself."""


_RESULTS = Phrases(
    """
    kết quả|báo cáo|kế hoạch|danh sách|hồ sơ|ý kiến|văn bản|mọi thông tin|
    thông tin|các báo cáo|mọi vướng mắc|số liệu|file
    """
)


def bare_order(words: Words, at: int, stop: int) -> Order | None:
    """A verb at the head of a piece: whoever was told before is to do it."""
    low = words.low
    if words.is_capital(at) and _ISSUERS_OWN.at(low, at):
        return None
    size = verbs.DUTIES.at(low, at)
    if size and low[at] in (
        "cần",
        "phải",
        "không",
        "tuyệt",
        "nghiêm",
        "chủ",
        "chịu",
        "có",
        "là",
        "làm",
    ):
        return Order(at, (at, at + size), None, bare=True)
    if is_verb(words, at):
        size = (
            verbs.MANNER.at(low, at)
            or verbs.ACTIONS.at(low, at)
            or verbs.OPENING.at(low, at)
        )
        if _told_as_done(low, at + size, stop):
            return None
        return Order(at, (at, at + size), None, bare=True)
    if low[at : at + 2] == ["công", "tác"]:
        for place in range(at + 2, min(stop, at + 40)):
            if low[place] in ("cần", "phải") and low[place - 1] not in NOUN_BEFORE:
                return Order(place, (place, place + 1), None, bare=True)
    if _RESULTS.at(low, at):
        return _result(words, at, stop)
    return _in_that_case(words, at, stop)


def _in_that_case(words: Words, at: int, stop: int) -> Order | None:
    """ "các vấn đề vượt thẩm quyền thì báo cáo …"."""
    low = words.low
    for place in range(at + 1, min(stop - 1, at + 24)):
        if low[place] in (",", ":", ";") or low[place] in PAST:
            return None
        if low[place] == "thì" and is_verb(words, place + 1):
            return Order(place + 1, (place, place + 2), None, bare=True)
    return None


def _told_as_done(low: list[str], at: int, stop: int) -> bool:
    """ "Công tác tuyên truyền được quan tâm", "… đã hoàn thành"."""
    for place in range(at, min(stop, at + 8)):
        if low[place] in (
            ",",
            ";",
            "để",
            "nhằm",
            "theo",
            "các",
            "những",
            "về",
            "cho",
            "đối",
        ):
            return False
        if low[place] == "đã":
            return True
        if low[place] == "đạt" and place > at and _is_number(low, place + 1):
            # "Thu ngân sách đạt 81% dự toán": what opens the sentence is its subject.
            return True
    return False


def _is_number(low: list[str], place: int) -> bool:
    while place < len(low) and low[place] in ("khoảng", "trên", "gần", "hơn", "được"):
        place += 1
    return place < len(low) and low[place][:1].isdigit()


def _result(words: Words, at: int, stop: int) -> Order | None:
    """ "Kết quả thực hiện báo cáo về UBND tỉnh trước ngày …"."""
    low = words.low
    for place in range(at + 1, stop):
        if low[place] in ("đã", "đạt", "cho", "được"):
            return None
        if low[place] == "gửi" or low[place : place + 2] in (
            ["báo", "cáo"],
            ["đề", "nghị"],
            ["yêu", "cầu"],
        ):
            if low[place : place + 3] == ["báo", "cáo", "kết"]:
                continue
            return Order(
                place,
                (place, place + (1 if low[place] == "gửi" else 2)),
                None,
                bare=True,
            )
    return None
