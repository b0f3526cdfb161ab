"""A dossier from its first line to the approved level; what is refused; its clocks."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.models import Draft, DraftVersion, OutgoingEntry
from congvu.outgoing.rules.paper_json import from_json
from congvu.systems.actions import (
    appraise_dossier,
    approve_dossier,
    begin_dossier,
    change_dossier,
    remind_of_dossiers,
    return_dossier,
    submit_dossier,
)
from congvu.systems.models import LevelDossier, SystemEvent
from congvu.systems.rules import DossierState, PlanLine, PlanSection, plans
from tests.calendar.stories import issued
from tests.people import Province
from tests.systems.stories import (
    furnished,
    judged,
    page,
    ready,
    regulation,
    sang,
    sent,
    system,
)

pytestmark = pytest.mark.usefixtures("law")


def on(day: date) -> datetime:
    return datetime.combine(day, time(9), VIETNAM)


def test_the_whole_way(province: Province) -> None:
    """Quân brings it, Hà composes the papers, Quân judges and approves by the
    committee's decision.
    """
    found = ready(province, infrastructure="province")
    rule = regulation(province)
    url = {"regulation": rule.symbol, "expert_opinion": ""}
    assert sent(province, "quan", "change-dossier", found.pk, **url).status_code == 302

    composed = sent(
        province, "ha", "compose", found.pk, "request", signer=province.dung.post.pk
    )
    assert composed.status_code == 302
    sent(province, "quan", "submit", found.pk)
    sent(province, "quan", "appraise", found.pk, opinion="Đủ")
    decision = regulation(province)
    sent(province, "quan", "approve", found.pk, decision=decision.symbol)

    found.refresh_from_db()
    assert found.state == DossierState.APPROVED
    assert (found.system.level, found.system.level_on) == (3, province.today)
    assert decision.symbol in found.system.level_basis
    assert "Văn phòng Ủy ban nhân dân tỉnh" in found.appraised_by
    steps = SystemEvent.objects.filter(dossier=found).values_list("event", flat=True)
    assert sorted(steps) == [
        "systems.appraised",
        "systems.approved",
        "systems.composed",
        "systems.dossier-begun",
        "systems.dossier-changed",
        "systems.submitted",
    ]


def test_the_request_says_what_is_on_record(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equipment, programs, zones and every criterion; the plan as an app above fills
    it.
    """

    def fill(_system: object, _on: date) -> list[PlanSection]:
        line = PlanLine("6.1", "Xác thực hai bước", "đạt", "Mọi quản trị")
        return [PlanSection("Tài khoản", [line])]

    monkeypatch.setattr("congvu.systems.rules.plan._FILLS", [])
    plans(fill)
    found = ready(province, infrastructure="province")
    signer = province.dung.post.pk
    sent(province, "ha", "compose", found.pk, "request", signer=signer)

    draft = Draft.objects.get()
    body = DraftVersion.objects.filter(draft=draft).latest("number").body
    text = str(body)
    for told in (
        "MAY-QLVB",
        "PostgreSQL",
        "10.20.4.0/24",
        "Điều 13.3 331/2026/NĐ-CP",
        "Lộ văn bản chưa công bố",
        "Xác thực hai bước",
        "Phòng Khoa giáo - Văn xã",
    ):
        assert told in text, told
    assert draft.type_code == "TTr"
    assert compose_docx(from_json(body))


