"""Every change of the portal."""

from congvu.portal.actions.answers import publish_answer, withdraw_answer
from congvu.portal.actions.asking_passed import pass_questions
from congvu.portal.actions.certificates import show_certificate, show_withdrawn
from congvu.portal.actions.changing import (
    destroy_beside,
    destroy_copies,
    expire_papers,
    note_recalled,
    take_down,
    tell_relation,
)
from congvu.portal.actions.days import close_days
from congvu.portal.actions.draft_files import lay_draft_file
from congvu.portal.actions.forgetting import (
    forget_contacts,
    forget_counts,
    forget_unconfirmed,
)
from congvu.portal.actions.handling import (
    approve_answer,
    close_question,
    draft_answer,
    forward_question,
    promise_answer,
    return_answer,
)
from congvu.portal.actions.letters import claim_letter, close_letter, put_letter_back
from congvu.portal.actions.looking import open_question_file, record_question_view
from congvu.portal.actions.meter import (
    look_section_through,
    measure_sections,
    remind_of_sections,
)
from congvu.portal.actions.opening import (
    index_drafts,
    judge_comment,
    keep_group,
    open_draft,
    publish_summary,
    remove_group,
    withdraw_draft,
)
from congvu.portal.actions.papers_passing import pass_publishings
from congvu.portal.actions.passing import pass_pages
from congvu.portal.actions.personal import PersonalSaid, answer_personal, lay_redacted
from congvu.portal.actions.pictures import draw_pictures
from congvu.portal.actions.proposing import (
    PublicWish,
    decide_public,
    note_issued,
    propose_public,
)
from congvu.portal.actions.reminders import (
    remind_of_pages,
    settle_page,
    tell_handed_in,
    tell_sent_back,
)
from congvu.portal.actions.reminding import remind_of_questions
from congvu.portal.actions.rights import end_editor, enter, give_groups, name_editor
from congvu.portal.actions.searching import drop_row, empty_row, index_pages, put_row
from congvu.portal.actions.sending import (
    RatingGiven,
    TooMuch,
    count_sending,
    refuse_flood,
    send_comment,
    send_confirmation,
    send_question,
    send_rating,
)
from congvu.portal.actions.shelf import mend_shelf
from congvu.portal.actions.showing import read_publishing
from congvu.portal.actions.sites import make_sites, mark_ended
from congvu.portal.actions.taking import confirm_all, take_in
from congvu.portal.actions.visits import count_visits, forget_visits, put_aside

__all__ = [
    "PersonalSaid",
    "PublicWish",
    "RatingGiven",
    "TooMuch",
    "answer_personal",
    "approve_answer",
    "claim_letter",
    "close_days",
    "close_letter",
    "close_question",
    "confirm_all",
    "count_sending",
    "count_visits",
    "decide_public",
    "destroy_beside",
    "destroy_copies",
    "draft_answer",
    "draw_pictures",
    "drop_row",
    "empty_row",
    "end_editor",
    "enter",
    "expire_papers",
    "forget_contacts",
    "forget_counts",
    "forget_unconfirmed",
    "forget_visits",
    "forward_question",
    "give_groups",
    "index_drafts",
    "index_pages",
    "judge_comment",
    "keep_group",
    "lay_draft_file",
    "lay_redacted",
    "look_section_through",
    "make_sites",
    "mark_ended",
    "measure_sections",
    "mend_shelf",
    "name_editor",
    "note_issued",
    "note_recalled",
    "open_draft",
    "open_question_file",
    "pass_pages",
    "pass_publishings",
    "pass_questions",
    "promise_answer",
    "propose_public",
    "publish_answer",
    "publish_summary",
    "put_aside",
    "put_letter_back",
    "put_row",
    "read_publishing",
    "record_question_view",
    "refuse_flood",
    "remind_of_pages",
    "remind_of_questions",
    "remind_of_sections",
    "remove_group",
    "return_answer",
    "send_comment",
    "send_confirmation",
    "send_question",
    "send_rating",
    "settle_page",
    "show_certificate",
    "show_withdrawn",
    "take_down",
    "take_in",
    "tell_handed_in",
    "tell_relation",
    "tell_sent_back",
    "withdraw_answer",
    "withdraw_draft",
]
