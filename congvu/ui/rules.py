"""What a page hands to the parts: small records without Django, queries or a clock.

Apps below ``ui`` do not exist for it, so each record says in plain values what the
template draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from congvu.lib.dates import VIETNAM

# Lines of a list on screen, twice what fits at once; the rest is behind "Trang sau".
SHOWN_LINES = 30


class Tone(StrEnum):
    """The only meanings a colour may carry; PLAIN is ink."""

    PLAIN = ""
    DONE = "done"
    LOOK = "look"
    LATE = "late"


@dataclass(frozen=True)
class Place:
    """One item of the spine. ``phone`` puts it among the three at the bottom.

    ``about`` says what one does there, for a page that lists places.
    """

    label: str
    url: str
    icon: str
    count: int | None = None
    active: bool = False
    second: bool = False
    phone: bool = False
    short: str = ""
    about: str = ""


@dataclass(frozen=True)
class Hat:
    """A post the person may act from; ``key`` is what the hat form posts.

    ``waiting`` is how much work lies there, so that a hat not worn is not forgotten.
    """

    key: str
    post: str
    unit: str = ""
    current: bool = False
    waiting: int = 0


@dataclass(frozen=True)
class Shell:
    """Everything around the page: who, which day, and where the fixed doors lead.

    An empty address hides its door, so a half-configured page still draws.
    """

    agency: str = ""
    person: str = ""
    post: str = ""
    today: date | None = None
    demo: bool = False
    places: Sequence[Place] = ()
    hats: Sequence[Hat] = ()
    home_url: str = "/"
    search_url: str = ""
    suggest_url: str = ""
    notices_url: str = ""
    notices: int = 0
    bell_url: str = ""
    unlock_url: str = ""
    bell_since: datetime | None = None
    hat_url: str = ""
    language_url: str = ""
    absence_url: str = ""
    settings_url: str = ""
    sessions_url: str = ""
    programs_url: str = ""
    sign_out_url: str = ""
    help_url: str = ""
    keys_on: bool = True
    theme: str = ""
    size: str = ""


@dataclass(frozen=True)
class Deadline:
    """Working days left on ``today``; None means there is no deadline."""

    days_left: int | None
    due_on: date | None = None
    today: date | None = None
    hour: str = ""
    done: bool = False

    @property
    def tone(self) -> Tone:
        if self.done:
            return Tone.DONE
        if self.days_left is None or self.days_left > 1:
            return Tone.PLAIN
        return Tone.LATE if self.days_left < 0 else Tone.LOOK

    @property
    def is_next_day(self) -> bool:
        """Friday to Monday is one working day, but nobody calls Monday tomorrow."""
        if self.due_on is None or self.today is None:
            return True
        return (self.due_on - self.today).days <= 1


@dataclass(frozen=True)
class Row:
    """A line of a register (``number``) or of a list of work (``verb``).

    ``quote`` is a place of its text, where something was looked for. ``whole``: opened
    as a page, never beside the list.
    """

    url: str
    subject: str
    number: str = ""
    verb: str = ""
    sender: str = ""
    symbol: str = ""
    day: date | None = None
    note: str = ""
    holder: str = ""
    deadline: Deadline | None = None
    urgency: str = ""
    state: str = ""
    state_tone: str = ""
    unread: bool = False
    selected: bool = False
    key: str = ""
    quote: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Event:
    """One line of Diễn biến; ``state`` is done, now or expected."""

    text: str
    actor: str = ""
    at: datetime | None = None
    when: str = ""
    state: str = "done"
    url: str = ""


def dated(events: Sequence[Event], on: date) -> list[Event]:
    """With the day beside the hour, unless all of it happened on this one.

    In Vietnam's time; of another year the day alone has room.
    """
    local = [
        replace(e, at=e.at.astimezone(VIETNAM)) if e.at is not None else e
        for e in events
    ]
    if all(e.at.date() == on for e in local if e.at is not None):
        return local
    return [replace(e, when=_when(e.at, on)) if e.at else e for e in local]


def _when(at: datetime, on: date) -> str:
    return at.strftime("%d/%m %H:%M" if at.year == on.year else "%d/%m/%Y")


@dataclass(frozen=True)
class Box:
    """A numbered box on the paper, in fractions of the page from its top left."""

    number: int
    x0: float
    y0: float
    x1: float
    y1: float
    state: str = "read"


@dataclass(frozen=True)
class DrawnBox:
    """A box in the 1000 × 1414 units of the overlay, with its number's place."""

    number: int
    state: str
    x: int
    y: int
    width: int
    height: int
    dot_x: int
    dot_y: int

    @property
    def text_y(self) -> int:
        return self.dot_y + 8


def draw_box(box: Box) -> DrawnBox:
    """The box as whole units, its number kept on the page at its left edge."""
    x, y = round(box.x0 * 1000), round(box.y0 * 1414)
    width = max(8, round((box.x1 - box.x0) * 1000))
    height = max(8, round((box.y1 - box.y0) * 1414))
    return DrawnBox(
        number=box.number,
        state=box.state,
        x=x,
        y=y,
        width=width,
        height=height,
        dot_x=max(18, x - 22),
        dot_y=y + height // 2,
    )


@dataclass(frozen=True)
class Figure:
    """A number that is a link to its list."""

    label: str
    value: str
    url: str = ""
    more: str = ""
    tone: str = ""


@dataclass(frozen=True)
class RulerDay:
    """One day of the ruler; ``off`` days are hatched and hold no work."""

    label: str = ""
    count: int = 0
    tone: str = ""
    url: str = ""
    off: bool = False

    @property
    def bars(self) -> range:
        """At most five bars: the number below says the rest."""
        return range(min(self.count, 5))


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int | None = None
    active: bool = False
    late: bool = False


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True)
class Pages:
    """Where a list stands, and its neighbours."""

    text: str = ""
    previous_url: str = ""
    next_url: str = ""


def initials(name: str) -> str:
    """Two letters for a round frame: family name and given name, as people sign."""
    words = name.split()
    if not words:
        return ""
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def dotted(value: int | float) -> str:
    """3117 as 3.117 and 91.9 as 91,9: the Vietnamese way, whatever the language."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    text = f"{value:,.1f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
