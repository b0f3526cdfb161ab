"""Reading notices: the counter, the lines of a page, what people chose, letters."""

from congvu.notices.queries.bell import Bell, bell, unread
from congvu.notices.queries.choices import (
    Choice,
    choices_of,
    mail_choices,
    quiet_of,
)
from congvu.notices.queries.letters import (
    Composed,
    LetterLine,
    PostState,
    compose,
    post_state,
    recent_letters,
)
from congvu.notices.queries.lines import Line, addresses, line_of, lines

__all__ = [
    "Bell",
    "Choice",
    "Composed",
    "LetterLine",
    "Line",
    "PostState",
    "addresses",
    "bell",
    "choices_of",
    "compose",
    "line_of",
    "lines",
    "mail_choices",
    "post_state",
    "quiet_of",
    "recent_letters",
    "unread",
]
