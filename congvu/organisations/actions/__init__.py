"""Every change to the organisation: one function a verb."""

from congvu.organisations.actions.bodies import (
    PeriodTaken,
    create_agency,
    create_unit,
    give_identifier,
)
from congvu.organisations.actions.loading import Loaded, LoadRefused, load_office
from congvu.organisations.actions.passing_on import pass_bodies, pass_on
from congvu.organisations.actions.people import (
    add_official,
    add_person,
    appoint,
    create_post,
    end_appointment,
    record_seat_choice,
    who_and_where,
)
from congvu.organisations.actions.reforms import (
    Preview,
    ReformRefused,
    carry_out_due,
    carry_out_reform,
    choose_heir,
    decide_reform,
    empty_sheet,
    plan_reform,
    prepare_reform,
    preview_reform,
    read_lines,
    withdraw_reform,
)
from congvu.organisations.actions.rights import confirm_right_change, point_out
from congvu.organisations.actions.standing_in import (
    delegate,
    end_absence,
    end_delegation,
    record_absence,
)

__all__ = [
    "LoadRefused",
    "Loaded",
    "PeriodTaken",
    "Preview",
    "ReformRefused",
    "add_official",
    "add_person",
    "appoint",
    "carry_out_due",
    "carry_out_reform",
    "choose_heir",
    "confirm_right_change",
    "create_agency",
    "create_post",
    "create_unit",
    "decide_reform",
    "delegate",
    "empty_sheet",
    "end_absence",
    "end_appointment",
    "end_delegation",
    "give_identifier",
    "load_office",
    "pass_bodies",
    "pass_on",
    "plan_reform",
    "point_out",
    "prepare_reform",
    "preview_reform",
    "read_lines",
    "record_absence",
    "record_seat_choice",
    "who_and_where",
    "withdraw_reform",
]
