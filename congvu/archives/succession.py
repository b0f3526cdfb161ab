"""What the end of an agency, unit or post does to plans and dossiers."""

from __future__ import annotations

from congvu.archives.actions import move_dossiers, pass_dossiers
from congvu.archives.queries import count_at_desk, count_dossiers, moved_dossiers
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import (
    Declared,
    DeskWork,
    Fate,
    declare,
    keeps_at_desks,
    seen,
    stays,
)

declare(
    Declared(
        "archives.Dossier.agency",
        Fate.FOLLOWS,
        _("hồ sơ"),
        count_dossiers,
        pass_dossiers,
    ),
    Declared("archives.Dossier.post_id", Fate.FOLLOWS, move=pass_dossiers),
    Declared("archives.Dossier.unit_id", Fate.FOLLOWS, move=pass_dossiers),
    # The heir makes a plan of its own.
    Declared("archives.FilePlan.agency", Fate.ENDS),
    # What was frozen for an inspection stays frozen; the heir's leader ends it.
    Declared("archives.Freeze.agency", Fate.FOLLOWS, move=pass_dossiers),
    # The heir takes what was on its way to the archive, and keeps old minutes.
    Declared("archives.Appraisal.agency", Fate.FOLLOWS, move=pass_dossiers),
    Declared("archives.ArchiveHandOver.agency", Fate.FOLLOWS, move=pass_dossiers),
)

keeps_at_desks(
    DeskWork("dossiers", _("hồ sơ"), count_at_desk, move_dossiers, moved_dossiers)
)

# Who could see a dossier, and who sat in a council, is never rewritten: the heirs ask
# for their predecessors, too.
seen("archives.DossierGrant.principal_id", "archives.CouncilMember.post_id")

# Who made it, and whose work it documents.
stays(
    "archives.Dossier.fonds",
    "archives.Dossier.came_from",
    "archives.Freeze.came_from",
    "archives.Appraisal.fonds",
    "archives.ArchiveHandOver.fonds",
    "archives.ArchiveHandOver.post_id",
    "archives.ArchiveHandOver.unit_id",
    "archives.PackageCheck.agency",
)
