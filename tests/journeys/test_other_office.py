"""One office signs in through another: our relying party against our own provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from congvu.accounts.models import OutsideIdentity
from congvu.accounts.rules import Admission
from tests.journeys.office import PHONE, Office
from tests.journeys.other_office import OtherOffice, running_other_office
from tests.people import PASSWORD

CLIENT = "yen-duong"


@pytest.fixture(scope="module")
def other(_office: Office, tmp_path_factory: Any) -> Iterator[OtherOffice]:
    with running_other_office(tmp_path_factory.mktemp("other")) as other:
        yield other


@pytest.fixture(scope="module")
def secret(_office: Office, other: OtherOffice) -> str:
    """Its operator registers us as a client, and tells us the secret."""
    return other.command(
        "oidc-client", "create", CLIENT,
        "--name", "Công Vụ xã Yến Dương",
        "--redirect", f"{_office.url}/dang-nhap/chung/ve/",
    )  # fmt: skip


@pytest.fixture
def provider(other: OtherOffice, secret: str, office: Office) -> Iterator[OtherOffice]:
    given = {
        "issuer": other.url,
        "client_id": CLIENT,
        "client_secret": secret,
        "name": "tài khoản tỉnh",
        "acr": (),
        "admission": Admission(may_link=True, may_create=True),
    }
    with override_settings(OPENID_PROVIDER=given):
        yield other


def sign_in_there(page: Page, name: str) -> None:
    page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()


def test_lan_comes_in_by_the_provinces_account_and_next_time_at_once(
    office: Office, provider: OtherOffice
) -> None:
    page = office.visit()
    page.goto("/dang-nhap/?tiep=/tai-khoan/")
    page.get_by_role("link", name="Đăng nhập qua tài khoản tỉnh").click()
    assert page.url.startswith(provider.url)
    sign_in_there(page, "lan")
    expect(page.get_by_role("heading", name="Vào Công Vụ xã Yến Dương")).to_be_visible()
    page.get_by_role("button", name="Đồng ý và vào").click()

    page.wait_for_url(f"{office.url}/tai-khoan/")
    expect(page.get_by_role("heading", name="Tài khoản của tôi")).to_be_visible()
    tie = OutsideIdentity.objects.get(issuer=provider.url)
    assert tie.user == office.province.lan.user
    assert tie.subject != str(tie.user.pk), "hers in the other office"

    # Still signed in there, and the consent is remembered: one click.
    page.context.clear_cookies(domain="localhost")
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng nhập qua tài khoản tỉnh").click()
    page.wait_for_url(f"{office.url}/viec-cua-toi/**")
    assert OutsideIdentity.objects.filter(issuer=provider.url).count() == 1


def test_it_needs_no_script_and_fits_a_phone(
    office: Office, provider: OtherOffice
) -> None:
    page = office.visit(java_script_enabled=False, size=PHONE)
    page.goto("/dang-nhap/?tiep=/tai-khoan/")
    page.get_by_role("link", name="Đăng nhập qua tài khoản tỉnh").click()
    sign_in_there(page, "minh")
    page.get_by_role("button", name="Đồng ý và vào").click()

    page.wait_for_url(f"{office.url}/tai-khoan/")


def test_who_holds_no_post_there_stays_outside_here(
    office: Office, provider: OtherOffice
) -> None:
    page = office.visit()
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng nhập qua tài khoản tỉnh").click()
    sign_in_there(page, "khach")

    expect(page.get_by_text("hôm nay không giữ chức vụ nào")).to_be_visible()
    assert page.url.startswith(provider.url)
