"""``make bundle``: everything an office needs, for a Debian 12 without Internet.

One folder below ``var/bundle`` and the same as one .tar: the product as one commit has
it, wheels by the locks' hashes, Debian's packages with all they need themselves, the
pages' fonts, a list of all parts (sbom.cdx.json) and SHA256SUMS. `deploy/install.sh`
in it does the rest. What was fetched once is kept in ``var/bundle/cache``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from congvu.machine import sbom
from congvu.machine.fonts import prepare_fonts
from congvu.machine.install import FONTS, NEEDED, OPTIONAL, SERVER, InstallProblem
from congvu.machine.messages import compile_messages
from congvu.machine.state import CODE, say

PLACE = CODE / "var" / "bundle"
PAGE_FONTS = "congvu/ui/static/ui/fonts"
LOCKS = ("base", "ocr", "s3")
SUMS = "SHA256SUMS"
# What is read first lies on top.
ON_TOP = ("deploy/install.sh", "deploy/README.md", "deploy/README.vi.md")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bundle", description=__doc__)
    parser.add_argument("--commit", default="HEAD", help="which commit's product")
    parser.add_argument("--place", type=Path, default=PLACE)
    parser.add_argument("--small", action="store_true", help="without reading of scans")
    parser.add_argument("--no-tar", action="store_true", help="the folder only")
    asked = parser.parse_args(arguments)
    try:
        _fitting()
        made = make_bundle(commit=asked.commit, place=asked.place, small=asked.small)
        if not asked.no_tar:
            made = packed(made)
    except InstallProblem as problem:
        say(str(problem))
        return 1
    except subprocess.CalledProcessError as problem:
        say(f"Lệnh không thành công (mã {problem.returncode}): {problem.cmd}")
        return 1
    say(f"{made}")
    return 0


def _fitting() -> None:
    """The packages are those of the machine that fetches them."""
    told = Path("/etc/os-release").read_text(encoding="utf-8")
    if 'VERSION_ID="12"' not in told or sys.version_info[:2] != (3, 11):
        raise InstallProblem("make bundle chạy trên Debian 12 với Python 3.11.")


def make_bundle(*, commit: str, place: Path, small: bool = False) -> Path:
    version, at = version_of(commit)
    name = f"congvu-{version}-debian12-{_said('dpkg', '--print-architecture')}"
    folder = place / f"{name}.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    say(f"Mã nguồn {version}…")
    product = folder / "product"
    take_product(commit, product)
    say("Thư viện Python…")
    take_wheels(product, folder / "wheels", place / "cache" / "wheels")
    say("Gói Debian…")
    cache = place / "cache" / "debs"
    take_packages([*NEEDED, *FONTS, *SERVER], folder / "debs", cache)
    if not small:
        take_packages(list(OPTIONAL), folder / "debs-ocr", cache)
    for file in ON_TOP:
        shutil.copy2(product / file, folder)
    (folder / "VERSION").write_text(f"{version}\n", encoding="ascii")
    (product / "VERSION").write_text(f"{version}\n", encoding="ascii")
    _list_parts(folder, version, at)
    write_sums(folder)
    whole = place / name
    shutil.rmtree(whole, ignore_errors=True)
    return folder.rename(whole)


def version_of(commit: str) -> tuple[str, str]:
    """As the release is called, and the commit's own moment."""
    text = _git("show", f"{commit}:pyproject.toml")
    number = tomllib.loads(text)["project"]["version"]
    short, day, at = _git(
        "show", "-s", "--format=%h %cd %cI", "--date=format:%Y%m%d", "--abbrev=8",
        commit,
    ).split()  # fmt: skip
    return f"{number}+{day}.{short}", at


