"""Packages: what we write is read back whole; every fault of a stranger's at once."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from congvu.archives.formats.package_premis import Event
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.formats.package_source import Checked
from congvu.archives.formats.package_writing import (
    PackageDocument,
    PackageFacts,
    PackageFile,
    write_package,
)
from congvu.files import jail
from tests.scale import examples

PROFILE = shipped_profile()
CODE = "000.00.00.H03.2026.05.KGVX"


def _document(n: int, content: bytes = b"%PDF-1.7", **changed: str) -> PackageDocument:
    values = {
        "docId": f"{n:07d}",
        "docCode": f"{CODE}.{n:07d}",
        "typeName": "22",
        "issuedDate": "05/01/2026",
        "subject": "V/v <hỗ trợ> & kinh phí",
        "process": "Đã giải quyết",
        **changed,
    }
    file = PackageFile(".pdf", "application/pdf", lambda: io.BytesIO(content))
    return PackageDocument(n, {k: v for k, v in values.items() if v}, (file,))


def _facts(kind: str = "SIP", count: int = 2, **changed: str) -> PackageFacts:
    values = {
        "fileCode": CODE,
        "title": "Hồ sơ phòng, chống dịch",
        "maintenance": "05",
        "mode": "01",
        "language": "01",
        "startDate": "05/01/2026",
        "endDate": "20/11/2026",
        "totalDoc": str(count),
        "confidenceLevel": "01",
        **changed,
    }
    return PackageFacts(
        kind=kind,
        package_id=UUID("0190d4a2-6f00-7000-8000-6d656d626572"),
        fonds_code="H03",
        agent="Ủy ban nhân dân tỉnh Bắc Kạn",
        created_at=datetime(2026, 11, 26, 3, tzinfo=UTC),
        values=values,
    )


def _written(
    tmp_path: Path, facts: PackageFacts, documents: list[PackageDocument]
) -> Path:
    path = tmp_path / "goi.zip"
    write_package(path, facts, documents, PROFILE)
    path.with_suffix(".log").unlink()
    return path


def _codes(found: Checked) -> set[str]:
    return {fault.code for fault in found.faults}


@pytest.mark.parametrize("kind", ["SIP", "AIP"])
def test_what_is_written_is_read_back_without_a_fault(
    tmp_path: Path, kind: str
) -> None:
    path = _written(tmp_path, _facts(kind), [_document(1), _document(2)])

    found = check_package(path, PROFILE)

    assert found.faults == []
    assert (found.kind, found.documents) == (kind, 2)
    names = zipfile.ZipFile(path).namelist()
    folder = names[0].split("/")[0]
    own = "uuid-0190D4A2-6F00-7000-8000-6D656D626572"
    assert folder == (own if kind == "SIP" else f"urn_H03_{own}")
    assert (f"{folder}/metadata/preservation/PREMIS.xml" in names) == (kind == "AIP")
    mets = zipfile.ZipFile(path).read(f"{folder}/METS.xml").decode()
    assert "2026-11-26T10:00:00+07:00" in mets


def test_the_same_dossier_gives_the_same_package_again(tmp_path: Path) -> None:
    first = _written(tmp_path, _facts(), [_document(1), _document(2)]).read_bytes()

    assert (
        _written(tmp_path, _facts(), [_document(1), _document(2)]).read_bytes() == first
    )


def test_a_folder_is_read_as_a_zip_is(tmp_path: Path) -> None:
    path = _written(tmp_path, _facts(), [_document(1), _document(2)])
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "mo")
    folder = next((tmp_path / "mo").iterdir())

    assert check_package(folder, PROFILE).faults == []


@given(
    subject=st.text(min_size=1, max_size=200).filter(lambda s: s.strip()),
    content=st.binary(max_size=3000),
)
@settings(max_examples=examples(30))
def test_any_words_and_any_bytes_survive(
    tmp_path_factory: pytest.TempPathFactory, subject: str, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("goi")
    document = _document(1, content, subject=f"Về {subject}")

    found = check_package(_written(folder, _facts(count=1), [document]), PROFILE)

    assert found.faults == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"confidenceLevel": "02"}, "no-paper-code"),
        ({"maintenance": "99"}, "code-unknown"),
        ({"title": ""}, "field-missing"),
        ({"title": "a" * 1001}, "field-too-long"),
        ({"startDate": "2026-01-05"}, "bad-day"),
        ({"totalDoc": "3"}, "total-differs"),
    ],
)
def test_each_wrong_field_of_the_dossier_is_named(
    tmp_path: Path, changed: dict[str, str], code: str
) -> None:
    path = _written(tmp_path, _facts(**changed), [_document(1), _document(2)])

    assert _codes(check_package(path, PROFILE)) == {code}


def test_a_document_handled_in_the_system_says_how(tmp_path: Path) -> None:
    path = _written(tmp_path, _facts(count=1), [_document(1, process="", docCode="X")])

    assert _codes(check_package(path, PROFILE)) == {"no-process", "doc-code"}


def _again(
    path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes
) -> None:
    """The same zip with some files changed, left out or added."""
    with zipfile.ZipFile(path) as archive:
        held = {i.filename: archive.read(i) for i in archive.infolist()}
    folder = next(iter(held)).split("/")[0]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in held.items():
            changed = change(name.removeprefix(f"{folder}/"), content)
            if changed is not None:
                out.writestr(name, changed)
        for name, content in more.items():
            out.writestr(name, content)


@pytest.mark.parametrize(
    ("victim", "with_", "codes"),
    [
        ("METS.xml", None, {"no-mets"}),
        ("metadata/descriptive/EAD.xml", None, {"no-ead", "listed-missing"}),
        (
            "representations/rep1/METS.xml",
            b"<mets/>",
            {"digest-differs", "size-differs", "unlisted"},
        ),
        (
            "metadata/descriptive/EAD.xml",
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            {"xml-entities", "digest-differs", "size-differs"},
        ),
        (
            "metadata/descriptive/EAD.xml",
            b"<ead><title>",
            {"xml-broken", "digest-differs", "size-differs"},
        ),
    ],
)
def test_what_is_missing_changed_or_hostile_is_told(
    tmp_path: Path, victim: str, with_: bytes | None, codes: set[str]
) -> None:
    path = _written(tmp_path, _facts(), [_document(1), _document(2)])
    _again(path, lambda name, held: with_ if name == victim else held)

    assert codes <= _codes(check_package(path, PROFILE))


def test_names_that_leave_the_package_and_bombs_are_not_read(tmp_path: Path) -> None:
    path = _written(tmp_path, _facts(), [_document(1), _document(2)])
    _again(
        path,
        lambda _name, held: held,
        **{"../../etc/passwd": b"x", "/y": b"x", "goi/bom": b"\0" * (8 << 20)},
    )

    assert {"traversal", "bomb"} <= _codes(check_package(path, PROFILE))


def test_every_hostile_entry_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = _written(tmp_path, _facts(), [_document(1), _document(2)])
    with zipfile.ZipFile(path) as archive:
        folder = archive.namelist()[0].split("/")[0]
    link = zipfile.ZipInfo(f"{folder}/representations/rep1/data/lien-ket.pdf")
    link.external_attr = 0o120777 << 16
    pipe = zipfile.ZipInfo(f"{folder}/ong-dan")
    pipe.external_attr = 0o010644 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr(pipe, "")
        archive.writestr(f"{folder}/\x01.xml", "x")
        archive.writestr(f"{folder}/mets.xml", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(f"{folder}/metadata/descriptive/EAD.xml", "<ead/>")

    found = check_package(path, PROFILE)

    assert {"symlink", "special", "bad-name", "twice"} <= _codes(found)
    assert all(fault.words and fault.path for fault in found.faults)


def test_two_entries_over_the_same_bytes_are_an_attack(tmp_path: Path) -> None:
    path = tmp_path / "goi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("goi/a", b"a" * 1000)
        again = zipfile.ZipInfo("goi/b")
        held = archive.filelist[0]
        for name in ("CRC", "compress_size", "file_size", "header_offset"):
            setattr(again, name, getattr(held, name))
        archive.filelist.append(again)

    assert "overlap" in _codes(check_package(path, PROFILE))


def test_another_makers_package_is_read_whatever_its_prefixes_and_places(
    tmp_path: Path,
) -> None:
    """Prefixed METS, mets.xml, rep-01, ./ and %20 in paths, SHA512 in capitals."""
    folder = tmp_path / "uuid-0190D4A2-6F00-7000-8000-6D656D626572"
    data = folder / "representations/rep-01/data"
    data.mkdir(parents=True)
    (data / "van ban.pdf").write_bytes(b"%PDF-1.7")
    digest = hashlib.sha512(b"%PDF-1.7").hexdigest().upper()
    (folder / "mets.xml").write_text(
        '<m:mets xmlns:m="http://www.loc.gov/METS/" xmlns:c="urn:khac" xmlns:k='
        f'"http://www.w3.org/1999/xlink" OBJID="{folder.name}"><m:fileSec><m:fileGrp>'
        f'<m:file CHECKSUM="{digest}" CHECKSUMTYPE="SHA512"><m:FLocat k:href='
        '"./representations/rep-01/data/van%20ban.pdf"/></m:file></m:fileGrp>'
        '</m:fileSec><m:metsHdr c:OAISPACKAGETYPE="SIP" '
        'CREATEDATE="2026-11-26T10:00:00+07:00"/></m:mets>',
        encoding="utf-8",
    )

    found = check_package(folder, PROFILE)

    assert (found.kind, found.object_id) == ("SIP", folder.name)
    assert _codes(found) == {
        "rep-name",
        "digest-kind",
        "no-rep-mets",
        "no-ead",
        "no-schemas",
    }
    (data / "van ban.pdf").write_bytes(b"%PDF-1.4")
    assert "digest-differs" in _codes(check_package(folder, PROFILE))


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
    ],
)
def test_entities_are_never_resolved(tmp_path: Path, bomb: bytes) -> None:
    path = _written(tmp_path, _facts(), [_document(1), _document(2)])
    _again(path, lambda name, held: bomb if name == "METS.xml" else held)

    assert "xml-entities" in _codes(check_package(path, PROFILE))


def test_an_aip_tells_the_fixity_of_every_file_and_what_happened(
    tmp_path: Path,
) -> None:
    events = (
        Event("received", "2026-01-05T08:00:00+07:00", "Trần Thị Lan"),
        Event("checked", "2026-01-05T08:01:00+07:00", "", "SHA-256", "Bình: Hợp lệ"),
    )
    document = replace(_document(1), events=events)
    path = _written(tmp_path, _facts("AIP", 1), [document])

    with zipfile.ZipFile(path) as archive:
        held = {n.split("/", 1)[1]: archive.read(n) for n in archive.namelist()}
    rep = held["representations/rep1/metadata/preservation/PREMIS_rep1.xml"].decode()
    whole = held["metadata/preservation/PREMIS.xml"].decode()
    data = next(n for n in held if n.startswith("representations/rep1/data/"))
    assert hashlib.sha256(held[data]).hexdigest() in rep
    assert "<eventType>transfer</eventType>" in rep
    assert "<eventOutcome>Bình: Hợp lệ</eventOutcome>" in rep
    assert rep.count("linkingObjectIdentifierValue>ID-") == 2
    assert "information package creation" in whole
    for name in ("metadata/descriptive/EAD.xml", "schemas/EAD.xsd"):
        assert hashlib.sha256(held[name]).hexdigest() in whole
    assert b"arcFileCode" in held["metadata/descriptive/EAD.xml"]
    assert "Số tài liệu: 1" in held["documentation/DOC_TRUOC.txt"].decode()


@pytest.mark.parametrize("kind", ["SIP", "AIP"])
def test_its_own_schemas_hold_for_its_own_descriptions(
    tmp_path: Path, kind: str
) -> None:
    path = _written(tmp_path, _facts(kind), [_document(1), _document(2)])
    with zipfile.ZipFile(path) as archive:
        held = {n.split("/", 1)[1]: archive.read(n) for n in archive.namelist()}
    for schema, name in (
        ("schemas/EAD.xsd", "metadata/descriptive/EAD.xml"),
        (
            "schemas/EAD_doc.xsd",
            "representations/rep1/metadata/descriptive/EAD_doc_0000001.xml",
        ),
    ):
        rules = etree.XMLSchema(etree.fromstring(held[schema]))
        rules.assertValid(etree.fromstring(held[name]))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\0" * 500])
def test_what_is_no_zip_is_told_not_raised(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "goi.zip"
    path.write_bytes(content)

    assert _codes(check_package(path, PROFILE)) == {"unreadable"}


@given(cut=st.integers(0, 4000), flip=st.integers(0, 4000))
@settings(max_examples=examples(60))
def test_a_damaged_package_never_passes_and_never_raises(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int
) -> None:
    path = _written(
        tmp_path_factory.mktemp("goi"), _facts(), [_document(1), _document(2)]
    )
    held = bytearray(path.read_bytes())
    held[flip % len(held)] ^= 0xFF
    path.write_bytes(bytes(held[: max(1, len(held) - cut)]))

    check_package(path, PROFILE)


@pytest.mark.usefixtures("home")
def test_the_command_says_every_fault_at_once(tmp_path: Path, capsys: Any) -> None:
    path = _written(
        tmp_path, _facts(maintenance="99", confidenceLevel="03"), [_document(1)]
    )

    with pytest.raises(SystemExit):
        call_command("package", "check", str(path), "--json")

    told = json.loads(capsys.readouterr().out)
    assert {f["code"] for f in told["faults"]} == {
        "code-unknown",
        "no-paper-code",
        "total-differs",
    }
    assert told["sure"] == "C"


@pytest.mark.usefixtures("home")
def test_the_command_opens_zips_and_folders_in_the_jail_only(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path, _facts(count=1), [_document(1)])
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    asked, run = [], jail.run

    def watched(*given: Any, **more: Any) -> jail.Answer:
        asked.append((given[0], more["tasks"], more["limits"].seconds))
        return run(*given, **more)

    monkeypatch.setattr(jail, "run", watched)
    for one in (path, next(folder.iterdir())):
        call_command("package", "check", str(one), "--seconds", "77")
    assert capsys.readouterr().out.count(" 0 lỗi") == 2
    assert asked == [("check", "congvu.archives.jail", 77)] * 2

    def late(*_given: Any, **_more: Any) -> jail.Answer:
        raise jail.JailFailed("out of time", timed_out=True)

    monkeypatch.setattr(jail, "run", late)
    with pytest.raises(CommandError, match="Quá 5 giây"):
        call_command("package", "check", str(path), "--seconds", "5")
