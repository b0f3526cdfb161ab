"""One policy: every seat reads every list; the province's centre keeps them. Whoever
asks without a token reads the lists that are open.
"""

from __future__ import annotations

from django.http import Http404

from congvu.catalogues.queries import Listed, find_list
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def keeps_lists(seat: Seat) -> bool:
    return seat.is_central and seat.can(Permission.RUN_CENTRE)


def need_keeper(seat: Seat) -> Seat:
    if not keeps_lists(seat):
        raise Http404
    return seat


def get_list(code: str) -> Listed:
    found = find_list(code)
    if found is None:
        raise Http404
    return found


def get_open_list(code: str) -> Listed:
    """For nobody in particular: what is not open is not found."""
    found = get_list(code)
    if not found.is_open:
        raise Http404
    return found


def get_list_to_keep(seat: Seat, code: str) -> Listed:
    found = get_list(code)
    if not keeps_lists(seat) or not found.is_kept:
        raise Http404
    return found
