"""Whose letters a seat reads: the registry's, of its own agency or one it is heir of.

A registry's box is the agency's, so its letters are the registry's to read as what
comes by any other way. Nobody else reads them here, no leader and no administrator.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.documents.queries import is_shut
from congvu.exchange.access import senders_of
from congvu.files.models import FileState
from congvu.mailboxes.models import BoxLetter, LetterRule, MailDelivery
from congvu.mailboxes.queries.letters import letters_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def letter_agencies(seat: Seat) -> frozenset[UUID]:
    return senders_of(seat)


def get_letter_for(seat: Seat, letter_id: UUID) -> BoxLetter:
    rows = letters_of(letter_agencies(seat)).select_related(
        "file", "item", "box", "rule", "answers__packet__entry"
    )
    found = rows.filter(pk=letter_id).first()
    if found is None or not seat.can(Permission.REGISTER):
        raise Http404
    return found


def is_letter_shown(letter: BoxLetter) -> bool:
    """Whether its words and files are shown: of a secret nothing is left, and while one
    of its files may be one nobody sees any of them."""
    if letter.file is not None and letter.file.state == FileState.DESTROYED:
        return False
    return letter.item is None or not is_shut(letter.item)


def get_kept_letter_for(seat: Seat, letter_id: UUID) -> BoxLetter:
    """The same with its bytes."""
    found = get_letter_for(seat, letter_id)
    if found.file is None or not is_letter_shown(found):
        raise Http404
    return found


def get_letter_rule_for(seat: Seat, rule_id: UUID) -> LetterRule:
    rows = LetterRule.objects.filter(pk=rule_id, agency=seat.agency_id)
    found: LetterRule | None = rows.first()
    if found is None or not seat.can(Permission.REGISTER):
        raise Http404
    return found


# -- what the servers' log says


def delivery_scope(seat: Seat) -> frozenset[UUID] | None:
    """Whose letters on their way a seat sees: its agency's where it reads the whole
    book; everybody's (None) where it runs the machine."""
    if seat.can(Permission.READ_REGISTER):
        return senders_of(seat)
    if not seat.can(Permission.READ_JOBS):
        raise Http404
    return None


def sees_deliveries(seat: Seat) -> bool:
    return seat.can(Permission.READ_REGISTER) or seat.can(Permission.READ_JOBS)


def get_delivery_for(seat: Seat, delivery_id: UUID) -> MailDelivery:
    scope = delivery_scope(seat)
    rows = MailDelivery.objects.select_related("paper__packet__entry", "box")
    if scope is not None:
        rows = rows.filter(agency__in=scope)
    found = rows.filter(pk=delivery_id).first()
    if found is None:
        raise Http404
    return found


def reads_symbols(seat: Seat) -> bool:
    """Who runs the machine reads no papers, nor what they are called."""
    return seat.can(Permission.READ_REGISTER)
