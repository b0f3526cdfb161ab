"""Dovecot 2.3 as the plan says. Pure.

A seat's box is a shared folder of its members' own log-ins: whose group is named in the
box's ``dovecot-acl`` opens it, and which groups somebody is in is asked at each log-in.
"""

from __future__ import annotations

import hashlib

from congvu.machine.mail.plan import Plan, connect_words, eraser_of

SEATS = "Hộp chức danh"
"""The folder below which seats lie in everybody's program."""

_MAIN = """\
# Written by `congvu mail`; the next start writes it anew.
base_dir = {base}
import_environment = TZ=Asia/Ho_Chi_Minh
state_dir = {place}/dovecot
instance_name = congvu
log_path = {log}/dovecot.log
info_log_path = {log}/dovecot.log
log_timestamp = "%Y-%m-%dT%H:%M:%S "
protocols = imap lmtp
listen = {listen}
login_greeting = {host}
mail_privileged_group =
first_valid_uid = {uid}
last_valid_uid = {uid}
first_valid_gid = {gid}
mail_location = maildir:~/Maildir
maildir_stat_dirs = yes
mailbox_list_index = yes
mail_plugins = quota
{process_limits}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
ssl_client_ca_file = /etc/ssl/certs/ca-certificates.crt
disable_plaintext_auth = yes

auth_mechanisms = plain login{token_mechanisms}
auth_username_format = %Lu
auth_master_user_separator = *
# Never: what was withdrawn a moment ago would go on opening.
auth_cache_size = 0
# The office itself, in the name of a seat: it reads, and nothing but seats.
passdb {{
  driver = passwd-file
  master = yes
  mechanisms = plain login
  args = scheme=SHA256.HEX {conf}/office.passwd
}}
{token_passdb}
passdb {{
  driver = dict
  mechanisms = plain login
  args = {conf}/boxes.conf.ext
}}
userdb {{
  driver = dict
  args = {conf}/boxes.conf.ext
}}

namespace own {{
  type = private
  inbox = yes
  separator = /
  prefix =
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = subscribe
    special_use = \\Archive
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
namespace seats {{
  type = shared
  separator = /
  prefix = {seats}/%%u/
  location = maildir:%%h/Maildir:INDEXPVT=~/seats/%%u
  subscriptions = no
  list = children
}}

protocol imap {{
  mail_plugins = $mail_plugins acl imap_quota imap_acl
  mail_max_userip_connections = 40
}}
protocol lmtp {{
  mail_plugins = $mail_plugins sieve
  postmaster_address = postmaster@{host}
  hostname = {host}
  # What the office's own server found out stays on top.
  lmtp_add_received_header = no
  submission_host = 127.0.0.1:{inject}
}}

plugin {{
  acl = vfile
  acl_defaults_from_inbox = yes
  # Laid at each log-in (opening.sh). Not in the database: Dovecot writes here what
  # it finds in the boxes, and one refused answer would keep all others waiting.
  acl_shared_dict = file:%h/doors
  quota = count:Mailbox
  quota_vsizes = yes
  quota_grace = 0
  quota_exceeded_message = Hop thu da day (the mailbox is full)
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "552 5.2.2 Hop thu nguoi nhan da day (the mailbox is full)"
  quota_warning = storage=90%% full full %u
  quota_warning2 = -storage=90%% full room %u
  sieve = file:~/sieve;active=~/.dovecot.sieve
  # Spam is put aside before anybody's absence answers it.
  sieve_before = dict:proxy::views;name=aside;bindir=~/away
  sieve_before2 = dict:proxy::views;name=away;bindir=~/away
  sieve_vacation_send_from_recipient = no
  sieve_max_redirects = 5
}}

dict {{
  views = pgsql:{conf}/views.conf.ext
}}

service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  executable = imap opening
}}
# A seat's box is there, and says who may open it, before its first letter.
service opening {{
  executable = script-login {place}/opening.sh
  user = {owner}
  unix_listener opening {{
  }}
}}
service full {{
  executable = script {place}/full.sh
  user = {owner}
  unix_listener full {{
    user = {owner}
    mode = 0600
  }}
}}
service lmtp {{
  unix_listener {run}/lmtp {{
    user = postfix
    group = postfix
    mode = 0600
  }}
}}
service auth {{
  unix_listener {run}/sasl {{
    user = postfix
    group = postfix
    mode = 0600
  }}
  unix_listener auth-userdb {{
    user = {owner}
    mode = 0600
  }}
}}
# All questions to the database go through here: a few connections for everybody.
service dict {{
  client_limit = 500
  process_limit = 4
  unix_listener dict {{
    user = {owner}
    group = dovecot
    mode = 0660
  }}
}}
service quota-status {{
  executable = quota-status -p postfix
  inet_listener {{
    address = 127.0.0.1
    port = {quota}
  }}
  client_limit = 1
}}
"""

