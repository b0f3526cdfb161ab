"""Whatever is sent to whatever address: answered as promised, and never with 5xx.

One file, because the office it asks is dear to make.
"""

from __future__ import annotations

import gc

import pytest
from django.http import HttpResponse
from django.test.client import ClientHandler
from ninja import Schema

from congvu.config.description import DescribedAPI, TwoOfOneName
from tests.hostile import forms
from tests.hostile.asking import Asker, description
from tests.hostile.promises import broken
from tests.rights.matrix import API_LINES, PAGE_LINES, Line, address
from tests.rights.world import NOBODY, PEOPLE, World, form_of, query_of
from tests.scale import few_or_all, in_turn

# Nobody signs in for these: they are for machines and for keys anybody may have, or
# the secret in the address is the key.
_PUBLIC = {
    *("openid:discovery", "openid:jwks", "health-live", "health-ready", "metrics"),
    "calendar:feed",
    "training:lesson-file",
}


# -- the API


# The program that asks leaves the temporary files of its own uploads to the collector.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.repeats
def test_hostile_requests_are_answered_as_described(world: World) -> None:
    """In short half of the operations, by days."""
    asker = Asker(world)
    numbers = in_turn(range(len(asker.lines)), 2)
    for number in numbers:
        asker.ask(number, cases=2, chance=1)
    gc.collect()

    told = asker.told
    assert told.findings == {}
    assert told.operations == {asker.lines[number].name for number in numbers}
    assert len(told.operations) >= few_or_all(300, len(asker.operations))
    done = {"200", "201", "204"}
    assert {"401", "404", "422"} <= told.statuses.keys()
    assert len(done & told.statuses.keys()) >= few_or_all(2, len(done))


def test_an_answer_that_is_not_as_described_is_a_finding(world: World) -> None:
    described = description()
    answers = described["paths"]["/api/v1/me"]["get"]["responses"]
    answers["200"]["content"]["application/json"]["schema"] = {"type": "integer"}
    del answers["4XX"]
    asker = Asker(world, described)

    number = next(n for n, line in enumerate(asker.lines) if line.name == "GET /me")
    for chance in range(5):
        asker.ask(number, cases=4, chance=chance)

    found = set(asker.told.findings)
    assert "Response violates schema · GET /me · 200" in found
    assert "Undocumented status code · GET /me · 401" in found


def test_two_schemas_of_one_name_are_never_described_as_one() -> None:
    api = DescribedAPI(urls_namespace="hai-ten")

    def named(field: str) -> type[Schema]:
        return type("PaperOut", (Schema,), {"__annotations__": {field: str}})

    api.get("/mot", response=named("subject"))(lambda request: None)
    api.get("/hai", response=named("symbol"))(lambda request: None)

    with pytest.raises(TwoOfOneName, match="PaperOut"):
        api.get_openapi_schema(path_prefix="/")


# -- every page


def _readers(line: Line) -> list[str]:
    """Nobody, and the first who is shown it."""
    letters = line.expected("GET")
    shown = [who for who, got in zip(PEOPLE, letters, strict=True) if got == "2"]
    return [NOBODY, *[who for who in shown if who != NOBODY][:1]]


def _close(answer: HttpResponse) -> None:
    """By reading it to its end: closing it outright would close the database, too."""
    if answer.streaming:
        answer.getvalue()


@pytest.mark.repeats
def test_every_page_keeps_its_promises_to_the_browser(world: World) -> None:
    """In short every second page, by days."""
    found: dict[str, list[str]] = {}
    asked = 0
    lines = in_turn(PAGE_LINES, 2)
    for line in lines:
        for who in _readers(line):
            answer = world.browser(who).get(
                address(world, line),
                data=query_of(line.name),
                secure=line.name.startswith("openid:"),
            )
            asked += 1
            private = who != NOBODY and line.name not in _PUBLIC
            if faults := sorted(set(broken(answer, signed_in=private))):
                found[f"{who} {line.id}"] = faults
            _close(answer)

    assert found == {}
    assert asked > len(lines)


@pytest.mark.repeats
def test_every_answer_of_the_api_is_private_and_runs_nowhere(world: World) -> None:
    """In short every second operation, by days."""
    found: dict[str, list[str]] = {}
    for line in in_turn(API_LINES, 2):
        method, path = line.name.split(" ", 1)
        if method != "GET":
            continue
        for who in (NOBODY, "lan"):
            answer = world.browser(NOBODY).get(
                "/api/v1" + path.format(**world.objects[line.about]),
                data=query_of(line.name),
                headers=world.bearer(who),
            )
            if faults := sorted(set(broken(answer, signed_in=True))):
                found[f"{who} {line.id}"] = faults
            _close(answer)

    assert found == {}


def test_a_page_that_breaks_a_promise_would_be_found() -> None:
    page = (
        "<style>p{}</style><p style='color:red' onclick='x()'>"
        "<script>x()</script><script src='//other.example/x.js'></script>"
        "<a href=' JavaScript:x()'>"
        "<form method='post' action='/x/'><input name='a'></form>"
    )
    answer = HttpResponse(page, headers={"Content-Security-Policy": "script-src *"})

    found = set(broken(answer, signed_in=True))

    assert {
        "<style> inside the page",
        "<p style>",
        "<p onclick>",
        "<script> inside the page",
        "<script> loads //other.example/x.js",
        "<a href= JavaScript:x()>",
        "a form without its token: /x/",
        "a browser may guess what it is",
        "it may be kept: None",
    } <= found
    assert any(fault.startswith("script-src") for fault in found)


# -- every form


def test_no_form_is_taken_without_the_token_of_its_session(world: World) -> None:
    """On any page; the programs' addresses of the provider have keys of their own."""
    strict = ClientHandler(enforce_csrf_checks=True)
    own_keys = {f"openid:{n}" for n in ("token", "introspect", "revoke", "userinfo")}
    # One tells a program where to go, whatever it sends; agents come with a code.
    own_keys |= {"calendar:well-known", "inventory:agent", "watching:door", "logs:door"}
    # A lesson has no cookie; the pass in its address is its key.
    own_keys |= {"training:lesson-keep"}
    let_in = []
    for line in PAGE_LINES:
        if line.expected("POST") == "m" * len(PEOPLE) or line.name in own_keys:
            continue
        browser = world.browser("lan")
        browser.handler = strict
        answer = browser.post(address(world, line), form_of(world, line.name))
        if answer.status_code != 403:
            let_in.append((line.id, answer.status_code))

    assert let_in == []


@pytest.mark.repeats
def test_no_value_of_a_form_brings_the_office_down(world: World) -> None:
    """In short half of the forms, by days."""
    findings: dict[str, str] = {}
    for number, line in in_turn([*enumerate(forms.lines())], 2):
        findings |= forms.send_spoilt(
            world, line, cases=few_or_all(1, 2), chance=number
        )

    assert findings == {}


@pytest.mark.parametrize("route", ["accounts:sign-in", "documents:register-paper"])
def test_ten_megabytes_of_text_are_refused_in_words(world: World, route: str) -> None:
    [line, *_] = [line for line in forms.lines() if line.name == route]
    form = {**form_of(world, route), "subject": forms.TEN_MEGABYTES}
    who = forms.sender_of(line)

    status = forms.post(world, who, address(world, line), form, secure=False)

    assert status in (400, 413)
