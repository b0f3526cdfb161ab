"""Aggregate reports: what the RFC describes is read, what is hostile is refused."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from congvu.mailboxes.formats.dmarc import (
    LARGEST_XML,
    NAMED,
    BadReport,
    read_report,
)
from congvu.mailboxes.rules.dmarc import BAD_REPORTS, is_aligned
from tests.mailboxes.reports import ROW, report


def zipped(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "packed",
    [report(), gzip.compress(report()), zipped(("a.xml", report()))],
    ids=["xml", "gz", "zip"],
)
def test_a_report_however_it_is_packed(packed: bytes) -> None:
    found = read_report(packed)

    assert (found.reporter, found.domain, found.policy) == (
        "Nơi nhận",
        "backan.example",
        "quarantine",
    )
    assert found.ends - found.begins == 86399
    first, second = found.rows
    assert (first.source, first.count, first.dkim, first.spf) == (
        "192.0.2.1",
        41,
        "pass",
        "fail",
    )
    assert second.header_from == "backan.example"
    assert is_aligned(first.dkim, first.spf)
    assert not is_aligned(second.dkim, second.spf)


def test_a_name_space_of_a_later_draft_changes_nothing() -> None:
    made = report(more=' xmlns="urn:ietf:params:xml:ns:dmarc-2.0"')

    assert len(read_report(made).rows) == 2


BOMB = (
    b'<!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<feedback>&b;</feedback>"
)
OUTSIDE = (
    b'<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]><feedback>&x;</feedback>'
)
HOSTILE = {
    "nothing": (b"", "form"),
    "no XML": (b"Kinh gui", "form"),
    "another XML": (b"<html></html>", "form"),
    "entities that grow": (BOMB, "entities"),
    "a file of the machine": (OUTSIDE, "entities"),
    "cut": (report()[:-30], "form"),
    "as deep as one likes": (b"<feedback>" + b"<a>" * 100_000, "form"),
    "an address of no network": (report(ROW.format(ip="x", count=1, dkim="p")), "form"),
    "a zone": (report(ROW.format(ip="fe80::1%eth0", count=1, dkim="p")), "form"),
    "less than nothing": (report(ROW.format(ip="::1", count=-1, dkim="p")), "form"),
    "gzip of nothing": (b"\x1f\x8b", "packed"),
    "gzip cut": (gzip.compress(report())[:-9], "packed"),
    "a gzip bomb": (gzip.compress(b"\0" * (LARGEST_XML + 2)), "large"),
    "a zip bomb": (zipped(("a.xml", b"\0" * (LARGEST_XML + 2))), "large"),
    "two files": (zipped(("a.xml", report()), ("b.xml", report())), "many-files"),
    "a zip of nothing": (b"PK\x03\x04" + b"\0" * 40, "packed"),
    "a nameless one": (report(report_id=""), "form"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_report_is_refused_with_a_reason(name: str) -> None:
    data, key = HOSTILE[name]

    with pytest.raises(BadReport) as why:
        read_report(data)

    assert why.value.key == key
    assert key in BAD_REPORTS


def test_a_report_is_known_by_its_name() -> None:
    assert NAMED.search("google.com!backan.example!1795305600!1795391999.zip")
    assert NAMED.search("mx.vn!backan.example!1795305600!1795391999!id-1.xml.gz")
    assert not NAMED.search("bao-cao.zip")