# Where all come from this machine, one wrong password would slow everybody.
_LOOPBACK = """\
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
"""

_TOKENS = """\
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {conf}/tokens.conf.ext
}}
"""

# Dovecot asks views by key; each of these tables holds what is told under one. Its own
# SQL passdb is not used: beside one for tokens Dovecot 2.3.19 dies as it starts.
_BOXES = """\
uri = proxy::views
iterate_disable = yes
default_pass_scheme = SHA256.HEX
# Of a password only its digest reaches the database.
key password {
  key = passdb/%{sha256:password}/%Lu
  format = json
}
key box {
  key = userdb/%Lu
  format = json
}
passdb_objects = password
userdb_objects = box
"""
_PASSWORDS = (
    "(SELECT app.login, app.digest,"
    " json_build_object('password', '{SHA256.HEX}' || app.digest)::text AS told"
    " FROM mail.app_passwords app CROSS JOIN LATERAL mail.used(app.digest) AS used)"
    " AS found"
)

# By the box's own number: an address may change, what lies in the box stays. Each box
# has a group for who keeps it, and one each for who marks letters or only looks.
_GROUP = (
    "seen.mailbox_id || CASE seen.may"
    " WHEN 'keep' THEN '' WHEN 'mark' THEN '.mark' ELSE '.read' END"
)
_OPENED = (
    "coalesce((SELECT string_agg(@EACH@, ',') FROM mail.readers seen"
    " WHERE seen.login = box.address AND seen.address <> seen.login), '')"
)
_USERS = (
    "(SELECT DISTINCT ON (box.address) box.address, json_build_object("
    "'home', '@BOXES@/' || right(box.mailbox_id::text, 2) || '/' || box.mailbox_id,"
    " 'uid', '@UID@', 'gid', '@GID@', 'quota_rule', '*:bytes=' || box.quota_bytes,"
    " 'own_box', box.mailbox_id, 'box_kind', box.kind,"
    " 'acl_groups', @GROUPS@, 'box_doors', @DOORS@)::text"
    " AS told FROM (SELECT address, mailbox_id, quota_bytes, kind, 1 AS turn"
    " FROM mail.boxes UNION ALL"
    " SELECT address, mailbox_id, 0, 'closed', 2 FROM mail.readers) AS box"
    " ORDER BY box.address, box.turn) AS found"
)

# Of a person's box alone: a seat's letters stay together, and the office marks them.
_ASIDE = (
    'require ["fileinto", "mailbox"]; if header :is "X-Spam" "Yes" '
    '{ fileinto :create "Junk"; stop; }'
)
_SCRIPT = (
    """(SELECT address, md5(script) AS id, script, 'away'::text AS name FROM (SELECT """
    """address, 'require ["vacation"]; vacation :days 1 :addresses ["' || address """
    """|| '"] :subject "' || replace(replace(subject, '\\', '\\\\'), '"', '\\"') """
    """|| '" "' || replace(replace(text, '\\', '\\\\'), '"', '\\"') || '";' """
    """AS script FROM mail.vacations) AS written UNION ALL SELECT address, """
    """md5('@ASIDE@'), '@ASIDE@', 'aside' FROM mail.boxes WHERE kind = 'person') """
    """AS away"""
).replace("@ASIDE@", _ASIDE)

_MAP = """\
map {{
  pattern = {pattern}
  table = {table}
  value_field = {value}
{fields}}}
"""

_OPENING = """\
#!/bin/sh
# Run by Dovecot at each log-in, as whom the boxes belong to: every box that this
# person may open today is there and names the groups that open it; which box each
# group opens lies beside their own.
lay() {{  # $1 the box, $2 "seat" where others than its owner keep it
    box={boxes}/${{1#"${{1%??}}"}}/$1/Maildir
    last="group=$1.read lr"
    [ -z "${{2-}}" ] || last="group=$1.mark lrws"
    grep -qsx -- "$last" "$box/dovecot-acl" && return
    mkdir -p "$box/cur" "$box/new" "$box/tmp" &&
        printf '%s\\n' 'owner lrwstipekx' "group=$1.read lr" \\
            ${{2:+"group=$1 lrwstipek" "$last"}} >"$box/dovecot-acl.$$" &&
        mv "$box/dovecot-acl.$$" "$box/dovecot-acl" && rm -f "$box/dovecot-acl-list"
}}
if [ "$BOX_KIND" = seat ]; then
    lay "$OWN_BOX" seat
    # Nobody signs in as a seat but the office: to read, or to take a letter out.
    case ${{MASTER_USER-}} in
    *-xoa) export ACL_GROUPS="$OWN_BOX" ;;
    *) export ACL_GROUPS="$OWN_BOX.read" ;;
    esac
    export USERDB_KEYS="$USERDB_KEYS acl_groups"
    exec "$@"
fi
lay "$OWN_BOX"
own={boxes}/${{OWN_BOX#"${{OWN_BOX%??}}"}}/$OWN_BOX
for door in $(printf '%s' "$OWN_BOX.read/$USER,$BOX_DOORS" | tr ',' ' '); do
    printf 'shared/shared-boxes/group/%s\\n1\\n' "$door"
done >"$own/doors.$$" && mv "$own/doors.$$" "$own/doors"
for group in $(printf '%s' "$ACL_GROUPS" | tr ',' ' '); do
    case $group in
    *.read) lay "${{group%.read}}" ;;
    *) lay "${{group%.mark}}" seat ;;
    esac
done
exec "$@"
"""

