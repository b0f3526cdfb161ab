"""A zip whose writer is killed at any byte, and what the next writer makes of it."""

from __future__ import annotations

import io
import random
import zipfile
from hashlib import sha256
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.archives.formats.growing_zip import GrowingZip
from tests.scale import examples

COUNT, STRETCH = 20, 4


def _write(place: Path, *, until: int = COUNT + 1, key: str = "k") -> int:
    """Go on with it, to the end or until the kill; gives where it went on."""
    growing = GrowingZip(place, key=key, moment=(2026, 11, 26, 10, 0, 0))
    began = growing.mark
    for number in range(began + 1, COUNT + 1):
        if number >= until:
            growing.stream(f"goi/dở {number}", lambda: io.BytesIO(b"half" * 999))
            growing.close()
            return began
        content = random.Random(number).randbytes(3000)
        growing.stream(f"goi/văn bản {number}", lambda c=content: io.BytesIO(c))
        growing.note({"number": number})
        if number % STRETCH == 0:
            growing.checkpoint(number)
    assert [row["number"] for row in growing.rows] == list(range(1, COUNT + 1))
    growing.add("goi/METS.xml", b"<mets/>")
    digest, size = growing.finish()
    growing.close()
    assert (digest, size) == (sha256(place.read_bytes()).hexdigest(), size)
    return began


@given(
    kills=st.lists(
        st.tuples(st.integers(1, COUNT), st.integers(0, 40_000), st.integers(0, 3000)),
        max_size=4,
    )
)
@settings(max_examples=examples(40), deadline=None)
def test_whenever_it_is_killed_the_bytes_are_the_same(
    tmp_path_factory: object, kills: list[tuple[int, int, int]]
) -> None:
    """Killed after so many entries, with so many bytes of zip and journal lost."""
    folder: Path = tmp_path_factory.mktemp("zip")  # type: ignore[attr-defined]
    once, often = folder / "once.zip", folder / "often.zip"
    _write(once)
    for until, torn, lost in kills:
        _write(often, until=until)
        for path, bytes_ in ((often, torn), (often.with_suffix(".log"), lost)):
            size = path.stat().st_size
            with path.open("r+b") as file:
                file.truncate(max(0, size - bytes_))
    _write(often)

    assert often.read_bytes() == once.read_bytes()
    assert zipfile.ZipFile(often).testzip() is None


def test_it_goes_on_after_the_last_stretch_that_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "goi.zip"
    _write(place, until=11)

    assert _write(place, until=15) == 8
    assert _write(place, until=15) == 12


def test_bytes_that_changed_under_it_are_not_trusted(tmp_path: Path) -> None:
    place = tmp_path / "goi.zip"
    _write(place, until=15)
    held = bytearray(place.read_bytes())
    held[16_000] ^= 1
    place.write_bytes(held)

    assert _write(place) == 4
    assert zipfile.ZipFile(place).testzip() is None


def test_another_content_begins_anew(tmp_path: Path) -> None:
    place = tmp_path / "goi.zip"
    _write(place, until=15)

    assert _write(place, key="khác") == 0
