"""Certified copies leave as issued papers do, when they are made."""

from __future__ import annotations

import io
from typing import Any

import pytest

from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import read
from congvu.exchange.models import Dispatch
from congvu.outgoing.models import OutgoingEntry, PaperCopy
from congvu.signatures.models import MadeSignature, SigningKey
from tests.documents.machine import machine
from tests.documents.pages import make_entry
from tests.exchange.letters import register
from tests.exchange.outside import FAR
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import post_id
from tests.outgoing.test_copies import agency_key, with_scan
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


@pytest.fixture
def key(province: Province, settings: Any) -> SigningKey:
    settings.SIGNING_DEMO = True
    return agency_key(province)


def start(province: Province, **more: str) -> PaperCopy:
    """Lan gives a number to a copy of a scanned incoming paper."""
    entry = with_scan(province, make_entry(province), make_pdf("Quyết định giấy"))
    wish = {
        "kind": "SY",
        "direction": "paper-electronic",
        "recipients": "Các xã;\nUBND xã Xa;",
    }
    province.client("lan").post(
        f"/van-ban/sao/tu-van-ban-den/{entry.id}/", {**wish, **more}
    )
    return PaperCopy.objects.get()


def test_sealed_it_lies_at_the_door_here_and_goes_over_the_wire(
    province: Province, hub: FolderHub, key: SigningKey
) -> None:
    copy, lan = start(province), province.client("lan")
    page = f"/van-ban/sao/{copy.id}/ky-so/"
    form = lan.get(page).content.decode()
    assert "Nơi nhận bên ngoài" in form
    assert "giao tay" in form

    done = lan.post(
        page,
        {
            "key": str(key.id),
            "agencies": [str(province.commune.id)],
            "outside": f"UBND xã Xa | {FAR}",
        },
        follow=True,
    ).content.decode()
    jobs.drain()

    line = OutgoingEntry.objects.get()
    assert f"/van-ban/di/{line.id}/noi-nhan/" in done
    assert line.recipients == "Các xã; UBND xã Xa; Ủy ban nhân dân xã Yến Dương"
    rows = dict(Dispatch.objects.values_list("channel", "state"))
    assert rows == {"inside": "sent", "folder": "sent"}
    [one] = hub.received(FAR)
    with hub.get(one.id) as stream:
        message: Any = read(io.BytesIO(stream.read()))
    header = message.header
    assert header.document_type.type_name == "Bản sao y"
    assert (header.code.number, header.code.notation) == ("01", "SY-UBND")
    assert header.signer.full_name == "UBND tỉnh Bắc Kạn", "signed by the agency alone"
    assert line.document is not None
    [sealed] = message.attachments
    assert sealed.content.sha256 == line.document.files.get().file.sha256


def test_the_commune_registers_the_copy_it_got(
    province: Province, hub: FolderHub, key: SigningKey
) -> None:
    copy = start(province)
    sealed = machine(province, "lan").post(
        f"copies/{copy.id}/seal",
        {"key_id": str(key.id), "sent_to": [{"agency_id": str(province.commune.id)}]},
    )
    assert sealed.data["entry"]["state"] == "issued"
    IntakeItem.objects.filter(state="reading").update(state="ready")

    # A copy is no type of the incoming register: Tú says what paper it is of.
    entry = register(province, type_code="QĐ", signer_name="", signer_position="")

    assert entry.document.symbol == "01/SY-UBND"
    assert Dispatch.objects.get().status == "03"


def test_where_nothing_is_chosen_it_is_handed_over(
    province: Province, hub: FolderHub, key: SigningKey
) -> None:
    copy = start(province)

    province.client("lan").post(f"/van-ban/sao/{copy.id}/ky-so/", {"key": str(key.id)})

    assert OutgoingEntry.objects.get().state == "issued"
    assert not Dispatch.objects.exists()


def test_what_may_not_go_there_is_not_signed_either(
    province: Province, hub: FolderHub, key: SigningKey
) -> None:
    copy = start(province)
    before = MadeSignature.objects.count()

    answer = machine(province, "lan").post(
        f"copies/{copy.id}/seal",
        {"key_id": str(key.id), "sent_to": [{"agency_id": str(province.committee.id)}]},
    )

    assert "chính cơ quan ban hành" in answer.reasons["agencies"]
    assert MadeSignature.objects.count() == before
    assert OutgoingEntry.objects.get().state == "reserved"


def test_signed_by_pen_without_a_scan_it_goes_on_paper(
    province: Province, hub: FolderHub
) -> None:
    signer = str(post_id(province, "dung"))
    copy = start(province, direction="paper-paper", signer=signer)

    machine(province, "lan").post(
        f"copies/{copy.id}/finish",
        {"sent_to": [{"agency_id": str(province.commune.id), "on_paper": True}]},
    )

    assert Dispatch.objects.get().channel == "paper"
