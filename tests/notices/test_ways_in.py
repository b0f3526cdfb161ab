"""Whose way in was changed is told, whoever did it."""

from __future__ import annotations

import pytest

from congvu.accounts.actions import reset_password
from congvu.audit.rules import SYSTEM
from congvu.notices.models import Notice
from tests.people import PASSWORD, Province, signed_in

pytestmark = pytest.mark.django_db
NEW = "một câu rất dài và dễ nhớ"


def test_whoever_changes_a_way_in_its_owner_is_told(province: Province) -> None:
    minh = province.client("minh")
    given = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert minh.post("/tai-khoan/mat-khau/", given).status_code == 302
    told = Notice.objects.get(kind="accounts.way-in")
    assert told.desk_id == province.minh.user.pk
    assert "Mật khẩu của bạn vừa được đổi" in minh.get("/thong-bao/").content.decode()
    stranger = province.client("hoa").get("/thong-bao/").content.decode()
    assert "Mật khẩu của bạn" not in stranger

    reset_password(
        user=province.minh.user, password="tam-thoi-2026-x", by=SYSTEM, at=told.at
    )
    said = [one.detail["event"] for one in Notice.objects.order_by("pk")]
    assert said == ["accounts.password-changed", "accounts.password-reset"]
    assert signed_in(province.minh.user).get("/tai-khoan/").status_code in {200, 302}
