"""Every address of the office, and what the tables of docs/rights.md promise there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congvu.config.api import api
from tests.rights.calendar import CALENDAR_OPERATIONS, CALENDAR_ROUTES
from tests.rights.directives import DIRECTIVE_OPERATIONS, DIRECTIVE_ROUTES
from tests.rights.duties import DUTY_OPERATIONS, DUTY_ROUTES
from tests.rights.figures import FIGURE_OPERATIONS, FIGURE_ROUTES
from tests.rights.help import HELP_OPERATIONS, HELP_ROUTES
from tests.rights.inspections import INSPECTION_OPERATIONS, INSPECTION_ROUTES
from tests.rights.letters import LETTER_OPERATIONS, LETTER_ROUTES
from tests.rights.licences import LICENCE_OPERATIONS, LICENCE_ROUTES
from tests.rights.machines import MACHINE_OPERATIONS, MACHINE_ROUTES
from tests.rights.mailboxes import MAILBOX_OPERATIONS, MAILBOX_ROUTES
from tests.rights.model import Facts, Hat
from tests.rights.network import NETWORK_OPERATIONS, NETWORK_ROUTES
from tests.rights.open_source import OPEN_SOURCE_OPERATIONS, OPEN_SOURCE_ROUTES
from tests.rights.papers import PAPER_OPERATIONS, PAPER_ROUTES
from tests.rights.portal import PORTAL_OPERATIONS, PORTAL_ROUTES
from tests.rights.portal_asked import ASKING_OPERATIONS, ASKING_ROUTES
from tests.rights.portal_meter import METER_OPERATIONS, METER_ROUTES
from tests.rights.reporting import REPORT_OPERATIONS, REPORT_ROUTES
from tests.rights.reviews import REVIEW_OPERATIONS, REVIEW_ROUTES
from tests.rights.surveys import SURVEY_OPERATIONS, SURVEY_ROUTES
from tests.rights.table import dossiers, incoming, office, outgoing, people
from tests.rights.tellings import TELLING_OPERATIONS, TELLING_ROUTES
from tests.rights.told import facts
from tests.rights.watching import WATCHING_OPERATIONS, WATCHING_ROUTES
from tests.rights.world import NOBODY, PEOPLE, World

LETTERS = {
    200: "2",
    201: "2",
    204: "2",
    301: "p",
    302: "3",
    308: "p",
    400: "b",
    401: "u",
    403: "f",
    404: "4",
    405: "m",
    422: "r",
    503: "5",
}
API_ROUTES = {"api-v1:openapi-json", "api-v1:api-root"}


@dataclass(frozen=True)
class Promise:
    """One cell of the table; ``usual`` is the letter for who has the right."""

    cell: str
    usual: str
    stranger: str

    def letter(self, who: str, about: str) -> str:
        """What this person is promised, by the tables of docs/rights.md."""
        if self.cell == "m":
            return "m"
        rights, _, letters = self.cell.partition("=")
        usual, _, stranger = letters.partition("^")
        usual = usual or self.usual
        if who == NOBODY:
            return stranger or (usual if rights == "public" else self.stranger)
        hat = _hats().get(who)
        if self.stranger == "u" and hat is None and rights != "public":
            return "u"
        found, _, done = rights.partition(">")
        if self._holds(hat, about, done or found):
            return usual
        return "r" if done and self._holds(hat, about, found) else "4"

    def _holds(self, hat: Hat | None, about: str, right: str) -> bool:
        name, _, other = right.partition("@")
        thing = _facts().things[other or about]
        if name.endswith("*"):
            thing = replace(thing, agency="")
        return _facts().holds(hat, thing, name.rstrip("*"))


@cache
def _facts() -> Facts:
    return facts()


@cache
def _hats() -> dict[str, Hat]:
    """Whoever holds a post today; a program speaks for nobody else."""
    return {hat.person: hat for hat in _facts().hats if hat.at == "holder"}


@dataclass(frozen=True)
class Line:
    """One address about one object, and what it promises in each way of asking."""

    name: str
    about: str
    promised: dict[str, Promise]

    @property
    def id(self) -> str:
        return f"{self.name}@{self.about}" if self.about else self.name

    def expected(self, way: str) -> str:
        promise = self.promised[way]
        return "".join(promise.letter(who, self.about) for who in PEOPLE)


def _lines(table: str, columns: tuple[str, ...]) -> list[Line]:
    found = []
    for row in filter(str.strip, table.splitlines()):
        words = re.split(r"\s{2,}", row.strip())
        name, _, about = words[0].partition(" @")
        cells = zip(columns, words[1:], strict=True)
        promised = {way: Promise(cell, *_USUAL[way]) for way, cell in cells}
        found.append(Line(name, about, promised))
    return found


# For who has the right, and for who has not signed in.
_USUAL = {"GET": ("2", "s"), "POST": ("3", "s"), "answer": ("2", "u")}
ISSUE = "POST /outgoing-documents/{entry_id}/issue"
# A file and its facts as a form, on the page and by the API alike.
ONE_FILE = {
    "POST /dossiers/{dossier_id}/files": "POST /dossiers/{dossier_id}/files",
    "POST /open-drafts/files": "portal:open-file",
    "POST /signature-verifications": "signatures:verify",
    "POST /trust-lists": "signatures:trust",
    "POST /dmarc-reports": "mailboxes:dmarc",
    "POST /inventories": "inventory:upload",
    "POST /network-tables/{table}": "network:load",
    "POST /format-scans": "licences:scans",
    "POST /entitlements/{entitlement_id}/proofs": "licences:right",
    "POST /inventory-loads": "inventory:upload",
    "POST /register-loads": "imports:loads",
    "POST /report-returns/{return_id}/load": "POST /report-returns/{return_id}/load",
    "POST /package-checks": "POST /package-checks",
    "POST /publishings/{publishing_id}/redacted": (
        "POST /publishings/{publishing_id}/redacted"
    ),
    ISSUE: ISSUE,
    "POST /signing-keys": "signatures:register-key",
    "POST /outside-signings": "POST /outside-signings",
    "POST /paper-templates/{type_code}": "outgoing:template",
}
ENTRY = "/incoming-documents/{entry_id}"
TOPICS = (office, incoming, dossiers, outgoing, people)
ROUTES = [
    *(topic.PAGES for topic in TOPICS),
    DUTY_ROUTES,
    DIRECTIVE_ROUTES,
    REPORT_ROUTES,
    REVIEW_ROUTES,
    FIGURE_ROUTES,
    INSPECTION_ROUTES,
    METER_ROUTES,
    ASKING_ROUTES,
    MAILBOX_ROUTES,
    NETWORK_ROUTES,
    WATCHING_ROUTES,
    MACHINE_ROUTES,
    LICENCE_ROUTES,
    HELP_ROUTES,
    SURVEY_ROUTES,
    OPEN_SOURCE_ROUTES,
    CALENDAR_ROUTES,
    LETTER_ROUTES,
    PORTAL_ROUTES,
    TELLING_ROUTES,
    PAPER_ROUTES,
]
OPERATIONS = [
    *(topic.OPERATIONS for topic in TOPICS),
    DUTY_OPERATIONS,
    DIRECTIVE_OPERATIONS,
    REPORT_OPERATIONS,
    REVIEW_OPERATIONS,
    FIGURE_OPERATIONS,
    INSPECTION_OPERATIONS,
    METER_OPERATIONS,
    ASKING_OPERATIONS,
    MAILBOX_OPERATIONS,
    NETWORK_OPERATIONS,
    WATCHING_OPERATIONS,
    MACHINE_OPERATIONS,
    LICENCE_OPERATIONS,
    HELP_OPERATIONS,
    SURVEY_OPERATIONS,
    OPEN_SOURCE_OPERATIONS,
    CALENDAR_OPERATIONS,
    LETTER_OPERATIONS,
    PORTAL_OPERATIONS,
    TELLING_OPERATIONS,
    PAPER_OPERATIONS,
]
PAGE_LINES = [x for text in ROUTES for x in _lines(text, ("GET", "POST"))]
API_LINES = [x for text in OPERATIONS for x in _lines(text, ("answer",))]


def is_at_the_page(line: Line, way: str, who: str) -> bool:
    """Whether this is asked at the page itself: a way of asking that it does not have,
    by anybody but three, who go through all of the office.
    """
    return line.promised[way].cell == "m" and who not in (NOBODY, "lan", "khach")


def patterns(
    resolver: URLResolver, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """The name and the address of everything that answers."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, path, space + inner)
        elif isinstance(pattern, URLPattern):
            yield space + (pattern.name or path), path


