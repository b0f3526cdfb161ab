"""A scan gets a copy whose words can be searched, and stays as it came."""

from __future__ import annotations

import hashlib
import shutil
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files import actions, queries, rules
from congvu.files.actions.copying import _keep_copy, want_copy
from congvu.files.formats import pdf
from congvu.files.formats.layout import Page, Word, plain_text
from congvu.files.formats.packing import pack_words
from congvu.files.jail import Answer
from congvu.files.models import FilePage, FileState, SearchableCopy, StoredFile
from tests.files.conftest import make_pdf

LINES = ("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN", "Số: 12/UBND-VP", "Kính gửi: Sở Nội vụ")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
LEFT, TOP, STEP, SIZE = 100, 120, 90, 44

needs_ocrmypdf = pytest.mark.skipif(
    not actions.can_copy(), reason="OCRmyPDF is not installed"
)


def draw() -> tuple[Image.Image, Page]:
    """A page of A4 at 110 dots an inch, and what a recogniser would say of it."""
    picture = Image.new("L", (910, 1286), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, SIZE)
    words = []
    for row, line in enumerate(LINES):
        x, y = LEFT, TOP + STEP * row
        for word in line.split():
            x0, y0, x1, y1 = pen.textbbox((x, y), word, font=font)
            pen.text((x, y), word, fill="black", font=font)
            box = (x0 / 910, y0 / 1286, x1 / 910, y1 / 1286)
            words.append(Word(word, *box, 0.9, 20))
            x = x1 + 14
    return picture, Page(1, 595, 842, tuple(words), "ocr")


def recognised(
    picture: Image.Image, page: Page, form: str, *, more: int = 0
) -> StoredFile:
    """A scan whose words are known: what is under test begins after recognition.

    ``more`` pages follow whose words were not kept.
    """
    out = BytesIO()
    pdf_only = {"resolution": 110, "save_all": True, "append_images": [picture] * more}
    picture.save(out, form, **(pdf_only if form == "PDF" else {}))
    now = timezone.now()
    stored = actions.store(
        stream=BytesIO(out.getvalue()),
        name=f"quet.{form.lower()}",
        by=SYSTEM,
        at=now,
        read_later=False,
    ).file
    stored.state, stored.pages, stored.has_ocr = FileState.READY, 1 + more, True
    stored.searchable = SearchableCopy.WAITING
    stored.save()
    for number in range(1, 2 + more):
        FilePage.objects.create(
            file=stored,
            number=number,
            width=page.width,
            height=page.height,
            source="ocr",
            words=pack_words(page) if number == 1 else None,
            picture=True,
        )
    return stored


def copied(file: StoredFile) -> StoredFile:
    return actions.make_searchable(file=file, at=timezone.now(), by=SYSTEM)


def kept_sha256(file: StoredFile) -> str:
    with queries.open_file(file) as content:
        return hashlib.sha256(content.read()).hexdigest()


@needs_ocrmypdf
@pytest.mark.slow
def test_the_words_of_a_scan_can_be_found_in_a_pdf_a_beside_the_original(db):
    file = copied(recognised(*draw(), "PDF", more=1))

    assert file.searchable == SearchableCopy.PDFA
    copy = queries.searchable_copy(file)
    page, without_known_words = pdf.read_pages(copy)
    assert [line for line in plain_text([page]).splitlines() if line] == list(LINES)
    # Tesseract's own reading, so not to the letter.
    assert "NHÂN DÂN" in plain_text([without_known_words])
    assert b"pdfaid:part" in copy.read_bytes()
    first = next(w for w in page.words if w.text == "BAN")
    known = next(w for w in draw()[1].words if w.text == "BAN")
    assert abs(first.x0 - known.x0) < 0.01
    assert abs(first.y0 - known.y0) < 0.02
    assert kept_sha256(file) == file.sha256
    event = AuditEvent.objects.get(event="files.copied")
    assert event.data["form"] == "pdfa"


