"""What of a paper departs from its form, with the mend that a person may take.

NĐ 30/2020/NĐ-CP Phụ lục I. A check says one rule; a paper that keeps it is counted too,
so that a reader sees how much was looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules import form_content, form_end, form_head, form_layout
from congvu.outgoing.rules.departure import Check, Departure
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.paper_json import from_json

CHECKS: tuple[Check, ...] = (
    *form_layout.CHECKS,
    *form_head.CHECKS,
    *form_content.CHECKS,
    *form_end.CHECKS,
)


class FixRefused(Refused):
    """The departure has no mend, or the paper has changed since it was found."""


@dataclass(frozen=True)
class FormReport:
    departures: tuple[Departure, ...]
    passed: tuple[Check, ...]


def form_report(paper: Paper, checks: Sequence[Check] = CHECKS) -> FormReport:
    """Every check: what departs, in the order of the page, and what is right."""
    found: list[Departure] = []
    passed: list[Check] = []
    for check in checks:
        departing = [
            Departure(
                check.code,
                check.element,
                finding.where,
                finding.found,
                finding.expected,
                check.basis,
                finding.fix,
            )
            for finding in check.run(paper)
        ]
        found += departing
        if not departing:
            passed.append(check)
    return FormReport(tuple(found), tuple(passed))


def departures(paper: Paper) -> list[Departure]:
    return list(form_report(paper).departures)


def apply_fix(paper: Paper, departure: Departure) -> Paper:
    """The paper with the mend of one departure, or :class:`FixRefused`."""
    if departure.fix is None:
        raise FixRefused([Reason(_("Điểm lệch này cần người sửa."))])
    data = paper.as_json()
    for path, value in departure.fix["set"]:
        _put(data, path, value)
    return from_json(data)


def _put(data: dict[str, Any], path: Sequence[str | int], value: object) -> None:
    place: Any = data
    for step in path[:-1]:
        place = _step(place, step)
    last = path[-1]
    _step(place, last)
    place[last] = value


def _step(place: Any, step: str | int) -> Any:
    """One step into plain data; a place that is no longer there is refused."""
    if isinstance(place, Mapping) and step in place:
        return place[step]
    if isinstance(place, list) and isinstance(step, int) and 0 <= step < len(place):
        return place[step]
    raise FixRefused([Reason(_("Văn bản đã đổi; kiểm tra thể thức lại."))])
