"""What is drawn: one small world as a plan of a few lines."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from congvu.organisations.rules import Role

POSTS = ("minh", "binh", "hoa", "van", "son", "ha")
UNITS = ("khoa giáo", "nội chính", "văn phòng")
NEW_UNITS = ("tổ một", "tổ hai")
DESKS = (*POSTS, *UNITS, *NEW_UNITS, "tổ một 0", "tổ một 1", "tổ hai 0")


@dataclass(frozen=True)
class NewUnit:
    above: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class StandIn:
    """``first`` and ``days``: from when, and for how long, counted from today."""

    who: str
    post: str
    first: int
    days: int
    is_limited: bool


@dataclass(frozen=True)
class Away:
    """``deputy`` does the work meanwhile, if anybody; ``to_head``: new work is not for
    the desk but for the head of its unit.
    """

    who: str
    deputy: str
    first: int
    days: int
    to_head: bool


@dataclass(frozen=True)
class Plan:
    """One world; empty where nothing of that kind happens. ``turn``: which doors.

    ``council``: its chair, its secretary and a member. ``duties``: whom Dũng gives one.
    """

    units: tuple[NewUnit, ...]
    stand_ins: tuple[StandIn, ...]
    papers: tuple[tuple[tuple[str, str], ...], ...]
    end: tuple[str, str]
    turn: int
    away: tuple[Away, ...] = ()
    council: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


_ROLES = st.sampled_from([Role.SPECIALIST, Role.UNIT_HEAD, Role.ARCHIVIST])
_HANDED = ("open", "close", "tell", "lead", "hold", "assign", "file")
_STEPS = st.tuples(
    st.sampled_from([*_HANDED, "doubt", "clear", "secret"]), st.sampled_from(DESKS)
)
# A mark seen on a paper, and what is said of it, come together more often than by
# chance alone.
_JUDGED = st.sampled_from(["clear", "secret", ""]).map(
    lambda said: tuple((step, "minh") for step in ("doubt", said) if step)
)
_COURSE = st.lists(_STEPS, max_size=4).map(tuple)
PLANS = st.builds(
    Plan,
    turn=st.integers(0, 15),
    units=st.lists(
        st.builds(
            NewUnit,
            above=st.sampled_from(["", *UNITS]),
            roles=st.lists(_ROLES, min_size=1, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    stand_ins=st.lists(
        st.builds(
            StandIn,
            who=st.sampled_from(["van", "binh", "yen", "thu"]),
            post=st.sampled_from(["minh", "hoa", "binh", "lan", "tổ một 0"]),
            first=st.integers(-3, 1),
            days=st.integers(1, 4),
            is_limited=st.booleans(),
        ),
        max_size=2,
        # Who stood in before and does again is asked at that post as who does today.
        unique_by=lambda wish: (wish.who, wish.post),
    ).map(tuple),
    away=st.lists(
        st.builds(
            Away,
            who=st.sampled_from(["minh", "binh", "hoa", "van", "lan"]),
            deputy=st.sampled_from(["", "thu", "binh", "ha", "yen"]),
            first=st.integers(-1, 1),
            days=st.integers(1, 3),
            to_head=st.booleans(),
        ),
        max_size=2,
        unique_by=lambda wish: wish.who,
    ).map(tuple),
    papers=st.lists(
        _COURSE | st.tuples(_COURSE, _JUDGED, _COURSE).map(lambda c: sum(c, ())),
        min_size=1,
        max_size=3,
    ).map(tuple),
    end=st.just(("", ""))
    | st.tuples(
        st.sampled_from(["nội chính", "tổ một", "tổ hai", "binh", "tổ một 0"]),
        st.sampled_from(["khoa giáo", "văn phòng", "tổ hai", "minh", "van"]),
    ),
    council=st.just(())
    | st.permutations([*POSTS[:4], "ha", "dung", "tổ một 0"]).map(
        lambda posts: tuple(posts[:3])
    ),
    duties=st.lists(st.sampled_from(DESKS), max_size=2, unique=True).map(tuple),
)
