"""Which mailboxes are official: to no other goes a paper by letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Lower

from congvu.exchange.models import DirectoryEntry
from congvu.exchange.rules import is_official
from congvu.law.queries import rules
from congvu.organisations.queries import agencies_by_code

KIND = "mail_domain"


def official_endings(on: date, type_code: str = "") -> list[str]:
    """Domains and single addresses that may get a paper of a type that day: the rules'
    (a row may be for some types alone), and this office's own domain."""
    found = [settings.MAIL_DOMAIN.lower()]
    for row in rules(KIND, on):
        types = row.value.get("types")
        if not isinstance(types, list) or type_code in types:
            found.append(row.key.lower())
    return found


def official_basis(on: date) -> str:
    return next((row.citation for row in rules(KIND, on)), "")


def private_mailboxes(addresses: Iterable[str], on: date, type_code: str) -> set[str]:
    """Those of the addresses that are not official, in small letters: neither by a rule
    nor because a directory names them as an organisation's; one query at most. Where no
    rule holds that day, all are."""
    if not rules(KIND, on):
        return set()
    endings = official_endings(on, type_code)
    asked = {one.strip().lower() for one in addresses}
    private = {one for one in asked if not is_official(one, endings)}
    return private - listed_mailboxes(private) if private else set()


def listed_mailboxes(addresses: set[str]) -> set[str]:
    rows = DirectoryEntry.objects.annotate(box=Lower("mailbox"))
    return set(rows.filter(box__in=addresses).values_list("box", flat=True))


def owners_of(addresses: set[str], on: date) -> dict[str, UUID]:
    """The agencies of this installation whose mailbox the directory says these are;
    two queries."""
    rows = DirectoryEntry.objects.annotate(box=Lower("mailbox")).exclude(code="")
    codes = dict(rows.filter(box__in=addresses).values_list("box", "code"))
    meant = agencies_by_code(codes.values(), on) if codes else {}
    return {box: meant[code] for box, code in codes.items() if code in meant}
