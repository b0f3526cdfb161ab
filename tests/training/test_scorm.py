"""What is read from a package, and every way in which one is none; time, scores."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.training.formats.pages import kind_of, with_api
from congvu.training.formats.scorm import MOST_FILES, Item, read_package
from congvu.training.rules import lessons
from congvu.training.rules.lessons import (
    MOST_TIME,
    LessonStatus,
    hundredths,
    of_ten,
    read_told,
    standing,
    timespan,
)
from tests.training.packages import LESSON, QUIET, files, manifest, package, zipped

_S = LessonStatus
_GOOD = package()


def _wrong(content: bytes) -> set[str]:
    found, whole = read_package(BytesIO(content))
    assert found.wrong or whole
    assert not (found.wrong and whole)
    return {key for key, _which in found.wrong}


def test_a_package_is_read_with_its_lessons_and_bytes() -> None:
    content = package(
        mastery="80",
        items="""<item identifier="A"><title>Phần một</title>
          <item identifier="B" identifierref="R1" parameters="?che-do=hoc">
            <title> Bài
              đầu </title></item></item>
          <item identifier="C" identifierref="R2"><title>Để đọc</title></item>
          <item identifier="D" identifierref="R9"><title>Không có</title></item>""",
        resources="""<resource identifier="R2" adlcp:scormtype="asset"
          xml:base="bai/" href="index.html"/>""",
    )
    found, whole = read_package(BytesIO(content))

    assert found.wrong == []
    assert found.title == "An toàn thư điện tử"
    assert found.items == [
        Item("B", "Bài đầu", "bai/index.html?che-do=hoc"),
        Item("C", "Để đọc", "bai/index.html", is_sco=False),
    ]
    assert [path for path, _size in found.files] == list(files())
    start = 0
    for path, size in found.files:
        if path == "bai/lesson.js":
            assert whole[start : start + size].decode() == QUIET
        start += size
    assert start == len(whole)


def test_names_are_read_as_old_and_new_tools_write_them() -> None:
    """UTF-8 that nobody declared, backslashes, letters in two parts."""
    wanted = files()
    del wanted["bai/index.html"]
    wanted["imsmanifest.xml"] = manifest().replace("bai/index", "b%C3%A0i/h%E1%BB%8Dc")
    name = "ba\u0300i\\ho\u0323c.html".encode()
    found, _whole = read_package(BytesIO(_undeclared(wanted, name)))

    assert found.wrong == []
    assert found.items[0].href == "bài/học.html"


def _undeclared(wanted: dict[str, str], name: bytes) -> bytes:
    """A zip whose last name is bytes, without the flag that says they are UTF-8."""
    place = "x" * len(name)
    content = zipped({**wanted, place: LESSON})
    return content.replace(place.encode(), name)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "broken-zip"),
        (b"%PDF-1.7", "broken-zip"),
        (package()[:-30], "broken-zip"),
        (zipped({"bai/imsmanifest.xml": manifest()}), "no-manifest"),
        (zipped({"imsmanifest.xml": "<manifest>"}), "bad-manifest"),
        (zipped({"imsmanifest.xml": "x" * 2_000_001}), "bad-manifest"),
        (
            package(before='<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
            "bad-manifest",
        ),
        (package(version="2004 4th Edition"), "other-version"),
        (package(items="<item><title>Trống</title></item>"), "no-lesson"),
        (
            package(items='<item identifierref="R1"/>' * 101),
            "too-many-lessons",
        ),
        (
            package(
                items='<item identifierref="X"/>',
                resources='<resource identifier="X" href="https://la.example/a.html"/>',
            ),
            "no-lesson-file",
        ),
        (zipped({"imsmanifest.xml": manifest()}), "no-lesson-file"),
        (zipped({**files(), "../a": "x"}), "unsafe-name"),
        (zipped({**files(), "/etc/a": "x"}), "unsafe-name"),
        (zipped({**files(), "bai/../../a": "x"}), "unsafe-name"),
        (zipped({**files(), "c:\\a": "x"}), "unsafe-name"),
        (zipped({**files(), "a\nb": "x"}), "unsafe-name"),
        (zipped({**files(), "a" * 241: "x"}), "unsafe-name"),
        (zipped({f"a{n}": "" for n in range(MOST_FILES + 1)}), "too-many-files"),
        (zipped({**files(), "x.html": b"a" * 4_000_001}), "page-too-big"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_package(content: bytes, key: str) -> None:
    assert key in _wrong(content)


def test_a_bomb_a_link_and_a_lock_are_told() -> None:
    bomb = zipped({**files(), "a.bin": bytes(60_000_000), "b.bin": bytes(60_000_000)})
    assert len(bomb) < 1_000_000
    assert _wrong(bomb) == {"too-big"}

    link = zipfile.ZipInfo("bai/etc")
    link.external_attr = 0o120777 << 16
    assert _wrong(zipped({**files(), link: "/etc/passwd"})) == {"link"}

    locked = bytearray(zipped({**files(), "khoa.js": "x"}))
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert _wrong(bytes(locked)) == {"locked"}


@given(st.binary(max_size=400), st.integers(0, 2000))
def test_no_damage_is_taken_for_a_package(damage: bytes, at: int) -> None:
    """Whatever is written over a package: read, or refused; never an accident."""
    whole = bytearray(_GOOD)
    at %= len(whole)
    whole[at : at + len(damage)] = damage
    found, content = read_package(BytesIO(bytes(whole)))

    assert found.wrong or sum(size for _path, size in found.files) == len(content)


_TAG = "<script></script>"


@pytest.mark.parametrize(
    ("page", "made"),
    [
        (b"<html><head><title>a", "<html><head>|<title>a"),
        (
            b"<!doctype html>\n<HTML lang='vi'><HEAD a=b><",
            "<HTML lang='vi'><HEAD a=b>|<",
        ),
        (b"<!-- <head> --><script>x", "<!-- <head> -->|<script>x"),
        (b"<header>x", "|<header>x"),
        (b"<!-- open <head>", "|<!-- open <head>"),
        (b"", "|"),
        ("\ufeff<p>Học".encode(), "|<p>Học"),
        ("<p>Học".encode("utf-16"), "|<p>Học"),
        (b"<meta charset=windows-1252>\xe9", "|<meta charset=windows-1252>é"),
        (b"<meta charset=iso-8859-99>\xe9", "|<meta charset=iso-8859-99>é"),
        (b"<meta charset=idna>\xe9", "|<meta charset=idna>é"),
    ],
    ids=range(11),
)
def test_the_api_comes_before_all_that_a_page_does(page: bytes, made: str) -> None:
    assert with_api(page, _TAG).decode().endswith(made.replace("|", _TAG))


def test_what_is_not_known_is_only_bytes() -> None:
    assert kind_of("a/b.PNG") == "image/png"
    assert kind_of("a/b.css") == "text/css; charset=utf-8"
    assert kind_of("a.swf") == kind_of("a") == "application/octet-stream"


@pytest.mark.parametrize(
    ("status", "raw", "mastery", "finished", "made"),
    [
        (_S.INCOMPLETE, None, None, False, _S.INCOMPLETE),
        (_S.NOT_ATTEMPTED, None, None, False, _S.NOT_ATTEMPTED),
        (_S.NOT_ATTEMPTED, None, None, True, _S.COMPLETED),
        (_S.INCOMPLETE, None, None, True, _S.INCOMPLETE),
        (_S.COMPLETED, 79, 80, False, _S.COMPLETED),
        (_S.COMPLETED, 79, 80, True, _S.FAILED),
        (_S.INCOMPLETE, 80, 80, True, _S.PASSED),
        (_S.FAILED, 0, 0, True, _S.PASSED),
        (_S.COMPLETED, None, 80, True, _S.COMPLETED),
        (_S.PASSED, 10, None, True, _S.PASSED),
    ],
)
def test_what_the_office_makes_of_it(
    status: LessonStatus,
    raw: int | None,
    mastery: int | None,
    finished: bool,
    made: LessonStatus,
) -> None:
    score = None if raw is None else Decimal(raw)
    assert standing(status, score, mastery, finished=finished) is made


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("66.66666666666667", "66.66"),
        ("79.996", "79.99"),
        ("100", "100"),
        ("0.1", "0.1"),
    ],
)
def test_a_score_is_kept_down_to_the_hundredth(text: str, kept: str) -> None:
    assert read_told({"cmi.core.score.raw": text}).score_raw == Decimal(kept)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("80", 80),
        ("80.0", 80),
        ("82.5", 83),
        ("100", 100),
        ("100.5", None),
        ("x", None),
    ],
)
def test_a_part_of_what_has_to_be_reached_counts_whole(
    text: str, whole: int | None
) -> None:
    found, _content = read_package(BytesIO(package(mastery=text)))

    assert [one.mastery for one in found.items] == [whole]


def test_the_lessons_own_script_takes_the_same_scores() -> None:
    here = Path(lessons.__file__).parents[1] / "static/training/scorm.js"
    [pattern] = re.findall(r"/\^(.+)\$/\.test\(text\) && Number", here.read_text())

    assert (
        pattern.replace(r"\d", "[0-9]").replace("(", "(?:") == lessons._NUMBER.pattern
    )


@given(st.integers(0, MOST_TIME))
def test_time_is_read_as_it_is_written(time: int) -> None:
    assert hundredths(timespan(time)) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [("00:00:01", 100), ("0001:00:00.5", 360_050), ("9999:99:99.99", MOST_TIME)],
)
def test_time_as_tools_write_it(text: str, time: int) -> None:
    assert hundredths(text) == time


@pytest.mark.parametrize(
    "text", ["", "1:00:00", "00:0:00", "00:00:00.123", "-00:00:00"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="no time"):
        hundredths(text)


def test_the_score_is_the_mean_of_ten() -> None:
    assert of_ten([]) is None
    assert of_ten([Decimal(80), Decimal("85.5")]) == Decimal("8.28")
