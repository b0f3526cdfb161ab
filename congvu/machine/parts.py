"""``make sbom``: what the product is made of, from its own locks; nobody is asked.

``var/sbom.cdx.json`` is CycloneDX, ``docs/security/parts.md`` the same for people. The
list of a bundle (sbom.cdx.json in it) is of the very files that are in the bundle.
"""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import quote

from congvu.machine.install import CODE, FONTS, NEEDED, NODE_TOOLS, OPTIONAL, SERVER
from congvu.machine.sbom import licence_of, listed_licences, make_sbom

TABLE = CODE / "docs" / "security" / "parts.md"
TARGET = CODE / "var" / "sbom.cdx.json"
# The locks, and whether the product runs without what is in them.
LOCKS = {
    "base": "required",
    "ocr": "optional",
    "s3": "optional",
    "test": "excluded",
    "check": "excluded",
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_HEAD = """# Parts and their licences

Written by `make sbom` from `requirements/*.txt` and `congvu/machine/install.py`; the
same as CycloneDX in `var/sbom.cdx.json`, which `congvu sbom load` takes. Licences as
the parts themselves tell them. *optional* parts are asked for (`make extras`); what
only tests and checks use is not in the product.

| part | version | kind | licence | needed |
|---|---|---|---|---|
"""


def of_locks() -> Iterable[dict[str, Any]]:
    """Each part once, where it is needed most."""
    seen: set[tuple[str, str]] = set()
    for lock, scope in LOCKS.items():
        text = (CODE / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        for name, version in PIN.findall(text):
            if (name, version) not in seen:
                seen.add((name, version))
                yield _part("pypi", name, version, scope, _licence(name))


def chosen() -> list[tuple[str, str]]:
    """(name, version) of what the product itself asks for; the rest came with these."""
    project = tomllib.loads((CODE / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        _plain(re.split(r"[\[~=<>!; ]", one, maxsplit=1)[0])
        for one in project["project"]["dependencies"]
    }
    return [
        (str(one["name"]), str(one["version"]))
        for one in of_locks()
        if one["scope"] == "required" and _plain(str(one["name"])) in asked
    ]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def of_node() -> Iterable[dict[str, Any]]:
    """What looks at the portal's pages in tests."""
    lock = json.loads((NODE_TOOLS / "package-lock.json").read_text(encoding="utf-8"))
    for place, told in sorted(lock["packages"].items()):
        if place:
            name = place.rpartition("node_modules/")[2]
            licence = str(told.get("license", ""))
            yield _part("npm", name, told["version"], "excluded", licence)


def of_system() -> Iterable[dict[str, Any]]:
    """Debian's packages by name; the version that is on this machine, where it is."""
    for names, scope in (
        ({**NEEDED, **FONTS, **SERVER}, "required"),
        (OPTIONAL, "optional"),
    ):
        for name in sorted(names):
            licence = f"see /usr/share/doc/{name}/copyright"
            yield _part("deb", name, _installed(name), scope, licence)


def document() -> dict[str, Any]:
    project = tomllib.loads((CODE / "pyproject.toml").read_text(encoding="utf-8"))
    parts = {
        str(one["bom-ref"]): one for one in (*of_locks(), *of_node(), *of_system())
    }
    return make_sbom(
        product={
            "version": project["project"]["version"],
            "licence": project["project"]["license"],
        },
        components=list(parts.values()),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def table() -> str:
    """What is in the product, for people; Debian's versions are each machine's own."""
    rows = [
        (one["name"], one.get("version", ""), kind, one["scope"], one["licences"])
        for kind, parts in (("PyPI", of_locks()), ("Debian", of_system()))
        for one in (_for_people(part) for part in parts)
        if one["scope"] != "excluded"
    ]
    lines = [
        f"| {name} | {'–' if kind == 'Debian' else version} | {kind} "
        f"| {licences or '–'} | {scope} |"
        for name, version, kind, scope, licences in sorted(
            rows, key=lambda r: r[2] + r[0]
        )
    ]
    return _HEAD + "\n".join(lines) + "\n"


def _for_people(part: dict[str, Any]) -> dict[str, Any]:
    words = [
        str(one.get("expression") or one["license"].get("id") or one["license"]["name"])
        for one in part.get("licenses", [])
    ]
    return {**part, "licences": " / ".join(words).replace("|", "/")}


def _part(
    kind: str, name: str, version: str, scope: str, licence: str
) -> dict[str, Any]:
    space = "debian/" if kind == "deb" else ""
    purl = f"pkg:{kind}/{space}{quote(name, safe='/')}"
    found: dict[str, Any] = {"type": "library", "name": name, "scope": scope}
    if version:
        purl += f"@{quote(version, safe=':+~')}"
        found["version"] = version
    if kind == "deb":
        purl += "?distro=debian-12"
    if licence:
        found["licenses"] = listed_licences(licence)
    return {**found, "bom-ref": purl, "purl": purl}


def _licence(name: str) -> str:
    try:
        return licence_of(distribution(name).metadata)  # type: ignore[arg-type]
    except PackageNotFoundError:
        return ""  # another system's part, or not installed here


def _installed(name: str) -> str:
    told = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", name],  # noqa: S607 - Debian's own
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() if told.returncode == 0 else ""


def main() -> int:
    TARGET.parent.mkdir(exist_ok=True)
    text = json.dumps(document(), indent=1, ensure_ascii=False)
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    TABLE.write_text(table(), encoding="utf-8")
    print(TARGET)  # noqa: T201 - what make sbom says
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
