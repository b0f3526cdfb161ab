"""What the end of a body does to the organisation's own tables, and to those below it.

The apps below know nothing of government; here it is said for them, by label.
"""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.queries import (
    count_holders,
    count_posts,
    count_stand_ins,
    count_units,
)
from congvu.organisations.rules import Declared, Fate, declare, stays

# The log and the bell tell who did what from which post, as it was then.
stays(
    "audit.AuditEvent.actor_post_id",
    "audit.AuditEvent.actor_agency_id",
    "audit.AuditEvent.agency_id",
    "notices.Notice.desk_id",
)
# A figure is of the body of its day, and so is what it had to reach; whoever reads it
# on today's map adds up those a body took over from.
stays(
    "indicators.Measurement.body_id",
    "indicators.PastMeasurement.body_id",
    "indicators.Target.body_id",
    "indicators.ReportedFigure.body_id",
    "indicators.ReportedFigure.reported_post_id",
)

# A certificate names the body that ended: its key signs nothing of the heir's, and what
# it signed is verified by the old name.

# Names, codes and places in the tree are dated facts; deciding an act closes them.
declare(
    Declared("organisations.Unit.agency", Fate.ENDS, _("đơn vị"), count_units),
    Declared("organisations.Post.unit", Fate.ENDS, _("chức vụ"), count_posts),
    Declared(
        "organisations.Appointment.post",
        Fate.ENDS,
        _("người đang giữ chức vụ"),
        count_holders,
    ),
    Declared(
        "organisations.Delegation.post",
        Fate.ENDS,
        _("ủy quyền, giao phụ trách"),
        count_stand_ins,
    ),
    Declared("organisations.AgencyVersion.agency", Fate.ENDS),
    Declared("organisations.AgencyVersion.parent", Fate.ENDS),
    Declared("organisations.Identifier.agency", Fate.ENDS),
    Declared("organisations.UnitVersion.unit", Fate.ENDS),
    Declared("organisations.UnitVersion.parent", Fate.ENDS),
)

# History: what was warned of and confirmed, what became of whom.
stays(
    "organisations.Change.bodies",
    "organisations.Change.successor_ids",
    "organisations.RightChange.agency",
    "organisations.RightChange.post_id",
    "organisations.Succession.predecessor_id",
    "organisations.Succession.successor_id",
    "organisations.Heir.predecessor_id",
    "organisations.Heir.heir_id",
)
