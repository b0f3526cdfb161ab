"""How a task in the jail says that a document cannot be used."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


class TaskRefused(Exception):
    """The document cannot be used; ``reason`` is one of the keys in `reading`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def pdf_trouble(message: str) -> str:
    said = message.lower()
    locked = "password" in said or "security" in said
    return "locked" if locked else "broken"


def open_picture(path: Path) -> Image.Image:
    try:
        picture: Image.Image = Image.open(path)
    except Image.DecompressionBombError as why:
        raise TaskRefused("too-big") from why
    except (OSError, ValueError, SyntaxError) as why:
        raise TaskRefused("broken") from why
    return picture
