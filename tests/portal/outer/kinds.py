"""One address of each kind of public page; a new kind gets its line here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """``route``: the name of its address; ``is_audited``: by Lighthouse, too."""

    name: str
    address: str
    route: str = "page"
    status: int = 200
    is_audited: bool = False


KINDS = [
    Kind("front", "/", is_audited=True),
    Kind("front-en", "/en/"),
    Kind("body", "/xa-yen-duong/"),
    Kind("section", "/tin-tuc/", is_audited=True),
    Kind("section-empty", "/xa-yen-duong/thu-tuc-hanh-chinh/"),
    Kind("article", "/tin-tuc/ret-dam-1/", is_audited=True),
    Kind("nothing-here", "/khong-co-trang-nay/", status=404),
]
# Every name of an address; what gives no page has no kind above.
ROUTES = {"page", "view", "media", "save"}
