from congvu.portal.queries.editors import (
    Named,
    candidates_for,
    editors_of,
    is_editor,
    sites_of,
)
from congvu.portal.queries.frame import Frame, Link, frame_of, province_home
from congvu.portal.queries.front import FRONT
from congvu.portal.queries.lists import Listed, newest, pages_of
from congvu.portal.queries.owned import count_pages, owned_types

__all__ = [
    "FRONT",
    "Frame",
    "Link",
    "Listed",
    "Named",
    "candidates_for",
    "count_pages",
    "editors_of",
    "frame_of",
    "is_editor",
    "newest",
    "owned_types",
    "pages_of",
    "province_home",
    "sites_of",
]
