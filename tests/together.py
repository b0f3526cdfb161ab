"""Which worker gets which files: each file one, and a few files the same.

The files that ask for the loaded demo go to one worker together. Given out one by one
they went to both, and each loaded it for itself.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # xdist says no types

TOGETHER = {
    "tests/demo": (
        "test_calendar.py",
        "test_directive.py",
        "test_figures.py",
        "test_inspections.py",
        "test_lessons.py",
        "test_mail.py",
        "test_mailboxes.py",
        "test_months.py",
        "test_navigation.py",
        "test_network.py",
        "test_own_dossier.py",
        "test_portal.py",
        "test_province.py",
        "test_reports.py",
        "test_review.py",
        "test_standards.py",
        "test_telling.py",
        "test_the_act.py",
        "test_what_goes_out.py",
        "test_what_was_left.py",
    ),
    # one parse of all of the product's code
    "tests/house": (
        "test_events.py",
        "test_language.py",
        "test_layers.py",
        "test_shape.py",
        "test_timeline.py",
    ),
    # one stack of mail servers for all of them
    "tests/mailboxes/stack": (
        "test_journey.py",
        "test_seats.py",
        "test_sending.py",
        "test_tokens.py",
        "test_webmail.py",
    ),
}


def share_of(file: str) -> str:
    """What is given out whole with this file: its companions, or itself alone."""
    folder, _slash, name = file.rpartition("/")
    return folder if name in TOGETHER.get(folder, ()) else file


class ByShares(LoadFileScheduling):  # type: ignore[misc]  # xdist says no types
    """As ``--dist loadfile`` does it, for shares instead of files."""

    def _split_scope(self, nodeid: str) -> str:
        return share_of(super()._split_scope(nodeid))
