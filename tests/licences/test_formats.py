"""The content says what a file is and what makes moving it dear; a hostile one says why
it was not opened, and the rest is counted.
"""

from __future__ import annotations

import json
import os
import struct
import time
import zipfile
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from congvu.licences.actions import scan_folders, scan_pile
from congvu.licences.formats.office import BROKEN, look
from congvu.licences.rules.formats import (
    FORMAT_LABELS,
    TROUBLES,
    Change,
    FormatTally,
    Look,
    Minutes,
    by_format,
    change_of,
)
from tests.licences.office_files import (
    bomb,
    compound,
    excel97,
    looping,
    odf,
    ooxml,
    packed,
    record,
    word97,
)

EXTERNAL = b'<Relationship Type="http://x/%s" Target="y" TargetMode="External"/>'
LOCKED_ODF = b'<m><manifest:encryption-data x="1"/></m>'
TABLE_SOURCE = b'<table:table-source xlink:href="../gia.ods"/>'

FILES: list[tuple[bytes, Look]] = [
    (ooxml(), Look("docx")),
    (ooxml(**{"word/vbaProject.bin": b"x"}), Look("docm", macros=True)),
    (ooxml(**{"word/embeddings/o.bin": b"x"}), Look("docx", embedded=True)),
    (
        ooxml(**{"word/_rels/document.xml.rels": EXTERNAL % b"oleObject"}),
        Look("docx", links=True),
    ),
    # What a reader clicks binds no file to another.
    (ooxml(**{"word/_rels/document.xml.rels": EXTERNAL % b"hyperlink"}), Look("docx")),
    (
        ooxml(**{"word/document.xml": b'<w:rFonts w:ascii=".VnTime"/>'}),
        Look("docx", alphabet=True),
    ),
    (ooxml("xl/workbook.xml"), Look("xlsx")),
    (
        ooxml("xl/workbook.xml", **{"xl/externalLinks/externalLink1.xml": b"x"}),
        Look("xlsx", links=True),
    ),
    (ooxml("xl/workbook.bin"), Look("xlsb")),
    (ooxml("ppt/presentation.xml"), Look("pptx")),
    (odf(), Look("odt")),
    (odf("spreadsheet", **{"content.xml": TABLE_SOURCE}), Look("ods", links=True)),
    (odf(**{"META-INF/manifest.xml": LOCKED_ODF}), Look("odt", encrypted=True)),
    (odf("presentation", **{"Object 1/content.xml": b"x"}), Look("odp", embedded=True)),
    (odf(**{"Basic/Standard/Module1.xml": b"x"}), Look("odt", macros=True)),
    (odf(**{"Basic/script-lc.xml": b"x"}), Look("odt")),
    (word97(), Look("doc")),
    (word97("Macros", "VBA"), Look("doc", macros=True)),
    (word97("ObjectPool"), Look("doc")),
    (word97("ObjectPool", "_1234567"), Look("doc", embedded=True)),
    (word97(locked=True), Look("doc", encrypted=True)),
    (word97(fonts=".VnTimeH"), Look("doc", alphabet=True)),
    (excel97(), Look("xls")),
    (excel97(record(0x2F, bytes(6))), Look("xls", encrypted=True)),
    (excel97(record(0x1AE, b"\2\0\x01\x04")), Look("xls")),
    (excel97(record(0x1AE, b"\2\0\x08\0\0gia.xls")), Look("xls", links=True)),
    (
        excel97(storages=("_VBA_PROJECT_CUR", "MBD0001")),
        Look("xls", macros=True, embedded=True),
    ),
    (compound({"PowerPoint Document": b"x"}), Look("ppt")),
    (compound({"EncryptedPackage": b"x"}), Look("locked", encrypted=True)),
    (b"%PDF-1.7 ... trailer <</Encrypt 5 0 R>>", Look("pdf", encrypted=True)),
    (b"{\\rtf1\\objemb {\\f0 .VnTime;}}", Look("rtf", embedded=True, alphabet=True)),
    (b"Ho ten;Don vi\r\n", Look("text")),
    (b"\x89PNG\r\n\x1a\n", Look("image")),
    (packed(a=b"x"), Look("archive")),
    (b"MZ\x90\0", Look("other")),
    (b"", Look("other")),
    # hostile
    (bomb(), Look("archive", trouble="bomb")),
    (looping(), Look("ole", trouble="broken")),
    (word97()[:600], Look("ole", trouble="broken")),
    (ooxml()[:80], Look("archive", trouble="broken")),
]


