"""The content of a paper typed as plain lines, and back: one paragraph a line. Pure.

Each line says by its own sign what it is, as people write: "Chương I", "Điều 2.", "1.",
"a)", "-". A line between bars is a row of a table, one after "=" stands in the middle;
rows after "[Biểu đồ thanh]" are those of a chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from congvu.lib.text import nfc
from congvu.outgoing.rules.charts import as_lines, cells_of, first_line
from congvu.outgoing.rules.paper import IN_ROWS

Block = Mapping[str, Any]

_HEADINGS = ("Phần", "Chương", "Mục", "Tiểu mục")
_SIGNS = (
    (re.compile(r"Điều \d+[a-zđ]?\."), "article", 0),
    (re.compile(r"[IVX]+\. "), "heading", 6),
    (re.compile(r"\d+\. "), "item", 1),
    (re.compile(r"[a-zđ]\) "), "item", 2),
    (re.compile(r"[-+] "), "item", 3),
)


def blocks_of(text: str, before: Sequence[Block] = ()) -> list[dict[str, Any]]:
    """The lines as blocks; what was not touched keeps what an editor set for it."""
    kept = {(b.get("kind"), b.get("text")): b for b in before}
    found: list[dict[str, Any]] = []
    for line in (nfc(one) for one in text.splitlines()):
        if not line:
            continue
        if line.startswith("|"):
            _add_row(found, line)
            continue
        chart = first_line(line)
        if chart is not None:
            found.append(chart)
            continue
        block = _block(line)
        same = kept.get((block["kind"], block["text"]))
        found.append(dict(same) if same else block)
    return found


def _add_row(found: list[dict[str, Any]], line: str) -> None:
    row = cells_of(line)
    if found and found[-1]["kind"] in IN_ROWS:
        found[-1]["rows"].append(row)
    else:
        found.append({"kind": "table", "text": "", "rows": [row]})


def _block(line: str) -> dict[str, Any]:
    if line.startswith("="):
        return {"kind": "centred", "text": line[1:].strip(), "level": 0}
    for level, word in enumerate(_HEADINGS, start=1):
        if re.match(rf"{word} [IVXLC\d]+\b", line):
            # "Chương I: QUY ĐỊNH CHUNG": the title stands on a line of its own.
            head, _colon, title = line.partition(":")
            text = f"{head.strip()}\n{title.strip()}" if title.strip() else line
            return {"kind": "heading", "text": text, "level": level}
    for sign, kind, level in _SIGNS:
        if sign.match(line):
            return {"kind": kind, "text": line, "level": level}
    return {"kind": "paragraph", "text": line, "level": 0}


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks as lines that give the same blocks again."""
    return "\n".join(_line(block) for block in blocks)


def _line(block: Block) -> str:
    text = str(block.get("text", ""))
    if block.get("kind") == "chart":
        return as_lines(text, int(block.get("level", 0)), block.get("rows", ()))
    if block.get("kind") == "table":
        rows = block.get("rows", ())
        return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)
    if block.get("kind") == "centred":
        return f"= {text}"
    return text.replace("\n", ": ") if block.get("kind") == "heading" else text


def lines_of(text: str) -> list[str]:
    """A field of several lines, empty ones left out."""
    return [line for one in text.splitlines() if (line := nfc(one))]


def places_in(text: str) -> list[str]:
    """The lines of "Nơi nhận", or the same in one line of the book: each without the
    dash and the semicolon that it has on paper (NĐ 30/2020 Phụ lục I)."""
    return [line for one in re.split(r"[;\n]", text) if (line := nfc(one).lstrip("- "))]
