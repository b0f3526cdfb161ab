"""What everybody on the Internet may send to the public process, and what it says."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from django.test import Client

from congvu.accounts.models import User
from congvu.config.portal_rights import PORTAL_RIGHTS
from congvu.machine.cluster import PORTAL_CONNECTIONS
from tests.people import PASSWORD
from tests.portal.outer.kinds import KINDS, Kind
from tests.portal.outer.portal import Outer

HEADERS = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
    "Content-Language",
}
ARTICLE = "/tin-tuc/ret-dam-1/"
READ = ["/", "/en/", "/tin-tuc/", ARTICLE, "/xa-yen-duong/", "/luu" + ARTICLE]


# -- what goes with every answer


@pytest.mark.parametrize("address", [*READ, "/khong-co/", "/hien-thi/co-chu/"])
def test_every_answer_says_what_a_browser_may_do(outer: Outer, address: str) -> None:
    answer = outer.ask(address)

    assert answer.headers.keys() >= HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize("address", READ)
def test_nothing_runs_or_is_styled_within_a_page(outer: Outer, address: str) -> None:
    page = outer.ask(address).text

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')


@pytest.mark.parametrize("address", READ)
def test_who_reads_is_given_no_cookie_and_the_page_may_be_kept(
    outer: Outer, address: str
) -> None:
    answer = outer.ask(address)

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"].startswith("public, max-age=15")
    again = outer.ask(address, If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_a_page_is_gone_from_every_keeper_within_a_minute(outer: Outer) -> None:
    """Twice the time in nginx and in the browser, each with its time to ask anew."""
    said = outer.ask("/").headers["Cache-Control"].split(", ")
    seconds = dict(part.split("=") for part in said if "=" in part)

    kept = int(seconds["max-age"]) + int(seconds["stale-while-revalidate"])
    assert 2 * kept <= 60


def test_larger_letters_are_a_cookie_without_a_person(outer: Outer) -> None:
    answer = outer.ask("/hien-thi/co-chu/?ve=/tin-tuc/")

    cookie = answer.headers["Set-Cookie"]
    assert answer.headers["Location"] == "/tin-tuc/"
    assert cookie.startswith("congvu_view=large;")
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Cache-Control"] == "private, no-store"
    shown = outer.ask("/", Cookie="congvu_view=large")
    assert 'data-size="large"' in shown.text


def test_texts_travel_small_and_what_is_sought_is_kept_by_nobody(outer: Outer) -> None:
    small = outer.ask("/", Accept_Encoding="gzip")

    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.body) * 2 < len(outer.ask("/").body)
    sought = outer.ask("/tin-tuc/?q=benh+nan+y")
    assert sought.headers["Cache-Control"] == "private, no-store"


# -- bad input


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("HEAD", "/", 200),
        ("DELETE", "/", 403),
        ("PUT", ARTICLE, 403),
        ("POST", "/tin-tuc/", 403),
        ("NONSENSE", "/", 403),
        ("OPTIONS", "/tin-tuc/", 405),
        ("GET", "/%", 404),
        ("GET", "/%ff%fe/", 404),
        ("GET", "/%00/", 400),
        ("GET", "/tin-tuc/%00/", 400),
        ("GET", "/tin-tuc/?truoc=%00", 400),
        ("GET", "/tin-tuc/?truoc=9999-99-99~1", 200),
        ("GET", "/tin-tuc/?truoc=2026-01-01T00:00:00%2B00:00~9999999999999999999", 200),
        ("GET", "/hien-thi/co-chu/?ve=%0d%0aSet-Cookie:%20x=1", 302),
        ("GET", "/hien-thi/co-chu/?ve=//k%E1%BA%BB-la.vn/", 302),
        ("GET", "/hien-thi/co-chu/?ve=https:%2f%2fla.example", 302),
        ("GET", "/hien-thi/khong-co/", 404),
        ("GET", "/media/../../../../etc/passwd", 404),
        ("GET", "/media/%2e%2e/%2e%2e/%2e%2e/secret-key", 404),
        ("GET", "/media/..%2f..%2fsecret-key", 404),
        ("GET", "/media//etc/passwd", 404),
        ("GET", "/media/%00", 400),
        ("GET", "/static/../secret-key", 404),
        ("GET", "/static/%2e%2e/secret-key", 404),
        ("GET", "/" + "a/" * 500, 404),
        ("GET", "/?" + "x=1&" * 450, 200),
        ("GET", "//la.example/", 404),
        ("GET", "/luu/", 404),
        ("GET", "/luu/tin-tuc/", 404),
        ("GET", "/dang-nhap/", 404),
        ("GET", "/bien-tap/", 404),
        ("GET", "/api/v1/me/", 404),
        ("GET", "/metrics/", 404),
        ("GET", "/health/ready/", 404),
    ],
)  # fmt: skip
def test_odd_requests_get_right_answers(
    outer: Outer, method: str, target: str, status: int
) -> None:
    answer = outer.ask(target, method)

    assert answer.status == status
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    if status >= 400 and method != "HEAD" and not target.startswith("/static/"):
        assert '<header class="top wrap">' in answer.text


HOSTILE = [
    "q=%00", "q=%ff%fe", "q='%3B%20DROP%20TABLE--", "q=" + "a%20" * 400, "q[]=1&q=",
    "q=%3Cscript%3Ealert(1)%3C/script%3E", "truoc=%00", "trang=%00", "trang=-1",
    "nam=99999", "nam=%E2%82%82", "loai=%00", "co_quan=%00", "so=%00", "linh_vuc=%00",
    "tuan=9999-99-99", "tuan=%00",
    "ngay=0000-00-00", "ma=%00", "trang=1e9", "%", "&&&=",
    "page=9999999999999999999999", "sau=%00", "hieu_luc=%00", "ve=%00",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_page_fails_whatever_stands_behind_its_address(
    outer: Outer, kind: Kind
) -> None:
    """All of it at once where that is the same to the page, else one by one."""
    address = outer.at(kind.address).partition("?")[0]
    assert outer.ask(outer.at(kind.address)).status == kind.status
    sent = HOSTILE if kind.name in {"papers", "search", "week"} else HOSTILE[:7]
    failed = {
        odd: answer.status
        for odd in [*sent, "&".join(HOSTILE[5:])]
        if (answer := outer.ask(f"{address}?{odd}")).status >= 500
        or b"<script>alert" in answer.body
    }

    assert failed == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_posted_without_the_pages_token_is_refused(
    outer: Outer, kind: Kind
) -> None:
    body = b"subject=%00%ff&text=<script>&name=" + b"x" * 5000
    form = "application/x-www-form-urlencoded"
    answer = outer.ask(outer.at(kind.address), "POST", body, Content_Type=form)

    # Where a paper or a certificate is checked nothing is kept and nobody signed in.
    stateless = kind.route in {"check", "certificate"}
    assert answer.status in ((200, 400, 422) if stateless else (403,))


@pytest.mark.parametrize("host", ["la.example", "portal.localhost.la.example", "", "["])
def test_another_hosts_name_opens_nothing(outer: Outer, host: str) -> None:
    answer = outer.ask("/", Host=host)

    assert answer.status == 400
    assert host not in answer.text or not host


def test_a_form_too_large_is_refused_while_it_comes(outer: Outer) -> None:
    """What it says it will send is enough to know."""
    body = b"a=" + b"x" * (2 * 1024 * 1024)
    kind = "application/x-www-form-urlencoded"
    answer = outer.ask("/tin-tuc/", "POST", body, Content_Type=kind)

    assert answer.status in (400, 403, 405, 413)


# -- the two houses do not know each other's keys


def test_an_offices_session_opens_nothing_at_the_portal(outer: Outer) -> None:
    office = Client()
    office.force_login(User.objects.get(username="lan"))
    ((name, cookie),) = office.cookies.items()

    with_it = outer.ask("/", Cookie=f"{name}={cookie.value}")

    assert "Set-Cookie" not in with_it.headers
    assert with_it.body == outer.ask("/").body
    for door in ("/van-ban/den/", "/bien-tap/", "/cong/", "/api/v1/me/"):
        assert outer.ask(door, Cookie=f"{name}={cookie.value}").status == 404


def test_what_the_portal_signed_opens_nothing_in_the_office(outer: Outer) -> None:
    view = outer.ask("/hien-thi/co-chu/").headers["Set-Cookie"].split(";")[0]
    name, _equals, value = view.partition("=")
    office = Client()
    for cookie in (name, "sessionid", "congvu_session"):
        office.cookies[cookie] = value

    assert office.get("/van-ban/den/").status_code == 302  # to the door
    assert Client().login(username="lan", password=PASSWORD)


# -- the role


def tables() -> list[str]:
    return connection.introspection.table_names(include_views=True)


def test_the_role_reads_what_is_listed_and_writes_nothing_else(outer: Outer) -> None:
    """Every table there is, each way there is."""
    passed: list[str] = []
    with psycopg.connect(outer.database, autocommit=True) as link:
        for table in tables():
            may = PORTAL_RIGHTS.get(table, "")
            for word, statement in (
                ("SELECT", f'SELECT FROM "{table}" LIMIT 1'),
                ("INSERT", f'INSERT INTO "{table}" DEFAULT VALUES'),
                ("UPDATE", None),
                ("DELETE", f'DELETE FROM "{table}" WHERE false'),
                ("TRUNCATE", f'TRUNCATE "{table}"'),
            ):
                if word in may:
                    continue
                try:
                    if statement is None:
                        row = link.execute(
                            "SELECT has_any_column_privilege(%s, 'UPDATE')",
                            [f'"{table}"'],
                        ).fetchone()
                        if row and row[0]:
                            passed.append(f"{word} {table}")
                        continue
                    link.execute(statement.encode())
                except psycopg.errors.InsufficientPrivilege:
                    continue
                passed.append(f"{word} {table}")

    assert passed == []
    assert set(PORTAL_RIGHTS) <= set(tables())


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (x int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE congvu_app",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT * FROM pg_authid",
        "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
    ],
)
def test_nor_does_it_get_around_that(outer: Outer, statement: str) -> None:
    refused = (
        psycopg.errors.InsufficientPrivilege,
        psycopg.errors.InvalidParameterValue,  # a role that is not there
    )
    with psycopg.connect(outer.database) as link, pytest.raises(refused):
        link.execute(statement.encode())


def test_what_strangers_ask_for_ends_and_leaves_connections(outer: Outer) -> None:
    with psycopg.connect(outer.database) as link:
        for name, most in (("statement_timeout", "5s"), ("lock_timeout", "2s")):
            shown = link.execute(f"SHOW {name}".encode()).fetchone()
            assert shown == (most,)
        limit = link.execute(
            "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert limit == (PORTAL_CONNECTIONS,)
