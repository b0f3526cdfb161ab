"""A plain folder two systems share: each file appears whole, each receiver has a place.

``<code>/<place in the queue>-<sha256>.edxml`` with its facts beside it in .json; a
packet is linked into the folder of each receiver. Taken ones go to ``done`` or
``fail`` beside them, and stay there: a packet that is put down again is found there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from congvu.exchange.client.contract import (
    AgencyCard,
    HubDown,
    HubRefused,
    Kind,
    ListedPacket,
    Transfer,
)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NAME = re.compile(r"[0-9]-[0-9]{14,20}-[0-9a-f]{64}")
_MOST_URGENT = 9
_LISTED = 100


@dataclass(frozen=True)
class FolderHub:
    root: Path

    @classmethod
    def at(cls, folder: str) -> FolderHub:
        return cls(Path(folder))

    def register(self, agency: AgencyCard) -> None:
        with _lost():
            self._place(agency.code).mkdir(parents=True, exist_ok=True)
            card = {"code": agency.code, "name": agency.name, "mail": agency.mail}
            card |= {"oldCode": agency.old_code, "code102": agency.code102}
            _write(self._place(agency.code) / "agency.json", card)

    def delete(self, code: str) -> None:
        with _lost():
            (self._place(code) / "agency.json").unlink(missing_ok=True)

    def agencies(self) -> Iterator[AgencyCard]:
        with _lost():
            found = sorted(self.root.glob("*/agency.json"))
        for path in found:
            with _lost():
                told = _facts(path.read_bytes())
            yield AgencyCard(
                code=path.parent.name,
                name=str(told.get("name") or path.parent.name),
                old_code=str(told.get("oldCode") or ""),
                code102=str(told.get("code102") or ""),
                mail=str(told.get("mail") or ""),
            )

    def send(
        self,
        packet: BinaryIO,
        *,
        sender: str,
        receivers: Sequence[str],
        kind: Kind,
        message_id: str,
        sha256: str,
        urgency: int = 0,
    ) -> str:
        """One pass over the file; the key tells a repeated packet from a new one."""
        places = [self._place(code) for code in receivers]
        for place in places:
            if not (place / "agency.json").is_file():
                words = _("Thư mục chung không có “%(name)s”.")
                raise HubRefused(18, words % {"name": place.name})
        key = hashlib.sha256(f"{sender}\n{message_id}\n{sha256}".encode()).hexdigest()
        with _lost():
            todo = [place for place in places if not _has(place, key)]
            if not todo:
                return key
            fresh = self.root / f".{key}.{os.getpid()}.new"
            try:
                _copy(packet, fresh, sha256)
                now = datetime.now(UTC)
                name = f"{_MOST_URGENT - urgency}-{now:%Y%m%d%H%M%S%f}-{key}"
                facts: dict[str, Any] = {"from": sender, "kind": kind, "sha256": sha256}
                facts |= {"messageId": message_id, "length": fresh.stat().st_size}
                facts |= {"at": now.isoformat()}
                for place in todo:
                    _write(place / f"{name}.json", facts)
                    with suppress(FileExistsError):
                        (place / f"{name}.edxml").hardlink_to(fresh)
                    _sync(place)
            finally:
                fresh.unlink(missing_ok=True)
        return key

    def received(self, code: str, after: str | None = None) -> list[ListedPacket]:
        place = self._place(code)
        with _lost():
            names = sorted(path.stem for path in place.glob("*.edxml"))
        last = after.rpartition("/")[2] if after else ""
        found = [name for name in names if _NAME.fullmatch(name) and name > last]
        return [self._listed(place, name) for name in found[:_LISTED]]

    def get(self, id: str) -> BinaryIO:
        place, name = self._named(id)
        with _lost():
            return (place / f"{name}.edxml").open("rb")

    def acknowledge(self, id: str, state: Transfer, words: str = "") -> None:
        if state == "processing":
            return
        place, name = self._named(id)
        with _lost():
            (place / state).mkdir(exist_ok=True)
            if words:
                _write(place / state / f"{name}.words.json", {"words": words})
            for ending in ("json", "edxml"):
                with suppress(FileNotFoundError):
                    (place / f"{name}.{ending}").replace(
                        place / state / f"{name}.{ending}"
                    )
            _sync(place / state)

    def _listed(self, place: Path, name: str) -> ListedPacket:
        told = _read(place / f"{name}.json")
        try:
            at = datetime.fromisoformat(str(told.get("at")))
        except ValueError:
            at = None
        return ListedPacket(
            id=f"{place.name}/{name}",
            kind="status" if told.get("kind") == "status" else "document",
            sender=str(told.get("from") or "")[:200],
            sha256=str(told.get("sha256") or "").lower()[:64],
            length=int(told["length"]) if isinstance(told.get("length"), int) else 0,
            at=at if at and at.tzinfo else None,
        )

    def _place(self, code: str) -> Path:
        if not _CODE.fullmatch(code):
            words = _("Mã “%(code)s” không dùng làm tên thư mục được.")
            raise HubRefused(18, words % {"code": code[:60]})
        return self.root / code

    def _named(self, id: str) -> tuple[Path, str]:
        code, _slash, name = id.rpartition("/")
        if not _NAME.fullmatch(name):
            raise HubRefused(18, _("Không có gói tin này."))
        return self._place(code), name


@contextmanager
def _lost() -> Iterator[None]:
    """A folder that is gone (a share not mounted) may be back later."""
    try:
        yield
    except OSError as why:
        words = _("Thư mục chung: %(why)s") % {"why": why.strerror or why}
        raise HubDown(words) from why


def _has(place: Path, key: str) -> bool:
    patterns = (f"*-{key}.edxml", f"done/*-{key}.edxml", f"fail/*-{key}.edxml")
    return any(True for pattern in patterns for _found in place.glob(pattern))


def _copy(packet: BinaryIO, to: Path, sha256: str) -> None:
    packet.seek(0)
    digest = hashlib.sha256()
    with to.open("wb") as out:
        while piece := packet.read(1 << 20):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != sha256:
        raise HubRefused(10, _("Mã băm khai không phải của gói tin."))


def _write(path: Path, facts: dict[str, Any]) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}.new")
    with fresh.open("w", encoding="utf-8") as out:
        json.dump(facts, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return _facts(path.read_bytes())
    except OSError:
        return {}


def _facts(data: bytes) -> dict[str, Any]:
    """Of a file that others may have written; nothing where it says nothing."""
    try:
        told = json.loads(data[:100_000])
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
