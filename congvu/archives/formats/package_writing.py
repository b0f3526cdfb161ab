"""SIP_hoso and AIP_hoso as a zip, file by file: memory does not grow with the bytes.

Every id follows from the package's own, so that the same dossier gives the same package
again, whoever was killed in between (growing_zip.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid5

from congvu.archives.formats.growing_zip import GrowingZip
from congvu.archives.formats.package_premis import Event, premis_xml
from congvu.archives.formats.package_profile import Profile
from congvu.archives.formats.package_schema import readme, schema_xml
from congvu.archives.formats.package_xml import Packed, ead_xml, mets_xml
from congvu.lib.dates import VIETNAM

STRETCH = 500
"""So many documents are written between two checkpoints: a second or two."""
XML = "application/xml"


@dataclass(frozen=True)
class PackageFile:
    """One file of a document: its bytes are opened when their turn comes."""

    ending: str
    media_type: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class PackageDocument:
    """A document with its fields, named as the profile names them, and what happened
    to it."""

    ordinal: int
    values: Mapping[str, str]
    files: tuple[PackageFile, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class PackageFacts:
    """What a package says of itself; ``kind`` is SIP or AIP."""

    kind: str
    package_id: UUID
    fonds_code: str
    agent: str
    created_at: datetime
    values: Mapping[str, str]
    events: tuple[Event, ...] = ()

    @property
    def object_id(self) -> str:
        own = f"uuid-{str(self.package_id).upper()}"
        return own if self.kind == "SIP" else f"urn:{self.fonds_code}:{own}"

    @property
    def code_name(self) -> str:
        return "fileCode" if self.kind == "SIP" else "arcFileCode"

    @property
    def described(self) -> dict[str, str]:
        """Its fields under the names they have in a package of this kind."""
        rest = {k: v for k, v in self.values.items() if k != "fileCode"}
        return {self.code_name: self.values["fileCode"], **rest}

    @property
    def folder(self) -> str:
        return self.object_id.replace(":", "_")

    @property
    def created(self) -> str:
        return in_vietnam(self.created_at)


def in_vietnam(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Written:
    """The finished file; ``documents`` is how many it holds."""

    documents: int
    sha256: str
    size: int


class _Open:
    """The zip being written, and what its two METS files will list."""

    def __init__(self, archive: GrowingZip, facts: PackageFacts, rep: str) -> None:
        self.archive, self.facts, self.rep = archive, facts, rep
        self.whole: list[Packed] = []
        self.inner = [Packed(**row) for row in archive.rows]

    def add(self, path: str, content: bytes, group: str, kind: str = XML) -> Packed:
        self.archive.add(f"{self.facts.folder}/{path}", content)
        digest = sha256(content).hexdigest()
        return self._list(path, digest, len(content), kind, group)

    def stream(self, path: str, file: PackageFile) -> Packed:
        digest, size = self.archive.stream(f"{self.facts.folder}/{path}", file.open)
        return self._list(path, digest, size, file.media_type, "data")

    def _list(self, path: str, digest: str, size: int, kind: str, group: str) -> Packed:
        own = f"ID-{str(uuid5(self.facts.package_id, path)).upper()}"
        is_inner = path.startswith(self.rep) and path != f"{self.rep}METS.xml"
        base = self.rep if is_inner else ""
        listed = Packed(path.removeprefix(base), own, digest, size, kind, group)
        (self.inner if is_inner else self.whole).append(listed)
        return listed


def write_package(
    place: Path,
    facts: PackageFacts,
    documents: Iterable[PackageDocument],
    profile: Profile,
    *,
    key: str = "",
    told: Callable[[int], None] = lambda _done: None,
) -> Written:
    """Write the whole package to ``place``, or what an earlier run left to write.

    ``key`` stands for the state of the dossier; ``told`` hears of each checkpoint.
    """
    moment = facts.created_at.astimezone(VIETNAM).timetuple()[:6]
    archive = GrowingZip(place, key=f"{facts.object_id} {key}", moment=moment)
    try:
        made = _Open(archive, facts, profile.paths["rep_mets"].removesuffix("METS.xml"))
        events: list[Event] = []
        count = 0
        for document in documents:
            count = document.ordinal
            listed = _pointed(document, facts, profile)
            if count > archive.mark:
                _document(made, document, profile)
                if count % STRETCH == 0:
                    archive.checkpoint(count)
                    told(count)
            events += listed
        _frame(made, events, profile)
        digest, size = archive.finish()
    finally:
        archive.close()
    return Written(count, digest, size)


def _pointed(
    document: PackageDocument, facts: PackageFacts, profile: Profile
) -> list[Event]:
    """Its events, pointing at its files; only an AIP tells them."""
    if facts.kind != "AIP":
        return []
    ids = tuple(
        f"ID-{str(uuid5(facts.package_id, path)).upper()}"
        for path in _paths(document, profile)
    )
    return [replace(event, objects=ids) for event in document.events]


def _paths(document: PackageDocument, profile: Profile) -> list[str]:
    code = _plain(document.values["docCode"])
    data = profile.paths["rep_data"]
    return [
        f"{data}{code}{f'_{place}' if place else ''}{file.ending}"
        for place, file in enumerate(document.files)
    ]


def _plain(code: str) -> str:
    """A name for files that no system takes for another; its last digits tell apart."""
    letters = unicodedata.normalize("NFD", code).replace("đ", "d").replace("Đ", "D")
    letters = re.sub(r"[\u0300-\u036f]", "", letters)
    return re.sub(r"[^A-Za-z0-9.-]+", "-", letters)


def _document(made: _Open, document: PackageDocument, profile: Profile) -> None:
    name = f"{profile.paths['rep_ead']}EAD_doc_{document.ordinal:07d}.xml"
    rows = [made.add(name, ead_xml(document.values), "descriptive")]
    for path, file in zip(_paths(document, profile), document.files, strict=True):
        rows.append(made.stream(path, file))
    for row in rows:
        made.archive.note(asdict(row))


def _frame(made: _Open, events: list[Event], profile: Profile) -> None:
    """What stands around the documents, written last: it lists them."""
    facts, paths = made.facts, profile.paths
    is_aip = facts.kind == "AIP"
    if is_aip:
        data = [file for file in made.inner if file.group == "data"]
        content = premis_xml(facts.package_id, facts.agent, data, events)
        made.add(paths["rep_premis"], content, "preservation")
    inner = _mets(facts, made.inner, profile)
    made.add(paths["rep_mets"], inner, "representation")
    made.add(paths["ead"], ead_xml(facts.described), "descriptive")
    dossier = [
        replace(rule, name=facts.code_name) if rule.name == "fileCode" else rule
        for rule in profile.dossier
    ]
    for name, rules in (("ead", dossier), ("ead_doc", profile.document)):
        made.add(paths[f"{name}_schema"], schema_xml(rules, profile.codes), "schema")
    about = readme(facts.kind, facts.object_id, facts.agent, facts.values, profile)
    made.add(paths["readme"], about.encode(), "documentation", "text/plain")
    if is_aip:
        packed = Event("packed", facts.created, facts.agent)
        objects = (facts.object_id,)
        told = [replace(e, objects=objects) for e in (*facts.events, packed)]
        content = premis_xml(
            facts.package_id, facts.agent, made.whole, told, whole=facts.object_id
        )
        made.add(paths["premis"], content, "preservation")
    name = f"{facts.folder}/{paths['mets']}"
    made.archive.add(name, _mets(facts, made.whole, profile))


def _mets(facts: PackageFacts, files: Iterable[Packed], profile: Profile) -> bytes:
    return mets_xml(
        object_id=facts.object_id,
        package_type=facts.kind,
        profile=profile.mets_profile,
        created=facts.created,
        agent=facts.agent,
        files=files,
    )
