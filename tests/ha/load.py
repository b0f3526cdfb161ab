"""The people of ``tests/survival`` at work on the trial's office, and when they were
answered; by both nodes' front doors."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.ha.layout import NODES, Layout
from tests.ha.parts import node_environment
from tests.survival.journal import Journal, Told
from tests.survival.load import Crew
from tests.survival.verify import Verifier
from tests.survival.world import congvu, make_world

SEED = 76


class TimedJournal(Journal):
    """Also remembers when each answer came."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.moments: list[float] = []

    def keep(self, told: Told) -> None:
        super().keep(told)
        self.moments.append(time.monotonic())


class Load:
    """The crew, begun and ended by the trial."""

    def __init__(self, layout: Layout) -> None:
        self.environment = node_environment(layout, NODES[0])
        addresses = [f"http://{layout.machine(node)['people']}" for node in NODES]
        self.world = make_world(addresses, layout.root, self.environment)
        self.journal = TimedJournal(layout.root / "journal")
        self.crew = Crew(self.world, addresses, self.journal, SEED)
        self.addresses = addresses

    def first_password(self, who: str) -> str:
        words = ("user", "reset-password", who)
        return congvu(*words, environment=self.environment).strip()

    def begin(self) -> None:
        self.crew.begin()

    def end(self) -> None:
        self.crew.end()
        self.journal.close()

    def verdict(self) -> dict[str, Any]:
        """Everything that was told, asked for again."""
        verifier = Verifier(self.world, self.addresses)
        verifier.run(self.journal.path)
        return {
            "acknowledged": sum(self.journal.counts.values()),
            "acknowledged_of_each_kind": dict(sorted(self.journal.counts.items())),
            "missing": verifier.faults,
            "left_because_an_answer_was_lost": self.crew.left,
            "strange": self.crew.strange,
        }

    def acknowledged_after(self, moment: float) -> bool:
        return bool(self.journal.moments) and self.journal.moments[-1] > moment

    def longest_pause(self, first: float, last: float) -> float:
        """Seconds in which nobody was told that something was done."""
        within = [one for one in sorted(self.journal.moments) if first < one < last]
        pauses = (b - a for a, b in itertools.pairwise([first, *within, last]))
        return round(max(pauses), 1)
