"""Hubs are told of our agencies, once, and again when something about them changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.exchange import jobs
from congvu.exchange.client import AgencyCard, HubDown, HubRefused
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.models import Enrolment
from congvu.organisations.actions import give_identifier
from congvu.organisations.models import IdentifierScheme
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


@dataclass
class Clerkless:
    """A hub that keeps what it is told, and answers as told before."""

    answers: list[Exception] = field(default_factory=list)
    got: list[AgencyCard] = field(default_factory=list)

    def __call__(self, channel: str) -> Any:
        return self

    def register(self, agency: AgencyCard) -> None:
        if self.answers:
            raise self.answers.pop(0)
        self.got.append(agency)


@pytest.fixture
def hub(monkeypatch: Any, settings: Any) -> Clerkless:
    settings.EXCHANGE = {"hub": {"address": "http://127.0.0.1:1"}}
    hub = Clerkless()
    monkeypatch.setattr("congvu.exchange.jobs.hubs.hub_client", hub)
    return hub


def test_agencies_with_a_registry_are_told_under_both_codes(
    province: Province, settings: Any, tmp_path: Path
) -> None:
    settings.EXCHANGE = {"folder": {"folder": str(tmp_path)}}

    jobs.enrol()

    cards = {one.code: one for one in FolderHub(tmp_path).agencies()}
    assert set(cards) == {"H03", "H03.33.10"}
    assert cards["H03"].old_code == "000.00.00.H03"
    assert cards["H03.33.10"].name == "Ủy ban nhân dân xã Yến Dương"
    assert cards["H03.33.10"].old_code == "", "no code is ever computed"
    assert Enrolment.objects.filter(error="").count() == 2


def test_only_what_changed_is_told_again(province: Province, hub: Clerkless) -> None:
    jobs.enrol()
    jobs.enrol()
    assert [one.code for one in hub.got] == ["H03", "H03.33.10"]

    give_identifier(
        agency=province.commune,
        scheme=IdentifierScheme.CODE_13,
        value="000.10.33.H03",
        valid_from=province.today,
        by=SYSTEM,
        at=province.at,
    )
    jobs.enrol()
    name = "Ủy ban nhân dân xã Yến Dương"
    assert hub.got[2:] == [AgencyCard("H03.33.10", name, old_code="000.10.33.H03")]


def test_a_no_is_shown_to_the_registry_and_asked_again(
    province: Province, hub: Clerkless
) -> None:
    hub.answers = [HubRefused(19, "out of scope")]
    jobs.enrol()
    page = province.client("lan").get("/lien-thong/goi-di/").content.decode()
    assert "chưa đăng ký được trên trục liên thông" in page
    assert "out of scope" in page
    page = province.client("tu").get("/lien-thong/goi-di/").content.decode()
    assert "out of scope" not in page, "it is the committee's matter"
    refused = AuditEvent.objects.filter(event="exchange.enrolment-refused")
    before = refused.count()
    hub.answers = [HubRefused(19, "out of scope")]
    jobs.enrol()
    assert refused.count() == before, "the same no again is no news"
    jobs.enrol()
    assert not Enrolment.objects.exclude(error="").exists()


def test_a_hub_that_is_down_leaves_it_for_later(
    province: Province, hub: Clerkless
) -> None:
    hub.answers = [HubDown("không trả lời")]
    jobs.enrol()
    assert not Enrolment.objects.exists()
    jobs.enrol()
    assert len(hub.got) == 2
    assert Enrolment.objects.filter(told_at__lte=timezone.now()).count() == 2
