"""The organisation's pages, by what one comes for."""

from congvu.organisations.views.absences import absence_end, absences
from congvu.organisations.views.agencies import agency_page, agency_tree
from congvu.organisations.views.changing import (
    appointment_add,
    appointment_end,
    delegation_add,
    delegation_end,
    person_add,
    post_add,
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
from congvu.organisations.views.rights import right_confirm, right_list, seat_choose

__all__ = [
    "absence_end",
    "absences",
    "agency_page",
    "agency_tree",
    "appointment_add",
    "appointment_end",
    "delegation_add",
    "delegation_end",
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
