"""What the end of an agency or unit does to reports (docs/adr/0087)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays
from congvu.reporting.actions import pass_reports
from congvu.reporting.queries import count_forms, count_returns

declare(
    Declared(
        "reporting.ReportReturn.agency",
        Fate.FOLLOWS,
        _("báo cáo phải nộp"),
        count_returns,
        pass_reports,
    ),
    Declared(
        "reporting.ReportForm.agency",
        Fate.FOLLOWS,
        _("biểu mẫu báo cáo"),
        count_forms,
        pass_reports,
    ),
    Declared("reporting.ReportForm.unit_id", Fate.FOLLOWS, move=pass_reports),
    Declared("reporting.FormRecipient.agency", Fate.FOLLOWS, move=pass_reports),
    Declared("reporting.FormRecipient.unit_id", Fate.FOLLOWS, move=pass_reports),
    Declared("reporting.ReportReturn.unit_id", Fate.FOLLOWS, move=pass_reports),
)

# Who was asked, and from which post it was handed in, as it was on the day.
stays(
    "reporting.ReportReturn.given_agency",
    "reporting.ReportReturn.given_unit_id",
    "reporting.ReportLetter.agency",
    "reporting.Submission.post_id",
)
