"""Rspamd, which judges letters of strangers: SPF, DKIM, DMARC, the looks of spam.

It only says what it found, in headers on top: official mail is kept and explained, so
it refuses and drops nothing. Who is away from the Internet asks nobody: no lists of
other people's, no learning, nothing that needs Redis.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from congvu.machine.mail.plan import Plan

RSPAMD = Path("/usr/bin/rspamd")
USER, FOLDER = "_rspamd", "rspamd"
ASIDE = 8
"""The points from which a letter bears ``X-Spam: Yes``."""

_OPTIONS = """\
# Who connects is judged, wherever they are: who signed in never comes here.
local_addrs = ["192.0.2.1/32"];
task_timeout = 12s;
dns {{
    timeout = 2s;
    retransmits = 2;
{nameserver}}}
disable_monitoring = true;
# It would compile its rules for minutes before it answers; a province's mail is few.
disable_hyperscan = true;
# Not chartable: Vietnamese mixes letters in a word as only forgers do elsewhere.
filters = "dkim,regexp";
"""
_PROXY = """\
bind_socket = "127.0.0.1:{port}";
milter = yes;
spam_header = "X-Spam";
upstream "local" {{
    default = yes;
    self_scan = yes;
}}
"""
# On top of all that came with the letter: what stands below Postfix's own Received
# line is nobody's word. Debian's routine for the first of them writes it there.
_HEADERS = """\
use = ["congvu"];
skip_local = false;
skip_authenticated = true;
custom {
    congvu = <<EOD
return function(task)
  local results = require "lua_auth_results"
  local found = results.gen_auth_results(task, results.default_settings)
  local symbols, told = task:get_symbols_all() or {}, {}
  table.sort(symbols, function(a, b) return (a.score or 0) > (b.score or 0) end)
  for _, one in ipairs(symbols) do
    if (one.score or 0) > 0.05 and #told < 8 then
      table.insert(told, string.format('%s(%.1f)', one.name, one.score))
    end
  end
  local add = {['X-Spamd-Result'] = {order = 0, value = table.concat(told, ' ')}}
  if #told == 0 then add = {} end
  if found then add['Authentication-Results'] = {order = 0, value = found} end
  return nil, add, {}, {}
end
EOD;
}
"""
_ACTIONS = f"""\
reject = null;
greylist = null;
rewrite_subject = null;
add_header = {ASIDE};
"""
# A domain that asks for refusal (p=reject) has its forged letters put aside.
_DMARC = 'actions = { reject = "add_header"; quarantine = "add_header"; }\n'
_EVERYBODY = "check_local = true;\n"
_OFF = "enabled = false;\n"
_UNUSED = (
    *("antivirus", "asn", "bayes_expiry", "dkim_signing", "fuzzy_check", "greylist"),
    *("hfilter", "history_redis", "metadata_exporter", "mx_check", "neural"),
    *("once_received", "phishing", "ratelimit", "rbl", "replies", "reputation"),
    *("url_redirector",),
)
TRIED = "CONGVU-THU-BO-LOC-THU-RAC"
"""A letter with these words is put aside: so one sees that the filter works. The sign
of others for that, GTUBE, Rspamd itself refuses, and tells the sender."""
_RULES = f"""\
config['regexp']['CONGVU_TRIED'] = {{
    re = '/{TRIED}/{{mime}}',
    score = 100.0,
    description = 'the words by which this filter is tried',
}}
"""


def files(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Beside Debian's own rules, which stay as they are."""
    here = folder(plan)
    server, _at, port = plan.dns.partition("@")
    asked = f'    nameserver = ["{server}:{port or 53}"];\n' if server else ""
    yield here / "override.d/options.inc", _OPTIONS.format(nameserver=asked)
    yield here / "local.d/logging.inc", 'type = "console";\nlevel = "notice";\n'
    yield here / "local.d/worker-normal.inc", _OFF
    yield here / "local.d/worker-controller.inc", _OFF
    yield here / "local.d/worker-proxy.inc", _PROXY.format(port=plan.ports.judge)
    yield here / "override.d/milter_headers.conf", _HEADERS
    yield here / "override.d/actions.conf", _ACTIONS
    yield here / "local.d/dmarc.conf", _EVERYBODY + _DMARC
    for name in ("spf", "dkim"):
        yield here / f"local.d/{name}.conf", _EVERYBODY
    for name in _UNUSED:
        yield here / f"override.d/{name}.conf", _OFF
    yield here / "rspamd.local.lua", _RULES


def folder(plan: Plan) -> Path:
    return plan.place / FOLDER


def data(plan: Plan) -> Path:
    return plan.place / "rspamd-data"


def command(plan: Plan) -> list[str]:
    own = {"LOCAL_CONFDIR": folder(plan)}
    own |= dict.fromkeys(("DBDIR", "RUNDIR", "LOGDIR"), data(plan))
    words = [str(RSPAMD), "-f", "-u", USER, "-g", USER, "-c", "/etc/rspamd/rspamd.conf"]
    return words + [f"--var={name}={place}" for name, place in own.items()]
