"""Many papers with one press: each answered for by name, each signed exactly once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.organisations.models import Appointment
from congvu.outgoing import client
from congvu.outgoing.actions import (
    RunAtWork,
    give_number,
    return_draft,
    start_run,
)
from congvu.outgoing.models import Draft, PaperSignature, RunPaper, SigningRun
from congvu.outgoing.rules import SignedHow
from congvu.signatures.models import SigningKey
from tests.documents.machine import machine
from tests.outgoing.drafts import again, begin, lead
from tests.outgoing.signing import (
    agencys,
    at_service,
    dungs,
    ended,
    on_token,
    pen_of,
)
from tests.people import Province
from tests.scale import few_or_all
from tests.signatures.services import RemoteService, serving
from tests.signatures.tokens import PIN, Plugged

pytestmark = pytest.mark.usefixtures("home", "demo_keys")
TO_SIGN, TO_SEAL = "/van-ban/di/cho-ky/", "/van-ban/di/cho-ky-co-quan/"


@pytest.fixture
def demo_keys(settings: Any) -> None:
    settings.SIGNING_DEMO = True


def approved(province: Province, many: int) -> list[Draft]:
    return [
        lead(province, 4, begin(province, subject=f"V/v việc thứ {n}"))
        for n in range(1, many + 1)
    ]


def run_of(province: Province, drafts: list[Draft], key: SigningKey) -> RunAtWork:
    seat = province.seat("dung")
    run = start_run(
        how=SignedHow.PERSONAL,
        draft_ids=[d.id for d in drafts],
        key=key,
        by=seat,
        at=timezone.now(),
    )
    return RunAtWork(run, seat)


def states(drafts: list[Draft]) -> list[str]:
    return [again(d).state for d in drafts]


# -- by the page, beside the page


@pytest.mark.usefixtures("transactional_db", "law")
def test_dung_ticks_all_presses_once_and_watches(province: Province) -> None:
    drafts = approved(province, 3)
    key, dung = dungs(province), province.client("dung")

    page = dung.get(TO_SIGN).content.decode()
    answer = dung.post(
        TO_SIGN, {"key": str(key.id), "drafts": [str(d.id) for d in drafts]}
    )
    run = ended()
    shown = dung.get(answer["Location"]).content.decode()

    assert all(d.subject in page for d in drafts)
    assert answer["Location"] == f"/van-ban/di/luot-ky/{run.id}/"
    assert "Đã ký 3 văn bản." in shown
    assert "hx-trigger" not in shown.split('id="run"')[1]
    assert states(drafts) == ["signed"] * 3
    assert PaperSignature.objects.filter(how="personal").count() == 3
    assert province.client("lan").get(answer["Location"]).status_code == 404
    after = dung.get(TO_SIGN).content.decode()
    assert "Không có văn bản nào chờ bạn ký" in after
    assert answer["Location"] in after  # the way back, for who left the page


@pytest.mark.usefixtures("transactional_db", "law")
def test_the_registry_seals_all_that_are_numbered(province: Province) -> None:
    drafts = approved(province, 2)
    own, seal = dungs(province), agencys(province)
    lan = machine(province, "lan")
    ids = [str(d.id) for d in drafts]
    begun = machine(province, "dung").post(
        "signing-runs", {"how": "personal", "draft_ids": ids, "key_id": str(own.id)}
    )
    ended()
    for draft in drafts:
        give_number(draft_id=draft.id, by=province.seat("lan"), at=timezone.now())

    waiting = lan.get("waiting-signatures/agency")
    province.client("lan").post(TO_SEAL, {"key": str(seal.id), "drafts": ids})
    run = ended()
    told = lan.get(f"signing-runs/{run.id}")

    assert begun.status == 202
    assert begun.data["waiting"] == 2
    assert [one["id"] for one in waiting.data] == ids
    assert told.data["signed"] == 2
    assert told.data["step"] == "ended"
    assert PaperSignature.objects.filter(how="agency").count() == 2
    assert lan.get("waiting-signatures/agency").data == []


@pytest.mark.usefixtures("law")
def test_only_who_signs_has_the_list(province: Province) -> None:
    drafts = approved(province, 1)
    ids = {"drafts": [str(drafts[0].id)]}

    assert province.client("minh").get(TO_SIGN).status_code == 404
    assert province.client("dung").get(TO_SEAL).status_code == 404
    keyless = province.client("dung").post(TO_SIGN, ids)
    assert keyless.status_code == 422
    assert "Chưa có khóa nào" in keyless.content.decode()
    key = dungs(province)
    none = province.client("dung").post(TO_SIGN, {"key": str(key.id)})
    assert "Chưa chọn văn bản nào." in none.content.decode()
    # Hoa leads a division: her list is her own, and Dũng's key is not hers.
    other = province.client("hoa").post(TO_SIGN, {"key": str(key.id), **ids})
    assert other.status_code == 422
    assert not SigningRun.objects.exists()
    work = province.client("dung").get("/viec-cua-toi/").content.decode()
    assert TO_SIGN in work
    assert (
        TO_SIGN in province.client("dung").get("/van-ban/di/du-thao/").content.decode()
    )
    assert (
        TO_SIGN
        not in province.client("minh").get("/van-ban/di/du-thao/").content.decode()
    )


# -- rights, asked of each paper


@pytest.mark.usefixtures("law")
def test_a_paper_taken_back_meanwhile_is_named_and_the_others_go_on(
    province: Province,
) -> None:
    drafts, key = approved(province, 3), dungs(province)
    run = run_of(province, drafts, key)
    return_draft(
        draft_id=drafts[1].id,
        reason="Thiếu căn cứ",
        by=province.seat("dung"),
        at=province.at,
    )

    client.sign_all(run, secret="", clock=timezone.now)

    assert states(drafts) == ["signed", "writing", "signed"]
    failed = RunPaper.objects.get(state="failed")
    assert failed.draft_id == drafts[1].id
    assert "đang soạn" in failed.why
    shown = province.client("dung").get(f"/van-ban/di/luot-ky/{run.run.id}/")
    assert "Đã ký 2/3 văn bản." in shown.content.decode()
    assert "Ký những văn bản còn lại" in shown.content.decode()


class Interrupted(RunAtWork):
    """Its signer leaves the post between the digest of a paper and its record."""

    def keep(self, *given: Any) -> None:
        held = Appointment.objects.filter(post=self.seat.post_id)
        held.update(valid_until=timezone.localdate())
        super().keep(*given)


@pytest.mark.usefixtures("law")
def test_a_post_lost_before_the_record_leaves_no_signature(province: Province) -> None:
    drafts, key = approved(province, 1), dungs(province)
    run = run_of(province, drafts, key)

    client.sign_all(Interrupted(run.run, run.seat), secret="", clock=timezone.now)

    assert states(drafts) == ["approved"]
    assert not PaperSignature.objects.exists()
    assert "không còn giữ chức vụ" in RunPaper.objects.get().why


@pytest.mark.usefixtures("law")
def test_one_run_at_a_time_and_the_list_must_be_true(province: Province) -> None:
    drafts, key = approved(province, 2), dungs(province)
    run_of(province, drafts[:1], key)

    with pytest.raises(Refused, match="đang chạy"):
        run_of(province, drafts[1:], key)
    with pytest.raises(Refused) as refused:
        start_run(
            how=SignedHow.PERSONAL,
            draft_ids=[key.id],
            key=key,
            by=province.seat("dung"),
            at=province.at,
        )
    assert "không còn ở bàn này" in refused.value.reasons[0].message


# -- the token, the service, the kill


@pytest.mark.usefixtures("law")
def test_a_token_pulled_out_half_way_leaves_those_done_and_names_the_rest(
    province: Province, token: Plugged, settings: Any, tmp_path: Any
) -> None:
    drafts = approved(province, 3)
    key = on_token(province, token, settings, "07")
    away = tmp_path / "away"

    class PulledOut(RunAtWork):
        def keep(self, *given: Any) -> None:
            super().keep(*given)
            if token.folder.exists():
                shutil.move(token.folder, away)

    work = run_of(province, drafts, key)
    try:
        client.sign_all(PulledOut(work.run, work.seat), secret=PIN, clock=timezone.now)
    finally:
        shutil.move(away, token.folder)

    assert states(drafts) == ["signed", "approved", "approved"]
    why = set(RunPaper.objects.filter(state="failed").values_list("why", flat=True))
    assert len(why) == 1
    assert "bị rút ra" in why.pop()
    assert "bị rút ra" in SigningRun.objects.get().ended_because
    # Plugged in again, the rest is signed.
    client.sign_all(run_of(province, drafts[1:], key), secret=PIN, clock=timezone.now)
    assert states(drafts) == ["signed"] * 3


@pytest.mark.usefixtures("law")
def test_a_wrong_pin_is_asked_of_the_token_once(
    province: Province, token: Plugged, settings: Any
) -> None:
    drafts = approved(province, 2)
    key = on_token(province, token, settings, "08")

    client.sign_all(run_of(province, drafts, key), secret="0000", clock=timezone.now)

    assert states(drafts) == ["approved"] * 2
    assert {p.state for p in RunPaper.objects.all()} == {"failed"}
    assert "PIN" in SigningRun.objects.get().ended_because
    client.sign_all(run_of(province, drafts, key), secret=PIN, clock=timezone.now)
    assert states(drafts) == ["signed"] * 2


def _rows_with(words: str) -> list[str]:
    """Every table of the database that holds these words anywhere."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{name}" t WHERE t::text LIKE %s',
                [f"%{words}%"],
            )
            if cursor.fetchone()[0]:
                found.append(name)
    return found


