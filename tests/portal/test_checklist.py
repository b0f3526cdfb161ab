"""What a site owes follows from the day and the kind of body."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib.resources import files

import pytest

from congvu.law.formats import LawSet, read_law
from congvu.law.rules import RuleValue, Sureness
from congvu.portal.rules import BY_CODE, FIELD_NAMES, Owed, RulesOfDay, owed_by

SEED = date(2009, 10, 1)
LAST_OF_2009 = date(2011, 7, 31)
FIRST_OF_2011 = date(2011, 8, 1)
LAST_OF_2011 = date(2022, 8, 14)
FIRST_OF_2022 = date(2022, 8, 15)
LAST_OF_2022 = date(2026, 6, 30)
FIRST_OF_2026 = date(2026, 7, 1)
NOW = date(2026, 11, 27)


@lru_cache
def shipped() -> LawSet:
    folder = files("congvu.law") / "data"
    return read_law(
        {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.is_file()}
    )


def of_kind(kind: str, on: date) -> list[RuleValue]:
    law = shipped()
    return [
        RuleValue(
            kind=r.kind,
            key=r.key,
            label=r.label,
            value=r.value,
            valid_from=r.period.valid_from,
            valid_until=r.period.valid_until,
            sureness=r.sureness,
            article=r.article,
            source_code=r.source,
            source_symbol=law.sources[r.source].number_symbol,
            source_title=law.sources[r.source].title,
        )
        for r in law.rules
        if r.kind == kind and r.period.contains(on)
    ]


def rules_on(on: date) -> RulesOfDay:
    return RulesOfDay(
        of_kind("portal_section", on),
        of_kind("portal_scope", on),
        of_kind("portal_deadline", on),
        of_kind("portal_freshness", on),
    )


def owed(kind: str, on: date) -> dict[int, Owed]:
    return {one.code: one for one in owed_by(kind, rules_on(on))}


EVERY = set(range(1, 18))


@pytest.mark.parametrize(
    ("kind", "on", "codes"),
    [
        ("province", SEED, {1, 2, 3, 5, 6, 7, 8, 9, 10}),
        ("district", LAST_OF_2009, {1, 2, 3, 5, 6, 7, 8, 9, 10}),
        ("commune", SEED, set()),
        ("province", FIRST_OF_2011, EVERY - {15, 16}),
        ("district", LAST_OF_2011, EVERY - {12, 15, 16}),
        ("commune", LAST_OF_2011, set()),
        ("department", FIRST_OF_2022, EVERY - {16}),
        ("district", FIRST_OF_2022, EVERY - {12, 16}),
        ("commune", FIRST_OF_2022, EVERY - {12, 16}),
        ("province", LAST_OF_2022, EVERY),
        ("district", LAST_OF_2022, set()),
        ("province", NOW, EVERY),
        ("department", NOW, EVERY),
        ("commune", NOW, EVERY - {12, 16}),
        ("other", NOW, set()),
        ("province", date(2009, 9, 14), set()),
    ],
)
def test_what_is_owed_is_by_the_day_and_the_kind_of_body(
    kind: str, on: date, codes: set[int]
) -> None:
    assert set(owed(kind, on)) == codes


@pytest.mark.parametrize(
    ("code", "on", "days", "sureness"),
    [
        (7, SEED, None, None),
        (6, LAST_OF_2011, 15, Sureness.READ),
        (7, LAST_OF_2011, 10, Sureness.READ),
        (8, LAST_OF_2011, 10, Sureness.READ),
        (11, LAST_OF_2011, 15, Sureness.READ),
        (12, LAST_OF_2011, 20, Sureness.UNVERIFIED),
        (13, LAST_OF_2011, 10, Sureness.UNVERIFIED),
        # the decree of 2022 gives no numbers: what is left is a proposal
        (7, FIRST_OF_2022, 10, Sureness.UNVERIFIED),
        (11, NOW, 15, Sureness.UNVERIFIED),
        (5, NOW, None, None),
    ],
)
def test_a_deadline_is_that_of_its_day_and_says_how_sure_it_is(
    code: int, on: date, days: int | None, sureness: Sureness | None
) -> None:
    deadline = owed("province", on)[code].deadline
    assert (deadline.days if deadline else None) == days
    assert (deadline.sureness if deadline else None) == sureness


def test_nothing_after_june_2026_is_told_as_certain() -> None:
    """The articles of the decree in force were not before us."""
    for kind in ("province", "department", "commune"):
        for one in owed(kind, NOW).values():
            assert not one.is_certain
            read = [one.sureness, one.scope_sureness]
            read += [part.sureness for part in (one.fresh, one.deadline) if part]
            assert Sureness.READ not in read, one
            assert one.code == 16 or one.sureness == Sureness.UNVERIFIED


def test_how_often_is_nowhere_said_so_it_is_always_a_proposal() -> None:
    for on in (SEED, LAST_OF_2011, NOW):
        for one in owed("province", on).values():
            assert one.fresh is None or one.fresh.sureness == Sureness.UNVERIFIED


def test_english_is_owed_for_the_organisation_and_the_contacts() -> None:
    assert {c for c, one in owed("commune", NOW).items() if one.english} == {1, 2}
    assert {c for c, one in owed("province", SEED).items() if one.english} == {1}


def test_the_province_is_looked_through_more_often_than_a_commune() -> None:
    province, commune = owed("province", NOW)[14].fresh, owed("commune", NOW)[14].fresh
    assert province
    assert commune
    assert (province.days, commune.days) == (5, 30)


def test_every_field_a_rule_names_has_its_words() -> None:
    named = {
        str(field)
        for rule in shipped().rules
        if rule.kind == "portal_section"
        for field in rule.value["fields"]  # type: ignore[union-attr]  # a list in this kind
    }
    assert named <= set(FIELD_NAMES)


def test_every_key_a_rule_names_is_a_section() -> None:
    keys = {f"{code:02}" for code in BY_CODE}
    for rule in shipped().rules:
        if rule.kind in ("portal_section", "portal_freshness"):
            assert rule.key in keys, rule.name
