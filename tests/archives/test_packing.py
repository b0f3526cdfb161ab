"""A closed dossier is packed by the worker, and the package stands its own check."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.archives.actions import ask_for_package, make_package
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.jobs import find_unfinished, make_one_package
from congvu.archives.models import Package
from congvu.archives.queries import package_place
from congvu.archives.rules import PackageKind
from congvu.audit.rules import SYSTEM
from congvu.files.models import StoredFile
from congvu.files.store import open_store
from congvu.lib.refusals import Refused
from tests.archives.making import finished, make_dossier, put, put_file
from tests.archives.test_closing import _close, _many
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


@pytest.mark.parametrize("count", [20, 400])
def test_packing_asks_nothing_paper_by_paper(province: Province, count: int) -> None:
    dossier = _many(province, count)
    _close(province, dossier)
    made = ask_for_package(
        dossier_id=dossier.id,
        kind=PackageKind.SIP,
        by=province.seat("thu"),
        at=province.at,
    )

    with CaptureQueriesContext(connection) as seen:
        make_package(package_id=made.id, by=SYSTEM, at=province.at)

    assert len(seen) == 8
    assert Package.objects.get().documents == count
