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
from congvu.portal.rules.personal_words import (
    ACCOUNT,
    BIRTH,
    BIRTH_LABEL,
    HEALTH,
    HOME,
    IDENTITY,
    IN_NEED,
    LIST_HEAD,
    MAIL,
    PASSPORT,
    PHONE,
    ROW,
    ROWS_WITHIN,
    STATE_PURSE,
    TWELVE,
)

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
        (TWELVE, PersonalKind.IDENTITY),
        (PASSPORT, PersonalKind.IDENTITY),
        (PHONE, PersonalKind.PHONE),
        (MAIL, PersonalKind.MAIL),
        (BIRTH, PersonalKind.BIRTH),
        (BIRTH_LABEL, PersonalKind.BIRTH),
        (HOME, PersonalKind.HOME),
        (HEALTH, PersonalKind.HEALTH),
    ):
        for match in pattern.finditer(text):
            yield _found(text, match.start(), match.end(), kind)
    yield from _identities(text)
    yield from _accounts(text)
    yield from _lists(text)


def _identities(text: str) -> Iterator[PersonalFound]:
    """Nine or twelve digits after the word that names them."""
    for match in IDENTITY.finditer(text):
        if len(re.sub(r"\D", "", match[1])) in (9, 12):
            yield _found(text, match.start(), match.end(1), PersonalKind.IDENTITY)


def _accounts(text: str) -> Iterator[PersonalFound]:
    """Of persons and firms; money of the state goes by accounts that are public."""
    for match in ACCOUNT.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if not STATE_PURSE.search(around):
            yield _found(text, match.start(), match.end(1), PersonalKind.ACCOUNT)


def _lists(text: str) -> Iterator[PersonalFound]:
    """A list of names of people in need: its heading, and two rows at least."""
    for match in LIST_HEAD.finditer(text):
        if not IN_NEED.search(match["what"]):
            continue
        below = text[match.start() : match.end() + ROWS_WITHIN]
        if len(ROW.findall(below)) > 1:
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
