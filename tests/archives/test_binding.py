"""The papers of a dossier as one PDF in time order, the originals beside it."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from congvu.archives.actions import binding
from congvu.archives.jobs import make_one_package
from congvu.archives.models import Package
from congvu.archives.queries import package_place
from tests.archives.making import make_dossier, put_file
from tests.archives.test_closing import _close
from tests.files.conftest import make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def _packed(province: Province, dossier_id: object) -> zipfile.ZipFile:
    thu = province.client("thu")
    thu.post(f"/ho-so/{dossier_id}/dong-goi/", {"kind": "PDF"})
    package = Package.objects.get()
    make_one_package(package_id=str(package.id))
    package.refresh_from_db()
    assert (package.state, package.reason) == ("ready", "")
    return zipfile.ZipFile(package_place(package))


def test_papers_are_bound_in_time_order_with_their_digests(province: Province) -> None:
    dossier = make_dossier(province)
    first, second = make_pdf("Trang mot"), make_pdf("Trang hai")
    put_file(province, dossier, "Ghi chép", content=b"A,B\n1,2\n", name="ghi.txt")
    put_file(province, dossier, "Biên bản sau", content=second)
    earlier = province.today - timedelta(days=9)
    put_file(province, dossier, "Biên bản trước", content=first, on=earlier)
    _close(province, dossier)

    with _packed(province, dossier.id) as archive:
        names = archive.namelist()
        volume = archive.read(names[0])
        originals = [archive.read(name) for name in names[1:]]

    assert names[0] == "05.KGVX/Quyển 001.pdf"
    assert originals[0] == first
    assert sorted(originals[1:]) == sorted([second, b"A,B\n1,2\n"])
    document = pdfium.PdfDocument(volume)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert "MỤC LỤC" in texts[0]
    assert "Biên bản trước" in texts[1]
    assert sha256(first).hexdigest() in texts[1].replace("\r\n", "")
    assert "Trang mot" in texts[2]
    assert any("không đóng vào quyển" in text for text in texts)
    marks = [(m.get_title(), m.get_dest().get_index()) for m in document.get_toc()]
    assert [index for _title, index in marks] == [
        n for n, text in enumerate(texts) if text.startswith("Tài liệu số")
    ]
    assert marks[0][0] == "1. Biên bản trước"
    for _title, index in marks:
        assert f"Trang {index + 1} đến" in texts[index]


def test_a_big_dossier_has_several_volumes(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "MOST_PAPERS", 2)
    dossier = make_dossier(province)
    for number in range(5):
        put_file(province, dossier, f"Biên bản {number}")
    _close(province, dossier)

    with _packed(province, dossier.id) as archive:
        volumes = [n for n in archive.namelist() if "Quyển" in n]
        last = pdfium.PdfDocument(BytesIO(archive.read(volumes[-1])))

    assert [v[-7:] for v in volumes] == ["001.pdf", "002.pdf", "003.pdf"]
    assert len(last) == 3
    assert Package.objects.get().documents == 5
