"""The demo with a hub beside it: its papers really go out and come in over it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from congvu.accounts.models import User
from congvu.audit.rules import SYSTEM
from congvu.demo.actions import load
from congvu.demo.client import Neighbours
from congvu.documents.models import RegisterEntry
from congvu.exchange.models import (
    Arrival,
    DirectoryEntry,
    Dispatch,
    Enrolment,
    Packet,
    SenderRequest,
)
from congvu.hub.rules import digest_of
from congvu.lib.dates import local_date
from tests.demo.conftest import settle
from tests.hub.running import Hub, running_hub

pytestmark = [pytest.mark.whole, pytest.mark.slow, pytest.mark.django_db]

SYSTEMS = {
    "office": ("secret-of-ours-" + "x" * 30, ["H03", "H55"]),
    "far": (
        "secret-of-theirs-" + "x" * 30,
        ["G06", "G09", "G12", "G22", "H14", "H37"],
    ),
}


def _link(hub: Hub, system: str) -> dict[str, str]:
    secret, _roots = SYSTEMS[system]
    return {"address": hub.url, "system": system, "secret": secret, "ca_file": ""}


@pytest.fixture(scope="module")
def hub(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hub]:
    """The demo loaded once, with a hub as a process of its own."""
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "HOME", tmp_path_factory.mktemp("demo"))
    patch.setattr(settings, "SIGNING_DEMO", True)
    with django_db_blocker.unblock(), running_hub(tmp_path_factory.mktemp("hub")) as it:
        for system, (secret, roots) in SYSTEMS.items():
            it.rows(
                "INSERT INTO hub_system"
                " (system_id, name, secret_digest, roots, created_at)"
                " VALUES (%s, %s, %s, %s, now())",
                system, system, digest_of(secret), roots,
            )  # fmt: skip
        patch.setattr(settings, "EXCHANGE", {"hub": _link(it, "office")})
        with transaction.atomic():
            call_command("load_law", stdout=StringIO())
            call_command("load_regulation", stdout=StringIO())
            at = timezone.now()
            load(
                password="mat-khau-mau-1",
                today=timezone.localdate(at),
                by=SYSTEM,
                at=at,
                far=Neighbours.linked(_link(it, "far")),
            )
            settle()
            yield it
            transaction.set_rollback(True)
    patch.undo()


def test_every_agency_with_a_registry_is_a_member_and_so_are_the_neighbours(
    hub: Hub,
) -> None:
    codes = {code for (code,) in hub.rows("SELECT code FROM hub_agency")}

    told = Enrolment.objects.filter(channel="hub", error="")
    assert {one.card["code"] for one in told} | {
        "G06", "G09", "G12", "G22", "H14", "H37"
    } == codes  # fmt: skip
    assert told.count() > 100
    assert DirectoryEntry.objects.filter(source="hub").count() == len(codes)


def test_what_went_out_is_at_every_stage_and_the_hub_has_it(hub: Hub) -> None:
    sent = Dispatch.objects.filter(channel="hub")
    stages = {(one.state, one.status) for one in sent}

    assert {
        ("sent", "01"),
        ("sent", "02"),
        ("sent", "03"),
        ("sent", "04"),
        ("sent", "05"),
        ("sent", "06"),
        ("withdrawn", "15"),
        ("given-up", ""),
    } <= stages
    refused = sent.get(status="02").statuses.get(code="02")
    assert "thẩm quyền" in refused.text
    (stuck,) = Packet.objects.filter(state="given-up")
    assert "chưa đăng ký" in stuck.last_error
    kept = {str(one) for (one,) in hub.rows("SELECT message_id FROM hub_message")}
    gone = Packet.objects.filter(channel="hub", state="sent")
    assert {str(pk) for pk in gone.values_list("pk", flat=True)} <= kept
    assert not Packet.objects.filter(state__in=("waiting", "sending")).exists()


def test_recalled_from_one_and_replaced_at_another(hub: Hub) -> None:
    asked = SenderRequest.objects.exclude(dispatch=None)

    back = asked.get(wanted="recall", dispatch__address="H14", agreed=True)
    assert back.dispatch.state == "withdrawn"
    replaced = asked.filter(wanted="replace", dispatch__channel="hub")
    assert {r.dispatch.address: r.agreed for r in replaced} == {
        "H14": True,
        "H37": None,
    }


def test_what_came_in_is_in_the_register_and_its_sender_knows(hub: Hub) -> None:
    papers = Arrival.objects.filter(kind="document", channel="hub")
    told = {
        one.symbol: list(one.told.order_by("id").values_list("code", flat=True))
        for one in papers
    }

    assert told["8914/BNV-CCHC"] == ["01", "03", "04", "05", "06"]
    assert told["15207/BTC-QLCS"] == ["01", "03", "02"]
    assert told["10533/VPCP-KSTT"] == ["01"]
    open_now = SenderRequest.objects.filter(answered_at=None).exclude(arrival=None)
    assert {(r.wanted, r.arrival.symbol) for r in open_now} == {
        ("recall", "540/GM-UBND"),
        ("replace", "3318/UBND-KT"),
    }
    # Fetched and acknowledged on both sides: nothing is left lying on the hub.
    waiting = hub.rows("SELECT count(*) FROM hub_box WHERE state <> 'done'")
    assert waiting == [(0,)]


def test_numbers_rise_with_the_days_also_of_what_came_over_the_hub(hub: Hub) -> None:
    came = Arrival.objects.get(symbol="8914/BNV-CCHC", kind="document")
    assert came.item is not None
    book = RegisterEntry.objects.get(intake_item=came.item).register
    lines = RegisterEntry.objects.filter(register=book).order_by("number")
    days = [local_date(at) for at in lines.values_list("registered_at", flat=True)]
    assert days == sorted(days)


def test_lan_sees_life_on_every_page_of_exchange(hub: Hub) -> None:
    client = Client()
    client.force_login(User.objects.get(username="lan"))
    shown = {
        path: client.get(f"/lien-thong/{path}/").content.decode()
        for path in ("goi-di", "goi-den", "ty-le-dien-tu", "vi-pham", "danh-ba")
    }

    assert "Gửi lại" in shown["goi-di"]
    assert "Văn phòng Chính phủ" in shown["goi-di"]
    assert "chờ văn thư quyết định" in shown["goi-den"]
    assert "Phòng Kinh tế tổng hợp" in shown["ty-le-dien-tu"]
    assert "cơ quan trong danh bạ" in shown["danh-ba"]
    line = Dispatch.objects.filter(status="02", channel="hub").get().entry
    places = client.get(f"/van-ban/di/{line.pk}/noi-nhan/").content.decode()
    assert "từ chối tiếp nhận" in places
    assert "đã lấy lại" in places
