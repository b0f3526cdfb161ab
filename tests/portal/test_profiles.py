"""What a body tells of itself: written once, read in both languages, judged."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.rules import BoxKind
from congvu.organisations.actions import create_unit
from congvu.portal.actions import make_sites
from congvu.portal.actions.boards import copy_boards, copy_changed
from congvu.portal.models import BodyProfile, PublicBoard
from congvu.portal.queries.meter import judged
from congvu.portal.rules import SectionState
from congvu.portal.rules.profiles import levels, sections_told, told_in_english
from tests.people import SINCE, Province
from tests.portal.outside import outside

pytestmark = pytest.mark.usefixtures("law", "home")


def _write(province: Province, who: str, kind: str, key: object, **words: str) -> int:
    url = reverse("portal:profile", args=[kind, key])
    return province.client(who).post(url, words).status_code


def _section(province: Province, code: int) -> SectionState:
    [site] = judged(province.today, agencies=[province.committee.id])
    found = site.section(code)
    assert found is not None
    return found.state


def test_ha_writes_what_the_committee_does_and_people_read_it_in_both_languages(
    province: Province,
) -> None:
    """Names, chart and boxes nobody types; the telephone of Dũng's desk she does."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    assert province.dung.post is not None
    assert province.dung.person is not None
    Mailbox.objects.create(
        address="dung.nguyen@backan.gov.vn",
        kind=BoxKind.PERSON,
        person=province.dung.person,
        title="Nguyễn Tiến Dũng",
        folded_title="nguyen tien dung",
        quota_mb=1000,
        opened_at=province.at,
        opened_by="Quân",
        valid_from=date(2021, 7, 1),
    )
    copy_boards(at=timezone.now())
    assert _section(province, 1) == SectionState.MISSING

    about = {
        "does": "Tổ chức thi hành pháp luật\nLập kế hoạch, ngân sách của tỉnh",
        "does_en": "Carries out the law",
        "name_en": "Provincial People's Committee",
        "legal_basis": "Luật Tổ chức chính quyền địa phương 2025",
        "phone": "0209 3870 123",
    }
    assert _write(province, "ha", "co-quan", province.committee.id, **about) == 302
    desk = {"phone": "0209 3870 456", "name_en": "Chairman"}
    assert _write(province, "ha", "chuc-vu", province.dung.post.id, **desk) == 302
    assert AuditEvent.objects.filter(event="portal.profile-written").count() == 2
    assert copy_changed(at=timezone.now()) == 1

    with outside(province) as reader:
        shown = reader.get("/bo-may/").content.decode()
        assert "Lập kế hoạch, ngân sách của tỉnh" in shown
        assert "Luật Tổ chức chính quyền địa phương 2025" in shown
        assert province.division.versions.get().name in shown
        leaders = reader.get("/lanh-dao/").content.decode()
        assert "0209 3870 456" in leaders
        assert "dung.nguyen@backan.gov.vn" in leaders
        assert province.seat("minh").person_name not in leaders
        english = reader.get("/en/to-chuc/").content.decode()
        for words in ("Carries out the law", "Chairman", '<b lang="vi">'):
            assert words in english

    assert _section(province, 1) == SectionState.FINE
    # The others who lead have no telephone yet.
    assert _section(province, 2) == SectionState.INCOMPLETE


def test_nobody_is_written_over_unsaid(province: Province) -> None:
    """Hà and Dũng have the same form open; who is second reads what stands there."""
    url = reverse("portal:profile", args=["don-vi", province.division.pk])
    first, second = province.client("ha"), province.client("dung")
    assert first.post(url, {"does": "Giáo dục", "seen": ""}).status_code == 302
    refused = second.post(url, {"does": "Y tế", "seen": ""})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "Người khác vừa ghi chỗ này" in shown
    assert "Y tế" in shown
    [row] = BodyProfile.objects.all()
    assert row.does == "Giáo dục"
    again = {"does": "Giáo dục, y tế", "seen": row.changed_at.isoformat()}
    assert f'value="{again["seen"]}"' in shown
    assert second.post(url, again).status_code == 302


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(
    province: Province,
) -> None:
    url = reverse("portal:profile", args=["co-quan", province.committee.id])
    words = {
        "does": "Hỗ trợ hộ bà Lai, CCCD 006088001234",
        "phone": "gọi buổi sáng",
        "email": "lan",
    }
    page = province.client("ha").post(url, words)
    assert page.status_code == 422
    shown = page.content.decode()
    for said in ("006088001234", "Số điện thoại chưa đúng", "Địa chỉ thư chưa đúng"):
        assert said in shown
    assert PublicBoard.objects.count() == 0

    # Another body's unit, a post that is told of nobody, a kind that is none.
    assert province.minh.post is not None
    for kind, key in (
        ("don-vi", province.commune_office.pk),
        ("chuc-vu", province.minh.post.pk),
        ("don-vi", province.committee.id),
        ("khac", province.division.pk),
        ("don-vi", uuid4()),
    ):
        assert _write(province, "ha", kind, key, does="x") == 404
    assert _write(province, "minh", "don-vi", province.division.pk, does="x") == 404


def test_the_list_costs_the_same_for_any_number_of_units(province: Province) -> None:
    browser, url = province.client("ha"), reverse("portal:profiles")
    counts = []
    for _more in (0, 30):
        for number in range(_more):
            create_unit(
                agency=province.committee,
                name=f"Phòng {number:02}",
                valid_from=SINCE,
                by=SYSTEM,
                at=province.at,
            )
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            shown = browser.get(url).content.decode()
        counts.append(len(asked))
    assert "Phòng 29" in shown
    assert counts[0] == counts[1]


def test_levels_and_what_a_copy_tells() -> None:
    chart = [("a", None), ("b", "a"), ("c", None), ("d", "b"), ("e", "gone")]
    assert levels(chart) == [("a", 0), ("b", 1), ("d", 2), ("c", 0), ("e", 0)]
    assert sections_told({}) == {}
    assert sections_told({"units": [{"name": "Văn phòng"}], "people": []}) == {}
    told = {
        "about": {"does": "x", "name_en": "X", "does_en": "x"},
        "people": [{"name": "A", "post": "B", "unit": "C", "phone": "1"}],
    }
    assert sections_told(told) == {1: {"legal_basis": 1, "chart": 1}, 2: {"email": 1}}
    assert told_in_english(told) == {1}