_FULL = """\
#!/bin/sh
# Run by Dovecot as a box passes nine tenths of its room, either way.
case $2 in */*) exit 0 ;; esac
case $1 in
full) : >"{full}/$2" ;;
room) rm -f "{full}/$2" ;;
esac
"""


def dovecot_conf(plan: Plan) -> str:
    tokens = bool(plan.server_client.id)
    return _MAIN.format(
        base="/run/dovecot" if plan.is_open else plan.run / "d",
        run=plan.run,
        place=plan.place,
        log=plan.log,
        conf=plan.dovecot,
        host=plan.host,
        listen="*, ::" if plan.is_open else "127.0.0.1",
        uid=plan.owner.uid,
        gid=plan.owner.gid,
        owner=plan.owner.name,
        certificate=plan.certificate,
        key=plan.key,
        seats=SEATS,
        imap=plan.ports.imap,
        imaps=plan.ports.imaps,
        quota=plan.ports.quota,
        inject=plan.ports.inject,
        process_limits="" if plan.is_open else _LOOPBACK,
        token_mechanisms=" xoauth2 oauthbearer" if tokens else "",
        token_passdb=_TOKENS.format(conf=plan.dovecot) if tokens else "",
    )


def tokens_conf(plan: Plan) -> str:
    """Each token is asked about at the office: what ended there opens nothing here."""
    client = plan.server_client
    scheme, _colon, rest = plan.inside.partition("://")
    return (
        "introspection_mode = post\n"
        f"introspection_url = {scheme}://{client.id}:{client.secret}@{rest.rstrip('/')}"
        "/openid/introspect/\n"
        "force_introspection = yes\n"
        "active_attribute = active\n"
        "active_value = true\n"
        "username_attribute = email\n"
        "username_format = %Lu\n"
        "timeout_msecs = 10000\n"
        "tls_ca_cert_file = /etc/ssl/certs/ca-certificates.crt\n"
    )


def boxes_conf() -> str:
    return _BOXES


def views_conf(plan: Plan) -> str:
    """Which key is found in which view. Who is away is asked at each letter, so that
    the answer begins and ends by itself.
    """
    users = _USERS.replace("@BOXES@", str(plan.boxes))
    door = f"{_GROUP} || '/' || seen.address"
    users = users.replace("@GROUPS@", _OPENED.replace("@EACH@", _GROUP))
    users = users.replace("@DOORS@", _OPENED.replace("@EACH@", door))
    users = users.replace("@UID@", str(plan.owner.uid))
    users = users.replace("@GID@", str(plan.owner.gid))
    maps = (
        ("shared/passdb/$digest/$login", _PASSWORDS, "told"),
        ("shared/userdb/$address", users, "told"),
        ("priv/sieve/name/$name", _SCRIPT, "id"),
        ("priv/sieve/data/$id", _SCRIPT, "script"),
    )
    return f"connect = {connect_words(plan.database)}\n" + "".join(
        _map(pattern, table, value) for pattern, table, value in maps
    )


def _map(pattern: str, table: str, value: str) -> str:
    """Each word of the pattern is a column of the same name."""
    names = [part[1:] for part in pattern.split("/") if part.startswith("$")]
    lines = "".join(f"    {name} = ${name}\n" for name in names)
    fields = f"  fields {{\n{lines}  }}\n"
    if pattern.startswith("priv/"):
        fields = f"  username_field = address\n{fields}"
    return _MAP.format(pattern=pattern, table=table, value=value, fields=fields)


def office_passwd(plan: Plan) -> str:
    """The office as it reads seats' boxes, and as it takes a letter out of one."""
    if not plan.master.id:
        return ""
    reader = (plan.master.id, plan.master.secret)
    return "".join(
        f"{user}:{hashlib.sha256(secret.encode()).hexdigest()}\n"
        for user, secret in (reader, eraser_of(*reader))
    )


def opening_sh(plan: Plan) -> str:
    return _OPENING.format(boxes=plan.boxes)


def full_sh(plan: Plan) -> str:
    return _FULL.format(full=plan.full)
