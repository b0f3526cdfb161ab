"""One small world while it lives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404

from congvu.lib.refusals import Refused
from tests.rights import model
from tests.rights.asking import Office
from tests.rights.story import Story


@dataclass
class Small:
    """One world beside the story, undone when it has been asked about."""

    office: Office
    keys: list[str] = field(default_factory=list)
    filed: list[str] = field(default_factory=list)
    councils: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)

    @property
    def story(self) -> Story:
        return self.office.story

    @property
    def facts(self) -> model.Facts:
        return self.story.facts

    def desk(self, name: str) -> Any:
        return self.story.posts.get(name) or self.story.bodies.get(name)

    def by(self, who: str) -> dict[str, Any]:
        return {"by": self.story.seat(who), "at": self.story.at}


def went(step: Callable[[], object]) -> bool:
    """Whether the office did it; what it refuses, or does not find, did not happen."""
    try:
        with transaction.atomic():
            step()
    except (Refused, Http404):
        return False
    return True
