"""A code is a fact with a period: never a key."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import PeriodTaken, give_identifier
from congvu.organisations.models import Identifier, IdentifierScheme
from congvu.organisations.queries import agency_by_code
from tests.people import SINCE, Province

REFORM = date(2025, 7, 1)


def test_a_code_reused_after_the_reform_means_another_agency(
    province: Province,
) -> None:
    Identifier.objects.filter(value="01918").update(valid_until=REFORM)

    give_identifier(
        agency=province.committee,
        scheme=IdentifierScheme.COMMUNE_5,
        value="01918",
        valid_from=REFORM,
        by=SYSTEM,
        at=province.at,
    )

    assert agency_by_code("01918", date(2025, 6, 30)) == province.commune
    assert agency_by_code("01918", REFORM) == province.committee
    assert agency_by_code("01918", date(2001, 1, 1)) is None


def test_a_code_in_use_is_refused_in_words(province: Province) -> None:
    with pytest.raises(PeriodTaken) as refusal:
        give_identifier(
            agency=province.committee,
            scheme=IdentifierScheme.COMMUNE_5,
            value="01918",
            valid_from=REFORM,
            by=SYSTEM,
            at=province.at,
        )

    assert "01918" in str(refusal.value)
    assert refusal.value.reasons[0].field == "value"


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        (IdentifierScheme.CODE_13, "H03"),
        (IdentifierScheme.CODE_35, "H-03"),
        (IdentifierScheme.COMMUNE_5, "918"),
    ],
)
def test_a_code_of_the_wrong_shape_is_refused(
    province: Province, scheme: str, value: str
) -> None:
    before = AuditEvent.objects.count()

    with pytest.raises(Refused):
        give_identifier(
            agency=province.commune,
            scheme=scheme,
            value=value,
            valid_from=SINCE,
            by=SYSTEM,
            at=province.at,
        )

    assert AuditEvent.objects.count() == before


def test_old_and_new_codes_both_find_the_province(province: Province) -> None:
    assert agency_by_code(" h03 ", province.today) == province.committee
    assert agency_by_code("000.00.00.H03", province.today) == province.committee
