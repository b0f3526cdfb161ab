"""Templates that staff keep as Word files, with named fields like ``{{ trich_yeu }}``.

A field is a name and nothing else: no conditions, no loops, no expressions, so nothing
that people or strangers write in a template is ever run. A field of several lines
(``{{ noi_dung }}``) stands alone in its paragraph. Here a template is looked through;
`template_filling` writes into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from congvu.lib.refusals import Reason
from congvu.lib.text import clean
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.formats.body_rows import ended
from congvu.outgoing.formats.docx_opening import DocxRefused, open_docx, readable
from congvu.outgoing.formats.end_rows import drafter_words, recipient_lines
from congvu.outgoing.formats.head_rows import URGENCY_STAMPS, bare_summary
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.template_fields import FIELD, FIELDS, line_values

_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_W_P, _W_T = qn("w:p"), qn("w:t")
KNOWN = {field.name: field for field in FIELDS}


def check_template(data: bytes, required: Sequence[str] = ()) -> tuple[str, ...]:
    """The fields a template uses, in their order, or ``DocxRefused`` with every
    reason why it may not become one.
    """
    reasons: list[Reason] = []
    try:
        document = open_docx(data, as_template=True)
    except DocxRefused as why:
        # What may run or fetch is named; so is what else is wrong with it.
        document, reasons = open_docx(data), list(why.reasons)
    with readable():
        names, wrong = names_of(document)
    reasons += wrong
    for name in required:
        if name not in names:
            words = _("Thiếu trường “%(name)s” (%(about)s).")
            about = KNOWN[name].about
            reasons.append(Reason(words % {"name": name, "about": about}))
    if reasons:
        raise DocxRefused(list(dict.fromkeys(reasons)))
    return names


def values_of(paper: Paper) -> dict[str, str | tuple[str, ...]]:
    stamp = URGENCY_STAMPS.get(paper.urgency)
    return {
        **line_values(paper),
        "do_khan": stamp[0] if stamp else "",
        "trich_yeu": bare_summary(paper.summary) if paper.is_letter else paper.summary,
        "kinh_gui": tuple(f"- {line}" for line in ended(paper.addressees)),
        "can_cu": tuple(ended(paper.bases)),
        "quyen_han_chuc_vu": tuple(line.upper() for line in paper.signer.authority),
        "noi_nhan": tuple(recipient_lines(paper)),
        "ky_hieu_nguoi_soan": drafter_words(paper),
    }


def names_of(document: Any) -> tuple[tuple[str, ...], list[Reason]]:
    """The fields, and what is wrong with them."""
    reasons: list[Reason] = []
    names: dict[str, None] = {}
    for paragraph in paragraphs_of(document):
        text = "".join(t.text or "" for t in texts_of(paragraph))
        for name in FIELD.findall(text):
            reasons += _field_reasons(name, text)
            names.setdefault(name)
        rest = FIELD.sub("", text)
        broken = _BRACES.search(rest)
        if broken:
            words = _("Trường viết dở hoặc có lệnh, gần “%(near)s”.")
            start = max(0, broken.start() - 20)
            near = rest[start : broken.end() + 20].strip()
            reasons.append(Reason(words % {"near": near}))
    return tuple(names), reasons


def _field_reasons(name: str, text: str) -> Iterator[Reason]:
    if not _NAME.fullmatch(name):
        words = _("“%(name)s” không phải tên trường: chỉ dùng chữ thường và gạch dưới.")
        yield Reason(words % {"name": name[:40]})
        return
    field = KNOWN.get(name)
    if field is None:
        near = get_close_matches(name, KNOWN, n=1)
        words = _("Không có trường “%(name)s”; gần nhất là “%(near)s”.")
        if not near:
            words = _("Không có trường “%(name)s”.")
        yield Reason(words % {"name": name, "near": near[0] if near else ""})
    elif field.is_list and FIELD.sub("", text, count=1).strip():
        words = _("Trường nhiều dòng “%(name)s” phải đứng riêng một đoạn.")
        yield Reason(words % {"name": name})


def paragraphs_of(document: Any) -> Iterator[Any]:
    """Every paragraph: text, tables, text boxes, headers and footers."""
    yield from document.element.body.iter(_W_P)
    seen = set()
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if part.is_linked_to_previous or part._element in seen:
                continue
            seen.add(part._element)
            yield from part._element.iter(_W_P)


def texts_of(paragraph: Any) -> list[Any]:
    """Its own texts; those of a text box within it belong to the box's paragraphs."""
    return [
        text
        for text in paragraph.iter(_W_T)
        if next(text.iterancestors(_W_P)) is paragraph
    ]


def put(paragraph: Any, values: Mapping[str, str | Sequence[str]]) -> None:
    """Each field's words into the run where it begins; Word cuts fields over runs."""
    texts = texts_of(paragraph)
    whole = "".join(t.text or "" for t in texts)
    starts, at = [], 0
    for part in texts:
        starts.append(at)
        at += len(part.text or "")
    pieces = [part.text or "" for part in texts]
    for found in reversed(list(FIELD.finditer(whole))):
        value = str(values[found[1]])
        first = max(n for n, start in enumerate(starts) if start <= found.start())
        for n in range(len(texts) - 1, first - 1, -1):
            low = max(found.start() - starts[n], 0)
            high = min(max(found.end() - starts[n], 0), len(pieces[n]))
            if low < high:
                words = clean(value) if n == first else ""
                pieces[n] = pieces[n][:low] + words + pieces[n][high:]
    for part, piece in zip(texts, pieces, strict=True):
        _write(part, piece)


def _write(part: Any, piece: str) -> None:
    """Text with its line breaks as Word has them."""
    place = part
    for number, line in enumerate(piece.split("\n")):
        text = part if not number else OxmlElement("w:t")
        if number:
            for element in (OxmlElement("w:br"), text):
                place.addnext(element)
                place = element
        text.text = line
        text.set(qn("xml:space"), "preserve")
