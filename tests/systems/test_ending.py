"""Hủy bỏ, the register as files, an agency that ends."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.urls import reverse

from congvu.lib.refusals import Refused
from congvu.systems.actions import EndData, end_system
from congvu.systems.models import (
    InformationSystem,
    LevelDossier,
    SystemEnd,
)
from tests.inventory.wiping import begun, closed
from tests.people import Province
from tests.systems.stories import ended, judged, page, ready, sang, sent, system

pytestmark = pytest.mark.usefixtures("law")


def test_a_system_ends_with_its_evidence(province: Province) -> None:
    found = ready(province).system
    bare = closed(province)
    given = {"reason": "", "decision": "", "ended_on": "", "wiped": str(bare.pk)}
    answered = sent(province, "quan", "end", found.pk, **given)

    text = answered.content.decode()
    assert answered.status_code == 422
    assert "Ghi văn bản cho phép hủy bỏ." in text
    assert "Hồ sơ xử lý vật mang không nói tới: MAY-QLVB." in text
    under_way = EndData(province.today, "Thay", "QĐ 40", begun(province).pk)
    with pytest.raises(Refused, match="Chọn hồ sơ xử lý vật mang đã hoàn tất"):
        end_system(
            system_id=found.pk,
            data=under_way,
            by=province.seat("quan"),
            at=province.at,
        )
    assert not SystemEnd.objects.exists()

    told = ended(province, found)
    sent(province, "quan", "end", found.pk, **told)
    text = page(province, "quan", "system", found.pk)
    assert "Hồ sơ thanh lý máy cũ" in text
    assert all(name in text for name in ("Ma Thị Hoa", "Nông Thị Lan"))
    assert LevelDossier.objects.get().state == "withdrawn"
    again = sent(province, "quan", "end", found.pk, **told)
    assert "Hệ thống đã hủy bỏ." in again.content.decode()
    assert sent(province, "quan", "level", found.pk).status_code == 422


def test_the_register_as_files(province: Province) -> None:
    """Each sees theirs; the file holds what the list shows."""
    sang(province)
    own = system(province, "XA", "sang")
    judged(province, own, who="sang", procedures=True)
    system(province, "TINH")
    url = reverse("systems:export", args=["json"])

    def taken(who: str, **asked: str) -> list[dict[str, Any]]:
        answered = province.client(who).get(url, asked)
        return json.loads(answered.getvalue())  # type: ignore[no-any-return]

    assert [one["code"] for one in taken("quan")] == ["TINH", "XA"]
    (only,) = taken("sang")
    assert (only["code"], only["assessed_level"], only["procedures"]) == ("XA", 3, True)
    assert taken("quan", q="xa")[0]["code"] == "XA"
    for form in ("xlsx", "csv"):
        there = reverse("systems:export", args=[form])
        answered = province.client("quan").get(there)
        assert (answered.status_code, bool(answered.getvalue())) == (200, True)
    there = reverse("systems:export", args=["pdf"])
    assert province.client("quan").get(there).status_code == 404


def test_the_list_is_a_few_queries_however_long(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    rows = [
        InformationSystem(
            agency=province.committee,
            operator=province.committee,
            code=f"HT{n:03}",
            name=f"Hệ thống {n:03}",
            exposure="internal",
            added_at=province.at,
            added_by="Quân",
        )
        for n in range(120)
    ]
    InformationSystem.objects.bulk_create(rows)
    client, url = province.client("quan"), reverse("systems:list")
    seen: list[str] = []
    after = ""
    for _turn in range(3):
        with django_assert_max_num_queries(25):
            text = client.get(f"{url}{after}").content.decode()
        seen += [one.code for one in rows if f"<small>{one.code}</small>" in text]
        found = re.search(r'href="(\?sau=[0-9a-f]{32})"', text)
        after = found[1] if found else ""
    assert seen == [one.code for one in rows]
    assert not after
