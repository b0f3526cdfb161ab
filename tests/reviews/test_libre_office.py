"""Another office program opens a whole composed report and saves what it says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from tests.people import Province
from tests.reviews.stories import a_quarter, compose

pytestmark = pytest.mark.usefixtures("law")


def said(path: Path) -> list[str]:
    """Every paragraph of the paper in its order, in tables and annexes, too."""
    body = docx.Document(str(path)).element.body
    lines = (_words(paragraph) for paragraph in body.iter(qn("w:p")))
    return [line for line in lines if line]


def _words(paragraph: Any) -> str:
    pieces = {qn("w:t"): lambda e: e.text or "", qn("w:tab"): lambda _e: " "}
    found = (pieces[e.tag](e) for e in paragraph.iter() if e.tag in pieces)
    return " ".join("".join(found).split())


def pictures(path: Path) -> int:
    return len(docx.Document(str(path)).inline_shapes)


def test_the_report_of_a_quarter_opens_and_says_the_same(
    province: Province, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("not run: LibreOffice is missing")
    review = compose(province, a_quarter(province))
    version = review.draft.versions.get().number
    page = reverse("outgoing:version-set", args=[review.draft_id, version, "docx"])
    here, there = tmp_path / "bao-cao.docx", tmp_path / "luu"
    here.write_bytes(province.client("ha").get(page).getvalue())
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            str(there),
            str(here),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    before, after = said(here), said(there / "bao-cao.docx")
    assert len(before) > 60, "the whole report, with its annexes"
    assert after == before
    assert pictures(there / "bao-cao.docx") == pictures(here) > 0
