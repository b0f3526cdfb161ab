"""Mã định danh văn bản: typed by the clerk, kept, and warned by (Phụ lục VI)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from congvu.documents.models import RegisterEntry
from congvu.documents.queries import duplicates
from tests.documents.door import bring, form, paper_pdf
from tests.documents.pages import make_entry
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
HELD = "H03.SNN.2026-7"


def test_the_clerk_types_it_and_the_line_keeps_it(province: Province) -> None:
    province.client("lan").post("/van-ban/den/vao-so/", form(identifier=f" {HELD} "))

    assert RegisterEntry.objects.get().document.identifier == HELD


def test_another_paper_with_it_is_warned_of_whatever_its_letters(
    province: Province,
) -> None:
    make_entry(province, symbol="1/X-Y", issuer_name="Nơi khác", identifier=HELD)
    lan = province.client("lan")

    answer = lan.post("/van-ban/den/vao-so/", form(identifier=HELD.lower()))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Có thể trùng" in page
    assert f'value="{HELD.lower()}"' in page
    assert RegisterEntry.objects.count() == 1


def test_put_off_for_later_it_is_kept_and_the_file_is_no_longer_ready(
    province: Province, home: Path
) -> None:
    held = make_entry(province, symbol="1/X-Y", issuer_name="Nơi khác", identifier=HELD)
    lan = province.client("lan")
    item = bring(lan, paper_pdf(1462), "mot.pdf")
    lan.post(f"/tiep-nhan/{item.id}/de-sau/", form(identifier=HELD.lower()))

    page = lan.get(f"/tiep-nhan/{item.id}/").content.decode()
    beside = lan.get(f"/tiep-nhan/{item.id}/so-voi/{held.id}/").content.decode()
    bulk = lan.post("/tiep-nhan/vao-so/", follow=True).content.decode()

    assert f'value="{HELD.lower()}"' in page
    assert "có thể trùng" in page
    assert HELD in beside
    assert "Không có văn bản nào được vào sổ." in bulk


def test_it_is_corrected_like_every_other_field(province: Province) -> None:
    entry = make_entry(province, identifier="H03.SAI")
    address = f"/van-ban/den/{entry.id}/sua/"
    lan = province.client("lan")
    assert 'value="H03.SAI"' in lan.get(address).content.decode()

    lan.post(address, form(identifier=HELD, reason="Gõ nhầm."))

    entry.document.refresh_from_db()
    assert entry.document.identifier == HELD


def test_looking_for_it_does_not_read_the_whole_table(province: Province) -> None:
    make_entry(province, identifier=HELD)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM documents_document WHERE NOT (identifier = '')"
            " AND lower(identifier) IN (%s)",
            [HELD.lower()],
        )
        plan = " ".join(row[0] for row in cursor.fetchall())

    assert "document_identifier" in plan
    found = duplicates(agency_id=province.committee.id, identifier=HELD.upper())
    assert len(found) == 1
