"""What the end of an agency or unit does to directives."""

from __future__ import annotations

from congvu.directives.actions import pass_directives
from congvu.directives.queries import count_directives
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared(
        "directives.Directive.agency",
        Fate.FOLLOWS,
        _("văn bản chỉ đạo"),
        count_directives,
        pass_directives,
    ),
    Declared("directives.Directive.watch_unit_id", Fate.FOLLOWS, move=pass_directives),
)

stays("directives.Directive.came_from", "directives.Directive.opened_post_id")
