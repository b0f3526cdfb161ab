"""Signed where the key is: on the signer's own machine, or by a yes on the phone."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from congvu.files.queries import open_file
from congvu.organisations.models import Appointment
from congvu.outgoing.actions import give_number, return_draft
from congvu.outgoing.models import Draft, PaperSignature
from congvu.signatures.formats.signing import Mechanism
from congvu.signatures.models import MadeSignature, OutsideSigning, SigningKey
from congvu.signatures.rules import KeyKind
from tests.documents.machine import machine
from tests.outgoing.drafts import again, lead, post_id
from tests.outgoing.signing import at_service, dungs, ended, key_of, pen_of
from tests.people import Province
from tests.signatures.papers import BLUE, Pen, all_valid
from tests.signatures.services import RemoteService, serving

pytestmark = pytest.mark.usefixtures("home", "law")


def url(draft: Draft, verb: str = "") -> str:
    return f"/van-ban/di/du-thao/{draft.id}/{verb}"


def outside_key(province: Province, pen: Pen, who: str = "dung") -> SigningKey:
    dung = province.cast["dung"].person
    owner = dung.id if who == "dung" else province.committee.id
    return key_of(
        province,
        owner,
        "Khóa ở máy",
        who,
        KeyKind.OUTSIDE,
        certificate=pen.certificate,
        chain=pen.chain,
        image=BLUE,
    )


class Agent:
    """A program beside the token: it knows a code and an address, nothing else."""

    def __init__(self, page: str, pen: Pen) -> None:
        found = re.search(r'<code class="code-line">([^<]+)</code>', page)
        assert found is not None
        self.code, self.pen, self.client = found[1], pen, Client()

    def ask(self, verb: str, **more: str) -> Any:
        return self.client.post(
            f"/api/v1/signing-agent/{verb}",
            {"code": self.code, **more},
            content_type="application/json",
        )

    def sign(self) -> Any:
        told = self.ask("digest").json()
        kind, _dash, hash_name = told["mechanism"].partition("-")
        made = self.pen.one(
            bytes.fromhex(told["to_sign"]), Mechanism(kind, hash_name.lower())
        )
        return self.ask("signature", signature=b64encode(made).decode())


def test_dung_signs_on_his_own_machine_by_a_code(
    province: Province, tmp_path: Path
) -> None:
    draft, pen, dung = lead(province, 4), pen_of(province), province.client("dung")
    key = outside_key(province, pen)

    offered = dung.get(url(draft)).content.decode()
    form = dung.get(url(draft, "ky-o-may/")).content.decode()
    begun = dung.post(url(draft, "ky-o-may/"), {"key": str(key.id)})
    page = dung.get(begun["Location"]).content.decode()
    agent = Agent(page, pen)
    signed = agent.sign()
    after = dung.get(begun["Location"]).content.decode()

    assert "Ký bằng máy của tôi" in offered
    assert "Lấy mã cho phần mềm ký" in form
    assert "congvu-sign:?office=http%3A%2F%2Ftestserver%2F&amp;code=" in page
    assert signed.json()["person_name"] == "Nguyễn Tiến Dũng"
    assert signed.json()["capacity"] == "head"
    assert "Đã ký." in after
    assert again(draft).state == "signed"
    row = PaperSignature.objects.get()
    assert row.made == MadeSignature.objects.get()
    with open_file(row.made.file) as content:
        pdf = content.read()
    found = all_valid(pdf, tmp_path, root=pen.chain[-1], at=row.signed_at)
    assert found == ["ky-nguoi-co-tham-quyen"]
    # Used once.
    assert "đã nhận chữ ký rồi" in agent.ask("digest").content.decode()
    assert agent.ask("signature", signature="AAAA").status_code == 422


def test_the_page_tells_how_far_it_is(province: Province) -> None:
    draft, pen, dung = lead(province, 4), pen_of(province), province.client("dung")
    key = outside_key(province, pen)
    at = dung.post(url(draft, "ky-o-may/"), {"key": str(key.id)})["Location"]
    agent = Agent(dung.get(at).content.decode(), pen)

    waits = dung.get(at).content.decode()
    agent.ask("digest")
    taken = dung.get(at).content.decode()
    wrong = agent.ask("signature", signature=b64encode(b"khong phai").decode())
    refused = dung.get(at).content.decode()

    assert "Chờ phần mềm ký" in waits
    assert "Phần mềm ký đã nhận." in taken
    assert wrong.status_code == 422
    assert "không khớp" in refused
    assert "Lấy mã mới" in refused
    assert again(draft).state == "approved"
    assert province.client("lan").get(at).status_code == 404


def test_a_code_comes_too_late_or_after_a_change(province: Province) -> None:
    draft, pen, dung = lead(province, 4), pen_of(province), province.client("dung")
    key = outside_key(province, pen)

    def begin() -> Agent:
        at = dung.post(url(draft, "ky-o-may/"), {"key": str(key.id)})["Location"]
        return Agent(dung.get(at).content.decode(), pen)

    late, gone, returned = begin(), begin(), begin()
    first = OutsideSigning.objects.order_by("started_at").first()
    assert first is not None
    OutsideSigning.objects.filter(pk=first.pk).update(
        started_at=timezone.now() - timedelta(hours=2),
        expires_at=timezone.now() - timedelta(hours=1),
    )
    assert "quá 30 phút" in late.ask("digest").content.decode()
    assert late.ask("signature", signature="AAAA").status_code == 422

    return_draft(
        draft_id=draft.id,
        reason="Sai số liệu",
        by=province.seat("dung"),
        at=timezone.now(),
    )
    told = returned.sign()
    assert told.status_code == 422
    assert "đang soạn" in told.content.decode()
    Appointment.objects.filter(post=post_id(province, "dung")).update(
        valid_until=province.today
    )
    assert "không còn giữ chức vụ" in gone.sign().content.decode()
    assert not PaperSignature.objects.exists()
    gone.code = "khong-phai-ma"
    assert gone.ask("digest").status_code == 422


def test_the_general_exchange_cannot_end_a_drafts_signing(province: Province) -> None:
    """Its answer would be a signed file that no record knows."""
    draft, pen, dung = lead(province, 4), pen_of(province), machine(province, "dung")
    key = outside_key(province, pen)
    begun = dung.post(f"drafts/{draft.id}/outside-signings", {"key_id": str(key.id)})
    one = f"outside-signings/{begun.data['id']}"

    other = dung.post(f"{one}/finish", {"signature": "AAAA"})
    told = dung.get(f"drafts/{draft.id}/{one}")

    assert begun.status == 201
    assert other.status == 422
    assert told.data["finished_at"] is None
    assert told.data["code"] == begun.data["code"]


@pytest.mark.usefixtures("transactional_db")
def test_lan_seals_with_the_agencys_token_on_her_machine(
    province: Province, settings: Any
) -> None:
    settings.SIGNING_DEMO = True
    draft, pen, lan = lead(province, 4), pen_of(province), province.client("lan")
    province.client("dung").post(url(draft, "ky/"), {"key": str(dungs(province).id)})
    give_number(draft_id=draft.id, by=province.seat("lan"), at=timezone.now())
    key = outside_key(province, pen, "lan")

    at = lan.post(url(draft, "ky-o-may/"), {"key": str(key.id)})["Location"]
    signed = Agent(lan.get(at).content.decode(), pen).sign()

    assert signed.json()["how"] == "agency"
    assert PaperSignature.objects.filter(draft=draft).count() == 2


# -- by phone


@pytest.mark.usefixtures("transactional_db")
def test_a_chairman_approves_and_signs_in_two_touches(
    province: Province, settings: Any
) -> None:
    """A touch on the draft, one on the next page; then yes on the phone itself."""
    draft, dung = lead(province, 3), province.client("dung")
    said_yes = threading.Event()

    class Phone(RemoteService):
        def _credentials_authorizeCheck(self, asked: Any) -> Any:
            if not said_yes.is_set():
                return 202, "application/json", b'{"handle": "cho-dien-thoai"}'
            return self._sad(self._hashes)

    service = Phone(pen_of(province), by_phone=True)
    with serving(service) as address:
        at_service(province, service, address, settings)
        offered = dung.get(url(draft)).content.decode()
        page = dung.get(url(draft, "duyet-va-ky/")).content.decode()
        key = SigningKey.objects.get()
        answer = dung.post(url(draft, "duyet-va-ky/"), {"key": str(key.id)})
        waiting = _until(dung, answer["Location"], "Mở điện thoại và xác nhận ký.")
        said_yes.set()
        ended()
        done = dung.get(answer["Location"]).content.decode()

    assert "Duyệt và ký" in offered
    assert "xác nhận trên điện thoại" in page
    assert "Mã PIN" not in page
    assert 'hx-trigger="every 2s"' in waiting
    assert "Đã ký 1 văn bản." in done
    assert again(draft).state == "signed"


def _until(client: Client, at: str, words: str) -> str:
    for _try in range(200):
        page = client.get(at).content.decode()
        if words in page:
            return page
        threading.Event().wait(0.05)
    raise AssertionError(words)


class WithCode(RemoteService):
    """A service that sends a code and wants it beside the PIN."""

    def _credentials_info(self, asked: Any) -> Any:
        status, kind, body = super()._credentials_info(asked)
        auth = b'{"mode": "explicit", "objects": [{"id": "PIN"}, {"id": "OTP"}]}'
        return status, kind, body.replace(b'{"mode": "explicit"}', auth)

    def _credentials_getChallenge(self, asked: Any) -> Any:
        assert asked == {"credentialID": "chu-tich"}
        return 204, "application/json", b""

    def _credentials_authorize(self, asked: Any) -> Any:
        if asked.get("authData") != [
            {"id": "PIN", "value": self.pin},
            {"id": "OTP", "value": "482913"},
        ]:
            return 400, "application/json", b'{"error": "invalid_otp"}'
        return self._sad(asked["hashes"])


@pytest.mark.usefixtures("transactional_db")
def test_a_service_that_sends_a_code(province: Province, settings: Any) -> None:
    draft, dung = lead(province, 4), province.client("dung")
    service = WithCode(pen_of(province))
    with serving(service) as address:
        key = at_service(province, service, address, settings)
        page = dung.get(url(draft, "ky/")).content.decode()
        sent = dung.post(url(draft, "ky/"), {"key": str(key.id), "send_code": "1"})
        wrong = {"key": str(key.id), "secret": service.pin, "otp": "000000"}
        dung.post(url(draft, "ky/"), wrong)
        refused = ended()
        dung.post(url(draft, "ky/"), {**wrong, "otp": "482913"})
        ended()

    assert "Mã xác nhận gửi tới điện thoại" in page
    assert "Đã gửi mã xác nhận tới điện thoại." in sent.content.decode()
    assert service.calls.count("credentials/getChallenge") == 1
    assert "chưa cho phép" in refused.ended_because
    assert again(draft).state == "signed"


@pytest.mark.usefixtures("transactional_db")
def test_a_service_that_is_away_says_so_on_the_page(
    province: Province, settings: Any
) -> None:
    draft, service = lead(province, 3), RemoteService(pen_of(province))
    key = at_service(province, service, "http://127.0.0.1:9", settings)
    dung = province.client("dung")

    page = dung.get(url(draft, "ky/"))
    assert page.status_code == 200
    assert "Dịch vụ ký số từ xa không trả lời." in page.content.decode()
    # Approved all the same: the word stands, the signature waits.
    dung.post(url(draft, "duyet-va-ky/"), {"key": str(key.id)})
    run = ended()
    assert "không trả lời" in run.ended_because
    assert again(draft).state == "approved"


def test_what_fails_after_the_approval_is_said_and_the_approval_stands(
    province: Province, settings: Any
) -> None:
    settings.SIGNING_DEMO = True
    draft, key = lead(province, 3), dungs(province)
    settings.SIGNING_DEMO = False
    dung = province.client("dung")

    answer = dung.post(url(draft, "duyet-va-ky/"), {"key": str(key.id)}, follow=True)

    assert answer.redirect_chain == [(url(draft, "ky/"), 302)]
    assert "Đã duyệt, chưa ký: Khóa dùng thử" in answer.content.decode()
    assert again(draft).state == "approved"
    settings.SIGNING_DEMO = True
    dung.post(url(draft, "ky/"), {"key": str(key.id)})
    assert again(draft).state == "signed"
