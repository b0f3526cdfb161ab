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
from tests.rights.catalogues import CATALOGUE_OPERATIONS, CATALOGUE_ROUTES
from tests.rights.certificates import CERTIFICATE_OPERATIONS, CERTIFICATE_ROUTES
from tests.rights.controls import CONTROL_OPERATIONS, CONTROL_ROUTES
from tests.rights.directives import DIRECTIVE_OPERATIONS, DIRECTIVE_ROUTES
from tests.rights.duties import DUTY_OPERATIONS, DUTY_ROUTES
from tests.rights.figures import FIGURE_OPERATIONS, FIGURE_ROUTES
from tests.rights.help import HELP_OPERATIONS, HELP_ROUTES
from tests.rights.incidents import INCIDENT_OPERATIONS, INCIDENT_ROUTES
from tests.rights.inspections import INSPECTION_OPERATIONS, INSPECTION_ROUTES
from tests.rights.investment import INVESTMENT_OPERATIONS, INVESTMENT_ROUTES
from tests.rights.lessons import LESSON_OPERATIONS, LESSON_ROUTES
from tests.rights.letters import LETTER_OPERATIONS, LETTER_ROUTES
from tests.rights.licences import LICENCE_OPERATIONS, LICENCE_ROUTES
from tests.rights.logs import LOG_OPERATIONS, LOG_ROUTES
from tests.rights.machines import MACHINE_OPERATIONS, MACHINE_ROUTES
from tests.rights.mailboxes import MAILBOX_OPERATIONS, MAILBOX_ROUTES
from tests.rights.model import Facts, Hat
from tests.rights.network import NETWORK_OPERATIONS, NETWORK_ROUTES
from tests.rights.open_source import OPEN_SOURCE_OPERATIONS, OPEN_SOURCE_ROUTES
from tests.rights.papers import PAPER_OPERATIONS, PAPER_ROUTES
from tests.rights.portal import PORTAL_OPERATIONS, PORTAL_ROUTES
from tests.rights.portal_asked import ASKING_OPERATIONS, ASKING_ROUTES
from tests.rights.portal_meter import METER_OPERATIONS, METER_ROUTES
from tests.rights.privacy import PRIVACY_OPERATIONS, PRIVACY_ROUTES
from tests.rights.registry import REGISTRY_OPERATIONS, REGISTRY_ROUTES
from tests.rights.reporting import REPORT_OPERATIONS, REPORT_ROUTES
from tests.rights.reviews import REVIEW_OPERATIONS, REVIEW_ROUTES
from tests.rights.sittings import SITTING_OPERATIONS, SITTING_ROUTES
from tests.rights.standards import STANDARD_OPERATIONS, STANDARD_ROUTES
from tests.rights.surveys import SURVEY_OPERATIONS, SURVEY_ROUTES
from tests.rights.systems import SYSTEM_OPERATIONS, SYSTEM_ROUTES
from tests.rights.table import dossiers, incoming, office, outgoing, people
from tests.rights.tellings import TELLING_OPERATIONS, TELLING_ROUTES
from tests.rights.told import facts
from tests.rights.training import TRAINING_OPERATIONS, TRAINING_ROUTES
from tests.rights.watching import WATCHING_OPERATIONS, WATCHING_ROUTES
from tests.rights.weaknesses import WEAKNESS_OPERATIONS, WEAKNESS_ROUTES
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
    "POST /training-courses/{course_id}/packages": "training:add-package",
    "POST /trust-lists": "signatures:trust",
    "POST /dmarc-reports": "mailboxes:dmarc",
    "POST /inventories": "inventory:upload",
    "POST /network-tables/{table}": "network:load",
    "POST /vulnerabilities": "vulnerabilities:advisories",
    "POST /catalogues/{list_code}/file": "catalogues:load",
    "POST /information-systems/{system_id}/standards/{standard_code}/checks": (
        "standards:check"
    ),
    "POST /drills/{drill_plan_id}/results": "incidents:load-results",
    "POST /threat-signs/bundles": "incidents:load-signs",
    "POST /training-classes/{training_class_id}/grade-imports": (
        "training:check-grades"
    ),
    "POST /boms": "vulnerabilities:boms",
    "POST /requirement-catalogues": "controls:catalogues",
    "POST /audit-findings/{finding_id}/proof": "controls:prove-mended",
    "POST /media-wipings/{wiping_id}/media": "inventory:add-medium",
    "POST /learning-duties/{learning_id}/done": (
        "POST /learning-duties/{learning_id}/done"
    ),
    "POST /information-systems/{system_id}/requirements/{requirement_id}": (
        "POST /information-systems/{system_id}/requirements/{requirement_id}"
    ),
    "POST /format-scans": "licences:scans",
    "POST /entitlements/{entitlement_id}/proofs": "licences:right",
    "POST /service-contracts/{contract_id}/proofs": "network:contract",
    "POST /inventory-loads": "inventory:upload",
    "POST /register-loads": "imports:loads",
    "POST /databases/{database_id}/loads": "registry:load",
    "POST /databases/{database_id}/load-tasks": "registry:load",
    "POST /investment-needs/{need_id}/estimates/file": (
        "POST /investment-needs/{need_id}/estimates/file"
    ),
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
    LOG_ROUTES,
    WEAKNESS_ROUTES,
    INCIDENT_ROUTES,
    PRIVACY_ROUTES,
    CERTIFICATE_ROUTES,
    INVESTMENT_ROUTES,
    STANDARD_ROUTES,
    CATALOGUE_ROUTES,
    REGISTRY_ROUTES,
    LESSON_ROUTES,
    TRAINING_ROUTES,
    SITTING_ROUTES,
    CONTROL_ROUTES,
    MACHINE_ROUTES,
    LICENCE_ROUTES,
    HELP_ROUTES,
    SURVEY_ROUTES,
    SYSTEM_ROUTES,
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
    LOG_OPERATIONS,
    WEAKNESS_OPERATIONS,
    INCIDENT_OPERATIONS,
    PRIVACY_OPERATIONS,
    CERTIFICATE_OPERATIONS,
    INVESTMENT_OPERATIONS,
    STANDARD_OPERATIONS,
    CATALOGUE_OPERATIONS,
    REGISTRY_OPERATIONS,
    LESSON_OPERATIONS,
    TRAINING_OPERATIONS,
    SITTING_OPERATIONS,
    CONTROL_OPERATIONS,
    MACHINE_OPERATIONS,
    LICENCE_OPERATIONS,
    HELP_OPERATIONS,
    SURVEY_OPERATIONS,
    SYSTEM_OPERATIONS,
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
