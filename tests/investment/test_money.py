"""Money of lines: never over, never lost, whoever comes at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.investment.actions import (
    allot_line,
    carry_over,
    use_money,
)
from congvu.investment.actions import transfer as move
from congvu.investment.models import BudgetEntry, BudgetLine, Need
from congvu.investment.rules.money import (
    Amounts,
    BudgetDeed,
    curve,
    entry,
    lacking,
    moved,
    percent,
)
from congvu.lib.refusals import Refused
from tests.investment.stories import YEAR, decision, funded, page, sent
from tests.people import Province
from tests.scale import examples

LINE = Amounts(100, 60, 20)
OVER = [
    (entry(BudgetDeed.COMMIT, 40), 0),
    (entry(BudgetDeed.COMMIT, 41), 1),
    (entry(BudgetDeed.SPEND, 40), 0),
    (entry(BudgetDeed.SPEND, 41), 1),
    (entry(BudgetDeed.RELEASE, 40), 0),
    (entry(BudgetDeed.RELEASE, 45), 5),
    (entry(BudgetDeed.RECOVER, 20), 0),
    (entry(BudgetDeed.RECOVER, 21), 1),
    (entry(BudgetDeed.ALLOT, -40), 0),
    (entry(BudgetDeed.ALLOT, -41), 1),
    (-moved(40), 0),
    (-moved(41), 1),
    (-moved(80, 40), 0),
    (-moved(80, 41), 1),
]


@pytest.mark.parametrize(("added", "missing"), OVER)
def test_what_is_too_much(added: Amounts, missing: int) -> None:
    assert lacking(LINE, added) == missing
    assert (LINE + added).holds == (missing == 0)


def test_the_curve_goes_as_far_as_the_year_has() -> None:
    paid = {(2026, 1): 10, (2026, 3): 20, (2025, 12): 7}
    planned = {(2026, 2): 30, (2027, 1): 5}
    points = curve(2026, planned, paid, date(2026, 5, 9))
    assert [one.spent for one in points] == [10, 10, 30, 30, 30] + [None] * 7
    assert [one.planned for one in points] == [0] + [30] * 11
    assert {one.spent for one in curve(2027, planned, paid, date(2026, 5, 9))} == {None}
    assert curve(2024, planned, paid, date(2026, 5, 9)) == []
    assert percent(99, 100) == 99
    assert percent(1, 0) == 0


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["commit", "release", "spend", "recover", "move", "carry"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 120),
        st.integers(0, 60),
    ),
    max_size=40,
)


@given(ACTS)
@settings(max_examples=examples(200), deadline=None)
def test_money_is_never_lost_in_transfers_and_carry_overs(
    acts: list[tuple[str, int, int, int, int]],
) -> None:
    """Three lines, whatever is tried of them: what is allocated in all stays, what is
    promised changes by contracts alone, what is spent by payments alone.
    """
    lines = [Amounts(100, 40, 10), Amounts(80), Amounts()]
    promised, paid = 40, 10
    for name, one, other, money, part in acts:
        if name in ("move", "carry"):
            more = moved(money, min(part, money) if name == "carry" else 0)
            if one != other and not lacking(lines[one], -more):
                lines[one], lines[other] = lines[one] + -more, lines[other] + more
            continue
        added = entry(BudgetDeed(name), money)
        if not lacking(lines[one], added):
            lines[one] += added
            promised, paid = promised + added.committed, paid + added.spent
    whole = sum(lines, Amounts())
    assert whole == Amounts(180, promised, paid)
    assert all(one.holds for one in lines)


def amounts(line: BudgetLine) -> tuple[int, int, int]:
    line.refresh_from_db()
    return line.allocated, line.committed, line.spent


@pytest.mark.usefixtures("law")
def test_committed_and_spent_within_what_is_allocated(province: Province) -> None:
    line, _other = funded(province)
    day = f"{province.today:%d/%m/%Y}"
    told = sent(province, "use", line.pk, money="12,x", on="1/13/2026").content.decode()
    assert "chỉ có chữ số" in told
    told = sent(province, "use", line.pk, money="0", on="01/01/2099").content.decode()
    for words in ("Chọn việc.", "lớn hơn 0", "Ghi số hợp đồng", "Ngày này chưa tới."):
        assert words in told
    good = {"deed": "commit", "money": "600", "paper": "HĐ 5", "on": day}
    assert sent(province, "use", line.pk, **good).status_code == 302
    assert "Quá 300 đồng" in sent(province, "use", line.pk, **good).content.decode()
    pay = {**good, "deed": "spend", "money": "601", "paper": "CT 9"}
    assert "Quá 1 đồng" in sent(province, "use", line.pk, **pay).content.decode()
    assert sent(province, "use", line.pk, **{**pay, "money": "450"}).status_code == 302
    assert amounts(line) == (900, 600, 450)
    shown = page(province, "line", line.pk)
    assert "CT 9" in shown
    assert "(50 %)" in shown
    url = reverse("investment:lines") + f"?nam={YEAR}"
    assert "Tường lửa" in province.client("quan").get(url).content.decode()


@pytest.mark.usefixtures("law")
def test_the_database_itself_refuses(province: Province) -> None:
    line, _other = funded(province)
    row = {
        "line": line,
        "paper": "x",
        "on": province.today,
        "at": province.at,
        "by": "x",
    }
    for broken in ({"deed": "commit", "committed": 901}, {"deed": "spend", "spent": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BudgetEntry.objects.create(**row, **broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetEntry.objects.create(**row, deed="commit", allocated=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(allocated=10**9)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.create(
            need=line.need, source="other", year=YEAR, allocated=5
        )
    entry_ = line.entries.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetEntry.objects.filter(pk=entry_.pk).update(allocated=1)
    decided = entry_.decision
    assert decided is not None
    type(decided).objects.filter(pk=decided.pk).update(deed="transfer")
    made = {**row, "decision": decided, "deed": "transfer", "allocated": 7}
    with pytest.raises(IntegrityError), transaction.atomic():
        _at_once(made)


def _at_once(made: dict[str, object]) -> None:
    """As at the end of a transaction."""
    BudgetEntry.objects.create(**made)
    connection.check_constraints()


@pytest.mark.usefixtures("law")
def test_moved_by_a_decision_with_its_file(province: Province) -> None:
    line, other = funded(province)
    day = f"{province.today:%d/%m/%Y}"
    bad = sent(province, "transfer", line.pk, money="5").content.decode()
    for words in (
        "Chưa có ngày.",
        "Ghi số quyết định.",
        "Chọn nhu cầu đã được",
    ):
        assert words in bad
    given = {
        "to_need_id": str(other.pk),
        "money": "200",
        "number": "45/QĐ-UBND",
        "decided_on": day,
    }
    file = SimpleUploadedFile("qd.txt", "Điều chuyển 200 đồng".encode())
    response = sent(province, "transfer", line.pk, **given, file=file)
    assert response.status_code == 302
    assert amounts(line) == (700, 0, 0)
    target = BudgetLine.objects.get(need=other, year=YEAR)
    assert amounts(target) == (1100, 0, 0)
    shown = page(province, "line", target.pk)
    assert "45/QĐ-UBND" in shown
    assert "qd.txt" in shown
    made = target.entries.get(deed="transfer").decision_id
    url = reverse("investment:decision-file", args=[made])
    answer = province.client("quan").get(url)
    assert b"".join(answer.streaming_content).decode() == "Điều chuyển 200 đồng"
    assert province.client("tu").get(url).status_code in (403, 404)
    over = sent(province, "transfer", line.pk, **{**given, "money": "701"})
    assert "Quá 1 đồng" in over.content.decode()
    assert amounts(line) == (700, 0, 0)


@pytest.mark.usefixtures("law")
def test_carried_over_with_its_contracts(province: Province) -> None:
    line, _other = funded(province)
    by, at = province.seat("quan"), province.at
    for deed, money in (("commit", 600), ("spend", 250)):
        use_money(
            line_id=line.pk,
            deed=deed,
            money=money,
            paper="HĐ 5",
            on=province.today,
            by=by,
            at=at,
        )
    day = f"{province.today:%d/%m/%Y}"
    given = {"number": "99/QĐ", "decided_on": day, "free": "300", "promised": "351"}
    over = sent(province, "carry", line.pk, **given).content.decode()
    assert "chỉ còn 350 đồng" in over
    assert (
        sent(province, "carry", line.pk, **{**given, "promised": "350"}).status_code
        == 302
    )
    assert amounts(line) == (250, 250, 250)
    after = BudgetLine.objects.get(need=line.need, year=YEAR + 1)
    assert amounts(after) == (650, 350, 0)


@pytest.mark.usefixtures("law")
@given(ACTS)
@settings(max_examples=examples(12), deadline=None)
def test_the_actions_agree_with_the_naive_book(
    province: Province, acts: list[tuple[str, int, int, int, int]]
) -> None:
    """The same through actions and database: refused where the book refuses."""
    with transaction.atomic():
        _run(province, acts)
        transaction.set_rollback(True)


def _run(people: Province, acts: list[tuple[str, int, int, int, int]]) -> None:
    line, other = funded(people, whole=100)
    by, at = people.seat("quan"), people.at
    second = BudgetLine.objects.get(need=other, year=YEAR)
    keys, book = [line, second], [Amounts(100), Amounts(100)]
    later = [Amounts(), Amounts()]
    for name, one, _two, money, part in acts[:12]:
        at_ = one % 2
        here, there = keys[at_], keys[1 - at_]
        more = moved(money, min(part, money))
        try:
            if name == "move":
                more = moved(money)
                move(
                    line_id=here.pk,
                    to_need_id=there.need_id,
                    money=money,
                    decision=decision(people),
                    by=by,
                    at=at,
                )
            elif name == "carry":
                carry_over(
                    line_id=here.pk,
                    free=money - more.committed,
                    promised=more.committed,
                    decision=decision(people),
                    by=by,
                    at=at,
                )
            else:
                more = entry(BudgetDeed(name), money)
                use_money(
                    line_id=here.pk,
                    deed=name,
                    money=money,
                    paper="HĐ",
                    on=people.today,
                    by=by,
                    at=at,
                )
        except Refused:
            assert lacking(book[at_], -more if name in ("move", "carry") else more)
            continue
        if name in ("move", "carry"):
            book[at_] += -more
            side = book if name == "move" else later
            side[1 - at_ if name == "move" else at_] += more
        else:
            book[at_] += more
    assert [amounts(one) for one in keys] == [
        (one.allocated, one.committed, one.spent) for one in book
    ]
    connection.check_constraints()
    whole = sum(BudgetLine.objects.values_list("allocated", flat=True))
    assert whole == 200


@pytest.mark.usefixtures("law")
def test_a_need_that_was_not_balanced_gets_nothing(province: Province) -> None:
    line, _other = funded(province)
    Need.objects.filter(pk=line.need_id).update(
        state="rejected", granted=0, reason="Thôi"
    )
    with pytest.raises(Refused, match="đã được cân đối"):
        allot_line(
            need_id=line.need_id,
            source="province",
            year=YEAR,
            money=5,
            decision=decision(province),
            by=province.seat("quan"),
            at=province.at + timedelta(minutes=1),
        )
