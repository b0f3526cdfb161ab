"""Versions: balanced by hand and by the system, compared, adopted; two at once."""

from __future__ import annotations

import pytest
from django.db.models import F
from django.urls import reverse

from congvu.investment.actions import (
    Chosen,
    allot_line,
    change_version,
    make_version,
)
from congvu.investment.actions.versions import VersionData
from congvu.investment.client import NoAnswer, best
from congvu.investment.jobs import balance
from congvu.investment.models import BalanceVersion, BudgetLine, Need, NeedCost
from congvu.investment.queries import choice_of
from congvu.investment.rules.balancing import Answer, Problem
from congvu.lib.refusals import Refused
from tests.investment.stories import (
    MILLION,
    YEAR,
    a_need,
    a_version,
    adopted,
    allotted,
    chosen,
    decision,
    page,
    sent,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
BUDGETS = {("province", YEAR): 1000 * MILLION, ("central", YEAR): 300 * MILLION}


def seeded(people: Province) -> dict[str, Need]:
    """By hand: what must be takes 400 of the province's 1,000. The network of priority
    1 (500) fits beside it and leaves 100. The backup (350) may draw on the centre too:
    all 300 there are, and 50 of the province, which leaves 50. The portal (200) finds
    too little. Training (100) may be halved, and its half is just what is left.
    """
    wishes = {
        "Chữ ký số": (400, {"priority": 3, "must": True}),
        "Mạng nội bộ": (500, {"priority": 1, "score": 90}),
        "Sao lưu": (350, {"priority": 2, "sources": ["province", "central"]}),
        "Cổng thông tin": (200, {"priority": 2, "score": 10}),
        "Tập huấn": (100, {"priority": 4, "steps": "50,100"}),
    }
    return {
        title: a_need(people, title, {YEAR: money * MILLION}, **more)
        for title, (money, more) in wishes.items()
    }


BY_HAND = {"Chữ ký số": 100, "Mạng nội bộ": 100, "Sao lưu": 100, "Tập huấn": 50}


def answered(people: Province, version: BalanceVersion) -> BalanceVersion:
    """Asked from the page; the worker does it."""
    version.refresh_from_db()
    response = sent(people, "balance", version.pk, revision=version.revision)
    assert response.status_code == 302
    version.refresh_from_db()
    assert version.state == "asked"
    balance(version_id=str(version.pk), revision=version.revision)
    version.refresh_from_db()
    return version


def by_title(version: BalanceVersion) -> dict[str, int]:
    titles = {str(one.pk): one.title for one in Need.objects.all()}
    return {titles[key]: step for key, step in choice_of(version).items()}


def test_the_system_answers_what_a_person_finds_by_hand(province: Province) -> None:
    needs = seeded(province)
    version = answered(province, a_version(province, budgets=BUDGETS))
    assert by_title(version) == BY_HAND
    shown = page(province, "version", version.pk)
    assert "4 trên 5 nhu cầu" in shown
    assert "tốt nhất" in shown
    assert "1.000.000.000" in shown
    hand = a_version(province, "Bằng tay", BUDGETS)
    hand = chosen(
        province, hand, {needs[title]: step for title, step in BY_HAND.items()}
    )
    assert choice_of(hand) == choice_of(version)
    url = reverse("investment:compare") + f"?mot={version.pk}&hai={hand.pk}"
    told = province.client("quan").get(url).content.decode()
    assert "chọn như nhau" in told


def test_what_is_over_is_shown_at_once_and_not_adopted(province: Province) -> None:
    needs = seeded(province)
    version = a_version(province, budgets=BUDGETS)
    row = {f"{one.pk.hex}-step": "0" for one in needs.values()}
    row |= {f"{one.pk.hex}-pin": "" for one in needs.values()}
    row |= {f"{one.pk.hex}-reason": "" for one in needs.values()}
    for title in ("Mạng nội bộ", "Cổng thông tin", "Sao lưu", "Chữ ký số"):
        row[f"{needs[title].pk.hex}-step"] = "100"
    assert (
        sent(
            province, "version", version.pk, revision=version.revision, **row
        ).status_code
        == 302
    )
    shown = page(province, "version", version.pk)
    assert "Năm 2026, ngân sách tỉnh: thiếu 100.000.000 đồng." in shown
    version.refresh_from_db()
    told = sent(province, "adopt", version.pk, revision=version.revision, reason="")
    assert told.status_code == 422
    words = told.content.decode()
    assert "thiếu 100.000.000 đồng" in words
    assert "Ghi lý do cho 1 nhu cầu" in words
    assert set(Need.objects.values_list("state", flat=True)) == {"asked"}


def test_pins_and_copies(province: Province) -> None:
    needs = seeded(province)
    first = answered(province, a_version(province, budgets=BUDGETS))
    copy = make_version(
        data=VersionData("Giữ cổng thông tin"),
        copied_from=first.pk,
        by=province.seat("quan"),
        at=province.at,
    )
    assert choice_of(copy) == choice_of(first)
    portal = needs["Cổng thông tin"]
    row = dict.fromkeys((f"{one.pk.hex}-step" for one in needs.values()), "0")
    row |= dict.fromkeys((f"{one.pk.hex}-pin" for one in needs.values()), "")
    row[f"{portal.pk.hex}-pin"] = "in"
    row[f"{needs['Sao lưu'].pk.hex}-pin"] = "out"
    given = {"revision": copy.revision, **row}
    assert sent(province, "version", copy.pk, **given).status_code == 302
    copy = answered(province, copy)
    # 1,000 − 400 (must) − 200 (held in) leave 400: not the network's 500, all training.
    assert by_title(copy) == {"Chữ ký số": 100, "Cổng thông tin": 100, "Tập huấn": 100}
    url = reverse("investment:compare") + f"?mot={first.pk}&hai={copy.pk}"
    told = province.client("quan").get(url).content.decode()
    for title in ("Mạng nội bộ", "Sao lưu", "Cổng thông tin", "Tập huấn"):
        assert title in told
    assert '<th scope="row">Chữ ký số' not in told


def test_what_must_be_and_does_not_fit_is_said(province: Province) -> None:
    seeded(province)
    version = a_version(province, budgets={("province", YEAR): 399 * MILLION})
    version = answered(province, version)
    assert "thiếu 1.000.000 đồng" in version.trouble
    assert version.trouble in page(province, "version", version.pk)


def test_two_balance_at_once_and_nothing_is_lost(province: Province) -> None:
    """Both saw revision 2; Quân is faster, Lan is told, her choice is still there."""
    needs = seeded(province)
    version = a_version(province, budgets=BUDGETS)
    keys = [one.pk.hex for one in needs.values()]
    row = {f"{key}-step": "0" for key in keys} | {f"{key}-pin": "" for key in keys}
    seen = {"revision": version.revision, **row}
    network, training = needs["Mạng nội bộ"].pk.hex, needs["Tập huấn"].pk.hex
    first = {**seen, f"{network}-step": "100"}
    second = {**seen, f"{training}-step": "50", f"{training}-reason": "Đủ một lớp"}
    assert sent(province, "version", version.pk, **first).status_code == 302
    late = sent(province, "version", version.pk, **second)
    assert late.status_code == 422
    words = late.content.decode()
    assert "vừa sửa phương án này" in words
    assert "Đủ một lớp" in words
    assert by_title(version) == {"Mạng nội bộ": 100}


LOST = [
    ("other years", {}),
    ("rejected", {"state": "rejected", "granted": 0, "reason": "Thôi"}),
]
FUNDED = [
    {"state": "full", "granted": 100},
    {"state": "part", "granted": 50, "reason": "Một nửa"},
]


def resting(
    people: Province, state: dict[str, object], **more: object
) -> tuple[Need, BalanceVersion]:
    """A portal that needs a network of another time, in a version of its own years."""
    first = a_need(people, "Mạng diện rộng", {YEAR + 5: 5 * MILLION})
    Need.objects.filter(pk=first.pk).update(**state)
    portal = a_need(people, "Cổng", {YEAR: 5 * MILLION}, after=[first.pk], **more)
    a_need(people, "Máy in", {YEAR: 5 * MILLION})
    return portal, a_version(people, budgets=BUDGETS)


@pytest.mark.parametrize(("_why", "state"), LOST)
def test_what_rests_on_a_need_without_money_gets_none(
    province: Province, _why: str, state: dict[str, object]
) -> None:
    portal, version = resting(province, state)
    version = answered(province, version)
    assert by_title(version) == {"Máy in": 100}

    words = "“Cổng” đang để ngoài, hoặc cần một nhu cầu không được cân đối."
    chosen(province, version, {portal: 100})
    assert words in page(province, "version", version.pk)
    with pytest.raises(Refused, match="cần một nhu cầu không được cân đối"):
        adopted(province, version)


@pytest.mark.parametrize("state", FUNDED)
def test_what_rests_on_a_need_with_money_elsewhere_is_funded(
    province: Province, state: dict[str, object]
) -> None:
    _portal, version = resting(province, state)
    version = answered(province, version)
    assert by_title(version) == {"Cổng": 100, "Máy in": 100}
    assert adopted(province, version).state == "adopted"


def test_what_must_be_and_has_nothing_to_rest_on_is_said_until_it_is_held_out(
    province: Province,
) -> None:
    portal, version = resting(province, {}, must=True)
    version = answered(province, version)
    assert "“Cổng” đang để ngoài, hoặc cần một nhu cầu" in version.trouble

    change_version(
        version_id=version.pk,
        revision=version.revision,
        chosen={portal.pk: Chosen(0, "out", "Chờ mạng")},
        by=province.seat("quan"),
        at=province.at,
    )
    version = answered(province, version)
    assert (version.trouble, by_title(version)) == ("", {"Máy in": 100})


def test_a_version_changed_meanwhile_keeps_no_answer(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded(province)
    version = a_version(province, budgets=BUDGETS)
    sent(province, "balance", version.pk, revision=version.revision)
    url = reverse("investment:balance", args=[version.pk])
    given = {"revision": version.revision}
    told = province.client("quan").post(url, given, follow=True)
    assert "chờ kết quả" in told.content.decode()
    version.refresh_from_db()
    balance(version_id=str(version.pk), revision=version.revision + 7)
    version.refresh_from_db()
    assert (version.state, choice_of(version)) == ("asked", {})

    def none(*_given: object) -> None:
        raise NoAnswer

    monkeypatch.setattr("congvu.investment.jobs.best", none)
    balance(version_id=str(version.pk), revision=version.revision)
    version.refresh_from_db()
    assert version.state == "open"
    assert "chưa cân đối xong" in page(province, "version", version.pk)


def test_a_need_changed_while_the_solver_works_is_caught_by_its_answer(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quân doubles what the network costs while the answer is on its way."""
    needs = seeded(province)
    version = a_version(province, budgets=BUDGETS)
    sent(province, "balance", version.pk, revision=version.revision)
    version.refresh_from_db()

    def slow(problem: Problem) -> Answer:
        found = best(problem)
        need = needs["Mạng nội bộ"]
        NeedCost.objects.filter(need=need).update(money=F("money") * 2)
        return found

    monkeypatch.setattr("congvu.investment.jobs.best", slow)
    balance(version_id=str(version.pk), revision=version.revision)
    version.refresh_from_db()
    assert (version.state, choice_of(version), version.proofs) == ("open", {}, [])
    assert "được sửa trong khi hệ thống" in page(province, "version", version.pk)


def test_adopted_once_and_each_need_keeps_its_reason(province: Province) -> None:
    needs = seeded(province)
    version = answered(province, a_version(province, budgets=BUDGETS))
    rival = a_version(province, "Phương án 2", BUDGETS)
    rival = chosen(province, rival, {needs["Chữ ký số"]: 100})
    adopted(province, version)
    told = {one.title: (one.state, one.reason) for one in Need.objects.all()}
    assert told["Mạng nội bộ"] == ("full", "")
    assert told["Cổng thông tin"] == ("rejected", "Nguồn vốn không đủ")
    late = sent(
        province, "adopt", rival.pk, revision=rival.revision, reason="Thử lần nữa"
    )
    assert "theo phương án khác" in late.content.decode()
    again = sent(province, "balance", version.pk, revision=version.revision + 1)
    assert again.status_code == 302
    version.refresh_from_db()
    assert version.state == "adopted"


def test_what_was_allotted_by_itself_stays_and_the_rest_of_the_year_follows(
    province: Province,
) -> None:
    needs = seeded(province)
    version = adopted(
        province, answered(province, a_version(province, budgets=BUDGETS))
    )
    allot_line(
        need_id=needs["Sao lưu"].pk,
        source="central",
        year=YEAR,
        money=7 * MILLION,
        decision=decision(province, "11/QĐ-UBND"),
        by=province.seat("quan"),
        at=province.at,
    )

    allotted(province, version)

    lines = BudgetLine.objects.values_list("need__title", "source", "allocated")
    assert sorted(lines) == [
        ("Chữ ký số", "province", 400 * MILLION),
        ("Mạng nội bộ", "province", 500 * MILLION),
        ("Sao lưu", "central", 7 * MILLION),
        ("Sao lưu", "province", 50 * MILLION),
        ("Tập huấn", "province", 50 * MILLION),
    ]
    with pytest.raises(Refused, match="đã giao dự toán"):
        allotted(province, version)


def test_the_year_is_allotted_as_laid_out_and_only_once(province: Province) -> None:
    seeded(province)
    version = adopted(
        province, answered(province, a_version(province, budgets=BUDGETS))
    )
    allotted(province, version)
    lines = BudgetLine.objects.values_list("need__title", "source", "allocated")
    assert sorted(lines) == [
        ("Chữ ký số", "province", 400 * MILLION),
        ("Mạng nội bộ", "province", 500 * MILLION),
        ("Sao lưu", "central", 300 * MILLION),
        ("Sao lưu", "province", 50 * MILLION),
        ("Tập huấn", "province", 50 * MILLION),
    ]
    day = f"{province.today:%d/%m/%Y}"
    again = sent(
        province, "allot-year", version.pk, year=YEAR, number="13", decided_on=day
    )
    assert "đã giao dự toán" in again.content.decode()
    empty = sent(
        province, "allot-year", version.pk, year=YEAR + 1, number="", decided_on=day
    ).content.decode()
    assert "không cân đối gì" in empty
    assert "Ghi số quyết định." in empty
