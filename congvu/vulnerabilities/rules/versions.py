"""Which of two versions is later, as each ecosystem orders its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from packaging.version import InvalidVersion, Version

LONGEST_VERSION = 100
# Whose packages carry dpkg's versions, whose rpm's.
DPKG = {"Debian", "Ubuntu"}
RPM = {"Red Hat", "Rocky Linux", "AlmaLinux", "openSUSE", "SUSE", "Fedora"}
SEMVER = {"npm", "crates.io", "Go", "Hex", "Pub", "SwiftURL"}

_SEMVER = re.compile(
    r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
)
# Of Maven, which orders them so; "m1" is a milestone, "m" is a word as any other.
_MAVEN = {
    **dict.fromkeys(("alpha", "a"), -5),
    **dict.fromkeys(("beta", "b"), -4),
    **dict.fromkeys(("milestone", "m"), -3),
    **dict.fromkeys(("rc", "cr"), -2),
    **{"snapshot": -1, "sp": 1},
}
_RELEASED = {"final", "ga", "release"}
_EARLY = ("dev", "a", "alpha", "b", "beta", "c", "pre", "preview", "rc", "snapshot")


def is_distribution(ecosystem: str) -> bool:
    return ecosystem in DPKG or ecosystem in RPM


class Unordered(ValueError):
    """This is no version of that ecosystem."""


def compare(ecosystem: str, one: str, other: str) -> int:
    """Below zero, zero, above zero, as ``one`` is earlier, the same, later."""
    a, b = _key(ecosystem, one), _key(ecosystem, other)
    return int(a > b) - int(a < b)


@lru_cache(maxsize=100_000)
def _key(ecosystem: str, text: str) -> Any:
    if not text or len(text) > LONGEST_VERSION:
        raise Unordered(text[:LONGEST_VERSION])
    return _way(ecosystem)(text.strip())


def _way(ecosystem: str) -> Callable[[str], Any]:
    if ecosystem == "PyPI":
        return _pypi
    if ecosystem in SEMVER:
        return _semver
    if ecosystem in DPKG:
        return _dpkg
    if ecosystem == "Maven":
        return _maven
    return _rpm if ecosystem in RPM else _generic


def _pypi(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion as why:
        raise Unordered(text) from why


def _semver(text: str) -> tuple[Any, ...]:
    """A pre-release lies before its release; what follows "+" does not count."""
    found = _SEMVER.fullmatch(text)
    if found is None:
        raise Unordered(text)
    numbers = tuple(int(part or 0) for part in found.groups()[:3])
    if found[4] is None:
        return numbers, 1, ()
    # Numbers before words; fewer parts before more.
    parts = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in found[4].split(".")
    )
    return numbers, 0, parts


class _Distributed:
    """Epoch, version, revision of a distribution; compared part by part."""

    def __init__(self, text: str, order: Callable[[str, str], int]) -> None:
        epoch, colon, rest = text.partition(":")
        if not colon:
            epoch, rest = "0", text
        if not re.fullmatch(r"[0-9]+", epoch) or not rest or re.search(r"\s", rest):
            raise Unordered(text)
        version, _dash, revision = rest.rpartition("-")
        if not version:
            version, revision = rest, ""
        self.epoch, self.parts, self.order = int(epoch), (version, revision), order

    def _against(self, other: _Distributed) -> int:
        if self.epoch != other.epoch:
            return self.epoch - other.epoch
        for mine, theirs in zip(self.parts, other.parts, strict=True):
            if step := self.order(mine, theirs):
                return step
        return 0

    def __lt__(self, other: _Distributed) -> bool:
        return self._against(other) < 0

    def __gt__(self, other: _Distributed) -> bool:
        return self._against(other) > 0


def _dpkg(text: str) -> _Distributed:
    return _Distributed(text, _order_of_dpkg)


def _rpm(text: str) -> _Distributed:
    return _Distributed(text, _order_of_rpm)


def _weight(letter: str) -> int:
    """A tilde before the end, the end before letters, letters before the rest."""
    if letter == "~":
        return -1
    return ord(letter) if letter.isalpha() else ord(letter) + 256


def _order_of_dpkg(a: str, b: str) -> int:
    """Text and numbers by turns, as deb-version(7) has it."""
    split = re.compile(r"(\D*)(\d*)")
    for (words, number), (others, theirs) in zip_longest(
        split.findall(a), split.findall(b), fillvalue=("", "")
    ):
        for mine, yours in zip_longest(words, others, fillvalue=""):
            step = (_weight(mine) if mine else 0) - (_weight(yours) if yours else 0)
            if step:
                return step
        if step := int(number or 0) - int(theirs or 0):
            return step
    return 0


def _order_of_rpm(a: str, b: str) -> int:
    """Runs of digits and of letters; a number is later than a word, "~" before all."""
    split = re.compile(r"\d+|[A-Za-z]+|~|\^")
    for mine, yours in zip_longest(split.findall(a), split.findall(b), fillvalue=""):
        if mine == yours:
            continue
        if "~" in (mine, yours):
            return -1 if mine == "~" else 1
        if "^" in (mine, yours):
            other = yours if mine == "^" else mine
            step = 1 if other == "" else -1
            return step if mine == "^" else -step
        if mine.isdigit() and yours.isdigit():
            if step := int(mine) - int(yours):
                return step
            continue
        if mine.isdigit() != yours.isdigit():
            if "" in (mine, yours):
                return 1 if mine else -1
            return 1 if mine.isdigit() else -1
        return 1 if mine > yours else -1
    return 0


def _generic(text: str) -> tuple[Any, ...]:
    """Numbers part by part, missing ones nought; words of an early state before the
    release, other words after it: 1.0a1 is early, the patch 1.0a is late.
    """
    parts = re.findall(r"\d+|[a-z]+", text.lower())
    if not any(part.isdigit() for part in parts):
        raise Unordered(text)
    keys: list[tuple[int, int, str]] = []
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        if part.isdigit():
            keys.append((2, int(part), ""))
            continue
        while keys and keys[-1] == (2, 0, ""):
            keys.pop()
        is_early = part in _EARLY and (len(part) > 1 or following.isdigit())
        if keys or part != "v":
            keys.append((0 if is_early else 3, 0, part))
    while keys and keys[-1] == (2, 0, ""):
        keys.pop()
    return (*keys, (1, 0, ""))


def _maven(text: str) -> tuple[Any, ...]:
    """As `_generic`, with the words that Maven has for what comes before the release
    and for the release itself; all others are later, the patches first.
    """
    parts = re.findall(r"\d+|[a-z]+", text.lower())
    if not any(part.isdigit() for part in parts):
        raise Unordered(text)
    keys: list[tuple[int, int, str]] = []
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        if part.isdigit():
            keys.append((3, int(part), ""))
            continue
        while keys and keys[-1] == (3, 0, ""):
            keys.pop()
        is_known = part in _MAVEN and (len(part) > 1 or following.isdigit())
        if is_known:
            keys.append((_MAVEN[part], 0, ""))
        elif part not in _RELEASED and (keys or part != "v"):
            keys.append((2, 0, part))
    while keys and keys[-1] == (3, 0, ""):
        keys.pop()
    return (*keys, (0, 0, ""))
