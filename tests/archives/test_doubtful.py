"""A paper in a closed dossier is seen late to bear MẬT: nothing brings it out."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.archives.actions import ask_for_package
from congvu.archives.jobs import make_one_package
from congvu.archives.models import Dossier, DossierItem, Package
from congvu.archives.queries import package_place
from congvu.archives.rules import PackageKind
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import look_again, register_incoming
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import EntryState, IntakeState, Paper
from congvu.files.actions import read
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import CopyWish, start_copy
from congvu.outgoing.models import PaperCopy
from congvu.outgoing.queries import of_incoming
from tests.archives.making import make_dossier, put
from tests.archives.test_closing import _close
from tests.documents.reading.secrecy import REPORT, as_pdf_bytes
from tests.documents.test_doubts import REASON, receive
from tests.outgoing.drafts import post_id
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


@pytest.fixture
def item(province: Province) -> IntakeItem:
    """Let in while the recogniser was missing; TUYỆT MẬT stands at its foot."""
    content = as_pdf_bytes([*REPORT, (260, 60, "TUYỆT MẬT")])
    received = receive(province, content, read=False)
    IntakeItem.objects.update(state=IntakeState.READY)
    paper = Paper(
        "Báo cáo bí mật", "Sở Nội vụ", "BC", "214/BC-SNV", issued_on=province.today
    )
    lan = {"by": province.seat("lan"), "at": province.at}
    register_incoming(paper=paper, arrived_at=province.at, item_id=received.id, **lan)
    return received


def seen_late(province: Province, item: IntakeItem) -> None:
    assert item.file is not None
    read(file=item.file, by=SYSTEM, at=province.at)
    look_again(file_id=item.file_id, by=SYSTEM, at=province.at)


@pytest.fixture
def dossier(province: Province, item: IntakeItem) -> Dossier:
    """Lan's, closed, with that paper, packed by Thu."""
    RegisterEntry.objects.update(state=EntryState.DONE, move_by=None)
    dossier = make_dossier(province, "lan")
    put(province, dossier, RegisterEntry.objects.get(), "lan")
    _close(province, dossier, by=province.seat("lan"))
    thu = {"by": province.seat("thu"), "at": province.at}
    package = ask_for_package(dossier_id=dossier.id, kind=PackageKind.SIP, **thu)
    make_one_package(package_id=str(package.id))
    return dossier


def test_no_package_is_made_or_given_out_until_lan_has_judged(
    province: Province, item: IntakeItem, dossier: Dossier
) -> None:
    thu, package = province.client("thu"), Package.objects.get()
    url = f"/ho-so/{dossier.id}/goi/{package.id}.zip"
    given: dict[str, Any] = {"by": province.seat("thu"), "at": province.at}
    before = len(thu.get(url).getvalue())
    seen_late(province, item)

    assert before > 1000
    assert thu.get(url).status_code == 404
    with pytest.raises(Refused, match="có phải văn bản mật"):
        ask_for_package(dossier_id=dossier.id, kind=PackageKind.AIP, **given)

    province.client("lan").post(f"/tiep-nhan/{item.id}/khong-mat/", {"reason": REASON})

    assert len(thu.get(url).getvalue()) == before
    ask_for_package(dossier_id=dossier.id, kind=PackageKind.AIP, **given)


def test_what_was_asked_before_is_not_packed_any_more(
    province: Province, item: IntakeItem, dossier: Dossier
) -> None:
    thu = {"by": province.seat("thu"), "at": province.at}
    asked = ask_for_package(dossier_id=dossier.id, kind=PackageKind.AIP, **thu)
    seen_late(province, item)

    make_one_package(package_id=str(asked.id))

    asked.refresh_from_db()
    assert (asked.state, package_place(asked).exists()) == ("failed", False)
    assert "có phải văn bản mật" in asked.reason


def test_a_secret_leaves_the_package_and_the_list_of_its_dossier(
    province: Province,
    item: IntakeItem,
    dossier: Dossier,
    django_capture_on_commit_callbacks: Any,
) -> None:
    place = package_place(Package.objects.get())
    was_there = place.exists()
    seen_late(province, item)

    with django_capture_on_commit_callbacks(execute=True):
        province.client("lan").post(f"/tiep-nhan/{item.id}/la-mat/", {"sure": "1"})

    assert (was_there, place.exists()) == (True, False)
    held = DossierItem.objects.get()
    assert (held.symbol, held.author, held.type_name) == ("", "", "")
    page = province.client("thu").get(f"/ho-so/{dossier.id}/").content.decode()
    assert "214/BC-SNV" not in page
    assert Package.objects.get().state == "failed"


def test_nothing_is_copied_while_it_may_be_secret(
    province: Province, item: IntakeItem
) -> None:
    entry = RegisterEntry.objects.select_related("document", "register").get()
    wish = CopyWish(
        "SY", "electronic-paper", "Lưu", signer_post_id=post_id(province, "ha"),
        basis="Quy chế làm việc, Điều 12",
    )  # fmt: skip
    lan: dict[str, Any] = {"by": province.seat("lan"), "at": province.at}
    started = start_copy(paper=of_incoming(entry), wish=wish, **lan)
    url = f"/van-ban/sao/{started.id}/ban-in.pdf"
    browser = province.client("lan")
    before = browser.get(url)
    seen_late(province, item)

    with pytest.raises(Refused):
        start_copy(paper=of_incoming(entry), wish=wish, **lan)
    after = browser.get(url)

    assert before.content[:5] == b"%PDF-"
    assert after.content[:5] != b"%PDF-"
    assert PaperCopy.objects.count() == 1
