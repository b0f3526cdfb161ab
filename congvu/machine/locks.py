"""``make locks``: ``requirements/*.txt`` from ``pyproject.toml``, with hashes.

One resolution for everything, so that the parts never disagree; only ready-made
wheels, so that no compiler is needed; and no address of a package server, so that a
province can install from its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

CODE = Path(__file__).resolve().parents[2]
EXTRAS = ("ocr", "s3", "test", "check")


def compile_lock(target: Path, *options: str) -> None:
    subprocess.run(
        [
            sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet",
            "--universal", "--python-version", "3.11", "--generate-hashes",
            "--only-binary", ":all:", "--no-emit-index-url", "--no-emit-find-links",
            "--no-emit-build-options", "--no-annotate",
            "--custom-compile-command", "make locks", "-o", str(target), *options,
        ],
        cwd=CODE,
        check=True,
    )  # fmt: skip


def main() -> int:
    folder = CODE / "requirements"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "all.txt"
        compile_lock(whole, "--all-extras")
        for name in ("base", *EXTRAS):
            target = folder / f"{name}.txt"
            target.unlink(missing_ok=True)
            options = [] if name == "base" else ["--extra", name]
            compile_lock(target, "-c", str(whole), *options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
