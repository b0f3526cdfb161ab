"""Both models of the rights, over small worlds made by chance."""

from __future__ import annotations

from itertools import count

from hypothesis import Phase, given, settings

from tests.rights.asking import Office
from tests.rights.small import PLANS, Plan, judge

_numbers = count()


# Nothing is made smaller: a plan is a few lines, and each try is a whole world.
@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(plan=PLANS)
def test_both_models_agree_on_any_small_world(office: Office, plan: Plan) -> None:
    wrong, _asked = judge(office, plan, next(_numbers))

    assert wrong == [], plan
