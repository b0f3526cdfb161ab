"""Acts that reorganise bodies: from a sheet's lines to dated facts and their day."""

from congvu.organisations.actions.reforms.acts import (
    carry_out_due,
    carry_out_reform,
    decide_reform,
    prepare_reform,
    withdraw_reform,
)
from congvu.organisations.actions.reforms.choosing import choose_heir
from congvu.organisations.actions.reforms.planning import ReformRefused, plan_reform
from congvu.organisations.actions.reforms.previewing import Preview, preview_reform
from congvu.organisations.actions.reforms.sheets import empty_sheet, read_lines

__all__ = [
    "Preview",
    "ReformRefused",
    "carry_out_due",
    "carry_out_reform",
    "choose_heir",
    "decide_reform",
    "empty_sheet",
    "plan_reform",
    "prepare_reform",
    "preview_reform",
    "read_lines",
    "withdraw_reform",
]
