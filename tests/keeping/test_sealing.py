"""Sealed bytes come back as they were, or not at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.keeping import formats
from congvu.keeping.formats import BrokenSeal, opened, sealed, sealed_size

KEY, OTHER = b"k" * 32, b"o" * 32
HEAD = len(formats.MAGIC) + formats.SALT
SMALL = 64


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "CHUNK", SMALL)


def seal(content: bytes, key: bytes = KEY, label: str = "content") -> bytes:
    return b"".join(sealed([content], key, label))


def unseal(content: bytes, key: bytes = KEY, label: str = "content") -> bytes:
    return b"".join(opened(BytesIO(content), key, label))


@given(pieces=st.lists(st.binary(max_size=3 * SMALL), max_size=6))
def test_what_was_sealed_in_any_pieces_comes_back(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    kept = b"".join(sealed(pieces, KEY, "content"))

    assert unseal(kept) == content
    assert len(kept) == sealed_size(len(content))
    assert len(content) < 8 or content not in kept


@pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 2 * SMALL])
def test_cut_anywhere_it_does_not_open(size: int) -> None:
    kept = seal(b"x" * size)

    for end in range(len(kept)):
        with pytest.raises(BrokenSeal):
            unseal(kept[:end])


@given(at=st.integers(0, 100_000), bit=st.integers(0, 7))
def test_one_altered_bit_does_not_open(at: int, bit: int) -> None:
    kept = bytearray(seal(b"x" * (2 * SMALL + 5)))
    kept[at % len(kept)] ^= 1 << bit

    with pytest.raises(BrokenSeal):
        unseal(bytes(kept))


def test_chunks_cannot_change_places_or_be_left_out() -> None:
    kept, whole = seal(b"x" * (3 * SMALL)), SMALL + formats.TAG
    head, *chunks = (
        kept[:HEAD],
        *(kept[HEAD + n * whole : HEAD + (n + 1) * whole] for n in range(3)),
    )

    assert unseal(head + b"".join(chunks)) == b"x" * (3 * SMALL)
    for order in ([1, 0, 2], [0, 2], [1, 2], [0, 1], [0, 1, 1, 2]):
        with pytest.raises(BrokenSeal):
            unseal(head + b"".join(chunks[n] for n in order))


def test_another_key_or_another_kind_of_file_does_not_open() -> None:
    kept = seal(b"a paper")

    for key, label in ((OTHER, "content"), (KEY, "manifest")):
        with pytest.raises(BrokenSeal):
            unseal(kept, key, label)


def test_the_same_content_looks_different_each_time_and_hides_its_name() -> None:
    assert seal(b"a paper") != seal(b"a paper")
    names = {formats.hidden_name(key, "ab" * 32) for key in (KEY, OTHER)}
    assert len(names) == 2
    assert "ab" * 32 not in names
