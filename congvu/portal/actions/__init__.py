from congvu.portal.actions.asking_passed import (
    pass_questions,
)
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
from congvu.portal.actions.letters import (
    claim_letter,
    close_letter,
    put_letter_back,
)
from congvu.portal.actions.looking import (
    open_question_file,
    record_question_view,
)
from congvu.portal.actions.opening import (
    judge_comment,
    keep_group,
    open_draft,
    publish_summary,
    remove_group,
    withdraw_draft,
)
from congvu.portal.actions.passing import pass_pages
from congvu.portal.actions.publishing import (
    publish_answer,
    withdraw_answer,
)
from congvu.portal.actions.reminding import (
    remind_of_questions,
)
from congvu.portal.actions.rights import end_editor, enter, give_groups, name_editor
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
from congvu.portal.actions.sites import make_sites, mark_ended
from congvu.portal.actions.taking import (
    confirm_all,
    take_in,
)

__all__ = [
    "RatingGiven",
    "TooMuch",
    "approve_answer",
    "claim_letter",
    "close_letter",
    "close_question",
    "confirm_all",
    "count_sending",
    "draft_answer",
    "end_editor",
    "enter",
    "forget_contacts",
    "forget_counts",
    "forget_unconfirmed",
    "forward_question",
    "give_groups",
    "judge_comment",
    "keep_group",
    "make_sites",
    "mark_ended",
    "name_editor",
    "open_draft",
    "open_question_file",
    "pass_pages",
    "pass_questions",
    "promise_answer",
    "publish_answer",
    "publish_summary",
    "put_letter_back",
    "record_question_view",
    "refuse_flood",
    "remind_of_questions",
    "remove_group",
    "return_answer",
    "send_comment",
    "send_confirmation",
    "send_question",
    "send_rating",
    "take_in",
    "withdraw_answer",
    "withdraw_draft",
]
