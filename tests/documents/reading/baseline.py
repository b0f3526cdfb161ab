"""The plain way, to compare with: the first "Số …" and the first "ngày … tháng …"."""

from __future__ import annotations

import re

from congvu.documents.formats.paper_words import title_of


def plain_first_match(text: str) -> dict[str, str | None]:
    """What a first match over the whole text finds."""
    number = re.search(r"[Ss]ố:?\s*(\d+)\s*([/-])\s*(\S+)", text)
    day = re.search(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", text)
    title = next(
        (t for line in text.splitlines() if (t := title_of(line.strip()))), None
    )
    iso = None
    if day:
        iso = f"{int(day[3])}-{int(day[2]):02}-{int(day[1]):02}"
    return {
        "number": number[1] if number else None,
        "symbol": number[3].rstrip(".,;") if number else None,
        "issued_on": iso,
        "type": title[0] if title else "CV",
    }
