"""A zip of files: each looked at, what cannot be is named, the rest counted."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import astuple
from typing import Any, BinaryIO, cast

from congvu.licences.formats.office import BROKEN, directory_too_big, look
from congvu.licences.rules.formats import Counting, Look

MOST_MEMBERS = 20_000
MOST_MEMBER = 256 << 20
# A directory may say any size; all of them added up are still a number of bytes.
MOST_TOLD = 1 << 35
LONGEST_NAME = 200
_IN_MEMORY = 8 << 20
_PIECE = 1 << 20
_MOST_RATIO = 200


class PileRefused(Exception):
    """No zip that can be gone through; the message is a key of ``TROUBLES``."""


def read_pile(
    stream: BinaryIO, *, this_year: int, until: float, clock: Callable[[], float]
) -> dict[str, Any]:
    """Counts and troubles as plain values; stops at ``until`` and says what is left."""
    if directory_too_big(stream):
        raise PileRefused("bomb")
    counting = Counting(this_year=this_year)
    try:
        with zipfile.ZipFile(stream) as pile:
            members = [m for m in pile.infolist() if not m.is_dir()]
            packed = sum(m.compress_size for m in members)
            if len(members) > MOST_MEMBERS or packed > stream.seek(0, 2):
                raise PileRefused("bomb")
            for member in members:
                if clock() > until:
                    found = Look("other", trouble="no-time")
                else:
                    found = _member(pile, member)
                name = clean_name(member.filename)
                size = min(member.file_size, MOST_TOLD)
                counting.add(name, size, member.date_time[0], found)
    except BROKEN as why:
        raise PileRefused("broken") from why
    return {
        "tallies": [list(astuple(one)) for one in counting.tallies],
        "troubles": [[one.name, one.why] for one in counting.troubles],
    }


def clean_name(name: str) -> str:
    """What a page can show and a database keep."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return shown.encode("utf-8", "replace").decode()[-LONGEST_NAME:]


def _member(pile: zipfile.ZipFile, member: zipfile.ZipInfo) -> Look:
    if member.flag_bits & 0x1:
        return Look("other", trouble="locked")
    big = member.file_size > MOST_MEMBER
    swollen = member.file_size > _MOST_RATIO * max(member.compress_size, 1)
    if swollen and member.file_size > _IN_MEMORY:
        return Look("archive", trouble="bomb")
    if big:
        return Look("other", trouble="too-big")
    try:
        with (
            pile.open(member) as part,
            tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole,
        ):
            # A part ends where its directory says; zipfile gives no more of it.
            shutil.copyfileobj(part, whole, _PIECE)
            return look(cast(BinaryIO, whole))
    except MemoryError:
        return Look("other", trouble="too-big")
    except BROKEN:
        return Look("other", trouble="broken")
