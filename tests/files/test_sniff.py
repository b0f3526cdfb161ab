"""The content decides what a file is, whatever its name says."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from congvu.files.formats import sniff as sniffing
from congvu.files.formats.sniff import mislabelled, sniff
from tests.files.conftest import make_docx, make_pdf


def zipped(**entries: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def ole(*names: str) -> bytes:
    streams = b"".join(n.encode("utf-16-le") + b"\x00\x00" for n in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + streams


def locked_zip() -> bytes:
    content = bytearray(zipped(a=b"x"))
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def many_entries() -> bytes:
    content = bytearray(zipped(a=b"x"))
    at = content.rfind(b"PK\x05\x06")
    content[at + 8 : at + 12] = struct.pack("<HH", 60_000, 60_000)
    return bytes(content)


OFFICE = {"[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make_pdf(), "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (make_docx(), "docx"),
        (zipped(**OFFICE, **{"xl/workbook.xml": b"<x/>"}), "xlsx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (b"{\\rtf1 x}", "rtf"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"II*\x00", "image"),
        (b"GIF89a", "image"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image"),
        ("Công văn số 12".encode(), "text"),
        ("Công văn".encode("utf-16"), "text"),
    ],
)
def test_papers_are_known_by_content(content, kind):
    found = sniff(BytesIO(content), ending="pdf" if kind != "text" else "txt")

    assert (found.kind, found.danger) == (kind, "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\x00", sniffing.PROGRAM),
        (b"\x7fELF\x02", sniffing.PROGRAM),
        (b"#!/bin/sh\nrm", sniffing.SCRIPT),
        (b"  <!DOCTYPE html><p>", sniffing.WEB_PAGE),
        (b"<?xml version='1.0'?><svg onload=''>", sniffing.WEB_PAGE),
        ("<html>".encode("utf-16"), sniffing.WEB_PAGE),
        (
            zipped(
                **OFFICE, **{"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}
            ),
            sniffing.MACRO,
        ),
        (ole("WordDocument", "_VBA_PROJECT"), sniffing.MACRO),
        (ole("EncryptedPackage"), sniffing.LOCKED),
        (ole("Setup"), sniffing.UNKNOWN),
        (zipped(a=b"x"), sniffing.ARCHIVE),
        (b"Rar!\x1a\x07\x01", sniffing.ARCHIVE),
        (locked_zip(), sniffing.LOCKED),
        (many_entries(), sniffing.BOMB),
        (lambda: zipped(a=bytes(60 << 20)), sniffing.BOMB),
        (
            lambda: zipped(**OFFICE, **{"word/document.xml": bytes(60 << 20)}),
            sniffing.BOMB,
        ),
        (make_docx()[:-200], sniffing.BROKEN_ZIP),
        (b"\x00\x01\x02\x03" * 50, sniffing.UNKNOWN),
    ],
)
def test_what_may_do_harm_is_named(content, reason):
    given = content() if callable(content) else content

    assert sniff(BytesIO(given), ending="pdf").danger == reason


def test_a_script_is_known_by_its_ending_when_its_text_is_plain():
    assert sniff(BytesIO(b"del *"), ending="bat").danger == sniffing.SCRIPT


def test_plain_text_called_pdf_is_a_broken_pdf():
    assert sniff(BytesIO(b"not a pdf"), ending="pdf").danger == sniffing.BROKEN_ZIP


def test_a_name_that_tells_another_kind_is_noticed():
    assert mislabelled("docx", "pdf")
    assert not mislabelled("docx", "docx")
    assert not mislabelled("image", "jpeg")
    assert not mislabelled("pdf", "")
