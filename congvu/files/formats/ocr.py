"""Words with positions from pictures of pages, through Tesseract (Vietnamese).

One reading is not proof. Lines near the top of a page that carry figures (the number,
the day) are read a second time, enlarged and alone; where the two readings differ the
confidence falls, and so it does where a seal or a pen crosses the print.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO, StringIO

from PIL import Image

from congvu.files.formats.layout import Page, Segment, Word, clean, group_lines
from congvu.files.formats.scan_image import (
    ScanImage,
    coloured_layer,
    ink_share,
    prepare,
)

TIMEOUT = 120
"""Seconds for one page; a page that takes longer is given up, not waited for."""

_CONFIDENT = 0.85
_WELL_READ = 0.75
_FEW_WORDS = 12
_HEAD = 0.48
_CLOSER = 6
_LEGIBLE = 0.5
_FEW_BESIDE = 6
_COVERED_BY_RED, _COVERED_BY_BLUE = 0.10, 0.06
_STAMP_WORDS = re.compile(
    r"\b(TUYỆT MẬT|TỐI MẬT|MẬT|THƯỢNG KHẨN|HỎA TỐC|HOẢ TỐC|KHẨN)\b", re.IGNORECASE
)
_PERSON = re.compile(r"^[A-ZÀ-ỸĐ][a-zà-ỹđ]+( [A-ZÀ-ỸĐ][a-zà-ỹđ]*){1,4}$")
_RECIPIENTS = re.compile(r"^\W*(N[oơ]i\s+nh[aâậặạ]n\b|Như trên\W*$)", re.IGNORECASE)


class NoRecogniser(Exception):
    """Tesseract or its Vietnamese data is not installed on this machine."""


class RecognitionFailed(Exception):
    """Tesseract gave up on a page, or took longer than anybody waits."""


def is_available() -> bool:
    """True when scans can be read on this machine."""
    return shutil.which("tesseract") is not None


def read_scan(
    images: Sequence[Image.Image], *, first_number: int = 1, timeout: int = TIMEOUT
) -> list[Page]:
    """Pages of recognised words; the first page's head is read twice."""
    return [
        read_image(image, number=first_number + i, timeout=timeout)
        for i, image in enumerate(images)
    ]


def read_image(image: Image.Image, *, number: int = 1, timeout: int = TIMEOUT) -> Page:
    """One page: turned upright, levelled, read, and its head read again."""
    scan, words = _upright(prepare(image), timeout)
    width, height = scan.grey.size
    page = Page(number, width * 72 / 280, height * 72 / 280, tuple(words), "ocr")
    if not words:
        return page
    words = _read_closer(page, scan, timeout)
    words = _with_signature(replace(page, words=tuple(words)), scan, timeout)
    words = [_distrust_covered(word, scan) for word in words]
    return replace(page, words=tuple(words), marks=_coloured_marks(scan, timeout))


def _upright(scan: ScanImage, timeout: int) -> tuple[ScanImage, list[Word]]:
    """Read the page; if it reads badly, turn it and keep the best reading."""
    wide = scan.grey.width > scan.grey.height
    tried: list[tuple[ScanImage, list[Word]]] = []
    turns = [] if wide else [0]
    for attempt in range(4):
        if attempt >= len(turns):
            # Tesseract's own detection first, then what is left of the circle.
            stated = _stated_turn(scan, timeout)
            order = [stated, 90, 270, 0, 180] if wide else [stated, 180, 90, 270]
            turns += [t for t in order if t is not None and t not in turns]
            turns = list(dict.fromkeys(turns))
        if attempt >= len(turns):
            break
        turn = turns[attempt]
        candidate = (scan.turned(turn) if turn else scan).straightened()
        words = _recognise(candidate.grey, timeout)
        tried.append((candidate, words))
        if _reads_well(words) or (attempt == 0 and not words and not wide):
            break
    return max(tried, key=lambda t: _good(t[1]))


def _good(words: Sequence[Word]) -> int:
    return sum(w.confidence > _CONFIDENT and len(w.text) > 2 for w in words)


def _reads_well(words: Sequence[Word]) -> bool:
    """Upside-down print yields as many words, but hardly one that is certain."""
    long = [w.confidence for w in words if len(w.text) > 2]
    return _good(words) >= _FEW_WORDS and sum(long) / len(long) > _WELL_READ


def _stated_turn(scan: ScanImage, timeout: int) -> int | None:
    """The turn (counter-clockwise) Tesseract's script detection asks for."""
    try:
        said = _run(scan.grey, ["--psm", "0"], timeout, language="osd")
    except (RecognitionFailed, NoRecogniser):
        return None
    found = re.search(r"Rotate: (\d+)", said)
    return (360 - int(found[1])) % 360 if found else None


