"""Addresses of machines, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.inventory.views import agents, feeding, likenesses, machines

app_name = "inventory"

_ONE = "may-tinh/<uuid:machine_id>/"

urlpatterns = [
    path("may-tinh/", machines.machines, name="list"),
    path("may-tinh/cua-toi/", machines.mine, name="mine"),
    path("may-tinh/them/", machines.add, name="add"),
    path(_ONE, machines.machine, name="machine"),
    path(_ONE + "sua/", machines.change, name="change"),
    # two that may be one
    path("may-tinh/nghi-trung/", likenesses.likenesses, name="likenesses"),
    path(
        "may-tinh/nghi-trung/<uuid:likeness_id>/", likenesses.likeness, name="likeness"
    ),
    # by what they come in
    path("may-tinh/nap/", feeding.upload, name="upload"),
    path("may-tinh/ghi-danh/", feeding.enrolments, name="enrolments"),
    path(
        "may-tinh/ghi-danh/<uuid:enrolment_id>/thu-hoi/",
        feeding.revoke,
        name="revoke-enrolment",
    ),
    # for agents; the code is never in the address, which logs keep
    path("inventory", agents.agent, name="agent"),
]