@pytest.mark.usefixtures("transactional_db", "law")
def test_the_pin_is_nowhere_afterwards(
    province: Province, settings: Any, caplog: Any, home: Any
) -> None:
    pin = "pin-chi-dung-biet"
    drafts = approved(province, 2)
    service = RemoteService(pen_of(province), pin=pin)
    with serving(service) as address:
        key = at_service(province, service, address, settings)
        dung = province.client("dung")
        page = dung.get(TO_SIGN).content.decode()
        ids = [str(d.id) for d in drafts]
        dung.post(TO_SIGN, {"key": str(key.id), "secret": pin, "drafts": ids})
        run = ended()

    assert "Mã PIN của khóa" in page
    assert run.ended_because == ""
    assert states(drafts) == ["signed"] * 2
    assert service.calls.count("credentials/authorize") == 1
    assert _rows_with(pin) == []
    assert pin not in caplog.text
    assert not [
        p for p in home.rglob("*") if p.is_file() and pin.encode() in p.read_bytes()
    ]


@pytest.mark.usefixtures("law")
def test_a_service_that_goes_away_half_way(province: Province, settings: Any) -> None:
    drafts = approved(province, 3)

    class GoesAway(RemoteService):
        def _signatures_signHash(self, asked: Any) -> Any:
            if self.calls.count("signatures/signHash") > 1:
                return 503, "text/plain", b"{}"
            return super()._signatures_signHash(asked)

    service = GoesAway(pen_of(province), multisign=1)
    with serving(service) as address:
        key = at_service(province, service, address, settings)
        run = run_of(province, drafts, key)
        client.sign_all(run, secret=service.pin, clock=timezone.now)

    assert states(drafts) == ["signed", "approved", "approved"]
    assert "không trả lời" in SigningRun.objects.get().ended_because


