"""Who is told to do something: the noun phrases of offices and people.

A phrase begins with a head ("Sở", "Ủy ban nhân dân", "các đơn vị") and goes on until a
verb begins. Names are told from verbs by their capital letters: "Ban Quản lý
dự án" is a name, "Ban quản lý chợ kiểm tra" has its verb in small letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from congvu.directives.rules import verbs
from congvu.directives.rules.offices import (
    CLASSES,
    COMPOUNDS,
    HEADS,
    NOT_HEADS,
    PLACES,
    PLURAL,
    SECTORS,
    TITLES,
)
from congvu.directives.rules.words import Phrases, Words, one_of

_ENDS = frozenset([".", ";", ":", "!", "?", "./.", "…", "..."])


_MOST_WORDS = 48


_MOST_ACTORS = 16


@dataclass(frozen=True)
class Actor:
    """Word places: the whole phrase, each name in it, and where the lead is sure."""

    start: int
    end: int
    names: tuple[tuple[int, int], ...]


def actor_at(words: Words, place: int, stop: int) -> Actor | None:
    """The phrase of actors that begins at ``place``, if one does."""
    names: list[tuple[int, int]] = []
    at = place
    while at < stop and len(names) < _MOST_ACTORS:
        found = _name(words, at, stop)
        if found is None:
            break
        end, after = found
        names.append((at, end))
        at = _over_appositive(words, after, stop)
        if TITLES.at(words.low, names[-1][0]):
            at = _over_post(words, at, stop)
        linked = _link(words, at, stop)
        if not linked:
            break
        begin = at + linked
        if not _head_at(words, begin, stop):
            break
        at = begin
    if not names:
        return None
    return Actor(place, at, tuple(names))


def _over_appositive(words: Words, at: int, stop: int) -> int:
    """Past the same body said again after a dash: "Sở X - Cơ quan thường trực …"."""
    if at + 1 < stop and words.low[at] == "-" and _appositive(words, at + 1):
        again = _name(words, at + 1, stop)
        return again[1] if again else at
    return at


def _over_post(words: Words, at: int, stop: int) -> int:
    """Past the post of somebody named: "đồng chí Lê Thị Hoa, Phó Trưởng ban"."""
    begin = at + 1
    if begin >= stop or words.low[at] not in (",", "-"):
        return at
    if words.low[begin] not in _POSTS or not words.is_capital(begin):
        return at
    post = _name(words, begin, stop)
    return post[1] if post else at


def _link(words: Words, at: int, stop: int) -> int:
    """How many words join one actor to the next: ",", "và", ", và"."""
    low = words.low
    size = 0
    if at < stop and low[at] in (",", ";", "/"):
        size = 1
    if at + size < stop and low[at + size] in ("và", "cùng", "hoặc", "&"):
        size += 1
    if at + size < stop and low[at + size] == "với":
        return 0
    return size


def _head_at(words: Words, at: int, stop: int) -> int:
    """How many words the head takes with its "các" before it; 0 when none is there."""
    low = words.low
    size = 0
    if NOT_HEADS.at(low, at):
        return 0
    while at + size < stop and (many := PLURAL.at(low, at + size)):
        if HEADS.at(low, at + size) > many:
            break
        size += many
    head = HEADS.at(low, at + size) if at + size < stop else 0
    if size and at + size < stop and NOT_HEADS.at(low, at + size):
        return 0
    if size and not head and at + size < stop and words.is_capital(at + size):
        letters = words.seen[at + size]
        if words.seen[at].isupper() and len(words.seen[at]) > 1:
            return 0  # "CÁC NHIỆM VỤ": a heading in capitals, no short name
        if len(letters) >= 3 and letters.isupper():
            return size + 1
        return size if low[at + size - 1] in ("ông", "bà", "chí") else 0
    if not head or at + size + head > stop:
        return 0
    # "tổ", "bộ" and "cấp" in small letters are also verbs and measures.
    alone = head == 1 and not size and not words.is_capital(at)
    if alone and low[at] in ("tổ", "bộ", "ban", "hội", "cấp", "vụ", "báo"):
        return 0
    if low[at + size : at + size + 2] == ["tổ", "chức"] and not size and head == 2:
        capital = words.is_capital(at)
        if not capital or HEADS.at(low, at + 2) or verbs.ACTIONS.at(low, at + 2):
            return 0
        if head == 2 and low[at + 2 : at + 3] in ([","], ["các"], ["tốt"]):
            return 0
        if head == 2:
            return 0
    return size + head


def _name(words: Words, at: int, stop: int) -> tuple[int, int] | None:
    """Where the name that begins at ``at`` ends, and where reading goes on."""
    head = _head_at(words, at, stop)
    if not head:
        return None
    low = words.low
    many = PLURAL.at(low, at) > 0
    here = at + head
    last = min(stop, at + _MOST_WORDS)
    end = here
    while here < last:
        word = low[here]
        if word == "(":
            closed = _closing(low, here, last)
            if closed is None:
                break
            here = closed
            continue
        if (
            word in _ENDS
            and not _is_short(words, here, last)
            and not (word == ":" and _list_of_names(words, here, at))
        ):
            break
        if word == "." and _is_short(words, here, last):
            here += 1
            continue
        many = many or low[here] in ("các", "những")
        step = _goes_on(words, here, last, many=many, at=at)
        if step <= 0:
            if step < 0:
                here -= step
                break
            break
        here += step
        end = here
    return end, max(here, end)


def _is_short(words: Words, here: int, last: int) -> bool:
    """The full stop of "TP. Hà Nội"."""
    return (
        words.low[here] == "."
        and (
            words.low[here - 1] in ("tp", "tx", "tt", "q", "p", "h")
            or words.low[here - 1 : here + 2] == ["t", ".", "ư"]
        )
        and here + 1 < last
        and words.is_capital(here + 1)
    )


def _closing(low: list[str], here: int, last: int) -> int | None:
    for place in range(here, min(last, here + 30)):
        if low[place] == ")":
            return place + 1
    return None


def _list_of_names(words: Words, here: int, at: int) -> bool:
    """ "các Sở: Tài chính, Nội vụ": the names of one kind after a colon."""
    low = words.low
    if here + 1 >= len(words) or not words.is_capital(here + 1):
        return False
    plural = any(low[p] in ("các", "những") for p in range(at, here))
    short = here - at <= 6 and low[here - 1] in (
        "sở",
        "bộ",
        "ngành",
        "xã",
        "huyện",
        "phường",
        "cục",
        "ban",
    )
    return plural and short


def _names_after_colon(words: Words, here: int, last: int) -> int:
    low = words.low
    place = here + 1
    while place < last and low[place] not in _ENDS and low[place] != "(":
        small = not words.is_capital(place) and low[place] not in (",", "và", "-")
        fresh = low[place - 1] in (",", "và") and PLURAL.at(low, place)
        if fresh or (small and _predicate_at(words, place)):
            break
        place += 1
    while low[place - 1] in (",", "và"):
        place -= 1
    return place - here


def _goes_on(words: Words, here: int, last: int, *, many: bool, at: int) -> int:
    """How many words from ``here`` still belong to the name; -n: skip n and end."""
    low = words.low
    word = low[here]
    for back in (1, 2):
        if here - back >= at and (whole := HEADS.at(low, here - back)) > back:
            return whole - back
    if words.is_capital(here) and (sector := SECTORS.at(low, here)):
        return sector
    compound = COMPOUNDS.at(low, here)
    if compound and (words.is_capital(here) or _inside_name(words, here, compound, at)):
        return compound
    if word in (",", "và", "-", "&", "hoặc", "/", "+"):
        return _over_link(words, here, last, many=many, at=at)
    if word == ":":
        return _names_after_colon(words, here, last)
    if low[here : here + 2] == ["đóng", "trên"]:
        where = PLACES.at(low, here + 1)
        return -1 - where if where else 0
    if words.is_capital(here):
        return 1
    if here > at and (whole := _task_of_a_body(words, at, here, last)):
        return whole
    if _predicate_at(words, here):
        return 0
    if low[here - 1] in _LEVELS and verbs.OPENING.at(low, here):
        return 0
    if word in _STOPS:
        if word == "làm" and low[here - 1] == "việc":
            return 1
        return PLACES.at(low, here)
    if word in ("này", "đó", "trên", "ở"):
        return PLACES.at(low, here) or (1 if word in ("này", "đó") else 0)
    if word in ('"', "[", "]", ")", "'"):
        return 0
    return 1


_POSTS = one_of("phó|trưởng|chủ|giám|bí|ủy|thành|tổ|chánh|cục|viện|bộ|thứ")
_STOPS = one_of(
    "để|nhằm|khi|nếu|thì|theo|tại|trong|với|về|do|sau|trước|qua|từ|bằng|như|đến|vào|cũng|làm|kính|xin|mới|nào|mà|không|sẽ"
)
_LEVELS = one_of("tỉnh|huyện|xã|phường|phương|ngành|sở|thôn|thể")


_BODIES = Phrases(
    """
    ban chỉ đạo|bcđ|ban tổ chức|ban vận động|ban điều hành|ban soạn thảo|
    tổ công tác|tổ giúp việc|tổ kiểm tra|đoàn kiểm tra|hội đồng
    """
)
_WHOSE = Phrases(
    """
    tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|quốc gia|trung ương|
    các cấp|cấp tỉnh|cấp huyện|cấp xã
    """
)
_LONGEST_TASK = 14


def _task_of_a_body(words: Words, at: int, here: int, last: int) -> int:
    """ "Ban Chỉ đạo cải cách hành chính tỉnh đôn đốc": what a body is for is a name
    when whose body it is follows, and then its verb."""
    low = words.low
    if here - at != _BODIES.at(low, at) or not _predicate_at(words, here):
        return 0
    if verbs.DUTIES.at(low, here):
        return 0
    for place in range(here + 1, min(last, here + _LONGEST_TASK)):
        if PLURAL.at(low, place) and not _WHOSE.at(low, place):
            return 0
        if words.is_capital(place) and HEADS.at(low, place):
            return 0
        size = _WHOSE.at(low, place)
        if size and place + size < last:
            after = place + size
            ends = low[after] == "," or _predicate_at(words, after)
            return after - here if ends and not HEADS.at(low, place - 1) > 1 else 0
    return 0


def _inside_name(words: Words, here: int, size: int, at: int) -> bool:
    """Whether a verb in small letters is part of a name: "cơ quan quản lý thuế"."""
    low = words.low
    first = low[here]
    if first == "được":
        return low[here - 1] in (
            "vị",
            "quan",
            "chức",
            "nhân",
            "phương",
        ) and not words.is_capital(here - 1)
    if first == "phòng" and low[here - 1] in ("phương", "vị"):
        return False
    if (
        "," in low[here : here + size]
        or size >= 3
        or first in ("có", "trực", "nêu", "nói", "được")
    ):
        return True
    if first in (
        "quản",
        "đầu",
        "phát",
        "kiểm",
        "bảo",
        "khai",
        "giáo",
        "xúc",
        "điều",
        "truyền",
        "sản",
        "kinh",
    ):
        return here - at <= 2 + PLURAL.at(low, at) or low[here - 1] in (
            "ban",
            "đội",
            "tổ",
            "quỹ",
            "trung",
            "tâm",
        )
    return True


def _predicate_at(words: Words, here: int) -> bool:
    low = words.low
    if verbs.DUTIES.at(low, here):
        return True
    if verbs.state_at(low, here):
        return low[here] not in ("có",) or not COMPOUNDS.at(low, here)
    if verbs.NOUNS.at(low, here):
        return False
    return bool(
        verbs.MANNER.at(low, here)
        or verbs.action_at(low, here)
        or verbs.ORDERS.at(low, here)
    )


def _over_link(words: Words, here: int, last: int, *, many: bool, at: int) -> int:
    """After "," or "và": whether the same name goes on."""
    low = words.low
    size = 1
    if low[here] == "&" and words.ends[here - 1] == words.starts[here]:
        return size  # "HĐND&UBND" is one name
    if low[here] == "," and here + 1 < last and low[here + 1] == "và":
        size = 2
    following = here + size
    if following >= last:
        return 0
    if low[here] == "-":
        if _appositive(words, following):
            return 0
        if words.is_capital(following):
            return size
        if not words.is_capital(following) and words.seen[here - 1][:1].islower():
            return size + 1
        return 0
    if "," in low[following : following + COMPOUNDS.at(low, following)]:
        return size
    head = 0 if NOT_HEADS.at(low, following) else HEADS.at(low, following)
    if (
        head
        and not words.is_capital(following)
        and verbs.action_at(low, following) > head
    ):
        head = 0
    many = many or _is_class(words, here - 1)
    if head:
        phrase = " ".join(low[following : following + head])
        bare = phrase in CLASSES and not PLURAL.at(low, following)
        if many and bare and not _has_own_name(words, following + head, last):
            return size + head
        if many and phrase in _TERRITORIES and _is_class(words, here - 1):
            return size + head
        if not words.is_capital(following) or not _is_part_of_name(
            words, here, following
        ):
            return 0
        return size + 1
    if plural := PLURAL.at(low, following):
        return size + plural if _same_office_of(words, here, following, at) else 0
    if words.is_capital(following) and any(
        words.is_capital(place) for place in range(max(0, here - 6), here)
    ):
        return size
    if low[here] in ("và", "&") and not _predicate_at(words, following):
        return size + 1
    if (
        many
        and low[here] == ","
        and " ".join(low[following : following + 2]) in CLASSES
    ):
        return size + 2
    if low[here] in ("/", "+"):
        return size + 1
    if many and low[here] == "," and _is_small_noun(words, following):
        return size
    return 0


_TERRITORIES = one_of(
    "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn|ấp|bản|khu phố"
)
_OF_A_TERRITORY = Phrases(
    """
    ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|công an|phòng|ban nhân dân|
    ban chỉ huy
    """
)


def _same_office_of(words: Words, here: int, following: int, at: int) -> bool:
    """ "UBND tỉnh, các huyện": the offices of one kind, at another level."""
    low = words.low
    after = following + PLURAL.at(low, following)
    level = HEADS.at(low, after)
    before = any(
        " ".join(low[max(at, here - size) : here]) in _TERRITORIES for size in (1, 2)
    )
    return (
        before
        and " ".join(low[after : after + level]) in _TERRITORIES
        and any(_OF_A_TERRITORY.at(low, place) for place in range(at, here))
    )


def _is_class(words: Words, place: int) -> bool:
    """ "UBND xã, phường": a class word without a name before the comma."""
    if words.is_capital(place):
        return False
    low = words.low
    return (
        low[place] in CLASSES or " ".join(low[max(0, place - 1) : place + 1]) in CLASSES
    )


def _is_small_noun(words: Words, place: int) -> bool:
    """ "các bệnh viện đa khoa, chuyên khoa": a list of small nouns goes on."""
    low = words.low
    return (
        low[place].isalpha()
        and not words.is_capital(place)
        and not _predicate_at(words, place)
        and not verbs.SETTINGS.at(low, place)
        and not verbs.LINKS.at(low, place)
        and not verbs.OPENING.at(low, place)
        and not verbs.NOUNS.at(low, place)
        and low[place]
        not in ("nhất", "kể", "gồm", "như", "tức", "nơi", "khi", "thì", "việc")
    )


def _is_part_of_name(words: Words, here: int, following: int) -> bool:
    """ "Sở Nông nghiệp và Môi trường", "Văn hóa, Thể thao và Du lịch"."""
    after = words.low[following + 1 : following + 2]
    return (
        words.low[here] == "và"
        and words.low[following] == "phòng"
        and after in ([","], ["chống"], ["cháy"], ["ngừa"])
    )


def _appositive(words: Words, following: int) -> bool:
    """After a dash the same body said again: "Sở X - Cơ quan thường trực"."""
    low = words.low
    return low[following : following + 2] in (
        ["cơ", "quan"],
        ["đơn", "vị"],
        ["thường", "trực"],
    ) or low[following] in ("trưởng", "phó", "chủ", "ủy", "thành", "tổ")


def _has_own_name(words: Words, after: int, last: int) -> bool:
    """Whether a class word is followed by a name: "Sở Nội vụ", "huyện Ba Bể"."""
    return after < last and words.is_capital(after) and words.low[after] not in ("và",)