def take_product(commit: str, folder: Path) -> None:
    """What the commit has, without the tests; and what is made of it at set-up."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryFile() as archive:
        subprocess.run(
            ["git", "archive", commit, "--", ".", ":(exclude)tests"],  # noqa: S607 - git
            cwd=CODE,
            stdout=archive,
            check=True,
        )
        archive.seek(0)
        with tarfile.open(fileobj=archive) as inside:
            # Debian 12's Python knows the filter by this name only, or not at all yet.
            if hasattr(tarfile, "data_filter"):
                inside.extraction_filter = tarfile.data_filter
            inside.extractall(folder)  # noqa: S202 - our own commit
    compile_messages([folder / "locale"])
    if "system" in prepare_fonts():
        say("CHÚ Ý: không có phông của trang (npm hoặc fonts-noto-core).")
    shutil.copytree(CODE / PAGE_FONTS, folder / PAGE_FONTS)


def take_wheels(product: Path, folder: Path, cache: Path) -> None:
    """Those the locks name, by their hashes; fetched only where the cache has none."""
    cache.mkdir(parents=True, exist_ok=True)
    locks = [product / "requirements" / f"{name}.txt" for name in LOCKS]
    command = [
        sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes",
        "--only-binary", ":all:", "--disable-pip-version-check", "--no-input",
        *(part for lock in locks for part in ("-r", str(lock))),
    ]  # fmt: skip
    kept = [*command, "--no-index", "--find-links", str(cache), "--dest", str(folder)]
    if subprocess.run(kept, capture_output=True, check=False).returncode != 0:
        subprocess.run([*command, "--dest", str(cache)], check=True)
        subprocess.run(kept, check=True, capture_output=True)


def take_packages(names: Sequence[str], folder: Path, cache: Path) -> None:
    """These and everything they need, as for a machine that has nothing at all.

    So a bare Debian of any state has what it lacks; apt takes no more than that.
    """
    (cache / "partial").mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as empty:
        status = Path(empty) / "status"
        status.touch()
        options = [
            f"-oDir::State::status={status}", f"-oDir::Cache::archives={cache}",
            "-oDebug::NoLocking=1", "-oAPT::Sandbox::User=root",
            "-oAPT::Keep-Downloaded-Packages=1",
        ]  # fmt: skip
        command = ["apt-get", "-y", "-q", *options, "--no-install-recommends"]
        subprocess.run(
            [*command, "--download-only", "install", *names],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        chosen = _said(*command, "--simulate", "install", *names)
    for line in chosen.splitlines():
        # Inst name (version …): the very file that was fetched
        if line.startswith("Inst "):
            name, version = line.split()[1], line.split("(", 1)[1].split()[0]
            (file,) = cache.glob(f"{name}_{version.replace(':', '%3a')}_*.deb")
            shutil.copy2(file, folder)
    (folder / "Packages").write_text(index_of(folder), encoding="utf-8")


def index_of(folder: Path) -> str:
    """What apt reads to install from a folder."""
    entries = []
    for file in sorted(folder.glob("*.deb")):
        control = _said("dpkg-deb", "--field", str(file)).strip()
        digest = _digest(file)
        size = file.stat().st_size
        entries.append(
            f"{control}\nFilename: ./{file.name}\nSize: {size}\nSHA256: {digest}\n"
        )
    return "\n".join(entries)


def _list_parts(folder: Path, version: str, at: str) -> None:
    project = tomllib.loads(
        (folder / "product" / "pyproject.toml").read_text(encoding="utf-8")
    )["project"]
    parts = [
        *sbom.of_wheels(folder / "wheels"),
        *sbom.of_fonts(folder / "product" / PAGE_FONTS),
    ]
    for kind in ("debs", "debs-ocr"):
        parts += sbom.of_packages(folder / kind)
    once = {str(part["bom-ref"]): part for part in parts}
    told = sbom.make_sbom(
        product={"version": version, "licence": project["license"]},
        components=list(once.values()),
        at=at,
    )
    text = json.dumps(told, indent=1, ensure_ascii=False)
    (folder / "sbom.cdx.json").write_text(f"{text}\n", encoding="utf-8")


def write_sums(folder: Path) -> None:
    """As sha256sum reads them; the list itself is not in it."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name != SUMS
    )
    lines = [f"{_digest(path)}  {path.relative_to(folder)}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def packed(folder: Path) -> Path:
    file = folder.with_name(f"{folder.name}.tar")
    with tarfile.open(file, "w") as archive:
        archive.add(folder, folder.name)
    return file


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _git(*arguments: str) -> str:
    return _said("git", "-C", str(CODE), *arguments)


def _said(*command: str) -> str:
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
