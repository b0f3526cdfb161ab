"""The shelf tells every way a copy can be spoiled, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from congvu.keeping.management.words import FLAWS, read_key
from congvu.keeping.rules import Flaw, Manifest, Part, Unfit, is_below
from congvu.keeping.store import Shelf

KEY = bytes(range(32))
PAPER, LAW, DUMP = b"to trinh " * 9000, b"wire: 1\n", b"rows " * 5000
NAME = "20261126T020304.000005Z"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def make_copy(root: Path, key: bytes | None, name: str = NAME) -> Shelf:
    shelf = Shelf(root, key)
    with shelf.alone():
        part = shelf.begin(name)
        paper, law = shelf.put([PAPER]), shelf.put([LAW])
        dump = shelf.put_dump(part, [DUMP[:7], DUMP[7:]])
        assert paper
        assert law
        manifest = Manifest(
            made_at="2026-11-26T02:03:04+00:00",
            migrations=["files.0001_initial"],
            counts={"files_storedfile": 1},
            dump=dump,
            contents={paper.sha256: paper.size},
            home={"law/wire.yaml": law},
            folders=["law"],
            destroyed=[],
            lost=[],
        )
        shelf.finish(part, manifest)
    return shelf


def flaws(shelf: Shelf, name: str = NAME) -> list[Flaw]:
    try:
        return [flaw for flaw, _about in shelf.damage(name, shelf.manifest(name))]
    except Unfit as why:
        return [flaw for flaw, _about in why.flaws]


def content_path(shelf: Shelf, content: bytes) -> Path:
    return shelf._place(digest(content))


@pytest.fixture(params=[None, KEY], ids=["open", "sealed"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    return make_copy(tmp_path / "shelf", request.param)


def test_a_copy_comes_back_as_it_was(shelf: Shelf) -> None:
    manifest = shelf.manifest(NAME)

    assert flaws(shelf) == []
    assert shelf.copies() == [NAME]
    assert b"".join(shelf.dump(NAME)) == DUMP
    assert b"".join(shelf.content(digest(PAPER))) == PAPER
    assert manifest.home == {"law/wire.yaml": Part(digest(LAW), len(LAW))}
    assert manifest.parts() == {digest(PAPER): len(PAPER), digest(LAW): len(LAW)}


def test_a_sealed_copy_shows_nothing(tmp_path: Path) -> None:
    make_copy(tmp_path, KEY)

    lying = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    names = " ".join(p.name for p in tmp_path.rglob("*"))
    for shown in (b"to trinh", b"wire", b"rows", b"storedfile"):
        assert shown not in lying
    assert digest(PAPER) not in names + lying.decode("latin-1")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _the_dump(shelf: Shelf) -> Path:
    return next((shelf.root / NAME).glob("database.dump*"))


def _the_manifest(shelf: Shelf) -> Path:
    return next((shelf.root / NAME).glob("manifest.json*"))


@pytest.mark.parametrize(
    "which",
    [_the_dump, _the_manifest, lambda shelf: content_path(shelf, PAPER)],
    ids=["dump", "manifest", "content"],
)
@pytest.mark.parametrize(
    ("spoil", "flaw"),
    [(_cut, Flaw.ALTERED), (_alter, Flaw.ALTERED), (Path.unlink, Flaw.MISSING)],
    ids=["cut", "altered", "missing"],
)
def test_whatever_is_spoiled_is_named(
    shelf: Shelf,
    which: Callable[[Shelf], Path],
    spoil: Callable[[Path], None],
    flaw: Flaw,
) -> None:
    spoil(which(shelf))

    assert flaws(shelf) == [flaw]


def test_all_flaws_are_told_at_once(shelf: Shelf) -> None:
    _alter(_the_dump(shelf))
    content_path(shelf, PAPER).unlink()
    _cut(content_path(shelf, LAW))

    assert sorted(flaws(shelf)) == [Flaw.ALTERED, Flaw.ALTERED, Flaw.MISSING]


def test_a_sealed_copy_wants_its_key(tmp_path: Path) -> None:
    make_copy(tmp_path, KEY)

    assert flaws(Shelf(tmp_path, None)) == [Flaw.KEY_WANTED]
    assert flaws(Shelf(tmp_path, b"x" * 32)) == [Flaw.KEY_WRONG]


def test_an_open_copy_wants_no_key(tmp_path: Path) -> None:
    make_copy(tmp_path, None)

    assert flaws(Shelf(tmp_path, KEY)) == [Flaw.KEY_UNWANTED]


def test_the_dump_of_another_day_cannot_stand_in(tmp_path: Path) -> None:
    older = "20261125T020304.000005Z"
    shelf = make_copy(tmp_path, KEY)
    make_copy(tmp_path, KEY, older)
    (tmp_path / older / "database.dump.sealed").replace(_the_dump(shelf))

    assert flaws(shelf) == [Flaw.ALTERED]


def test_a_cut_content_is_copied_once_more(shelf: Shelf) -> None:
    _cut(content_path(shelf, PAPER))
    assert not shelf.has(digest(PAPER), len(PAPER))

    with shelf.alone():
        shelf.put([PAPER])

    assert shelf.has(digest(PAPER), len(PAPER))
    assert flaws(shelf) == []


def test_a_content_that_is_not_what_it_is_called_is_not_kept(shelf: Shelf) -> None:
    with shelf.alone():
        assert shelf.put([b"other bytes"], expected="0" * 64) is None

    assert not shelf.holds("0" * 64)
    assert not shelf.holds(digest(b"other bytes"))


OTHER = "20261127T020304.000005Z"


def test_an_old_copy_goes_with_what_nobody_else_needs(shelf: Shelf) -> None:
    with shelf.alone():
        newest = shelf.begin(OTHER)
        dump, law = shelf.put_dump(newest, [b"rows"]), shelf.put([LAW])
        assert law
        older = shelf.manifest(NAME)
        shelf.finish(
            newest, replace(older, dump=dump, contents={}, home={"law/wire.yaml": law})
        )

        shelf.remove([NAME])

    assert shelf.copies() == [OTHER]
    assert flaws(shelf, OTHER) == []
    assert not shelf.holds(digest(PAPER))
    assert sorted(path.name for path in shelf.root.iterdir() if path.is_dir()) == [
        OTHER,
        "contents",
        "contents.tmp",
    ]


def test_nothing_goes_while_a_copy_that_stays_cannot_be_read(shelf: Shelf) -> None:
    make_copy(shelf.root, shelf.key, OTHER)
    next((shelf.root / OTHER).glob("manifest.json*")).unlink()

    with pytest.raises(Unfit, match="missing"):
        shelf.remove([NAME])

    assert shelf.copies() == [NAME, OTHER]
    assert shelf.holds(digest(PAPER))


def test_what_an_older_copy_brought_is_looked_at_for_presence_alone(
    shelf: Shelf,
) -> None:
    _alter(content_path(shelf, PAPER))
    manifest = shelf.manifest(NAME)

    assert list(shelf.damage(NAME, manifest, {digest(LAW)})) == []
    assert flaws(shelf) == [Flaw.ALTERED]
    _cut(content_path(shelf, PAPER))
    found = list(shelf.damage(NAME, manifest, {digest(LAW)}))
    assert found == [(Flaw.MISSING, digest(PAPER))]


def test_one_backup_at_a_time_and_the_unfinished_are_swept(shelf: Shelf) -> None:
    left = shelf.root / "20261126T999999.000000Z.part"
    left.mkdir()
    assert shelf.copies() == [NAME]

    with shelf.alone():
        assert not left.exists()
        with pytest.raises(Unfit, match="busy"), shelf.alone():
            pass


@pytest.mark.parametrize("size", [0, 31])
def test_a_key_must_be_long_enough(tmp_path: Path, size: int) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"x" * size)

    with pytest.raises(Unfit, match="key-short"):
        read_key(path)
    with pytest.raises(Unfit, match="key-unread"):
        read_key(tmp_path / "nowhere")
    assert read_key(None) is None


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("law/a.yaml", True),
        ("secret-key", True),
        ("../x", False),
        ("a/../../x", False),
        ("/etc/passwd", False),
        ("", False),
    ],
)
def test_nothing_leads_out_of_the_home(name: str, below: bool) -> None:
    assert is_below(name) is below


def test_every_flaw_has_words() -> None:
    assert set(FLAWS) == set(Flaw)
