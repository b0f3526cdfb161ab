"""What the end of a unit or post does to pages and editors, within the act."""

from __future__ import annotations

from congvu.organisations.rules import BodyKind, Passing
from congvu.portal.models import SiteEditor
from congvu.portal.queries import owned_types


def pass_pages(passing: Passing) -> None:
    """The heir's unit looks after the pages; whose post ended edits no more."""
    for body in passing.bodies:
        if body.kind == BodyKind.UNIT:
            for model in owned_types():
                rows = model.objects.filter(owner_unit_id=body.from_id)
                rows.update(owner_unit_id=body.to_id)
        elif body.kind == BodyKind.POST:
            rows = SiteEditor.objects.filter(post_id=body.body_id, ended_at=None)
            rows.update(ended_at=passing.at)
