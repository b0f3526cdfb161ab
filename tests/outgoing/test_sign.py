"""Two signatures by key on one paper: the signer's, number and date, the agency's."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.organisations.models import Appointment
from congvu.outgoing.actions import (
    SentTo,
    give_number,
    issue_draft,
    ready_to_seal,
    ready_to_sign,
)
from congvu.outgoing.models import Draft, OutgoingEntry, PaperSignature
from congvu.signatures.actions import register_key
from congvu.signatures.client import choose
from congvu.signatures.models import MadeSignature, SigningKey
from congvu.signatures.rules import KeyKind
from tests.documents.machine import machine
from tests.outgoing.drafts import again, lead, post_id
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")


@pytest.fixture
def demo_keys(settings: Any) -> None:
    """The demo's own authority gives keys here."""
    settings.SIGNING_DEMO = True


def key_of(province: Province, owner_id: Any, label: str, who: str) -> SigningKey:
    found = choose(KeyKind.DEMO, fingerprint="", holder=label, at=province.at)
    return register_key(
        kind=KeyKind.DEMO,
        owner_id=owner_id,
        owner_label=label,
        agency_id=province.committee.id,
        certificate=found.certificate,
        chain=found.chain,
        place=found.place,
        by=province.seat(who).actor,
        at=province.at,
    )


def keys(province: Province) -> tuple[SigningKey, SigningKey]:
    """Dũng's own, and the committee's that Lan keeps."""
    return (
        key_of(province, province.cast["dung"].person.id, "Nguyễn Tiến Dũng", "dung"),
        key_of(province, province.committee.id, "UBND tỉnh Bắc Kạn", "lan"),
    )


def first_buttons(page: str) -> list[str]:
    """What the paper itself asks for first: not the cover that locks the screen."""
    paper = page.partition("</main>")[0]
    found = re.findall(
        r'class="button button-primary"[^>]*>(.*?)</a>', paper, re.DOTALL
    )
    return [re.findall(r"<span>([^<]*)", one)[0] for one in found]


def signed_draft(province: Province) -> tuple[Draft, SigningKey]:
    """Approved and signed by Dũng through the page; gives the agency's key, too."""
    draft = lead(province, 4)
    own, agency = keys(province)
    province.client("dung").post(
        f"/van-ban/di/du-thao/{draft.id}/ky/", {"key": str(own.id)}
    )
    return again(draft), agency


def test_a_paper_is_signed_numbered_sealed_and_issued(province: Province) -> None:
    draft, agency = signed_draft(province)
    lan, url = province.client("lan"), f"/van-ban/di/du-thao/{draft.id}/"

    assert draft.state == "signed"
    lan.post(f"{url}cap-so/")
    numbered = lan.get(url).content.decode()
    early = lan.post(f"{url}phat-hanh/", {"outside": "Bộ Nội vụ"})
    sealed = lan.post(f"{url}ky-co-quan/", {"key": str(agency.id)}, follow=True)
    to_issue = lan.get(url).content.decode()
    issued = lan.post(f"{url}phat-hanh/", {"outside": "Bộ Nội vụ"}, follow=True)

    # One thing is expected at a time, and the paper shows what stands on it by now.
    assert first_buttons(numbered) == ["Ký số của cơ quan"]
    assert first_buttons(to_issue) == ["Phát hành"]
    assert f"ngày {province.today:%d} tháng" in numbered
    assert numbered.count("sau khi cấp số") == 2
    assert "sau khi cấp số" not in to_issue
    assert "Chưa có chữ ký số của cơ quan" in early.content.decode()
    assert "Đã ký số của cơ quan" in sealed.content.decode()
    assert "Đã phát hành văn bản." in issued.content.decode()
    line = OutgoingEntry.objects.get()
    assert line.document is not None
    file = line.document.files.get().file
    with open_file(file) as content:
        pdf = content.read()
    assert file.id == again(draft).paper_id
    got = b"".join(lan.get(f"{url}da-ky.pdf").streaming_content)  # type: ignore[attr-defined]
    assert got == pdf
    personal, seal = PdfFileReader(BytesIO(pdf)).embedded_signatures
    assert personal.field_name == "ky-nguoi-co-tham-quyen"
    assert seal.field_name == "ky-co-quan"
    roots = [x509.Certificate.load(one) for one in agency.chain_ders]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    for one in (personal, seal):
        status = validate_pdf_signature(one, signer_validation_context=context)
        assert status.intact
        assert status.valid
        assert status.modification_level <= ModificationLevel.FORM_FILLING
    fields = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]["/Fields"]
    values = {f.get_object()["/T"]: f.get_object().get("/V") for f in fields}
    assert values["so"] == "01"
    assert values["ngay"] == f"{line.issued_on.day:02d}"
    hows = PaperSignature.objects.order_by("signed_at").values_list(
        "how", "person_name"
    )
    assert list(hows) == [("personal", "Nguyễn Tiến Dũng"), ("agency", "Nông Thị Lan")]
    assert MadeSignature.objects.count() == 2


