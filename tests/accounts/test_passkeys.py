"""A passkey opens the door alone; it is added by its owner and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from congvu.accounts.actions import reset_password
from congvu.accounts.models import Passkey, User
from tests.accounts.authenticator import Device
from tests.accounts.conftest import AT, BY, PASSWORD, Clock, events, is_in, try_in

NAME = "Điện thoại của tôi"


def add(
    client: Client, device: Device, *, name: str = NAME, old: str = PASSWORD
) -> Any:
    """As the page's script does: ask, let the device make a key, send its answer."""
    asked = client.post("/tai-khoan/khoa/hoi/", {"name": name, "old": old})
    if asked.status_code != 200:
        return asked
    answer = device.make(asked.json())
    return client.post("/tai-khoan/khoa/", {"response": answer})


def enter(client: Client, device: Device, *, after: str = "") -> Any:
    asked = client.post("/dang-nhap/khoa/hoi/").json()
    return send(client, device.use(asked), after=after)


def send(client: Client, answer: str, *, after: str = "") -> Any:
    return client.post("/dang-nhap/khoa/", {"response": answer, "tiep": after})


@pytest.fixture
def device(client: Client, lan: User, clock: Clock) -> Device:
    """Lan's, added from her own page; ``client`` is signed in."""
    device = Device()
    try_in(client)
    assert add(client, device)["Location"] == "/tai-khoan/khoa/"
    return device


def test_lan_comes_in_without_typing_anything(device: Device, clock: Clock) -> None:
    browser = Client()
    clock.pass_by(hours=1)

    answer = enter(browser, device, after="/tai-khoan/phien/")

    assert answer["Location"] == "/tai-khoan/phien/"
    assert is_in(browser)
    assert events("accounts.signed-in")[-1].data == {"factor": "passkey"}
    page = browser.get("/tai-khoan/khoa/").content.decode()
    assert NAME in page
    assert "10:00" in page, "when it was last used"


def test_it_is_worth_both_factors(device: Device, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_ALL = True
    browser = Client()

    enter(browser, device)

    assert is_in(browser)


def test_a_device_that_did_not_check_its_user_does_not_count(device: Device) -> None:
    device.verifies = False
    browser = Client()

    assert enter(browser, device).status_code == 422
    assert not is_in(browser)


def test_an_answer_is_good_for_one_question_once(device: Device) -> None:
    browser, thief = Client(), Client()
    answer = device.use(browser.post("/dang-nhap/khoa/hoi/").json())
    thief.post("/dang-nhap/khoa/hoi/")

    assert send(thief, answer).status_code == 422
    assert send(browser, answer).status_code == 302
    browser.logout()
    assert send(browser, answer).status_code == 422
    assert not is_in(thief)


def test_a_question_waits_five_minutes(device: Device, clock: Clock) -> None:
    browser = Client()
    answer = device.use(browser.post("/dang-nhap/khoa/hoi/").json())
    clock.pass_by(minutes=6)

    assert "đã hết giờ" in send(browser, answer).content.decode()


def test_an_answer_given_to_another_site_is_refused(device: Device) -> None:
    device.origin = "https://congvu.example"
    browser = Client()

    assert enter(browser, device).status_code == 422
    assert not is_in(browser)


def test_a_copied_key_is_found_out_by_its_count(device: Device) -> None:
    first, second = Client(), Client()
    enter(first, device)
    device.count -= 1  # the copy does not know of that use

    assert enter(second, device).status_code == 422
    assert not is_in(second)


def test_a_key_does_not_open_somebody_elses_account(device: Device) -> None:
    device.handle = User(username="minh").pk.bytes
    browser = Client()

    assert enter(browser, device).status_code == 422
    assert events("accounts.sign-in-failed")[-1].data == {"what": "passkey"}


def test_wrong_answers_lock_as_wrong_passwords_do(device: Device) -> None:
    real = device.key
    device.key = Device().key
    for _n in range(5):
        assert enter(Client(), device).status_code == 422
    device.key = real
    browser = Client()

    assert "Sai quá nhiều lần" in enter(browser, device).content.decode()
    assert "Sai quá nhiều lần" in try_in(browser).content.decode()
    assert events("accounts.locked-out")


@pytest.mark.parametrize("answer", ["", "x", "{}", "[]", '{"id": 5, "response": {}}'])
def test_nonsense_is_refused_in_words(client: Client, db: None, answer: str) -> None:
    client.post("/dang-nhap/khoa/hoi/")
    page = send(client, answer)

    assert page.status_code == 422
    assert "hóa truy cập" in page.content.decode()


def test_a_locked_account_opens_by_no_key(device: Device) -> None:
    User.objects.update(is_active=False)
    browser = Client()

    assert enter(browser, device).status_code == 422
    assert not is_in(browser)


def test_adding_one_asks_for_the_password(
    client: Client, lan: User, clock: Clock
) -> None:
    try_in(client)

    refused = add(client, Device(), old="sai")

    assert refused.json() == {"reasons": ["Mật khẩu đang dùng không đúng."]}
    assert not Passkey.objects.exists()


def test_names_tell_keys_apart(client: Client, device: Device) -> None:
    again = add(client, Device(), name=NAME.upper())
    nameless = add(client, Device(), name=" ")

    assert again.json() == {"reasons": ["Đã có khóa tên này."]}
    assert "Hãy đặt tên" in nameless.json()["reasons"][0]


def test_an_answer_of_another_page_makes_no_key(client: Client, device: Device) -> None:
    client.post("/tai-khoan/khoa/hoi/", {"name": "máy", "old": PASSWORD})
    elsewhere = Client().post("/dang-nhap/khoa/hoi/").json()
    made = Device().make({"user": {"id": ""}, "rp": {"id": "testserver"}, **elsewhere})

    page = client.post("/tai-khoan/khoa/", {"response": made})

    assert page.status_code == 422
    assert "hãy thử lại từ đầu" in page.content.decode()
    assert Passkey.objects.count() == 1


def test_without_script_the_page_says_so(client: Client, device: Device) -> None:
    mine = client.post("/tai-khoan/khoa/", {"name": "máy", "old": PASSWORD})
    door = Client().post("/dang-nhap/khoa/", {"response": ""})

    for page in (mine, door):
        assert page.status_code == 422
        assert "cần một trình duyệt có JavaScript" in page.content.decode()


def test_a_removed_key_opens_nothing(client: Client, device: Device) -> None:
    passkey = Passkey.objects.get()
    other = Client()

    client.post(f"/tai-khoan/khoa/{passkey.pk}/go/")

    assert enter(other, device).status_code == 422
    assert [e.data for e in events("accounts.passkey-removed")] == [{"name": NAME}]


def test_a_new_first_password_takes_the_keys_away(device: Device, lan: User) -> None:
    reset_password(user=lan, password="mot-cau-de-nho-2027", by=BY, at=AT)

    assert enter(Client(), device).status_code == 422


def test_the_page_opened_by_number_says_to_use_the_name(
    client: Client, device: Device, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    page = client.get("/tai-khoan/khoa/", headers={"Host": "127.0.0.1:8000"})

    assert "chỉ dùng được với tên máy" in page.content.decode()