def test_no_approval_before_a_regulation_is_issued(province: Province) -> None:
    """Điều 30.7; a symbol nobody issued, or another agency did, is none."""
    found = ready(province, infrastructure="province")
    by, at = province.seat("quan"), province.at
    submit_dossier(dossier_id=found.pk, by=by, at=at)
    appraise_dossier(dossier_id=found.pk, by=by, at=at)
    decision = regulation(province)

    answered = sent(province, "quan", "approve", found.pk, decision=decision.symbol)

    assert answered.status_code == 422
    assert (
        "Quy chế bảo đảm an ninh mạng phải được ban hành" in answered.content.decode()
    )
    with pytest.raises(Refused, match="chưa phát hành"):
        change_dossier(
            dossier_id=found.pk,
            regulation="99/QĐ-KHONG",
            expert_opinion="",
            by=by,
            at=at,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelDossier.objects.filter(pk=found.pk).update(
            state="approved", approved_on=province.today, decision=decision
        )
    rule = regulation(province).symbol
    change_dossier(
        dossier_id=found.pk, regulation=rule, expert_opinion="", by=by, at=at
    )
    approve_dossier(dossier_id=found.pk, decision=decision.symbol, by=by, at=at)


def test_a_letter_is_no_regulation_and_one_paper_is_not_both(
    province: Province,
) -> None:
    """Điều 30.7: whatever was issued does not do, nor the decision for its own."""
    found = ready(province, infrastructure="province")
    letter = issued(province, "CV", "Đôn đốc bảo đảm an ninh mạng")
    rule, by, at = regulation(province), province.seat("quan"), province.at
    url = {"regulation": letter.symbol, "expert_opinion": ""}

    answered = sent(province, "quan", "change-dossier", found.pk, **url)

    assert answered.status_code == 422
    text = answered.content.decode()
    assert "không phải quyết định ban hành quy chế, quy chế hoặc quy định" in text
    assert letter.symbol in text, "what was typed is lost"
    url["regulation"] = rule.symbol
    sent(province, "quan", "change-dossier", found.pk, **url)
    submit_dossier(dossier_id=found.pk, by=by, at=at)
    appraise_dossier(dossier_id=found.pk, by=by, at=at)
    for symbol, words in ((rule.symbol, "cho việc khác"), (letter.symbol, "quyết")):
        answered = sent(province, "quan", "approve", found.pk, decision=symbol)
        assert answered.status_code == 422
        assert words in answered.content.decode()
    found.refresh_from_db()
    assert (found.state, found.regulation) == (DossierState.APPRAISED, rule)


def test_a_regulation_recalled_before_the_approval_is_none(province: Province) -> None:
    found = ready(province, infrastructure="province")
    rule, by, at = regulation(province), province.seat("quan"), province.at
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by, "at": at}
    change_dossier(regulation=rule.symbol, expert_opinion="", **given)
    submit_dossier(**given)
    appraise_dossier(**given)
    OutgoingEntry.objects.filter(pk=rule.pk).update(recalled_at=at)

    with pytest.raises(Refused, match="phải được ban hành trước"):
        approve_dossier(decision=regulation(province).symbol, **given)


def test_nobody_appraises_what_they_run(province: Province) -> None:
    """Điều 18.4: Quân's own unit runs it; a council may that the committee set up."""
    found = ready(province, operator_unit=province.office)
    by, at = province.seat("quan"), province.at
    submit_dossier(dossier_id=found.pk, by=by, at=at)

    answered = sent(province, "quan", "appraise", found.pk, opinion="Tốt")

    assert answered.status_code == 422
    text = answered.content.decode()
    assert "Đơn vị vận hành không tự thẩm định" in text
    assert "Tốt" in text
    letter = issued(province, "CV", "Về việc thẩm định")
    for typed, why in (
        ("Hội đồng của chúng tôi", "chưa phát hành"),
        (letter.symbol, "không phải quyết định"),
    ):
        answered = sent(province, "quan", "appraise", found.pk, council=typed)
        assert answered.status_code == 422, typed
        assert why in answered.content.decode()
    council = issued(province, "QĐ", "Lập hội đồng thẩm định hồ sơ cấp độ")
    sent(province, "quan", "appraise", found.pk, council=council.symbol)
    found.refresh_from_db()
    assert (found.state, found.council) == ("appraised", council)
    assert found.appraised_by == f"Hội đồng theo Quyết định {council.symbol}"
    # Level 2: the security unit approves, and it is the one that runs the system.
    with pytest.raises(Refused, match="không tự phê duyệt"):
        approve_dossier(dossier_id=found.pk, by=by, at=at)


def test_an_agency_that_runs_the_whole_is_the_operator(province: Province) -> None:
    sang(province)
    one = system(province, "XA", "sang")
    furnished(province, one, "sang")
    judged(province, one, who="sang")
    by, at = province.seat("sang"), province.at
    found = begin_dossier(system_id=one.pk, by=by, at=at)
    submit_dossier(dossier_id=found.pk, by=by, at=at)

    with pytest.raises(Refused, match="không tự thẩm định"):
        appraise_dossier(dossier_id=found.pk, by=by, at=at)
    appraise_dossier(dossier_id=found.pk, by=province.seat("quan"), at=at)
    found.refresh_from_db()
    assert found.state == DossierState.APPRAISED


def test_level_3_is_approved_by_its_owner(province: Province) -> None:
    """The centre sees the commune's; the commune's own committee decides."""
    sang(province)
    one = system(province, "XA", "sang", operator_id=province.committee.pk)
    furnished(province, one, "sang")
    judged(province, one, who="sang", procedures=True)
    at, own = province.at, province.seat("sang")
    found = begin_dossier(system_id=one.pk, by=own, at=at)
    submit_dossier(dossier_id=found.pk, by=own, at=at)
    appraise_dossier(dossier_id=found.pk, by=own, at=at)

    with pytest.raises(Refused, match="do cơ quan chủ quản phê duyệt"):
        approve_dossier(dossier_id=found.pk, by=province.seat("quan"), at=at)


