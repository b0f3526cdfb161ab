"""What people type: ``routing`` to move a paper on, ``intake`` to enter one."""

from congvu.documents.forms.intake import (
    CloseRegisterForm,
    PeriodForm,
    RegistrationForm,
    UploadForm,
)
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
    "CloseRegisterForm",
    "DayField",
    "InstructForm",
    "OpenForm",
    "PeriodForm",
    "PlainForm",
    "ReasonForm",
    "RegistrationForm",
    "RemarkForm",
    "ReportForm",
    "SharesForm",
    "SubmitForm",
    "UploadForm",
    "desk_choices",
    "say_missing",
    "shares_initial",
    "show_refusal",
]
