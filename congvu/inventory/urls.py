"""Addresses of machines, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.inventory.views import (
    agents,
    feeding,
    keeping,
    likenesses,
    machines,
    mine,
    papers,
    wiping,
    worth,
)

app_name = "inventory"

_ONE = "may-tinh/<uuid:machine_id>/"
_WIPING = "may-tinh/vat-mang/<uuid:wiping_id>/"
_PAPER = "may-tinh/bien-ban/<uuid:paper_id>/"

urlpatterns = [
    path("may-tinh/", machines.machines, name="list"),
    path("may-tinh/cua-toi/", mine.mine, name="mine"),
    path("may-tinh/them/", machines.add, name="add"),
    path("may-tinh/xuat/<str:form>/", machines.export, name="export"),
    path("may-tinh/theo-don-vi/", machines.units, name="units"),
    path(_ONE, machines.machine, name="machine"),
    path(_ONE + "sua/", machines.change, name="change"),
    # on the machine itself
    path("may-tinh/nhan/", machines.labels, name="labels"),
    path("may-tinh/nhan/<uuid:machine_id>/", mine.scanned, name="scanned"),
    # papers
    path("may-tinh/bien-ban/", papers.papers, name="papers"),
    path("may-tinh/bien-ban/lap/<str:kind>/", papers.draw_up, name="draw-up"),
    path(_PAPER, papers.paper, name="paper"),
    path(_PAPER + "tep/<str:form>/", papers.paper_file, name="paper-file"),
    path(_PAPER + "xac-nhan/", papers.confirm, name="confirm-paper"),
    path(_PAPER + "khong-nhan/", papers.refuse, name="refuse-paper"),
    path(_PAPER + "rut/", papers.withdraw, name="withdraw-paper"),
    path(_PAPER + "soan/", papers.draft, name="draft-paper"),
    # media made unreadable
    path("may-tinh/vat-mang/", wiping.wipings, name="wipings"),
    path("may-tinh/vat-mang/lap/", wiping.begin, name="begin-wiping"),
    path(_WIPING, wiping.wiping, name="wiping"),
    path(_WIPING + "ghi/", wiping.add, name="add-medium"),
    path(_WIPING + "soan/", wiping.compose, name="compose-minutes"),
    path(_WIPING + "hoan-tat/", wiping.close, name="close-wiping"),
    path(_WIPING + "tep/<uuid:medium_id>/", wiping.medium_file, name="medium-file"),
    # worth
    path("may-tinh/hao-mon/", worth.values, name="values"),
    path("may-tinh/hao-mon/xuat/<str:form>/", worth.export, name="export-values"),
    path("may-tinh/hao-mon/muc/", worth.lives, name="lives"),
    # who keeps all
    path("may-tinh/nguoi-giu/", keeping.keepers, name="keepers"),
    path(
        "may-tinh/nguoi-giu/<uuid:keeper_id>/thoi/",
        keeping.end_keeper,
        name="end-keeper",
    ),
    # two that may be one
    path("may-tinh/nghi-trung/", likenesses.likenesses, name="likenesses"),
    path(
        "may-tinh/nghi-trung/<uuid:likeness_id>/", likenesses.likeness, name="likeness"
    ),
    # by what they come in
    path("may-tinh/nap/", feeding.upload, name="upload"),
    path("may-tinh/nap/<uuid:load_id>/", feeding.load, name="load"),
    path("may-tinh/ghi-danh/", feeding.enrolments, name="enrolments"),
    path(
        "may-tinh/ghi-danh/<uuid:enrolment_id>/thu-hoi/",
        feeding.revoke,
        name="revoke-enrolment",
    ),
    # for agents; the code is never in the address, which logs keep
    path("inventory", agents.agent, name="agent"),
]