def test_levels_4_and_5_need_experts_and_the_ministry(province: Province) -> None:
    found = ready(province, infrastructure="national")
    by, at = province.seat("quan"), province.at
    rule = regulation(province)

    with pytest.raises(Refused, match="cần ý kiến chuyên môn"):
        submit_dossier(dossier_id=found.pk, by=by, at=at)
    change_dossier(
        dossier_id=found.pk,
        regulation=rule.symbol,
        expert_opinion="Ý kiến 3/YK-CM",
        by=by,
        at=at,
    )
    submit_dossier(dossier_id=found.pk, by=by, at=at)
    with pytest.raises(Refused, match="văn bản thẩm định của Bộ Công an"):
        appraise_dossier(dossier_id=found.pk, by=by, at=at, council="Hội đồng")
    appraise_dossier(dossier_id=found.pk, by=by, at=at, answer="CV 5/BCA-A05")
    with pytest.raises(Refused, match="văn bản phê duyệt nhận được"):
        approve_dossier(dossier_id=found.pk, by=by, at=at, decision=rule.symbol)
    approve_dossier(dossier_id=found.pk, by=by, at=at, answer="QĐ 8/QĐ-BCA")
    found.refresh_from_db()
    assert found.system.level == 4


def test_all_that_is_missing_is_told_at_once(province: Province) -> None:
    bare = system(province, "TRONG", purpose="", scope="", model_text="", users=None)
    judged(province, bare)
    by, at = province.seat("quan"), province.at
    found = begin_dossier(system_id=bare.pk, by=by, at=at)

    with pytest.raises(Refused) as why:
        submit_dossier(dossier_id=found.pk, by=by, at=at)
    assert len(why.value.reasons) == 7
    text = page(province, "quan", "dossier", found.pk)
    assert all(reason.message in text for reason in why.value.reasons)
    with pytest.raises(Refused, match="hồ sơ chưa xong"):
        begin_dossier(system_id=bare.pk, by=by, at=at)


# Submitted on Friday 20/11/2026: Tuesday 24/11 is a holiday, then weekends; New Year's
# Day is one. Counted by hand.
CLOCKS = [
    ("province", date(2026, 11, 20), date(2026, 11, 30), date(2026, 12, 14)),
    ("national", date(2026, 11, 20), date(2026, 11, 30), date(2026, 12, 28)),
    ("none", date(2026, 11, 20), date(2026, 11, 30), None),
    ("province", date(2026, 11, 23), date(2026, 12, 1), date(2026, 12, 15)),
]


@pytest.mark.parametrize(("carries", "day", "back", "appraised"), CLOCKS)
def test_clocks_across_a_weekend_and_a_holiday(
    province: Province,
    carries: str,
    day: date,
    back: date,
    appraised: date | None,
) -> None:
    """Trả lại 5, thẩm định 15 (cấp độ 3), 25 (cấp độ 4), phê duyệt 7 ngày làm việc."""
    found, by = ready(province, infrastructure=carries), province.seat("quan")
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by}
    change_dossier(
        **given,
        regulation=regulation(province).symbol,
        expert_opinion="Ý kiến 3",
        at=province.at,
    )

    submit_dossier(**given, at=on(day))
    found.refresh_from_db()
    assert (found.return_due_on, found.appraise_due_on) == (back, appraised)

    appraise_dossier(**given, at=on(date(2026, 12, 28)), answer="CV 5/BCA")
    found.refresh_from_db()
    assert found.approve_due_on == date(2027, 1, 7)


# A Saturday worked for a Monday before the national day; the new year; Tết.
SUBMITTED = [
    ("province", date(2026, 8, 21), date(2026, 8, 27), date(2026, 9, 15)),
    ("province", date(2026, 8, 22), date(2026, 8, 28), date(2026, 9, 16)),
    ("province", date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 15)),
    ("national", date(2027, 1, 15), date(2027, 1, 22), date(2027, 2, 26)),
]


