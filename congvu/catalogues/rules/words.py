"""The words of catalogues, and the lists that the office has of itself."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.lib.text import gettext_noop as _

LONGEST_CODE = 40
LONGEST_NAME = 200
LONGEST_SOURCE = 300

AGENCIES, UNITS, POSTS, PAPERS = "co-quan", "don-vi", "chuc-vu", "loai-van-ban"


@dataclass(frozen=True)
class OwnList:
    """Read off the office's records; ``is_open`` to whoever asks, without a token."""

    code: str
    name: str
    source: str
    is_open: bool


_BODIES = _("Sổ cơ quan của phần mềm")
OWN_LISTS = {
    one.code: one
    for one in (
        OwnList(AGENCIES, _("Cơ quan, tổ chức"), _BODIES, is_open=True),
        OwnList(UNITS, _("Đơn vị thuộc cơ quan"), _BODIES, is_open=False),
        OwnList(POSTS, _("Chức vụ"), _BODIES, is_open=False),
        OwnList(
            PAPERS,
            _("Loại văn bản"),
            _("Quy định theo ngày của phần mềm"),
            is_open=True,
        ),
    )
}

# What the head of a file may call its columns, folded.
COLUMN_NAMES = {
    "code": ("ma", "code"),
    "name": ("ten", "name"),
    "since": ("tu ngay", "hieu luc tu", "since"),
    "until": ("den truoc ngay", "het hieu luc tu", "until"),
    "heirs": ("ma ke thua", "ke thua", "heirs"),
}