def test_the_registry_seals_nothing_that_its_signer_has_not_signed(
    province: Province,
) -> None:
    draft, agency = signed_draft(province)
    lan, at = province.seat("lan"), province.at

    with pytest.raises(Refused, match="đã ký, chờ cấp số"):
        ready_to_seal(draft_id=draft.id, by=lan, at=at)
    give_number(draft_id=draft.id, by=lan, at=at)
    with pytest.raises(Refused, match="Không có quyền ký số của cơ quan"):
        ready_to_seal(draft_id=draft.id, by=province.seat("ha"), at=at)
    with pytest.raises(Refused, match="Chưa có chữ ký số của cơ quan"):
        issue_draft(
            draft_id=draft.id, sent_to=[SentTo(None, "Bộ Nội vụ")], by=lan, at=at
        )
    assert agency.owner_id == province.committee.id


def test_only_the_signer_of_that_day_signs_and_hears_every_reason(
    province: Province,
) -> None:
    draft, at = lead(province, 4), province.at

    with pytest.raises(Refused) as refused:
        ready_to_sign(draft_id=draft.id, by=province.seat("ha"), at=at)
    words = " ".join(r.message for r in refused.value.reasons)
    assert "quy chế làm việc" in words
    assert "được duyệt để Nguyễn Tiến Dũng" in words
    with pytest.raises(Refused, match="chờ duyệt"):
        ready_to_sign(draft_id=lead(province, 3).id, by=province.seat("dung"), at=at)
    Appointment.objects.filter(post=post_id(province, "lan")).update(
        valid_until=province.today
    )
    with pytest.raises(Refused, match="chưa có ai giữ chức vụ văn thư"):
        ready_to_sign(draft_id=draft.id, by=province.seat("dung"), at=at)


def test_another_persons_key_is_not_found(province: Province) -> None:
    draft = lead(province, 4)
    _own, agency = keys(province)

    page = province.client("dung").post(
        f"/van-ban/di/du-thao/{draft.id}/ky/", {"key": str(agency.id)}
    )
    by_machine = machine(province, "dung").post(
        f"drafts/{draft.id}/sign", {"key_id": str(agency.id)}
    )

    assert page.status_code == 422
    assert by_machine.status == 404
    assert not PaperSignature.objects.exists()
    assert (
        "Chưa có khóa nào"
        in province.client("hoa")
        .get(f"/van-ban/di/du-thao/{draft.id}/ky/")
        .content.decode()
    )


def test_a_program_signs_and_seals(province: Province) -> None:
    draft = lead(province, 4)
    own, agency = keys(province)
    lan, one = machine(province, "lan"), f"drafts/{draft.id}"

    signed = machine(province, "dung").post(f"{one}/sign", {"key_id": str(own.id)})
    lan.post(f"{one}/number")
    sealed = lan.post(f"{one}/seal", {"key_id": str(agency.id)})
    file = lan.get(f"{one}/signed-file")

    assert signed.data["capacity"] == "head"
    assert sealed.data["how"] == "agency"
    assert file.data[:5] == b"%PDF-"


def test_the_seal_is_put_on_once(province: Province) -> None:
    draft, agency = signed_draft(province)
    lan, at = province.seat("lan"), province.at
    give_number(draft_id=draft.id, by=lan, at=at)
    machine(province, "lan").post(f"drafts/{draft.id}/seal", {"key_id": str(agency.id)})

    with pytest.raises(Refused, match="đã có chữ ký số của cơ quan"):
        ready_to_seal(draft_id=draft.id, by=lan, at=at)
