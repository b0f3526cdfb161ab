"""Files come by themselves to the cooperatives: out of a folder, from an address."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.organisations.models import Appointment
from congvu.registry.actions import approve_change, begin_run, fail_run
from congvu.registry.client import fetch, first_laid, folders
from congvu.registry.jobs import find_due_sources, run_source
from congvu.registry.models import LoadRun, LoadSource, RowChange, RowVersion
from congvu.registry.rules import MOST_FAILURES, Every, next_time
from tests.people import Province, make_province
from tests.registry.sources import (
    FILE,
    LOOPBACK,
    WORSE,
    Giver,
    giving,
    lay,
    put,
    run,
    source,
    typed,
)
from tests.registry.stories import database


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_FOLDER = str(tmp_path)
    return tmp_path


def _titles() -> list[str]:
    rows = RowVersion.objects.filter(table="htx", recorded__upper_inf=True)
    return sorted(rows.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("every", "hour", "weekday", "wall"),
    [
        (Every.HOURLY, 0, 0, "2026-11-29 17:00"),
        (Every.DAILY, 17, 0, "2026-11-29 17:00"),
        (Every.DAILY, 16, 0, "2026-11-30 16:00"),
        (Every.DAILY, 2, 0, "2026-11-30 02:00"),
        (Every.WEEKLY, 2, 0, "2026-11-30 02:00"),
        (Every.WEEKLY, 20, 6, "2026-11-29 20:00"),
        (Every.WEEKLY, 16, 6, "2026-12-06 16:00"),
    ],
)
def test_the_next_time_is_by_the_clock_on_the_wall(
    every: Every, hour: int, weekday: int, wall: str
) -> None:
    """It is a quarter past four in the afternoon of a Sunday."""
    now = datetime(2026, 11, 29, 9, 15, tzinfo=UTC)
    found = next_time(every, hour, weekday, now)
    assert f"{found:%Y-%m-%d %H:%M}" == wall


@pytest.mark.django_db
def test_a_file_laid_down_waits_to_be_approved_and_is_put_away(
    province: Province, folder: Path
) -> None:
    of = source(province, database(province), who="minh")
    assert run(province, of, "minh").state == "nothing"
    laid = lay(folder, of, "thang-11.csv", FILE)
    made = run(province, of, "minh")
    assert (made.state, made.name) == ("proposed", "thang-11.csv")
    assert not _titles()
    assert not laid.exists()
    [kept] = (laid.parent / "da-doc").iterdir()
    assert kept.read_text() == FILE
    lay(folder, of, "thang-12.csv", WORSE)
    assert run(province, of, "minh").state == "waits"
    run_source(source_id=str(of.pk))
    page = province.client("minh").get(reverse("registry:source", args=[of.pk]))
    assert "lần trước còn chờ duyệt" in page.content.decode()
    assert made.change is not None
    approve_change(change_id=made.change.pk, by=province.seat("hoa"), at=timezone.now())
    assert _titles() == ["HTX Hai", "HTX Một"]
    assert run(province, of, "minh").name == "thang-12.csv"


@pytest.mark.django_db
def test_it_enters_by_itself_only_what_is_good_and_what_changed(
    province: Province, folder: Path
) -> None:
    found = database(province)
    given = {"keys": ["so"], "on_same": "correct", "enters": "on"}
    assert (
        "enters"
        not in province.client("minh")
        .get(reverse("registry:make-source", args=[found.pk, "htx"]))
        .content.decode()
    )
    of = source(province, found, **given)
    lay(folder, of, "1.csv", FILE)
    assert run(province, of).state == "entered"
    assert _titles() == ["HTX Hai", "HTX Một"]
    lay(folder, of, "2.csv", FILE)
    assert run(province, of).state == "same"
    lay(folder, of, "3.csv", FILE.replace("HTX Hai", "HTX Hai mới"))
    last = run(province, of)
    assert last.state == "entered"
    assert _titles() == ["HTX Hai mới", "HTX Một"]
    assert RowVersion.objects.filter(change=last.change).count() == 1
    lay(folder, of, "4.csv", WORSE)
    assert run(province, of).state == "proposed"


@pytest.mark.django_db
def test_what_people_took_back_is_read_again_and_waits_for_them(
    province: Province, folder: Path
) -> None:
    """Refused, entered, taken out: each time the same file is laid down once more."""
    of = source(province, database(province), enters="on")
    hoa = province.client("hoa")

    def deed(name: str, made: LoadRun) -> None:
        assert made.change is not None
        url = reverse(f"registry:{name}", args=[made.change.pk])
        assert hoa.post(url, {"reason": "Chưa đối chiếu"}).status_code == 302

    lay(folder, of, "1.csv", FILE)
    first = run(province, of)
    assert first.state == "entered"
    deed("undo", first)
    assert _titles() == []
    lay(folder, of, "2.csv", FILE)
    second = run(province, of)
    assert (second.state, _titles()) == ("proposed", [])
    deed("refuse", second)
    lay(folder, of, "3.csv", FILE)
    third = run(province, of)
    assert (third.state, _titles()) == ("proposed", [])
    deed("approve", third)
    assert _titles() == ["HTX Hai", "HTX Một"]
    lay(folder, of, "4.csv", FILE)
    assert run(province, of).state == "same"


@pytest.mark.django_db
def test_a_source_that_was_changed_reads_the_same_file_anew(
    province: Province, folder: Path
) -> None:
    """The title of a column was not told at first."""
    found = database(province)
    of = source(province, found, enters="on")
    text = "Tên,Mã HTX\nHTX Chín,HTX-9\n"
    lay(folder, of, "1.csv", text)
    assert run(province, of).state == "entered"
    given = {"columns": "Mã HTX | Số đăng ký", "keys": ["ten"], "on_same": "correct"}
    url = reverse("registry:change-source", args=[of.pk])
    sent = typed(**given, enters="on", seen="1")
    assert province.client("hoa").post(url, sent).status_code == 302
    lay(folder, of, "2.csv", text)
    assert run(province, of).state == "entered"
    now = RowVersion.objects.get(title="HTX Chín", recorded__upper_inf=True)
    assert now.values["so"] == "HTX-9"


@pytest.mark.django_db
def test_the_file_calls_columns_by_other_names(
    province: Province, folder: Path
) -> None:
    found = database(province)
    wrong = put(province, found, columns="Mã HTX | khong_co\nTên gọi Tên")
    page = wrong.content.decode()
    assert "Dòng chưa đúng: Tên gọi Tên" in page
    assert "Mã HTX | khong_co" in page
    of = source(
        province, found, columns="Tên gọi | Tên\nMã HTX | Số đăng ký", enters="on"
    )
    lay(folder, of, "1.csv", "Tên gọi;Mã HTX\nHTX Chín;HTX-9\n")
    assert run(province, of).state == "entered"
    assert RowVersion.objects.get(title="HTX Chín").values["so"] == "HTX-9"


@pytest.mark.django_db
def test_what_is_still_written_is_not_taken(province: Province, folder: Path) -> None:
    of = source(province, database(province))
    for name, age in (("moi.csv", 0), ("cu.csv.part", 60), (".an.csv", 60)):
        lay(folder, of, name, FILE, age)
    assert run(province, of).state == "nothing"
    laid = lay(folder, of, "dang-ghi.csv", FILE)
    copy = first_laid(folder, of.database_id, of.place)
    assert copy is not None
    copy.given.stream.close()
    lay(folder, of, "dang-ghi.csv", WORSE, age=30)
    copy.put_away(is_read=True)
    assert laid.read_text() == WORSE


@pytest.mark.django_db
def test_a_file_that_grows_as_it_is_copied_is_left(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = source(province, database(province))
    laid = lay(folder, of, "dang-ghi.csv", FILE)
    new_file = folders._new_file

    def grown() -> Any:
        with laid.open("a") as writer:
            writer.write("HTX Ba,HTX-3,10\n")
        return new_file()

    monkeypatch.setattr(folders, "_new_file", grown)
    assert run(province, of).state == "nothing"
    assert laid.exists()


@pytest.mark.django_db
def test_no_link_leads_out_of_the_folder(
    province: Province, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = database(province)
    for place in ("../ngoai", "/etc", "a/b", "..", "Thư mục", "x" * 65, ".an"):
        page = put(province, found, place=place).content.decode()
        assert "Tên thư mục gồm chữ thường" in page, place
    outside = tmp_path_factory.mktemp("ngoai")
    (outside / "mat.csv").write_text(FILE)
    os.utime(outside / "mat.csv", (1, 1))
    of = source(province, found)
    laid = lay(folder, of, "bo.txt", "x", age=0).parent
    (laid / "lien-ket.csv").symlink_to(outside / "mat.csv")
    os.mkfifo(laid / "ong.csv")
    assert run(province, of).state == "nothing"
    other = source(province, found, place="lien-ket")
    (laid.parent / "lien-ket").symlink_to(outside)
    made = run(province, other)
    assert made.state == "failed"
    assert (outside / "mat.csv").exists()


@pytest.mark.django_db
def test_one_folder_has_one_source_and_nobody_else_sees_it(
    province: Province, folder: Path
) -> None:
    found = database(province)
    of = source(province, found)
    page = put(province, found).content.decode()
    assert "đã đọc thư mục ấy" in page
    for who in ("lan", "phuc"):
        url = reverse("registry:source", args=[of.pk])
        assert province.client(who).get(url).status_code == 404
        assert put(province, found, who, place="khac").status_code == 404


@pytest.mark.django_db
def test_everything_wrong_is_told_at_once(province: Province) -> None:
    answer = put(
        province,
        database(province),
        name="",
        kind="address",
        place="ftp://nguoi:mk@a/b",
        every="",
        hour="24",
        keys=["la"],
    )
    page = answer.content.decode()
    for words in ("Giờ từ 0 đến 23", "Trường “la” không còn ở đây"):
        assert words in page
    again = put(
        province,
        database(province),
        kind="address",
        place="ftp://nguoi:mk@a/b",
        on_same="correct",
    ).content.decode()
    assert "không kèm mật khẩu" in again
    assert "Chọn trường để biết dòng nào trùng" in again
    assert not LoadSource.objects.exists()


@pytest.fixture
def giver(settings: Any) -> Any:
    with giving() as found:
        settings.DATA_HOSTS = {found.host}
        settings.DATA_NETWORKS = LOOPBACK
        yield found


@pytest.mark.django_db
def test_an_address_is_asked_and_what_is_unchanged_is_left(
    province: Province, giver: Giver
) -> None:
    giver.gives("/htx.csv", FILE, ETag='"1"')
    of = source(
        province,
        database(province),
        kind="address",
        place=giver.url("/htx.csv"),
        enters="on",
    )
    assert run(province, of).state == "entered"
    assert _titles() == ["HTX Hai", "HTX Một"]
    assert run(province, of).state == "same"
    assert giver.asked[-1][1]["If-None-Match"] == '"1"'
    giver.gives("/htx.csv", FILE, ETag='"2"')
    assert run(province, of).state == "same"
    giver.gives("/htx.csv", WORSE, ETag='"3"')
    made = run(province, of)
    assert (made.state, made.name) == ("proposed", "htx.csv")


@pytest.mark.django_db
def test_what_was_refused_of_an_address_is_not_proposed_again_as_it_is(
    province: Province, giver: Giver
) -> None:
    giver.gives("/htx.csv", FILE, ETag='"1"')
    place = giver.url("/htx.csv")
    of = source(province, database(province), kind="address", place=place)
    made = run(province, of)
    assert made.change is not None
    refuse = reverse("registry:refuse", args=[made.change.pk])
    province.client("hoa").post(refuse, {"reason": "Chưa đối chiếu"})
    assert run(province, of).state == "same"
    giver.gives("/htx.csv", FILE)
    assert run(province, of).state == "same"
    giver.gives("/htx.csv", FILE + "HTX Ba,HTX-3\n")
    assert run(province, of).state == "proposed"


def _refused(giver: Giver, path: str, **given: Any) -> str:
    told = {"hosts": {giver.host}, "networks": LOOPBACK, **given}
    with pytest.raises(Refused) as why:
        fetch(giver.url(path), **told)
    return str(why.value)


def test_only_allowed_machines_are_asked_and_none_inside(giver: Giver) -> None:
    giver.gives("/a.csv", FILE)
    assert "chưa cho phép" in _refused(giver, "/a.csv", hosts={"example.vn"})
    assert "mạng bên trong" in _refused(giver, "/a.csv", networks=())
    giver.paths["/di"] = (302, {"Location": "http://169.254.169.254/"}, b"")
    assert "chưa cho phép" in _refused(giver, "/di")
    giver.paths["/tep"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert "chưa cho phép" in _refused(giver, "/tep")
    giver.paths["/vong"] = (302, {"Location": "/vong"}, b"")
    assert "vòng quá nhiều" in _refused(giver, "/vong")
    giver.paths["/toi"] = (301, {"Location": "/a.csv"}, b"")
    found = fetch(giver.url("/toi"), hosts={giver.host}, networks=LOOPBACK)
    assert found is not None
    with found.stream as stream:
        assert (stream.read().decode(), found.name) == (FILE, "a.csv")


def test_what_is_too_large_cut_off_slow_or_no_file_is_refused(giver: Giver) -> None:
    giver.gives("/lon.csv", "x" * 2_000_000)
    assert "lớn hơn 1 MB" in _refused(giver, "/lon.csv", largest=1_000_000)
    giver.paths["/cut.csv"] = (200, {"Content-Length": "99"}, b"abc")
    assert "bị thiếu" in _refused(giver, "/cut.csv")
    giver.paths["/dai.csv"] = (200, {}, b"abc")
    assert "dài bao nhiêu" in _refused(giver, "/dai.csv")
    zipped = {"Content-Length": "3", "Content-Encoding": "gzip"}
    giver.paths["/nen.csv"] = (200, zipped, b"abc")
    assert "dữ liệu nén" in _refused(giver, "/nen.csv")
    giver.paths["/loi.csv"] = (500, {"Content-Length": "0"}, b"")
    assert "trả lời 500" in _refused(giver, "/loi.csv")
    giver.gives("/cham.csv", FILE)
    assert "quá chậm" in _refused(giver, "/cham.csv", seconds=0.0)


@pytest.mark.django_db
def test_after_some_failures_it_is_paused_told_and_goes_on_when_asked(
    province: Province, giver: Giver
) -> None:
    giver.paths["/htx.csv"] = (404, {"Content-Length": "0"}, b"")
    found = database(province)
    of = source(province, found, kind="address", place=giver.url("/htx.csv"))
    for _turn in range(MOST_FAILURES):
        assert run(province, of).reasons == ["Máy chủ trả lời 404."]
    of.refresh_from_db()
    assert of.paused_at is not None
    assert of.pause.startswith(f"Hỏng {MOST_FAILURES} lần liền nhau")
    hoa = province.client("hoa")
    assert "tạm dừng vì hỏng nhiều lần" in hoa.get("/thong-bao/").content.decode()
    asked = len(giver.asked)
    run_source(source_id=str(of.pk))
    assert len(giver.asked) == asked
    giver.gives("/htx.csv", FILE)
    resumed = hoa.post(reverse("registry:resume-source", args=[of.pk]))
    assert resumed.status_code == 302
    assert run(province, of).state == "proposed"
    of.refresh_from_db()
    assert of.failures == 0


@pytest.mark.django_db
def test_nobody_at_the_post_leaves_the_file_where_it_lies(
    province: Province, folder: Path
) -> None:
    of = source(province, database(province), who="minh")
    laid = lay(folder, of, "1.csv", FILE)
    Appointment.objects.filter(post=of.post_id).update(valid_until=province.today)
    made = run(province, of, "hoa")
    assert made.state == "failed"
    assert made.reasons == ["Không có ai giữ chức vụ này vào ngày đã cho."]
    assert laid.exists()


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_put_aside(
    province: Province, folder: Path
) -> None:
    of = source(province, database(province))
    laid = lay(folder, of, "1.csv", "a,b\n1,2\n")
    assert run(province, of).state == "failed"
    assert not laid.exists()
    [kept] = (laid.parent / "khong-doc").iterdir()
    assert kept.name.endswith("-1.csv")


@pytest.mark.django_db
def test_a_run_that_was_killed_is_closed_and_its_file_not_entered_twice(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the rows were believed, before the run was written down."""
    of = source(province, database(province), enters="on")
    lay(folder, of, "1.csv", FILE)

    class _Killed(BaseException):
        pass

    def die(**_given: Any) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr("congvu.registry.actions.running.end_run", die)
        with pytest.raises(_Killed):
            run(province, of)
    assert _titles() == ["HTX Hai", "HTX Một"]
    run_source(source_id=str(of.pk))
    assert LoadRun.objects.get().state == "running"
    began = timezone.now() - timedelta(hours=3)
    LoadRun.objects.update(began_at=began)
    last = run(province, of)
    assert last.state == "same"
    assert sorted(LoadRun.objects.values_list("state", flat=True)) == ["failed", "same"]
    assert _titles() == ["HTX Hai", "HTX Một"]


