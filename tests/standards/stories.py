"""Quân keeps the committee's systems by their standards."""

from __future__ import annotations

import io
import zipfile

PLACE = "/an-toan/tieu-chuan/"

PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Trang chủ</title></head><body><h1>Tin</h1><h2>Mới</h2>
<p>Một đoạn<p>Đoạn nữa<img src="a.png" alt="Cổng"><br>
<form><label for="q">Tìm</label><input id="q"></form>
<a href="/"><img src="b.png" alt="Về trang chủ"></a></body></html>"""


def odt(
    *,
    version: str = "1.3",
    kind: str = "text",
    stored: bool = True,
    manifest: bool = True,
) -> bytes:
    """An OpenDocument as an office writes it, or with one thing wrong."""
    out = io.BytesIO()
    body = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:'
        f'xmlns:office:1.0" office:version="{version}"/>'
    )
    way = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", f"application/vnd.oasis.opendocument.{kind}", compress_type=way
        )
        archive.writestr("content.xml", body)
        if manifest:
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()
