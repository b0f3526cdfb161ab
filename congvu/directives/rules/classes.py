"""Who is meant by the words of a paper: one body by name, or a whole class. Pure.

"thủ trưởng các sở, ban, ngành, chủ tịch UBND các huyện, thị xã" names two classes;
"Giám đốc Sở Tài chính" one body by who heads it; "các đơn vị liên quan" nobody in
particular, and nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import fold, nfc


class Means(StrEnum):
    """What an actor's words can mean."""

    CLASS = "class"
    NAME = "name"
    NOBODY = "nobody"


class BodyClass(StrEnum):
    """Classes of agencies that papers name; their slugs are those of AgencyKind."""

    DEPARTMENTS = "department"
    DISTRICTS = "district"
    COMMUNES = "commune"


@dataclass(frozen=True)
class Meant:
    """``classes`` where a class is meant; ``name`` where one body is."""

    words: str
    means: Means
    classes: tuple[BodyClass, ...] = ()
    name: str = ""


# Who heads a body stands for it.
_HEADS = re.compile(
    r"^(?:(?:yeu cau|giao|de nghi|cac dong chi|dong chi|tat ca|cac|ong|ba)\s+)*"
    r"(?:nguoi dung dau|thu truong|giam doc|tong giam doc|chu tich|lanh dao|bi thu"
    r"|cuc truong|chi cuc truong|truong ban|chanh thanh tra|chi huy truong"
    r"|tong bien tap|chu nhiem|vien truong|chanh an|hieu truong)\s+"
    r"(?:va thu truong\s+)?"
)
# What such a head heads where the paper says it with one word for both.
_HEADED = {
    "chanh van phong": "van phong",
    "chanh thanh tra": "thanh tra",
    "truong ban": "ban",
    "cuc truong": "cuc",
    "chi cuc truong": "chi cuc",
}
_CLASSES = (
    (
        BodyClass.DEPARTMENTS,
        re.compile(r"\bcac (?:so|nganh)\b|\bso(?:,| va)? (?:ban|nganh)\b|\bcap so\b"),
    ),
    (
        BodyClass.DISTRICTS,
        re.compile(
            r"\bcac (?:huyen|quan|thi xa|thanh pho|cap)\b|\bcap huyen\b"
            r"|\bhuyen,? (?:thi|thanh|quan)\b|\bquan, huyen\b"
        ),
    ),
    (
        BodyClass.COMMUNES,
        re.compile(
            r"\bcac (?:xa|phuong|thi tran|cap)\b|\bcap xa\b"
            r"|(?<!thi )\bxa,? (?:phuong|thi tran)\b"
        ),
    ),
)
# Words that a class may carry and stay the whole class.
_PLAIN = frozenset(
    [
        *("cac", "so", "ban", "nganh", "cap", "tinh", "huyen", "xa", "phuong", "thi"),
        *("tran", "thanh", "pho", "quan", "thuoc", "trong", "tren", "dia", "ubnd"),
        *("uy", "nhan", "dan", "thu", "truong", "giam", "doc", "chu", "tich", "lanh"),
        *("dao", "nguoi", "dung", "dau", "va", "tat", "ca", "toan", "don", "vi", "co"),
        *("chuc", "nang", "dac", "khu", "the", "cua"),
    ]
)
# A class of these is not to be told without the paper's own list.
_VAGUE = re.compile(r"\b(?:lien quan|khac|noi tren|neu tren|duoc giao|co ten)\b")


def meant_by(text: str) -> list[Meant]:
    """What each part of a field means; parts stand between semicolons or lines."""
    found = []
    for part in re.split(r"[;\n]+", text):
        words = nfc(part).strip(" .,:")
        if words:
            found += _listed(words) or _class_and_rest(words) or [_meant(words)]
    return found


