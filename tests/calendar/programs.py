"""A calendar program of one of the cast, as it speaks over HTTP."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from tests.people import Province

DAV = "{DAV:}"


def token_for(people: Province, who: str) -> str:
    user = people.cast[who].user
    _token, raw = create_token(
        user=user, name="Điện thoại", by=SYSTEM, at=timezone.now()
    )
    return raw


@dataclass
class Program:
    """Asks with a name and a secret; ``at`` makes an address of its person's."""

    people: Province
    who: str
    secret: str
    name: str = ""

    def at(self, slug: str = "cua-toi", name: str = "") -> str:
        args: list[Any] = [self.people.cast[self.who].user.pk, slug]
        if not name:
            return reverse("calendar:dav-shelf", args=args)
        return reverse("calendar:dav-item", args=[*args, name])

    def ask(
        self, method: str, address: str, body: str | bytes = b"", **headers: str
    ) -> Any:
        said = base64.b64encode(
            f"{self.name or self.who}:{self.secret}".encode()
        ).decode()
        return Client().generic(
            method,
            address,
            body,
            content_type=headers.pop("content_type", "text/calendar; charset=utf-8"),
            headers={"Authorization": f"Basic {said}", **headers},
            SERVER_NAME="localhost",
        )

    def put(self, name: str, text: str | bytes, slug: str = "cua-toi", **h: str) -> Any:
        return self.ask("PUT", self.at(slug, name), text, **h)

    def get(self, name: str, slug: str = "cua-toi") -> Any:
        return self.ask("GET", self.at(slug, name))

    def names(self, slug: str = "cua-toi") -> list[str]:
        """The last part of each address in a calendar."""
        answer = self.ask("PROPFIND", self.at(slug), Depth="1")
        assert answer.status_code == 207, answer.content.decode()
        return hrefs(answer)[1:]

    def sync(self, token: str = "", slug: str = "cua-toi") -> tuple[Any, str]:
        body = (
            '<D:sync-collection xmlns:D="DAV:">'
            f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
            "<D:prop><D:getetag/></D:prop></D:sync-collection>"
        )
        answer = self.ask("REPORT", self.at(slug), body)
        found = answer.content.decode().partition("<d:sync-token>")[2]
        return answer, found.partition("<")[0]


def hrefs(answer: Any) -> list[str]:
    parts = answer.content.decode().split("<d:response><d:href>")[1:]
    return [part.partition("<")[0].rstrip("/").rpartition("/")[2] for part in parts]


def program(people: Province, who: str) -> Program:
    return Program(people, who, token_for(people, who))
