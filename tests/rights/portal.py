"""What every address is asked about: who writes for the committee's site."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from congvu.portal.actions import name_editor
from tests.people import Province

#  address                               reading             sending
PORTAL_ROUTES = """
portal:editors                           lead                lead
portal:end-editor @portal-editor         m                   lead
portal:profiles                          lead                m
portal:profile @portal-profile           lead                lead
"""

#  operation                                           answer
PORTAL_OPERATIONS = """
GET /portal-editors                                    lead
POST /portal-editors                                   lead
POST /portal-editors/{editor_id}/end @portal-editor    lead
GET /portal-profiles                                   lead
PUT /portal-profiles/{kind}/{thing_id} @portal-profile  lead
"""


def portal_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    post = people.minh.post
    assert post is not None
    editor = name_editor(post=post, by=people.seat("ha"), at=timezone.now())
    objects["portal-editor"] = {"editor_id": editor.pk}
    unit = {"kind": "don-vi", "thing_id": people.division.pk}
    objects["portal-profile"] = unit


def portal_forms(people: Province) -> dict[str, Any]:
    assert people.hoa.post is not None
    return {
        "portal:editors": {"post": str(people.hoa.post.pk)},
        "portal:profile": {"does": "Theo dõi ngành"},
    }


def portal_bodies(people: Province) -> dict[str, Any]:
    assert people.hoa.post is not None
    return {
        "POST /portal-editors": {"post_id": str(people.hoa.post.pk)},
        "PUT /portal-profiles/{kind}/{thing_id}": {"does": "Theo dõi ngành"},
    }
