"""Checks of the page and of paragraphs (Phụ lục I, phần I, mục I và II.6e)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.departure import (
    CONTENT,
    ISSUER,
    OTHER,
    Check,
    Finding,
    Said,
    paragraph_at,
    setting,
)
from congvu.outgoing.rules.paper import (
    ARTICLE,
    ITEM,
    LAWFUL,
    LAWFUL_INDENTS,
    PARAGRAPH,
    Paper,
)

_NEAR = 0.011


def shown(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _between(name: str, unit: str) -> Callable[[Paper], Iterator[Finding]]:
    """The measure lies between the law's bounds, or is brought to the nearer one."""

    def run(paper: Paper) -> Iterator[Finding]:
        low, high = LAWFUL[name]
        value = getattr(paper.layout, name)
        if low - _NEAR <= value <= high + _NEAR:
            return
        nearest = low if value < low else high
        yield Finding(
            Said("%(value)s %(unit)s", {"value": shown(value), "unit": unit}),
            Said(
                _("%(low)s đến %(high)s %(unit)s"),
                {"low": shown(low), "high": shown(high), "unit": unit},
            ),
            fix=setting("layout", name, to=nearest),
        )

    return run


def is_lawful_indent(value: float) -> bool:
    return any(abs(value - lawful) <= _NEAR for lawful in LAWFUL_INDENTS)


def _indent_finding(value: float) -> tuple[Said, Said]:
    return (
        Said(_("lùi đầu dòng %(value)s cm"), {"value": shown(value)}),
        Said(_("1 cm hoặc 1,27 cm")),
    )


def _indent(paper: Paper) -> Iterator[Finding]:
    if not is_lawful_indent(paper.layout.indent):
        found, expected = _indent_finding(paper.layout.indent)
        yield Finding(found, expected, fix=setting("layout", "indent", to=1.27))


def _block_indent(paper: Paper) -> Iterator[Finding]:
    for number, block in enumerate(paper.body):
        value = block.indent
        if block.kind not in {PARAGRAPH, ARTICLE, ITEM} or value is None:
            continue
        if not is_lawful_indent(value):
            found, expected = _indent_finding(value)
            fix = setting("body", number, "indent", to=paper.layout.indent)
            if not is_lawful_indent(paper.layout.indent):
                fix = setting("body", number, "indent", to=1.27)
            yield Finding(found, expected, paragraph_at(number + 1), fix)


def _justified(paper: Paper) -> Iterator[Finding]:
    for number, block in enumerate(paper.body):
        if block.kind in {PARAGRAPH, ARTICLE, ITEM} and not block.justified:
            yield Finding(
                Said(_("không canh đều hai lề")),
                Said(_("canh đều cả hai lề")),
                paragraph_at(number + 1),
                setting("body", number, "justified", to=True),
            )


CHECKS = (
    Check("margin-top", OTHER, _("Lề trên"), "I.3", _between("top", "mm")),
    Check("margin-bottom", OTHER, _("Lề dưới"), "I.3", _between("bottom", "mm")),
    Check("margin-left", OTHER, _("Lề trái"), "I.3", _between("left", "mm")),
    Check("margin-right", OTHER, _("Lề phải"), "I.3", _between("right", "mm")),
    Check("size-head", ISSUER, _("Cỡ chữ phần đầu"), "2", _between("head_size", "pt")),
    Check("size-content", CONTENT, _("Cỡ chữ nội dung"), "6", _between("size", "pt")),
    Check("spacing", CONTENT, _("Giãn dòng"), "6", _between("spacing", _("dòng"))),
    Check("gap", CONTENT, _("Cách đoạn"), "6", _between("gap", "pt")),
    Check("indent", CONTENT, _("Lùi đầu dòng chung"), "6", _indent),
    Check("indent-block", CONTENT, _("Lùi đầu dòng từng đoạn"), "6", _block_indent),
    Check("justified", CONTENT, _("Canh đều hai lề"), "6", _justified),
)