# Wagtail's own doors stand behind one gate: tests/portal/test_gate.py.
EDITOR = "bien-tap/"


@cache
def page_routes() -> dict[str, str]:
    return {
        name: path
        for name, path in patterns(get_resolver())
        if not path.startswith(EDITOR)
        if not name.startswith("api-v1:") or name in API_ROUTES
    }


@cache
def operations() -> set[str]:
    schema = api.get_openapi_schema(path_prefix="/")
    return {
        f"{method.upper()} {path}"
        for path, methods in schema["paths"].items()
        for method in methods
    }


def letter(response: HttpResponseBase) -> str:
    if response.status_code == 302 and response.headers["Location"].startswith(
        "/dang-nhap/"
    ):
        return "s"
    return LETTERS.get(response.status_code, str(response.status_code))


def forgotten(client: Client, method: str, url: str, **given: Any) -> str:
    """The answer's letter; whatever the request did is undone."""
    with transaction.atomic():
        response = getattr(client, method.lower())(url, **given)
        found = letter(response)
        if response.streaming:
            response.getvalue()  # read whole, it closes
        transaction.set_rollback(True)
    return found


def address(world: World, line: Line) -> str:
    needed = re.findall(r"<\w+:(\w+)>", page_routes()[line.name])
    ids = world.objects[line.about] if needed else {}
    return reverse(line.name, kwargs={name: ids[name] for name in needed})
