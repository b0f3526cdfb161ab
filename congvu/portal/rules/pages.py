"""Addresses and languages of pages; what an editor says of personal data."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _

# The trees of the portal: by the first name of a page's path. These two are always
# there; an office's settings add others (Tày, Nùng) as it starts (apps.py).
TREES = {"vi": "vi", "en": "en"}
LONGEST_SLUG = 60


class PersonalData(StrEnum):
    """What the editor answered before the page went out."""

    NONE = "none"
    LAWFUL = "lawful"


PERSONAL_DATA_NAMES = {
    PersonalData.NONE: _("Trang này không có dữ liệu cá nhân"),
    PersonalData.LAWFUL: _("Có, được công khai theo căn cứ đã nêu"),
}


def address_of(url_path: str) -> str:
    """A page's address at the portal: "/vi/tin-tuc/a/" is "/tin-tuc/a/"."""
    tree, _slash, rest = url_path.strip("/").partition("/")
    prefix = "/" if tree == TREES["vi"] else f"/{tree}/"
    return f"{prefix}{rest}/" if rest else prefix


def language_of(path: str) -> str:
    """The language of an address at the portal: "/en/tin-tuc/" is English."""
    first = path.removeprefix("/").partition("/")[0]
    return first if first in TREES else "vi"


def slug_of(name: str) -> str:
    """What a body's site is called in addresses: "Sở Khoa học…" is "so-khoa-hoc"."""
    letters = "".join(c if c.isalnum() else " " for c in fold(name))
    slug = "-".join(letters.split())
    return slug[:LONGEST_SLUG].rstrip("-") or "trang"


# What a reader may change about the look of all pages, by its address.
VIEWS = {"co-chu": "large", "tuong-phan": "contrast"}
VIEW_COOKIE = "congvu_view"
# What the cookie of it may say. nginx keeps a page for each, and knows no other.
LOOKS = ("large", "contrast", "contrast.large")
_NO_LOOK = ("", '""')


def look_said(header: str) -> str | None:
    """What a browser's cookies say of the look; None for what we never gave (twice,
    in other letters, in quotes): nginx may read that otherwise than we do.
    """
    said = [one for one in header.split(";") if VIEW_COOKIE in one.lower()]
    if not said:
        return ""
    name, _equals, value = said[0].removeprefix(" ").partition("=")
    if len(said) > 1 or name != VIEW_COOKIE or value not in (*LOOKS, *_NO_LOOK):
        return None
    return "" if value in _NO_LOOK else value


def looks_of(header: str) -> frozenset[str]:
    """What a reader chose; a cookie that we never gave chooses nothing."""
    said = look_said(header)
    return frozenset(said.split(".")) if said else frozenset()


def is_ours(address: str) -> bool:
    """Whether a link to it stays at the portal, however a browser reads it."""
    plain = address.isprintable() and "\\" not in address
    return plain and address.startswith("/") and not address.startswith("//")


# In which widths pages show pictures.
PICTURE_WIDTHS = {"wide": "width-800|format-webp", "small": "width-400|format-webp"}
