"""Every change to incoming documents: one function a verb."""

from congvu.documents.actions.answering import note_answer, note_recalled_answer
from congvu.documents.actions.attaching import attach_item
from congvu.documents.actions.books import close_register, reopen_register
from congvu.documents.actions.correcting import correct_entry
from congvu.documents.actions.doors import (
    put_at_doors,
    put_from_outside,
    take_from_doors,
    tell_lines,
)
from congvu.documents.actions.doubts import confirm_secret, deny_secret
from congvu.documents.actions.extending import (
    ask_extension,
    ask_sender_extension,
    grant_extension,
    move_day,
    refuse_extension,
)
from congvu.documents.actions.finishing import (
    cancel_number,
    confirm,
    end_recalled,
    mark_seen,
    report,
    return_report,
    return_to_sender,
    send_back,
)
from congvu.documents.actions.folders import take_in_folders
from congvu.documents.actions.forwarding import forward
from congvu.documents.actions.hand_over_print import print_hand_over
from congvu.documents.actions.handing import hand_over_desk
from congvu.documents.actions.handling import set_handling_rules
from congvu.documents.actions.importing import (
    Imported,
    OldIncoming,
    OldPaper,
    forget_documents,
    import_incoming,
    make_documents,
    take_back_incoming,
    work_on,
)
from congvu.documents.actions.intake import (
    attach_file,
    destroy_secret,
    discard_item,
    quarantine_item,
    receive_file,
    record_reading,
    refuse_secret_item,
    save_draft,
)
from congvu.documents.actions.landing import offered
from congvu.documents.actions.looking import (
    record_file_view,
    record_look,
    record_page_look,
    record_pile_look,
    record_print,
    record_view,
)
from congvu.documents.actions.marking import print_marked
from congvu.documents.actions.mending import join_papers, keep_page, split_paper
from congvu.documents.actions.passing_parts import answer_pass_on, ask_pass_on, pass_on
from congvu.documents.actions.piles import receive_pile, set_label_prefix, take_apart
from congvu.documents.actions.printing import (
    Printed,
    export_list,
    print_register,
    printed_by,
)
from congvu.documents.actions.reading import look_again, read_item
from congvu.documents.actions.recalling import recall
from congvu.documents.actions.registering import (
    BackDated,
    Entered,
    PossibleDuplicate,
    RegisterClosed,
    register_incoming,
    register_ready,
)
from congvu.documents.actions.reminding import remind
from congvu.documents.actions.rights import close_to, open_to
from congvu.documents.actions.routing import (
    assign,
    instruct,
    submit,
    transfer,
)
from congvu.documents.actions.saved import choose_columns, delete_filter, save_filter
from congvu.documents.actions.secrets import (
    SecretRefused,
    refuse_secret,
    secret_words,
)
from congvu.documents.actions.shares import Share, follow, is_own_desk, may_hand_to
from congvu.documents.actions.slips import print_slip
from congvu.documents.actions.urging import urge, urge_many

__all__ = [
    "BackDated",
    "Entered",
    "Imported",
    "OldIncoming",
    "OldPaper",
    "PossibleDuplicate",
    "Printed",
    "RegisterClosed",
    "SecretRefused",
    "Share",
    "answer_pass_on",
    "ask_extension",
    "ask_pass_on",
    "ask_sender_extension",
    "assign",
    "attach_file",
    "attach_item",
    "cancel_number",
    "choose_columns",
    "close_register",
    "close_to",
    "confirm",
    "confirm_secret",
    "correct_entry",
    "delete_filter",
    "deny_secret",
    "destroy_secret",
    "discard_item",
    "end_recalled",
    "export_list",
    "follow",
    "forget_documents",
    "forward",
    "grant_extension",
    "hand_over_desk",
    "import_incoming",
    "instruct",
    "is_own_desk",
    "join_papers",
    "keep_page",
    "look_again",
    "make_documents",
    "mark_seen",
    "may_hand_to",
    "move_day",
    "note_answer",
    "note_recalled_answer",
    "offered",
    "open_to",
    "pass_on",
    "print_hand_over",
    "print_marked",
    "print_register",
    "print_slip",
    "printed_by",
    "put_at_doors",
    "put_from_outside",
    "quarantine_item",
    "read_item",
    "recall",
    "receive_file",
    "receive_pile",
    "record_file_view",
    "record_look",
    "record_page_look",
    "record_pile_look",
    "record_print",
    "record_reading",
    "record_view",
    "refuse_extension",
    "refuse_secret",
    "refuse_secret_item",
    "register_incoming",
    "register_ready",
    "remind",
    "reopen_register",
    "report",
    "return_report",
    "return_to_sender",
    "save_draft",
    "save_filter",
    "secret_words",
    "send_back",
    "set_handling_rules",
    "set_label_prefix",
    "split_paper",
    "submit",
    "take_apart",
    "take_back_incoming",
    "take_from_doors",
    "take_in_folders",
    "tell_lines",
    "transfer",
    "urge",
    "urge_many",
    "work_on",
]
