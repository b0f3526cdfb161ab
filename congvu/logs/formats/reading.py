"""Rules of detection, read where one is asked for: pySigma is large."""

from __future__ import annotations

from congvu.logs.rules.detection import Rules


def read_rules(text: str) -> Rules:
    """All rules of a file, or `Unreadable` with the first thing that is wrong."""
    # Seven megabytes of each process, and few ever read a rule.
    from congvu.logs.formats import sigma  # noqa: PLC0415 - large: loaded where used

    return sigma.read_rules(text)
