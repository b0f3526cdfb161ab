"""What people type about plans and dossiers. Forms read; actions decide."""

from congvu.archives.forms.appraising import (
    AppraiseForm,
    DecisionForm,
    MinutesForm,
    OpinionForm,
    WayForm,
)
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
from congvu.archives.forms.retaining import RetentionForm

__all__ = [
    "AppraiseForm",
    "ChangeForm",
    "CloseForm",
    "CopyForm",
    "DecisionForm",
    "FileForm",
    "FilePaperForm",
    "FreezeForm",
    "HandOverForm",
    "HistoricalForm",
    "IssueForm",
    "ListForm",
    "MinutesForm",
    "MoveForm",
    "OpenForm",
    "OpinionForm",
    "PackForm",
    "PackageForm",
    "PlainForm",
    "PlanForm",
    "PostponeForm",
    "RetentionForm",
    "RightForm",
    "TakeForm",
    "WayForm",
    "WhyForm",
    "dossier_initial",
]
