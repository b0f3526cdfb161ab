"""Every change to outgoing papers."""

from congvu.outgoing.actions.attaching import Given, attach_files, detach_file
from congvu.outgoing.actions.books import close_book, reopen_book
from congvu.outgoing.actions.checking import (
    approve,
    check_content,
    check_form,
    return_draft,
)
from congvu.outgoing.actions.copies import (
    CopyWish,
    finish_copy,
    keep_marked_copy,
    mark_of,
    print_copy,
    ready_to_mark,
    start_copy,
)
from congvu.outgoing.actions.drafting import (
    DraftWish,
    save_version,
    send_draft,
    start_draft,
    withdraw_draft,
)
from congvu.outgoing.actions.facts import change_facts
from congvu.outgoing.actions.forgetting import forget_in_drafts
from congvu.outgoing.actions.form import mend_form, set_paper
from congvu.outgoing.actions.groups import (
    GroupWish,
    change_group,
    drop_group,
    make_group,
)
from congvu.outgoing.actions.importing import (
    OldOutgoing,
    import_outgoing,
    take_back_outgoing,
)
from congvu.outgoing.actions.issuing import (
    issue_draft,
    keep_scan,
    note_pen_signature,
    recall_paper,
    relate_paper,
)
from congvu.outgoing.actions.looking import (
    record_draft_view,
    record_file_view,
    record_print,
    record_version_print,
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
from congvu.outgoing.actions.outside import (
    Returned,
    code_of,
    keep_outside,
    note_outside_failure,
    owner_outside,
    ready_outside,
    start_outside,
    take_digest,
    take_signature,
)
from congvu.outgoing.actions.passing import pass_outgoing
from congvu.outgoing.actions.printing import export_list, print_register
from congvu.outgoing.actions.recipients import Chosen, Groups
from congvu.outgoing.actions.reserved import SignedBy, issue_reserved
from congvu.outgoing.actions.runs import RunAtWork, start_run
from congvu.outgoing.actions.sequences import set_sequences
from congvu.outgoing.actions.signer import change_signer
from congvu.outgoing.actions.signing import (
    give_number,
    keep_agency_signature,
    keep_personal_signature,
    ready_to_seal,
    ready_to_sign,
)
from congvu.outgoing.actions.templates import (
    drop_template,
    set_template,
    template_file,
)
from congvu.outgoing.actions.typing import drop_typed, keep_typed
from congvu.outgoing.actions.uploading import save_file
from congvu.outgoing.actions.with_paper import said_of, set_paper_rule
from congvu.outgoing.rules import SentTo

__all__ = [
    "BookClosed",
    "Chosen",
    "CopyWish",
    "DraftWish",
    "Given",
    "GroupWish",
    "Groups",
    "Numbered",
    "OldOutgoing",
    "Returned",
    "RunAtWork",
    "SentTo",
    "SignedBy",
    "approve",
    "ask_opinions",
    "attach_files",
    "cancel_number",
    "change_facts",
    "change_group",
    "change_signer",
    "check_content",
    "check_form",
    "close_book",
    "close_opinions",
    "code_of",
    "detach_file",
    "drop_group",
    "drop_template",
    "drop_typed",
    "export_list",
    "finish_copy",
    "forget_in_drafts",
    "give_number",
    "give_opinion",
    "import_outgoing",
    "issue_draft",
    "issue_reserved",
    "keep_agency_signature",
    "keep_marked_copy",
    "keep_outside",
    "keep_personal_signature",
    "keep_scan",
    "keep_typed",
    "make_group",
    "mark_of",
    "mend_form",
    "note_outside_failure",
    "note_pen_signature",
    "owner_outside",
    "pass_outgoing",
    "print_copy",
    "print_register",
    "ready_outside",
    "ready_to_mark",
    "ready_to_seal",
    "ready_to_sign",
    "recall_paper",
    "record_draft_view",
    "record_file_view",
    "record_print",
    "record_version_print",
    "record_view",
    "relate_paper",
    "reopen_book",
    "reserve_number",
    "return_draft",
    "said_of",
    "save_file",
    "save_version",
    "send_draft",
    "set_paper",
    "set_paper_rule",
    "set_sequences",
    "set_template",
    "start_copy",
    "start_draft",
    "start_outside",
    "start_run",
    "take_back_outgoing",
    "take_digest",
    "take_signature",
    "template_file",
    "withdraw_draft",
]