@pytest.mark.parametrize(("carries", "day", "back", "appraised"), SUBMITTED)
def test_clocks_across_holidays_counted_by_hand(
    province: Province, carries: str, day: date, back: date, appraised: date
) -> None:
    found, by = ready(province, infrastructure=carries), province.seat("quan")
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by}
    symbol = regulation(province).symbol
    change_dossier(
        **given, regulation=symbol, expert_opinion="Ý kiến 3", at=province.at
    )
    submit_dossier(**given, at=on(day))
    found.refresh_from_db()
    assert (found.return_due_on, found.appraise_due_on) == (back, appraised)
    appraise_dossier(**given, at=on(date(2027, 2, 1)), answer="CV 5/BCA")
    found.refresh_from_db()
    assert found.approve_due_on == date(2027, 2, 17), "Tết lies between"


def test_a_day_off_that_nobody_has_read_of_is_marked_where_a_term_runs_over_it(
    province: Province,
) -> None:
    """24/11/2026 is told of by a resolution that nobody has read."""
    found, by = ready(province, infrastructure="province"), province.seat("quan")
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by}
    change_dossier(
        **given,
        regulation=regulation(province).symbol,
        expert_opinion="Ý kiến 3",
        at=province.at,
    )
    submit_dossier(**given, at=on(date(2026, 11, 20)))
    shown = page(province, "quan", "dossier", found.pk)
    assert "ngày nghỉ (Ngày Văn hóa Việt Nam)" in shown
    assert "(nguồn thứ cấp)" in shown.partition("Ngày Văn hóa Việt Nam")[2][:300]

    return_dossier(**given, at=on(date(2026, 11, 25)), reason="Thiếu sơ đồ")
    submit_dossier(**given, at=on(date(2026, 11, 26)))
    assert "Ngày Văn hóa" not in page(province, "quan", "dossier", found.pk)


def test_a_late_dossier_is_reminded_of_once_and_said_so(province: Province) -> None:
    found, by = ready(province, infrastructure="province"), province.seat("quan")
    submit_dossier(dossier_id=found.pk, by=by, at=on(date(2026, 10, 1)))
    Notice.objects.all().delete()
    late = on(date(2026, 12, 15))

    taken = remind_of_dossiers(at=late)
    again = remind_of_dossiers(at=late)

    assert (taken, again) == (1, 0)
    assert list(Notice.objects.values_list("kind", flat=True)) == ["systems.late"]
    assert remind_of_dossiers(at=on(date(2026, 12, 19))) == 0, "a Saturday"
    appraise_dossier(dossier_id=found.pk, by=by, at=late)
    assert "thẩm định muộn" in page(province, "quan", "dossier", found.pk)


def test_sent_back_it_begins_anew(province: Province) -> None:
    found, by = ready(province, infrastructure="province"), province.seat("quan")
    submit_dossier(dossier_id=found.pk, by=by, at=province.at)

    answered = sent(province, "quan", "return", found.pk, reason="")
    assert answered.status_code == 422
    sent(province, "quan", "return", found.pk, reason="Thiếu sơ đồ")

    found.refresh_from_db()
    assert (found.state, found.appraise_due_on) == ("returned", None)
    assert "Thiếu sơ đồ" in page(province, "quan", "dossier", found.pk)
    sent(province, "quan", "submit", found.pk)
    found.refresh_from_db()
    assert found.state == DossierState.SUBMITTED


def test_sent_back_on_the_sixth_day_is_late_and_stays_so(province: Province) -> None:
    """Five working days from Friday 20/11/2026, Tuesday a holiday: Monday 30/11."""
    found, by = ready(province, infrastructure="none"), province.seat("quan")
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by}
    submit_dossier(**given, at=on(date(2026, 11, 20)))
    Notice.objects.all().delete()

    assert remind_of_dossiers(at=on(date(2026, 11, 30))) == 1
    assert list(Notice.objects.values_list("kind", flat=True)) == ["systems.due"]
    return_dossier(**given, reason="Thiếu sơ đồ", at=on(date(2026, 12, 1)))

    found.refresh_from_db()
    assert (found.return_due_on, found.returned_on) == (
        date(2026, 11, 30),
        date(2026, 12, 1),
    )
    text = page(province, "quan", "dossier", found.pk)
    assert text.count("trả lại muộn") == 2, "beside the day, and in its course"
    submit_dossier(**given, at=on(date(2026, 12, 2)))
    text = page(province, "quan", "dossier", found.pk)
    assert "Thiếu sơ đồ (trả lại muộn, hạn 30/11/2026)" in text


