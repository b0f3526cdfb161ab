"""A run is asked for inside the change that needs it."""

from __future__ import annotations

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.files.actions.storing import store  # noqa: F401 - its job must be known
from congvu.jobs.actions import enqueue, enqueue_once
from congvu.jobs.rules import REGISTER, UnknownJob, find_job, job


@pytest.mark.django_db
def test_a_run_is_lost_with_the_change_that_was_rolled_back():
    with transaction.atomic():
        enqueue("files.erase", file_id="x")
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_run_waits_after_the_change_is_kept():
    enqueue("files.erase", file_id="x")

    row = ProcrastinateJob.objects.get()
    assert (row.task_name, row.status, row.args) == (
        "files.erase",
        "todo",
        {"file_id": "x"},
    )


@pytest.mark.django_db
def test_a_second_once_only_run_is_not_asked_for_and_spoils_nothing():
    assert enqueue_once("files.erase", lock="one", file_id="x")
    assert not enqueue_once("files.erase", lock="one", file_id="x")
    assert enqueue_once("files.erase", lock="two", file_id="y")

    assert ProcrastinateJob.objects.count() == 2


def test_a_job_that_nobody_declares_is_a_loud_mistake():
    with pytest.raises(UnknownJob):
        enqueue("files.fly", file_id="x")


def test_two_jobs_cannot_share_a_name():
    with pytest.raises(ValueError, match=r"files\.read"):
        job(name="files.read", title="Đọc")(lambda: None)

    assert REGISTER.jobs["files.read"].run.__name__ == "read_file"


def test_every_app_with_jobs_is_found():
    assert find_job("files.recognise").lock == "files.recognise"
    assert find_job("jobs.forget_finished_runs").cron
