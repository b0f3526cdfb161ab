"""What comes out of a file: text, pages, and a plain word when nothing comes."""

from __future__ import annotations

import shutil
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files import actions, queries, rules
from congvu.files.actions import opening
from congvu.files.models import FileState
from congvu.lib.refusals import Refused
from tests.files.conftest import ODD_PDFS, make_docx, make_pdf, make_scan


def test_a_pdf_with_text_is_ready_at_once(take):
    stored = take(make_pdf(pages=8), "cv.pdf")

    file = stored.file
    assert (file.state, file.pages, file.has_ocr) == (FileState.READY, 8, False)
    assert "UBND TINH BAC KAN" in file.text
    assert file.text.count("\f") == 7
    assert [p.number for p in queries.pages_of(file)] == [1, 2, 3, 7, 8]
    first = queries.pages_of(file)[0]
    assert first.words[0].text == "UBND"
    assert first.source == "text"
    assert 0 < first.words[0].y0 < 0.2
    assert AuditEvent.objects.filter(event="files.read").count() == 1


def test_a_word_file_is_read_without_an_office_program(take):
    file = take(make_docx(), "cv.docx").file

    assert file.state == FileState.READY
    assert "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN" in file.text
    assert queries.pages_of(file)[0].source == "docx"


def test_a_word_file_called_pdf_is_treated_as_what_it_is(take):
    file = take(make_docx(), "cv.pdf").file

    assert (file.kind, file.state) == ("docx", FileState.READY)
    assert "đuôi “.pdf”" in file.note


def test_plain_text_is_read(take):
    assert take("Công văn số 12".encode(), "a.txt").file.text == "Công văn số 12"


def test_a_second_reading_changes_nothing(take):
    file = take(make_pdf(), "cv.pdf").file

    again = actions.read(file=file, at=timezone.now(), by=SYSTEM)

    assert again.state == FileState.READY
    assert AuditEvent.objects.filter(event="files.read").count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7\nrubbish", "a.pdf", "hỏng"),
        (b"MZ" + bytes(100), "a.pdf", "chương trình"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a.png", "hỏng"),
    ],
)
def test_what_cannot_be_read_is_kept_apart_with_its_reason(take, content, name, words):
    stored = take(content, name)

    assert not stored.is_accepted
    assert words in stored.reason
    with queries.open_file(stored.file) as kept:
        assert kept.read() == content


def test_a_picture_bomb_is_kept_apart(take):
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")

    # Its size is known without drawing it, and it is never drawn.
    file = take(out.getvalue(), "a.png").file

    assert file.state == FileState.QUARANTINED
    assert file.reason == rules.TOO_BIG_INSIDE


@pytest.mark.skipif(
    not ODD_PDFS.exists(), reason="the odd PDFs are not on this machine"
)
def test_every_odd_pdf_ends_accepted_or_apart_with_a_reason(take):
    for path in sorted(ODD_PDFS.glob("*.pdf")):
        file = take(path.read_bytes(), path.name).file

        if file.state == FileState.QUARANTINED:
            assert file.reason, path.name
        else:
            assert file.pages, path.name


def run_recognition(file):
    return actions.recognise(file=file, at=timezone.now(), by=SYSTEM)


@pytest.mark.slow
def test_a_scan_is_recognised_page_by_page(take):
    file = take(make_scan(), "quet.pdf").file
    assert (file.state, file.needs_ocr) == (FileState.READING, True)
    assert (file.progress_done, file.progress_total) == (0, 1)
    assert ProcrastinateJob.objects.filter(task_name="files.recognise").count() == 1

    file = run_recognition(file)

    assert (file.state, file.has_ocr, file.needs_ocr) == (FileState.READY, True, False)
    assert (file.progress_done, file.progress_total) == (1, 1)
    assert "CONG VAN" in file.text
    assert queries.pages_of(file)[0].source == "ocr"


