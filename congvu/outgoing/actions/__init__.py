"""Every change to outgoing papers."""

from congvu.outgoing.actions.checking import (
    approve,
    check_content,
    check_form,
    return_draft,
)
from congvu.outgoing.actions.drafting import (
    DraftWish,
    save_file,
    save_version,
    send_draft,
    start_draft,
    withdraw_draft,
)
from congvu.outgoing.actions.form import mend_form, set_paper
from congvu.outgoing.actions.importing import (
    OldOutgoing,
    import_outgoing,
    take_back_outgoing,
)
from congvu.outgoing.actions.issuing import (
    SentTo,
    issue_draft,
    keep_scan,
    note_pen_signature,
    recall_paper,
    relate_paper,
)
from congvu.outgoing.actions.looking import (
    record_draft_view,
    record_print,
    record_view,
)
from congvu.outgoing.actions.numbering import (
    BookClosed,
    Numbered,
    cancel_number,
    reserve_number,
)
from congvu.outgoing.actions.opinions import (
    ask_opinions,
    close_opinions,
    give_opinion,
)
from congvu.outgoing.actions.passing import pass_outgoing
from congvu.outgoing.actions.printing import export_list, print_register
from congvu.outgoing.actions.sequences import set_sequences
from congvu.outgoing.actions.signing import (
    give_number,
    keep_agency_signature,
    keep_personal_signature,
    ready_to_seal,
    ready_to_sign,
)

__all__ = [
    "BookClosed",
    "DraftWish",
    "Numbered",
    "OldOutgoing",
    "SentTo",
    "approve",
    "ask_opinions",
    "cancel_number",
    "check_content",
    "check_form",
    "close_opinions",
    "export_list",
    "give_number",
    "give_opinion",
    "import_outgoing",
    "issue_draft",
    "keep_agency_signature",
    "keep_personal_signature",
    "keep_scan",
    "mend_form",
    "note_pen_signature",
    "pass_outgoing",
    "print_register",
    "ready_to_seal",
    "ready_to_sign",
    "recall_paper",
    "record_draft_view",
    "record_print",
    "record_view",
    "relate_paper",
    "reserve_number",
    "return_draft",
    "save_file",
    "save_version",
    "send_draft",
    "set_paper",
    "set_sequences",
    "start_draft",
    "take_back_outgoing",
    "withdraw_draft",
]
