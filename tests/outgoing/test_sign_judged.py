"""What was signed here, judged as anybody's file: with the demo's list, offline."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.files import jail
from congvu.outgoing.actions import give_number
from congvu.signatures.actions import remove_anchor, verify_stored
from congvu.signatures.models import TrustAnchor, TrustList
from tests.outgoing.drafts import again, lead
from tests.outgoing.signing import agencys, dungs
from tests.people import Province

pytestmark = pytest.mark.usefixtures("home", "law")


@pytest.fixture(scope="module", autouse=True)
def _jail_ends() -> Any:
    yield
    jail.stop()


def test_a_paper_signed_with_demo_keys_is_valid_by_the_demos_own_list(
    province: Province, settings: Any
) -> None:
    settings.SIGNING_DEMO = True
    draft, own, seal = lead(province, 4), dungs(province), agencys(province)
    url = f"/van-ban/di/du-thao/{draft.id}/"
    province.client("dung").post(f"{url}ky/", {"key": str(own.id)})
    give_number(draft_id=draft.id, by=province.seat("lan"), at=province.at)
    province.client("lan").post(f"{url}ky-co-quan/", {"key": str(seal.id)})
    file = again(draft).paper
    assert file is not None

    def judged(days: int) -> list[dict[str, Any]]:
        """Without asking anybody."""
        at = province.at + timedelta(days=days)
        made = verify_stored(file=file, fetch=None, by=SYSTEM, at=at)
        return list(made.result["signatures"])

    for days in (0, 90):
        found = judged(days)
        assert [one["verdict"] for one in found] == ["valid", "valid"], found
        assert {one["trust_list"] for one in found} == {"Chữ ký số chỉ để dùng thử"}
        assert [one["revocation_sources"] for one in found] == [["CRL"], ["CRL"]]
        assert found[0]["changes"] == "form-filling"
    # Taken out by an administrator it stays out, whatever key is made afterwards.
    anchor = TrustAnchor.objects.get()
    remove_anchor(anchor=anchor, reason="Không dùng thử nữa", by=SYSTEM, at=province.at)
    dungs(province)
    assert TrustList.objects.count() == 1
    assert TrustAnchor.objects.filter(removed_at=None).count() == 0
    assert {one["verdict"] for one in judged(0)} == {"unknown"}
