"""The demo's boxes: everybody has one, a list reaches the clerks, a request waits."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.mailboxes.models import Mailbox, MailboxRequest
from congvu.mailboxes.queries import list_sizes, people_without_box
from congvu.mailboxes.rules import RequestState, SeatKind
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_who_holds_a_post_has_a_box_and_each_registry_one(demo: Demo) -> None:
    assert people_without_box(timezone.localdate()) == []
    registries = Mailbox.objects.filter(seat=SeatKind.REGISTRY)
    assert registries.count() > 90
    assert list_sizes(["vanthu@thainguyen.example"]).popitem()[1] > 80
    assert MailboxRequest.objects.get().state == RequestState.WAITING
