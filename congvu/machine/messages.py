"""Translations for the program, made without the gettext tools."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polib


def compile_messages(folders: Iterable[Path]) -> None:
    """Every ``.po`` below these folders into its ``.mo``."""
    for folder in folders:
        for source in sorted(folder.rglob("*.po")):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
