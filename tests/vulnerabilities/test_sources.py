"""Debian's advisories name sources, inventories name what was built from them."""

from __future__ import annotations

import gzip
import json
import lzma
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.vulnerabilities.actions import load_sources
from congvu.vulnerabilities.formats import Unreadable, read_sources, sources
from congvu.vulnerabilities.models import Finding, SourcePackage
from congvu.vulnerabilities.rules import BuiltFrom, PackageName, of_source
from tests.people import Province
from tests.vulnerabilities.stories import Watch, before, osv

pytestmark = pytest.mark.django_db

STATUS = Path("/var/lib/dpkg/status")
PACKAGES = """\
Package: libmau6
Source: mau
Version: 2.36-9+deb12u4
Description: thư viện mẫu
 Source: không-phải-dòng-này

Package: mau-bin
Version: 2.36-9+deb12u4
Source: mau

Package: khac
Version: 1.0-1

Package: chung
Source: chung-defaults (1.203)
Version: 4:12.2.0-3

Package: dung-lai
Source: dung-lai (1.4-2)
Version: 1.4-2+b1
""".encode()


@pytest.fixture
def watch(province: Province, law: None) -> Watch:
    return Watch(province)


def loaded(watch: Watch, content: bytes = PACKAGES, of: str = "Debian:12") -> int:
    at = watch.later()
    return load_sources(
        content=content, name="Packages", of=of, by=SYSTEM, at=at
    ).packages


@pytest.mark.parametrize("packed", [bytes, gzip.compress, lzma.compress])
def test_only_what_its_source_calls_otherwise_is_kept(packed: object) -> None:
    assert read_sources(packed(PACKAGES)) == [  # type: ignore[operator]  # each takes bytes
        BuiltFrom("libmau6", "mau"),
        BuiltFrom("mau-bin", "mau"),
        BuiltFrom("chung", "chung-defaults", "4:12.2.0-3", "1.203"),
    ]


@pytest.mark.parametrize(
    ("built", "name", "version", "known"),
    [
        (None, "khac", "1.0-1", ("khac", "1.0-1")),
        (None, "khac", "1.0-1+b12", ("khac", "1.0-1")),
        (None, "khac", "1.0-1+big1", ("khac", "1.0-1+big1")),
        (BuiltFrom("libmau6", "mau"), "libmau6", "2.36-9+b2", ("mau", "2.36-9")),
        (BuiltFrom("c", "d", "4:12-3", "1.2"), "c", "4:12-3", ("d", "1.2")),
        # Counted apart, and of another number than the list tells: nobody can say.
        (BuiltFrom("c", "d", "4:12-3", "1.2"), "c", "4:12-4", ("c", "4:12-4")),
    ],
)
def test_a_package_as_advisories_speak_of_it(
    built: BuiltFrom | None, name: str, version: str, known: tuple[str, str]
) -> None:
    found = of_source(built, PackageName("Debian", name, version, "12"))

    assert (found.name, found.version, found.release) == (*known, "12")


def test_what_was_built_from_a_source_meets_its_advisory_once(watch: Watch) -> None:
    """Two packages of one source on a machine are one thing to mend."""
    watch.report(
        ("libmau6", "2.36-9+deb12u4", ""), ("mau-bin", "2.36-9+deb12u4+b1", "")
    )
    watch.load(osv("CVE-1", "mau", *before("2.36-9+deb12u5")))
    watch.match()
    assert watch.found() == []

    assert loaded(watch) == 3
    assert watch.match().found.new == 1
    assert watch.found() == [("CVE-1", "mau", "open")]
    assert Finding.objects.get().fixed == "2.36-9+deb12u5"
    event = AuditEvent.objects.get(event="vulnerabilities.sources-loaded")
    assert event.data["release"] == "Debian:12"

    watch.report(("libmau6", "2.36-9+deb12u5", ""), ("mau-bin", "2.36-9+deb12u5", ""))
    assert watch.match().found.mended == 1


def test_the_same_list_again_changes_nothing(watch: Watch) -> None:
    loaded(watch)
    found = load_sources(
        content=PACKAGES, name="Packages", of="Debian:12", by=SYSTEM, at=watch.later()
    )
    assert (found.packages, found.changed) == (3, 0)


def test_what_was_found_under_a_wrong_name_is_void_and_never_mended(
    watch: Watch,
) -> None:
    """A package that is called as another source, until its own is known."""
    watch.report(("libmau6", "1.0-1", ""))
    wrong = osv("CVE-1", "libmau6", *before("9"))
    right = osv("CVE-2", "mau", *before("9"))
    watch.load(wrong, right)
    watch.match()
    assert watch.found() == [("CVE-1", "libmau6", "open")]

    loaded(watch)
    told = watch.match().found
    assert (told.new, told.mended) == (1, 0)
    assert sorted(watch.found()) == [
        ("CVE-1", "libmau6", "void"),
        ("CVE-2", "mau", "open"),
    ]


def test_a_list_is_of_its_release_only(watch: Watch) -> None:
    watch.report(("libmau6", "1.0-1", ""))
    watch.load(osv("CVE-2", "mau", *before("9")))
    loaded(watch, of="Debian:11")
    watch.match()
    assert watch.found() == []

    loaded(watch)
    loaded(watch, b"Package: khac\nVersion: 1\n")
    assert SourcePackage.objects.filter(release="12").count() == 0
    assert SourcePackage.objects.filter(release="11").count() == 3


@pytest.mark.parametrize(
    ("content", "of", "words"),
    [
        (PACKAGES, "Fedora:40", "như Debian:12"),
        (PACKAGES, "Debian", "như Debian:12"),
        (b"", "Debian:12", "Không phải tệp Packages"),
        (b"%PDF-1.7\n\x00\xff", "Debian:12", "Không phải tệp Packages"),
        (gzip.compress(PACKAGES)[:-9], "Debian:12", "cắt cụt"),
        (lzma.compress(PACKAGES)[:-20], "Debian:12", "cắt cụt"),
    ],
)
def test_a_bad_list_is_refused_and_the_one_before_stays(
    watch: Watch, content: bytes, of: str, words: str
) -> None:
    loaded(watch)
    with pytest.raises(Refused, match=words):
        loaded(watch, content, of)
    assert SourcePackage.objects.count() == 3


def test_what_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_UNPACKED", 1_000_000)
    bomb = gzip.compress(b"Package: a\nVersion: 1\n\n" * 100_000)
    with pytest.raises(Unreadable, match="quá lớn"):
        read_sources(bomb)
    long = gzip.compress(b"Package: " + b"a" * 2_000_000)
    with pytest.raises(Unreadable, match="quá lớn"):
        read_sources(long)


def test_the_operator_loads_it_by_one_command(watch: Watch, tmp_path: Path) -> None:
    place = tmp_path / "Packages"
    place.write_bytes(PACKAGES)
    out = StringIO()

    call_command(
        "vulnerabilities", "sources", place, "--release", "Debian:12", "--json",
        stdout=out,
    )  # fmt: skip

    assert json.loads(out.getvalue()) == {
        "release": "Debian:12",
        "packages": 3,
        "changed": 3,
    }
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command(
            "vulnerabilities", "sources", tmp_path / "thieu", "--release", "Debian:12"
        )


@pytest.mark.skipif(not STATUS.exists(), reason="not run: this machine has no dpkg")
def test_the_list_of_a_real_machine() -> None:
    by_name = {one.name: one for one in read_sources(STATUS.read_bytes())}

    assert by_name["libc6"] == BuiltFrom("libc6", "glibc")
    assert "bash" not in by_name, "its source has its name"
