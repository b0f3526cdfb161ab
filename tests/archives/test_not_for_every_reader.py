"""A reader of a dossier sees what they see anyway: also in exports and its timeline."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from congvu.archives import actions
from congvu.audit.rules import SYSTEM
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.rules import Role
from tests.archives.making import finished, make_dossier, put, put_file
from tests.people import Province, make_user

pytestmark = pytest.mark.usefixtures("law", "home")


def words_of(pdf: bytes) -> str:
    pages = pdfium.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(text.split())


def test_papers_hidden_from_a_reader_are_in_no_export_and_no_line(
    province: Province,
) -> None:
    """Ngân of the office may open Minh's dossier, not the paper against Mr X in it."""
    dossier = make_dossier(province)
    put(province, dossier, finished(province))
    hidden = finished(province, symbol="9999/BCA", subject="Việc ông X bị tố cáo")
    put(province, dossier, hidden)
    put_file(province, dossier, "Biên bản họp")
    made = {"valid_from": province.today, "by": SYSTEM, "at": province.at}
    post = create_post(
        unit=province.office, name="Chuyên viên", role=Role.SPECIALIST, **made
    )
    user = make_user("ngan")
    appoint(
        person=add_person(full_name="Lộc Thị Ngân", user=user, **made),
        post=post,
        **made,
    )
    actions.open_dossier_to(
        dossier_id=dossier.id,
        desk_id=post.id,
        reason="Phối hợp.",
        by=province.seat("minh"),
        at=province.at,
    )
    ngan = province.client("lan")
    ngan.force_login(user)

    page = ngan.get(f"/ho-so/{dossier.id}/").content.decode()
    xml = b"".join(ngan.get(f"/ho-so/{dossier.id}/ho-so.xml").streaming_content)  # type: ignore[attr-defined]
    listed = b"".join(ngan.get(f"/ho-so/{dossier.id}/muc-luc.pdf").streaming_content)  # type: ignore[attr-defined]
    for shown in (page, xml.decode(), words_of(listed)):
        assert "Biên bản họp" in shown
        assert "tố cáo" not in shown
        assert "9999" not in shown
    assert "2 văn bản mà người xuất không có quyền xem" in words_of(listed)

    own = province.client("minh").get(f"/ho-so/{dossier.id}/ho-so.xml")
    assert "tố cáo" in b"".join(own.streaming_content).decode()  # type: ignore[attr-defined]
