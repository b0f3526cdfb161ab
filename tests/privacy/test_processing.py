"""The committee's register of personal data: entered, assessed, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from congvu.notices.models import Notice
from congvu.privacy.actions import remind_of_privacy
from congvu.privacy.models import Processing
from tests.people import Province
from tests.privacy.stories import TYPED, processing
from tests.systems.stories import sang, system

pytestmark = pytest.mark.usefixtures("law")
LIST = "/an-toan/du-lieu-ca-nhan/"


def test_entered_with_every_reason_at_once(province: Province) -> None:
    quan, today = province.client("quan"), timezone.localdate()
    bad = quan.post(
        LIST + "ghi/",
        {"name": "Camera cổng", "count": "-1", "started_on": "31/12/2099"},
    )
    words = bad.content.decode()
    assert bad.status_code == 422
    for reason in (
        "Ghi mục đích xử lý.",
        "Ghi căn cứ pháp lý.",
        "Ghi lưu bao lâu.",
        "Số người không đúng.",
        "Ngày này chưa tới.",
        "Camera cổng",
    ):
        assert reason in words
    own = system(province)
    begun = today - timedelta(days=1)
    given = {**TYPED, "started_on": f"{begun:%d/%m/%Y}", "system_id": str(own.pk)}
    assert quan.post(LIST + "ghi/", given).status_code == 302
    one = Processing.objects.get()
    assert one.assessment_due == begun + timedelta(days=60)
    shown = quan.get(f"{LIST}{one.pk}/").content.decode()
    assert own.name in shown
    assert "chưa xác minh nguồn" in shown
    assert "chưa lập" in quan.get(LIST).content.decode()


def test_assessed_or_exempt_by_a_record_only(province: Province) -> None:
    quan, today = province.client("quan"), timezone.localdate()
    one = processing(province)
    assess = f"{LIST}{one.pk}/danh-gia/"
    day = f"{today:%d/%m/%Y}"
    assert quan.post(assess, {"assessment": "owed", "on": day}).status_code == 422
    assert "chưa kiểm chứng" in quan.get(assess).content.decode()
    given = {"assessment": "exempt", "on": day, "record": "Điều 21.6, CV 8"}
    assert quan.post(assess, given).status_code == 302
    one.refresh_from_db()
    assert (one.assessment, one.assessment_record) == ("exempt", "Điều 21.6, CV 8")
    with pytest.raises(IntegrityError), transaction.atomic():
        Processing.objects.filter(pk=one.pk).update(assessment_record="")


def test_what_is_owed_is_told_once_and_no_more_when_filed(province: Province) -> None:
    one = processing(province)
    late = province.at + timedelta(days=31)
    assert remind_of_privacy(at=province.at) == 0
    assert remind_of_privacy(at=late) == 1
    assert remind_of_privacy(at=late) == 0
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert kinds == {"privacy.assessment"}
    Processing.objects.filter(pk=one.pk).update(
        assessment="filed", assessment_record="HS 1", reminded=""
    )
    assert remind_of_privacy(at=late) == 0


def test_ended_says_where_the_data_went(province: Province) -> None:
    quan, today = province.client("quan"), timezone.localdate()
    one = processing(province)
    end = f"{LIST}{one.pk}/cham-dut/"
    early = f"{one.started_on - timedelta(days=1):%d/%m/%Y}"
    words = quan.post(end, {"on": early, "reason": "Thôi"}).content.decode()
    assert "trước khi bắt đầu" in words
    given = {"on": f"{today:%d/%m/%Y}", "reason": "Đã xóa, biên bản 4"}
    assert quan.post(end, given).status_code == 302
    again = quan.post(f"{LIST}{one.pk}/sua/", {**TYPED, "started_on": early})
    assert "đã chấm dứt" in again.content.decode()


def test_the_centre_reads_all_and_writes_its_own(province: Province) -> None:
    """Sáng keeps the commune's; Quân, of the centre, reads it and changes nothing."""
    one = processing(province)
    other = sang(province)
    commune = processing(province, name="Hộ khẩu xã")
    Processing.objects.filter(pk=commune.pk).update(agency=province.commune)
    quan, theirs = province.client("quan"), other.client("sang")
    assert "Hộ khẩu xã" in quan.get(LIST).content.decode()
    assert quan.get(f"{LIST}{commune.pk}/sua/").status_code == 404
    assert theirs.get(f"{LIST}{commune.pk}/sua/").status_code == 200
    assert theirs.get(f"{LIST}{one.pk}/").status_code == 404
    assert province.client("minh").get(LIST).status_code == 404
