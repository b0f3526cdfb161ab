"""What every address is asked about: one paper in each state, a file, what one owns."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.core.management import call_command
from django.http import HttpResponseBase
from django.http.cookie import SimpleCookie
from django.test import Client
from django.test.client import ClientHandler
from django.urls import ResolverMatch, resolve, reverse
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.accounts.models import Passkey, SessionRecord
from congvu.audit.rules import SYSTEM
from congvu.law.queries import calendar
from congvu.openid.actions import register_client
from congvu.openid.models import Consent
from tests.people import PASSWORD, Province, make_province
from tests.rights.archives import archive_bodies, archive_forms, archive_papers
from tests.rights.calendar import (
    CALENDAR_QUERIES,
    calendar_bodies,
    calendar_forms,
    calendar_papers,
)
from tests.rights.catalogues import (
    catalogue_bodies,
    catalogue_forms,
    catalogue_papers,
)
from tests.rights.certificates import (
    certificate_bodies,
    certificate_forms,
    certificate_papers,
)
from tests.rights.controls import control_bodies, control_forms, control_papers
from tests.rights.directives import (
    directive_bodies,
    directive_forms,
    directive_papers,
)
from tests.rights.duties import duty_bodies, duty_forms, duty_papers
from tests.rights.exchange import exchange_bodies, exchange_forms, exchange_papers
from tests.rights.figures import figure_bodies, figure_forms, figure_papers
from tests.rights.help import help_bodies, help_forms, help_papers
from tests.rights.imports import import_bodies, import_forms, import_papers
from tests.rights.incidents import (
    incident_bodies,
    incident_forms,
    incident_papers,
)
from tests.rights.incoming import (
    books_and_door,
    incoming_bodies,
    incoming_forms,
    incoming_papers,
)
from tests.rights.inspections import (
    inspection_bodies,
    inspection_forms,
    inspection_papers,
)
from tests.rights.investment import (
    investment_bodies,
    investment_forms,
    investment_papers,
)
from tests.rights.lessons import lesson_forms, lesson_papers
from tests.rights.letters import letter_bodies, letter_forms, letter_papers
from tests.rights.licences import licence_bodies, licence_forms, licence_papers
from tests.rights.logs import log_bodies, log_forms, log_papers
from tests.rights.machines import machine_bodies, machine_forms, machine_papers
from tests.rights.mailboxes import mailbox_bodies, mailbox_forms, mailbox_papers
from tests.rights.network import network_bodies, network_forms, network_papers
from tests.rights.open_source import (
    open_source_bodies,
    open_source_forms,
    open_source_papers,
)
from tests.rights.outgoing import outgoing_bodies, outgoing_forms, outgoing_papers
from tests.rights.papers import paper_bodies, paper_forms, public_papers
from tests.rights.personal import (
    AUTHORIZE,
    PERSONAL_BODIES,
    organisation_bodies,
    personal_forms,
    personal_papers,
)
from tests.rights.portal import portal_bodies, portal_forms, portal_papers
from tests.rights.portal_asked import asking_bodies, asking_forms, asking_papers
from tests.rights.portal_meter import meter_papers
from tests.rights.privacy import privacy_bodies, privacy_forms, privacy_papers
from tests.rights.registry import (
    registry_bodies,
    registry_forms,
    registry_papers,
)
from tests.rights.reporting import report_bodies, report_forms, report_papers
from tests.rights.reviews import review_bodies, review_papers
from tests.rights.sittings import sitting_bodies, sitting_forms, sitting_papers
from tests.rights.standards import (
    standard_bodies,
    standard_forms,
    standard_papers,
)
from tests.rights.surveys import survey_bodies, survey_forms, survey_papers
from tests.rights.systems import system_bodies, system_forms, system_papers
from tests.rights.tellings import telling_bodies, telling_forms, telling_papers
from tests.rights.training import (
    training_bodies,
    training_forms,
    training_papers,
)
from tests.rights.watching import (
    watching_bodies,
    watching_forms,
    watching_papers,
)
from tests.rights.weaknesses import (
    weakness_bodies,
    weakness_forms,
    weakness_papers,
)


class Browser(Client):
    """Keeps nothing of how a page was made, as no browser does: copying the context of
    every template took as long as the page.
    """

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        return answer


class AtTheDoor(ClientHandler):
    """Keeps a request as pages get it: after what is done for every page was done."""

    kept: WSGIRequest

    def resolve_request(self, request: WSGIRequest) -> ResolverMatch:
        self.kept = request
        return resolve(reverse("health-live"))


CAST = ("lan", "minh", "hoa", "dung", "ha", "quan", "thu", "tu", "khach", "son")
NOBODY = "nobody"
PEOPLE = (NOBODY, *CAST)


@dataclass
class World:
    """Objects by name, each with the parts of an address that belong to it."""

    province: Province
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    _doors: dict[str, AtTheDoor] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """Signed in anew each time: what one request did to it, the next never sees."""
        client = Browser()
        client.handler = self._handler
        if who != NOBODY:
            client.cookies = SimpleCookie(self.cookies[who].output(header="", sep=";"))
        return client

    def bearer(self, who: str) -> Mapping[str, str]:
        if who == NOBODY:
            return {}
        return {"Authorization": f"Bearer {self.tokens[who]}"}

    def refusal(self, who: str, way: str, url: str) -> HttpResponseBase:
        """What a page says to a way of asking that it does not have.

        Asked at the page itself, as far behind all that comes before pages as it is:
        who asks is worked out once and not for each page.
        """
        if who not in self._doors:
            door = AtTheDoor(enforce_csrf_checks=False)
            client = self.browser(who)
            client.handler = door
            client.get(reverse("home:front"))
            self._doors[who] = door
        request = copy(self._doors[who].kept)
        request.method, request.path, request.path_info = way, url, url
        page = resolve(url)
        answer: HttpResponseBase = page.func(request, *page.args, **page.kwargs)
        return answer

    @cached_property
    def _handler(self) -> ClientHandler:
        """One for all, as in a web process; each client would build its own."""
        return ClientHandler(enforce_csrf_checks=False)

    @cached_property
    def forms(self) -> dict[str, dict[str, Any]]:
        """Made once: thirteen files and some look-ups are dearer than a question."""
        people, objects = self.province, self.objects
        return {
            **outgoing_forms(people),
            **archive_forms(objects),
            **import_forms(),
            **exchange_forms(),
            **incoming_forms(people, objects, self.later),
            **personal_forms(people, objects),
            **duty_forms(people, objects),
            **directive_forms(people),
            **report_forms(people, objects),
            **figure_forms(people),
            **inspection_forms(people, objects),
            **asking_forms(people, objects),
            **mailbox_forms(people),
            **network_forms(people, objects),
            **watching_forms(people, objects),
            **log_forms(people),
            **weakness_forms(people),
            **incident_forms(people),
            **privacy_forms(people),
            **certificate_forms(),
            **investment_forms(people),
            **standard_forms(people),
            **catalogue_forms(people),
            **registry_forms(people, objects),
            **training_forms(people),
            **lesson_forms(),
            **sitting_forms(),
            **control_forms(people),
            **machine_forms(),
            **licence_forms(people, objects),
            **help_forms(people),
            **survey_forms(people),
            **system_forms(people, objects),
            **open_source_forms(people),
            **letter_forms(people),
            **portal_forms(people),
            **telling_forms(people, objects),
            **calendar_forms(people, objects),
            **paper_forms(objects),
        }

    @cached_property
    def bodies(self) -> dict[str, Any]:
        return {
            **PERSONAL_BODIES,
            **outgoing_bodies(self.province),
            **archive_bodies(self.objects),
            **import_bodies(),
            **exchange_bodies(),
            **duty_bodies(self.province, self.objects),
            **directive_bodies(self.province),
            **report_bodies(self.province),
            **review_bodies(),
            **figure_bodies(self.province),
            **inspection_bodies(self.province, self.objects),
            **asking_bodies(self.province, self.objects),
            **mailbox_bodies(self.province),
            **network_bodies(self.province, self.objects),
            **watching_bodies(self.objects),
            **log_bodies(self.province),
            **weakness_bodies(self.province),
            **control_bodies(self.province),
            **incident_bodies(self.province),
            **privacy_bodies(self.province),
            **certificate_bodies(),
            **investment_bodies(self.province),
            **standard_bodies(self.province),
            **catalogue_bodies(self.province),
            **registry_bodies(self.province, self.objects),
            **training_bodies(self.province),
            **sitting_bodies(),
            **machine_bodies(),
            **licence_bodies(self.province, self.objects),
            **help_bodies(self.province),
            **survey_bodies(self.province),
            **system_bodies(self.province, self.objects),
            **open_source_bodies(self.province),
            **letter_bodies(self.province),
            **portal_bodies(self.province),
            **telling_bodies(self.province, self.objects),
            **calendar_bodies(self.province, self.objects),
            **paper_bodies(self.objects),
        }

    @cached_property
    def later(self) -> date:
        """A working day that is later than any this world has set."""
        return calendar().add_working_days(self.province.today, 8)


def make_world() -> World:
    call_command("load_law", verbosity=0)
    world = World(make_province(timezone.now(), timezone.localdate()))
    people, objects = world.province, world.objects
    incoming_papers(people, objects)
    outgoing_papers(people, objects)
    archive_papers(people, objects)
    import_papers(people, objects)
    exchange_papers(people, objects)
    duty_papers(people, objects)
    directive_papers(people, objects)
    report_papers(people, objects)
    review_papers(people, objects)
    figure_papers(people, objects)
    inspection_papers(people, objects)
    meter_papers(people, objects)
    asking_papers(people, objects)
    mailbox_papers(people, objects)
    network_papers(people, objects)
    watching_papers(people, objects)
    log_papers(people, objects)
    weakness_papers(people, objects)
    incident_papers(people, objects)
    privacy_papers(people, objects)
    certificate_papers(people, objects)
    investment_papers(people, objects)
    standard_papers(people, objects)
    catalogue_papers(people, objects)
    registry_papers(people, objects)
    training_papers(people, objects)
    lesson_papers(people, objects)
    sitting_papers(people, objects)
    control_papers(people, objects)
    machine_papers(people, objects)
    licence_papers(people, objects)
    help_papers(people, objects)
    survey_papers(people, objects)
    system_papers(people, objects)
    open_source_papers(people, objects)
    letter_papers(people, objects)
    portal_papers(people, objects)
    telling_papers(people, objects)
    calendar_papers(people, objects)
    public_papers(people, objects)
    books_and_door(people, objects)
    _sign_in(world)
    personal_papers(people, objects)
    return world


def _sign_in(world: World) -> None:
    """Everybody, by a browser and by a program; what belongs to one's log-in."""
    people, objects = world.province, world.objects
    webmail, _secret = register_client(
        client_id="webmail",
        name="Thư công vụ",
        redirect_uris=["https://thu.backan.example/"],
        by=SYSTEM,
        at=timezone.now(),
    )
    for who in CAST:
        user, client = people.cast[who].user, Client()
        client.post("/dang-nhap/", {"username": who, "password": PASSWORD})
        world.cookies[who] = client.cookies
        token, raw = create_token(user=user, name="máy", by=SYSTEM, at=timezone.now())
        world.tokens[who] = raw
        passkey = Passkey.objects.create(
            user=user,
            name="máy",
            credential_id=who.encode(),
            public_key=b"khoa",
            created_at=timezone.now(),
        )
        consent = Consent.objects.create(
            user=user, client=webmail, scope="openid", given_at=timezone.now()
        )
        session = SessionRecord.objects.filter(user=user).latest("started_at")
        objects[f"{who}'s"] = {
            "record_id": session.pk,
            "session_id": session.pk,
            "token_id": token.pk,
            "passkey_id": passkey.pk,
            "consent_id": consent.pk,
        }


