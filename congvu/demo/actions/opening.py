"""The portal opens: sites of the province and its bodies, who writes for one, and what
people read there of the months before."""

from __future__ import annotations

from datetime import datetime

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.filling import fill_portal
from congvu.demo.actions.sheets import Bodies
from congvu.demo.actions.shown import show_earlier
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.organisations.models import Post
from congvu.portal.actions import make_sites, mark_ended, name_editor


def open_portal(*, now: datetime) -> None:
    """Every site owed; Minh writes for the province's, its office approves."""
    on = local_date(now)
    make_sites(on=on, by=SYSTEM, at=now)
    mark_ended(on=on, by=SYSTEM, at=now)
    bodies = Bodies(on)
    chief = seat_of_post(bodies.desk("committee", "office-chief"), on)
    writer = Post.objects.get(pk=bodies.desk("committee", "minh"))
    name_editor(post=writer, by=chief, at=now)
    fill_portal(now=now)
    show_earlier(now=now)
