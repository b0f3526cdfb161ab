"""Checks a package made anywhere: every fault at once, nothing unpacked, nothing run.

Names of elements are told apart by their own name, whatever the prefix, the namespace
or the order; folders of representations may be called otherwise and be several; digests
may be of the other usual kinds. What departs from the profile is told and read on.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from congvu.archives.formats.package_profile import FieldRule, Profile
from congvu.archives.formats.package_source import (
    Checked,
    FolderSource,
    Source,
    ZipSource,
    too_much,
)

MOST_XML = 128 << 20
_UUID = r"uuid-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
_SIP = re.compile(_UUID)
_AIP = re.compile(rf"urn:.+:{_UUID}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(.*)")
_ALGORITHMS = {"SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_ALGORITHMS |= {"SHA-1": "sha1", "MD5": "md5"}
_WEAK = ("SHA-1", "MD5")


def check_package(path: Path, profile: Profile, *, name: str = "") -> Checked:
    """Everything that is wrong with a package, a zip or a folder; never raises.

    ``name`` is what its owner calls the file, where ``path`` says nothing.
    """
    found = Checked(profile.name, profile.sure)
    try:
        if path.is_dir():
            _check(FolderSource(path, found), found, profile)
        else:
            with zipfile.ZipFile(path) as archive:
                if too_much(archive, found):
                    return found
                _check(ZipSource(archive, found), found, profile)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        ValueError,
    ) as why:
        words = f"không đọc được tệp zip ({type(why).__name__})"
        found.add("unreadable", name or path.name, words)
    return found


def _check(source: Source, found: Checked, profile: Profile) -> None:
    found.files = len(source.sizes)
    top = _place(source, profile.paths["mets"])
    mets = _xml(source, top, found, "no-mets")
    listed = {top}
    if mets is not None:
        _head(mets, source, found, profile)
        listed |= _digests(mets, "", source, found, profile)
    for rep in _representations(source, found, profile):
        path = _place(source, f"{rep}METS.xml")
        inner = _xml(source, path, found, "no-rep-mets")
        if inner is not None:
            listed |= _digests(inner, rep, source, found, profile)
    for name in sorted(set(source.sizes) - listed):
        # Older makers leave these two folders out of METS.
        if not name.startswith(("schemas/", "documentation/")):
            found.add("unlisted", name, "có trong gói mà không ghi trong METS")
    if not any(name.startswith("schemas/") for name in source.sizes):
        found.add("no-schemas", "schemas/", "gói không có thư mục schemas")
    _premis(source, found, profile)
    _descriptions(source, found, profile)


def _place(source: Source, path: str) -> str:
    """Where it really lies: some makers write mets.xml."""
    if path in source.sizes:
        return path
    wanted = path.casefold()
    return next((n for n in source.sizes if n.casefold() == wanted), path)


def _representations(source: Source, found: Checked, profile: Profile) -> list[str]:
    """Their folders, the profile's own first; others are told and read on."""
    usual = profile.paths["rep_mets"].removesuffix("METS.xml")
    around = usual.rstrip("/").rpartition("/")[0] + "/"
    there = {
        f"{around}{name.removeprefix(around).partition('/')[0]}/"
        for name in source.sizes
        if name.startswith(around) and "/" in name.removeprefix(around)
    }
    if not there:
        return [usual]
    if usual not in there:
        words = f"thư mục thể hiện không tên là {usual}"
        found.add("rep-name", sorted(there)[0], words)
    return sorted(there, key=lambda rep: (rep != usual, rep))


def _premis(source: Source, found: Checked, profile: Profile) -> None:
    for key in ("premis", "rep_premis"):
        path = _place(source, profile.paths[key])
        if found.kind == "AIP":
            root = _xml(source, path, found, "no-premis")
            if root is not None and key == "premis":
                _packing(root, path, found)
        elif found.kind == "SIP" and path in source.sizes:
            found.add("premis-in-sip", path, "gói SIP không có PREMIS")


