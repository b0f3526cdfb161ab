"""Reading duties: lists, one of them, how shares stood on a day, whom they concern."""

from congvu.duties.queries.bodies import Body, bodies, told_desks, unknown_words
from congvu.duties.queries.deadlines import deadline_shown
from congvu.duties.queries.difficulties import (
    DifficultyPage,
    answer_due,
    difficulties_of,
    difficulties_page,
    visible_difficulties,
)
from congvu.duties.queries.lists import (
    OPEN,
    Asked,
    DutyPage,
    DutyTab,
    bodies_of,
    duties_page,
    narrowed,
    papers_of,
)
from congvu.duties.queries.one import (
    DutyDetail,
    ShareLine,
    duty_detail,
    evidence_of,
    recurs_words,
    rounds_of,
)
from congvu.duties.queries.passing import (
    count_at_desk,
    count_followed,
    count_open_shares,
    going_on,
    moved_duties,
    shares_at,
)
from congvu.duties.queries.reach import (
    Reach,
    followed_shares,
    own_shares,
    supported_shares,
    visible_duties,
    visible_shares,
)
from congvu.duties.queries.scorecard import (
    ScoreAsked,
    Scorecard,
    ScoreLine,
    scorecard,
)
from congvu.duties.queries.states import (
    end_of,
    now_standing,
    standing_on,
    state_case,
)
from congvu.duties.queries.tree import (
    desks_above,
    open_leads_below,
    open_parts_below,
)
from congvu.duties.queries.waiting import (
    WaitingLine,
    Waits,
    late_now,
    urgeable,
    waiting_count,
    waiting_lines,
)

__all__ = [
    "OPEN",
    "Asked",
    "Body",
    "DifficultyPage",
    "DutyDetail",
    "DutyPage",
    "DutyTab",
    "Reach",
    "ScoreAsked",
    "ScoreLine",
    "Scorecard",
    "ShareLine",
    "WaitingLine",
    "Waits",
    "answer_due",
    "bodies",
    "bodies_of",
    "count_at_desk",
    "count_followed",
    "count_open_shares",
    "deadline_shown",
    "desks_above",
    "difficulties_of",
    "difficulties_page",
    "duties_page",
    "duty_detail",
    "end_of",
    "evidence_of",
    "followed_shares",
    "going_on",
    "late_now",
    "moved_duties",
    "narrowed",
    "now_standing",
    "open_leads_below",
    "open_parts_below",
    "own_shares",
    "papers_of",
    "recurs_words",
    "rounds_of",
    "scorecard",
    "shares_at",
    "standing_on",
    "state_case",
    "supported_shares",
    "told_desks",
    "unknown_words",
    "urgeable",
    "visible_difficulties",
    "visible_duties",
    "visible_shares",
    "waiting_count",
    "waiting_lines",
]
