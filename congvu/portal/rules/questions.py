"""A question's way: who does what next, what may be typed, which words go where. Pure.

NĐ 43/2011 Điều 17: the editorial board classifies and forwards; beyond its competence
it tells the asker; the unit answers, or names a day, within so many working days;
answers of general interest are published. How many days is a dated rule.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from congvu.lib.dates import LATEST
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _

LONGEST_SUBJECT = 200
LONGEST_TEXT = 5000
LONGEST_ANSWER = 20_000
LONGEST_REASON = 1000
LONGEST_NAME = 80
LONGEST_EMAIL = 200
LONGEST_PHONE = 30
LONGEST_ADDRESS = 200
MOST_FILES = 3
FILE_BYTES = 10 * 1024 * 1024
MOST_TRIES = 8
"""How often a mail to an asker is tried before it is given up."""


class AskKind(StrEnum):
    """What somebody says it is; the editorial board may say otherwise."""

    QUESTION = "question"
    REFLECTION = "reflection"
    PROPOSAL = "proposal"


ASK_KIND_NAMES = {
    AskKind.QUESTION: _("câu hỏi"),
    AskKind.REFLECTION: _("phản ánh"),
    AskKind.PROPOSAL: _("kiến nghị"),
}


class Field(StrEnum):
    """What a question is about, as the editorial board classifies it."""

    LAND = "land"
    ROADS = "roads"
    HEALTH = "health"
    SCHOOLS = "schools"
    WELFARE = "welfare"
    FARMING = "farming"
    BUSINESS = "business"
    ORDER = "order"
    OFFICES = "offices"
    OTHER = "other"


FIELD_NAMES = {
    Field.LAND: _("đất đai, môi trường"),
    Field.ROADS: _("giao thông, xây dựng"),
    Field.HEALTH: _("y tế, bảo hiểm"),
    Field.SCHOOLS: _("giáo dục"),
    Field.WELFARE: _("chính sách xã hội, việc làm"),
    Field.FARMING: _("nông nghiệp, nông thôn"),
    Field.BUSINESS: _("đầu tư, kinh doanh"),
    Field.ORDER: _("an ninh, trật tự"),
    Field.OFFICES: _("thủ tục hành chính, cán bộ"),
    Field.OTHER: _("lĩnh vực khác"),
}


class QuestionState(StrEnum):
    """A question is in exactly one."""

    UNCONFIRMED = "unconfirmed"
    NEW = "new"
    FORWARDED = "forwarded"
    CHECKING = "checking"
    ANSWERED = "answered"
    BEYOND = "beyond"
    ELSEWHERE = "elsewhere"
    REFUSED = "refused"


S = QuestionState

QUESTION_STATE_NAMES = {
    S.UNCONFIRMED: _("chờ xác nhận qua thư"),
    S.NEW: _("chờ phân loại"),
    S.FORWARDED: _("chờ trả lời"),
    S.CHECKING: _("chờ duyệt trả lời"),
    S.ANSWERED: _("đã trả lời"),
    S.BEYOND: _("ngoài thẩm quyền"),
    S.ELSEWHERE: _("hướng dẫn nơi nhận đơn"),
    S.REFUSED: _("không tiếp nhận"),
}
# What the asker reads of it, by code.
SHOWN_STATES = {
    S.UNCONFIRMED: _("Chờ anh/chị bấm liên kết trong thư để xác nhận"),
    S.NEW: _("Đã nhận, đang phân loại"),
    S.FORWARDED: _("Đã chuyển đơn vị trả lời"),
    S.CHECKING: _("Đã có dự thảo trả lời, đang duyệt"),
    S.ANSWERED: _("Đã trả lời"),
    S.BEYOND: _("Ngoài thẩm quyền của cơ quan nhận"),
    S.ELSEWHERE: _("Là đơn khiếu nại hoặc tố cáo, cần gửi đúng nơi nhận đơn"),
    S.REFUSED: _("Không tiếp nhận"),
}
OPEN_QUESTIONS = frozenset({S.NEW, S.FORWARDED, S.CHECKING})
OVER = frozenset({S.ANSWERED, S.BEYOND, S.ELSEWHERE, S.REFUSED})


class AskStep(StrEnum):
    """What moves a question on."""

    FORWARD = "forward"
    BEYOND = "beyond"
    ELSEWHERE = "elsewhere"
    REFUSE = "refuse"
    PROMISE = "promise"
    ANSWER = "answer"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


class Asked(StrEnum):
    """Who takes a step: the editorial board, the unit that has it, who approves."""

    EDITS = "edits"
    ANSWERS = "answers"
    APPROVES = "approves"


@dataclass(frozen=True)
class AskWay:
    """From which states, by whom, what it is called."""

    before: frozenset[QuestionState]
    doers: frozenset[Asked]
    name: str


_EDITS = frozenset({Asked.EDITS})
_ANSWERS = frozenset({Asked.ANSWERS})
_APPROVES = frozenset({Asked.APPROVES})

ASK_WAYS: dict[AskStep, AskWay] = {
    AskStep.APPROVE: AskWay(
        frozenset({S.CHECKING}), _APPROVES, _("Duyệt, gửi trả lời")
    ),
    AskStep.RETURN: AskWay(frozenset({S.CHECKING}), _APPROVES, _("Yêu cầu viết lại")),
    AskStep.ANSWER: AskWay(frozenset({S.FORWARDED}), _ANSWERS, _("Trả lời")),
    AskStep.PROMISE: AskWay(frozenset({S.FORWARDED}), _ANSWERS, _("Hẹn ngày trả lời")),
    AskStep.FORWARD: AskWay(
        frozenset({S.NEW, S.FORWARDED}), _EDITS, _("Phân loại, chuyển")
    ),
    AskStep.BEYOND: AskWay(
        frozenset({S.NEW, S.FORWARDED}), _EDITS, _("Ngoài thẩm quyền")
    ),
    AskStep.ELSEWHERE: AskWay(frozenset({S.NEW}), _EDITS, _("Là khiếu nại, tố cáo")),
    AskStep.REFUSE: AskWay(frozenset({S.NEW}), _EDITS, _("Không tiếp nhận")),
    AskStep.PUBLISH: AskWay(frozenset({S.ANSWERED}), _APPROVES, _("Công khai")),
    AskStep.UNPUBLISH: AskWay(frozenset({S.ANSWERED}), _APPROVES, _("Gỡ công khai")),
}


def ask_steps(state: QuestionState, doers: frozenset[Asked]) -> list[AskStep]:
    """What may come next for who is these to the question, the usual one first."""
    return [
        step
        for step, way in ASK_WAYS.items()
        if state in way.before and way.doers & doers
    ]


# -- the clock


def limit_of(due_on: date | None, promised_on: date | None) -> date | None:
    """The day by which the answer is owed: the promised one, once it was promised."""
    return promised_on or due_on


def promise_faults(
    promised_on: date | None, reason: str, *, limit: date, today: date
) -> list[AskFault]:
    """A day is promised before the last one is over, lies after it, and says why."""
    found = []
    if today > limit:
        words = _("Hạn %(day)s đã qua; hẹn ngày chỉ được trước khi hết hạn.")
        found.append(AskFault(words, "promised_on", {"day": _day(limit)}))
    if promised_on is None:
        found.append(AskFault(_("Ghi ngày hẹn trả lời."), "promised_on"))
    elif promised_on <= limit:
        words = _("Ngày hẹn phải sau hạn %(day)s.")
        found.append(AskFault(words, "promised_on", {"day": _day(limit)}))
    elif promised_on > LATEST:
        found.append(AskFault(_("Ngày này quá xa."), "promised_on"))
    found += needed(reason, "reason", _("Ghi lý do hẹn."), LONGEST_REASON)
    return found


# -- what is typed


@dataclass(frozen=True)
class AskFault:
    """One reason why not, at its field."""

    words: str
    field: str = ""
    named: Mapping[str, str] | None = None


@dataclass(frozen=True)
class AskData:
    """What a person sends; nothing of it is needed but a subject and words."""

    subject: str
    text: str
    kind: str = AskKind.QUESTION
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    may_publish: bool = False

    def tidied(self) -> AskData:
        """Without signs nobody sees; the words themselves stay, in any language."""
        return replace(
            self,
            subject=nfc(clean(self.subject)),
            text=clean(self.text),
            name=nfc(clean(self.name)),
            email=nfc(clean(self.email)),
            phone=nfc(clean(self.phone)),
            address=nfc(clean(self.address)),
        )


_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_PHONE = re.compile(r"\+?[\d .()-]{8,20}")


def ask_faults(data: AskData) -> list[AskFault]:
    found = needed(data.subject, "subject", _("Ghi tiêu đề câu hỏi."), LONGEST_SUBJECT)
    found += needed(data.text, "text", _("Ghi nội dung câu hỏi."), LONGEST_TEXT)
    if data.kind not in set(AskKind):
        found.append(AskFault(_("Chọn một mục."), "kind"))
    found += short(data.name, "name", LONGEST_NAME)
    found += short(data.address, "address", LONGEST_ADDRESS)
    found += contact_faults(data.email, data.phone)
    return found


def contact_faults(email: str, phone: str = "") -> list[AskFault]:
    found = short(email, "email", LONGEST_EMAIL)
    if email and not found and not _EMAIL.fullmatch(email):
        words = _("Địa chỉ thư chưa đúng. Ví dụ: lan.nong@gmail.com.")
        found.append(AskFault(words, "email"))
    if phone and not _PHONE.fullmatch(phone):
        words = _("Số điện thoại chưa đúng. Ví dụ: 0912 345 678.")
        found.append(AskFault(words, "phone"))
    return found


def needed(text: str, field: str, missing: str, most: int) -> list[AskFault]:
    return short(text, field, most) if text else [AskFault(missing, field)]


def short(text: str, field: str, most: int) -> list[AskFault]:
    if len(text) <= most:
        return []
    words = _("Dài %(long)s ký tự; nhiều nhất %(most)s.")
    named = {"long": str(len(text)), "most": str(most)}
    return [AskFault(words, field, named)]


@dataclass(frozen=True)
class FileGiven:
    """A file beside a question, as it was sent; ``data`` is cut one byte too late."""

    name: str
    data: bytes

    @property
    def is_too_large(self) -> bool:
        return len(self.data) > FILE_BYTES


def file_faults(files: list[FileGiven]) -> list[AskFault]:
    """What can be said at once; whether one is harmless the worker finds out."""
    found = []
    if len(files) > MOST_FILES:
        words = _("Gửi kèm nhiều nhất %(most)s tệp.")
        found.append(AskFault(words, "attached", {"most": str(MOST_FILES)}))
    for one in files:
        named = {"name": nfc(clean(one.name))[:80], "most": str(FILE_BYTES >> 20)}
        if one.is_too_large:
            words = _(
                "Tệp “%(name)s” lớn hơn %(most)s MB nên không gửi được. Điều đã ghi "
                "vẫn còn dưới đây; chọn tệp nhỏ hơn hoặc bỏ tệp."
            )
            found.append(AskFault(words, "attached", named))
        elif not one.data:
            found.append(AskFault(_("Tệp “%(name)s” rỗng."), "attached", named))
    return found


# -- the code by which a question is followed

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LONG = 12


def code_of(secret: str, key: str) -> str:
    """Twelve letters nobody guesses; the same form sent twice has the same code."""
    digest = hmac.new(secret.encode(), f"ask:{key}".encode(), hashlib.sha256).digest()
    number, found = int.from_bytes(digest, "big"), ""
    for _place in range(_LONG):
        number, at = divmod(number, len(_LETTERS))
        found += _LETTERS[at]
    return found


def shown_code(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """As people type it: in any case, with gaps; empty where it cannot be one."""
    found = re.sub(r"[\s\-.]", "", text).upper()
    good = len(found) == _LONG and set(found) <= set(_LETTERS)
    return found if good else ""


def code_digest(code: str) -> str:
    """Under which the public site finds it; the code itself it does not have."""
    return hashlib.sha256(f"ask:{code}".encode()).hexdigest()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
