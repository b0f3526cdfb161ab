"""What the repository promises about itself: verbs, locks, the operator's command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CODE = Path(__file__).resolve().parents[2]
VERBS = ["run", "test", "check", "demo", "bench", "soak", "fix", "messages"]
VERBS += ["ha", "schema", "bundle", "trial", "help"]
LOCKS = ["base", "ocr", "s3", "test", "check"]
PROJECT = tomllib.loads((CODE / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def read_lock(name: str) -> str:
    return (CODE / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def wanted(requirement: str) -> str:
    return re.split(r"[\[~<>= ]", requirement)[0].lower().replace("_", "-")


def test_make_help_lists_every_promised_verb() -> None:
    answer = subprocess.run(
        ["make", "help"], cwd=CODE, capture_output=True, text=True, check=True
    )

    for verb in VERBS:
        assert f"make {verb} " in answer.stdout


def test_the_operators_command_lists_its_verbs_in_one_line_each() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "--help"],
        env={**os.environ, "PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in answer.stdout.splitlines() if line.startswith("  ")]

    verbs = {line.split()[0] for line in lines}
    assert {"run", "setup", "worker", "load-law"} <= verbs
    assert all(len(line.split()) > 2 for line in lines), "a verb without a sentence"


@pytest.mark.parametrize("name", LOCKS)
def test_locks_carry_hashes_and_no_address(name: str) -> None:
    text = read_lock(name)

    packages = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)
    assert packages
    assert all(line.endswith("\\") and "==" in line for line in packages)
    assert "--hash=sha256:" in text
    assert not re.search(r"https?:|--index|--find-links|--extra", text)


@pytest.mark.parametrize("name", LOCKS)
def test_what_the_project_asks_for_is_locked(name: str) -> None:
    asked = PROJECT["dependencies"]
    if name != "base":
        asked = PROJECT["optional-dependencies"][name]

    for requirement in asked:
        assert f"\n{wanted(requirement)}==" in read_lock(name).lower()


def test_the_locks_agree_with_each_other() -> None:
    seen: dict[str, list[str]] = {}
    for name in LOCKS:
        pins: dict[str, list[str]] = {}
        # A package may be pinned twice, for an older and a newer Python.
        for package, version in re.findall(r"^(\S+?)==(\S+)", read_lock(name), re.M):
            pins.setdefault(package, []).append(version)
        for package, versions in pins.items():
            assert seen.setdefault(package, versions) == versions, (name, package)


def test_every_dependency_says_what_it_is_for() -> None:
    text = (CODE / "pyproject.toml").read_text(encoding="utf-8")
    every = [*PROJECT["dependencies"]]
    for group in PROJECT["optional-dependencies"].values():
        every += group

    for requirement in every:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"# .+; .+", line), line


def test_ci_runs_what_the_readme_says() -> None:
    script = CODE / ".ci" / "run"

    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    for verb in ("check", "test", "soak MINUTES=3", "ha HA=", "bench SIZE="):
        assert re.search(rf"^(timeout \S+ \S+ \S+ )?make {verb}", text, re.M), verb
