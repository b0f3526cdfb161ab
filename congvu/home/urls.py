"""The front door, what lies on one's desk, and the overview."""

from __future__ import annotations

from django.urls import path

from congvu.home import views

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    # /viec-cua-toi/
    path("viec-cua-toi/", views.work, name="work"),
    path("viec-cua-toi/<uuid:assignment_id>/", views.work_item, name="work-item"),
    # /tong-quan/
    path("tong-quan/", views.overview_page, name="overview"),
    path("tong-quan/danh-sach/", views.overview_list, name="overview-list"),
    path("tong-quan/bao-cao.<str:form>", views.overview_export, name="overview-export"),
    path("tong-quan/nguyen-nhan-tre/", views.late_causes, name="late-causes"),
    path(
        "tong-quan/nguyen-nhan-tre.<str:form>",
        views.late_causes_export,
        name="late-causes-export",
    ),
]
