"""The operator's page is there for who holds the permission, and for nobody else."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import RequestFactory

from congvu.jobs import views


@pytest.mark.parametrize("may", [None, lambda permission: False])
def test_nobody_without_the_permission_sees_the_page(may):
    request = RequestFactory().get("/quan-tri/tien-trinh/")
    if may is not None:
        request.can = may

    with pytest.raises(Http404):
        views.run_list(request)


def test_nobody_without_the_permission_runs_anything_again():
    request = RequestFactory().post("/quan-tri/tien-trinh/1/chay-lai/")

    with pytest.raises(Http404):
        views.run_retry(request, run_id=1)
