"""What firewalls, switches, proxies, sensors and servers write in their own forms."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from congvu.lib.dates import VIETNAM
from congvu.logs.formats import Reader, shipped_rules
from congvu.logs.formats.programs import LONGEST_SAID
from congvu.logs.rules import Detector, Doubt, Event

RECEIVED = datetime(2026, 11, 28, 8, 0, tzinfo=VIETNAM)
FROM, TO = {"source.ip": "198.51.100.7"}, {"destination.ip": "10.0.0.2"}
BLOCKED = {
    **{"event.action": "blocked", "event.outcome": "failure"},
    **{**FROM, **TO, "source.port": 4444, "destination.port": 22},
}
REFUSED = {"event.outcome": "failure", "source.ip": "203.0.113.4"}
PALO = (
    "Nov 28 07:12:01 PA 1,2026/11/28 07:12:01,0123456,{kind},x,2561,2026/11/28"
    " 07:12:01,198.51.100.7,10.0.0.2,0.0.0.0,0.0.0.0,chan,,,ssh,vsys1,untrust,trust,"
    "eth1,eth2,fwd,2026/11/28 07:12:01,0,1,4444,22,0,0,0x0,tcp,{rest}"
)
XML = (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
    "<Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4625</EventID>"
    "<Level>0</Level><Keywords>0x8010000000000000</Keywords>"
    "<TimeCreated SystemTime='2026-11-28T00:12:01.1234567Z'/>"
    "<Channel>Security</Channel><Computer>PC1</Computer></System><EventData>"
    "<Data Name='TargetUserName'>an &amp; lan</Data>"
    "<Data Name='IpAddress'>203.0.113.4</Data></EventData></Event>"
)
SNARE = (
    "<13>Nov 28 07:12:01 PC1 MSWinEventLog\t1\tSecurity\t12\tSat Nov 28 07:12:01 2026"
    "\t4625\tMicrosoft-Windows-Security-Auditing\tan\tN/A\tFailure Audit\tPC1\tLogon"
    "\t\tAn account failed to log on.\t99"
)
MODSECURITY = (
    "[Sat Nov 28 07:12:01.5 2026] [:error] [pid 4:tid 5] [client 198.51.100.7:55]"
    ' ModSecurity: Access denied with code 403. [id "942100"] [msg "SQL"] [uri "/tim"]'
)
MONGO = (
    '{"t":{"$date":"2026-11-28T07:12:01.123+07:00"},"s":"I","c":"ACCESS",'
    '"msg":"Authentication failed","attr":{"principalName":"an",'
    '"remote":"203.0.113.4:5123"}}'
)
CADDY = (
    '{"level":"info","ts":1795824721.1,"msg":"handled request","request":{"remote_ip":'
    '"198.51.100.7","method":"GET","uri":"/x?a=1"},"status":500}'
)
NGINX_JSON = (
    '{"remote_addr":"198.51.100.7","time_iso8601":"2026-11-28T07:12:01+07:00",'
    '"request":"GET /x HTTP/1.1","status":"403"}'
)
CLOUD = (
    '{"userIdentity":{"userName":"an"},"eventTime":"2026-11-28T00:12:01Z",'
    '"eventName":"ConsoleLogin","sourceIPAddress":"203.0.113.4","errorMessage":"Sai"}'
)
SAMBA = (
    "Nov 28 07:12:01 may1 smbd[12]:   Auth: [SMB2,(null)] user [D]\\[an] at [x] with"
    " [NTLMv2] status [NT_STATUS_WRONG_PASSWORD] workstation [PC] remote host"
    " [ipv4:203.0.113.4:5123] became [D]\\[an]"
)
PG_CSV = (
    '2026-11-28 07:12:01.123 +07,"an","db",123,"203.0.113.4:51234",65a,1,'
    '"authentication",2026-11-28 07:12:01 +07,3/4,0,FATAL,28P01,"password'
    ' authentication failed for user ""an""",,,,,,,,,"","client backend",,0'
)
HUAWEI = (
    "Nov 28 2026 07:12:01 USG %%01POLICY/6/POLICYDENY(l)[12]:vsys=public, protocol=6,"
    " source-ip=198.51.100.7, source-port=4444, destination-ip=10.0.0.2,"
    " destination-port=22, rule-name=deny."
)
JUNOS = (
    "<14>1 2026-11-28T07:12:01+07:00 srx RT_FLOW - RT_FLOW_SESSION_DENY"
    ' [junos@2636.1.1.1.2.129 source-address="198.51.100.7" source-port="4444"'
    ' destination-address="10.0.0.2" destination-port="22" protocol-id="6"]'
)
CHECKPOINT = (
    '<134>1 2026-11-28T00:12:01Z gw CheckPoint 123 - [action:"Drop"; src:"198.51.100.7"'
    '; dst:"10.0.0.2"; proto:"6"; service:"22"]'
)
FORTIGATE = (
    '<189>date=2026-11-28 time=07:12:01 devname="FG" type="traffic" level="notice"'
    ' srcip=198.51.100.7 srcport=4444 dstip=10.0.0.2 dstport=22 action="deny"'
)
FILTERLOG = (
    "5,,,1000000103,em0,match,{verdict},in,4,0x0,,64,0,0,DF,6,tcp,60,198.51.100.7,"
    "10.0.0.2,4444,22,0,S,123,,64240,,mss"
)
SIX = "5,,,103,em0,match,block,in,6,0x00,0x00000,255,ICMPv6,58,32,fe80::1,ff02::1,"
SNORT = (
    "[1:2100498:7] GPL check [Classification: Bad] [Priority: 1] {TCP}"
    " 198.51.100.7:4444 -> 10.0.0.2:22"
)
SQUID = (
    "1795824721.123    456 198.51.100.7 {verdict} 1234 GET http://a.example/ an"
    " HIER_DIRECT/10.0.0.2 text/html"
)
HAPROXY = (
    "Nov 28 07:12:01 lb haproxy[12]: 198.51.100.7:51000 [28/Nov/2026:07:12:01.123] in"
    ' web/s1 0/0/1/2/3 503 1234 - - ---- 1/1/0/0/0 0/0 "GET /x?a=1 HTTP/1.1"'
)
LEASE = "Nov 28 07:12:01 gw dnsmasq-dhcp[12]: DHCPACK(eth0) 10.0.0.9 aa:bb:cc:dd:ee:ff"
CONTAINER = ("container", "info", True, "", {})
# Line; decoder, severity, whether it tells its time, host, and fields.
LINES: list[tuple[str, str, str, bool, str, dict[str, object]]] = [
    (
        (
            "Nov 28 2026 07:12:01 fw1 : %ASA-4-106023: Deny tcp src"
            ' outside:198.51.100.7/4444 dst inside:10.0.0.2/22 by access-group "OUT"'
        ),
        *("cisco", "warning", True, "fw1"),
        {**BLOCKED, "event.code": "ASA-4-106023"},
    ),
    (
        (
            "<166>Nov 28 2026 07:12:01: %ASA-6-106100: access-list OUT denied tcp"
            " outside/198.51.100.7(4444) -> inside/10.0.0.2(22) hit-cnt 1 first hit"
        ),
        *("cisco", "notice", True, ""),
        BLOCKED,
    ),
    (
        '%ASA-6-605004: Login denied from 203.0.113.4/5 to in:10.0.0.1/22 for user "a"',
        *("cisco", "warning", False, ""),
        {**REFUSED, "event.action": "device-login", "user.name": "a"},
    ),
    (
        (
            "000123: *Nov 28 07:12:01.000 UTC: %SEC_LOGIN-4-LOGIN_FAILED: Login failed"
            " [user: admin] [Source: 203.0.113.4] [localport: 22] [Reason: sai] at"
        ),
        *("cisco", "warning", True, ""),
        {**REFUSED, "event.reason": "sai", "destination.port": 22},
    ),
    (
        "Nov 28 07:12:03 10.0.0.1 123: Nov 28 07:12:01.123: %LINK-3-UPDOWN: down",
        *("cisco", "error", True, "10.0.0.1"),
        {"event.code": "LINK-3-UPDOWN"},
    ),
    (HUAWEI, "huawei", "info", True, "USG", {**FROM, **TO, "event.outcome": "failure"}),
    (
        (
            "<188>Nov 28 2026 07:12:01 USG %%01SSH/4/SSH_FAIL(s)[13]:Failed."
            " (IP=203.0.113.4, UserName=admin)"
        ),
        *("huawei", "warning", True, "USG"),
        {**REFUSED, "user.name": "admin"},
    ),
    (
        "%Nov 28 07:12:01:123 2026 H3C SHELL/5/SHELL_LOGIN: an logged in from 10.0.0.9",
        *("huawei", "notice", True, "H3C"),
        {"event.action": "device-login", "user.name": "an", "source.ip": "10.0.0.9"},
    ),
    (JUNOS, "junos", "info", True, "srx", {**FROM, **TO, "event.outcome": "failure"}),
    (CHECKPOINT, "pairs", "info", True, "gw", {**FROM, "event.outcome": "failure"}),
    (FORTIGATE, "pairs", "notice", True, "", {**FROM, "event.outcome": "failure"}),
    (
        (
            'id=firewall sn=17C5 time="2026-11-28 07:12:01" pri=1 msg="Quét cổng"'
            " src=198.51.100.7:4444:X1 dst=10.0.0.2:22:X0"
        ),
        *("pairs", "info", True, ""),
        {**FROM, "source.port": 4444, "destination.port": 22},
    ),
    (
        PALO.format(kind="TRAFFIC", rest="deny,60,60"),
        *("palo-alto", "notice", True, "PA"),
        BLOCKED,
    ),
    (
        PALO.format(kind="THREAT", rest='drop,"x.php",T(3),any,critical,client'),
        *("palo-alto", "critical", True, "PA"),
        BLOCKED,
    ),
    (
        "<134>1 2026-11-28T07:12:01+07:00 pf filterlog 123 - - "
        + FILTERLOG.format(verdict="block"),
        *("pf", "notice", True, "pf"),
        BLOCKED,
    ),
    (
        FILTERLOG.format(verdict="pass"),
        *("pf", "info", False, ""),
        {"event.action": "firewall", "event.outcome": "success", **FROM},
    ),
    (SIX, "pf", "notice", False, "", {"source.ip": "fe80::1"}),
    (
        (
            "<30>Nov 28 07:12:01 rb firewall,info input: in:ether1 out:(unknown 0),"
            " proto TCP (SYN), 198.51.100.7:4444->10.0.0.2:22, len 60"
        ),
        *("mikrotik", "info", True, "rb"),
        {**FROM, **TO, "destination.port": 22},
    ),
    (
        "system,error,critical login failure for user admin from 203.0.113.4 via ssh",
        *("mikrotik", "warning", False, ""),
        {**REFUSED, "event.action": "device-login"},
    ),
    (
        "11/28/2026-07:12:01.123456  [**] " + SNORT.replace("check", "check [**]"),
        *("snort", "error", True, ""),
        {**FROM, "rule.name": "GPL check", "destination.port": 22},
    ),
    (
        "<33>Nov 28 07:12:01 ids snort[1]: " + SNORT,
        *("snort", "alert", True, "ids"),
        {**TO, "rule.category": "Bad"},
    ),
    (SQUID.format(verdict="TCP_MISS/200"), "squid", "info", True, "", {**FROM, **TO}),
    (
        SQUID.format(verdict="TCP_DENIED/403"),
        *("squid", "warning", True, ""),
        {"event.outcome": "failure", "http.response.status_code": 403},
    ),
    (HAPROXY, "haproxy", "error", True, "lb", {**FROM, "url.original": "/x?a=1"}),
    (MODSECURITY, "modsecurity", "error", True, "", {**FROM, "rule.id": "942100"}),
    (CADDY, "web-access", "error", True, "", {**FROM, "url.path": "/x"}),
    (NGINX_JSON, "web-access", "warning", True, "", {**FROM, "url.path": "/x"}),
    (CLOUD, "json", "info", True, "", {**REFUSED, "user.name": "an"}),
    (
        "Nov 28 07:12:01 gw dnsmasq[12]: query[A] a.example from 10.0.0.9",
        *("dnsmasq", "info", True, "gw"),
        {"dns.question.name": "a.example", "source.ip": "10.0.0.9"},
    ),
    (LEASE, "dnsmasq", "info", True, "gw", {"source.mac": "aa:bb:cc:dd:ee:ff"}),
    (
        (
            "28-Nov-2026 07:12:01.1 queries: info: client @0x7 10.0.0.9#53 (a.example):"
            " query: a.example IN A + (10.0.0.1)"
        ),
        *("named", "info", True, ""),
        {"dns.question.name": "a.example", "source.port": 53},
    ),
    (XML, "windows", "warning", True, "PC1", {**REFUSED, "user.name": "an & lan"}),
    (SNARE, "windows", "warning", True, "PC1", {"event.code": "4625"}),
    (MONGO, "mongodb", "warning", True, "", {**REFUSED, "source.port": 5123}),
    (PG_CSV, "postgres", "warning", True, "", {**REFUSED, "user.name": "an"}),
    (
        (
            "2026-11-28T00:12:01.123456Z 12 [Note] [MY-010926] [Server] Access denied"
            " for user 'an'@'203.0.113.4' (using password: YES)"
        ),
        *("mysql", "warning", True, ""),
        {**REFUSED, "event.action": "database-login"},
    ),
    (
        "2026-11-28  7:12:01 12 [Warning] Access denied for user 'an'@'203.0.113.4'",
        *("mysql", "warning", True, ""),
        REFUSED,
    ),
    (
        "Sat Nov 28 07:12:01 2026 203.0.113.4:1194 TLS Error: TLS handshake failed",
        *("openvpn", "warning", True, ""),
        {**REFUSED, "event.action": "vpn-login"},
    ),
    (
        'Sat Nov 28 07:12:01 2026 [pid 12] [an] FAIL LOGIN: Client "203.0.113.4"',
        *("vsftpd", "warning", True, ""),
        {**REFUSED, "event.action": "ftp-login"},
    ),
    (
        "Sat Nov 28 07:12:01 2026 : Auth: (12) Login incorrect (pap): [an/<via x>]",
        *("radius", "warning", True, ""),
        {"event.outcome": "failure", "user.name": "an"},
    ),
    (
        (
            "[2026-11-28 07:12:01] NOTICE[1]: chan_sip.c: Registration from 'sip:1'"
            " failed for '203.0.113.4:5060' - Wrong password"
        ),
        *("asterisk", "warning", True, ""),
        REFUSED,
    ),
    (
        (
            "2026-11-28T00:12:01.1Z info hostd[2099] [Originator@6876 sub=V] Accepted"
            " password for user root from 10.0.0.9"
        ),
        *("esxi", "info", True, ""),
        {"event.outcome": "success", "user.name": "root"},
    ),
    (SAMBA, "samba", "warning", True, "may1", {**REFUSED, "user.name": "an"}),
    (
        (
            "Nov 28 07:12:01 may1 proftpd[12]: may1 (x[203.0.113.4]) - USER an (Login"
            " failed): Incorrect password"
        ),
        *("ftp", "warning", True, "may1"),
        {**REFUSED, "user.name": "an"},
    ),
    (
        "Sat Nov 28 07:12:01 2026 -> /srv/x.exe: Win.Test.EICAR FOUND",
        *("clamav", "critical", True, ""),
        {"rule.name": "Win.Test.EICAR", "file.path": "/srv/x.exe"},
    ),
    (
        "[ 2345.678901] Out of memory: Killed process 123 (java) total-vm:1",
        *("kernel", "critical", False, ""),
        {"event.action": "out-of-memory"},
    ),
    (
        (
            'type=USER_LOGIN msg=audit(1795824721.1:4): pid=1 msg=\'acct="an"'
            ' addr=203.0.113.4 res=failed\'\x1dUID="root"'
        ),
        *("auditd", "warning", True, ""),
        {**REFUSED, "UID": "root"},
    ),
    ("2026-11-28T07:12:01.123456789+07:00 stderr F x", *CONTAINER),
    ("12:M 28 Nov 2026 07:12:01.123 * Ready", *("timed-text", "info", True, ""), {}),
    ("2026/11/28 07:12:01 agent: INFO: x", *("timed-text", "info", True, ""), {}),
    ("_HOSTNAME=may1", *("journald-export", "info", False, ""), {"_HOSTNAME": "may1"}),
]


