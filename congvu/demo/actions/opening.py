"""The portal opens: sites of the province and its bodies, who writes for one, and what
people read there of the months before."""

from __future__ import annotations

from datetime import datetime, timedelta

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.describing import describe_bodies
from congvu.demo.actions.filling import fill_portal
from congvu.demo.actions.sheets import Bodies
from congvu.demo.actions.shown import show_earlier
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.organisations.models import Post
from congvu.portal.actions import (
    look_section_through,
    make_sites,
    mark_ended,
    name_editor,
)

# Of the five sites with something in every section, those of bodies: days ago.
_LOOKED = {"SKHCN": 9, "SNNMT": 16, "Ba Bể": 12, "Bắc Kạn": 20}


def open_portal(*, now: datetime) -> None:
    """Every site owed; Minh writes for the province's, its office approves."""
    on = local_date(now)
    make_sites(on=on, by=SYSTEM, at=now)
    mark_ended(on=on, by=SYSTEM, at=now)
    bodies = Bodies(on)
    chief = seat_of_post(bodies.desk("committee", "office-chief"), on)
    writer = Post.objects.get(pk=bodies.desk("committee", "minh"))
    name_editor(post=writer, by=chief, at=now)
    describe_bodies(now=now)
    fill_portal(now=now)
    show_earlier(now=now)
    _look_through(bodies, now)


def _look_through(bodies: Bodies, now: datetime) -> None:
    """Whoever had no paper to publish for weeks says that the section is right."""
    for agency, ago in _LOOKED.items():
        desk = bodies.desk(agency, "leader")
        at = now - timedelta(days=ago)
        by = seat_of_post(desk, local_date(at))
        look_section_through(code=3, by=by, at=at)
