"""Specialised databases: what they are made of, what is believed of their rows."""

from congvu.registry.models.databases import Database, Structure
from congvu.registry.models.loads import LoadLine, RowLoad
from congvu.registry.models.quality import DataQuality
from congvu.registry.models.rows import RowChange, RowVersion
from congvu.registry.models.services import DataService
from congvu.registry.models.sharing import DataSet, SharingAgreement, SharingCall
from congvu.registry.models.sources import LoadRun, LoadSource
from congvu.registry.models.tasks import LoadTask

__all__ = [
    "DataQuality",
    "DataService",
    "DataSet",
    "Database",
    "LoadLine",
    "LoadRun",
    "LoadSource",
    "LoadTask",
    "RowChange",
    "RowLoad",
    "RowVersion",
    "SharingAgreement",
    "SharingCall",
    "Structure",
]
