"""Addresses of the organisation pages."""

from __future__ import annotations

from django.urls import path

from congvu.organisations import views

app_name = "organisations"

urlpatterns = [
    # /quan-tri/co-quan/
    path("quan-tri/co-quan/", views.agency_tree, name="tree"),
    path("quan-tri/co-quan/<uuid:agency_id>/", views.agency_page, name="agency"),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/bo-nhiem/",
        views.appointment_add,
        name="appoint",
    ),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/thoi-giu/",
        views.appointment_end,
        name="end-appointment",
    ),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/giao-phu-trach/",
        views.delegation_add,
        name="delegate",
    ),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/giao-phu-trach/<uuid:delegation_id>/cham-dut/",
        views.delegation_end,
        name="end-delegation",
    ),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/them-can-bo/",
        views.person_add,
        name="add-person",
    ),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/them-chuc-vu/",
        views.post_add,
        name="add-post",
    ),
    path(
        "quan-tri/co-quan/<uuid:agency_id>/them-don-vi/",
        views.unit_add,
        name="add-unit",
    ),
    # /quan-tri/sap-xep/
    path("quan-tri/sap-xep/", views.reform_list, name="reforms"),
    path("quan-tri/sap-xep/soan/", views.reform_prepare, name="prepare-reform"),
    path(
        "quan-tri/sap-xep/bang-mau.xlsx", views.reform_template, name="reform-template"
    ),
    path("quan-tri/sap-xep/<uuid:reform_id>/", views.reform_page, name="reform"),
    path(
        "quan-tri/sap-xep/<uuid:reform_id>/quyet-dinh/",
        views.reform_decide,
        name="decide-reform",
    ),
    path(
        "quan-tri/sap-xep/<uuid:reform_id>/rut/",
        views.reform_withdraw,
        name="withdraw-reform",
    ),
    path(
        "quan-tri/sap-xep/noi-ke-thua/<uuid:predecessor_id>/",
        views.heir_choose,
        name="choose-heir",
    ),
    # /quan-tri/tra-ma/
    path("quan-tri/tra-ma/", views.look_up_page, name="look-up"),
    # /quan-tri/quyen/
    path("quan-tri/quyen/", views.right_list, name="rights"),
    path(
        "quan-tri/quyen/<uuid:change_id>/xac-nhan/",
        views.right_confirm,
        name="confirm-right",
    ),
    # /vang-mat/
    path("vang-mat/", views.absences, name="absences"),
    path("vang-mat/<uuid:absence_id>/ket-thuc/", views.absence_end, name="end-absence"),
    # /chuc-vu/
    path("chuc-vu/", views.seat_choose, name="choose-seat"),
]
