"""Every change to plans and dossiers."""

from congvu.archives.actions.appraising import (
    OpinionData,
    approve_appraisal,
    conclude_appraisal,
    give_opinions,
    open_appraisal,
    return_appraisal,
)
from congvu.archives.actions.appraising_print import print_appraisal
from congvu.archives.actions.checking import check_sent_package, look_into
from congvu.archives.actions.closing import (
    close_dossier,
    closing_hindrances,
    go_on_closing,
    reopen_dossier,
    words_of,
)
from congvu.archives.actions.destroying import carry_out, go_on_destroying
from congvu.archives.actions.dossiers import (
    DossierData,
    change_dossier,
    open_dossier,
    record_dossier_view,
)
from congvu.archives.actions.freezing import freeze_dossiers, unfreeze_dossiers
from congvu.archives.actions.handing import (
    hand_over_dossiers,
    take_hand_over,
)
from congvu.archives.actions.handing_print import print_hand_over
from congvu.archives.actions.items import (
    add_file,
    file_paper,
    move_item,
    remove_item,
    take_out_file,
)
from congvu.archives.actions.looking import look_through_file
from congvu.archives.actions.packages import (
    ask_for_package,
    forget_in_dossiers,
    make_package,
    take_out_package,
)
from congvu.archives.actions.passing import move_dossiers, pass_dossiers
from congvu.archives.actions.plans import (
    approve_plan,
    copy_plan,
    issue_plan,
    return_plan,
    write_plan,
)
from congvu.archives.actions.postponing import postpone_hand_over
from congvu.archives.actions.printing import export_dossier, print_plan
from congvu.archives.actions.reminding import remind_to_hand_over
from congvu.archives.actions.retaining import decide_retention
from congvu.archives.actions.rights import close_dossier_to, open_dossier_to

__all__ = [
    "DossierData",
    "OpinionData",
    "add_file",
    "approve_appraisal",
    "approve_plan",
    "ask_for_package",
    "carry_out",
    "change_dossier",
    "check_sent_package",
    "close_dossier",
    "close_dossier_to",
    "closing_hindrances",
    "conclude_appraisal",
    "copy_plan",
    "decide_retention",
    "export_dossier",
    "file_paper",
    "forget_in_dossiers",
    "freeze_dossiers",
    "give_opinions",
    "go_on_closing",
    "go_on_destroying",
    "hand_over_dossiers",
    "issue_plan",
    "look_into",
    "look_through_file",
    "make_package",
    "move_dossiers",
    "move_item",
    "open_appraisal",
    "open_dossier",
    "open_dossier_to",
    "pass_dossiers",
    "postpone_hand_over",
    "print_appraisal",
    "print_hand_over",
    "print_plan",
    "record_dossier_view",
    "remind_to_hand_over",
    "remove_item",
    "reopen_dossier",
    "return_appraisal",
    "return_plan",
    "take_hand_over",
    "take_out_file",
    "take_out_package",
    "unfreeze_dossiers",
    "words_of",
    "write_plan",
]
