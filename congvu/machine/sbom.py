"""What a bundle is made of, as CycloneDX 1.5: each part, version, licence, digest.

From what the parts say of themselves (wheels' METADATA, packages' control and copyright
files), by Python's own library; nobody is asked.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tarfile
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

# What a classifier means where the licence is not written as an expression.
CLASSIFIED = {
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Wheels that say nothing and bring a licence file: read there, by a person.
READ = {"pysnmp": "BSD-2-Clause"}
KNOWN = {*CLASSIFIED.values(), "BSD-2-Clause", "MIT-CMU", "MIT-0", "EUPL-1.2"}
KNOWN |= {"LGPL-3.0-or-later", "OFL-1.1"}


def make_sbom(
    *, product: Mapping[str, str], components: Sequence[Mapping[str, Any]], at: str
) -> dict[str, Any]:
    """The whole document; the same parts give the same document."""
    ordered = sorted(components, key=lambda part: str(part["bom-ref"]))
    identity = "".join(str(part["bom-ref"]) for part in ordered) + product["version"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}",
        "version": 1,
        "metadata": {
            "timestamp": at,
            "component": {
                "type": "application",
                "bom-ref": "congvu",
                "name": "congvu",
                "version": product["version"],
                "licenses": listed_licences(product["licence"]),
            },
        },
        "components": ordered,
    }


def of_wheels(folder: Path) -> Iterable[dict[str, Any]]:
    for wheel in sorted(folder.glob("*.whl")):
        told = _metadata(wheel)
        name = re.sub(r"[-_.]+", "-", str(told["Name"])).lower()
        purl = f"pkg:pypi/{name}@{told['Version']}"
        yield _component(wheel, purl, name, str(told["Version"]), licence_of(told))


def of_packages(folder: Path) -> Iterable[dict[str, Any]]:
    """Debian's own packages; the licence as its copyright file sums it up."""
    for file in sorted(folder.glob("*.deb")):
        name, version, machine = _control(file, "Package", "Version", "Architecture")
        purl = f"pkg:deb/debian/{name}@{version}?arch={machine}"
        yield _component(file, purl, name, version, _copyright(file, name))


def of_fonts(folder: Path) -> Iterable[dict[str, Any]]:
    for font in sorted(folder.glob("*.woff2")):
        stem = "-".join(font.stem.split("-")[:2])
        yield _component(font, f"congvu:font/{font.name}", stem, "cut", "OFL-1.1")


def _component(
    file: Path, purl: str, name: str, version: str, licence: str
) -> dict[str, Any]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": listed_licences(licence),
    }
    if purl.startswith("pkg:"):
        found["purl"] = purl
    return found


def listed_licences(words: str) -> list[dict[str, Any]]:
    if words in KNOWN:
        return [{"license": {"id": words}}]
    parts = re.split(r"\s+(?:AND|OR|WITH)\s+", words)
    if len(parts) > 1 and all(part.strip("()") in KNOWN for part in parts):
        return [{"expression": words}]
    return [{"license": {"name": words}}]


# -- wheels --


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        place = next(n for n in archive.namelist() if n.endswith("info/METADATA"))
        return HeaderParser().parsestr(archive.read(place).decode("utf-8"))


def licence_of(told: Message) -> str:
    """The expression, else a short word that is one, else what the classifiers say;
    of a silent one what its licence file says.
    """
    if expression := told["License-Expression"]:
        return str(expression)
    given = str(told["License"] or "").strip().split("\n", 1)[0]
    given = CLASSIFIED.get(given, given)
    if given in KNOWN:
        return given
    classified = [
        CLASSIFIED.get(last, last)
        for line in told.get_all("Classifier", [])
        if line.startswith("License ::")
        for last in [line.rsplit(" :: ", 1)[-1]]
    ]
    return " OR ".join(classified) or given or READ.get(str(told["Name"]), "")


# -- Debian packages --


def _control(file: Path, *fields: str) -> list[str]:
    answer = subprocess.run(
        ["dpkg-deb", "--field", str(file), *fields],  # noqa: S607 - Debian's own
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    told = HeaderParser().parsestr(answer)
    return [str(told[field]) for field in fields]


def _copyright(file: Path, name: str) -> str:
    """Short names of the machine-readable form; else where the words stand."""
    place = f"usr/share/doc/{name}/copyright"
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(file)],  # noqa: S607 - Debian's own
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None  # noqa: S101 - asked for above
        with tarfile.open(fileobj=child.stdout, mode="r|") as inside:
            words = next(
                (_text(inside, m) for m in inside if m.name == f"./{place}"), ""
            )
        child.kill()  # the rest of a large package is of no interest
    return summed_up(words) or f"see /{place}"


def _text(inside: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = inside.extractfile(member) if member.isfile() else None
    return content.read().decode("utf-8", "replace") if content else ""


def summed_up(words: str) -> str:
    if not words.startswith("Format:"):
        return ""
    names = re.findall(r"^License: *([^\n,]+)", words, re.MULTILINE)
    short = {name.strip() for name in names if len(name.strip()) < 60}
    return " AND ".join(sorted(short, key=str.lower))
