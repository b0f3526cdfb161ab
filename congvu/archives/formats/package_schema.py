"""What lies in ``schemas/`` and ``documentation/`` of a package.

The schema of EAD.xml is written from the profile, so that both say the same. METS and
PREMIS have public schemas of the Library of Congress, which are named, not copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import XMLGenerator

from congvu.archives.formats.package_profile import FieldRule, Profile
from congvu.archives.formats.package_xml import begin
from congvu.archives.formats.pen import start

_KINDS = {"SIP": "SIP_hoso", "AIP": "AIP_hoso"}


def schema_xml(
    rules: Sequence[FieldRule], codes: Mapping[str, Mapping[str, str]]
) -> bytes:
    """An XML Schema of one kind of EAD.xml: fields, lengths, code tables."""
    out = BytesIO()
    pen = begin(out)
    start(pen, "xs:schema", {"xmlns:xs": "http://www.w3.org/2001/XMLSchema"})
    start(pen, "xs:element", {"name": "ead"})
    start(pen, "xs:complexType", {})
    start(pen, "xs:all", {})
    for rule in rules:
        least = "1" if rule.required else "0"
        start(pen, "xs:element", {"name": rule.name, "minOccurs": least})
        start(pen, "xs:simpleType", {})
        start(pen, "xs:restriction", {"base": "xs:string"})
        _facets(pen, rule, codes)
        for name in ("restriction", "simpleType", "element"):
            pen.endElement(f"xs:{name}")
    for name in ("all", "complexType", "element", "schema"):
        pen.endElement(f"xs:{name}")
    pen.endDocument()
    return out.getvalue()


def _facets(
    pen: XMLGenerator, rule: FieldRule, codes: Mapping[str, Mapping[str, str]]
) -> None:
    facets = [("enumeration", code) for code in codes.get(rule.codes, ())]
    if rule.most is not None and not facets:
        facets.append(("maxLength", str(rule.most)))
    if rule.day:
        facets.append(("pattern", r"\d{2}/\d{2}/\d{4}"))
    if rule.number:
        facets.append(("pattern", r"\d+"))
    for name, value in facets:
        start(pen, f"xs:{name}", {"value": value})
        pen.endElement(f"xs:{name}")


def readme(
    kind: str, object_id: str, agent: str, values: Mapping[str, str], profile: Profile
) -> str:
    """How to read the package, for who has no such office, in twenty years."""
    lines = [
        f"Gói {_KINDS[kind]} theo {profile.name}",
        "(theo các bản tóm tắt của Thông tư; chưa xác minh với văn bản gốc)",
        "",
        f"Mã gói: {object_id}",
        f"Cơ quan lập: {agent}",
        f"Hồ sơ: {values['fileCode']} - {values['title']}",
        f"Số tài liệu: {values['totalDoc']}",
        "",
        "METS.xml: mọi tệp của gói, kèm mã SHA-256 và dung lượng.",
        f"{profile.paths['ead']}: dữ liệu mô tả hồ sơ.",
        f"{profile.paths['rep_data']}: tệp tài liệu, nguyên vẹn như khi nhận hoặc ký.",
        f"{profile.paths['rep_ead']}: dữ liệu mô tả từng tài liệu.",
        "schemas/: khuôn XML của dữ liệu mô tả, viết từ bảng trường của Thông tư.",
    ]
    if kind == "AIP":
        lines.append(
            "PREMIS.xml, PREMIS_rep1.xml: việc đã xảy ra với hồ sơ và từng tệp."
        )
    lines += [
        "",
        "METS: http://www.loc.gov/METS/ (khuôn của Thư viện Quốc hội Hoa Kỳ)",
        "PREMIS 3: http://www.loc.gov/premis/v3",
        "Kiểm tra: congvu package check <tệp zip hoặc thư mục>",
        "",
    ]
    return "\n".join(lines)
