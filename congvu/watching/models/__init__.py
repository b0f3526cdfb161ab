"""Collectors, what they watch, how it stood, and what sweeps found."""

from congvu.watching.models.collectors import Collector, SnmpAccess
from congvu.watching.models.sweeping import Sighting, Sweep
from congvu.watching.models.targets import (
    Outage,
    PlannedWork,
    Probe,
    ProbeHour,
    TargetSpell,
    WatchTarget,
)

__all__ = [
    "Collector",
    "Outage",
    "PlannedWork",
    "Probe",
    "ProbeHour",
    "Sighting",
    "SnmpAccess",
    "Sweep",
    "TargetSpell",
    "WatchTarget",
]
