"""Pages of the organisation: as it was on a day, its changes, and its acts."""

from congvu.organisations.views.agencies import (
    agency_page,
    agency_tree,
    appointment_add,
    appointment_end,
    delegation_add,
    person_add,
    post_add,
    right_confirm,
    right_list,
    seat_choose,
    unit_add,
)
from congvu.organisations.views.reforms import (
    heir_choose,
    look_up_page,
    reform_decide,
    reform_list,
    reform_page,
    reform_prepare,
    reform_template,
    reform_withdraw,
)

__all__ = [
    "agency_page",
    "agency_tree",
    "appointment_add",
    "appointment_end",
    "delegation_add",
    "heir_choose",
    "look_up_page",
    "person_add",
    "post_add",
    "reform_decide",
    "reform_list",
    "reform_page",
    "reform_prepare",
    "reform_template",
    "reform_withdraw",
    "right_confirm",
    "right_list",
    "seat_choose",
    "unit_add",
]