@pytest.mark.parametrize(("content", "found"), FILES)
def test_a_file_is_what_it_holds(content: bytes, found: Look) -> None:
    assert look(BytesIO(content)) == found


@given(st.data())
def test_no_broken_file_breaks_the_reader(data: st.DataObject) -> None:
    """Any bytes changed in any of these: a look, of a kind and trouble we know."""
    content = bytearray(data.draw(st.sampled_from(FILES[16:29]))[0])
    for _turn in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 4))
        struct.pack_into("<I", content, at, data.draw(st.integers(0, 2**32 - 1)))
    try:
        found = look(BytesIO(bytes(content)))
    except BROKEN:
        return
    assert found.format in FORMAT_LABELS
    assert found.trouble in {"", *TROUBLES}


def test_many_elements_without_an_end_are_read_once() -> None:
    """A hundred thousand of them, where a look at each went to the end of all."""
    began = time.process_time()
    content = b"<draw:image " * 100_000
    assert look(BytesIO(odf(**{"content.xml": content}))) == Look("odt")
    link = b'<draw:image draw:name="a" xlink:href="../anh.png"/>'
    found = look(BytesIO(odf(**{"content.xml": content + link})))
    assert found == Look("odt", links=True)
    assert time.process_time() - began < 5


def test_what_a_change_costs_is_counted_by_hand() -> None:
    """3 DOC of which 1 with macro, 2 XLSM, 4 ODT, 5 PDF that cost nothing."""
    tallies = [
        FormatTally("doc", 2009, files=2, bytes=20, alphabet=2),
        FormatTally(
            "doc", 2024, files=1, bytes=10, macros=1, bound=1, links=1, embedded=1
        ),
        FormatTally("xlsm", 2024, files=2, bytes=9, macros=2),
        FormatTally("odt", 2024, files=4, bytes=4),
        FormatTally("pdf", 2024, files=5, bytes=5, encrypted=1),
    ]
    change = change_of(tallies, Minutes(macro=60, bound=15, closed=1, alphabet=5))
    lines = (("macro", 3, 60), ("bound", 1, 15), ("closed", 3, 1), ("alphabet", 2, 5))
    assert change == Change(lines)
    assert (change.minutes, change.hours) == (180 + 15 + 3 + 10, 4)
    assert [(t.format, t.files) for t in by_format(tallies)][:2] == [
        ("pdf", 5),
        ("odt", 4),
    ]


def folder_of(place: Path) -> Path:
    """Eight files; three of them cannot be looked into."""
    (place / "2009").mkdir(parents=True)
    for name, content in {
        "2009/cong van.doc": word97(fonts=".VnTime"),
        "2009/bang luong.xls": excel97(storages=("_VBA_PROJECT_CUR",)),
        "ke hoach.docx": ooxml(),
        "to trinh.odt": odf(),
        "quet.pdf": b"%PDF-1.4",
        "bom.docx": bomb(),
        "hong.doc": looping(),
        "vong.doc": word97()[:700],
    }.items():
        (place / name).write_bytes(content)
    (place / "vong lap").symlink_to(place)
    return place


@pytest.mark.django_db
def test_a_folder_is_scanned_by_the_command(law: None, tmp_path: Path) -> None:
    place, out = folder_of(tmp_path / "o chung"), StringIO()
    call_command("licences", "scan", str(place), "/khong/co", "--json", stdout=out)
    told = json.loads(out.getvalue())

    assert told["files"] == 9  # the folder that is not there is named, too
    rows = {one["format"]: one for one in told["formats"]}
    assert {k: rows[k]["files"] for k in ("doc", "xls", "docx", "odt", "pdf")} == {
        **{"doc": 1, "xls": 1, "docx": 1, "odt": 1, "pdf": 1}
    }
    assert (rows["doc"]["alphabet"], rows["xls"]["macros"]) == (1, 1)
    assert {(Path(t["file"]).name, t["why"]) for t in told["troubles"]} == {
        ("bom.docx", "bomb"),
        ("hong.doc", "broken"),
        ("vong.doc", "broken"),
        ("co", "unreadable"),
    }
    # One macro, two old formats, one old alphabet, at the figures that ship.
    assert told["change"]["minutes"] == 60 + 2 + 5
    assert told["change"]["estimate"] is True
    call_command(
        "licences",
        "scan",
        str(place),
        "--macro",
        "30",
        "--json",
        stdout=(o := StringIO()),
    )
    assert json.loads(o.getvalue())["change"]["minutes"] == 30 + 2 + 5


