"""What the jail does with a stranger's file that is to be kept: writes it anew."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from congvu.files.formats import pdf, pdf_pages
from congvu.files.jail.refusing import TaskRefused, open_picture, pdf_trouble

MOST_PAGES = 60
_DOTS = 140
_MOST_SIDE = 4000
_MOST_PIXELS = 60_000_000


def redraw(document: int) -> tuple[dict[str, Any], bytes]:
    """The first picture of it, upright, without anything but its dots."""
    try:
        with open_picture(_path(document)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise TaskRefused("too-big")
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((_MOST_SIDE, _MOST_SIDE), Image.Resampling.LANCZOS)
            drawn = Image.new("RGB", turned.size, "white")
            shown = turned.convert("RGBA")
            drawn.paste(shown, mask=shown.getchannel("A"))
    except (OSError, ValueError, SyntaxError) as why:
        raise TaskRefused("broken") from why
    out = BytesIO()
    drawn.save(out, "JPEG", quality=88)
    return {"ending": ".jpg"}, out.getvalue()


def resize(
    document: int, *, width: int, height: int, ending: str
) -> tuple[dict[str, Any], bytes]:
    """Never larger than it was; ``height`` 0: as high as it then is."""
    try:
        with open_picture(_path(document)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise TaskRefused("too-big")
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail(
                (width or turned.width, height or turned.height),
                Image.Resampling.LANCZOS,
            )
            drawn = turned.convert("RGB")
    except (OSError, ValueError, SyntaxError) as why:
        raise TaskRefused("broken") from why
    out = BytesIO()
    drawn.save(out, "WEBP" if ending == ".webp" else "JPEG", quality=82)
    return {"ending": ending}, out.getvalue()


def redraw_pdf(document: int) -> tuple[dict[str, Any], bytes]:
    """Its pages as pictures in a new body: nothing of it can act, or hides anything.

    Copying pages would copy what they do when they are opened.
    """
    try:
        total = pdf.count_pages(_path(document))
        if total > MOST_PAGES:
            raise TaskRefused("too-big")
        if not total:
            raise TaskRefused("no-pages")
        frames = [
            pdf.render(_path(document), number, dpi=_DOTS)
            for number in range(1, total + 1)
        ]
    except pdf.UnreadablePdf as why:
        raise TaskRefused(pdf_trouble(str(why))) from why
    except (pdfium.PdfiumError, IndexError, RecursionError) as why:
        raise TaskRefused("broken") from why
    return {}, pdf_pages.pages_of_pictures(frames, float(_DOTS))


def _path(document: int) -> Path:
    return Path(f"/proc/self/fd/{document}")
