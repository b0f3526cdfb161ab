"""CSAF: what each state of a product says of the versions that are installed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from congvu.vulnerabilities.formats import read_advisories
from congvu.vulnerabilities.rules import AdvisoryTold, fixed_in, is_affected

MAKER, PROGRAM = "Hãng Cáo", "Duyệt Web"


def document(status: dict[str, list[str]], *, tree: Any = None) -> dict[str, Any]:
    """A product's number is its version, or its range."""
    names = sorted({name for each in status.values() for name in each})
    versions = [
        {
            "category": "product_version_range"
            if "<" in name or ">" in name
            else "product_version",
            "name": name,
            "product": {"product_id": name, "name": name},
        }
        for name in names
    ]
    program = {"category": "product_name", "name": PROGRAM, "branches": versions}
    vendor = {"category": "vendor", "name": MAKER, "branches": [program]}
    return {
        "document": {"csaf_version": "2.0", "tracking": {"id": "CV-BT-9"}},
        "product_tree": tree or {"branches": [vendor]},
        "vulnerabilities": [{"cve": "CVE-0000-9", "product_status": status}],
    }


def read(told: dict[str, Any]) -> list[AdvisoryTold]:
    found = read_advisories(json.dumps(told).encode(), "tệp")
    return found.advisories


def hits(advisory: AdvisoryTold, versions: str) -> str:
    return " ".join(
        version
        for version in versions.split()
        if any(
            is_affected(told.ecosystem, version, told.lines, told.versions)
            for told in advisory.told
        )
    )


ASKED = "1.0 1.1.4 1.1.5 1.1.6 2.0 3.0.1 3.0.2 3.0.9 3.1.0"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        # Only what is mended is named: all before it has the weakness.
        ({"fixed": ["3.0.2"]}, "1.0 1.1.4 1.1.5 1.1.6 2.0 3.0.1"),
        ({"first_fixed": ["1.1.5"]}, "1.0 1.1.4"),
        ({"fixed": [">=1.1.5"]}, "1.0 1.1.4"),
        # Several trains: what follows a fix in its own train has it too.
        ({"fixed": ["1.1.5", "3.0.2"]}, "1.0 1.1.4 2.0 3.0.1"),
        ({"first_fixed": ["1.1.5"], "fixed": ["3.0.2"]}, "1.0 1.1.4 2.0 3.0.1"),
        ({"fixed": ["1.1.5", "1.1.6"]}, "1.0 1.1.4"),
        # What is named as affected rules, what is mended ends its line.
        ({"known_affected": ["1.1.4", "2.0"], "fixed": ["3.0.2"]}, "1.1.4 2.0"),
        (
            {"known_affected": [">=1.1.4"], "fixed": ["3.0.2"]},
            "1.1.4 1.1.5 1.1.6 2.0 3.0.1",
        ),
        (
            {"known_affected": [">=1.1.5"], "fixed": ["1.1.5"]},
            "1.1.6 2.0 3.0.1 3.0.2 3.0.9 3.1.0",
        ),
        (
            {"known_affected": ["<3.0.2"], "fixed": ["1.1.5"]},
            "1.0 1.1.4 1.1.6 2.0 3.0.1",
        ),
        # What is free of it is so within a line too.
        (
            {"known_affected": ["<3.0.2"], "known_not_affected": ["1.1.5", "2.0"]},
            "1.0 1.1.4 1.1.6 3.0.1",
        ),
        ({"first_affected": ["1.1.5"]}, "1.1.5 1.1.6 2.0 3.0.1 3.0.2 3.0.9 3.1.0"),
        ({"last_affected": ["1.1.5"]}, "1.0 1.1.4 1.1.5"),
        (
            {"first_affected": ["1.1.5", "3.0.2"], "last_affected": ["1.1.6", "3.0.9"]},
            "1.1.5 1.1.6 3.0.2 3.0.9",
        ),
        ({"first_affected": ["2.0"], "fixed": ["3.0.2"]}, "2.0 3.0.1"),
        # Nothing is known yet, nobody is affected: nothing is found.
        ({"under_investigation": ["2.0", "3.0.1"]}, ""),
        ({"known_not_affected": ["2.0"]}, ""),
        ({"under_investigation": ["1.0"], "fixed": ["1.1.5"]}, "1.0 1.1.4"),
        ({"recommended": ["3.1.0"], "known_affected": ["2.0"]}, "2.0"),
    ],
)
def test_who_is_affected(status: dict[str, list[str]], expected: str) -> None:
    [found] = read(document(status))
    assert hits(found, ASKED) == expected


