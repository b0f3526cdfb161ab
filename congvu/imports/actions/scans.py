"""Scans beside the table: in a folder of the operator's, or in a zip that was sent.

A zip is a stranger's: it is only opened in the jail, a scan at a time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail
from congvu.imports.models import Load
from congvu.imports.rules import REFUSALS, name_key
from congvu.lib.refusals import Refused
from congvu.lib.text import fold

TASKS = "congvu.imports.jail"


def in_jail(task: str, document: Path, **arguments: object) -> jail.Answer:
    """One task; every way to fail is a `Refused` in words."""
    try:
        answer = jail.run(
            task,
            document,
            temporary=Path(settings.HOME) / "tmp",
            limits=jail.Limits(seconds=120, memory=2048 * jail.MIB),
            arguments=arguments,
            tasks=TASKS,
        )
    except jail.JailFailed as failure:
        key = "too-slow" if failure.timed_out else "broken-scans"
        raise Refused([_(REFUSALS[key])]) from failure
    key = str(answer.result.get("refused", ""))
    if key:
        raise Refused([_(REFUSALS.get(key, REFUSALS["broken-scans"]))])
    return answer


class Scans(ABC):
    """Scans by the names a table gives them, whatever folders they lie in."""

    def __init__(self, members: list[tuple[str, int]]) -> None:
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._sizes = dict(members)
        for name, _size in members:
            self._by_key[name_key(name)].append(name)

    def find(self, name: str) -> tuple[str, str]:
        """Where it lies, or why there is none of that name."""
        found = self._by_key.get(name_key(name), [])
        exact = [one for one in found if fold(one).endswith(fold(name))]
        if len(exact) > 1:
            exact = [one for one in exact if fold(one) == fold(name)]
        if not found:
            return "", _("không có trong các bản quét")
        if len(found) > 1 and len(exact) != 1:
            return "", _("có nhiều tệp cùng tên; ghi rõ thư mục")
        place = exact[0] if exact else found[0]
        size = self._sizes[place]
        if not size:
            return "", _("tệp rỗng")
        if size > settings.MAX_FILE_BYTES:
            return "", _(REFUSALS["big-scan"])
        return place, ""

    @abstractmethod
    def opened(self, place: str) -> AbstractContextManager[BinaryIO]: ...


class FolderScans(Scans):
    """A folder on this machine; links in it are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        files = (p for p in sorted(folder.rglob("*")) if not p.is_symlink())
        super().__init__(
            [
                (p.relative_to(folder).as_posix(), p.stat().st_size)
                for p in files
                if p.is_file()
            ]
        )

    @contextmanager
    def opened(self, place: str) -> Iterator[BinaryIO]:
        with (self._folder / place).open("rb") as stream:
            yield stream


class ZipScans(Scans):
    """A zip file; raises `Refused` where it is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = in_jail("members", path).result["members"]
        super().__init__([(str(name), int(size)) for name, size in found])

    @contextmanager
    def opened(self, place: str) -> Iterator[BinaryIO]:
        most = min(settings.MAX_FILE_BYTES, 100 * 1024 * 1024)
        yield BytesIO(in_jail("member", self._path, name=place, most=most).blob)


def scans_of(load: Load) -> Scans | None:
    """What lies beside a load; none where nothing was given. Raises `Refused`."""
    if not load.scans_at:
        return None
    place = Path(load.scans_at)
    if place.is_dir():
        return FolderScans(place)
    if not place.is_file():
        raise Refused([_("Không còn thấy thư mục hoặc tệp nén các bản quét.")])
    return ZipScans(place)
