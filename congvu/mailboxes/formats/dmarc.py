"""An aggregate report about a domain (RFC 7489, appendix C). Run in the jail.

A stranger's XML: no entity, no document type, no more than so much of anything.
"""

from __future__ import annotations

import gzip
import ipaddress
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

LARGEST_XML = 20 * 1024 * 1024
MOST_ROWS, DEEPEST, LONGEST_VALUE = 20_000, 20, 500
NAMED = re.compile(
    r"![^!]+!\d{9,11}!\d{9,11}(?:![^.]*)?\.(?:xml|xml\.gz|gz|zip)$", re.I
)
"""receiver!domain!begin!end[!id].xml.gz, as the RFC has it."""


class BadReport(Exception):
    """Why it is none, one of the keys of rules/dmarc.py."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass
class Row:
    source: str
    count: int
    disposition: str = ""
    dkim: str = ""
    spf: str = ""
    header_from: str = ""


@dataclass
class Report:
    reporter: str
    report_id: str
    domain: str
    policy: str
    begins: int
    ends: int
    rows: list[Row] = field(default_factory=list)


def read_report(data: bytes) -> Report:
    """From XML, gzip, or a ZIP with one file."""
    return _read(_unpacked(data))


def _unpacked(data: bytes) -> bytes:
    try:
        if data[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
                return _limited(packed.read(LARGEST_XML + 1))
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(BytesIO(data)) as archive:
                files = [one for one in archive.infolist() if not one.is_dir()]
                if len(files) != 1:
                    raise BadReport("many-files")
                with archive.open(files[0]) as packed_file:
                    return _limited(packed_file.read(LARGEST_XML + 1))
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as why:
        raise BadReport("packed") from why
    except (NotImplementedError, RuntimeError) as why:  # locked, or a strange method
        raise BadReport("packed") from why
    return _limited(data)


def _limited(data: bytes) -> bytes:
    if len(data) > LARGEST_XML:
        raise BadReport("large")
    return data


class _Reader:
    """Values by their path under <feedback>; one <record> at a time."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.text: list[str] = []
        self.head: dict[str, str] = {}
        self.record: dict[str, str] = {}
        self.rows: list[Row] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.path.append(name.rpartition("}")[2].rpartition(" ")[2])
        self.text = []
        if len(self.path) > DEEPEST or (
            len(self.path) == 1 and self.path[0] != "feedback"
        ):
            raise BadReport("form")
        if self.path[1:] == ["record"]:
            self.record = {}

    def data(self, text: str) -> None:
        if sum(map(len, self.text)) < LONGEST_VALUE:
            self.text.append(text)

    def end(self, _name: str) -> None:
        path, value = "/".join(self.path[1:]), "".join(self.text).strip()
        if path.startswith("record/"):
            self.record.setdefault(path.removeprefix("record/"), value[:LONGEST_VALUE])
        elif path == "record":
            if len(self.rows) == MOST_ROWS:
                raise BadReport("large")
            self.rows.append(_row(self.record))
        elif path:
            self.head.setdefault(path, value[:LONGEST_VALUE])
        self.path.pop()
        self.text = []


def _read(xml: bytes) -> Report:
    reader, parser = _Reader(), expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data

    def refuse(*_given: object) -> None:
        raise BadReport("entities")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - the last piece, in expat's order
    except (expat.ExpatError, ValueError, LookupError) as why:
        raise BadReport("form") from why
    return _whole(reader)


def _whole(reader: _Reader) -> Report:
    head = reader.head
    report = Report(
        reporter=head.get("report_metadata/org_name", "")[:200],
        report_id=head.get("report_metadata/report_id", "")[:200],
        domain=head.get("policy_published/domain", "").lower()[:190],
        policy=_word(head.get("policy_published/p", "")),
        begins=_number(head.get("report_metadata/date_range/begin", "")),
        ends=_number(head.get("report_metadata/date_range/end", "")),
        rows=reader.rows,
    )
    if not (report.reporter and report.report_id and report.domain):
        raise BadReport("form")
    if not 0 < report.begins <= report.ends < 2**33:
        raise BadReport("form")
    return report


def _row(told: dict[str, str]) -> Row:
    try:
        source = str(ipaddress.ip_address(told.get("row/source_ip", "")))
    except ValueError as why:
        raise BadReport("form") from why
    if "%" in source:  # a zone, which means something on its own machine alone
        raise BadReport("form")
    judged = "row/policy_evaluated/"
    return Row(
        source=source,
        count=min(_number(told.get("row/count", "")), 2**31 - 1),
        disposition=_word(told.get(judged + "disposition", "")),
        dkim=_word(told.get(judged + "dkim", "")),
        spf=_word(told.get(judged + "spf", "")),
        header_from=told.get("identifiers/header_from", "").lower()[:190],
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise BadReport("form")
    return int(text)


def _word(text: str) -> str:
    return text.lower() if text.isascii() and text.isalpha() and len(text) < 13 else ""