def test_without_the_recogniser_a_scan_says_so_and_is_read_later(take, monkeypatch):
    with monkeypatch.context() as machine:
        machine.setenv("PATH", "/nowhere")
        file = take(make_scan(), "quet.pdf").file
    assert (file.state, file.reason) == (FileState.READY, rules.NO_RECOGNITION)

    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    assert actions.retry_unfinished() == 1
    file.refresh_from_db()
    assert (file.state, file.reason) == (FileState.READING, "")


def test_a_recognition_that_was_interrupted_goes_on_where_it_was(take, monkeypatch):
    picture = Image.new("RGB", (300, 400), "white")
    out = BytesIO()
    picture.save(out, "TIFF", save_all=True, append_images=[picture, picture])
    file = take(out.getvalue(), "quet.tif").file
    assert (file.pages, file.progress_total) == (3, 3)
    asked: list[int] = []
    real = opening.jail.run

    def die_on_second(task, document, **rest):
        asked.append(rest["arguments"]["number"])
        if asked == [1, 2]:
            raise KeyboardInterrupt
        return real(task, document, **rest)

    monkeypatch.setattr(opening.jail, "run", die_on_second)
    with pytest.raises(KeyboardInterrupt):
        run_recognition(file)
    file.refresh_from_db()
    assert (file.state, file.progress_done) == (FileState.READING, 1)

    file = run_recognition(file)

    assert asked == [1, 2, 2, 3]
    assert (file.state, file.progress_done) == (FileState.READY, 3)


@pytest.mark.slow
def test_an_old_word_file_is_read_through_libreoffice(take):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    rtf = (
        b"{\\rtf1\\ansi "
        + b"Cong van so muoi hai cua Uy ban nhan dan tinh. " * 5
        + b"}"
    )

    file = take(rtf, "cv.rtf").file

    assert (file.kind, file.state, file.pages) == ("rtf", FileState.READY, 1)
    assert "Cong van so muoi hai" in file.text


def test_a_missing_content_is_an_operator_s_matter(take, home):
    now = timezone.now()
    stored = actions.store(stream=BytesIO(make_pdf()), name="a.pdf", by=SYSTEM, at=now)
    with queries.file_as_path(stored.file) as path:
        path.unlink()

    with pytest.raises(actions.FileGone):
        actions.read(file=stored.file, at=now, by=SYSTEM)


def test_a_quarantined_paper_can_be_released_a_program_cannot(take):
    paper, program = (
        take(b"%PDF-1.7\nrubbish", "a.pdf"),
        take(b"MZ" + bytes(9), "b.exe"),
    )

    released = actions.release(file=paper.file, at=timezone.now(), by=SYSTEM)
    assert released.state == FileState.WAITING
    with pytest.raises(Refused, match="cách ly"):
        actions.release(file=program.file, at=timezone.now(), by=SYSTEM)


def test_a_page_picture_is_small_and_made_once(take):
    file = take(make_pdf(pages=2), "cv.pdf").file

    made = actions.preview(file=file, number=2)
    again = actions.preview(file=file, number=2)

    assert made == again
    assert made.stat().st_size <= rules.MAX_PREVIEW_BYTES
    with Image.open(made) as picture:
        assert picture.format == "WEBP"
        assert picture.width == 900


def test_a_plain_text_has_pictures_of_its_pages(take):
    lines = "\n".join(f"Điều {n}. Giao các sở thực hiện." for n in range(120))
    file = take(f"Số: 15/2009/CT-UBND\n{lines}".encode(), "chi-thi.txt").file

    first, last = (actions.preview(file=file, number=n) for n in (1, file.pages))

    for made in (first, last):
        with Image.open(made) as picture:
            assert (picture.format, picture.width) == ("WEBP", 900)
            assert picture.convert("L").getextrema()[0] < 100
    with pytest.raises(Refused, match="không có trang"):
        actions.preview(file=file, number=file.pages + 1)


def test_there_is_no_picture_of_a_page_that_is_not(take):
    file = take(make_pdf(), "cv.pdf").file

    with pytest.raises(Refused, match="không có trang"):
        actions.preview(file=file, number=2)
    with pytest.raises(Refused, match="không xem trước"):
        actions.preview(file=take(b"MZ" + bytes(9), "b.exe").file, number=1)
