"""What people type about outgoing papers, as clean values."""

from congvu.outgoing.forms.copies import CopyForm, FinishCopyForm
from congvu.outgoing.forms.drafts import (
    AskForm,
    CheckForm,
    DraftForm,
    OpinionForm,
    PlainForm,
    UploadForm,
    WriteForm,
    write_initial,
)
from congvu.outgoing.forms.issuing import (
    IssueForm,
    KeyForm,
    RelationForm,
    RunForm,
    SignerForm,
)
from congvu.outgoing.forms.numbering import (
    LineFilterForm,
    OutgoingPeriodForm,
    ReserveForm,
    SequencesForm,
    WhyForm,
    sequences_initial,
)

__all__ = [
    "AskForm",
    "CheckForm",
    "CopyForm",
    "DraftForm",
    "FinishCopyForm",
    "IssueForm",
    "KeyForm",
    "LineFilterForm",
    "OpinionForm",
    "OutgoingPeriodForm",
    "PlainForm",
    "RelationForm",
    "ReserveForm",
    "RunForm",
    "SequencesForm",
    "SignerForm",
    "UploadForm",
    "WhyForm",
    "WriteForm",
    "sequences_initial",
    "write_initial",
]
