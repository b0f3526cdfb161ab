"""What people type about outgoing papers, as clean values."""

from congvu.outgoing.forms.books import CloseBookForm, ReopenBookForm
from congvu.outgoing.forms.copies import CopyForm, FinishCopyForm, SealCopyForm
from congvu.outgoing.forms.drafts import (
    AskForm,
    AttachForm,
    CheckForm,
    DraftForm,
    FactsForm,
    OpinionForm,
    PlainForm,
    UploadForm,
    WriteForm,
    facts_initial,
    write_initial,
)
from congvu.outgoing.forms.groups import GroupForm, group_initial
from congvu.outgoing.forms.issuing import (
    IssueForm,
    KeyForm,
    RelationForm,
    ReservedIssueForm,
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
from congvu.outgoing.forms.with_paper import PaperRuleForm

__all__ = [
    "AskForm",
    "AttachForm",
    "CheckForm",
    "CloseBookForm",
    "CopyForm",
    "DraftForm",
    "FactsForm",
    "FinishCopyForm",
    "GroupForm",
    "IssueForm",
    "KeyForm",
    "LineFilterForm",
    "OpinionForm",
    "OutgoingPeriodForm",
    "PaperRuleForm",
    "PlainForm",
    "RelationForm",
    "ReopenBookForm",
    "ReserveForm",
    "ReservedIssueForm",
    "RunForm",
    "SealCopyForm",
    "SequencesForm",
    "SignerForm",
    "UploadForm",
    "WhyForm",
    "WriteForm",
    "facts_initial",
    "group_initial",
    "sequences_initial",
    "write_initial",
]
