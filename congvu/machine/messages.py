"""Translations for the program, made without the gettext tools."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polib


def compile_messages(folders: Iterable[Path]) -> None:
    """Every ``.po`` below these folders into its ``.mo``.

    One that is right already is left: an installed release is not ours to write in.
    """
    for folder in folders:
        for source in sorted(folder.rglob("*.po")):
            target = source.with_suffix(".mo")
            compiled = polib.pofile(str(source)).to_binary()
            if not target.exists() or target.read_bytes() != compiled:
                target.write_bytes(compiled)
