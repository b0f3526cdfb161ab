"""What in a text tells of one private person: numbers, homes, illness, poverty. Pure.

Rules, not guesses: each looks for a form that hardly means anything else, or for the
word that names it. What officials sign with and offices are reached by is not private.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

_NEAR = 60
_LONGEST = 200


class PersonalKind(StrEnum):
    """What is told of somebody."""

    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"
    BIRTH = "birth"
    HOME = "home"
    HEALTH = "health"
    NEED = "need"


PERSONAL_NAMES = {
    PersonalKind.IDENTITY: _("số căn cước, chứng minh, hộ chiếu"),
    PersonalKind.PHONE: _("số điện thoại di động"),
    PersonalKind.MAIL: _("hộp thư riêng"),
    PersonalKind.ACCOUNT: _("số tài khoản ngân hàng"),
    PersonalKind.BIRTH: _("ngày, năm sinh"),
    PersonalKind.HOME: _("chỗ ở, hộ khẩu"),
    PersonalKind.HEALTH: _("sức khỏe, bệnh tật"),
    PersonalKind.NEED: _("danh sách người, hộ khó khăn"),
}


@dataclass(frozen=True, order=True)
class PersonalFound:
    """One stretch of the text: what it is, its words, and the words around it."""

    start: int
    end: int
    kind: PersonalKind
    words: str
    around: str


_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LOWER = "a-z" + _UPPER[3:].lower()
_WORD = rf"[{_UPPER}][{_LOWER}]+"
_NAME = rf"{_WORD}(?:[ \u00a0]{_WORD}){{1,4}}"
_CAPITALS = rf"[{_UPPER}]{{2,}}(?:[ \u00a0][{_UPPER}]{{2,}}){{1,4}}"
_TITLE = r"(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]háu|[eE]m|[đĐ]ồng chí)"

# Twelve digits of a citizen's number: province 001–096, century and sex, year of birth.
_TWELVE = re.compile(
    r"(?<![\d./-])0(?:0[1-9]|[1-8]\d|9[0-6])[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}"
    r"(?![\d/])"
)
_IDENTITY = re.compile(
    r"\b(?i:CCCD|CMND|CMTND|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?"
    r"|số định danh(?: cá nhân)?)\b[^\d\n]{0,25}(\d[\d .]{7,15}\d)(?!\d)"
)
_PASSPORT = re.compile(r"(?i:hộ chiếu)[^\d\n]{0,20}\b([A-Z]\d{7})\b")
_PHONE = re.compile(r"(?<![\d.,/-])(?:\+?84[ .-]?|0)[35789]\d(?:[ .-]?\d){7}(?![\d/])")
_MAIL = re.compile(
    r"[\w.+-]+@(?:gmail|yahoo|outlook|hotmail|icloud)\.com(?:\.vn)?\b", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"\b(?:(?i:số tài khoản|tài khoản số|tài khoản cá nhân|số TK)|STK)\b[^\d\n]{0,20}"
    r"(\d[\d .-]{5,20}\d)"
)
_STATE_PURSE = re.compile(r"(?i:kho bạc|ngân sách|tạm thu|tạm giữ)")
_BIRTH = re.compile(
    rf"(?:(?:{_NAME}|{_CAPITALS})[ ,;()–-]{{0,4}}|{_TITLE}[^.\n]{{2,40}}?[ ,;(]{{1,3}})"
    r"(?i:sinh (?:ngày|năm))[ :]{0,3}\d[\d/.-]{3,9}(?: tháng \d{1,2} năm \d{4})?"
)
_BIRTH_LABEL = re.compile(
    r"(?i:ngày,? (?:tháng,? )?(?:năm )?sinh|năm sinh)[ ]?:[ ]?\d[\d/.-]{3,9}"
)
_PLACE = (
    r"(?:(?i:số nhà|số(?= \d+[\w/]{0,6},? (?:đường|phố|ngõ|ngách|hẻm|tổ|khu|thôn))"
    r"|nhà|thôn|tổ(?: dân phố)?|bản|xóm|khu(?: phố)?|ấp|xã|phường|đường))"
)
_HOME = re.compile(
    r"(?i:hộ khẩu(?: thường trú)?|(?:nơi )?(?:đăng ký )?thường trú|(?:nơi )?cư trú"
    r"|trú tại|chỗ ở(?: hiện nay)?|nơi ở(?: hiện nay)?|trú quán)"
    rf"[ ]?(?:tại|ở|:)?[ :]{{0,3}}{_PLACE}[ ](?:[{_UPPER}]|\d)[^.;\n]{{2,80}}"
)
_HEALTH = re.compile(
    rf"(?:(?i:bệnh nhân|người bệnh|người nhiễm HIV|người khuyết tật|người nghiện))[ ]"
    rf"(?:{_TITLE}[ ])?{_NAME}"
    rf"|{_TITLE}[ ]{_NAME}[^.\n]{{0,40}}"
    r"(?i:bị (?:bệnh|nhiễm|ung thư|tâm thần|khuyết tật))"
)
_LIST_HEAD = re.compile(
    r"^[ \t]*(?:PHỤ LỤC[^\n]{0,20}\n[ \t]*)?DANH SÁCH\b"
    r"(?P<what>[^\n]*(?:\n[^\n]*){0,2})",
    re.MULTILINE,
)
_IN_NEED = re.compile(
    r"(?i:hộ nghèo|cận nghèo|khuyết tật|bảo trợ xã hội|bệnh nhân|người bệnh|nghiện"
    r"|trẻ em|mồ côi|nạn nhân|trợ cấp|hỗ trợ khó khăn|neo đơn|nhiễm|tâm thần)"
)
_ROW = re.compile(
    rf"^[ \t]*\d{{1,3}}[.)\s|]+(?:{_TITLE}\s+)?(?:{_NAME}|{_CAPITALS})", re.MULTILINE
)
_ROWS_WITHIN = 1500


def found_in(text: str) -> list[PersonalFound]:
    """Everything in the order of the text; what lies inside another is told once."""
    found = sorted(_all(text), key=lambda one: (one.start, -one.end))
    kept: list[PersonalFound] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _all(text: str) -> Iterator[PersonalFound]:
    for pattern, kind in (
        (_TWELVE, PersonalKind.IDENTITY),
        (_PASSPORT, PersonalKind.IDENTITY),
        (_PHONE, PersonalKind.PHONE),
        (_MAIL, PersonalKind.MAIL),
        (_BIRTH, PersonalKind.BIRTH),
        (_BIRTH_LABEL, PersonalKind.BIRTH),
        (_HOME, PersonalKind.HOME),
        (_HEALTH, PersonalKind.HEALTH),
    ):
        for match in pattern.finditer(text):
            yield _found(text, match.start(), match.end(), kind)
    yield from _identities(text)
    yield from _accounts(text)
    yield from _lists(text)


def _identities(text: str) -> Iterator[PersonalFound]:
    """Nine or twelve digits after the word that names them."""
    for match in _IDENTITY.finditer(text):
        if len(re.sub(r"\D", "", match[1])) in (9, 12):
            yield _found(text, match.start(), match.end(1), PersonalKind.IDENTITY)


def _accounts(text: str) -> Iterator[PersonalFound]:
    """Of persons and firms; money of the state goes by accounts that are public."""
    for match in _ACCOUNT.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if not _STATE_PURSE.search(around):
            yield _found(text, match.start(), match.end(1), PersonalKind.ACCOUNT)


def _lists(text: str) -> Iterator[PersonalFound]:
    """A list of names of people in need: its heading, and two rows at least."""
    for match in _LIST_HEAD.finditer(text):
        if not _IN_NEED.search(match["what"]):
            continue
        below = text[match.start() : match.end() + _ROWS_WITHIN]
        if len(_ROW.findall(below)) > 1:
            yield _found(text, match.start(), match.end(), PersonalKind.NEED)


def _found(text: str, start: int, end: int, kind: PersonalKind) -> PersonalFound:
    around = text[max(0, start - _NEAR) : end + _NEAR]
    return PersonalFound(
        start,
        end,
        kind,
        " ".join(text[start:end].split())[:_LONGEST],
        " ".join(around.split()),
    )