def _packing(premis: Element, path: str, found: Checked) -> None:
    kinds = [(e.text or "").strip() for e in premis.iter() if _local(e) == "eventType"]
    if "information package creation" not in kinds:
        words = "không ghi việc lập gói (information package creation)"
        found.add("no-event", path, words)


def _descriptions(source: Source, found: Checked, profile: Profile) -> None:
    """EAD of the dossier, and one of each document."""
    ead = _place(source, profile.paths["ead"])
    whole = _fields(source, ead, found, profile, profile.dossier)
    count, codes = 0, set[str]()
    for name in sorted(source.sizes):
        path = PurePosixPath(name)
        if path.name.startswith("EAD_doc_") and path.suffix.lower() == ".xml":
            count += 1
            values = _fields(source, name, found, profile, profile.document)
            _document_code(values.get("docCode", ""), whole, codes, name, found)
    found.documents = count
    total = whole.get("totalDoc", "")
    if total.isdecimal() and int(total[:9]) != count:
        words = f"totalDoc ghi {total}, gói có {count} tài liệu"
        found.add("total-differs", ead, words)
    if not any("/data/" in name for name in source.sizes):
        words = "gói không có tệp tài liệu nào"
        found.add("no-data", profile.paths["rep_data"], words)


def _document_code(
    code: str, whole: dict[str, str], codes: set[str], name: str, found: Checked
) -> None:
    file_code = whole.get("fileCode", "")
    pattern = re.escape(file_code) + r"\.?\d{7}"
    if code and file_code and not re.fullmatch(pattern, code):
        words = f"docCode “{code[:60]}” không phải fileCode kèm 7 chữ số"
        found.add("doc-code", name, words)
    if code and code in codes:
        found.add(
            "doc-code-twice", name, f"docCode “{code[:60]}” đã có ở tài liệu khác"
        )
    codes.add(code)


def _fields(
    source: Source,
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


def _xml(source: Source, path: str, found: Checked, missing: str) -> Element | None:
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
    except (ParseError, ValueError, LookupError) as why:
        found.add("xml-broken", path, f"không đọc được XML: {str(why)[:120]}")
    else:
        return root
    return None


def _head(mets: Element, source: Source, found: Checked, profile: Profile) -> None:
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
    mets: Element, base: str, source: Source, found: Checked, profile: Profile
) -> set[str]:
    """Every file that a METS lists is there, whole; gives their paths."""
    listed: set[str] = set()
    for path, values in _listed(mets):
        inside = unquote(path).removeprefix("file:").replace("\\", "/")
        if inside.startswith("/") or ".." in PurePosixPath(inside).parts:
            found.add("traversal", path, "METS trỏ ra ngoài gói")
            continue
        inside = inside.removeprefix("./")
        name = next((n for n in (f"{base}{inside}", inside) if n in source.sizes), "")
        if not name:
            found.add("listed-missing", f"{base}{inside}", "METS ghi mà gói không có")
            continue
        if name in listed:
            found.add("listed-twice", name, "METS ghi hai lần")
            continue
        listed.add(name)
        _one_digest(name, values, source, found, profile)
        size = values.get("SIZE", "")
        if size and size != str(source.sizes[name]):
            found.add("size-differs", name, "dung lượng không khớp")
    return listed


def _one_digest(
    name: str, values: dict[str, str], source: Source, found: Checked, profile: Profile
) -> None:
    told = values.get("CHECKSUMTYPE", "").upper().replace("_", "-")
    kind = re.sub(r"^SHA(?=\d)", "SHA-", told)
    if kind != profile.algorithm:
        shown = values.get("CHECKSUMTYPE", "")[:20]
        words = f"mã băm là “{shown}”, không phải {profile.algorithm}"
        found.add("digest-weak" if kind in _WEAK else "digest-kind", name, words)
    known = _ALGORITHMS.get(kind)
    if known is None:
        return
    digest = hashlib.new(known, usedforsecurity=False)
    with source.open(name) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != values.get("CHECKSUM", "").strip().lower():
        found.add("digest-differs", name, f"mã {kind} không khớp")


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