def test_a_pile_keeps_what_can_be_read(tmp_path: Path, db: None) -> None:
    year = datetime.now().year  # noqa: DTZ005 - of the runner's clock
    files = {f"don vi/{n}.doc": word97() for n in range(5)}
    locked = bytearray(
        packed(**files, **{"bom\x01.docx": bomb(), "hong.doc": looping()})
    )
    found = scan_pile(stream=BytesIO(bytes(locked)), this_year=year)
    assert [(t.format, t.year, t.files) for t in found.tallies] == [
        ("archive", 2024, 1),
        ("doc", 2024, 5),
        ("ole", 2024, 1),
    ]
    assert [(t.name, t.why) for t in found.troubles] == [
        ("bom\ufffd.docx", "bomb"),
        ("hong.doc", "broken"),
    ]
    assert scan_folders(folders=[tmp_path], this_year=year).tallies == []


def two_files(first: bytes, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packed(level=level, **{"a.doc": first, "sau.odt": odf()})


def with_a_lie(content: bytes, **said: int) -> bytes:
    """What the directory says of its first file, and only 64 bits hold."""
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as pile:
        for name, value in said.items():
            setattr(pile.infolist()[0], name, value)
        pile.writestr("them.txt", "x")
    return out.getvalue()


def with_a_broken_stream() -> bytes:
    """LZMA whose first words make no sense."""
    content = two_files(word97(), zipfile.ZIP_LZMA)
    at = 30 + len("a.doc") + 4
    return content[:at] + b"\xff" * 5 + content[at + 5 :]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (with_a_broken_stream(), "broken"),
        (with_a_lie(two_files(word97()), file_size=(1 << 63) + 7), "bomb"),
        (two_files(with_a_lie(odf(), header_offset=(1 << 63) + 7)), "broken"),
    ],
)
def test_one_lie_of_a_pile_costs_one_file(content: bytes, why: str, db: None) -> None:
    found = scan_pile(stream=BytesIO(content), this_year=2026)
    assert [(one.name, one.why) for one in found.troubles] == [("a.doc", why)]
    assert "odt" in {one.format for one in found.tallies}


def test_a_name_too_long_and_a_day_of_no_calendar_stop_no_scan(
    tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies below a path of 4096 bytes is named; a disk may say the year 10000."""
    (tmp_path / "z.pdf").write_bytes(b"%PDF-1.4")
    place, below = str(tmp_path), os.open(tmp_path, os.O_RDONLY)
    while len(place) < 3900:
        name = "d" * min(200, 3990 - len(place))
        os.mkdir(name, dir_fd=below)
        place, above = f"{place}/{name}", below
        below = os.open(name, os.O_RDONLY, dir_fd=above)
        os.close(above)
    os.close(os.open("x" * 250, os.O_CREAT | os.O_WRONLY, dir_fd=below))
    os.close(below)
    stat = Path.stat

    def far(path: Path, **how: bool) -> os.stat_result:
        told = list(stat(path, **how))
        return os.stat_result([*told[:8], 253_402_300_800 + 86_400, told[9]])

    monkeypatch.setattr(Path, "stat", far)
    found = scan_folders(folders=[tmp_path], this_year=2026)
    assert [(one.format, one.year) for one in found.tallies] == [
        ("other", 0),
        ("pdf", 0),
    ]
    ((name, why),) = [(one.name, one.why) for one in found.troubles]
    assert (name[-9:], why) == ("x" * 9, "unreadable")
