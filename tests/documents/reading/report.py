"""How well the head of a paper is read, on the invented set: prints the figures.

``python -m tests.documents.reading.report [--scans N] [--seeds N] [--wrong]``
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from congvu.documents.formats.paper import PaperHead, read_head
from congvu.files.formats import docx, ocr, pdf
from congvu.files.formats.layout import Page, plain_text
from tests.documents.reading import as_docx, as_pdf, as_scan
from tests.documents.reading.baseline import plain_first_match
from tests.documents.reading.others import OTHERS, Other
from tests.documents.reading.others_made import (
    PDF_FORMS,
    WORD_FORMS,
    other_docx,
    other_pdf,
)
from tests.documents.reading.papers import SCAN_PLAN, Paper, invented

FIELDS = ("number", "symbol", "issued_on", "type")
SCAN_FORMS = ("two-columns", "tight", "two-columns", "letter-size", "lines")


@dataclass
class Score:
    """Right answers per field; ``wrong`` counts values that are another's."""

    papers: int = 0
    seconds: float = 0.0
    right: Counter[str] = field(default_factory=Counter)
    plain: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.right[name] / max(self.papers, 1)

    def add(
        self, paper: Paper | Other, pages: Sequence[Page], text: str, took: float
    ) -> None:
        head = read_head(pages)
        found, simple = values(head), plain_first_match(text)
        self.papers += 1
        self.seconds += took
        for name in FIELDS:
            self.right[name] += found[name] == paper.truth[name]
            self.plain[name] += simple[name] == paper.truth[name]
            if found[name] not in (paper.truth[name], None):
                self.wrong.append(f"{paper.slug}: {name} {found[name]}")
        self.right["signer"] += head.signer.value == paper.signer


def values(head: PaperHead) -> dict[str, str | None]:
    """The four fields that are judged, as plain text."""
    day = head.issued_on.value
    return {
        "number": head.number.value,
        "symbol": head.symbol.value,
        "issued_on": day.isoformat() if day else None,
        "type": head.type_code.value,
    }


def score_docx(seeds: Sequence[int]) -> Score:
    """Word files in every layout."""
    score = Score()
    for seed, i, paper in _papers(seeds):
        form = as_docx.FORMS[(i + seed) % len(as_docx.FORMS)]
        data = as_docx.make_docx(paper, form)
        start = time.perf_counter()
        pages = docx.read_pages(data)
        score.add(paper, pages, docx.read_text(data), time.perf_counter() - start)
    return score


def score_pdf(seeds: Sequence[int]) -> Score:
    """PDF files with text, drawn line by line."""
    score = Score()
    for seed, i, paper in _papers(seeds):
        form = as_pdf.FORMS[(i + seed) % len(as_pdf.FORMS)]
        data = as_pdf.make_pdf(paper, form)
        start = time.perf_counter()
        pages = pdf.read_head_pages(data)
        took = time.perf_counter() - start
        score.add(paper, pages, plain_text(pages), took)
    return score


def score_others(kind: str) -> Score:
    """The papers of other bodies, each in every form of a kind that fits it."""
    score = Score()
    make = other_docx if kind == "docx" else other_pdf
    for paper in OTHERS:
        for form in WORD_FORMS if kind == "docx" else PDF_FORMS:
            if (paper.front and form == "first-page-header") or (
                paper.letters and kind == "pdf"
            ):
                continue
            data = make(paper, form)
            start = time.perf_counter()
            pages = docx.read_pages(data) if kind == "docx" else pdf.read_pages(data)
            score.add(paper, pages, plain_text(pages), time.perf_counter() - start)
    return score


def score_office_pdf(seed: int) -> Score | None:
    """The Word files as LibreOffice prints them; None when it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    score = Score()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = invented(seed)
        for i, paper in enumerate(papers):
            form = as_docx.FORMS[i % len(as_docx.FORMS)]
            (folder / f"{i}.docx").write_bytes(as_docx.make_docx(paper, form))
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", str(folder),
             *(str(folder / f"{i}.docx") for i in range(len(papers)))],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        for i, paper in enumerate(papers):
            start = time.perf_counter()
            pages = pdf.read_head_pages(folder / f"{i}.pdf")
            took = time.perf_counter() - start
            score.add(paper, pages, plain_text(pages), took)
    return score


def score_scans(seed: int, count: int, *, start_at: int = 0) -> Score:
    """First pages as pictures, each worn in its own way."""
    score = Score()
    plan = [SCAN_PLAN[(start_at + i) % len(SCAN_PLAN)] for i in range(count)]
    for i, paper in enumerate(invented(seed, plan)):
        at = start_at + i
        wear = as_scan.WEARS[at % len(as_scan.WEARS)]
        form = SCAN_FORMS[at % len(SCAN_FORMS)]
        images = as_scan.make_scan(paper, form, wear, seed * 100 + at)
        start = time.perf_counter()
        pages = ocr.read_scan(images[:1])
        took = time.perf_counter() - start
        score.add(paper, pages, plain_text(pages), took)
    return score


def _papers(seeds: Sequence[int]) -> Iterator[tuple[int, int, Paper]]:
    for seed in seeds:
        for i, paper in enumerate(invented(seed)):
            yield seed, i, paper


def show(name: str, score: Score) -> str:
    """One row of the table: our reader, the plain first match, the time."""
    ours = " ".join(f"{100 * score.share(f):6.1f}" for f in (*FIELDS, "signer"))
    plain = " ".join(f"{100 * score.plain[f] / score.papers:6.1f}" for f in FIELDS)
    each = 1000 * score.seconds / score.papers
    return (
        f"{name:<18}{score.papers:>4}  {ours}  | {plain}  | {each:8.1f}"
        f"  {len(score.wrong):>3}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", type=int, default=30, help="how many scans")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--wrong", action="store_true", help="name wrong values")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.seeds)
    out = sys.stdout
    out.write(
        f"{'right, %':<24}number symbol    day   type signer  | plain: number symbol"
        "    day   type  | ms/paper wrong values\n"
    )
    scores: dict[str, Score | None] = {
        "Word": score_docx(seeds),
        "text PDF": score_pdf(seeds),
        "PDF by LibreOffice": score_office_pdf(options.seed + 6),
        "Word of others": score_others("docx"),
        "PDF of others": score_others("pdf"),
    }
    if options.scans and ocr.is_available():
        scores["scan"] = score_scans(options.seed, options.scans)
    for name, score in scores.items():
        if score is None:
            out.write(f"{name:<18} not run: program missing\n")
            continue
        out.write(show(name, score) + "\n")
        if options.wrong:
            out.writelines(f"    {line}\n" for line in score.wrong)


if __name__ == "__main__":
    main()