def read(line: str) -> Event:
    return Reader(RECEIVED).read(line.encode())


@pytest.mark.parametrize(
    "case", LINES, ids=[f"{c[1]}-{n}" for n, c in enumerate(LINES)]
)
def test_each_device_is_understood(
    case: tuple[str, str, str, bool, str, dict[str, object]],
) -> None:
    line, decoder, severity, is_timed, host, fields = case
    event = read(line)
    assert (event.decoder, event.severity.word, event.host) == (decoder, severity, host)
    told = f"{event.at.astimezone(VIETNAM):%d/%m %H:%M:%S}" if event.at else ""
    assert told == ("28/11 07:12:01" if is_timed else "")
    assert {name: event.fields.get(name) for name in fields} == fields
    assert not event.doubts


def test_columns_are_those_that_the_file_names() -> None:
    """Zeek's and those of Windows' firewall; what follows of another kind is not."""
    reader = Reader(RECEIVED)
    reader.read(b"#fields\tts\tuid\tid.orig_h\tid.resp_h\tservice")
    zeek = reader.read(b"1795824721.1\tC1\t198.51.100.7\t10.0.0.2\tssh")
    assert (zeek.decoder, zeek.fields["source.ip"]) == ("zeek", "198.51.100.7")
    other = reader.read(b"2026/11/28 07:12:01 agent: INFO: x")
    assert other.decoder == "timed-text"
    reader.read(b"#Fields: date time action protocol src-ip dst-ip dst-port")
    drop = reader.read(b"2026-11-28 07:12:01 DROP TCP 198.51.100.7 10.0.0.2 22")
    assert drop.decoder == "windows-firewall"
    told = {name: drop.fields.get(name) for name in BLOCKED if name != "source.port"}
    assert told == {k: v for k, v in BLOCKED.items() if k != "source.port"}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (FILTERLOG.format(verdict="block").replace(",22,", ",{n},"), "Quét cổng"),
        (
            (
                "<27>Nov 28 07:12:01 rb system,error login failure for user a{n} from"
                " 203.0.113.4 via ssh"
            ),
            "Dò mật khẩu thiết bị, VPN hoặc máy chủ tệp",
        ),
        ("/srv/{n}: Eicar FOUND", "Thấy mã độc trong tệp"),
        ("<33>Nov 28 07:12:01 ids snort[1]: " + SNORT, "Cảm biến mạng báo tấn công"),
        (MODSECURITY, "Tường lửa ứng dụng chặn tấn công web"),
    ],
)
def test_what_they_tell_meets_the_rules(line: str, title: str) -> None:
    rules = shipped_rules()
    detector = Detector(rules.detections, rules.correlations)
    met = set()
    for n in range(25):
        event = read(line.replace("{n}", str(n + 1)))
        met |= {hit.rule.title for hit in detector.ask(event, event.at or RECEIVED)}
    assert any(one.startswith(title) for one in met), met


# Beginnings that many a pattern goes along with, and never an end.
ENDLESS = [
    *("a,", "1,2,3,", "x=1 ", 'a:"b" ', "[x] ", "Auth: [a] user [b]\\[c] status [d] "),
    *("(a[b]) - USER c: ", "list x denied tcp ", "AAA user authentication Rejected : "),
    *("1.2.3.4:1 ", "Registration from 'a' failed for ", "%A-1-B ", "Nov 28 07:12:01 "),
    *(
        '[id "1"] ',
        "SRC=a ",
        "input: in:a out:proto TCP, ",
        "no IKE config found for ",
        "<Data ",
    ),
]


@pytest.mark.parametrize("part", ENDLESS)
@pytest.mark.parametrize("program", ["", "smbd", "charon", "proftpd", "sudo"])
def test_no_line_takes_long(part: str, program: str) -> None:
    """However long it is: what is looked at by patterns is bounded."""
    head = f"<30>Nov 28 07:12:01 h {program}[1]: " if program else ""
    line = head + part * (65_536 // len(part))
    began = time.process_time()
    event = read(line)
    assert time.process_time() - began < 0.15, (part, program)
    assert len(event.message) > LONGEST_SAID
    assert Doubt.BROKEN not in event.doubts
