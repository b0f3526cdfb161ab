"""The product's own fonts, made at set-up time and never committed.

``python -m congvu.machine.fonts`` takes Noto Sans and Noto Serif (OFL) from npm's
@fontsource packages, or from Debian's fonts, cuts them to what a page uses and writes
them beside the style sheets. With neither, pages use the system's fonts and say so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[1] / "ui" / "static" / "ui" / "fonts"
DEBIAN = Path("/usr/share/fonts/truetype/noto")
RECIPE = "congvu fonts 4"
RETRY_SECONDS = 24 * 3600

# What each @fontsource subset covers; the browser fetches a file only when a page
# has one of its letters.
RANGES = {
    "latin": "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+304,U+308,U+329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "vietnamese": "U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,"
    "U+300-301,U+303-304,U+308-309,U+323,U+329,U+1EA0-1EF9,U+20AB",
}
# Debian has no variable font: file, family, style, weight.
DEBIAN_FACES = (
    ("NotoSans-Regular.ttf", "Noto Sans", "normal", "400"),
    ("NotoSans-Bold.ttf", "Noto Sans", "normal", "600"),
    ("NotoSerif-Bold.ttf", "Noto Serif", "normal", "600"),
    ("NotoSerif-Italic.ttf", "Noto Serif", "italic", "500"),
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]


@dataclass(frozen=True)
class Package:
    """An npm package at one version; another content is refused."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Face:
    """One face the style sheets name, cut down to the axes they use."""

    family: str
    stem: str
    style: str
    weight: str
    stretch: str
    limits: tuple[tuple[str, float | tuple[float, float]], ...]


PACKAGES = {
    "noto-sans": Package(
        "@fontsource-variable/noto-sans",
        "5.3.0",
        "2cd97f3573b6e8ceaaa54ddf5df3f8e64d89a5bb31954013700d36a7ec01dcd6",
    ),
    "noto-serif": Package(
        "@fontsource-variable/noto-serif",
        "5.3.0",
        "375a51217183452a0d26b8667d03d83448bca46bfb750c265bfc419939b4b218",
    ),
}
FACES = (
    Face(
        "Noto Sans",
        "noto-sans",
        "normal",
        "400 600",
        "87.5% 100%",
        (("wdth", (87.5, 100)), ("wght", (400, 600))),
    ),
    Face(
        "Noto Serif",
        "noto-serif",
        "normal",
        "600",
        "87.5%",
        (("wdth", 87.5), ("wght", 600)),
    ),
    Face(
        "Noto Serif",
        "noto-serif",
        "italic",
        "500",
        "87.5%",
        (("wdth", 87.5), ("wght", 500)),
    ),
)


def main() -> int:
    print(prepare_fonts())  # noqa: T201 - the command's answer
    return 0


def prepare_fonts(folder: Path = FONTS) -> str:
    """Make the fonts if they are not there, and say in one line what was done."""
    stamp = folder / "stamp.txt"
    if stamp.exists() and _still_good(stamp):
        return f"fonts: ready ({_weight(folder)})"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    told: list[str] = []
    source = _from_npm(folder, told) or _from_debian(folder, told)
    stamp.write_text(f"{RECIPE}\n{source or 'system'}\n", encoding="utf-8")
    why = f" ({'; '.join(told)})" if told else ""
    if not source:
        return f"fonts: using the system's own fonts{why}"
    return f"fonts: made from {source}, {_weight(folder)}{why}"


def _still_good(stamp: Path) -> bool:
    lines = stamp.read_text(encoding="utf-8").splitlines()
    recipe, source = [*lines, "", ""][:2]
    young = time.time() - stamp.stat().st_mtime < RETRY_SECONDS
    return recipe == RECIPE and (source == "npm" or young)


def _weight(folder: Path) -> str:
    files = list(folder.glob("*.woff2"))
    total = sum(f.stat().st_size for f in files)
    return f"{len(files)} files, {total / 1000:.0f} kB"