# -- what is asked and posted, so that whoever may do a thing does it


def query_of(name: str) -> dict[str, str]:
    """What an address cannot be read without."""
    if name == "openid:authorize":
        return AUTHORIZE
    if name in CALENDAR_QUERIES:
        return CALENDAR_QUERIES[name]
    if name.startswith("outgoing:book-"):
        return {"tu": "01/01/2026", "den": "31/12/2026"}
    if name.startswith("documents:register-"):
        return {"so": "den", "tu": "01/01/2026", "den": "31/12/2026"}
    if name.startswith("GET /electronic-share"):
        return {"first": "2026-01-01", "last": "2026-12-31"}
    if name == "GET /issuer-note":
        return {"name": "UBND xã"}
    if name == "GET /agency-lookup":
        return {"q": "xã"}
    if "/registers/{book}" in name or "/outgoing-register" in name:
        return {"first": "2026-01-01", "last": "2026-12-31"}
    return {}


def form_of(world: World, route: str) -> dict[str, Any]:
    """A complete form: it is refused only for who sends it."""
    form = world.forms.get(route, {"reason": "Gửi nhầm nơi nhận.", "sure": "1"})
    for value in form.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)  # the last who sent it read it to its end
    return form


def body_of(world: World, operation: str, ids: Mapping[str, Any]) -> Any:
    """The same for machines."""
    if operation in world.bodies:
        return world.bodies[operation]
    people, objects = world.province, world.objects
    return {
        **organisation_bodies(people, objects),
        **incoming_bodies(people, objects, world.later, ids),
    }.get(operation.rsplit("/", 1)[-1], {"reason": "Gửi nhầm."})
