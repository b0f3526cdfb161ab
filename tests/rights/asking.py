"""How the office is asked: one browser and one program for each hat; what they saw."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test.client import ClientHandler
from django.urls import reverse

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from tests.rights.matrix import page_routes
from tests.rights.model import Hat
from tests.rights.story import Story
from tests.rights.world import Browser
from tests.search.index import TestIndex

PHANTOM = UUID("00000000-0000-7000-8000-000000000000")
# Whole words: a page's token may have any letters in its midst.
_WORD = re.compile(r"\bzq(\d\d)[a-z]+x\b")


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(repr=False)
class Office:
    """The story with its browsers; whatever a question changes is undone."""

    story: Story
    index: TestIndex
    asked: int = 0
    _browsers: dict[Hat, Browser] = field(default_factory=dict)
    _tokens: dict[str, str] = field(default_factory=dict)
    _answers: dict[tuple[Hat, str, str], Answer] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "the office of the story"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Hypothesis would print every answer, and hide what it found behind them."""
        printer.text(repr(self))

    @property
    def hats(self) -> list[Hat]:
        return self.story.facts.hats

    @cached_property
    def _handler(self) -> ClientHandler:
        return ClientHandler(enforce_csrf_checks=False)

    def open(self) -> None:
        """Everybody signs in, or the first asked within a story of their own is undone
        with it.
        """
        for hat in self.hats:
            self.browser(hat)
            self.bearer(hat)

    def browser(self, hat: Hat) -> Browser:
        if hat not in self._browsers:
            self._browsers[hat] = self._browser(hat)
        return self._browsers[hat]

    def bearer(self, hat: Hat) -> dict[str, str]:
        """A program that asks as this hat and as no other."""
        if hat.person not in self._tokens:
            user = self.story.people[hat.person].user
            made = {"name": "máy", "by": SYSTEM, "at": self.story.at}
            _row, self._tokens[hat.person] = create_token(user=user, **made)
        return {
            "Authorization": f"Bearer {self._tokens[hat.person]}",
            "X-Post": str(self.story.posts[hat.post]),
        }

    def sits(self, hat: Hat) -> bool:
        return hat.at not in ("former", "lapsed")

    def _browser(self, hat: Hat) -> Browser:
        client = Browser()
        client.handler = self._handler
        client.force_login(self.story.people[hat.person].user)
        session = client.session
        session["post"] = str(self.story.posts[hat.post])
        session.save()
        return client

    def ask(self, hat: Hat, door: str, ids: Mapping[str, Any], **given: Any) -> Answer:
        """A page by its name, or an operation as ``GET /path``."""
        if door.startswith(METHODS):
            method, path = door.split(" ", 1)
            url = "/api/v1" + path.format(**ids)
            given["headers"] = self.bearer(hat) | given.get("headers", {})
            client = Browser()
            client.handler = self._handler
        else:
            client, method = self.browser(hat), given.pop("method", "GET")
            url = self.address(door, ids)
            given["secure"] = door.startswith(("openid:", "calendar:dav"))
        self.asked += 1
        with transaction.atomic():
            answer = getattr(client, method.lower())(url, **given)
            found = Answer(answer.status_code, text_of(answer), answer.headers)
            transaction.set_rollback(True)
        return found

    def page_of(self, hat: Hat, door: str, key: str) -> Answer:
        """One thing's page, asked for once: each question is undone, so the same
        question has the same answer.
        """
        asked = (hat, door, key)
        if asked not in self._answers:
            self._answers[asked] = self.ask(hat, door, self.story.ids[key])
        return self._answers[asked]

    def names(self, body: str) -> set[str]:
        """The things whose own words stand there."""
        keys = list(self.story.facts.things)
        return {keys[int(number)] for number in _WORD.findall(body)}

    def worn(self, hat: Hat, door: str) -> Hat | None:
        """What this hat is at that door: a program asks as it or not at all, a browser
        falls back on what its person holds still.
        """
        if self.sits(hat):
            return hat
        own = [h for h in self.hats if h.person == hat.person and self.sits(h)]
        return own[0] if own and not door.startswith(METHODS) else None

    def shown(self, hat: Hat, door: str) -> set[str]:
        """The things that may be read there."""
        worn = self.worn(hat, door)
        return self.story.facts.readable(worn) if worn else set()

    def readable(self, hat: Hat, door: str) -> set[str]:
        """Those whose words may stand there: with the same paper at another agency."""
        found = self.shown(hat, door)
        return found | {SAME[key] for key in found if key in SAME}

    def address(self, door: str, ids: Mapping[str, Any]) -> str:
        keys = re.findall(r"<\w+:(\w+)>", page_routes()[door])
        return reverse(door, kwargs={key: ids[key] for key in keys})


METHODS = ("GET ", "POST ", "PUT ", "DELETE ")
# An issued paper crosses with its words; what the receiver notes does not come back.
SAME = {"at-door": "sent", "taken-in": "taken-sent"}


def text_of(answer: HttpResponse) -> str:
    """All of it; of a workbook its sheets."""
    content = answer.getvalue()
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace")


def named(hat: Hat) -> tuple[str, str, str]:
    return hat.person, hat.at, hat.post


Lines = list[tuple[object, ...]]


def agree(wrong: Lines) -> None:
    """The product and the model do; or every line in which they do not."""
    lines = [" ".join(map(str, line)) for line in wrong]
    assert not lines, "\n".join([f"{len(lines)} times otherwise", *lines[:200]])