def _from_npm(folder: Path, told: list[str]) -> str | None:
    npm = shutil.which("npm")
    if npm is None:
        told.append("npm is not installed")
        return None
    with tempfile.TemporaryDirectory() as temporary:
        try:
            files = {
                stem: _fetch(npm, package, Path(temporary))
                for stem, package in PACKAGES.items()
            }
        except (OSError, subprocess.SubprocessError, ValueError, KeyError) as why:
            told.append(f"npm gave no fonts: {type(why).__name__}")
            return None
    rules = []
    can_cut = _can_cut(told)
    for face in FACES:
        for subset in RANGES:
            member = f"{face.stem}-{subset}-wdth-{face.style}.woff2"
            data = files[face.stem][member]
            if can_cut:
                data = _cut(data, dict(face.limits), None)
            name = f"{face.stem}-{subset}-{face.style}.woff2"
            (folder / name).write_bytes(data)
            weight = face.weight if can_cut else "400 700"
            stretch = face.stretch if can_cut else "87.5% 100%"
            rules.append(
                _rule(face.family, face.style, weight, name, RANGES[subset], stretch)
            )
    (folder / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")
    return "npm"


def _fetch(npm: str, package: Package, folder: Path) -> dict[str, bytes]:
    """The .woff2 files of a package, by name, after its checksum was compared."""
    done = subprocess.run(
        [
            npm,
            "pack",
            "--silent",
            "--ignore-scripts",
            "--fetch-retries=0",
            "--fetch-timeout=8000",
            f"{package.name}@{package.version}",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=15,
        check=True,
    )
    archive = (folder / done.stdout.strip().splitlines()[-1]).read_bytes()
    if hashlib.sha256(archive).hexdigest() != package.sha256:
        raise ValueError(package.name)
    wanted = {f"{f.stem}-{s}-wdth-{f.style}.woff2" for f in FACES for s in RANGES}
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            name = Path(member.name).name
            if content is not None and name in wanted:
                found[name] = content.read()
    return found


def _from_debian(folder: Path, told: list[str]) -> str | None:
    if not all((DEBIAN / file).exists() for file, *_ in DEBIAN_FACES):
        told.append("Debian's fonts-noto-core is not installed")
        return None
    if not _can_cut(told):
        return None
    wanted = [c for r in RANGES.values() for c in _codepoints(r)]
    rules = []
    for file, family, style, weight in DEBIAN_FACES:
        name = f"{Path(file).stem.lower()}.woff2"
        (folder / name).write_bytes(_cut((DEBIAN / file).read_bytes(), None, wanted))
        rules.append(_rule(family, style, weight, name, ",".join(RANGES.values())))
    (folder / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")
    return "Debian"


def _can_cut(told: list[str]) -> bool:
    missing = [m for m in ("fontTools", "brotli") if not importlib.util.find_spec(m)]
    if missing:
        told.append(f"not cut to size: {', '.join(missing)} not installed")
    return not missing


def _codepoints(ranges: str) -> list[int]:
    points: list[int] = []
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


def _cut(data: bytes, limits: dict[str, Any] | None, only: list[int] | None) -> bytes:
    """Narrow the axes, drop what no page uses, and pack as woff2."""
    # Imported here because set-up runs before these two are sure to be installed.
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    font = TTFont(io.BytesIO(data))
    if limits:
        font = instancer.instantiateVariableFont(font, limits)
        # Saved and read again: the subsetter trips over glyphs the instancer left.
        plain = io.BytesIO()
        font.flavor = None
        font.save(plain)
        font = TTFont(io.BytesIO(plain.getvalue()))
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=only or list(font.getBestCmap()))
    cutter.subset(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _rule(
    family: str, style: str, weight: str, name: str, ranges: str, stretch: str = ""
) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
        + (f"font-stretch:{stretch};" if stretch else "")
        + f'font-display:swap;src:url("{name}") format("woff2");'
        f"unicode-range:{ranges}}}"
    )


if __name__ == "__main__":
    sys.exit(main())
