"""What the jail does with people's files: reads Word, checks and fills templates, lays
the block of a copy under a paper.

Loaded by a zygote of its own (see `congvu.files.jail`). A refusal is an answer with
every reason; papers come and go as plain data, the large ones in a file of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.copy_laying import lay_copy_block
from congvu.outgoing.formats.docx_opening import DocxRefused, readable
from congvu.outgoing.formats.leftover import leftovers
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.formats.template import check_template
from congvu.outgoing.formats.template_filling import fill_template
from congvu.outgoing.formats.template_start import starting_parts
from congvu.outgoing.rules.paper import Block, Paper
from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.template_fields import REQUIRED

Answer = tuple[dict[str, Any], bytes]


def warm_up() -> None:
    """What the libraries load lazily is loaded once, before the forks."""
    leftovers(read_docx(compose_docx(Paper(type_code="CV", body=(Block(text="a"),)))))


def read(document: int) -> Answer:
    """A paper as plain data, and what the file holds besides."""
    found = read_docx(_content(document))
    with readable():
        return {"paper": found.paper.as_json(), "unread": leftovers(found)}, b""


def check(document: int) -> Answer:
    """The fields of a template and the words a new paper begins with."""
    data = _content(document)
    return {
        "fields": check_template(data, REQUIRED),
        "starts": starting_parts(data),
    }, b""


def fill(document: int, *, paper: str) -> Answer:
    """The template with the words of the paper in the file ``paper``."""
    given = json.loads(Path(paper).read_text(encoding="utf-8"))
    return {}, fill_template(_content(document), from_json(given))


def _content(document: int) -> bytes:
    return Path(f"/proc/self/fd/{document}").read_bytes()


def _answering(task: Callable[..., Answer]) -> Callable[..., Answer]:
    def answer(document: int, **given: Any) -> Answer:
        try:
            return task(document, **given)
        except DocxRefused as why:
            return {"reasons": [asdict(reason) for reason in why.reasons]}, b""

    return answer


TASKS: dict[str, Callable[..., Answer]] = {
    "read": _answering(read),
    "check": _answering(check),
    "fill": _answering(fill),
    "lay-copy-block": lay_copy_block,
}
