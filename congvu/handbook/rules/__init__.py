"""Which page of the handbook helps with which screen."""

from __future__ import annotations

from congvu.handbook.rules.machines import MACHINES
from congvu.handbook.rules.screens import (
    FINDING,
    KEYS,
    MAIL,
    PORTAL,
    SCREENS,
    SIGN_IN,
)
from congvu.organisations.rules import Role

__all__ = [
    "ADDRESS",
    "HELP",
    "OWN_PAGE",
    "PAGES",
    "ROLE_PAGES",
    "SIGN_IN",
    "help_url",
]

ADDRESS = "/tro-giup/"
HELP = {**SCREENS, **MACHINES}

ROLE_PAGES = {
    Role.RECORDS_CLERK: "van-thu",
    Role.LEADER: "lanh-dao",
    Role.OFFICE_CHIEF: "chanh-van-phong",
    Role.UNIT_HEAD: "truong-phong",
    Role.SPECIALIST: "chuyen-vien",
    Role.ADMINISTRATOR: "quan-tri",
    Role.ARCHIVIST: "luu-tru",
}
PAGES = (*ROLE_PAGES.values(), SIGN_IN, FINDING, MAIL, PORTAL, KEYS)

# Screens that every role has, told on each role's own page under the same heading.
OWN_PAGE = {
    "home:front": "viec-cua-toi",
    "home:work": "viec-cua-toi",
    "home:work-item": "viec-cua-toi",
    "documents:register": "van-ban-den",
    "documents:entry": "van-ban-den",
}


def help_url(url_name: str, role: str = "") -> str:
    """Where the handbook tells about a screen; its front page for an unknown one.

    ``role`` is the slug of the role one acts in: each has a page of its own.
    """
    if url_name in OWN_PAGE and role:
        return f"{ADDRESS}{ROLE_PAGES[Role(role)]}/#{OWN_PAGE[url_name]}"
    page, section = HELP.get(url_name, ("", ""))
    return f"{ADDRESS}{page}/#{section}" if page else ADDRESS
