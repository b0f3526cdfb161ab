"""Every change of the portal."""

from congvu.portal.actions.answering import (
    PersonalSaid,
    answer_personal,
    lay_redacted,
)
from congvu.portal.actions.boards import (
    copy_boards,
)
from congvu.portal.actions.changing import (
    destroy_beside,
    destroy_copies,
    expire_papers,
    note_recalled,
    take_down,
    tell_relation,
)
from congvu.portal.actions.days import (
    close_days,
)
from congvu.portal.actions.meter import (
    look_section_through,
    measure_sections,
    remind_of_sections,
)
from congvu.portal.actions.papers_passing import (
    pass_publishings,
)
from congvu.portal.actions.passing import (
    pass_pages,
)
from congvu.portal.actions.proposing import (
    PublicWish,
    decide_public,
    note_issued,
    propose_public,
)
from congvu.portal.actions.rights import (
    end_editor,
    enter,
    give_groups,
    name_editor,
)
from congvu.portal.actions.searching import (
    drop_row,
    empty_row,
    index_pages,
    put_row,
)
from congvu.portal.actions.shelf import (
    mend_shelf,
)
from congvu.portal.actions.showing import (
    read_publishing,
)
from congvu.portal.actions.sites import (
    make_sites,
    mark_ended,
)

__all__ = [
    "PersonalSaid",
    "PublicWish",
    "answer_personal",
    "close_days",
    "copy_boards",
    "decide_public",
    "destroy_beside",
    "destroy_copies",
    "drop_row",
    "empty_row",
    "end_editor",
    "enter",
    "expire_papers",
    "give_groups",
    "index_pages",
    "lay_redacted",
    "look_section_through",
    "make_sites",
    "mark_ended",
    "measure_sections",
    "mend_shelf",
    "name_editor",
    "note_issued",
    "note_recalled",
    "pass_pages",
    "pass_publishings",
    "propose_public",
    "put_row",
    "read_publishing",
    "remind_of_sections",
    "take_down",
    "tell_relation",
]
