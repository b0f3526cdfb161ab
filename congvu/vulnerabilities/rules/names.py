"""What a package is called, wherever it is met: purls, PEP 503, inventories."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote

from congvu.lib.text import fold
from congvu.vulnerabilities.rules.versions import LONGEST_VERSION

LONGEST_NAME = 200
# Programs known by maker and name only, as CPE names them.
PRODUCTS = "CPE"

_OF_PURL = {
    "pypi": "PyPI",
    "npm": "npm",
    "cargo": "crates.io",
    "golang": "Go",
    "gem": "RubyGems",
    "nuget": "NuGet",
    "maven": "Maven",
    "composer": "Packagist",
    "hex": "Hex",
    "pub": "Pub",
    "swift": "SwiftURL",
    "generic": "generic",
}
_DISTRIBUTIONS = {
    "debian": "Debian",
    "ubuntu": "Ubuntu",
    "redhat": "Red Hat",
    "rhel": "Red Hat",
    "rocky": "Rocky Linux",
    "almalinux": "AlmaLinux",
    "opensuse": "openSUSE",
    "suse": "SUSE",
    "fedora": "Fedora",
}
_CARRIED = {"Debian": r"[+~]deb(\d+)u\d"} | dict.fromkeys(
    ("Red Hat", "Rocky Linux", "AlmaLinux"), r"\.el(\d+)"
)
_JOINED = {"Maven": ":"}
_SEPARATED = {"npm", "Packagist", "Go", "SwiftURL"}


@dataclass(frozen=True)
class PackageName:
    """A name and version within an ecosystem; ``release`` of a distribution where it is
    known, ``vendor`` of a program that is known by its maker.
    """

    ecosystem: str
    name: str
    version: str
    release: str = ""
    vendor: str = ""


def package_name(ecosystem: str, name: str) -> str:
    """One way of writing what an ecosystem takes for the same."""
    name = name.strip()[:LONGEST_NAME]
    if ecosystem == "PyPI":
        return re.sub(r"[-_.]+", "-", name).lower()
    if ecosystem in {"Go", "Maven", "SwiftURL"}:
        return name
    return name.lower()


def ecosystem_of(text: str) -> tuple[str, str]:
    """``Debian:12`` as ecosystem and release; ``Ubuntu:22.04:LTS`` too."""
    base, _colon, rest = text.strip().partition(":")
    release = next(
        (part for part in rest.split(":") if re.fullmatch(r"\d[\d.]*", part)), ""
    )
    if base == "Ubuntu" and rest.startswith("Pro"):
        return "Ubuntu Pro", release
    return base, release


def of_purl(purl: str) -> PackageName | None:
    """Nothing where it is no purl, names no version, or is of no kind we can order."""
    found = re.fullmatch(
        r"pkg:/*([A-Za-z][\w.+-]*)/([^?#]+)(?:\?([^#]*))?(?:#.*)?", purl
    )
    if found is None:
        return None
    kind, path, asked = found[1].lower(), found[2].strip("/"), found[3] or ""
    path, at, version = path.rpartition("@")
    version = unquote(version)
    if not at or not path or not version or len(version) > LONGEST_VERSION:
        return None
    parts = [unquote(part) for part in path.split("/") if part]
    qualifiers = {k: v[-1] for k, v in parse_qs(asked).items()}
    if kind in {"deb", "rpm"}:
        return _distributed(kind, parts, version, qualifiers)
    ecosystem = _OF_PURL.get(kind)
    if ecosystem is None:
        return None
    if len(parts) > 1 and ecosystem in _JOINED:
        name = ".".join(parts[:-1]) + _JOINED[ecosystem] + parts[-1]
    else:
        name = "/".join(parts) if ecosystem in _SEPARATED else parts[-1]
    return PackageName(ecosystem, package_name(ecosystem, name), version)


def _distributed(
    kind: str, parts: list[str], version: str, qualifiers: dict[str, str]
) -> PackageName | None:
    """By its source package where that is told: advisories speak of sources."""
    space = parts[0].lower() if len(parts) > 1 else ""
    usual = "Debian" if kind == "deb" else "Red Hat"
    ecosystem = _DISTRIBUTIONS.get(space, usual if not space else "")
    if not ecosystem:
        return None
    source, _at, of_source = qualifiers.get("upstream", "").partition("@")
    if kind == "rpm":
        source = ""
    epoch = qualifiers.get("epoch", "")
    if epoch and ":" not in version:
        version = f"{epoch}:{version}"
    distro = re.search(r"(\d[\d.]*)", qualifiers.get("distro", ""))
    release = distro[1] if distro else release_in(ecosystem, version)
    name = package_name(ecosystem, source or parts[-1])
    version = of_source or version
    if max(len(version), len(release)) > LONGEST_VERSION:
        return None
    return PackageName(ecosystem, name, version, release)


def release_in(ecosystem: str, version: str) -> str:
    """Debian's security updates carry their release: 1.2-3+deb12u1; the packages of
    Red Hat and who follows it theirs: 1.2-3.el9_2.
    """
    carried = _CARRIED.get(ecosystem)
    found = re.search(carried, version) if carried else None
    return found[1] if found else ""


def ecosystem_of_os(name: str, version: str) -> tuple[str, str]:
    """Whose packages a machine has, by the words of its agent; else programs."""
    words = fold(f"{name} {version}")
    release = re.search(r"\d+(?:\.\d+)?", fold(version)) or re.search(
        r"\d+(?:\.\d+)?", fold(name)
    )
    number = release[0] if release else ""
    for word, ecosystem in (
        ("ubuntu", "Ubuntu"),
        ("debian", "Debian"),
        ("red hat", "Red Hat"),
        ("rhel", "Red Hat"),
        ("rocky", "Rocky Linux"),
        ("almalinux", "AlmaLinux"),
        ("fedora", "Fedora"),
        ("suse", "SUSE"),
    ):
        if word in words:
            whole = number if ecosystem == "Ubuntu" else number.partition(".")[0]
            return ecosystem, whole
    return PRODUCTS, ""


_NOISE = re.compile(
    r"\(.*?\)|\b(?:version|x64|x86|64|32)\s*-?\s*bit\b|\b(?:x64|x86|amd64|win64|win32)\b"
    r"|\bv?\d+(?:\.\d+)+\S*|\b(?:inc|corporation|corp|ltd|llc|gmbh|foundation|software)\b"
    r"|\b(?:the|co)\b",
)


def plain_words(text: str) -> str:
    """``Mozilla Firefox (x64 vi) 128.0`` is ``mozilla firefox``; ``7-zip`` stays."""
    bare = _NOISE.sub(" ", fold(text).replace("_", " "))
    return " ".join(re.sub(r"[^\w+#.-]|(?<!\w)[-.]|[-.](?!\w)", " ", bare).split())


def of_program(publisher: str, name: str, version: str) -> PackageName:
    """Name without its maker's words before it, for CPE has the maker apart."""
    vendor, words = plain_words(publisher), plain_words(name)
    said = set(vendor.split())
    parts = words.split()
    while len(parts) > 1 and parts[0] in said:
        parts = parts[1:]
    bare = " ".join(parts) or words or fold(name)
    if version and bare.endswith(f" {version.split('.')[0]}"):
        bare = bare.rsplit(" ", 1)[0]
    vendor = vendor or " ".join(words.split()[:1])
    return PackageName(
        PRODUCTS, bare[:LONGEST_NAME], version, vendor=vendor[:LONGEST_NAME]
    )


def is_same_maker(of_cpe: str, of_program: str, name: str) -> bool:
    """The maker of a CPE among the words of the program's maker or name."""
    asked = set(re.findall(r"[a-z0-9]+", plain_words(of_cpe)))
    given = set(re.findall(r"[a-z0-9]+", f"{of_program} {name}"))
    return bool(asked) and asked <= given


@dataclass(frozen=True)
class BuiltFrom:
    """The source of a binary package. Where that counts its versions apart, only
    ``version`` is known to be ``source_version``.
    """

    name: str
    source: str
    version: str = ""
    source_version: str = ""


def without_rebuild(version: str) -> str:
    """Debian builds a package anew without a new source: 1.2-3+b1 is of 1.2-3."""
    return re.sub(r"\+b\d+$", "", version)


def of_source(built: BuiltFrom | None, given: PackageName) -> PackageName:
    """As the distribution's advisories speak of it: by its source, if that is known."""
    if built is None:
        return replace(given, version=without_rebuild(given.version))
    if not built.version:
        version = without_rebuild(given.version)
        return replace(given, name=built.source, version=version)
    if built.version == given.version:
        return replace(given, name=built.source, version=built.source_version)
    return given
