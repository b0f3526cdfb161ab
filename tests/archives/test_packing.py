"""A closed dossier is packed by the worker, and the package stands its own check."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.archives.actions import ask_for_package, file_paper, make_package
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.jobs import find_unfinished, make_one_package
from congvu.archives.models import Dossier, Package, PackageCheck
from congvu.archives.queries import organisation_code, package_place
from congvu.archives.rules import PackageKind, symbol_room
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files.models import StoredFile
from congvu.files.store import open_store
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import recall_paper
from tests.archives.making import finished, make_dossier, put, put_file
from tests.archives.test_closing import _close, _many
from tests.outgoing.drafts import out
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def test_a_dossier_is_packed_and_its_package_is_whole(
    province: Province, tmp_path: Path
) -> None:
    dossier = make_dossier(province)
    put(province, dossier, finished(province))
    put_file(province, dossier, "Biên bản", pages=2)
    thu = province.client("thu")
    url = f"/ho-so/{dossier.id}/dong-goi/"
    early = thu.post(url, {"kind": "SIP"})
    _close(province, dossier)

    asked = thu.post(url, {"kind": "SIP"}, follow=True).content.decode()
    package = Package.objects.get()
    waiting = thu.get(f"/ho-so/{dossier.id}/goi/{package.id}.zip")
    make_one_package(package_id=str(package.id))
    taken = thu.get(f"/ho-so/{dossier.id}/goi/{package.id}.zip")

    assert "đang lập" in early.content.decode()
    assert "chưa xác minh nguồn" in asked
    assert waiting.status_code == 404
    path = tmp_path / "lay-ra.zip"
    path.write_bytes(BytesIO(taken.getvalue()).getvalue())
    found = check_package(path, shipped_profile())
    assert found.faults == []
    assert (found.kind, found.documents) == ("SIP", 2)
    assert province.client("minh").post(url, {"kind": "SIP"}).status_code == 404
    gone = province.client("minh").get(f"/ho-so/{dossier.id}/goi/{package.id}.zip")
    assert gone.status_code == 404


def test_a_package_left_half_made_is_made_again(province: Province) -> None:
    dossier = make_dossier(province)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)
    made = ask_for_package(
        dossier_id=dossier.id,
        kind=PackageKind.AIP,
        by=province.seat("thu"),
        at=province.at,
    )
    place = package_place(made)
    place.parent.mkdir(parents=True)
    place.with_suffix(".part").write_bytes(b"half")  # and the worker is killed here

    find_unfinished()
    make_one_package(package_id=str(made.id))
    first = place.read_bytes()
    Package.objects.update(state="asked")
    make_one_package(package_id=str(made.id))

    assert check_package(place, shipped_profile()).faults == []
    assert place.read_bytes() == first
    Package.objects.update(state="asked")
    with pytest.raises(Refused, match="đang được đóng"):
        ask_for_package(
            dossier_id=dossier.id,
            kind=PackageKind.AIP,
            by=province.seat("thu"),
            at=province.at,
        )


def test_a_file_missing_from_the_store_is_told(province: Province) -> None:
    dossier = make_dossier(province)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)
    made = ask_for_package(
        dossier_id=dossier.id,
        kind=PackageKind.SIP,
        by=province.seat("thu"),
        at=province.at,
    )
    open_store().erase(StoredFile.objects.get().sha256)

    make_one_package(package_id=str(made.id))

    made.refresh_from_db()
    assert made.state == "failed"
    assert (
        "Kho thiếu"
        in province.client("thu").get(f"/ho-so/{dossier.id}/").content.decode()
    )


def test_a_package_from_elsewhere_is_checked_on_a_page(
    province: Province, tmp_path: Path
) -> None:
    dossier = make_dossier(province)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)
    made = ask_for_package(
        dossier_id=dossier.id,
        kind=PackageKind.SIP,
        by=province.seat("thu"),
        at=province.at,
    )
    make_one_package(package_id=str(made.id))
    good = package_place(made).read_bytes()
    bad = tmp_path / "xau.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
        archive.writestr("goi/METS.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    thu, url = province.client("thu"), "/ho-so/kiem-tra-goi/"

    def send(content: bytes, name: str) -> str:
        file = SimpleUploadedFile(name, content)
        return thu.post(url, {"file": file}, follow=True).content.decode()

    empty = thu.post(url, {})
    right, wrong = send(good, "dung.zip"), send(bad.read_bytes(), "xau.zip")

    assert empty.status_code == 422
    assert "Đúng theo mẫu" in right
    assert "tên tệp trỏ ra ngoài gói" in wrong
    assert "../../etc/passwd" in wrong
    assert "DTD" in wrong
    listed = thu.get(url).content.decode()
    assert "dung.zip" in listed
    assert "xau.zip" in listed
    assert PackageCheck.objects.count() == 2
    told = AuditEvent.objects.filter(event="archives.package-checked")
    assert [t.data["faults"] > 0 for t in told.order_by("id")] == [False, True]
    assert province.client("minh").get(url).status_code == 404
    one = PackageCheck.objects.first()
    assert province.client("minh").get(f"{url}{one.pk}/").status_code == 404


@pytest.mark.parametrize("count", [20, 400])
def test_packing_asks_nothing_paper_by_paper(province: Province, count: int) -> None:
    dossier = _many(province, count)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)
    made = ask_for_package(
        dossier_id=dossier.id,
        kind=PackageKind.SIP,
        by=province.seat("thu"),
        at=province.at,
    )

    with CaptureQueriesContext(connection) as seen:
        make_package(package_id=made.id, by=SYSTEM, at=province.at)

    assert len(seen) == 10
    assert Package.objects.get().documents == count + 1


def _made(province: Province, dossier: Dossier, kind: PackageKind) -> Package:
    thu = province.seat("thu")
    made = ask_for_package(dossier_id=dossier.id, kind=kind, by=thu, at=province.at)
    make_one_package(package_id=str(made.id))
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("symbol", ["01/KGVX\\..\\..", "../../x", "CON", "Đ.è̂ạ̈<&]]>"])
def test_whatever_its_symbol_our_own_reader_has_nothing_against_a_package(
    province: Province, symbol: str
) -> None:
    dossier = make_dossier(province, symbol=symbol, keywords="<&]]>")
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)

    for kind in (PackageKind.SIP, PackageKind.AIP):
        made = _made(province, dossier, kind)
        assert (made.state, made.reason) == ("ready", "")
        found = check_package(package_place(made), shipped_profile())
        assert found.faults == []


def test_a_symbol_leaves_room_for_the_codes_of_its_package(province: Province) -> None:
    with pytest.raises(Refused, match="Số, ký hiệu dài quá"):
        make_dossier(province, symbol="a" * 98)
    most = symbol_room(organisation_code(province.committee.id), province.today.year)
    dossier = make_dossier(province, symbol="a" * most)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)

    assert _made(province, dossier, PackageKind.SIP).state == "ready"


def test_a_package_that_would_be_refused_is_not_said_to_be_ready(
    province: Province,
) -> None:
    """Signed by pen, never scanned: there is not one file to hand over."""
    dossier = make_dossier(province)
    put(province, dossier, finished(province))
    _close(province, dossier)

    made = _made(province, dossier, PackageKind.SIP)

    assert made.state == "failed"
    assert "gói không có tệp tài liệu nào" in made.reason
    assert not package_place(made).exists()
    page = province.client("thu").get(f"/ho-so/{dossier.id}/").content.decode()
    assert "gói không có tệp tài liệu nào" in page


def test_a_package_claims_no_more_than_somebody_said(province: Province) -> None:
    """Open only if somebody says so; what was recalled is said to be recalled."""
    lan, at = province.seat("lan"), province.at
    line = out(province, 3, lan, at).entry
    dossier = make_dossier(province, "lan")
    file_paper(dossier_id=dossier.id, outgoing_id=line.id, by=lan, at=at)
    put_file(province, dossier, "Biên bản", "lan")
    recall_paper(entry_id=line.id, reason="Sai căn cứ", by=lan, at=at)
    _close(province, dossier, by=lan)

    told = {}
    for access in ("restricted", "open"):
        Dossier.objects.filter(pk=dossier.pk).update(access=access)
        with zipfile.ZipFile(
            package_place(_made(province, dossier, PackageKind.SIP))
        ) as archive:
            names = [n for n in archive.namelist() if "/EAD" in n and n.endswith("xml")]
            told[access] = [archive.read(n).decode() for n in sorted(names)]

    assert all("<mode>02<" in ead for ead in told["restricted"])
    assert all("<mode>01<" in ead for ead in told["open"])
    assert any("đã phát hành, đã thu hồi" in ead for ead in told["open"])


def test_who_closes_a_dossier_says_how_openly_it_may_be_used(
    province: Province,
) -> None:
    for symbol, sent in (("01.A", {}), ("02.A", {"access": "open"})):
        dossier = make_dossier(province, symbol=symbol)
        put_file(province, dossier, symbol)
        given = {"ended_on": f"{province.today:%d/%m/%Y}", **sent}
        province.client("minh").post(f"/ho-so/{dossier.id}/ket-thuc/", given)
    found = Dossier.objects.order_by("symbol").values_list("state", "access")
    assert list(found) == [("closed", "restricted"), ("closed", "open")]
