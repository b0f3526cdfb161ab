"""SCORM packages as tools make them, and as nobody should."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

# As the text of the standard has a lesson look for its API.
FINDER = """
function findAPI(win) {
  var tries = 0;
  while (win.API == null && win.parent != null && win.parent != win) {
    if (++tries > 7) return null;
    win = win.parent;
  }
  return win.API;
}
var API = findAPI(window);
if (API == null && window.opener != null) API = findAPI(window.opener);
"""
LESSON = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Bài</title>
<script>{FINDER}</script></head>
<body><h1>Nhận biết thư lừa đảo</h1><p id="said"></p>
<script src="lesson.js"></script></body></html>
"""
QUIET = "document.getElementById('said').textContent = 'đã mở';"


def manifest(
    items: str = "",
    *,
    mastery: str = "",
    version: str = "1.2",
    resources: str = "",
    before: str = "",
) -> str:
    score = f"<adlcp:masteryscore>{mastery}</adlcp:masteryscore>" if mastery else ""
    item = (
        '<item identifier="I1" identifierref="R1"><title>Bài 1: Thư lừa đảo</title>'
        f"{score}</item>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>{before}
<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schemaversion>{version}</schemaversion></metadata>
  <organizations default="O1">
    <organization identifier="O0"><title>Bản cũ</title></organization>
    <organization identifier="O1"><title>An toàn thư điện tử</title>
      {items or item}</organization>
  </organizations>
  <resources>
    <resource identifier="R1" type="webcontent" adlcp:scormtype="sco"
      href="bai/index.html"><file href="bai/index.html"/></resource>{resources}
  </resources>
</manifest>"""


def files(script: str = QUIET, **given: str) -> dict[str, str]:
    return {
        "imsmanifest.xml": manifest(**given),
        "bai/index.html": LESSON,
        "bai/lesson.js": script,
    }


def zipped(content: Mapping[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    """The same bytes at any hour."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        for name, one in content.items():
            told = zipfile.ZipInfo(name) if isinstance(name, str) else name
            told.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(told, one, compresslevel=1)
    return made.getvalue()


def package(script: str = QUIET, **given: str) -> bytes:
    return zipped({**files(script, **given)})
