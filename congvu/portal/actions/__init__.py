from congvu.portal.actions.passing import pass_pages
from congvu.portal.actions.rights import end_editor, enter, give_groups, name_editor
from congvu.portal.actions.sites import make_sites, mark_ended

__all__ = [
    "end_editor",
    "enter",
    "give_groups",
    "make_sites",
    "mark_ended",
    "name_editor",
    "pass_pages",
]
