"""What deploy/mail and its writer lay down is taken by the programs it is for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from congvu.machine.mail import dkim, judging, postfix, records, running, writing
from congvu.machine.mail.plan import WORLD, Client, Plan, account
from congvu.machine.mail.status import INSTALLED
from congvu.machine.processes import Account

MAIL = Path(__file__).resolve().parents[2] / "deploy" / "mail"


def plan_below(folder: Path) -> Plan:
    """As a real server's, but that everything lies in this folder."""
    for name in ("office.pem", "office.key"):
        (folder / name).write_text("")
    return Plan(
        place=folder,
        postfix=folder / "postfix",
        dovecot=folder / "dovecot",
        spool=folder / "spool",
        log=folder / "log",
        host="thu.tinh.example",
        ports=WORLD,
        database="postgresql://congvu_mail:x@127.0.0.1:5432/congvu",
        owner=Account(os.getuid() or 8, os.getgid() or 8, "mail"),
        office="https://congvu.tinh.example",
        inside="http://127.0.0.1:8000",
        certificate=folder / "office.pem",
        key=folder / "office.key",
        relay="[smart.example]:587",
        is_open=True,
        server_client=Client("may-chu-thu", "bi-mat"),
    )


def asked(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )


def test_the_script_is_plain_sh() -> None:
    done = asked("sh", "-n", MAIL / "install.sh")

    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_takes_the_keeper(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("not run: systemd is not on this machine")
    text = (MAIL / "congvu-mail.service").read_text(encoding="utf-8")
    unit = tmp_path / "congvu-mail.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text))

    done = asked("systemd-analyze", "verify", unit)

    assert [line for line in done.stderr.splitlines() if "congvu" in line] == []


def test_nginx_takes_web_mail(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(nginx).exists():
        pytest.skip("not run: nginx is not on this machine")
    made = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=x",
    )
    asked(*made, "-keyout", tmp_path / "office.key", "-out", tmp_path / "office.pem")
    site = (MAIL / "nginx").read_text(encoding="utf-8")
    for there, here in (
        ("@NAME@", "thu.example.vn"),
        ("/etc/congvu/tls", str(tmp_path)),
        ("/var/log/nginx", str(tmp_path)),
        ("include fastcgi_params", "include /etc/nginx/fastcgi_params"),
        ("listen 80", "listen 8880"),
        ("listen [::]:80", "listen 8882"),
        ("listen 443", "listen 8881"),
        ("listen [::]:443", "listen 8883"),
    ):
        assert there in site
        site = site.replace(there, here)
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", encoding="utf-8"
    )

    done = asked(nginx, "-t", "-q", "-c", whole, "-e", tmp_path / "error.log")

    assert (done.returncode, done.stderr) == (0, "")


def test_postfix_and_dovecot_take_what_is_written(tmp_path: Path) -> None:
    if lacking := running.lacking():
        pytest.skip(f"not run: this machine lacks {', '.join(lacking)}")
    plan = plan_below(tmp_path)
    for file in writing.files(plan):
        file.path.parent.mkdir(exist_ok=True)
        file.path.write_text(file.text, encoding="utf-8")

    told = asked("/usr/sbin/postconf", "-c", plan.postfix, "-n")
    services = asked("/usr/sbin/postconf", "-c", plan.postfix, "-M")
    dovecot = asked("/usr/bin/doveconf", "-n", "-c", plan.dovecot / "dovecot.conf")

    assert (told.returncode, told.stderr) == (0, "")  # an unknown name is warned about
    assert "relayhost = [smart.example]:587" in told.stdout
    assert (services.returncode, services.stderr) == (0, "")
    assert len(services.stdout.splitlines()) > 20
    assert (dovecot.returncode, dovecot.stderr) == (0, "")
    assert "oauthbearer" in dovecot.stdout


def test_opendkim_takes_its_file(tmp_path: Path) -> None:
    if not dkim.OPENDKIM.exists():
        pytest.skip("not run: this machine lacks opendkim")
    plan = plan_below(tmp_path)
    user = account("opendkim")
    dkim.make_key(plan, "tinh.example", "cv202611")
    dkim.write_tables(plan, ["tinh.example"], user)
    conf = tmp_path / "opendkim.conf"
    conf.write_text(dkim.opendkim_conf(plan, user))

    done = asked(dkim.OPENDKIM, "-n", "-x", conf)

    assert (done.returncode, done.stderr) == (0, "")
    private = plan.keys / "tinh.example" / "cv202611.private"
    assert private.stat().st_mode & 0o777 == 0o600


def test_a_key_is_changed_without_losing_the_old_one(tmp_path: Path) -> None:
    plan = plan_below(tmp_path)
    dkim.make_key(plan, "tinh.example", "cv202611")
    old = dkim.public_key(plan, "tinh.example", "cv202611")

    dkim.make_key(plan, "tinh.example", "cv202611")  # made once
    dkim.make_key(plan, "tinh.example", "cv202701")

    assert dkim.public_key(plan, "tinh.example", "cv202611") == old
    assert dkim.current(plan, "tinh.example") == "cv202611"
    dkim.use(plan, "tinh.example", "cv202701")
    assert dkim.current(plan, "tinh.example") == "cv202701"
    assert dkim.selectors(plan, "tinh.example") == ["cv202611", "cv202701"]


