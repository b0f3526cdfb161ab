"""Both models of the rights, over small worlds made by chance."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, example, given, settings

from congvu.organisations.rules import Role
from tests.rights.asking import Office
from tests.rights.small.asked import judge
from tests.rights.small.plans import PLANS, Away, NewUnit, Plan
from tests.scale import few_or_all, in_turn

T = TypeVar("T", bound=Callable[..., Any])
_numbers = count()


# Found by chance: a desk named in an instruction not transferred yet ended, and its
# heir could read the paper at once.
NOT_TRANSFERRED = Plan(
    units=(), stand_ins=(), papers=((("hold", "binh"),),), end=("binh", "minh"), turn=13
)

# What chance draws seldom: a council whose secretary is asked; work for Minh, who is
# away, that comes to Hoa while Bình works for him; a secret, told of and filed.
COUNCIL = Plan((), (), ((),), ("", ""), turn=1, council=("hoa", "minh", "van"))
AWAY = Plan(
    units=(), stand_ins=(), papers=((("lead", "minh"),),), end=("", ""), turn=0,
    away=(Away("minh", "binh", 0, 2, to_head=True),),
)  # fmt: skip
SECRET = Plan(
    units=(), stand_ins=(), end=("", ""), turn=3,
    papers=(
        (("tell", "binh"), ("file", "minh"), ("doubt", "minh"), ("secret", "minh")),
    ),
)  # fmt: skip


# A duty of a unit, and one of a chair, that ends in favour of another.
DUTIES = Plan(
    units=(), stand_ins=(), papers=((),), end=("nội chính", "khoa giáo"), turn=2,
    duties=("nội chính", "binh"),
)  # fmt: skip

# Found by chance: the duty of a chair that Hoa leads moves with it to another unit.
MOVED = Plan(
    units=(NewUnit("khoa giáo", (Role.SPECIALIST,)),), stand_ins=(), papers=((),),
    end=("tổ một 0", "van"), turn=1, duties=("tổ một 0",),
)  # fmt: skip


FOUND = [NOT_TRANSFERRED, COUNCIL, AWAY, SECRET, DUTIES, MOVED]


def and_found(test: T) -> T:
    """With the worlds above: in short one or two of them, all within four days."""
    for plan in in_turn(FOUND, 4):
        test = example(plan=plan)(test)
    return test


# Few, and nothing is made smaller: a plan is a few lines, each try is a whole world,
# and `make soak` goes on with them for minutes (``worlds.py``).
@pytest.mark.repeats
@and_found
@settings(
    max_examples=few_or_all(3, 15),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(plan=PLANS)
def test_both_models_agree_on_any_small_world(office: Office, plan: Plan) -> None:
    wrong, _asked = judge(office, plan, next(_numbers))

    assert wrong == [], plan
