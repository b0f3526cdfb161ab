"""Every change of surveys: one verb, one transaction, one line in the log."""

from congvu.surveys.actions.answering import (
    SavedByOther,
    hand_in,
    return_sheet,
    save_sheet,
)
from congvu.surveys.actions.beginning import (
    SurveyData,
    begin_survey,
    close_survey,
    extend_sheets,
    urge_sheets,
)
from congvu.surveys.actions.composing import compose_report
from congvu.surveys.actions.exporting import export_result, how_many_words
from congvu.surveys.actions.norms import (
    CriterionData,
    PriceData,
    set_criterion,
    set_price,
)
from congvu.surveys.actions.passing import pass_sheets
from congvu.surveys.actions.reminding import remind_of_sheets

__all__ = [
    "CriterionData",
    "PriceData",
    "SavedByOther",
    "SurveyData",
    "begin_survey",
    "close_survey",
    "compose_report",
    "export_result",
    "extend_sheets",
    "hand_in",
    "how_many_words",
    "pass_sheets",
    "remind_of_sheets",
    "return_sheet",
    "save_sheet",
    "set_criterion",
    "set_price",
    "urge_sheets",
]
