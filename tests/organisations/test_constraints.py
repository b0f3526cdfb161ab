"""The database refuses wrong periods and overlaps, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Identifier,
    IdentifierScheme,
    Person,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import Role
from tests.people import Province

Make = Callable[..., dict[str, Any]]


def _agency(_p: Province) -> dict[str, Any]:
    return {"kind": "other"}


def _agency_version(_p: Province) -> dict[str, Any]:
    agency = Agency.objects.create(kind="other", valid_from=date(1990, 1, 1))
    return {
        "agency": agency,
        "name": "Ban A",
        "short_name": "Ban A",
        "issuer_symbol": "BA",
        "folded_name": "ban a",
    }


def _identifier(p: Province) -> dict[str, Any]:
    return {"agency": p.commune, "scheme": IdentifierScheme.CODE_13, "value": "X"}


def _unit(p: Province) -> dict[str, Any]:
    return {"agency": p.commune}


def _unit_version(p: Province) -> dict[str, Any]:
    unit = Unit.objects.create(agency=p.commune, valid_from=date(1990, 1, 1))
    return {"unit": unit, "name": "Tổ A"}


def _person(_p: Province) -> dict[str, Any]:
    return {"full_name": "A", "folded_name": "a"}


def _post(p: Province) -> dict[str, Any]:
    return {"unit": p.office, "name": "Phó", "role": Role.SPECIALIST}


def _appointment(p: Province) -> dict[str, Any]:
    post = Post.objects.create(**_post(p), valid_from=date(1990, 1, 1))
    return {"post": post, "person": p.minh.person}


def _delegation(p: Province) -> dict[str, Any]:
    return {"post": p.dung.post, "person": p.minh.person}


DATED: list[tuple[type[models.Model], Make]] = [
    (Agency, _agency),
    (AgencyVersion, _agency_version),
    (Identifier, _identifier),
    (Unit, _unit),
    (UnitVersion, _unit_version),
    (Person, _person),
    (Post, _post),
    (Appointment, _appointment),
    (Delegation, _delegation),
]
NOT_TWICE = [row for row in DATED if row[0] not in {Agency, Unit, Person, Post}]
BEGIN, MIDDLE, END = date(2001, 1, 1), date(2002, 1, 1), date(2003, 1, 1)


def _put(model: type[models.Model], **values: Any) -> None:
    with transaction.atomic():
        model._default_manager.create(**values)


@pytest.mark.parametrize(("model", "make"), DATED)
def test_a_period_has_at_least_one_day(
    province: Province, model: type[models.Model], make: Make
) -> None:
    values = make(province)

    with pytest.raises(IntegrityError, match="_period"):
        _put(model, **values, valid_from=BEGIN, valid_until=BEGIN)
    with pytest.raises(IntegrityError, match="_period"):
        _put(model, **values, valid_from=END, valid_until=BEGIN)
    _put(model, **values, valid_from=BEGIN, valid_until=date(2001, 1, 2))


@pytest.mark.parametrize(("model", "make"), NOT_TWICE)
def test_two_facts_of_one_thing_never_share_a_day(
    province: Province, model: type[models.Model], make: Make
) -> None:
    values = make(province)
    _put(model, **values, valid_from=BEGIN, valid_until=END)

    for first, last in [
        (MIDDLE, None),
        (date(2000, 1, 1), date(2001, 1, 2)),
        (date(2002, 12, 31), date(2004, 1, 1)),
        (MIDDLE, date(2002, 1, 2)),
        (date(2000, 1, 1), None),
    ]:
        with pytest.raises(IntegrityError):
            _put(model, **values, valid_from=first, valid_until=last)


@pytest.mark.parametrize(("model", "make"), NOT_TWICE)
def test_one_fact_may_follow_another_on_its_last_day(
    province: Province, model: type[models.Model], make: Make
) -> None:
    values = make(province)
    _put(model, **values, valid_from=BEGIN, valid_until=MIDDLE)

    _put(model, **values, valid_from=MIDDLE, valid_until=END)
    _put(model, **values, valid_from=date(2000, 1, 1), valid_until=BEGIN)

    assert model._default_manager.filter(**values).count() == 3


def test_one_code_means_one_agency(province: Province) -> None:
    values = {"scheme": IdentifierScheme.CODE_13, "value": "000.00.77.H03"}
    _put(Identifier, agency=province.commune, **values, valid_from=BEGIN)
    other = Agency.objects.create(kind="other", valid_from=BEGIN)

    with pytest.raises(IntegrityError, match="means_one_agency"):
        _put(Identifier, agency=other, **values, valid_from=MIDDLE)
    _put(
        Identifier,
        agency=other,
        scheme=IdentifierScheme.CODE_35,
        value="000.00.77.H03",
        valid_from=MIDDLE,
    )


def test_a_person_may_hold_two_posts_but_a_post_has_one_holder(
    province: Province,
) -> None:
    with pytest.raises(IntegrityError, match="one_holder"):
        _put(
            Appointment,
            post=province.hoa.post,
            person=province.minh.person,
            valid_from=province.today,
        )
    post = Post.objects.create(**_post(province), valid_from=BEGIN)
    _put(
        Appointment,
        post=post,
        person=province.minh.person,
        valid_from=province.today,
    )


def test_a_user_is_one_person(province: Province) -> None:
    with pytest.raises(IntegrityError):
        _put(
            Person,
            user=province.lan.user,
            full_name="Khác",
            folded_name="khac",
            valid_from=BEGIN,
        )
