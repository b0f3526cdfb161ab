"""Files of strangers are written anew in the jail, or not kept, with a reason."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from congvu.files.actions import rewrite
from congvu.files.queries import open_file
from congvu.lib.refusals import NotNow
from congvu.portal.models import PublicQuestion, SentFile, Tracking
from congvu.portal.rules.questions import FileGiven, code_digest
from tests.people import Province
from tests.portal.asked import asked

pytestmark = pytest.mark.usefixtures("law")

MAKER = "Máy ảnh của Bình"
ACTING = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    b"/Names<</EmbeddedFiles<</Names[(x.exe) 6 0 R]>>>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[7 0 R]"
    b"/AA<</O<</S/JavaScript/JS(app.alert(2))>>>>"
    b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 42>>stream\nBT /F 12 Tf 72 700 Td (Nha Lang 12) Tj ET\n"
    b"endstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"6 0 obj<</Type/Filespec/F(x.exe)>>endobj\n"
    b"7 0 obj<</Type/Annot/Subtype/Link/Rect[0 0 99 99]"
    b"/A<</S/URI/URI(http://xa.example/)>>>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def photo() -> bytes:
    """With the notes a telephone writes: who made it, and where."""
    picture = Image.new("RGB", (64, 48), "green")
    notes = Image.Exif()
    notes[0x010F] = MAKER
    notes.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    picture.save(out, "JPEG", exif=notes)
    return out.getvalue()


def kept(found: PublicQuestion) -> dict[str, bytes | str]:
    """Of each file its new bytes, or why there are none."""
    made: dict[str, bytes | str] = {}
    for row in found.files.select_related("file"):
        if row.file is None:
            made[row.name] = row.reason
            continue
        with open_file(row.file) as content:
            made[row.name] = content.read()
    return made


def test_a_photo_is_drawn_anew_without_its_notes(province: Province) -> None:
    sent = photo()
    assert MAKER.encode() in sent or b"Exif" in sent
    found = asked(province, files=[FileGiven("Sạt lở.JPG", sent)])
    made = kept(found)["Sạt lở.jpg"]
    assert isinstance(made, bytes)
    with Image.open(BytesIO(made)) as picture:
        assert picture.size == (64, 48)
        assert not picture.getexif()
    assert not SentFile.objects.exists(), "the bytes as they came are kept nowhere"


def test_a_pdf_comes_back_as_its_pages_alone(province: Province) -> None:
    found = asked(province, files=[FileGiven("don.pdf", ACTING)])
    made = kept(found)["don.pdf"]
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF")
    assert b"/Image" in made
    for acting in (b"JavaScript", b"app.alert", b"x.exe", b"xa.example"):
        assert acting not in made, acting


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", b"<html><script>alert(1)</script></html>"),
        ("don.pdf", b"%PDF-1.4 broken"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60),
        ("phan-mem.exe", b"MZ" + b"\x00" * 200),
        ("bang.csv", b"a,b\n1,2\n"),
    ],
)
def test_what_is_none_of_these_is_not_kept_and_says_why(
    province: Province, name: str, content: bytes
) -> None:
    found = asked(province, files=[FileGiven(name, content)])
    [why] = kept(found).values()
    assert isinstance(why, str), "no bytes"
    assert len(why.split()) > 3
    tracked = Tracking.objects.get(code_digest=code_digest(found.code))
    assert tracked.files == [[name, why]], "whoever sent it reads why"
    page = province.client("ha").get(f"/cong/hoi-dap/{found.id}/")
    assert name in page.content.decode()
    assert (
        province.client("ha").get(page.request["PATH_INFO"] + "tep/1/").status_code
        == 404
    )


def test_while_the_scanner_is_silent_nothing_is_thrown_away(settings: Any) -> None:
    """It is no fault of the file: whoever takes it in asks again later."""
    settings.CLAMD = "127.0.0.1:1"

    with pytest.raises(NotNow):
        rewrite(name="sat-lo.jpg", content=photo())
