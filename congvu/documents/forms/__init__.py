"""What people type: ``routing`` to move a paper on, ``intake`` to enter one."""

from congvu.documents.forms.following import (
    AskExtensionForm,
    ForwardForm,
    GrantExtensionForm,
    MoveDayForm,
    PassOnForm,
    UrgeForm,
    UrgeManyForm,
)
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
)

__all__ = [
    "AskExtensionForm",
    "AssignForm",
    "AttachForm",
    "CloseRegisterForm",
    "CorrectionForm",
    "DayField",
    "FilterForm",
    "ForwardForm",
    "GrantExtensionForm",
    "HandlingRulesForm",
    "InstructForm",
    "LeavingForm",
    "MoveDayForm",
    "OpenForm",
    "PassOnForm",
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
    "UrgeForm",
    "UrgeManyForm",
    "correction_initial",
    "desk_choices",
    "say_missing",
    "shares_initial",
]
