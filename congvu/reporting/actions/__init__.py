"""Every change to forms, rounds and reports."""

from congvu.reporting.actions.exporting import export_merged, summed, whole_words
from congvu.reporting.actions.filling import (
    SavedByOther,
    copy_last,
    open_return,
    present,
    said,
    save_answers,
)
from congvu.reporting.actions.forgetting import forget_evidence
from congvu.reporting.actions.forms import (
    change_form,
    drop_question,
    make_form,
    move_question,
    put_question,
)
from congvu.reporting.actions.handing_in import (
    accept,
    ask_correction,
    digest_of,
    submit,
    told,
)
from congvu.reporting.actions.letters import urge_by_letter
from congvu.reporting.actions.loading import Loaded, load_sheet, template
from congvu.reporting.actions.passing import pass_reports
from congvu.reporting.actions.reminding import remind_of_reports
from congvu.reporting.actions.sending import begin_rounds, send_round, withdraw_round
from congvu.reporting.actions.urging import urge

__all__ = [
    "Loaded",
    "SavedByOther",
    "accept",
    "ask_correction",
    "begin_rounds",
    "change_form",
    "copy_last",
    "digest_of",
    "drop_question",
    "export_merged",
    "forget_evidence",
    "load_sheet",
    "make_form",
    "move_question",
    "open_return",
    "pass_reports",
    "present",
    "put_question",
    "remind_of_reports",
    "said",
    "save_answers",
    "send_round",
    "submit",
    "summed",
    "template",
    "told",
    "urge",
    "urge_by_letter",
    "whole_words",
    "withdraw_round",
]
