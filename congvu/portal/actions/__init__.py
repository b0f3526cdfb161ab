from congvu.portal.actions.meter import (
    look_section_through,
    measure_sections,
    remind_of_sections,
)
from congvu.portal.actions.passing import pass_pages
from congvu.portal.actions.rights import end_editor, enter, give_groups, name_editor
from congvu.portal.actions.sites import make_sites, mark_ended

__all__ = [
    "end_editor",
    "enter",
    "give_groups",
    "look_section_through",
    "make_sites",
    "mark_ended",
    "measure_sections",
    "name_editor",
    "pass_pages",
    "remind_of_sections",
]
