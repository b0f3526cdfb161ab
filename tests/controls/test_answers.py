"""Each system answers what its level asks; evidence ends and opens it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.controls.actions import fit_periods, reopen_ended
from congvu.controls.models import Answer, Evidence
from congvu.controls.queries import shares
from congvu.inventory.models import Machine
from congvu.notices.models import Notice
from congvu.systems.rules import months_after, plan_of
from tests.controls.stories import answered, asked, page, requirement
from tests.people import Province
from tests.systems.stories import furnished, judged, regulation, sang, system

pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.parametrize(
    ("changed", "level", "groups"),
    [
        ({"data": "public", "infrastructure": "none"}, 1, 15),
        ({}, 2, 15),
        ({"procedures": True}, 3, 18),
        ({"infrastructure": "national"}, 4, 18),
        ({"national_security": True}, 5, 18),
    ],
)
def test_what_a_level_asks(
    province: Province, changed: dict[str, Any], level: int, groups: int
) -> None:
    """S5: fifteen groups at levels 1 and 2, eighteen from 3 on, and the decree's 11."""
    found = asked(province, **changed)
    assert found.assessed_level == level
    text = page(province, "quan", "system", found.pk)
    assert f"Đáp ứng 0/{groups}." in text
    assert "Đáp ứng 0/11." in text
    assert ("Kiểm thử xâm nhập" in text) == (groups == 18)