def test_sent_back_in_time_is_not_late_and_what_was_appraised_stays(
    province: Province,
) -> None:
    found, by = ready(province, infrastructure="none"), province.seat("quan")
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by}
    submit_dossier(**given, at=on(date(2026, 11, 20)))
    return_dossier(**given, reason="Thiếu sơ đồ", at=on(date(2026, 11, 30)))
    assert "muộn" not in page(province, "quan", "dossier", found.pk)

    submit_dossier(**given, at=on(date(2026, 12, 1)))
    appraise_dossier(**given, at=on(date(2026, 12, 2)))
    with pytest.raises(Refused, match="sang bước khác"):
        return_dossier(**given, reason="Chưa rõ", at=on(date(2026, 12, 2)))


def test_who_drafts_no_paper_composes_none(province: Province) -> None:
    found = ready(province)
    for who, code in (("quan", 404), ("hoa", 404), ("phuc", 404), ("dung", 200)):
        url = reverse("systems:compose", args=[found.pk, "request"])
        assert province.client(who).get(url).status_code == code, who
    url = reverse("systems:compose", args=[found.pk, "la"])
    assert province.client("dung").get(url).status_code == 404


def test_security_below_fifteen_per_cent_of_a_project_is_said(
    province: Province,
) -> None:
    """Luật 116 Điều 38.1, to the đồng; in the page and in the paper."""
    found = ready(province, infrastructure="province")
    given = {"regulation": regulation(province).symbol, "expert_opinion": ""}

    def shown(cost: str, part: str) -> str:
        costs = {"cost": cost, "security_cost": part}
        answered = sent(province, "quan", "change-dossier", found.pk, **given, **costs)
        if answered.status_code == 422:
            return answered.content.decode()
        return page(province, "quan", "dossier", found.pk)

    text = shown("2000000000", "299999999")
    assert "299.999.999 đồng" in text
    assert "dưới 15 %: Điều 38.1 116/2025/QH15" in text
    signer = province.dung.post.pk
    sent(province, "ha", "compose", found.pk, "request", signer=signer)
    body = str(DraftVersion.objects.get().body)
    assert "2.000.000.000 đồng" in body
    assert "dưới 15 % theo Điều 38.1" in body
    assert "dưới 15" not in shown("2000000000", "300000000"), "just enough"
    assert "lớn hơn kinh phí của dự án" in shown("100", "101")
    assert "không có thì ghi 0" in shown("100", "")
    assert "Ghi một số nguyên." in shown("một tỷ", "0")
    found.refresh_from_db()
    assert (found.cost, found.security_cost) == (2_000_000_000, 300_000_000)
    assert "Kinh phí của dự án" not in shown("", "")


def test_each_step_has_its_paper(province: Province) -> None:
    """Returned: why, in a letter; appraised: to who approves, and the plan's own."""
    found = ready(province, infrastructure="province")
    signer, by = province.dung.post.pk, province.seat("quan")
    given: dict[str, Any] = {"dossier_id": found.pk, "by": by, "at": province.at}

    def composed(part: str) -> str:
        answered = sent(province, "ha", "compose", found.pk, part, signer=signer)
        if answered.status_code == 422:
            return ""
        newest = DraftVersion.objects.order_by("-draft__pk").first()
        assert newest is not None
        assert compose_docx(from_json(newest.body))
        return f"{newest.draft.type_code} {newest.body}"

    submit_dossier(**given)
    assert composed("return") == "", "nothing was sent back"
    return_dossier(**given, reason="Thiếu sơ đồ vùng quản trị")
    assert "CV" in (letter := composed("return"))[:3]
    assert "Thiếu sơ đồ vùng quản trị" in letter
    submit_dossier(**given)
    assert composed("plan") == "", "nothing was appraised"
    appraise_dossier(**given)
    assert composed("submit").startswith("TTr")
    assert "Quản lý rủi ro" in composed("plan")


def test_who_owns_and_runs_it_is_told_whole(province: Province) -> None:
    """Điều 22.3; what nobody wrote is called so, and Điều 22.5 is not made up."""
    found = ready(province, infrastructure="national")
    signer = province.dung.post.pk
    found.system.operator_head = "Hoàng Thị Hoa, Trưởng phòng"
    found.system.owner_rule = "QĐ 12/2009/QĐ-UBND"
    found.system.save(update_fields=["operator_head", "owner_rule"])

    sent(province, "ha", "compose", found.pk, "request", signer=signer)

    version = DraftVersion.objects.get()
    text = str(version.body)
    assert "người đại diện: Hoàng Thị Hoa, Trưởng phòng" in text
    assert "Văn bản thành lập: QĐ 12/2009/QĐ-UBND" in text
    assert "Văn bản thành lập: chưa ghi" in text
    assert "phần mềm chưa có nguyên văn" in text
