"""Advisories and bills of materials as files tell them, and files that tell nothing."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from congvu.vulnerabilities.formats import Unreadable, read_advisories, read_bom
from congvu.vulnerabilities.rules import Severity, is_affected
from tests.vulnerabilities.stories import before, osv

CPE = "cpe:2.3:{}:*:*:*:*:*:*:*"
NVD: dict[str, Any] = {
    "format": "NVD_CVE",
    "version": "2.0",
    "vulnerabilities": [
        {
            "cve": {
                "id": "CV-0001",
                "vulnStatus": "Analyzed",
                "lastModified": "2026-03-01T10:00:00.000",
                "descriptions": [{"lang": "en", "value": "Chương trình mẫu"}],
                "metrics": {
                    "cvssMetricV31": [
                        {"cvssData": {"baseScore": 8.1, "vectorString": "CVSS:3.1/x"}}
                    ]
                },
                "configurations": [
                    {
                        "nodes": [
                            {
                                "operator": "OR",
                                "cpeMatch": [
                                    {
                                        "vulnerable": True,
                                        "criteria": CPE.format(
                                            "a:hang_cao:duyet_web:*"
                                        ),
                                        "versionStartExcluding": "10.0",
                                        "versionEndIncluding": "12.3",
                                    },
                                    {
                                        "vulnerable": False,
                                        "criteria": CPE.format("o:hang:he_dieu_hanh:-"),
                                    },
                                    {
                                        "vulnerable": True,
                                        "criteria": CPE.format("a:hang_cao:thu:4.5"),
                                    },
                                ],
                            }
                        ]
                    }
                ],
            }
        }
    ],
}
CSAF: dict[str, Any] = {
    "document": {
        "csaf_version": "2.0",
        "title": "Bản tin mẫu",
        "tracking": {"id": "CV-BT-1", "current_release_date": "2026-03-01T00:00:00Z"},
        "aggregate_severity": {"text": "Important"},
    },
    "product_tree": {
        "branches": [
            {
                "category": "vendor",
                "name": "Hãng Cáo",
                "branches": [
                    {
                        "category": "product_name",
                        "name": "Duyệt Web",
                        "branches": [
                            {
                                "category": "product_version_range",
                                "name": "vers:generic/>=10|<12.4",
                                "product": {"product_id": "P1", "name": "x"},
                            }
                        ],
                    },
                    {
                        "category": "product_version",
                        "name": "2.0",
                        "product": {
                            "product_id": "P2",
                            "name": "y",
                            "product_identification_helper": {
                                "purl": "pkg:pypi/mau@2.0"
                            },
                        },
                    },
                ],
            }
        ]
    },
    "vulnerabilities": [
        {
            "cve": "CVE-0000-1",
            "title": "Lỗi thử",
            "product_status": {"known_affected": ["P1", "P2"], "fixed": ["P3"]},
            "scores": [{"cvss_v3": {"baseScore": 9.1, "baseSeverity": "CRITICAL"}}],
        },
        {"product_status": {"fixed": ["không có trong cây"]}},
    ],
}
BOM: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "metadata": {"component": {"name": "sản phẩm", "version": "1"}},
    "components": [
        {"name": "mau", "purl": "pkg:pypi/mau@1.0"},
        {"name": "lạ"},
        {
            "name": "cha",
            "purl": "pkg:npm/cha@2.0.0",
            "components": [{"name": "con", "purl": "pkg:npm/con@0.1.0"}],
        },
    ],
}
XML = (
    '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6">'
    "<metadata><component><name>sản phẩm</name><version>2</version></component>"
    "</metadata><components><component><name>mau</name><purl>pkg:pypi/mau@1.0</purl>"
    "<components><component><purl>pkg:npm/con@0.1.0</purl></component></components>"
    "</component></components></bom>"
)


def read(told: Any) -> Any:
    return read_advisories(json.dumps(told).encode(), "tệp")


def test_nvd_speaks_of_products_with_their_bounds() -> None:
    [found] = read(NVD).advisories
    assert (found.code, found.score, found.severity) == ("CV-0001", 8.1, "high")
    web, mail = found.told
    assert (web.vendor, web.name) == ("hang cao", "duyet web")
    inside = [
        version
        for version in ("10.0", "10.1", "12.3", "12.3.1")
        if is_affected("CPE", version, web.lines, web.versions)
    ]
    assert inside == ["10.1", "12.3"]
    assert mail.versions == ("4.5",)


def test_csaf_tells_products_by_range_and_by_purl() -> None:
    read_it = read(CSAF)
    assert read_it.troubles == []
    [found] = read_it.advisories
    assert found.aliases == ("CVE-0000-1",)
    assert found.severity == Severity.CRITICAL
    web, package = found.told
    assert is_affected("CPE", "11", web.lines, web.versions)
    assert not is_affected("CPE", "12.4", web.lines, web.versions)
    assert (package.ecosystem, package.name) == ("PyPI", "mau")
    assert package.versions == ("2.0",)


def test_a_list_of_the_exploited_is_told_apart() -> None:
    found = read(
        {
            "title": "KEV",
            "vulnerabilities": [
                {"cveID": "CVE-0000-1", "dateAdded": "2026-03-01"},
                {"cveID": "CVE-0000-2", "dateAdded": "hôm qua"},
                "rác",
            ],
        }
    )
    assert [one.code for one in found.exploited] == ["CVE-0000-1"]


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_of_a_zip_the_good_is_taken_and_the_bad_named() -> None:
    good = json.dumps(osv("CV-1", "mau", *before("2"))).encode()
    content = packed(
        {
            "a.json": good,
            "b.json": good[:-20],
            "c.json": b"[1, 2]",
            "d.json": b"\xff\xfe",
            "e.json": b'{"id": "CV-2", "affected": "mau"}',
        }
    )
    found = read_advisories(content, "nhiều.zip")
    assert [one.code for one in found.advisories] == ["CV-1"]
    assert found.troubles == [
        ("nhiều.zip/b.json", "Tệp JSON bị cắt cụt hoặc hỏng"),
        (
            "nhiều.zip/c.json[1]",
            "Không phải cảnh báo OSV, CSAF 2.0, NVD 2.0 hay danh mục KEV",
        ),
        (
            "nhiều.zip/c.json[2]",
            "Không phải cảnh báo OSV, CSAF 2.0, NVD 2.0 hay danh mục KEV",
        ),
        ("nhiều.zip/d.json", "Tệp JSON bị cắt cụt hoặc hỏng"),
        ("nhiều.zip/e.json", "Cảnh báo không nói phần mềm nào"),
    ]
    cut = read_advisories(content[: len(content) // 2], "cụt.zip")
    assert cut.troubles == [("cụt.zip", "Tệp nén bị cắt cụt hoặc hỏng")]


@pytest.mark.parametrize(
    ("place", "told", "part"), [(6, 200, "lạ.zip"), (10, 99, "lạ.zip/a.json")]
)
def test_a_zip_of_another_kind_is_broken_and_has_no_password(
    place: int, told: int, part: str
) -> None:
    """Of a version that nobody has yet; packed in a way that nobody knows."""
    content = bytearray(packed({"a.json": b"[]"}))
    at = content.index(b"PK\x01\x02") + place
    content[at : at + 2] = told.to_bytes(2, "little")
    found = read_advisories(bytes(content), "lạ.zip")
    assert found.troubles == [(part, "Tệp nén bị cắt cụt hoặc hỏng")]


def test_a_bomb_is_measured_while_it_is_unpacked() -> None:
    bomb = packed({"to.json": b" " * (65 * 1024 * 1024), "nho.json": b"[]"})
    assert len(bomb) < 100_000
    found = read_advisories(bomb, "bom.zip")
    assert found.troubles == [("bom.zip/to.json", "Tệp lớn hơn 64 MB")]


GIT = {
    "type": "GIT",
    "repo": "https://mau.example/nguon",
    "events": [{"introduced": "0"}, {"fixed": "6a1f"}],
}
V4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


def test_ranges_of_every_kind_are_read_commits_left_and_told() -> None:
    """Commits beside versions are passed over; alone they tell nothing of a version."""
    package = {"ecosystem": "npm", "name": "mau"}
    kinds = {
        "id": "CV-1",
        "affected": [
            {
                "package": package,
                "ranges": [
                    GIT,
                    {"type": "SEMVER", "events": list(before("1.2.0"))},
                    {"type": "ECOSYSTEM", "events": list(before("2.4.0", "2.0.0"))},
                    {"type": "KHAC", "events": list(before("9.0.0"))},
                ],
            },
            {"package": package, "versions": ["5.0.0"], "ranges": [GIT]},
            {"package": {"ecosystem": "npm", "name": "chi-git"}, "ranges": [GIT]},
        ],
    }
    only = {"id": "CV-2", "affected": [{"ranges": [GIT]}]}
    found = read([kinds, only])
    assert found.troubles == [
        (
            "tệp[2]",
            "Cảnh báo chỉ nói các lần sửa mã nguồn (Git), không nói phiên bản nào",
        )
    ]
    [one] = found.advisories
    assert [told.name for told in one.told] == ["mau", "mau"]
    hits = [
        version
        for version in ("1.1.9", "1.2.0", "2.3.9", "2.4.0", "5.0.0", "8.0.0")
        for told in one.told
        if is_affected("npm", version, told.lines, told.versions)
    ]
    assert hits == ["1.1.9", "2.3.9", "5.0.0"]


@pytest.mark.parametrize(
    ("given", "score", "severity"),
    [
        ([V4], 9.3, Severity.CRITICAL),
        (["AV:N/AC:L/Au:N/C:P/I:P/A:P"], 7.5, Severity.HIGH),
        (["CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"], 1.6, Severity.LOW),
        (["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", V4], 9.8, Severity.CRITICAL),
        (["CVSS:9.9/AV:N"], None, Severity.UNKNOWN),
    ],
)
def test_severity_is_counted_from_a_vector_of_any_version(
    given: list[str], score: float | None, severity: Severity
) -> None:
    scores = [{"type": "CVSS", "score": one} for one in given]
    [found] = read(osv("CV-1", "mau", *before("2")) | {"severity": scores}).advisories
    assert (found.score, found.severity) == (score, severity)


def test_a_vector_without_its_score_is_counted_in_nvd_and_csaf_too() -> None:
    bare = {"vectorString": V4}
    record = json.loads(json.dumps(NVD))
    record["vulnerabilities"][0]["cve"]["metrics"] = {
        "cvssMetricV40": [{"cvssData": bare}]
    }
    assert read(record).advisories[0].score == 9.3
    document = json.loads(json.dumps(CSAF))
    for one in document["vulnerabilities"]:
        one["scores"] = [{"cvss_v4": bare}]
    assert {one.score for one in read(document).advisories} == {9.3}


def test_of_a_million_parts_that_are_nothing_a_thousand_are_named() -> None:
    found = read_advisories(b"[" + b"1," * 999_999 + b"1]", "tệp")
    assert (found.refused, len(found.troubles)) == (1_000_000, 1000)


def test_names_too_long_to_keep_are_left() -> None:
    record = json.loads(json.dumps(NVD))
    [node] = record["vulnerabilities"][0]["cve"]["configurations"][0]["nodes"][:1]
    node["cpeMatch"] = [
        {"vulnerable": True, "criteria": CPE.format(f"a:{maker}:{name}")}
        for maker, name in (("x" * 240, "mau"), ("hang", "y" * 240), ("hang", "mau"))
    ]
    [found] = read(record).advisories
    assert {told.name for told in found.told if "mau" in told.name} == {"mau"}
    assert all(max(len(t.name), len(t.vendor)) <= 200 for t in found.told)


HOSTILE = [
    b"",
    b"{",
    b"null",
    b"[" * 100_000,
    b'{"id": 1, "affected": []}',
    b'{"id": "CV-1", "affected": {"package": 1}}',
    b'{"id": "CV-1", "affected": [{"package": {"ecosystem": "PyPI", "name": null}}]}',
    b'{"document": {"csaf_version": "2.0", "tracking": []}}',
    b'{"document": {"csaf_version": "2.0", "tracking": {"id":"x"}}, "product_tree":7}',
    b'{"vulnerabilities": [{"cve": {"id": {}}}]}',
    b'{"vulnerabilities": [{"cve": []}]}',
    b"PK\x03\x04\x00\x00",
    "không phải JSON".encode(),
]


@pytest.mark.parametrize("content", HOSTILE)
def test_what_is_wrong_is_named_and_nothing_crashes(content: bytes) -> None:
    found = read_advisories(content, "tệp")
    assert found.advisories == []
    assert found.troubles
    assert all(reason for _part, reason in found.troubles)
    with pytest.raises(Unreadable):
        read_bom(content)


def test_a_nul_and_endless_words_are_cut_to_what_can_be_kept() -> None:
    [found] = read(
        osv("CV-1", "mau", *before("2"), details="a\x00" * 50_000, aliases=["b" * 900])
    ).advisories
    assert "\x00" not in found.details
    assert len(found.details) <= 8000
    assert [len(one) for one in found.aliases] == [200]


def test_a_bill_of_materials_in_json_and_xml() -> None:
    found = read_bom(json.dumps(BOM).encode())
    assert (found.name, found.version, found.unknown) == ("sản phẩm", "1", 1)
    names = [(one.ecosystem, one.name, one.version) for _purl, one in found.parts]
    assert names == [
        ("PyPI", "mau", "1.0"),
        ("npm", "cha", "2.0.0"),
        ("npm", "con", "0.1.0"),
    ]
    xml = read_bom(XML.encode())
    assert (xml.name, xml.version, len(xml.parts)) == ("sản phẩm", "2", 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (json.dumps({**BOM, "specVersion": "1.2"}).encode(), "Chỉ đọc CycloneDX"),
        (json.dumps({**BOM, "components": []}).encode(), "không có thành phần"),
        (XML[:-20].encode(), "bị cắt cụt"),
        (XML.replace("?>", ' encoding="foo"?>').encode(), "hỏng"),
        (
            b'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><b>&b;</b>',
            "không an toàn",
        ),
        (b"<html></html>", "Không phải bảng kê"),
        (b'{"spdxVersion": "SPDX-2.3"}', "Không phải bảng kê"),
    ],
)
def test_what_is_no_bill_of_materials_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_bom(content)
