from __future__ import annotations

from django.urls import path

from congvu.jobs import views

app_name = "jobs"

urlpatterns = [
    # /quan-tri/tien-trinh/
    path("", views.run_list, name="run-list"),
    path("<int:run_id>/chay-lai/", views.run_retry, name="run-retry"),
]
