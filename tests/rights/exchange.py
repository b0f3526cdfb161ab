"""What every address is asked about: papers between agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.exchange.actions import Brought, add_regulation, ask_one_back
from congvu.exchange.actions import take_in as take_in_packet
from congvu.exchange.models import Dispatch, Packet, SenderRequest
from congvu.outgoing.actions import SentTo
from tests.exchange.letters import issue, take_in
from tests.exchange.regulations import TRIAL
from tests.people import Province


def exchange_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Two papers of Lan's registry at Tú's commune: at the door, and asked back."""
    for name in ("sent", "commune-asked"):
        line = issue(people, subject=f"Giao nhiệm vụ {name}")
        sent = Dispatch.objects.select_related("item").get(entry=line)
        objects[name] = {"entry_id": line.id, "dispatch_id": sent.id}
        if name == "commune-asked" and sent.item is not None:
            entry = take_in(people, sent.item)
            ask_one_back(
                dispatch_id=sent.id,
                reason="Sai nội dung",
                by=people.seat("lan"),
                at=people.at,
            )
            asked = SenderRequest.objects.get(dispatch=sent)
            objects[name] = {"entry_id": entry.id, "request_id": asked.id}
    rule = add_regulation(
        row=replace(TRIAL, valid_from=people.today + timedelta(days=30)),
        by=people.seat("quan"),
        at=people.at,
    )
    objects["regulation"] = {"regulation_id": rule.id}
    objects["share"] = {"kind": "csv", "form": "csv"}

    line = issue(people, places=[SentTo(None, "Bộ Tài chính", "G12")])
    packet = Packet.objects.get(entry=line)
    packet.state, packet.next_try_at = "given-up", None
    packet.last_error = "Nơi nhận chưa đăng ký trên trục."
    packet.save()
    came = take_in_packet(
        packet=BytesIO(b"<edXML/>"),
        brought=Brought("hub", "1", sender="H55"),
        agency_id=people.commune.id,
        by=SYSTEM,
        at=people.at,
    )
    objects["arrival"] = {"arrival_id": came.id}
    objects["given-up"] = {"entry_id": line.id, "packet_id": packet.id}


def exchange_forms() -> dict[str, dict[str, Any]]:
    return {
        "exchange:ask-back": {"reason": "Gửi nhầm"},
        "exchange:answer": {"agreed": "yes", "reason": ""},
        "exchange:add-rule": {
            "key": "moi",
            "label": "Giấy mời",
            "types": ["GM"],
            "channels": ["inside", "hub"],
            "limit": "same-day",
            "urgent_limit": "at-once",
            "on_paper": "none",
            "valid_from": "01/01/2150",
            "source": "Quyết định của UBND tỉnh",
        },
        "exchange:end-rule": {"valid_until": "01/01/2150"},
    }


def exchange_bodies() -> dict[str, Any]:
    return {
        "POST /deliveries/{dispatch_id}/ask-back": {"reason": "Gửi nhầm"},
        "POST /sender-requests/{request_id}/answer": {"agreed": True},
        "POST /regulation": {
            "key": "moi",
            "label": "Giấy mời",
            "types": ["GM"],
            "channels": ["inside"],
            "limit": "same-day",
            "on_paper": "none",
            "valid_from": "2150-01-01",
            "source": "Quyết định của UBND tỉnh",
        },
        "POST /regulation/{regulation_id}/end": {"valid_until": "2150-01-01"},
    }