def test_the_version_to_go_to_is_the_fix_of_ones_own_train() -> None:
    [found] = read(document({"fixed": ["1.1.5", "3.0.2"]}))
    [told] = found.told
    fixes = [fixed_in("CPE", at, told.lines) for at in ("1.1.4", "3.0.1", "3.0.9")]
    assert fixes == ["1.1.5", "3.0.2", ""]


@pytest.mark.parametrize(
    "status",
    [{}, {"recommended": ["3.1.0"]}, {"fixed": []}, {"fixed": "3.0.2"}, {"fixed": [7]}],
)
def test_a_weakness_that_says_nothing_of_products_is_refused_by_name(
    status: dict[str, Any],
) -> None:
    told = document({}) | {"vulnerabilities": [{"product_status": status}]}
    found = read_advisories(json.dumps(told).encode(), "tệp")
    assert found.advisories == []
    assert found.troubles == [("tệp", "Cảnh báo không nói phần mềm nào")]


def distribution() -> dict[str, Any]:
    """As makers of distributions write: parts and platforms, put together by pairs."""

    def product(key: str, helper: dict[str, str]) -> dict[str, Any]:
        given = {"product_id": key, "name": key}
        given |= {"product_identification_helper": helper}
        return {"category": "product_version", "name": key, "product": given}

    names = [
        product("HĐH-8", {"cpe": "cpe:/o:hang_mu:he_dieu_hanh:8::baseos"}),
        product("HĐH-9", {"cpe": "cpe:/o:hang_mu:he_dieu_hanh:9::baseos"}),
        product("khoa-8", {"purl": "pkg:rpm/redhat/khoa@1.0.2-4.el8?arch=src"}),
        product("khoa-9", {"purl": "pkg:rpm/redhat/khoa@3.0.7-24.el9?arch=src"}),
    ]
    bare = {"product_id": "khoa", "name": "khoa"}
    bare |= {"product_identification_helper": {"purl": "pkg:rpm/redhat/khoa?arch=src"}}
    pairs = [("HĐH-8", "khoa-8"), ("HĐH-9", "khoa-9"), ("HĐH-9", "khoa")]
    return {
        "branches": [{"category": "vendor", "name": "Hãng Mũ", "branches": names}],
        "full_product_names": [bare],
        "relationships": [
            {
                "category": "default_component_of",
                "full_product_name": {"product_id": f"{on}:{part}", "name": part},
                "product_reference": part,
                "relates_to_product_reference": on,
            }
            for on, part in pairs
        ],
    }


def test_a_distribution_that_names_only_what_it_mended_is_read() -> None:
    status = {"fixed": ["HĐH-8:khoa-8", "HĐH-9:khoa-9"]}
    [found] = read(document(status, tree=distribution()))
    assert [(one.ecosystem, one.name, one.release) for one in found.told] == [
        ("Red Hat", "khoa", "8"),
        ("Red Hat", "khoa", "9"),
    ]
    eight, nine = found.told
    asked = ("1.0.2-3.el8", "1.0.2-4.el8", "1.0.2-4.el8_1", "3.0.7-18.el9")
    assert [is_affected("Red Hat", at, eight.lines, ()) for at in asked] == [
        True,
        False,
        False,
        False,
    ]
    assert is_affected("Red Hat", "3.0.7-18.el9", nine.lines, ())
    assert not is_affected("Red Hat", "3.0.7-27.el9", nine.lines, ())


def test_a_package_without_a_version_is_every_version() -> None:
    status = {"known_affected": ["HĐH-9:khoa"], "fixed": ["HĐH-8:khoa-8"]}
    [found] = read(document(status, tree=distribution()))
    whole, eight = sorted(found.told, key=lambda one: one.release, reverse=True)
    assert is_affected("Red Hat", "9.9-1.el9", whole.lines, whole.versions)
    assert not is_affected("Red Hat", "9.9-1.el8", eight.lines, eight.versions)


def test_pairs_that_name_each_other_or_nothing_end() -> None:
    tree = distribution()
    ring = [("a", "b"), ("b", "a"), ("", "khoa-8"), ("c", "không có")]
    tree["relationships"] += [
        {"full_product_name": {"product_id": key}, "product_reference": part}
        for key, part in ring
    ]
    [found] = read(document({"fixed": ["a", "c", "HĐH-8:khoa-8"]}, tree=tree))
    assert [one.release for one in found.told] == ["8"]
