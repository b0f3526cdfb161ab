"""Thu keeps the archive: she reads what was issued, and drafts as anybody may."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from congvu.outgoing.actions import ask_opinions
from congvu.outgoing.models import OutgoingEntry
from tests.documents.machine import machine
from tests.outgoing.drafts import begin, out
from tests.people import Province
from tests.search.index import TestIndex

pytestmark = pytest.mark.usefixtures("law", "home")


def found(province: Province, word: str) -> list[str]:
    """What Thu's search for this word finds."""
    answer = machine(province, "thu").get("search", q=word).data
    return [line["kind"] for line in answer["items"]]


def test_a_draft_of_others_is_not_there_before_it_is_issued(
    province: Province, tmp_path: Path, settings: Any
) -> None:
    settings.SEARCH_ROOT = str(tmp_path / "search")
    index = TestIndex(tmp_path / "search", SimpleNamespace())
    draft = begin(province, subject="V/v chuyện hệ trọng")
    index.follow()
    thu = province.client("thu")

    assert thu.get(f"/van-ban/di/du-thao/{draft.id}/").status_code == 404
    assert (
        "hệ trọng" not in thu.get("/van-ban/di/du-thao/?muc=dang-lam").content.decode()
    )
    assert machine(province, "thu").get("drafts").data["items"] == []
    assert found(province, "trọng") == []
    index.indexer.close()


def test_a_draft_on_which_she_is_asked_is_hers_to_read(province: Province) -> None:
    draft = begin(province)
    ask_opinions(
        draft_id=draft.id,
        desk_ids=[province.seat("thu").post_id],
        due_on=province.today,
        question="Số hồ sơ?",
        by=province.seat("minh"),
        at=province.at,
    )

    url = f"/van-ban/di/du-thao/{draft.id}/"
    assert province.client("thu").get(url).status_code == 200


def test_an_issued_paper_is_read_without_its_draft(province: Province) -> None:
    draft = out(province, 3, province.seat("lan"), province.at)
    line = OutgoingEntry.objects.get()
    thu = province.client("thu")

    assert thu.get(f"/van-ban/di/{line.id}/").status_code == 200
    assert thu.get(f"/van-ban/di/du-thao/{draft.id}/").status_code == 404


def test_she_drafts_herself(province: Province) -> None:
    """NĐ 30/2020 Điều 10.1: any unit or person given it."""
    draft = begin(province, "thu", subject="Tờ trình hủy hồ sơ hết hạn")

    page = province.client("thu").get(f"/van-ban/di/du-thao/{draft.id}/")

    assert "Tờ trình hủy" in page.content.decode()
