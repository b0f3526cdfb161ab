"""The files of a package, from a zip or a folder, without unpacking or trusting it.

A stranger's zip is hostile until shown otherwise: entries are counted and measured
before they are read, and names never leave the package.
"""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

MOST_FILES = 200_000
MOST_BYTES = 64 << 30
MOST_RATIO = 200
_LEAST_SUSPECT = 1 << 20
_LONGEST_NAME = 200


@dataclass(frozen=True)
class PackageFault:
    """One thing that is wrong: which, in which file, in words."""

    code: str
    path: str
    words: str


@dataclass
class Checked:
    """What was found; without a fault the package is as the profile asks.

    A reader of many faults stops at MOST_FAULTS; ``more`` counts those left out.
    """

    MOST_FAULTS = 2000

    profile: str
    sure: str
    kind: str = ""
    object_id: str = ""
    documents: int = 0
    files: int = 0
    faults: list[PackageFault] = field(default_factory=list)
    more: int = 0

    def add(self, code: str, path: str, words: str) -> None:
        if len(self.faults) >= self.MOST_FAULTS:
            self.more += 1
            return
        self.faults.append(PackageFault(code, path[:_LONGEST_NAME], words))


class Source:
    """The files of a package by their path inside it."""

    def __init__(self) -> None:
        self.folder = ""
        self.sizes: dict[str, int] = {}

    def open(self, path: str) -> BinaryIO:
        raise NotImplementedError


class FolderSource(Source):
    """A package that somebody has unpacked."""

    def __init__(self, root: Path, found: Checked) -> None:
        super().__init__()
        self.root, self.folder = root, root.resolve().name
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                found.add("symlink", name, "là liên kết, không phải tệp")
            elif path.is_file():
                self.sizes[name] = path.stat().st_size

    def open(self, path: str) -> BinaryIO:
        return (self.root / path).open("rb")


class ZipSource(Source):
    """A package as it was sent; a METS.xml at the top is read, and told."""

    def __init__(self, archive: zipfile.ZipFile, found: Checked) -> None:
        super().__init__()
        self.archive = archive
        self.names: dict[str, zipfile.ZipInfo] = {}
        kept = self._safe(found)
        roots = {name.partition("/")[0] for name in kept if "/" in name}
        loose = any("/" not in name for name in kept)
        if len(roots) == 1 and not loose:
            self.folder = roots.pop()
        else:
            count = len(roots) + loose
            found.add("roots", "", f"gói phải nằm trong đúng một thư mục, có {count}")
        prefix = f"{self.folder}/" if self.folder else ""
        for name, info in kept.items():
            own = name.removeprefix(prefix)
            self.names[own], self.sizes[own] = info, info.file_size

    def _safe(self, found: Checked) -> dict[str, zipfile.ZipInfo]:
        kept: dict[str, zipfile.ZipInfo] = {}
        folded: dict[str, str] = {}
        end = -1
        by_place = sorted(self.archive.infolist(), key=lambda i: i.header_offset)
        for info in by_place:
            name = info.filename
            # Two entries over the same bytes: how a small file is made to unpack for
            # ever.
            if info.header_offset < end:
                found.add("overlap", name, "nằm đè lên tệp khác trong zip")
                continue
            end = info.header_offset + 30 + info.compress_size
            if info.is_dir():
                continue
            if fault := _unsafe(info):
                found.add(fault[0], name, fault[1])
                continue
            if name in kept:
                found.add("twice", name, "có hai tệp cùng tên")
            elif (other := folded.get(name.casefold())) is not None:
                found.add("twice", name, f"chỉ khác “{other[:80]}” ở chữ hoa")
            kept[name] = info
            folded[name.casefold()] = name
        return kept

    def open(self, path: str) -> BinaryIO:
        return self.archive.open(self.names[path])  # type: ignore[return-value]


def _unsafe(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    name = info.orig_filename if "\0" in info.orig_filename else info.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name[:3]:
        return "traversal", "tên tệp trỏ ra ngoài gói"
    if "\0" in name or any(ord(letter) < 32 for letter in name):
        return "bad-name", "tên tệp có ký tự điều khiển"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "symlink", "là liên kết, không phải tệp"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "special", "không phải tệp thường (thiết bị, ống dẫn)"
    if info.flag_bits & 1:
        return "encrypted", "tệp có mật khẩu"
    packed = max(info.compress_size, 1)
    if info.file_size > _LEAST_SUSPECT and info.file_size // packed > MOST_RATIO:
        return "bomb", f"nén {info.file_size // packed} lần, nghi là bom nén"
    return None


def too_much(archive: zipfile.ZipFile, found: Checked) -> bool:
    """More than is looked at, told before anything is read."""
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        found.add("too-many", "", f"gói có {len(infos)} tệp, quá {MOST_FILES}")
    if sum(i.file_size for i in infos) > MOST_BYTES:
        found.add("too-large", "", "gói giải nén ra quá 64 GB")
    return bool(found.faults)