def test_records_are_ready_for_a_zone(tmp_path: Path) -> None:
    plan = plan_below(tmp_path)
    told = records.records(plan, "tinh.example", {"cv202611": "A" * 392})

    lines = {record.kind + " " + record.name: record.line() for record in told}
    assert lines["MX tinh.example"] == "tinh.example. 3600 IN MX 10 thu.tinh.example."
    signed = lines["TXT cv202611._domainkey.tinh.example"]
    pieces = re.findall(r'"([^"]*)"', signed)
    assert max(map(len, pieces)) <= 255
    assert "".join(pieces) == "v=DKIM1; k=rsa; p=" + "A" * 392
    assert "rua=mailto:dmarc@tinh.example" in lines["TXT _dmarc.tinh.example"]


def test_a_demo_sends_nothing_to_the_world(tmp_path: Path) -> None:
    text = postfix.main_cf(plan_below(tmp_path))
    assert "default_transport = smtp\n" in text

    demo = Plan(**vars(plan_below(tmp_path)) | {"relay": "none", "is_open": False})
    assert "default_transport = error:5.7.1" in postfix.main_cf(demo)
    assert "inet_interfaces = loopback-only" in postfix.main_cf(demo)


@pytest.mark.parametrize(
    ("relay", "spf"),
    [
        ("", "v=spf1 mx -all"),
        ("none", "v=spf1 mx -all"),
        ("[127.0.0.1]:2527", "v=spf1 mx -all"),
        ("[smart.example]:587", "v=spf1 mx a:smart.example -all"),
        ("smart.example", "v=spf1 mx mx:smart.example -all"),
        ("[192.0.2.7]", "v=spf1 mx ip4:192.0.2.7 -all"),
        ("[ipv6:2001:db8::7]:587", "v=spf1 mx ip6:2001:db8::7 -all"),
        ("[a.example]:587, [b.example]", "v=spf1 mx a:a.example a:b.example -all"),
    ],
)
def test_who_sends_our_letters_on_may_do_so(
    tmp_path: Path, relay: str, spf: str
) -> None:
    plan = Plan(**vars(plan_below(tmp_path)) | {"relay": relay})
    [told] = [
        record
        for record in records.records(plan, "tinh.example", {})
        if record.value.startswith("v=spf1")
    ]

    assert told.value == spf
    assert records.is_told(told, ["khac", spf])
    assert records.is_told(told, [spf.replace("-all", "include:bo.example ~all")])
    assert not records.is_told(told, ["v=spf1 -all"])
    assert not records.is_told(told, [spf, spf])  # two are an error to all who read


def test_rspamd_takes_its_settings(tmp_path: Path) -> None:
    if not judging.RSPAMD.exists():
        pytest.skip("not run: this machine lacks rspamd")
    plan = plan_below(tmp_path)
    for path, text in judging.files(plan):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    own = [word for word in judging.command(plan) if word.startswith("--var=")]

    done = asked("rspamadm", *own, "configtest", "-c", "/etc/rspamd/rspamd.conf")

    assert (done.returncode, done.stdout.strip()) == (0, "syntax OK"), done.stderr


def test_its_unit_reads_what_is_written() -> None:
    unit = (MAIL / "rspamd.conf").read_text(encoding="utf-8")

    assert f"--var=LOCAL_CONFDIR={INSTALLED}/{judging.FOLDER}\n" in unit


@pytest.mark.parametrize("script", [MAIL / "install.sh", MAIL.parent / "install.sh"])
def test_no_password_stands_on_a_command_line(script: Path) -> None:
    """Everybody on the machine sees what psql is called with; not what it reads."""
    text = script.read_text(encoding="utf-8")
    [part] = re.findall(r"(?ms)^words\(\) \{.*?^words \| .*?\n", text)
    known = {"secret": "bi-mat-1", "reader": "bi-mat-2", "webmail": "bi-mat-3"}
    stub = "runuser() { printf '%s\\n' \"$*\"; cat; }\n"
    set_ = "".join(f"{name}={value}\n" for name, value in known.items())
    release = f"release={MAIL.parents[1]}\ncd {script.parent}\n"

    done = asked("sh", "-euc", stub + set_ + release + part)

    command, *read = done.stdout.splitlines()
    assert done.stderr == ""
    assert command.startswith("-u postgres -- psql")
    assert "bi-mat" not in command
    names = re.findall(r":'(\w+)'", done.stdout)
    assert names
    for name in names:
        assert f"\\set {name} '{known[name]}'" in read
    assert not re.findall(r"psql [^|\n]*-v (?!ON_ERROR_STOP)", text)
