"""Files of a lesson as a browser gets them: kinds, and pages with the API first."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

PAGES = {".htm", ".html", ".xhtml"}
# Whatever is not here is only bytes.
_KINDS = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "text/xml",
    ".xsd": "text/xml",
}
_SAID = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
_READ = re.compile(r"utf-(8|16(le|be)?)|windows-125[0-8]|iso-8859-\d{1,2}|us-ascii")
# What may stand before the first thing that a page does.
_TOP = re.compile(
    r"(?:\s+|<!--.*?-->|<!doctype[^>]*>|<\?xml[^>]*>|<html[^>]*>)*(?:<head(?:\s[^>]*)?>)?",
    re.IGNORECASE | re.DOTALL,
)


def is_page(path: str) -> bool:
    return _ending(path) in PAGES


def kind_of(path: str) -> str:
    kind = _KINDS.get(_ending(path), "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def with_api(page: bytes, tag: str) -> bytes:
    """As UTF-8, with the tag before all that the page runs or loads."""
    text = _text(page).removeprefix("\ufeff")
    top = _TOP.match(text)
    at = top.end() if top else 0
    return f"{text[:at]}{tag}{text[at:]}".encode(errors="replace")


def _text(page: bytes) -> str:
    """By its mark, as UTF-8 where it is that, else as it says itself."""
    if page.startswith((b"\xff\xfe", b"\xfe\xff")):
        return page.decode("utf-16", errors="replace")
    try:
        return page.decode()
    except UnicodeDecodeError:
        said = _SAID.search(page[:4096])
        name = said[1].decode().lower() if said else ""
        known = name if _READ.fullmatch(name) else "windows-1252"
    try:
        return page.decode(known, errors="replace")
    except LookupError:
        return page.decode("windows-1252", errors="replace")