@needs_ocrmypdf
@pytest.mark.slow
def test_a_picture_that_lies_on_its_side_is_copied_upright(db):
    picture, page = draw()
    file = copied(recognised(picture.rotate(90, expand=True), page, "JPEG"))

    (found,) = pdf.read_pages(queries.searchable_copy(file))
    assert found.width < found.height
    assert plain_text([found]).splitlines()[0] == LINES[0]
    first = next(w for w in found.words if w.text == "BAN")
    known = next(w for w in page.words if w.text == "BAN")
    assert abs(first.x0 - known.x0) < 0.01


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_turn_of_a_page_is_where_its_words_lie_on_ink(turn):
    text_layer = pytest.importorskip("congvu.files.formats.text_layer")
    picture, page = draw()
    lying = picture.rotate(-turn, expand=True)

    assert text_layer.turn_of(lying, page) == turn


@pytest.mark.usefixtures("no_runs")
@pytest.mark.django_db(transaction=True)
def test_the_copy_is_destroyed_with_the_file():
    file = recognised(*draw(), "PDF")
    place = queries.searchable_place(file.sha256)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF-1.4")
    file.searchable = SearchableCopy.PDFA
    file.save()
    assert queries.searchable_copy(file) == place

    gone = actions.destroy(file=file, reason="Có dấu Mật", by=SYSTEM, at=timezone.now())

    assert not place.exists()
    assert gone.searchable == SearchableCopy.NONE
    assert copied(gone).state == FileState.DESTROYED
    assert not place.exists()


def test_without_ocrmypdf_the_copy_waits_and_is_asked_for_when_it_is_there(
    db, monkeypatch, tmp_path
):
    file = recognised(*draw(), "PDF")
    paths = shutil.os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path))

    assert copied(file).searchable == SearchableCopy.WAITING
    want_copy(file)
    assert file.note == rules.NO_COPIER
    assert actions.ask_for_copies() == 0
    assert queries.searchable_copy(file) is None

    monkeypatch.setenv("PATH", paths)
    if actions.can_copy():
        assert actions.ask_for_copies() == 1
        assert actions.ask_for_copies() == 1
        asked = ProcrastinateJob.objects.filter(task_name="files.make_searchable")
        assert asked.count() == 1


@needs_ocrmypdf
@pytest.mark.slow
def test_a_scan_that_cannot_be_copied_says_so_and_stays_readable(db):
    file = recognised(*draw(), "PDF")
    StoredFile.objects.filter(pk=file.pk).update(kind="image")

    file.refresh_from_db()
    file = copied(file)

    assert file.searchable == SearchableCopy.FAILED
    assert "bản tìm được chữ" in file.note
    assert file.state == FileState.READY


def test_the_middle_keeps_its_words_only_until_the_copy_is_made(db):
    picture, page = draw()
    file = recognised(picture, page, "PDF", more=6)
    file.read_pages.update(words=pack_words(page))
    assert [p.number for p in queries.recognised_pages(file)] == [1, 2, 3, 4, 5, 6, 7]
    assert [p.number for p in queries.pages_of(file)] == [1, 2, 3, 6, 7]

    _keep_copy(
        file, Answer({"archival": False}, b"%PDF-1.7"), at=timezone.now(), by=SYSTEM
    )

    file.refresh_from_db()
    assert file.searchable == SearchableCopy.PDF
    assert [p.number for p in queries.recognised_pages(file)] == [1, 2, 3, 6, 7]


def test_a_copy_that_was_cleared_away_is_made_again(db):
    file = recognised(*draw(), "PDF")
    StoredFile.objects.filter(pk=file.pk).update(searchable=SearchableCopy.PDFA)

    assert actions.find_lost_copies() == 1
    file.refresh_from_db()
    assert file.searchable == SearchableCopy.WAITING


def test_a_paper_with_text_of_its_own_needs_no_copy(take):
    assert take(make_pdf(), "a.pdf").file.searchable == SearchableCopy.NONE