@pytest.mark.django_db
def test_a_run_that_was_killed_before_it_entered_waits_and_is_not_entered_twice(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was read; Hoa approves it before the next run."""
    of = source(province, database(province), enters="on")
    lay(folder, of, "1.csv", FILE)

    class _Killed(BaseException):
        pass

    def die(**_given: Any) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr("congvu.registry.actions.running.approve_change", die)
        with pytest.raises(_Killed):
            run(province, of)
    LoadRun.objects.update(began_at=timezone.now() - timedelta(hours=3))
    assert run(province, of).state == "waits"
    change = RowChange.objects.get(kind="load")
    approve_change(change_id=change.pk, by=province.seat("hoa"), at=timezone.now())
    assert run(province, of).state == "same"
    assert RowChange.objects.filter(kind="load").count() == 1


@pytest.mark.django_db
def test_what_is_changed_paused_or_given_up_is_so_at_once(
    province: Province, folder: Path
) -> None:
    of = source(province, database(province))
    hoa = province.client("hoa")

    def post(deed: str, **given: Any) -> Any:
        return hoa.post(reverse(f"registry:{deed}-source", args=[of.pk]), given)

    stale = post("change", **typed(place="khac", seen="7")).content.decode()
    assert "đã được sửa từ khi mở" in stale
    assert post("change", **typed(place="khac", seen="1")).status_code == 302
    assert "Ghi vì sao" not in post("pause", reason="Chờ mẫu mới").content.decode()
    find_due_sources()
    assert begin_run(source_id=of.pk, at=timezone.now() + timedelta(days=2)) is None
    assert post("resume").status_code == 302
    assert post("end", reason="Không dùng nữa").status_code == 302
    assert begin_run(source_id=of.pk, at=timezone.now() + timedelta(days=2)) is None
    of.refresh_from_db()
    assert (of.place, of.version) == ("khac", 2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_runs() -> None:
    people = make_province(timezone.now(), timezone.localdate())
    of = source(people, database(people))
    at, start = timezone.now() + timedelta(days=2), threading.Barrier(2)
    begun: list[LoadRun | None] = []

    def begin() -> None:
        start.wait(10)
        try:
            begun.append(begin_run(source_id=of.pk, at=at))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=begin) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(begun) == 2
    [made] = [one for one in begun if one is not None]
    fail_run(run_id=made.pk, why=Refused(["Mạng hỏng"]), at=at)
    assert LoadRun.objects.count() == 1
