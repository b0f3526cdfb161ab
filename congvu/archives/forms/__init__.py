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
from congvu.archives.forms.plans import CopyForm, IssueForm, PlainForm, PlanForm

__all__ = [
    "ChangeForm",
    "CloseForm",
    "CopyForm",
    "FileForm",
    "FilePaperForm",
    "FreezeForm",
    "IssueForm",
    "ListForm",
    "MoveForm",
    "OpenForm",
    "PackForm",
    "PackageForm",
    "PlainForm",
    "PlanForm",
    "RightForm",
    "WhyForm",
    "dossier_initial",
]
