"""SIP_hoso and AIP_hoso as a zip, file by file: memory does not grow with the bytes.

Every id follows from the package's own, so that the same dossier gives the same package
again, whoever was killed in between.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID, uuid5

from congvu.archives.formats.package_profile import Profile
from congvu.archives.formats.package_xml import (
    Packed,
    ead_xml,
    mets_xml,
    premis_xml,
)
from congvu.lib.dates import VIETNAM

CHUNK = 1 << 20
XML = "application/xml"


@dataclass(frozen=True)
class PackageFile:
    """One file of a document: its bytes are opened when their turn comes."""

    ending: str
    media_type: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class PackageDocument:
    """A document with its fields, named as the profile names them."""

    ordinal: int
    values: Mapping[str, str]
    files: tuple[PackageFile, ...] = ()


@dataclass(frozen=True)
class PackageFacts:
    """What a package says of itself; ``kind`` is SIP or AIP."""

    kind: str
    package_id: UUID
    fonds_code: str
    agent: str
    created_at: datetime
    values: Mapping[str, str]

    @property
    def object_id(self) -> str:
        own = f"uuid-{str(self.package_id).upper()}"
        return own if self.kind == "SIP" else f"urn:{self.fonds_code}:{own}"

    @property
    def folder(self) -> str:
        return self.object_id.replace(":", "_")

    @property
    def created(self) -> str:
        return self.created_at.astimezone(VIETNAM).isoformat(timespec="seconds")


@dataclass
class _Open:
    """The zip being written, and what its two METS files will list."""

    zip: zipfile.ZipFile
    facts: PackageFacts
    whole: list[Packed] = field(default_factory=list)
    inner: list[Packed] = field(default_factory=list)

    def add(self, path: str, content: bytes, group: str, base: str = "") -> None:
        self.zip.writestr(self._info(path), content)
        digest = sha256(content).hexdigest()
        self._list(path, digest, len(content), XML, group, base)

    def stream(self, path: str, file: PackageFile, base: str) -> None:
        digest, size = sha256(), 0
        with (
            file.open() as source,
            self.zip.open(self._info(path), "w", force_zip64=True) as target,
        ):
            while block := source.read(CHUNK):
                digest.update(block)
                size += len(block)
                target.write(block)
        self._list(path, digest.hexdigest(), size, file.media_type, "data", base)

    def _list(
        self, path: str, digest: str, size: int, kind: str, group: str, base: str
    ) -> None:
        own = f"ID-{str(uuid5(self.facts.package_id, path)).upper()}"
        listed = Packed(path.removeprefix(base), own, digest, size, kind, group)
        (self.inner if base else self.whole).append(listed)

    def _info(self, path: str) -> zipfile.ZipInfo:
        moment = self.facts.created_at.astimezone(VIETNAM).timetuple()[:6]
        info = zipfile.ZipInfo(f"{self.facts.folder}/{path}", moment)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        return info


def write_package(
    out: BinaryIO,
    facts: PackageFacts,
    documents: Iterable[PackageDocument],
    profile: Profile,
) -> int:
    """Write the whole package; gives the number of documents."""
    paths = profile.paths
    rep = paths["rep_mets"].removesuffix("METS.xml")
    count = 0
    with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
        made = _Open(archive, facts)
        for document in documents:
            _document(made, document, profile, rep)
            count += 1
        if facts.kind == "AIP":
            made.add(paths["rep_premis"], _premis(facts), "preservation", rep)
        inner = _mets(facts, made.inner)
        made.add(paths["rep_mets"], inner, "representation")
        made.add(paths["ead"], ead_xml(facts.values), "descriptive")
        if facts.kind == "AIP":
            made.add(paths["premis"], _premis(facts), "preservation")
        archive.writestr(made._info(paths["mets"]), _mets(facts, made.whole))
    return count


def _document(
    made: _Open, document: PackageDocument, profile: Profile, rep: str
) -> None:
    name = f"{profile.paths['rep_ead']}EAD_doc_{document.ordinal:07d}.xml"
    made.add(name, ead_xml(document.values), "descriptive", rep)
    code = document.values["docCode"].replace("/", "-")
    for place, file in enumerate(document.files):
        more = f"_{place}" if place else ""
        data = profile.paths["rep_data"]
        made.stream(f"{data}{code}{more}{file.ending}", file, rep)


def _mets(facts: PackageFacts, files: Iterable[Packed]) -> bytes:
    return mets_xml(
        object_id=facts.object_id,
        package_type=facts.kind,
        created=facts.created,
        agent=facts.agent,
        files=files,
    )


def _premis(facts: PackageFacts) -> bytes:
    return premis_xml(
        object_id=facts.object_id, created=facts.created, agent=facts.agent
    )
