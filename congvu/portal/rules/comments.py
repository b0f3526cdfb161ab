"""Drafts open for comment between two days, and how comments were taken up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from congvu.lib.dates import LATEST
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.questions import AskFault, contact_faults, needed, short

LONGEST_DRAFT = 200_000
LONGEST_SUMMARY = 2000
LONGEST_COMMENT = 10_000
MOST_GROUPS = 100


class DraftPhase(StrEnum):
    """Where a draft stands on a day; only a withdrawal and a summary are written."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"
    SUMMED = "summed"
    WITHDRAWN = "withdrawn"


DRAFT_PHASE_NAMES = {
    DraftPhase.AHEAD: _("chưa mở"),
    DraftPhase.OPEN: _("đang lấy ý kiến"),
    DraftPhase.CLOSED: _("đã hết hạn góp ý"),
    DraftPhase.SUMMED: _("đã công khai tiếp thu, giải trình"),
    DraftPhase.WITHDRAWN: _("đã rút"),
}


def phase_of(
    opens_on: date, closes_on: date, on: date, *, summed: bool, withdrawn: bool
) -> DraftPhase:
    """``closes_on`` is the last day on which one may still comment."""
    if withdrawn:
        return DraftPhase.WITHDRAWN
    if on < opens_on:
        return DraftPhase.AHEAD
    if on <= closes_on:
        return DraftPhase.OPEN
    return DraftPhase.SUMMED if summed else DraftPhase.CLOSED


class CommentState(StrEnum):
    """What the owner made of a comment; each counts but a refused one."""

    NEW = "new"
    SHOWN = "shown"
    COUNTED = "counted"
    REFUSED = "refused"


COMMENT_STATE_NAMES = {
    CommentState.NEW: _("chờ xem"),
    CommentState.SHOWN: _("đã đăng"),
    CommentState.COUNTED: _("chỉ tính số"),
    CommentState.REFUSED: _("không tính"),
}


class Taken(StrEnum):
    """What became of a group of comments."""

    TAKEN = "taken"
    PARTLY = "partly"
    EXPLAINED = "explained"


TAKEN_NAMES = {
    Taken.TAKEN: _("tiếp thu"),
    Taken.PARTLY: _("tiếp thu một phần"),
    Taken.EXPLAINED: _("giải trình, giữ nguyên"),
}


@dataclass(frozen=True)
class DraftData:
    """What is put before people, between which days."""

    title: str
    summary: str
    text: str
    opens_on: date
    closes_on: date
    basis: str = ""
    publishes: bool = False

    def tidied(self) -> DraftData:
        return replace(
            self,
            title=nfc(clean(self.title)),
            summary=clean(self.summary),
            text=clean(self.text),
            basis=nfc(clean(self.basis)),
        )


def draft_faults(
    data: DraftData, *, today: date, fewest: int, has_file: bool
) -> list[AskFault]:
    """``fewest``: how many days the rule of the opening day wants it to be open."""
    found = needed(data.title, "title", _("Ghi tên dự thảo."), 500)
    summary = _("Ghi tóm tắt để người dân biết dự thảo nói gì.")
    found += needed(data.summary, "summary", summary, LONGEST_SUMMARY)
    found += short(data.text, "text", LONGEST_DRAFT) + short(data.basis, "basis", 300)
    if not data.text and not has_file:
        found.append(AskFault(_("Ghi toàn văn hoặc chọn tệp của dự thảo."), "text"))
    if data.opens_on < today:
        found.append(AskFault(_("Ngày mở đã qua."), "opens_on"))
    if data.closes_on > LATEST:
        found.append(AskFault(_("Ngày này quá xa."), "closes_on"))
    elif (data.closes_on - data.opens_on).days + 1 < fewest:
        words = _("Lấy ý kiến ít nhất %(days)s ngày, kể từ ngày mở.")
        found.append(AskFault(words, "closes_on", {"days": str(fewest)}))
    return found


@dataclass(frozen=True)
class CommentData:
    """What somebody says of a draft; a name and an address only if they wish."""

    text: str
    name: str = ""
    email: str = ""

    def tidied(self) -> CommentData:
        return replace(
            self,
            text=clean(self.text),
            name=nfc(clean(self.name)),
            email=nfc(clean(self.email)),
        )


def comment_faults(data: CommentData) -> list[AskFault]:
    found = needed(data.text, "text", _("Ghi ý kiến."), LONGEST_COMMENT)
    return found + short(data.name, "name", 80) + contact_faults(data.email)


@dataclass(frozen=True)
class GroupData:
    """Comments that say the same, and what was made of them."""

    words: str
    count: int
    taken: str
    answer: str

    def tidied(self) -> GroupData:
        return replace(self, words=clean(self.words), answer=clean(self.answer))


def group_faults(data: GroupData, *, most: int) -> list[AskFault]:
    """``most``: no group is of more comments than came."""
    found = needed(data.words, "words", _("Ghi nội dung góp ý."), LONGEST_SUMMARY)
    answer = _("Ghi tiếp thu thế nào, hoặc vì sao giữ nguyên.")
    found += needed(data.answer, "answer", answer, LONGEST_SUMMARY)
    if data.taken not in set(Taken):
        found.append(AskFault(_("Chọn một mục."), "taken"))
    if data.count < 1:
        found.append(AskFault(_("Ghi số ý kiến."), "count"))
    elif data.count > most:
        words = _("Dự thảo chỉ có %(most)s ý kiến.")
        found.append(AskFault(words, "count", {"most": str(most)}))
    return found


# -- the rating of the site


RATED = ("interface", "content", "quality", "support")
RATED_NAMES = {
    "interface": _("Giao diện"),
    "content": _("Nội dung"),
    "quality": _("Chất lượng"),
    "support": _("Hỗ trợ"),
}
SCORES = {
    5: _("5, rất tốt"),
    4: _("4, tốt"),
    3: _("3, được"),
    2: _("2, kém"),
    1: _("1, rất kém"),
}
LONGEST_REMARK = 1000


class RatingAbout(StrEnum):
    """What is rated: the whole site, one page, the answer one was given."""

    SITE = "site"
    PAGE = "page"
    ANSWER = "answer"


def rating_faults(scores: Sequence[int | None], words: str) -> list[AskFault]:
    found = short(words, "words", LONGEST_REMARK)
    for name, score in zip(RATED, scores, strict=False):
        if score is not None and score not in SCORES:
            found.append(AskFault(_("Chọn một mục."), name))
    if not words and not any(scores):
        found.append(AskFault(_("Chọn ít nhất một mục để đánh giá."), RATED[0]))
    return found
