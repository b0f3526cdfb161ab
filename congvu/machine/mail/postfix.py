"""Postfix as the plan says: what main.cf, master.cf and the look-ups hold. Pure."""

from __future__ import annotations

from congvu.machine.mail.plan import NOBODY, Plan

# Asked through proxymap, so that a hundred servers share a few connections. Postfix
# quotes %s itself.
LOOKUPS = {
    "domains": "SELECT domain FROM mail.domains WHERE domain = lower('%s')",
    "boxes": "SELECT address FROM mail.boxes WHERE address = lower('%s')",
    "aliases": "SELECT target FROM mail.aliases WHERE address = lower('%s')",
    "senders": "SELECT login FROM mail.senders WHERE address = lower('%s')",
}

_MAIN = """\
# Written by `congvu mail`; the next start writes it anew.
compatibility_level = 3.6
# The office reads the log by its own clock.
import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ=Asia/Ho_Chi_Minh LANG=C
queue_directory = {spool}
data_directory = {place}/postfix-data
maillog_file = {log}/mail.log
maillog_file_prefixes = {log}, /dev/stdout
myhostname = {host}
myorigin = $myhostname
mydestination =
mynetworks =
inet_interfaces = {interfaces}
inet_protocols = {protocols}
smtp_address_preference = ipv4
alias_maps =
alias_database =
biff = no
append_dot_mydomain = no
readme_directory = no
local_transport = error:5.1.1 no mailbox of the machine itself
default_transport = {default_transport}
relayhost = {relayhost}
smtputf8_enable = no

# Who has a box, who gets what is sent to a name, who may send as whom: today's rows.
virtual_mailbox_domains = proxy:pgsql:{conf}/domains.cf
virtual_mailbox_maps = proxy:pgsql:{conf}/boxes.cf
virtual_alias_maps = proxy:pgsql:{conf}/aliases.cf
virtual_alias_expansion_limit = 20000
virtual_transport = lmtp:unix:{run}/lmtp
smtpd_sender_login_maps = proxy:pgsql:{conf}/senders.cf

message_size_limit = {largest}
mailbox_size_limit = 0
header_size_limit = 262144
default_process_limit = {processes}
delay_warning_time = 4h
maximal_queue_lifetime = 3d
bounce_queue_lifetime = 1d
bounce_size_limit = 20000
bounce_template_file = {conf}/bounce.cf
# The log says which letters name an official paper (docs/adr/0092).
header_checks = regexp:{conf}/subjects
notify_classes =

smtpd_banner = $myhostname ESMTP
smtpd_helo_required = yes
disable_vrfy_command = yes
strict_rfc821_envelopes = yes
smtpd_forbid_bare_newline = normalize
smtpd_sasl_type = dovecot
smtpd_sasl_path = {run}/sasl
smtpd_sasl_auth_enable = no
smtpd_sasl_security_options = noanonymous
smtpd_sasl_authenticated_header = no
local_header_rewrite_clients = permit_sasl_authenticated
smtpd_relay_restrictions = reject_unauth_destination
smtpd_sender_restrictions = reject_non_fqdn_sender{known_sender}
smtpd_recipient_restrictions = reject_non_fqdn_recipient,
    check_policy_service inet:127.0.0.1:{quota}
smtpd_policy_service_default_action = DUNNO

smtpd_tls_chain_files = {key}, {certificate}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_loglevel = 1
smtp_tls_security_level = may
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
smtp_tls_protocols = >=TLSv1.2
smtp_tls_loglevel = 1

# A letter waits rather than leave unsigned, or come in unlooked at.
smtpd_milters = {milters}
non_smtpd_milters =
milter_default_action = tempfail
milter_protocol = 6
milter_mail_macros = i {{auth_type}} {{auth_authen}} {{mail_addr}} {{daemon_name}}
milter_connect_timeout = 10s
"""

_SERVICES = """\
# Written by `congvu mail`; the next start writes it anew.
{submission}
{inject}    inet  n  -  n  -  -  smtpd
  -o syslog_name=postfix/inject
  -o mynetworks=127.0.0.0/8
  -o smtpd_client_restrictions=permit_mynetworks,reject
  -o smtpd_sender_restrictions=
  -o smtpd_relay_restrictions=permit_mynetworks,reject
  -o smtpd_recipient_restrictions=
  -o {{ milter_macro_daemon_name = OFFICE }}
  -o {{ smtpd_milters = {milters} }}
pickup    unix  n  -  n  60    1  pickup
cleanup   unix  n  -  n  -     0  cleanup
qmgr      unix  n  -  n  300   1  qmgr
tlsmgr    unix  -  -  n  1000? 1  tlsmgr
rewrite   unix  -  -  n  -     -  trivial-rewrite
bounce    unix  -  -  n  -     0  bounce
defer     unix  -  -  n  -     0  bounce
trace     unix  -  -  n  -     0  bounce
verify    unix  -  -  n  -     1  verify
flush     unix  n  -  n  1000? 0  flush
proxymap  unix  -  -  n  -     -  proxymap
proxywrite unix -  -  n  -     1  proxymap
smtp      unix  -  -  n  -     -  smtp
relay     unix  -  -  n  -     -  smtp
showq     unix  n  -  n  -     -  showq
error     unix  -  -  n  -     -  error
retry     unix  -  -  n  -     -  error
discard   unix  -  -  n  -     -  discard
lmtp      unix  -  -  n  -     -  lmtp
anvil     unix  -  -  n  -     1  anvil
scache    unix  -  -  n  -     1  scache
postlog   unix-dgram n - n -   1  postlogd
"""

