"""This product's own bill of materials, and what advisories say of it."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from congvu.audit.rules import SYSTEM
from congvu.machine.parts import CODE, TABLE, document, table
from congvu.vulnerabilities.actions import load_bom
from congvu.vulnerabilities.models import Bom, Finding
from tests.people import Province
from tests.vulnerabilities.stories import Watch, before, osv

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    return document()


def version_of(parts: dict[str, Any], name: str) -> str:
    [found] = [one for one in parts["components"] if one["name"] == name]
    return str(found["version"])


def loaded(watch: Watch, parts: dict[str, Any]) -> None:
    load_bom(
        content=json.dumps(parts).encode(),
        agency_id=watch.people.committee.pk,
        by=SYSTEM,
        at=watch.at,
    )
    assert Bom.objects.get().parts.count() > 200


def test_it_is_what_the_schema_of_cyclonedx_says(parts: dict[str, Any]) -> None:
    folder = files("cyclonedx.schema._res")
    base = "http://cyclonedx.org/schema/"
    names = [f"{one}.SNAPSHOT.schema.json" for one in ("bom-1.5", "spdx", "jsf-0.82")]
    schemas = [json.loads(folder.joinpath(name).read_text("utf-8")) for name in names]
    known = Registry[Any]().with_resources(
        (base + name, Resource.from_contents(schema))
        for name, schema in zip(names, schemas, strict=True)
    )
    check = Draft7Validator(schemas[0], registry=known)
    assert [one.message for one in check.iter_errors(parts)] == []
    broken = {**parts, "components": [{"type": "library"}]}
    assert [one.message for one in check.iter_errors(broken)]


@pytest.mark.django_db
def test_three_advisories_of_its_versions_and_three_near_misses_give_three(
    province: Province, law: None, parts: dict[str, Any]
) -> None:
    """Not mended in its version, the last affected, named; not: mended in its version,
    of another ecosystem, withdrawn.
    """
    watch = Watch(province)
    loaded(watch, parts)
    django, pillow = version_of(parts, "django"), version_of(parts, "pillow")
    yaml = version_of(parts, "pyyaml")
    pypi = {"ecosystem": "PyPI"}
    last = {"introduced": "1.0"}, {"last_affected": pillow}
    package = {"ecosystem": "PyPI", "name": "PyYAML"}
    for told in (
        osv("CV-HIT-1", "Django", *before(f"{django}.1"), **pypi),
        osv("CV-HIT-2", "pillow", *last, **pypi),
        {
            "id": "CV-HIT-3",
            "affected": [{"package": package, "versions": ["0.1", yaml]}],
        },
        osv("CV-NEAR-1", "Django", *before(django), **pypi),
        osv("CV-NEAR-2", "pillow", *before("9999"), ecosystem="npm"),
        osv("CV-NEAR-3", "PyYAML", *before("9999"), withdrawn="2026-01-01", **pypi),
    ):
        assert watch.load(told).taken
    watch.match()
    found = Finding.objects.order_by("cause").values_list("cause", "package__version")
    assert list(found) == [
        ("CV-HIT-1", django),
        ("CV-HIT-2", pillow),
        ("CV-HIT-3", yaml),
    ]


@pytest.mark.django_db
def test_three_of_other_parts_give_three(
    province: Province, law: None, parts: dict[str, Any]
) -> None:
    """A range called semver, one beginning at the very version, a package of npm with a
    space; not: beginning after it, between two ranges, only commits.
    """
    watch = Watch(province)
    loaded(watch, parts)
    lxml, packing = version_of(parts, "lxml"), version_of(parts, "cryptography")
    node = next(o for o in parts["components"] if o["purl"].startswith("pkg:npm/%40"))
    scoped, of_node = f"{node['name']}", str(node["version"])
    pypi, npm = {"ecosystem": "PyPI"}, {"ecosystem": "npm"}
    around = [{"introduced": "0"}, {"fixed": "1"}, {"introduced": f"{packing}.1"}]
    git = {"type": "GIT", "repo": "x", "events": [{"introduced": "0"}]}
    package = {"ecosystem": "PyPI", "name": "lxml"}
    only_git = {"id": "CV-NEAR-6", "affected": [{"package": package, "ranges": [git]}]}
    for told in (
        osv("CV-HIT-4", "LXML", *before("999.0.0"), kind="SEMVER", **pypi),
        osv("CV-HIT-5", "cryptography", {"introduced": packing}, **pypi),
        osv("CV-HIT-6", scoped, {"introduced": "0"}, {"last_affected": of_node}, **npm),
        osv("CV-NEAR-4", "lxml", {"introduced": f"{lxml}.post1"}, **pypi),
        osv("CV-NEAR-5", "cryptography", *around, **pypi),
    ):
        assert watch.load(told).taken
    assert not watch.load(only_git).taken
    watch.match()
    found = Finding.objects.order_by("cause").values_list("cause", "package__version")
    assert list(found) == [
        ("CV-HIT-4", lxml),
        ("CV-HIT-5", packing),
        ("CV-HIT-6", of_node),
    ]


def test_every_pin_is_a_part_and_says_its_need(parts: dict[str, Any]) -> None:
    told = {one["purl"]: one["scope"] for one in parts["components"]}
    assert len(told) == len(parts["components"])
    for lock, scope in (("base", "required"), ("test", None), ("check", None)):
        text = (CODE / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        for name, version in PIN.findall(text):
            found = told[f"pkg:pypi/{name}@{version.replace('!', '%21')}"]
            assert scope in {None, found}
    assert parts["specVersion"] == "1.5"
    assert all(set(one) >= {"type", "name", "purl"} for one in parts["components"])


def test_the_list_of_licences_is_that_of_the_locks() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "make sbom"
