"""A link whose last day is set: told of while its contract can still be renewed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.network.actions import tell_ending_links
from congvu.network.models import Link
from congvu.notices.models import Notice
from tests.network.stories import hub, link, place
from tests.people import Province

pytestmark = pytest.mark.django_db


def test_quan_hears_once_of_each_end_and_of_none_that_was_moved(
    province: Province,
) -> None:
    near, far = place(province, "Trụ sở"), hub(province)
    ends = province.today + timedelta(days=60)
    soon = link(province, near, far, contract="12/HĐ-VT", valid_until=ends)
    link(province, near, far, carrier="Không hẹn")
    after = ends + timedelta(days=1)
    link(province, near, far, carrier="Còn lâu", valid_until=after)

    assert tell_ending_links(at=province.at) == 1
    assert tell_ending_links(at=province.at) == 0
    told = Notice.objects.get(kind="network.link-ending")
    assert (told.target_id, told.desk_id) == (soon.pk, province.seat("quan").user_id)
    quan = province.client("quan")
    listed = quan.get("/thong-bao/").content.decode()
    assert f"Đường truyền sắp hết hạn: {ends:%d/%m/%Y}" in listed
    assert (
        "sắp hết hạn" not in province.client("minh").get("/thong-bao/").content.decode()
    )

    renewed = ends + timedelta(days=365)
    Link.objects.filter(pk=soon.pk).update(valid_until=renewed)
    assert "sắp hết hạn" not in quan.get("/thong-bao/").content.decode()
    assert tell_ending_links(at=province.at + timedelta(days=365)) == 1
