"""Sources of logs, their events by day, rules of detection, alerts."""

from congvu.logs.models.alerts import Alert, DetectionRule
from congvu.logs.models.events import (
    ArchivedDay,
    LogAllowance,
    LogBatch,
    LogEvent,
    LogSource,
    UnknownSender,
)

__all__ = [
    "Alert",
    "ArchivedDay",
    "DetectionRule",
    "LogAllowance",
    "LogBatch",
    "LogEvent",
    "LogSource",
    "UnknownSender",
]
