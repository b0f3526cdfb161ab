"""The tables of archives."""

from congvu.archives.models.appraising import (
    Appraisal,
    AppraisedDossier,
    CouncilMember,
    CouncilOpinion,
)
from congvu.archives.models.dossiers import (
    Dossier,
    DossierEvent,
    DossierGrant,
    DossierItem,
)
from congvu.archives.models.freezing import Freeze, FrozenDossier
from congvu.archives.models.handing import ArchiveHandOver, HandedDossier
from congvu.archives.models.moving import DossierMove
from congvu.archives.models.packages import Package, PackageCheck
from congvu.archives.models.plans import FilePlan, PlanHeading, PlanLine

__all__ = [
    "Appraisal",
    "AppraisedDossier",
    "ArchiveHandOver",
    "CouncilMember",
    "CouncilOpinion",
    "Dossier",
    "DossierEvent",
    "DossierGrant",
    "DossierItem",
    "DossierMove",
    "FilePlan",
    "Freeze",
    "FrozenDossier",
    "HandedDossier",
    "Package",
    "PackageCheck",
    "PlanHeading",
    "PlanLine",
]
