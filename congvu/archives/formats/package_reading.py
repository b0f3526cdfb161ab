"""Checks a package made anywhere: every fault at once, nothing unpacked, nothing run.

A stranger's zip is hostile until shown otherwise: entries are counted and measured
before they are read, names never leave the package, XML has no entities.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from congvu.archives.formats.package_profile import FieldRule, Profile

MOST_FILES = 200_000
MOST_BYTES = 64 << 30
MOST_XML = 128 << 20
MOST_RATIO = 200
_LEAST_SUSPECT = 1 << 20
_SIP = re.compile(r"uuid-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_AIP = re.compile(r"urn:.+:uuid-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(.*)")


@dataclass(frozen=True)
class PackageFault:
    """One thing that is wrong: which, in which file, in words."""

    code: str
    path: str
    words: str


@dataclass
class Checked:
    """What was found; without a fault the package is as the profile asks."""

    profile: str
    sure: str
    kind: str = ""
    object_id: str = ""
    documents: int = 0
    files: int = 0
    faults: list[PackageFault] = field(default_factory=list)

    def add(self, code: str, path: str, words: str) -> None:
        self.faults.append(PackageFault(code, path, words))


class _Source:
    """The files of a package by their path inside it, from a zip or a folder."""

    def __init__(self) -> None:
        self.folder = ""
        self.sizes: dict[str, int] = {}

    def open(self, path: str) -> BinaryIO:
        raise NotImplementedError


class _Folder(_Source):
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


class _Zip(_Source):
    def __init__(self, archive: zipfile.ZipFile, found: Checked) -> None:
        super().__init__()
        self.archive = archive
        self.names: dict[str, zipfile.ZipInfo] = {}
        roots: set[str] = set()
        for info in archive.infolist():
            if info.is_dir():
                continue
            fault = _unsafe(info)
            if fault:
                found.add(fault[0], info.filename[:200], fault[1])
                continue
            root, _slash, name = info.filename.partition("/")
            roots.add(root)
            if name in self.names:
                found.add("twice", info.filename, "có hai tệp cùng tên")
            self.names[name], self.sizes[name] = info, info.file_size
        if len(roots) == 1:
            self.folder = roots.pop()
        else:
            words = f"gói phải nằm trong đúng một thư mục, có {len(roots)}"
            found.add("roots", "", words)

    def open(self, path: str) -> BinaryIO:
        return self.archive.open(self.names[path])  # type: ignore[return-value]


def _unsafe(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if (
        info.filename.startswith(("/", "\\"))
        or ".." in parts
        or ":" in info.filename[:3]
    ):
        return "traversal", "tên tệp trỏ ra ngoài gói"
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return "symlink", "là liên kết, không phải tệp"
    if info.flag_bits & 1:
        return "encrypted", "tệp có mật khẩu"
    packed = max(info.compress_size, 1)
    if info.file_size > _LEAST_SUSPECT and info.file_size // packed > MOST_RATIO:
        return "bomb", f"nén {info.file_size // packed} lần, nghi là bom nén"
    return None


def check_package(path: Path, profile: Profile) -> Checked:
    """Everything that is wrong with a package, a zip or a folder; never raises."""
    found = Checked(profile.name, profile.sure)
    try:
        if path.is_dir():
            _check(_Folder(path, found), found, profile)
        else:
            with zipfile.ZipFile(path) as archive:
                if _too_much(archive, found):
                    return found
                _check(_Zip(archive, found), found, profile)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
    ) as why:
        found.add(
            "unreadable", path.name, f"không đọc được tệp zip ({type(why).__name__})"
        )
    return found


def _too_much(archive: zipfile.ZipFile, found: Checked) -> bool:
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        found.add("too-many", "", f"gói có {len(infos)} tệp, quá {MOST_FILES}")
    if sum(i.file_size for i in infos) > MOST_BYTES:
        found.add("too-large", "", "gói giải nén ra quá 64 GB")
    return bool(found.faults)


def _check(source: _Source, found: Checked, profile: Profile) -> None:
    paths = profile.paths
    found.files = len(source.sizes)
    mets = _xml(source, paths["mets"], found, "no-mets")
    rep = paths["rep_mets"].removesuffix("METS.xml")
    listed = {paths["mets"]}
    if mets is not None:
        _head(mets, source, found, profile)
        listed |= _digests(mets, "", source, found, profile)
    inner = _xml(source, paths["rep_mets"], found, "no-rep-mets")
    if inner is not None:
        listed |= _digests(inner, rep, source, found, profile)
    for name in sorted(set(source.sizes) - listed):
        if not name.startswith(("schemas/", "documentation/")):
            found.add("unlisted", name, "có trong gói mà không ghi trong METS")
    _premis(source, found, profile)
    _descriptions(source, found, profile)


def _premis(source: _Source, found: Checked, profile: Profile) -> None:
    for key in ("premis", "rep_premis"):
        path = profile.paths[key]
        if found.kind == "AIP":
            _xml(source, path, found, "no-premis")
        elif found.kind == "SIP" and path in source.sizes:
            found.add("premis-in-sip", path, "gói SIP không có PREMIS")


def _descriptions(source: _Source, found: Checked, profile: Profile) -> None:
    """EAD of the dossier, and one of each document."""
    ead = profile.paths["ead"]
    whole = _fields(source, ead, found, profile, profile.dossier)
    count = 0
    for name in sorted(source.sizes):
        place = name.removeprefix(profile.paths["rep_ead"])
        if place != name and place.startswith("EAD_doc_"):
            count += 1
            values = _fields(source, name, found, profile, profile.document)
            code, file_code = values.get("docCode", ""), whole.get("fileCode", "")
            if (
                code
                and file_code
                and not re.fullmatch(re.escape(file_code) + r"\.?\d{7}", code)
            ):
                words = f"docCode “{code[:60]}” không phải fileCode kèm 7 chữ số"
                found.add("doc-code", name, words)
    found.documents = count
    total = whole.get("totalDoc", "")
    if total.isdecimal() and int(total[:9]) != count:
        words = f"totalDoc ghi {total}, gói có {count} tài liệu"
        found.add("total-differs", ead, words)
    data = profile.paths["rep_data"]
    if not any(name.startswith(data) for name in source.sizes):
        found.add("no-data", data, "gói không có tệp tài liệu nào")


def _fields(
    source: _Source,
    path: str,
    found: Checked,
    profile: Profile,
    rules: tuple[FieldRule, ...],
) -> dict[str, str]:
    root = _xml(source, path, found, "no-ead")
    if root is None:
        return {}
    values = {_local(e): (e.text or "").strip() for e in root.iter() if len(e) == 0}
    if "arcFileCode" in values:
        values.setdefault("fileCode", values["arcFileCode"])
    for code, words in profile.faults(rules, values):
        found.add(code, path, words)
    return values


def _xml(source: _Source, path: str, found: Checked, missing: str) -> Element | None:
    """A file as XML without entities; what is wrong is told."""
    if path not in source.sizes:
        found.add(missing, path, "thiếu tệp này")
        return None
    if source.sizes[path] > MOST_XML:
        found.add("xml-too-large", path, "tệp XML quá 128 MB")
        return None
    with source.open(path) as stream:
        content = stream.read(MOST_XML + 1)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        found.add("xml-entities", path, "XML có DTD hoặc thực thể (entity)")
    except (ParseError, ValueError) as why:
        found.add("xml-broken", path, f"không đọc được XML: {str(why)[:120]}")
    else:
        return root
    return None


def _head(mets: Element, source: _Source, found: Checked, profile: Profile) -> None:
    path = profile.paths["mets"]
    found.object_id = mets.get("OBJID", "")
    header = next((e for e in mets.iter() if _local(e) == "metsHdr"), None)
    values = {
        k.rpartition("}")[2]: v
        for k, v in (header.items() if header is not None else ())
    }
    found.kind = values.get("OAISPACKAGETYPE", "")
    if found.kind not in ("SIP", "AIP", "DIP"):
        words = f"csip:OAISPACKAGETYPE là “{found.kind[:20]}”"
        found.add("package-type", path, words)
    pattern = _AIP if found.kind == "AIP" else _SIP
    if not pattern.fullmatch(found.object_id):
        words = f"mã gói “{found.object_id[:80]}” không đúng dạng"
        found.add("object-id", path, words)
    if source.folder and source.folder != found.object_id.replace(":", "_"):
        words = f"thư mục “{source.folder[:80]}” không trùng mã gói"
        found.add("folder-name", path, words)
    created = _TIME.fullmatch(values.get("CREATEDATE", ""))
    if created is None or created.group(2) != profile.offset:
        words = f"thời gian lập gói không theo giờ Việt Nam ({profile.offset})"
        found.add("time-offset", path, words)


def _digests(
    mets: Element, base: str, source: _Source, found: Checked, profile: Profile
) -> set[str]:
    """Every file that a METS lists is there, whole; gives their paths."""
    listed: set[str] = set()
    for path, values in _listed(mets):
        name = f"{base}{path}"
        if path.startswith("/") or ".." in PurePosixPath(path).parts:
            found.add("traversal", path[:200], "METS trỏ ra ngoài gói")
            continue
        listed.add(name)
        if name not in source.sizes:
            found.add("listed-missing", name, "METS ghi mà gói không có")
            continue
        if values.get("CHECKSUMTYPE") != profile.algorithm:
            kind = values.get("CHECKSUMTYPE", "")[:20]
            found.add("digest-kind", name, f"mã băm là “{kind}”, không phải SHA-256")
        elif _digest(source, name) != values.get("CHECKSUM", "").lower():
            found.add("digest-differs", name, "mã SHA-256 không khớp")
        size = values.get("SIZE", "")
        if size and size != str(source.sizes[name]):
            found.add("size-differs", name, "dung lượng không khớp")
    return listed


def _listed(mets: Element) -> Iterator[tuple[str, dict[str, str]]]:
    for element in mets.iter():
        if _local(element) == "mdRef":
            values = _plain(element)
            yield values.get("href", ""), values
        elif _local(element) == "file":
            values = _plain(element)
            for inner in element:
                if _local(inner) == "FLocat":
                    yield _plain(inner).get("href", ""), values


def _plain(element: Element) -> dict[str, str]:
    return {key.rpartition("}")[2]: value for key, value in element.items()}


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _digest(source: _Source, path: str) -> str:
    digest = sha256()
    with source.open(path) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
