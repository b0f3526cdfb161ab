"""The demo's directive: read from the issued paper itself, half decided."""

from __future__ import annotations

import pytest

from congvu.directives.models import Directive
from congvu.duties.models import Duty
from congvu.organisations.models import Agency
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_half_of_a_directive_is_given_to_departments_and_communes(demo: Demo) -> None:
    directive = Directive.objects.get()
    states = list(directive.proposals.values_list("state", flat=True))
    assert states.count("confirmed") == 6
    assert states.count("rejected") == 1
    assert states.count("waiting") >= 3
    given = Duty.objects.filter(proposal__directive=directive)
    for duty in given:
        assert duty.sentence == directive.text[duty.start : duty.end]
    kinds = set(
        Agency.objects.filter(
            pk__in=given.filter(shares__role="lead").values("shares__agency")
        ).values_list("kind", flat=True)
    )
    assert kinds >= {"department", "commune", "province"}
