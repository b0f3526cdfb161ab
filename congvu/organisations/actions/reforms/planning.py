"""From the lines of an act to the rows it will write, or every reason why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold
from congvu.organisations.actions.reforms.changing import change_bodies
from congvu.organisations.actions.reforms.checking import check
from congvu.organisations.actions.reforms.draft import Draft, Plan
from congvu.organisations.actions.reforms.ending import end_bodies
from congvu.organisations.actions.reforms.making import LIKE, make_bodies
from congvu.organisations.actions.reforms.staffing import staff_bodies
from congvu.organisations.formats.reform_sheet import Line, address
from congvu.organisations.queries.world import people_by_login, read_world
from congvu.organisations.rules import ChangeVerb

_ENDS = (ChangeVerb.MERGE, ChangeVerb.SPLIT, ChangeVerb.DISSOLVE)
_CHANGES = (ChangeVerb.RENAME, ChangeVerb.MOVE, ChangeVerb.RECODE)


class ReformRefused(Refused):
    """An act cannot be so; nothing of it was kept.

    ``wrong`` is what its lines say, after what is wrong with the act as a whole;
    ``quoted`` what stands in the rows that could not be read.
    """

    def __init__(
        self,
        wrong: Iterable[tuple[int, str]],
        *,
        whole: Iterable[Reason] = (),
        quoted: Mapping[int, str] | None = None,
    ) -> None:
        self.wrong = sorted(set(wrong))
        self.quoted = dict(quoted or {})
        words = _("dòng %(line)s: %(why)s")
        told = [
            Reason(words % {"line": n, "why": why}, "lines") for n, why in self.wrong
        ]
        super().__init__([*whole, *told])


def plan_reform(
    lines: Sequence[Line],
    *,
    on: date,
    legal_basis: str,
    today: date,
    reform_id: UUID | None = None,
    unread: Collection[str] = (),
) -> Plan:
    """What the act does; raises with all reasons when it cannot be done.

    ``unread`` are the codes of bodies that rows name which could not be read: what is
    said of these is not judged.
    """
    codes, deep = _asked(lines)
    world = read_world(on, codes=codes, deep=deep)
    people = people_by_login((line.person for line in lines if line.person), on)
    draft = Draft(world, people, legal_basis, unread)
    kept = _without_twins(draft, lines)
    make_bodies(draft, [r for r in kept if r.verb == ChangeVerb.CREATE])
    change_bodies(draft, [r for r in kept if r.verb in _CHANGES])
    end_bodies(draft, [r for r in kept if r.verb in _ENDS])
    staff_bodies(draft, [r for r in kept if r.verb == ChangeVerb.APPOINT])
    check(draft, reform_id=reform_id, today=today)
    if draft.wrong:
        raise ReformRefused(draft.wrong)
    return draft.plan


def _asked(lines: Sequence[Line]) -> tuple[set[str], set[str]]:
    """Every code the lines name; and those whose inside the act must know."""
    codes: set[str] = set()
    deep: set[str] = set()
    for line in lines:
        like = line.structure[len(LIKE) :]
        copied = like if fold(line.structure).startswith(LIKE) else ""
        for cell in (line.source, line.target, line.parent, copied):
            if not cell:
                continue
            asked = address(cell)
            codes.add(asked.code)
            ends = line.verb in _ENDS and cell in (line.source, line.target)
            if asked.unit or ends or cell == copied:
                deep.add(asked.code)
    return codes, deep


def _without_twins(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    seen: dict[tuple[str, ...], int] = {}
    kept: list[Line] = []
    for line in lines:
        cells = {k: v for k, v in line.cells().items() if k != "note"}
        key = (line.verb.value, *(f"{k}={fold(v)}" for k, v in cells.items()))
        if key in seen:
            draft.refuse(line.line, _("trùng với dòng %(line)s"), line=seen[key])
            continue
        seen[key] = line.line
        kept.append(line)
    return kept