_LISTED = re.compile(
    r"^(?:[Cc]ác |[Gg]iám đốc các )(?P<head>[Ss]ở|[Bb]an|[Hh]uyện|[Xx]ã|[Pp]hường)"
    r"\s*(?::\s*|\s+(?=[A-ZĐÀ-Ỹ]))(?P<names>[A-ZĐÀ-Ỹ].+)$"
)
_COMMITTEES = {"huyện", "xã", "phường"}


def _listed(words: str) -> list[Meant]:
    """ "các Sở: Tài chính, Nội vụ" names each of them."""
    match = _LISTED.match(words)
    if match is None:
        return []
    head = match["head"].lower()
    before = f"UBND {head}" if head in _COMMITTEES else head.capitalize()
    names = [name.strip(" .") for name in match["names"].split(",")]
    return [
        Meant(words=f"{before} {name}", means=Means.NAME, name=f"{before} {name}")
        for name in names
        if name
    ]


def _class_and_rest(words: str) -> list[Meant]:
    """ "các sở, ban, ngành, đoàn thể": a class, and beside it nobody in particular."""
    parts = [part.strip() for part in words.split(",")]
    rest = [part for part in parts if not _is_plain(fold(part))]
    kept = ", ".join(part for part in parts if part not in rest)
    if not rest or not kept or _VAGUE.search(fold(words)):
        return []
    whole = _meant(kept)
    if whole.means != Means.CLASS:
        return []
    return [whole, *(Meant(part, Means.NOBODY) for part in rest)]


def _meant(words: str) -> Meant:
    folded = fold(words)
    classes = tuple(kind for kind, shape in _CLASSES if shape.search(folded))
    if classes and not _VAGUE.search(folded) and _is_plain(folded):
        return Meant(words, Means.CLASS, classes)
    name = headed(words)
    if classes or not name or _VAGUE.search(folded) or folded.startswith("cac "):
        return Meant(words, Means.NOBODY)
    return Meant(words, Means.NAME, name=name)


def _is_plain(folded: str) -> bool:
    """No name stands in it but the province's: not "các sở thuộc khối văn xã"."""
    words = re.findall(r"\w+", folded)
    tail = folded.rpartition(" tinh ")[2] if " tinh " in folded else ""
    named = set(re.findall(r"\w+", tail))
    return all(word in _PLAIN or word in named for word in words)


def headed(words: str) -> str:
    """The body that is meant where the paper names who heads it."""
    folded = fold(words)
    for head, body in _HEADED.items():
        if folded.startswith(head):
            rest = " ".join(words.split()[len(head.split()) :])
            # "Trưởng ban Ban Dân tộc": the body's own word stands there, too.
            return rest if fold(rest).startswith(f"{body} ") else f"{body} {rest}"
    match = _HEADS.match(folded)
    if match is None:
        return words
    return " ".join(words.split()[len(match[0].split()) :])


def called(name: str, place: str = "") -> str:
    """A name as it is compared: folded, committees in short, without the province."""
    short = fold(name).replace("uy ban nhan dan", "ubnd")
    short = short.replace("hoi dong nhan dan", "hdnd")
    short = re.sub(r"^vp\b", "van phong", short)
    short = re.sub(r"\s*[-–]\s*", " - ", short)
    if place:
        # Only after its word: the city of the same name is another body.
        short = re.sub(rf"\btinh {re.escape(fold(place))}$", "tinh", short)
    if short.startswith("ubnd"):
        return short
    return re.sub(r"(?<=.) (?:cua )?tinh$", "", short)


_ABBREVIATED = re.compile(r"[A-ZĐ][A-ZĐ&,\-–. ]*")


def initials(name: str) -> str:
    """ "Sở Thông tin và Truyền thông" → "tttt": the first word apart, no "và"."""
    words = re.findall(r"\w+", fold(name))[1:]
    return "".join(word[0] for word in words if word != "va")


def abbreviation(name: str) -> str:
    """ "Sở TT&TT" → "tttt"; empty where the words after the first are no letters."""
    first, _space, rest = name.partition(" ")
    if not rest or not first or not _ABBREVIATED.fullmatch(rest):
        return ""
    return "".join(re.findall(r"\w", fold(rest)))
