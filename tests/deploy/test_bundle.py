"""What a bundle is made of, on small pieces of it; the whole is `make trial`."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

from congvu.machine import sbom
from congvu.machine.bundle import index_of, take_product, version_of, write_sums
from congvu.machine.install import FONTS, NEEDED, OPTIONAL, SERVER

CODE = Path(__file__).resolve().parents[2]
INSTALL = (CODE / "deploy" / "install.sh").read_text(encoding="utf-8")
PIN = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+) \\$", re.MULTILINE)


def wheel(folder: Path, name: str, version: str, *lines: str) -> Path:
    file = folder / f"{name}-{version}-py3-none-any.whl"
    head = [f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}", *lines]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(head))
    return file


def licence(part: dict[str, object]) -> object:
    (only,) = part["licenses"]  # type: ignore[misc]  # a list by CycloneDX
    told = only.get("license") or only
    return told.get("id") or told.get("name") or told.get("expression")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["License-Expression: MIT"], "MIT"),
        (["License-Expression: Apache-2.0 AND MIT"], "Apache-2.0 AND MIT"),
        (["License: BSD-3-Clause"], "BSD-3-Clause"),
        (["License: Apache License, Version 2.0"], "Apache-2.0"),
        (["Classifier: License :: OSI Approved :: MIT License"], "MIT"),
        (
            ["License: Dual License",
             "Classifier: License :: OSI Approved :: BSD License",
             "Classifier: License :: OSI Approved :: Apache Software License"],
            "BSD-3-Clause OR Apache-2.0",
        ),
        (["License: Copyright (c) me\n        and others"], "Copyright (c) me"),
    ],
)  # fmt: skip
def test_a_wheels_licence_is_read_from_its_own_words(
    tmp_path: Path, lines: list[str], expected: str
) -> None:
    wheel(tmp_path, "thing", "1.0", *lines)

    (part,) = sbom.of_wheels(tmp_path)

    assert licence(part) == expected
    assert part["purl"] == "pkg:pypi/thing@1.0"
    assert len(part["hashes"][0]["content"]) == 64


def test_every_locked_library_that_is_installed_says_its_licence() -> None:
    """The wheels' own words, as they lie in this environment."""
    here = {
        re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower(): d.metadata
        for d in distributions()
    }
    silent, seen = [], 0
    for name in ("base", "ocr", "s3"):
        lock = (CODE / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for package, version in PIN.findall(lock):
            told = here[re.sub(r"[-_.]+", "-", package)]
            assert told["Version"] == version, package
            seen += 1
            if not sbom.licence_of(told):
                silent.append(package)

    assert silent == []
    assert seen > 200


def test_the_list_of_parts_is_cyclonedx_and_the_same_twice(tmp_path: Path) -> None:
    wheel(tmp_path, "a", "1", "License-Expression: MIT")
    wheel(tmp_path, "b", "2", "License-Expression: MIT")
    product = {"version": "0.1", "licence": "EUPL-1.2"}

    one, two = (
        sbom.make_sbom(product=product, components=parts, at="2026-01-01T00:00:00Z")
        for parts in (
            list(sbom.of_wheels(tmp_path)),
            list(reversed(list(sbom.of_wheels(tmp_path)))),
        )
    )

    assert json.dumps(one) == json.dumps(two)
    assert (one["bomFormat"], one["specVersion"]) == ("CycloneDX", "1.5")
    assert one["metadata"]["component"]["licenses"] == [{"license": {"id": "EUPL-1.2"}}]
    assert [part["name"] for part in one["components"]] == ["a", "b"]


def test_a_debian_package_says_its_licence_and_apt_finds_it(tmp_path: Path) -> None:
    deb = debian_package(tmp_path)

    (part,) = sbom.of_packages(tmp_path)
    index = index_of(tmp_path)

    assert part["purl"] == "pkg:deb/debian/thing@1:2.0-3?arch=all"
    assert licence(part) == "Expat AND GPL-2+"
    assert f"Filename: ./{deb.name}\n" in index
    assert "Package: thing\n" in index
    assert re.search(r"^SHA256: [0-9a-f]{64}$", index, re.MULTILINE)


def debian_package(place: Path) -> Path:
    tree = place / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(
        "Package: thing\nVersion: 1:2.0-3\nArchitecture: all\n"
        "Maintainer: a <a@example.vn>\nDescription: a thing\n"
    )
    doc = tree / "usr" / "share" / "doc" / "thing"
    doc.mkdir(parents=True)
    (doc / "copyright").write_text(
        "Format: 1.0\n\nFiles: *\nLicense: Expat\n words\n\nFiles: x\nLicense: GPL-2+\n"
    )
    deb = place / "thing_2.0-3_all.deb"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", str(tree), str(deb)],
        check=True,
        capture_output=True,
    )
    return deb


def test_a_changed_file_of_the_bundle_is_named(tmp_path: Path) -> None:
    for name in ("install.sh", "wheels/a.whl", "product/congvu/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    write_sums(tmp_path)
    assert checked(tmp_path) == (0, "")

    (tmp_path / "wheels" / "a.whl").write_text("something else")

    code, told = checked(tmp_path)
    assert code == 1
    assert told.splitlines() == ["wheels/a.whl: FAILED"]


def checked(folder: Path) -> tuple[int, str]:
    """As install.sh does it, by the very words."""
    (command,) = re.findall(r"^sha256sum [^|]+(?= \|\|)", INSTALL, re.MULTILINE)
    done = subprocess.run(
        command.split(), cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_the_product_of_a_commit_is_whole_and_has_no_tests(tmp_path: Path) -> None:
    """It can be set up without a network and without writing into itself."""
    product = tmp_path / "product"

    take_product("HEAD", product)

    assert not (product / "tests").exists()
    assert (product / "deploy" / "install.sh").stat().st_mode & 0o100
    assert list(product.glob("locale/en/LC_MESSAGES/django.mo"))
    fonts = product / "congvu/ui/static/ui/fonts"
    assert (fonts / "stamp.txt").exists()
    version, _at = version_of("HEAD")
    assert re.fullmatch(r"\d+\.\d+\.\d+\+\d{8}\.[0-9a-f]{8,}", version)


def test_the_script_asks_for_what_the_bundle_brings() -> None:
    """Two lists, one in the shell where no Python is yet."""
    blocks = re.findall(r'wanted="([^"]+)"', INSTALL)
    asked = [set(block.replace("$wanted", "").split()) for block in blocks]

    assert asked == [{*NEEDED, *FONTS, *SERVER}, {*OPTIONAL}]