# An own address or a seat's, after signing in and encrypted; nothing else leaves.
_SUBMISSION = """\
{port}    inet  n  -  n  -  -  smtpd
  -o syslog_name=postfix/{name}
  -o {tls}
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o {{ smtpd_sender_restrictions = reject_non_fqdn_sender,
        reject_authenticated_sender_login_mismatch }}
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o {{ milter_macro_daemon_name = ORIGINATING }}
  -o {{ smtpd_milters = {milters} }}
"""

_BOUNCE = """\
failure_template = <<EOF
Charset: utf-8
From: MAILER-DAEMON (May chu thu)
Subject: Thu khong den duoc nguoi nhan (Undelivered Mail Returned to Sender)
Postmaster-Subject: Postmaster Copy: Undelivered Mail

Máy chủ thư $myhostname không chuyển được thư kèm dưới đây tới một hay nhiều
người nhận. Lý do máy chủ nhận nêu được ghi ngay sau địa chỉ người nhận. Hãy
sửa địa chỉ rồi gửi lại, hoặc hỏi người quản trị hộp thư của cơ quan.

Your letter could not be delivered to one or more recipients; the reason is
given below, behind the address.
EOF

delay_template = <<EOF
Charset: utf-8
From: MAILER-DAEMON (May chu thu)
Subject: Thu den cham, chua can gui lai (Delayed Mail, still being retried)
Postmaster-Subject: Postmaster Warning: Delayed Mail

Thư kèm dưới đây chưa chuyển được sau $delay_warning_time_hours giờ. KHÔNG CẦN GỬI LẠI:
máy chủ $myhostname còn thử tới hết $maximal_queue_lifetime_days ngày.

Your letter is late; it is still being tried, you need not send it again.
EOF
"""


def main_cf(plan: Plan) -> str:
    nowhere = "error:5.7.1 this office sends no mail to other servers"
    relays = plan.relay not in {"", NOBODY}
    return _MAIN.format(
        place=plan.place,
        conf=plan.postfix,
        spool=plan.spool,
        log=plan.log,
        run=plan.run,
        host=plan.host,
        interfaces="all" if plan.is_open else "loopback-only",
        protocols="all" if plan.is_open else "ipv4",
        default_transport=nowhere if plan.relay == NOBODY else "smtp",
        relayhost=plan.relay if relays else "",
        largest=plan.largest,
        processes=100 if plan.is_open else 20,
        known_sender=", reject_unknown_sender_domain" if plan.is_open else "",
        quota=plan.ports.quota,
        certificate=plan.certificate,
        key=plan.key,
        milters=", ".join([*_milters(plan), *_judges(plan)]),
    )


def _milters(plan: Plan) -> list[str]:
    """The guard reads what OpenDKIM found out, so it comes after."""
    filters = [plan.ports.dkim] if plan.signs else []
    return [f"inet:127.0.0.1:{port}" for port in (*filters, plan.ports.guard)]


def _judges(plan: Plan) -> list[str]:
    """Of strangers' letters alone. Away, it keeps none of them waiting: they come in
    without a judgement, and are shown so."""
    if not plan.judges:
        return []
    away = "default_action=accept, connect_timeout=5s, content_timeout=30s"
    return [f"{{ inet:127.0.0.1:{plan.ports.judge}, {away} }}"]


def master_cf(plan: Plan) -> str:
    """Nothing runs in a changed root: the look-ups and sockets lie outside of it."""
    at = "" if plan.is_open else "127.0.0.1:"
    milters = ", ".join(_milters(plan))
    submission = f"{at}{plan.ports.smtp}    inet  n  -  n  -  -  smtpd\n"
    submission += _SUBMISSION.format(
        port=f"{at}{plan.ports.submission}",
        name="submission",
        tls="smtpd_tls_security_level=encrypt",
        milters=milters,
    )
    submission += _SUBMISSION.format(
        port=f"{at}{plan.ports.submissions}",
        name="submissions",
        tls="smtpd_tls_wrappermode=yes",
        milters=milters,
    )
    return _SERVICES.format(
        submission=submission.rstrip("\n"),
        inject=f"127.0.0.1:{plan.ports.inject}",
        milters=milters,
    )


def lookup_cf(plan: Plan, name: str) -> str:
    return f"hosts = {plan.database}\ndbname = congvu\nquery = {LOOKUPS[name]}\n"


def subjects() -> str:
    return "/^Subject:/ INFO\n"


def bounce_cf() -> str:
    return _BOUNCE
