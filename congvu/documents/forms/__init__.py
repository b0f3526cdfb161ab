"""What people type: ``routing`` to move a paper on, ``intake`` to enter one."""

from congvu.documents.forms.handling import HandlingRulesForm
from congvu.documents.forms.intake import (
    AttachForm,
    CloseRegisterForm,
    CorrectionForm,
    PeriodForm,
    RegistrationForm,
    ReopenRegisterForm,
    UploadForm,
    correction_initial,
)
from congvu.documents.forms.leaving import LeavingForm
from congvu.documents.forms.lists import FilterForm
from congvu.documents.forms.routing import (
    AssignForm,
    DayField,
    InstructForm,
    OpenForm,
    PlainForm,
    ReasonForm,
    RemarkForm,
    ReportForm,
    SharesForm,
    SubmitForm,
    desk_choices,
    say_missing,
    shares_initial,
    show_refusal,
)

__all__ = [
    "AssignForm",
    "AttachForm",
    "CloseRegisterForm",
    "CorrectionForm",
    "DayField",
    "FilterForm",
    "HandlingRulesForm",
    "InstructForm",
    "LeavingForm",
    "OpenForm",
    "PeriodForm",
    "PlainForm",
    "ReasonForm",
    "RegistrationForm",
    "RemarkForm",
    "ReopenRegisterForm",
    "ReportForm",
    "SharesForm",
    "SubmitForm",
    "UploadForm",
    "correction_initial",
    "desk_choices",
    "say_missing",
    "shares_initial",
    "show_refusal",
]