class Slow(RunAtWork):
    """As slow as a token of the last decade."""

    def keep(self, *given: Any) -> None:
        super().keep(*given)
        time.sleep(0.3)


def _signing(run: Slow) -> None:
    client.sign_all(run, secret="", clock=timezone.now)


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db", "law")
def test_a_kill_leaves_each_signed_once_and_the_rest_waiting(
    province: Province,
) -> None:
    drafts, key = approved(province, 8), dungs(province)
    run = run_of(province, drafts, key)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_signing, args=(Slow(run.run, run.seat),))
    process.start()
    while RunPaper.objects.filter(state="signed").count() < 3:
        time.sleep(0.02)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(30)

    before = states(drafts)
    done = before.count("signed")
    assert 3 <= done < 8
    assert before.count("approved") == 8 - done
    assert PaperSignature.objects.count() == done
    assert RunPaper.objects.filter(state="signed").count() == done
    SigningRun.objects.update(beat_at=timezone.now() - timedelta(minutes=1))
    shown = province.client("dung").get(f"/van-ban/di/luot-ky/{run.run.id}/")
    assert f"dừng giữa chừng, đã ký {done}/8" in shown.content.decode()

    rest = [d for d in drafts if again(d).state == "approved"]
    client.sign_all(run_of(province, rest, key), secret="", clock=timezone.now)

    assert states(drafts) == ["signed"] * 8
    assert PaperSignature.objects.count() == 8
    assert SigningRun.objects.filter(ended_at=None).count() == 0


@pytest.mark.slow
@pytest.mark.repeats
@pytest.mark.usefixtures("law")
def test_a_hundred_papers_take_less_than_a_minute(
    province: Province, token: Plugged, settings: Any
) -> None:
    many = few_or_all(20, 100)
    drafts = approved(province, many)
    key = on_token(province, token, settings, "09")
    run = run_of(province, drafts, key)
    began = time.monotonic()

    client.sign_all(run, secret=PIN, clock=timezone.now)

    took = time.monotonic() - began
    print(f"{took:.1f} s")  # noqa: T201  pytest -s shows it
    assert set(states(drafts)) == {"signed"}
    assert took < 60 * many / 100, f"{took:.1f} s"