def test_an_answer_with_what_proves_it(province: Province) -> None:
    found = asked(province)
    bare = {"evidence_kind": "", "evidence": "", "evidence_on": ""}

    told = answered(province, found, "13", how="", **bare)
    text = told.content.decode()
    assert told.status_code == 422
    assert "Ghi cách đáp ứng." in text
    assert "Cần bằng chứng còn hiệu lực" in text
    told = answered(province, found, "13", standing="none", **bare)
    assert "Ghi vì sao không áp dụng." in told.content.decode()
    assert not Answer.objects.exists()

    assert answered(province, found, "13").status_code == 302
    # Awareness is due each year: the evidence holds that long and no longer.
    kept = Answer.objects.get()
    assert kept.valid_until == months_after(province.today, 12)
    text = page(province, "quan", "system", found.pk)
    assert "Đáp ứng 1/15." in text
    # Work done once answers the decree's group of people as well.
    assert "Đáp ứng 1/11." in text
    assert "đáp ứng theo yêu cầu khác" in text
    assert shares([found], province.today)[found.pk].words == "2/26"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"evidence_kind": "paper", "evidence": "9999/QĐ-KHONG"}, "Không thấy văn bản"),
        ({"evidence_kind": "machines"}, "chưa có máy nào"),
        ({"evidence_on": "01/01/2099"}, "Ngày của bằng chứng chưa tới."),
        ({"evidence_on": ""}, "Ghi ngày của bằng chứng."),
        ({"evidence": ""}, "Ghi bằng chứng là gì"),
        ({"evidence_until": "01/01/2009"}, "trước ngày của bằng chứng"),
        ({"evidence_kind": ""}, "Chọn loại bằng chứng."),
        ({"evidence_on": "01/02/2010"}, "Cần bằng chứng còn hiệu lực"),
        ({"planned_on": "01/02/2010"}, "Ngày dự kiến đáp ứng đã qua."),
        ({"standing": "maybe"}, "Mục đã chọn không còn"),
        ({"how": "Tài liệu TUYỆT MẬT"}, ""),
    ],
)
def test_what_proves_nothing_is_refused(
    province: Province, given: dict[str, str], told: str
) -> None:
    found = asked(province)
    answer = answered(province, found, "13", **given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_paper_and_an_inventory_prove(province: Province) -> None:
    found = furnished(province, asked(province))
    paper = regulation(province)
    done = answered(province, found, "8", evidence_kind="paper", evidence=paper.symbol)
    assert done.status_code == 302
    # Nothing sets a period for logs: the office's own, and the page calls it so.
    assert Answer.objects.get().valid_until == months_after(province.today, 12)
    text = page(province, "quan", "answer", found.pk, requirement("8").pk)
    assert "12 tháng, mức của phần mềm, không phải quy định" in text
    seen = province.at - timedelta(days=40)
    Machine.objects.update(seen_at=seen)
    bare = {"evidence": "", "evidence_on": ""}
    assert answered(province, found, "2", evidence_kind="machines", **bare).status_code
    proof = Evidence.objects.get(kind="machines")
    assert proof.on == seen.date()
    assert proof.until == months_after(seen.date(), 12)


def test_evidence_ends_and_its_agency_is_told_once(province: Province) -> None:
    found = asked(province)
    answered(province, found, "13")
    last = Answer.objects.get().valid_until
    assert last is not None
    that_day = province.at + (last - province.today)
    assert reopen_ended(by=SYSTEM, at=that_day) == 0
    assert reopen_ended(by=SYSTEM, at=that_day + timedelta(days=1)) == 1
    assert reopen_ended(by=SYSTEM, at=that_day + timedelta(days=2)) == 0
    assert Notice.objects.filter(kind="controls.reopened").count() == 1
    # The page says so by the day, whether or not the job has run.
    after = shares([found], last + timedelta(days=1))[found.pk]
    assert (after.met, after.reopened) == (0, 1)
    # Said again with new evidence it stands.
    assert answered(province, found, "13").status_code == 302
    assert Answer.objects.get().reopened_at is None
    assert Evidence.objects.count() == 2


def test_a_higher_level_asks_for_newer_proof(province: Province) -> None:
    """Group 6: twelve months at level 2, six from level 3 on; seven months old."""
    found = asked(province)
    old = months_after(province.today, -7)
    answered(province, found, "6", evidence_on=f"{old:%d/%m/%Y}")
    answered(province, found, "13")
    assert Answer.objects.get(requirement=requirement("6")).valid_until == (
        months_after(old, 12)
    )

    judged(province, found, procedures=True)

    found.refresh_from_db()
    assert found.assessed_level == 3
    own = Answer.objects.get(requirement=requirement("6"))
    assert own.valid_until == months_after(old, 6)
    assert "mở lại" in page(province, "quan", "system", found.pk)
    assert reopen_ended(by=SYSTEM, at=province.at) == 1
    bare = {"evidence_kind": "", "evidence": "", "evidence_on": ""}
    told = answered(province, found, "6", **bare)
    assert "Cần bằng chứng còn hiệu lực" in told.content.decode()
    # A year's awareness is asked at both levels alike.
    other = Answer.objects.get(requirement=requirement("13"))
    assert other.valid_until == months_after(province.today, 12)


def test_proof_kept_without_an_end_gets_the_offices_own(province: Province) -> None:
    """As versions before kept it; an exception keeps its own end."""
    found = asked(province)
    answered(province, found, "8")
    Answer.objects.update(valid_until=None)
    Evidence.objects.update(until=None)

    assert fit_periods(None, province.today) == 1
    assert fit_periods(None, province.today) == 0
    assert Answer.objects.get().valid_until == months_after(province.today, 12)


def test_the_plan_of_the_dossier_is_filled(province: Province) -> None:
    found = asked(province)
    answered(province, found, "13", responsible="Trưởng phòng")
    [standard, decree] = plan_of(found.pk, province.today)
    told = {line.code: line for line in standard.lines}
    assert len(told) == 15
    assert told["13"].standing == "đáp ứng"
    assert told["13"].how == "Rà soát theo quy chế; Trưởng phòng"
    assert told["14"].standing == "chưa trả lời"
    assert len(decree.lines) == 11


def test_others_do_not_answer_nor_see(province: Province) -> None:
    sang(province)
    found = asked(province)
    assert answered(province, found, "13", who="sang").status_code == 404
    url = reverse("controls:system", args=[found.pk])
    assert province.client("sang").get(url).status_code == 404
    # A requirement of another level is none of this system's.
    url = reverse("controls:answer", args=[found.pk, requirement("18").pk])
    assert province.client("quan").get(url).status_code == 404
    # Without a level nothing is asked yet.
    bare = system(province, "MOI")
    assert "Xác định cấp độ của hệ thống trước." in page(
        province, "quan", "system", bare.pk
    )
    assert "–" in page(province, "quan", "list")


def test_a_page_costs_the_same_for_any_number(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    first = asked(province)
    rows = [first, *(system(province, f"S{n}") for n in range(3))]
    with django_assert_max_num_queries(4):
        shares(rows, province.today)


def test_a_record_brings_its_file(province: Province) -> None:
    """Whoever sees the system gets it; with a record alone; and no program."""
    found = asked(province)
    harmful = SimpleUploadedFile("bb.pdf", b"MZ\x90\x00" + bytes(200))
    assert answered(province, found, "13", file=harmful).status_code == 422
    file = SimpleUploadedFile("bien-ban.txt", "Biên bản".encode())
    wrong = answered(province, found, "13", evidence_kind="machines", file=file)
    assert "Tệp chỉ kèm hồ sơ, biên bản" in wrong.content.decode()
    assert not Answer.objects.exists()
    file.seek(0)
    assert answered(province, found, "13", file=file).status_code == 302
    one = Evidence.objects.get()
    url = reverse("controls:evidence-file", args=[found.pk, one.pk])
    shown = province.client("dung").get(url)
    assert b"".join(shown.streaming_content).decode() == "Biên bản"
    assert "bien-ban.txt" in page(
        province, "quan", "answer", found.pk, requirement("13").pk
    )
    for who in ("minh", "tu"):
        assert province.client(who).get(url).status_code == 404
    event = AuditEvent.objects.filter(event="controls.answered").latest("id")
    assert one.file is not None
    assert event.data["sha256"] == one.file.sha256
