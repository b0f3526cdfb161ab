"""Addresses of directives, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.directives.views import lists, one, proposals

app_name = "directives"

_DIRECTIVE = "nhiem-vu/chi-thi/<uuid:directive_id>/"
_PROPOSAL = _DIRECTIVE + "de-xuat/<uuid:proposal_id>/"

urlpatterns = [
    path("nhiem-vu/chi-thi/", lists.directives, name="directives"),
    # a paper opened as a directive
    path(
        "nhiem-vu/chi-thi/cua-van-ban-den/<uuid:entry_id>/",
        lists.open_incoming,
        name="open-incoming",
    ),
    path(
        "nhiem-vu/chi-thi/cua-van-ban-di/<uuid:entry_id>/",
        lists.open_outgoing,
        name="open-outgoing",
    ),
    # one directive
    path(_DIRECTIVE, one.directive, name="directive"),
    path(_DIRECTIVE + "tien-do/", one.progress, name="progress"),
    path(_DIRECTIVE + "doc-lai/", one.read_again, name="read-again"),
    path(_DIRECTIVE + "theo-doi/", one.watch, name="watch"),
    path(_DIRECTIVE + "them/", proposals.add, name="add"),
    # one proposal
    path(_PROPOSAL + "xac-nhan/", proposals.confirm, name="confirm"),
    path(_PROPOSAL + "sua/", proposals.edit, name="edit"),
    path(_PROPOSAL + "bo/", proposals.reject, name="reject"),
    path(_PROPOSAL + "lay-lai/", proposals.undo, name="undo"),
    path(_PROPOSAL + "tach/", proposals.split, name="split"),
    path(_PROPOSAL + "gop/", proposals.merge, name="merge"),
]
