"""The texts about the house: what they name exists; nothing is of one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

CODE = Path(__file__).resolve().parents[2]
PAGES = [
    *CODE.glob("*.md"),
    *(CODE / "docs").glob("*.md"),
    *(CODE / "docs" / "adr").glob("*.md"),
    *(CODE / "docs" / "handbook").glob("*.md"),
    *(CODE / "deploy").glob("**/*.md"),
]
VERBS = re.findall(
    r"^([a-z]+):  ## ", (CODE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
)
TREES = ("congvu/", "tests/", "docs/", "deploy/", "locale/", "requirements/")
# Addresses a standard or a text names; none of them is ever called.
KNOWN_HOSTS = re.compile(
    r"https?://(127\.0\.0\.1|localhost|\[::1\]|[a-z.]*localhost|semver\.org|"
    r"([a-z0-9-]+\.)*example(\.[a-z]+)*|www\.w3\.org|schemas\.[a-z]+\.(org|com)|"
    r"[a-z.]*\.(invalid|test)|purl\.org|(json-)?schema\.org|creativecommons\.org|opendatacommons\.org|spdx\.org|publications\.europa\.eu|ns\.adobe\.com|calendarserver\.org|xmlns\.com|www\.iana\.org|www\.loc\.gov|DILCIS\.eu|"
    r"([a-z0-9-]+\.)*gov\.vn)"
)


def page_name(path: Path) -> str:
    return path.relative_to(CODE).as_posix()


def pages() -> dict[str, str]:
    return {page_name(path): path.read_text(encoding="utf-8") for path in PAGES}


def unknown(pattern: str, known: set[str]) -> list[str]:
    """What the texts name by that pattern, and is not known."""
    return [
        f"{page}: {named}"
        for page, text in pages().items()
        for named in sorted(set(re.findall(pattern, text)) - known)
    ]


def test_verbs_named_in_the_texts_exist() -> None:
    assert unknown(r"`make ([a-z]+)", set(VERBS)) == []


def test_commands_named_in_the_texts_exist() -> None:
    commands = {
        path.stem.replace("_", "-")
        for path in CODE.glob("congvu/*/management/commands/*.py")
    } | {"run", "doctor", "upgrade", "mail", "collector"}

    assert unknown(r"`congvu ([a-z][a-z-]+)", commands) == []


def test_files_named_in_the_texts_exist() -> None:
    missing = [
        f"{page}: {named}"
        for page, text in pages().items()
        for named in sorted(set(re.findall(r"`([\w./-]+)`", text)))
        if named.startswith(TREES) and "*" not in named and not (CODE / named).exists()
    ]

    assert len(pages()) > 90
    assert missing == []


def test_links_lead_somewhere() -> None:
    lost = [
        f"{page}: {target}"
        for page, text in pages().items()
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
        if "://" not in target and not target.startswith(("mailto:", "/tro-giup/"))
        if not (CODE / page).parent.joinpath(target).exists()
    ]

    assert lost == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CODE, capture_output=True, text=True, check=False
    )
    names = [n for n in listed.stdout.split("\0") if n] if not listed.returncode else []
    paths = [CODE / name for name in names] or [
        path for tree in TREES for path in (CODE / tree).rglob("*")
    ]
    return [p for p in paths if p.is_file() and p.suffix not in {".png", ".pdf"}]


def readable(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_path_of_one_machine() -> None:
    homes = re.compile(r"(?<![\w.])/(root|work|Users)/\w|(?<![\w.])/home/[a-z]+/")

    assert [page_name(p) for p in tracked() if homes.search(readable(p))] == []


def test_no_address_that_an_office_would_call() -> None:
    """Packages come through their own clients; where from is a machine's matter."""
    registry = re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.]|deb[.]debian")

    assert [page_name(p) for p in tracked() if registry.search(readable(p))] == []


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js"])
def test_the_product_names_no_stranger(suffix: str) -> None:
    strangers = [
        f"{page_name(path)}: {match}"
        for path in tracked()
        if path.suffix == suffix and page_name(path).startswith("congvu/")
        for match in re.findall(r"https?://[\w.-]+", readable(path))
        if not KNOWN_HOSTS.match(match)
    ]

    assert strangers == []


def test_the_licence_is_the_one_the_project_names() -> None:
    text = (CODE / "LICENSE").read_text(encoding="utf-8")

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    for name in ("pyproject.toml", "publiccode.yml"):
        assert "EUPL-1.2" in (CODE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readme_shows_pictures_that_are_there_and_light(name: str) -> None:
    text = (CODE / name).read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)

    assert pictures
    for picture in pictures:
        assert (CODE / picture).stat().st_size < 200_000, picture
    assert "`make run`" in text or "make run" in text
    assert "make test" in text
