"""What the page of health says of the public portal."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.health.queries.portal import answers, shelf, waiting
from congvu.health.rules import Said, State
from congvu.portal.actions import make_sites, read_publishing
from congvu.portal.actions.proposing import PublicWish, decide_public
from congvu.portal.queries import public_file_place
from tests.people import Province
from tests.portal.papers import approved, issue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGVU_PORTAL_URL", "https://cong.hoagiang.gov.vn")


def state(found: Said | None) -> State | None:
    return found.state if found else None


def test_an_office_without_a_portal_is_not_told_of_one(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages are made in the first night all the same."""
    for name in ("CONGVU_PORTAL_URL", "CONGVU_PORTAL_PORT"):
        monkeypatch.delenv(name, raising=False)
    make_sites(on=province.today, by=SYSTEM, at=province.at)

    assert (answers(province.at), waiting(province.at), shelf(province.at)) == (
        None,
        None,
        None,
    )


@pytest.mark.usefixtures("told")
def test_what_waits_too_long_and_what_is_missing_is_said(
    province: Province, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    entry = issue(province, approved(province))
    lan = province.seat("lan")
    wish = PublicWish(public=True, summary="Trồng rừng năm 2026")
    found = decide_public(wish=wish, entry_id=entry.pk, by=lan, at=province.at)
    ages = (timedelta(), timedelta(hours=1), timedelta(hours=5))
    assert [state(waiting(province.at + age)) for age in ages] == [
        State.WELL,
        State.WATCH,
        State.BAD,
    ]
    read_publishing(publishing_id=found.pk, by=SYSTEM, at=province.at)
    assert state(waiting(province.at + timedelta(hours=5))) == State.WELL

    assert state(shelf(province.at)) == State.WELL
    found.refresh_from_db()
    public_file_place(found.shown.file_sha256).unlink()
    assert state(shelf(province.at)) == State.WATCH


def test_a_portal_that_does_not_answer_is_bad(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CONGVU_PORTAL_PORT", str(free.getsockname()[1]))
        assert state(answers(province.at)) == State.BAD