def _recognise(picture: Image.Image, timeout: int, *, mode: int = 3) -> list[Word]:
    said = _run(picture, ["--psm", str(mode), "tsv"], timeout)
    words = []
    rows = csv.DictReader(StringIO(said), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        text = clean((row.get("text") or "").strip())
        if row.get("level") != "5" or not text:
            continue
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        words.append(
            Word(
                text,
                left / picture.width,
                top / picture.height,
                right / picture.width,
                bottom / picture.height,
                max(0.0, float(row["conf"]) / 100),
                (bottom - top) * 72 / 280,
            )
        )
    return words


def _run(
    picture: Image.Image, options: Sequence[str], timeout: int, *, language: str = "vie"
) -> str:
    stream = BytesIO()
    picture.save(stream, "PPM")
    command = ["tesseract", "stdin", "stdout", "-l", language, "--dpi", "300", *options]
    try:
        done = subprocess.run(
            command,
            input=stream.getvalue(),
            capture_output=True,
            timeout=timeout,
            check=False,
            # One page per core: the worker decides how many pages run at once.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except FileNotFoundError as why:
        raise NoRecogniser(str(why)) from why
    except subprocess.TimeoutExpired as why:
        raise RecognitionFailed(f"more than {timeout} s") from why
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace")[:300]
        if "Failed loading language" in message:
            raise NoRecogniser(message)
        raise RecognitionFailed(message)
    return done.stdout.decode("utf-8", "replace")


def _read_closer(page: Page, scan: ScanImage, timeout: int) -> list[Word]:
    """Read the figures of the head again, enlarged, one line at a time."""
    words = list(page.words)
    for segment in _worth_a_second_look(page):
        readings = [list(segment.words)]
        for scale in (1.4, 0.9):
            found = _reading_of(segment, scan, scale, timeout)
            if found:
                readings.append(found)
            if len(readings) > 1 and _figures(readings[0]) == _figures(readings[1]):
                break
        if len(readings) < 2:
            continue
        taken = {id(w) for w in segment.words}
        words = [w for w in words if id(w) not in taken]
        words.extend(_agreed(readings))
    return words


def _worth_a_second_look(page: Page) -> list[Segment]:
    found = []
    for line in group_lines(page):
        if line.box.y0 > _HEAD:
            break
        for segment in line.segments:
            text = segment.text
            number = re.match(r"^\W{0,3}(\w+ )?S[ốôóổồỗộoòõọ60éeê]\b\W*", text)
            day = re.search(r"ng\w{1,2}\W*\d.*n\w{1,2}\W*\d", text)
            if (number and len(text) < 70) or (day and len(text) < 60):
                found.append(segment)
    return found[:_CLOSER]


def _reading_of(
    segment: Segment, scan: ScanImage, scale: float, timeout: int
) -> list[Word]:
    width, height = scan.grey.size
    box = segment.box
    pad = max(8, int(0.4 * box.height * height))
    left = max(0, int(box.x0 * width) - 2 * pad)
    top = max(0, int(box.y0 * height) - pad)
    right = min(width, int(box.x1 * width) + 2 * pad)
    bottom = min(height, int(box.y1 * height) + pad)
    crop = scan.grey.crop((left, top, right, bottom))
    grown = crop.resize(
        (int(crop.width * scale), int(crop.height * scale)), Image.Resampling.LANCZOS
    )
    framed = Image.new("L", (grown.width + 60, grown.height + 60), 255)
    framed.paste(grown, (30, 30))
    try:
        found = _recognise(framed, timeout, mode=7)
    except RecognitionFailed:
        return []
    out = []
    for word in found:
        x0 = (word.x0 * framed.width - 30) / scale + left
        x1 = (word.x1 * framed.width - 30) / scale + left
        y0 = (word.y0 * framed.height - 30) / scale + top
        y1 = (word.y1 * framed.height - 30) / scale + top
        out.append(
            replace(word, x0=x0 / width, x1=x1 / width, y0=y0 / height, y1=y1 / height)
        )
    return out


def _figures(words: Sequence[Word]) -> list[str]:
    return re.findall(r"\d+", " ".join(w.text for w in words))


def _agreed(readings: Sequence[Sequence[Word]]) -> list[Word]:
    """The figures two readings share, in the words of the wholest of them."""
    for i, one in enumerate(readings):
        same = [r for r in readings if _figures(r) == _figures(one)]
        if len(same) < 2:
            continue
        chosen = max(same, key=_wholeness)
        # Two of two is better proof than two of three.
        least = 0.85 if i == 0 and len(readings) == 2 else 0.75
        return [
            replace(w, confidence=max(w.confidence, least)) if _has_figure(w) else w
            for w in chosen
        ]
    chosen = max(readings, key=_figure_confidence)
    return [
        replace(w, confidence=min(w.confidence, 0.5)) if _has_figure(w) else w
        for w in chosen
    ]


def _wholeness(words: Sequence[Word]) -> tuple[int, float]:
    """The sign before the symbol is what recognition loses most easily."""
    signs = sum("/" in w.text for w in words)
    return min(signs, 1), sum(w.confidence for w in words) / max(len(words), 1)


def _has_figure(word: Word) -> bool:
    return any(c.isdigit() for c in word.text)


def _figure_confidence(words: Sequence[Word]) -> float:
    return min((w.confidence for w in words if _has_figure(w)), default=0.0)


def _with_signature(page: Page, scan: ScanImage, timeout: int) -> list[Word]:
    """The page's words, those right of "Nơi nhận" read again if they name nobody.

    What a seal and a pen leave behind makes layout analysis skip the signer's name or
    the whole block; alone and line by line it reads well.
    """
    words = list(page.words)
    anchor = next(
        (
            s.box
            for line in group_lines(page)
            for s in line.segments
            if _RECIPIENTS.match(s.text)
        ),
        None,
    )
    if anchor is None or anchor.x0 > 0.4:
        return words
    left, top, bottom = 0.47, max(0.0, anchor.y0 - 0.02), min(1.0, anchor.y0 + 0.25)
    beside = [w for w in words if w.x0 > left and top <= w.y0 and w.y1 <= bottom]
    if _names_somebody(beside, page):
        return words
    again = _reading_in(scan, (left, top, 1.0, bottom), timeout)
    if not _names_somebody(again, page) and len(beside) > _FEW_BESIDE:
        return words
    taken = {id(w) for w in beside}
    return [w for w in words if id(w) not in taken] + again


def _names_somebody(words: Sequence[Word], page: Page) -> bool:
    sure = tuple(w for w in words if w.confidence > _LEGIBLE)
    lines = group_lines(replace(page, words=sure))
    return any(_PERSON.match(s.text) for line in lines for s in line.segments)


def _reading_in(
    scan: ScanImage, area: tuple[float, float, float, float], timeout: int
) -> list[Word]:
    """One block of the page, read line by line."""
    width, height = scan.grey.size
    left, top = int(area[0] * width), int(area[1] * height)
    right, bottom = int(area[2] * width), int(area[3] * height)
    if bottom - top < 40:
        return []
    crop = scan.grey.crop((left, top, right, bottom))
    try:
        found = _recognise(crop, timeout, mode=6)
    except RecognitionFailed:
        return []
    return [
        replace(
            w,
            x0=(w.x0 * crop.width + left) / width,
            x1=(w.x1 * crop.width + left) / width,
            y0=(w.y0 * crop.height + top) / height,
            y1=(w.y1 * crop.height + top) / height,
        )
        for w in found
        if w.confidence > 0.3
    ]


def _distrust_covered(word: Word, scan: ScanImage) -> Word:
    """Print that a seal or a pen crosses may read well and wrong."""
    if word.y0 > _HEAD or not _has_figure(word):
        return word
    width, height = scan.grey.size
    figures = re.search(r"\d[\d\s]*", word.text)
    end = word.x1
    if figures and len(word.text) > 1:
        # Only the part of the word that the figures take.
        share = figures.end() / len(word.text)
        end = word.x0 + (word.x1 - word.x0) * share
    box = (
        int(word.x0 * width),
        int(word.y0 * height),
        int(end * width),
        int(word.y1 * height),
    )
    red = ink_share(scan.red, box) > _COVERED_BY_RED
    blue = ink_share(scan.blue, box) > _COVERED_BY_BLUE
    return replace(word, confidence=min(word.confidence, 0.3)) if red or blue else word


def _coloured_marks(scan: ScanImage, timeout: int) -> tuple[str, ...]:
    """Urgency and secrecy stamps are red: read what the red ink alone says."""
    width, height = scan.red.size
    top = scan.red.crop((0, 0, width, int(height * _HEAD)))
    area = top.getbbox()
    if area is None or ink_share(top, area) < 0.002:
        return ()
    try:
        words = _recognise(coloured_layer(top), timeout, mode=11)
    except RecognitionFailed:
        return ()
    text = " ".join(w.text for w in words if w.confidence > 0.5)
    found = _STAMP_WORDS.findall(text.upper())
    return tuple(dict.fromkeys(found))
