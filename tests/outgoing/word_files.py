"""Word files as strangers and attackers make them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from docx import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def changed(
    data: bytes,
    parts: Mapping[str, Callable[[bytes], bytes]] | None = None,
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """The same file with parts rewritten or put in."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            change = (parts or {}).get(name)
            new.writestr(name, change(content) if change else content)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def in_body(xml: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        return content.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)

    return change


def related(kind: str, target: str, mode: str = "External") -> Callable[[bytes], bytes]:
    relation = (
        f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/>'
    )

    def change(content: bytes) -> bytes:
        return content.replace(
            b"</Relationships>", relation.encode() + b"</Relationships>"
        )

    return change


def field(command: str) -> str:
    """A complex field whose words are cut over two runs."""
    half = len(command) // 2
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{command[:half]}</w:instrText></w:r>"
        f"<w:r><w:instrText>{command[half:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
