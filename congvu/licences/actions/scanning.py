"""The formats of a unit's files, counted in the jail; kept when somebody asks so.

A hostile file costs its own look only: its name and the reason are told, the rest is
counted. Of what is in a file nothing leaves the jail but what it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files import jail
from congvu.files.actions import passing_through
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.licences.formats.pile import MOST_MEMBERS, clean_name
from congvu.licences.models import FormatCount, FormatScan, FormatTrouble
from congvu.licences.rules import FLAGS, FORMAT_LABELS, LONGEST_LINE, TROUBLES
from congvu.licences.rules.formats import Counting, FormatTally, Look, Trouble

TASKS = "congvu.licences.jail"
MOST_BYTES = 512 << 20
MOST_PILE = 300 << 20
# A page waits for it.
PILE_SECONDS = 40
_MOST_NAMED = 200
READER = jail.Readers("office", tasks=TASKS, limits=jail.Limits(seconds=20))


@dataclass(frozen=True)
class Scanned:
    """What was counted, and every file that was not looked into."""

    tallies: list[FormatTally]
    troubles: list[Trouble]

    @property
    def files(self) -> int:
        return sum(one.files for one in self.tallies)

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.tallies)


def scan_folders(*, folders: Sequence[Path], this_year: int) -> Scanned:
    """Every file below these; links are not followed."""
    counting = Counting(this_year=this_year)
    for folder in folders:
        for path in _files(folder, counting):
            _count(path, folder, counting)
    return Scanned(counting.tallies, counting.troubles)


def _files(folder: Path, counting: Counting) -> Iterator[Path]:
    def unreadable(why: OSError) -> None:
        _unread(str(why.filename), counting)

    for place, below, names in os.walk(folder, onerror=unreadable):
        below.sort()
        for name in sorted(names):
            path = Path(place) / name
            try:
                is_own = not path.is_symlink() and path.is_file()
            except OSError:
                _unread(str(path.relative_to(folder)), counting)
                continue
            if is_own:
                yield path


def _unread(name: str, counting: Counting) -> None:
    counting.add(clean_name(name), 0, 0, Look("other", trouble="unreadable"))


def _count(path: Path, folder: Path, counting: Counting) -> None:
    name = str(path.relative_to(folder))
    try:
        told = path.stat()
    except OSError:
        _unread(name, counting)
        return
    found = _look(path, folder, told.st_size)
    counting.add(clean_name(name), told.st_size, _year(told.st_mtime), found)


def _year(at: float) -> int:
    """A disk may say a day that no calendar has."""
    try:
        return datetime.fromtimestamp(at, VIETNAM).year
    except (ValueError, OverflowError, OSError):
        return 0


def _look(path: Path, folder: Path, size: int) -> Look:
    if size > MOST_BYTES:
        return Look("other", trouble="too-big")
    try:
        answer = READER.read(
            path, owner=str(folder), temporary=Path(settings.HOME) / "tmp"
        )
        return _told_look(answer.result)
    except jail.JailFailed as why:
        return Look("other", trouble=_failure(why))
    except (KeyError, TypeError, ValueError):  # the child was taken over
        return Look("other", trouble="crashed")
    except OSError:
        return Look("other", trouble="unreadable")


def _failure(why: jail.JailFailed) -> str:
    if why.timed_out:
        return "too-slow"
    return "too-big" if str(why) == "memory" else "crashed"


def _told_look(said: Mapping[str, Any]) -> Look:
    found = Look(**{one.name: said[one.name] for one in fields(Look)})
    if found.format not in FORMAT_LABELS or found.trouble not in {"", *TROUBLES}:
        raise ValueError
    return found


def scan_pile(*, stream: BinaryIO, this_year: int) -> Scanned:
    """A zip of files, as far as there is time; `Refused` where it is no sound zip."""
    with passing_through(stream) as (path, _sha256):
        if path.stat().st_size > MOST_PILE:
            raise _no_pile("too-big")
        try:
            answer = jail.run(
                "pile",
                path,
                temporary=Path(settings.HOME) / "tmp",
                limits=jail.Limits(seconds=PILE_SECONDS + 10),
                arguments={"this_year": this_year, "seconds": PILE_SECONDS},
                tasks=TASKS,
            )
        except jail.JailFailed as why:
            raise _no_pile(_failure(why)) from why
    if why_not := str(answer.result.get("refused", "")):
        raise _no_pile(why_not)
    try:
        return _told_pile(answer.result, this_year)
    except (KeyError, TypeError, ValueError, OverflowError) as why:
        raise _no_pile("crashed") from why


def _no_pile(key: str) -> Refused:
    why = _(TROUBLES.get(key, TROUBLES["broken"]))
    words = _("Không quét được tệp nén này: %(why)s.") % {"why": why}
    return Refused([Reason(words, "file")])


def _told_pile(said: Mapping[str, Any], this_year: int) -> Scanned:
    """What a child said, as far as it can be true: it may be in a stranger's hands."""
    tallies = [
        FormatTally(str(row[0]), *(_count_told(n) for n in row[1:]))
        for row in said["tallies"]
    ]
    troubles = [Trouble(clean_name(str(n)), str(why)) for n, why in said["troubles"]]
    if len({(one.format, one.year) for one in tallies}) != len(tallies):
        raise ValueError
    for one in tallies:
        parts = [getattr(one, flag) for flag in (*FLAGS, "bound")]
        known = one.format in FORMAT_LABELS and one.year in {
            0,
            *range(1981, this_year + 1),
        }
        if not known or max(parts) > one.files or one.files > MOST_MEMBERS:
            raise ValueError
    if any(one.why not in TROUBLES for one in troubles):
        raise ValueError
    return Scanned(tallies, troubles)


def _count_told(said: Any) -> int:
    if type(said) is not int or not 0 <= said < 1 << 50:
        raise ValueError
    return int(said)


@transaction.atomic
def keep_scan(
    *, scanned: Scanned, agency_id: UUID, label: str, by: Actor, at: datetime
) -> FormatScan:
    """Counts by format and year, and the first names that were not looked into."""
    label, reasons = nfc(label), []
    if not label:
        reasons.append(Reason(_("Ghi đây là tệp của đơn vị, ổ đĩa nào."), "label"))
    if not scanned.files:
        reasons.append(Reason(_("Không có tệp nào để ghi."), "file"))
    if reasons:
        raise Refused(reasons)
    made = FormatScan.objects.create(
        agency_id=agency_id,
        label=label[:LONGEST_LINE],
        files=scanned.files,
        bytes=scanned.bytes,
        troubles=len(scanned.troubles),
        at=at,
        by=by.name[:80],
    )
    FormatCount.objects.bulk_create(
        FormatCount(
            scan=made,
            **{one.name: getattr(tally, one.name) for one in fields(FormatTally)},
        )
        for tally in scanned.tallies
    )
    FormatTrouble.objects.bulk_create(
        FormatTrouble(scan=made, name=one.name[:LONGEST_LINE], why=one.why)
        for one in scanned.troubles[:_MOST_NAMED]
    )
    record(
        "licences.scanned",
        by=by,
        at=at,
        on=made,
        agency_id=agency_id,
        data={"files": made.files, "troubles": made.troubles, "title": made.label},
    )
    return made
