"""What people type about plans and dossiers. Forms read; actions decide."""

from congvu.archives.forms.dossiers import (
    ChangeForm,
    CloseForm,
    FileForm,
    FilePaperForm,
    FreezeForm,
    ListForm,
    MoveForm,
    OpenForm,
    PackageForm,
    PackForm,
    RightForm,
    WhyForm,
    dossier_initial,
)
from congvu.archives.forms.handing import (
    HandOverForm,
    HistoricalForm,
    PostponeForm,
    TakeForm,
)
from congvu.archives.forms.plans import CopyForm, IssueForm, PlainForm, PlanForm

__all__ = [
    "ChangeForm",
    "CloseForm",
    "CopyForm",
    "FileForm",
    "FilePaperForm",
    "FreezeForm",
    "HandOverForm",
    "HistoricalForm",
    "IssueForm",
    "ListForm",
    "MoveForm",
    "OpenForm",
    "PackForm",
    "PackageForm",
    "PlainForm",
    "PlanForm",
    "PostponeForm",
    "RightForm",
    "TakeForm",
    "WhyForm",
    "dossier_initial",
]
