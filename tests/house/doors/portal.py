"""The portal's office side."""

from __future__ import annotations

_ASKED = "/public-questions/{asked_id}"
_OPEN_DRAFT = "/open-drafts/{open_draft_id}"
_GROUP = "/comment-groups/{comment_group_id}"

DOORS: dict[str, tuple[str, ...]] = {
    # who writes for a site
    "portal:editors": ("GET /portal-editors", "POST /portal-editors"),
    "portal:end-editor": ("POST /portal-editors/{editor_id}/end",),
    # what a body tells of itself
    "portal:profiles": ("GET /portal-profiles",),
    "portal:profile": ("PUT /portal-profiles/{kind}/{thing_id}",),
    # questions of people
    "portal:questions": ("GET /public-questions",),
    "portal:ask-figures": ("GET /public-questions/figures",),
    "portal:question": (f"GET {_ASKED}",),
    "portal:question-file": (f"GET {_ASKED}/files/{{number}}",),
    "portal:question-step": tuple(
        f"POST {_ASKED}/{step}"
        for step in (
            "forward",
            "close/{step}",
            "promise",
            "answer",
            "return",
            "approve",
            "publish",
            "unpublish",
        )
    ),
    # drafts open for comment, ratings
    "portal:open-drafts": ("GET /open-drafts",),
    "portal:open-new": ("POST /open-drafts",),
    "portal:open-file": ("POST /open-drafts/files",),
    "portal:open-draft": (f"GET {_OPEN_DRAFT}",),
    "portal:withdraw-draft": (f"POST {_OPEN_DRAFT}/withdraw",),
    "portal:add-group": (f"POST {_OPEN_DRAFT}/groups",),
    "portal:publish-summary": (f"POST {_OPEN_DRAFT}/publish-summary",),
    "portal:comment": ("POST /draft-comments/{comment_id}/judge",),
    "portal:group": (f"PUT {_GROUP}",),
    "portal:drop-group": (f"DELETE {_GROUP}",),
    "portal:ratings": ("GET /portal-ratings",),
}
