"""Who may sit in a team: nobody of the body, nobody bound to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.inspections.rules.findings import Fault, TeamRole
from congvu.lib.text import gettext_noop as _


@dataclass(frozen=True)
class Candidate:
    """Somebody proposed for a team: ``of_body`` and ``bound`` to the inspected body."""

    name: str
    role: TeamRole
    of_body: bool = False
    bound_because: str = ""


def team_faults(team: Sequence[Candidate]) -> list[Fault]:
    """Every fault of the whole team at once, each at the field of its role."""
    found = []
    heads = sum(one.role == TeamRole.HEAD for one in team)
    if heads == 0:
        found.append(Fault(_("Đoàn chưa có trưởng đoàn."), "head"))
    if heads > 1:
        found.append(Fault(_("Đoàn chỉ có một trưởng đoàn."), "head"))
    for one in team:
        field = _FIELDS[one.role]
        if one.of_body:
            words = _("%(name)s thuộc cơ quan được kiểm tra nên không vào đoàn được.")
            found.append(Fault(words, field, {"name": one.name}))
        if one.bound_because:
            words = _(
                "%(name)s đã khai báo có xung đột lợi ích với cơ quan được kiểm tra "
                "(%(why)s) nên không vào đoàn được."
            )
            named = {"name": one.name, "why": one.bound_because}
            found.append(Fault(words, field, named))
    return found


_FIELDS = {
    TeamRole.HEAD: "head",
    TeamRole.SECRETARY: "secretary",
    TeamRole.MEMBER: "members",
}
