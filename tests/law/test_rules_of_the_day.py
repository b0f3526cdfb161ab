from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from congvu.law import queries
from congvu.law.models import LegalSource, Rule
from congvu.law.rules import Sureness

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
LAST_DAY_OF_TT_01 = date(2020, 3, 4)
FIRST_DAY_OF_ND_30 = date(2020, 3, 5)


@pytest.fixture
def shipped() -> None:
    call_command("load_law", verbosity=0)


def a_rule(key: str, valid_from: date, valid_until: date | None = None) -> Rule:
    source, _created = LegalSource.objects.get_or_create(code="test", title="Thử")
    return Rule(
        kind="urgency",
        key=key,
        label=key,
        value={},
        valid_from=valid_from,
        valid_until=valid_until,
        source=source,
        sureness=Sureness.READ,
    )


@pytest.mark.usefixtures("shipped")
def test_there_are_29_types_and_two_without_abbreviation() -> None:
    types = [t for t in queries.document_types(TODAY) if not t.normative]
    assert len(types) == 29
    assert [t.name for t in types if not t.abbreviation] == ["Công văn", "Thư công"]
    assert types[0].name == "Nghị quyết"
    assert {t.code: t.name for t in types}["QyĐ"] == "Quy định"


@pytest.mark.usefixtures("shipped")
def test_normative_types_stand_behind_them_without_doubles() -> None:
    codes = [t.code for t in queries.document_types(TODAY)]
    assert len(codes) == len(set(codes))
    assert {"L", "PL", "NĐ", "TT", "Lệnh"} <= set(codes)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("kind", "key", "on", "symbol"),
    [
        ("document_type", "QĐ", FIRST_DAY_OF_ND_30, "30/2020/NĐ-CP"),
        ("document_type", "QĐ", LAST_DAY_OF_TT_01, "01/2011/TT-BNV"),
        ("document_type", "GĐĐ", LAST_DAY_OF_TT_01, "01/2011/TT-BNV"),
        ("document_type", "GĐĐ", FIRST_DAY_OF_ND_30, None),
        ("document_type", "PB", LAST_DAY_OF_TT_01, None),
        ("document_type", "PB", TODAY, "30/2020/NĐ-CP"),
        ("register", "incoming", date(2019, 1, 1), "07/2012/TT-BNV"),
        ("register", "incoming", TODAY, "30/2020/NĐ-CP"),
        ("document_type", "QĐ", date(2009, 9, 30), None),
    ],
)
def test_a_record_is_judged_by_the_rule_of_its_day(
    kind: str, key: str, on: date, symbol: str | None
) -> None:
    found = queries.find_rule(kind, key, on)
    assert (found.source_symbol if found else None) == symbol


@pytest.mark.usefixtures("shipped")
def test_registers_have_the_columns_of_the_annex() -> None:
    incoming = queries.register_columns("incoming", TODAY)
    assert len(incoming) == 10
    assert incoming[1].title == "Số đến"
    assert sum(column.width for column in incoming) <= 115
    assert len(queries.register_columns("tracking", TODAY)) == 7
    assert len(queries.register_columns("outgoing", TODAY)) == 10
    assert len(queries.register_columns("incoming", date(2019, 1, 1))) == 9


@pytest.mark.usefixtures("shipped")
def test_urgent_papers_have_their_own_clock() -> None:
    def clock(step: str, *, urgent: bool) -> tuple[bool, int | None]:
        found = queries.incoming_deadline(step, TODAY, urgent=urgent)
        assert found is not None
        return found.immediately, found.latest_working_days

    assert clock("transfer", urgent=False) == (False, 1)
    assert clock("transfer", urgent=True) == (True, 0)
    assert clock("notify", urgent=False) == (False, 0)
    assert queries.incoming_deadline("submit", date(1999, 5, 4), urgent=False) is None
    assert queries.rule("urgency", "express", TODAY).flag("immediately")


@pytest.mark.usefixtures("shipped")
def test_what_the_law_leaves_to_the_agency_is_not_shown_as_law() -> None:
    rule = queries.rule("handling_deadline", "normal", TODAY)
    assert rule.number("working_days") == 10
    assert rule.sureness == Sureness.UNVERIFIED
    assert queries.rule("number_sequence", "incoming", TODAY).sureness == Sureness.READ


@pytest.mark.usefixtures("shipped")
def test_every_state_secret_level_is_refused() -> None:
    levels = queries.rules("secrecy", TODAY)
    assert [rule.text("mark") for rule in levels] == ["MẬT", "TỐI MẬT", "TUYỆT MẬT"]
    assert all(rule.flag("refused") for rule in levels)


@pytest.mark.usefixtures("shipped")
def test_a_day_without_a_rule_is_refused_in_vietnamese() -> None:
    with pytest.raises(queries.NoRule) as refused:
        queries.rule("urgency", "urgent", date(1990, 1, 1))
    assert "Chưa có quy định" in refused.value.reasons[0].message


@pytest.mark.usefixtures("shipped")
def test_asking_costs_one_small_query(django_assert_num_queries) -> None:
    queries.rules("document_type", TODAY)
    with django_assert_num_queries(1):
        queries.rules("document_type", TODAY)
    queries.calendar()
    with django_assert_num_queries(1):
        queries.calendar()


def test_two_values_on_one_day_are_refused_by_the_database() -> None:
    a_rule("normal", date(2020, 1, 1), date(2021, 1, 1)).save()
    with (
        pytest.raises(IntegrityError, match="rule_one_value_a_day"),
        transaction.atomic(),
    ):
        a_rule("normal", date(2020, 12, 31)).save()
    with pytest.raises(IntegrityError, match="at_least_one_day"), transaction.atomic():
        a_rule("other", date(2020, 1, 1), date(2020, 1, 1)).save()


def test_a_successor_may_begin_on_the_day_the_first_ends() -> None:
    a_rule("normal", date(2020, 1, 1), date(2021, 1, 1)).save()
    a_rule("normal", date(2021, 1, 1)).save()
    a_rule("other", date(2020, 6, 1)).save()
    assert Rule.objects.valid(on=date(2020, 12, 31)).count() == 2
    assert Rule.objects.valid(on=date(2021, 1, 1)).count() == 2
