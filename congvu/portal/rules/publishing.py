"""An issued paper on its way to the public: choices, states, validity. Pure.

Luật Công nghệ thông tin 67/2006 Điều 28.2.b, 28.3; NĐ 43/2011 Điều 17 (2 working days
for the issuer); NĐ 42/2022. Types and days are rows of law/data/publishing.yaml.
"""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.personal_words import PRIVATE_SUBJECTS

LONGEST_WHY = 1000
LONGEST_SUMMARY = 500


class Choice(StrEnum):
    """What the rule of the day says of a type: proposed by itself, asked, never."""

    PUBLIC = "public"
    ASK = "ask"
    NEVER = "never"


class PublishingState(StrEnum):
    """Where a paper stands on its way to the public."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    READING = "reading"
    ASKED = "asked"
    PUBLIC = "public"
    KEPT = "kept"
    TAKEN_DOWN = "taken-down"


PUBLISHING_STATE_NAMES = {
    PublishingState.PROPOSED: _("đề xuất, chưa phát hành"),
    PublishingState.WAITING: _("chờ quyết định"),
    PublishingState.READING: _("đang đọc tìm dữ liệu cá nhân"),
    PublishingState.ASKED: _("chờ trả lời về dữ liệu cá nhân"),
    PublishingState.PUBLIC: _("đã công khai"),
    PublishingState.KEPT: _("không công khai"),
    PublishingState.TAKEN_DOWN: _("đã gỡ khỏi cổng"),
}
# The clock runs as long as the paper could be public and is not.
UNPUBLISHED = frozenset(
    {PublishingState.WAITING, PublishingState.READING, PublishingState.ASKED}
)


class FileChoice(StrEnum):
    """Which file the public gets."""

    ORIGINAL = "original"
    REDACTED = "redacted"
    NONE = "none"


FILE_CHOICE_NAMES = {
    FileChoice.ORIGINAL: _("tệp đã phát hành"),
    FileChoice.REDACTED: _("bản đã che dữ liệu cá nhân"),
    FileChoice.NONE: _("không kèm tệp"),
}


class PersonalAnswer(StrEnum):
    """What is done about one piece of personal data."""

    KEEP = "keep"
    HIDE = "hide"


PERSONAL_ANSWER_NAMES = {
    PersonalAnswer.KEEP: _("công khai, có căn cứ"),
    PersonalAnswer.HIDE: _("che, không công khai"),
}


class Validity(StrEnum):
    """What the public is told of a paper; the last three have neither file nor text."""

    VALID = "valid"
    AMENDED = "amended"
    CORRECTED = "corrected"
    REPLACED = "replaced"
    EXPIRED = "expired"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


VALIDITY_NAMES = {
    Validity.VALID: _("còn hiệu lực"),
    Validity.AMENDED: _("đã được sửa đổi, bổ sung"),
    Validity.CORRECTED: _("đã được đính chính"),
    Validity.REPLACED: _("đã được thay thế"),
    Validity.EXPIRED: _("hết hiệu lực"),
    Validity.RECALLED: _("đã thu hồi"),
    Validity.WITHDRAWN: _("đã gỡ khỏi cổng"),
}
# At their address stands a notice; nothing else of them is kept for the public.
GONE = frozenset(
    {Validity.RECALLED, Validity.WITHDRAWN, Validity.EXPIRED, Validity.REPLACED}
)
BY_RELATION = {
    "corrects": Validity.CORRECTED,
    "amends": Validity.AMENDED,
    "replaces": Validity.REPLACED,
}
SAID_BY = {
    Validity.AMENDED: _("được sửa đổi, bổ sung bởi %(symbol)s"),
    Validity.CORRECTED: _("được đính chính bởi %(symbol)s"),
    Validity.REPLACED: _("được thay thế bởi %(symbol)s"),
}


def choice_of(
    *, is_never: bool, is_public: bool, is_normative: bool, subject: str
) -> Choice:
    """What is proposed: a normative paper always; one about a person is asked."""
    if is_never:
        return Choice.NEVER
    if is_normative:
        return Choice.PUBLIC
    told = subject.lower()
    if any(words in told for words in PRIVATE_SUBJECTS):
        return Choice.ASK
    return Choice.PUBLIC if is_public else Choice.ASK
