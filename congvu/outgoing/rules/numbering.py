"""Which sequence numbers which paper, and what its symbol looks like. Pure.

NĐ 30/2020/NĐ-CP Điều 15: a number is the order of issue within the calendar year; each
normative type has its own sequence, an advisory body that is named as the issuer its
own, copies one in common (Điều 25–27); of administrative papers the head of the agency
decides. Secret papers have a sequence on paper, outside this system.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.numbering import build_symbol
from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 120
LONGEST_SYMBOL = 60


class SequenceKind(StrEnum):
    """What a sequence of numbers is for."""

    ADMINISTRATIVE = "administrative"
    NORMATIVE = "normative"
    ADVISORY = "advisory"
    COPIES = "copies"


SEQUENCE_KIND_NAMES = {
    SequenceKind.ADMINISTRATIVE: _("văn bản hành chính"),
    SequenceKind.NORMATIVE: _("văn bản quy phạm pháp luật"),
    SequenceKind.ADVISORY: _("hội đồng, ban, tổ"),
    SequenceKind.COPIES: _("bản sao"),
}


class OutgoingState(StrEnum):
    """A line of the book is in exactly one."""

    RESERVED = "reserved"
    ISSUED = "issued"
    CANCELLED = "cancelled"


OUTGOING_STATE_NAMES = {
    OutgoingState.RESERVED: _("đã giữ số"),
    OutgoingState.ISSUED: _("đã phát hành"),
    OutgoingState.CANCELLED: _("đã hủy số"),
}

COPY_TYPES = {
    "SY": _("Bản sao y"),
    "SL": _("Bản sao lục"),
    "TrS": _("Bản trích sao"),
}
"""Copies are numbered, but are no type of paper of their own (Phụ lục III)."""


@dataclass(frozen=True)
class SequenceRule:
    """One sequence as the head of an agency wants it.

    ``type_codes`` are the types it serves; none at all in an administrative one means
    every type that no other serves. ``body`` names an advisory body, ``body_symbol`` is
    its abbreviation.
    """

    name: str
    kind: SequenceKind = SequenceKind.ADMINISTRATIVE
    type_codes: tuple[str, ...] = ()
    body: str = ""
    body_symbol: str = ""

    @property
    def serves_rest(self) -> bool:
        return self.kind == SequenceKind.ADMINISTRATIVE and not self.type_codes


DEFAULT_SEQUENCES = (
    SequenceRule(_("Văn bản hành chính")),
    SequenceRule(_("Bản sao"), SequenceKind.COPIES, tuple(COPY_TYPES)),
)
"""Until the head has decided: one sequence for all, and the one of the copies."""


@dataclass(frozen=True)
class Asked:
    """For what a number is wanted: a type, under the agency's own name or a body's."""

    type_code: str
    normative: bool = False
    body: str = ""


NO_SEQUENCE = _(
    "Chưa có dãy số cho loại văn bản này. Lãnh đạo hoặc chánh văn phòng đặt ở trang "
    "Dãy số."
)


def choose(rules: Sequence[SequenceRule], asked: Asked) -> SequenceRule | None:
    """The one sequence that numbers such a paper."""
    if asked.body:
        return _first(r for r in rules if r.body == asked.body)
    if asked.type_code in COPY_TYPES:
        return _first(r for r in rules if r.kind == SequenceKind.COPIES)
    if asked.normative:
        return _first(
            r
            for r in rules
            if r.kind == SequenceKind.NORMATIVE and asked.type_code in r.type_codes
        )
    own = [r for r in rules if r.kind == SequenceKind.ADMINISTRATIVE]
    named = _first(r for r in own if asked.type_code in r.type_codes)
    return named or _first(r for r in own if r.serves_rest)


def _first(rules: Iterable[SequenceRule]) -> SequenceRule | None:
    return next(iter(rules), None)


def sequence_reasons(
    rules: Sequence[SequenceRule], known: Collection[str]
) -> list[Reason]:
    """Everything against a set of sequences, at once (Điều 15)."""
    reasons = []
    names = [r.name.casefold() for r in rules]
    if not all(names):
        reasons.append(Reason(_("Mỗi dãy số cần một tên.")))
    if len(set(names)) < len(names):
        reasons.append(Reason(_("Hai dãy số trùng tên.")))
    if any(len(r.name) > LONGEST_NAME for r in rules):
        reasons.append(Reason(_("Tên dãy số dài quá 120 ký tự.")))
    if sum(r.serves_rest for r in rules) != 1:
        reasons.append(
            Reason(_("Cần đúng một dãy số hành chính chung cho các loại còn lại."))
        )
    if sum(r.kind == SequenceKind.COPIES for r in rules) != 1:
        reasons.append(Reason(_("Cần đúng một dãy số chung cho bản sao.")))
    administrative = [
        code
        for r in rules
        if r.kind == SequenceKind.ADMINISTRATIVE
        for code in r.type_codes
    ]
    if len(set(administrative)) < len(administrative):
        reasons.append(Reason(_("Một loại văn bản chỉ thuộc một dãy số.")))
    if not set(administrative) <= set(known):
        reasons.append(Reason(_("Có loại văn bản không có trong danh mục.")))
    return reasons + _kind_reasons(rules)


def _kind_reasons(rules: Sequence[SequenceRule]) -> list[Reason]:
    reasons = []
    normative = [r for r in rules if r.kind == SequenceKind.NORMATIVE]
    if any(len(r.type_codes) != 1 for r in normative):
        reasons.append(
            Reason(_("Mỗi loại văn bản quy phạm pháp luật có một dãy số riêng."))
        )
    codes = [r.type_codes for r in normative]
    if len(set(codes)) < len(codes):
        reasons.append(Reason(_("Hai dãy số cho một loại văn bản quy phạm.")))
    advisory = [r for r in rules if r.kind == SequenceKind.ADVISORY]
    if any(not (r.body and r.body_symbol) for r in advisory):
        reasons.append(Reason(_("Hội đồng, ban, tổ cần có tên và chữ viết tắt.")))
    bodies = [r.body for r in advisory] + [r.body_symbol for r in advisory]
    if len(set(bodies)) < len(bodies):
        reasons.append(Reason(_("Hai dãy số cho một hội đồng, ban, tổ.")))
    return reasons


@dataclass(frozen=True)
class SymbolParts:
    """What a symbol is built from, besides its number."""

    abbreviation: str
    issuer: str
    unit: str = ""
    normative: bool = False


def symbol_of(number: int, parts: SymbolParts, *, year: int) -> str:
    """``15/QĐ-UBND``, ``12/UBND-KGVX``, ``07/2026/QĐ-UBND`` (Phụ lục III).

    A named type has no unit in its symbol, a công văn has; only normative papers say
    the year.
    """
    return build_symbol(
        number,
        parts.abbreviation,
        parts.issuer,
        None if parts.abbreviation else parts.unit,
        year=year if parts.normative else None,
    )


def notation_of(parts: SymbolParts) -> str:
    """What stands after the slash: ``QĐ-UBND``, ``UBND-KGVX``."""
    groups = [parts.abbreviation, parts.issuer]
    if not parts.abbreviation:
        groups.append(parts.unit)
    return "-".join(group for group in groups if group)


def old_sequences(
    given: Sequence[tuple[str, str, bool, int]], own: Sequence[SequenceRule]
) -> list[SequenceRule]:
    """How a past year was numbered, told from its numbers.

    ``given`` has code, name, whether normative, number of each line. Where no number
    comes twice one sequence served all, as in ``own``; else each type had its own.
    """
    found = list(own)
    for code, name in sorted({(c, n) for c, n, normative, _no in given if normative}):
        asked = Asked(code, normative=True)
        if choose(found, asked) is None:
            named = f"{name} (QPPL)"[:LONGEST_NAME]
            found.append(SequenceRule(named, SequenceKind.NORMATIVE, (code,)))
    rest = [one for one in given if not one[2] and one[0] not in COPY_TYPES]
    chosen = [(choose(found, Asked(one[0])), one[3]) for one in rest]
    if len(set(chosen)) == len(chosen):
        return found
    named_already = {code for rule in found for code in rule.type_codes}
    for code, name in sorted({(one[0], one[1]) for one in rest}):
        if code not in named_already:
            found.append(SequenceRule(name[:LONGEST_NAME], type_codes=(code,)))
    return found
