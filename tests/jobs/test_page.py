"""The operator's page: who may see it, in whose words, and what it leaves out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.accounts.models import User
from congvu.jobs import views
from congvu.jobs.actions import enqueue, forget_clockwork
from congvu.jobs.rules import REGISTER, title_of
from tests.jobs.test_worker import clear_runs
from tests.people import Province

ADDRESS = "/quan-tri/tien-trinh/"
NOBODY = "00000000-0000-7000-8000-000000000000"


def finish(name: str, status: str) -> None:
    ProcrastinateJob.objects.filter(task_name=name).update(status=status)


@pytest.mark.parametrize("may", [None, lambda permission: False])
def test_nobody_without_the_permission_sees_the_page(may):
    request = RequestFactory().get(ADDRESS)
    request.user = User(username="minh")
    if may is not None:
        request.can = may

    with pytest.raises(Http404):
        views.run_list(request)


def test_nobody_without_the_permission_runs_anything_again():
    request = RequestFactory().post(ADDRESS + "1/chay-lai/")
    request.user = User(username="minh")

    with pytest.raises(Http404):
        views.run_retry(request, run_id=1)


@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in_and_comes_back_here(client: Client) -> None:
    assert client.get(ADDRESS)["Location"] == f"/dang-nhap/?tiep={ADDRESS}"
    assert client.post(ADDRESS + "1/chay-lai/")["Location"].endswith(ADDRESS)


def test_each_job_is_named_in_words_people_read() -> None:
    for job in REGISTER.jobs.values():
        assert job.title[:1].isupper(), job.name
        assert "_" not in job.title, job.name
    assert title_of("an.older_release") == "an.older_release"


@pytest.mark.django_db
def test_the_page_names_what_runs_and_leaves_out_the_clockwork(
    province: Province,
) -> None:
    clear_runs()
    enqueue("files.read", file_id=NOBODY)
    enqueue("documents.read_waiting")
    finish("documents.read_waiting", "succeeded")
    client = Client()
    client.force_login(province.quan.user)

    every = client.get(ADDRESS).content.decode()
    failed = client.get(ADDRESS, {"trang-thai": "failed"}).content.decode()

    assert "Đọc nội dung tệp" in every
    assert "Tìm tệp tiếp nhận đang chờ đọc" not in every
    assert "Không có việc nào lỗi" in failed


@pytest.mark.django_db
def test_clockwork_that_went_well_is_soon_forgotten_and_nothing_else() -> None:
    clear_runs()
    for name, status in (
        ("documents.read_waiting", "succeeded"),
        ("documents.take_in_folders", "failed"),
    ):
        enqueue(name)
        finish(name, status)
    enqueue("files.read", file_id=NOBODY)
    finish("files.read", "succeeded")

    assert forget_clockwork(before=timezone.now() + timedelta(minutes=1)) == 1

    left = set(ProcrastinateJob.objects.values_list("task_name", flat=True))
    assert left == {"documents.take_in_folders", "files.read"}
