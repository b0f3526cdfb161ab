"""What carries data, how it is made unreadable, who may stand by. Pure.

Which method is good for which medium is a dated rule (``media_wiping`` in the law
files); these are the words and what a record has to hold before it is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_SERIAL = 100
MOST_MEDIA = 200
MINUTES_TYPE = "BB"


class MediumKind(StrEnum):
    DISK = "disk"
    SOLID = "ssd"
    FLASH = "flash"
    TAPE = "tape"
    OPTICAL = "optical"
    BOARD = "board"
    HOSTED = "hosted"
    NONE = "none"


MEDIUM_KIND_NAMES = {
    MediumKind.DISK: _("đĩa cứng từ"),
    MediumKind.SOLID: _("ổ thể rắn (SSD)"),
    MediumKind.FLASH: _("thẻ nhớ, USB"),
    MediumKind.TAPE: _("băng từ"),
    MediumKind.OPTICAL: _("đĩa quang"),
    MediumKind.BOARD: _("bộ nhớ gắn liền thiết bị"),
    MediumKind.HOSTED: _("vùng lưu trữ thuê ngoài"),
    MediumKind.NONE: _("máy không có vật mang dữ liệu"),
}


class WipeResult(StrEnum):
    CLEAN = "clean"
    FAILED = "failed"


WIPE_RESULT_NAMES = {
    WipeResult.CLEAN: _("đã kiểm tra lại, không đọc được dữ liệu"),
    WipeResult.FAILED: _("chưa xử lý được, phải làm lại cách khác"),
}


@dataclass(frozen=True)
class Hand:
    """A post and who holds it that day."""

    post: str
    person: str


@dataclass(frozen=True)
class Method:
    """One way, good for some kinds of medium."""

    key: str
    label: str
    basis: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Wrong:
    words: str
    field: str


def hand_faults(wiper: Hand | None, witnesses: Sequence[Hand | None]) -> list[Wrong]:
    """Two witnesses, of two posts and two people, neither of whom did it."""
    wrong = []
    seen = [wiper] if wiper else []
    if wiper is None:
        wrong.append(Wrong(_("Chọn chức vụ đang có người giữ."), "wiper"))
    for field, one in zip(("witness", "second"), witnesses, strict=True):
        if one is None:
            wrong.append(Wrong(_("Chọn chức vụ đang có người giữ."), field))
        elif any(one.post == other.post for other in seen):
            words = _("Người làm và hai người chứng kiến phải ở ba chức vụ khác nhau.")
            wrong.append(Wrong(words, field))
        elif any(one.person == other.person for other in seen):
            words = _("Một người không đứng ở hai vai trong một biên bản.")
            wrong.append(Wrong(words, field))
        if one is not None:
            seen.append(one)
    return wrong


@dataclass(frozen=True)
class Medium:
    """What a record holds of one medium, as far as the rules ask."""

    kind: str
    serial: str
    method: Method | None
    result: str
    has_machine: bool
    has_file: bool


def medium_faults(one: Medium) -> list[Wrong]:
    """A machine without any medium is told by its name alone."""
    if one.kind not in set(MediumKind):
        return [Wrong(_("Chọn loại vật mang."), "kind")]
    if one.kind == MediumKind.NONE:
        words = _("Ghi máy nào không có vật mang dữ liệu.")
        return [] if one.has_machine else [Wrong(words, "machine")]
    wrong = []
    if not one.serial:
        wrong.append(Wrong(_("Ghi số sê-ri của vật mang."), "serial"))
    if one.method is None:
        wrong.append(Wrong(_("Chọn cách xử lý."), "method"))
    elif one.kind not in one.method.kinds:
        words = _("Cách này không làm mất dữ liệu trên loại vật mang ấy.")
        wrong.append(Wrong(words, "method"))
    if one.result not in set(WipeResult):
        wrong.append(Wrong(_("Chọn kết quả kiểm tra lại."), "result"))
    if not one.has_file:
        words = _("Kèm tệp chứng minh: ảnh chụp, báo cáo của phần mềm xóa, phiếu hủy.")
        wrong.append(Wrong(words, "file"))
    return wrong


def left_dirty(media: Sequence[tuple[str, str]]) -> list[str]:
    """(serial, result) in the order in which they were written down: those whose last
    word is not that nothing can be read.
    """
    last = dict(media)
    return [serial for serial, result in last.items() if result == WipeResult.FAILED]
