"""Rules of detection in the Sigma format, read by pySigma and made into questions.

A rule that asks for nothing, that everything would meet, or that asks in a way that
nobody here answers is refused with what is wrong. Regular expressions are RE2's: their
time grows with the line alone.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import re2
from sigma.collection import SigmaCollection
from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.correlations import (
    SigmaCorrelationCondition,
    SigmaCorrelationConditionOperator,
    SigmaCorrelationRule,
)
from sigma.exceptions import SigmaError
from sigma.rule import SigmaLevel, SigmaRule
from sigma.types import (
    CompareOperators,
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaFieldReference,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
    SpecialChars,
)
from yaml import YAMLError

from congvu.lib.text import gettext_noop as _
from congvu.logs.rules.detection import (
    Correlation,
    Counting,
    Detection,
    Facts,
    Rules,
    Unreadable,
)
from congvu.logs.rules.words import Severity, Value

MOST_BYTES = 200_000
_OURS = UUID("6f2d7a54-6a3c-4b19-9c0e-7b1f0d5a2c11")
_LEVELS: Mapping[SigmaLevel | None, Severity] = {
    SigmaLevel.CRITICAL: Severity.CRITICAL,
    SigmaLevel.HIGH: Severity.ERROR,
    SigmaLevel.MEDIUM: Severity.WARNING,
    SigmaLevel.LOW: Severity.NOTICE,
    SigmaLevel.INFORMATIONAL: Severity.INFO,
}
# What others call a field of which we have another name.
ALIASES = {
    "c-ip": "source.ip",
    "src_ip": "source.ip",
    "SourceIp": "source.ip",
    "dst_ip": "destination.ip",
    "DestinationIp": "destination.ip",
    "src_port": "source.port",
    "dst_port": "destination.port",
    "DestinationPort": "destination.port",
    "cs-method": "http.request.method",
    "cs-uri": "url.original",
    "c-uri": "url.original",
    "cs-uri-stem": "url.path",
    "cs-uri-query": "url.query",
    "cs-user-agent": "user_agent.original",
    "c-useragent": "user_agent.original",
    "sc-status": "http.response.status_code",
    "cs-username": "user.name",
    "User": "user.name",
    "username": "user.name",
    "TargetUserName": "user.name",
    "SubjectUserName": "user.subject.name",
    "IpAddress": "source.ip",
    "IpPort": "source.port",
    "SourcePort": "source.port",
    "WorkstationName": "source.domain",
    "ServiceName": "service.name",
    "Image": "process.executable",
    "NewProcessName": "process.executable",
    "ParentImage": "process.parent.executable",
    "CommandLine": "process.command_line",
    "EventID": "event.code",
    "Computer": "host.name",
    "Channel": "channel",
    "Provider_Name": "provider_name",
    "hostname": "host.name",
    "program": "process.name",
    "QueryName": "dns.question.name",
    "query": "dns.question.name",
}
_SERVICES = {
    "sshd": {"sshd"},
    "auth": {"sshd", "sudo", "su", "pam", "accounts", "systemd", "cron"},
    "sudo": {"sudo"},
    "cron": {"cron"},
    "auditd": {"auditd"},
    "postgresql": {"postgres"},
    "postfix": {"postfix"},
    "dovecot": {"dovecot"},
    "apache": {"web-access", "apache-error"},
    "nginx": {"web-access", "nginx-error"},
}
_CATEGORIES = {
    "webserver": {"web-access", "iis", "haproxy"},
    "proxy": {"web-access", "iis", "squid", "haproxy"},
    "firewall": {
        *("firewall", "cef", "leef", "cisco", "pairs", "pf", "palo-alto", "mikrotik"),
        *("huawei", "junos", "windows-firewall"),
    },
}
_PRODUCTS = {
    "windows": {"windows"},
    "suricata": {"eve"},
    "snort": {"snort"},
    "cisco": {"cisco"},
    "huawei": {"huawei"},
    "juniper": {"junos"},
    "mikrotik": {"mikrotik"},
    "modsecurity": {"modsecurity"},
    "zeek": {"zeek"},
    "wazuh": {"wazuh"},
}
# A line that no rule is written for.
_BLAND: Facts = {
    "message": "qzxv 7f3a wjkp",
    "host.name": "qzxv",
    "process.name": "wjkp",
    "source.ip": "192.0.2.77",
    "user.name": "qzxvwjkp",
    "event.action": "qzxv",
    "event.outcome": "wjkp",
    "event.code": "qzxv",
    "url.original": "/qzxvwjkp",
    "url.path": "/qzxvwjkp",
    "http.response.status_code": 299,
    "log.level": "qzxv",
}
# What harmless lines of all levels say, of eight programs: who meets each of them
# meets everything, whatever it asks.
_ORDINARY: tuple[Facts, ...] = tuple(
    {
        "message": message,
        "host.name": f"may-{level:d}",
        "process.name": program,
        "event.decoder": decoder,
        "log.level": level.word,
    }
    for level, (program, decoder, message) in zip(
        Severity,
        (
            ("mcelog", "rfc5424", "Hardware event logged, corrected by the machine"),
            ("keepalived", "rfc3164", "(VI_1) Entering BACKUP STATE"),
            ("smartd", "timed-text", "Device: /dev/sda, temperature changed from 31"),
            ("rsyslogd", "plain", "action 'fwd' resumed (module 'builtin:omfwd')"),
            ("named", "bind", "zone may.example/IN: refresh in 3600 seconds"),
            ("systemd", "systemd", "Started Session 12 of user lan."),
            ("CRON", "cron", "(root) CMD (run-parts --report /etc/cron.hourly)"),
            ("chronyd", "json", "Selected source 192.0.2.1, offset 0.000012"),
        ),
        strict=True,
    )
)
NO_RULE = _("Tệp không có quy tắc Sigma nào.")
UNREADABLE = _("Không đọc được quy tắc Sigma: %(why)s")
TOO_LARGE = _("Tệp quy tắc lớn hơn %(kb)d kB.")
EVERYTHING = _(
    "Quy tắc “%(title)s” khớp với mọi dòng: thêm điều kiện vào phần detection."
)
UNKNOWN = _("Quy tắc “%(title)s” dùng “%(what)s” mà ở đây không có cách trả lời.")
EXPRESSION = _("Quy tắc “%(title)s”: biểu thức “%(what)s” không dùng được (RE2).")
NO_WINDOW = _("Quy tắc “%(title)s” đếm trong %(n)d giây: từ 1 giây đến 7 ngày.")
NO_BASE = _("Quy tắc “%(title)s” đếm theo quy tắc “%(what)s” không có trong tệp này.")


# What pySigma raises over a file that is no rule at all.
_WRONG = (
    *(SigmaError, YAMLError, ValueError, KeyError, TypeError, AttributeError),
    *(ArithmeticError, RecursionError),
)


def read_rules(text: str) -> Rules:
    """All rules of a file, or `Unreadable` with the first thing that is wrong."""
    if len(text.encode()) > MOST_BYTES:
        raise Unreadable(TOO_LARGE, kb=MOST_BYTES // 1000)
    try:
        return _rules(SigmaCollection.from_yaml(text))
    except _WRONG as why:
        raise Unreadable(UNREADABLE, why=str(why)[:300]) from why


def _rules(found: SigmaCollection) -> Rules:
    if not found.rules:
        raise Unreadable(NO_RULE)
    counted = [one for one in found.rules if isinstance(one, SigmaCorrelationRule)]
    plain = [one for one in found.rules if isinstance(one, SigmaRule)]
    keys = {str(name): _key(one) for one in found.rules for name in _names(one)}
    bases = {
        keys[ref.reference]
        for one in counted
        if not one.generate
        for ref in one.rules or ()
        if ref.reference in keys
    }
    return Rules(
        tuple(_detection(one, is_base=_key(one) in bases) for one in plain),
        tuple(_correlation(one, keys) for one in counted),
    )


def _names(one: Any) -> list[str]:
    return [str(name) for name in (one.name, one.id) if name]


def _key(one: Any) -> UUID:
    return one.id or uuid5(_OURS, one.name or one.title)


def _detection(rule: SigmaRule, *, is_base: bool) -> Detection:
    title = rule.title
    conditions = [one.parsed for one in rule.detection.parsed_condition]
    asked = [_question(one, title) for one in conditions]
    made = Detection(
        _key(rule),
        title,
        _LEVELS.get(rule.level, Severity.WARNING),
        lambda facts: any(ask(facts) for ask in asked),
        frozenset(_decoders(rule)),
        is_base,
        _cause(rule),
    )
    is_met = made.asks({}) or made.asks(_BLAND)
    if is_met or all(made.asks(one) for one in _ORDINARY):
        raise Unreadable(EVERYTHING, title=title)
    return made


def _decoders(rule: SigmaRule) -> set[str]:
    """Empty where every line may be meant."""
    source = rule.logsource
    for table, word in (
        (_SERVICES, source.service),
        (_CATEGORIES, source.category),
        (_PRODUCTS, source.product),
    ):
        if word and word.lower() in table:
            return table[word.lower()]
    return set()


def _correlation(rule: SigmaCorrelationRule, keys: Mapping[str, UUID]) -> Correlation:
    title, within = rule.title, rule.timespan.seconds
    try:
        counting = Counting(rule.type.name.lower())
    except ValueError:
        raise Unreadable(UNKNOWN, title=title, what=rule.type.name.lower()) from None
    if not 1 <= within <= 7 * 86_400:
        raise Unreadable(NO_WINDOW, title=title, n=within)
    bases = []
    for ref in rule.rules or ():
        if ref.reference not in keys:
            raise Unreadable(NO_BASE, title=title, what=ref.reference)
        bases.append(keys[ref.reference])
    least, value = _threshold(rule, counting)
    aliases = {
        (alias.alias, keys[ref.reference]): _named(name)
        for alias in rule.aliases
        for ref, name in alias.mapping.items()
        if ref.reference in keys
    }
    return Correlation(
        _key(rule),
        title,
        _LEVELS.get(rule.level, Severity.WARNING),
        counting,
        tuple(bases),
        tuple(
            name if any(a == name for a, _r in aliases) else _named(name)
            for name in rule.group_by or ()
        ),
        timedelta(seconds=within),
        least,
        value,
        aliases,
        _cause(rule),
    )


def _cause(rule: SigmaRule | SigmaCorrelationRule) -> str:
    """A word of ours beside Sigma's: rules that say the same are one matter."""
    return str(rule.custom_attributes.get("cause", ""))[:100]


def _threshold(rule: SigmaCorrelationRule, counting: Counting) -> tuple[int, str]:
    if counting in {Counting.TOGETHER, Counting.IN_ORDER}:
        return 1, ""
    asked = rule.condition
    operators = SigmaCorrelationConditionOperator
    if not isinstance(asked, SigmaCorrelationCondition) or asked.op not in {
        operators.GTE,
        operators.GT,
        operators.EQ,
    }:
        raise Unreadable(UNKNOWN, title=rule.title, what=str(asked)[:60])
    least = int(asked.count) + (asked.op == operators.GT)
    if least < 1:
        raise Unreadable(EVERYTHING, title=rule.title)
    value = asked.fieldref
    name = value[0] if isinstance(value, list) and value else value
    return least, _named(str(name)) if name else ""


def _named(name: str) -> str:
    return ALIASES.get(name, name)


# -- conditions as questions --

Ask = Callable[[Facts], bool]


def _question(node: Any, title: str) -> Ask:
    if isinstance(node, ConditionAND):
        parts = [_question(one, title) for one in node.args]
        return lambda facts: all(ask(facts) for ask in parts)
    if isinstance(node, ConditionOR):
        parts = [_question(one, title) for one in node.args]
        return lambda facts: any(ask(facts) for ask in parts)
    if isinstance(node, ConditionNOT):
        inner = _question(node.args[0], title)
        return lambda facts: not inner(facts)
    if isinstance(node, ConditionFieldEqualsValueExpression):
        return _field(node.field, node.value, title)
    if isinstance(node, ConditionValueExpression):
        return _keyword(node.value, title)
    raise Unreadable(UNKNOWN, title=title, what=type(node).__name__)


def _field(name: str, value: Any, title: str) -> Ask:
    told = _told(name)
    if isinstance(value, SigmaNull):
        return lambda facts: told(facts) in (None, "")
    if isinstance(value, SigmaExists):
        wanted = bool(value.exists)
        return lambda facts: (told(facts) is not None) is wanted
    if isinstance(value, SigmaFieldReference):
        other = _told(value.field)
        return lambda facts: (one := told(facts)) is not None and one == other(facts)
    fits = _fits(value, title)
    return lambda facts: (found := told(facts)) is not None and fits(found)


def _told(name: str) -> Callable[[Facts], Value | None]:
    """By our name for it; else by its own, for a line of no reader here that has it."""
    ours = _named(name)
    if ours == name:
        return lambda facts: facts.get(name)
    return lambda facts: facts.get(ours, facts.get(name))


def _keyword(value: Any, title: str) -> Ask:
    """A word of no field: anywhere in the message."""
    if not isinstance(value, SigmaString):
        if isinstance(value, SigmaNumber):
            word = str(value)
            return lambda facts: word in str(facts.get("message", ""))
        fits = _fits(value, title)
        return lambda facts: fits(facts.get("message", ""))
    parts = [p if isinstance(p, str) else "*" for p in value.s]
    inner = "".join(parts).strip("*")
    if not inner:
        raise Unreadable(EVERYTHING, title=title)
    fits = _text(
        ["", SpecialChars.WILDCARD_MULTI, *value.s, SpecialChars.WILDCARD_MULTI]
    )
    return lambda facts: fits(facts.get("message", ""))


def _fits(value: Any, title: str) -> Callable[[Value], bool]:
    if isinstance(value, SigmaString) and value.contains_placeholder():
        raise Unreadable(UNKNOWN, title=title, what=str(value)[:60])
    if isinstance(value, SigmaCasedString):
        return _text(value.s, is_cased=True)
    if isinstance(value, SigmaString):
        return _text(value.s)
    if isinstance(value, SigmaNumber | SigmaBool):
        plain = str(value).lower()
        return lambda found: str(found).lower() == plain
    if isinstance(value, SigmaRegularExpression):
        return _expression(value, title)
    if isinstance(value, SigmaCIDRExpression):
        network = value.network
        return lambda found: _inside(found, network)
    if isinstance(value, SigmaCompareExpression):
        number, compare = float(value.number.number), _COMPARED[value.op]
        return lambda found: (n := _number(found)) is not None and compare(n, number)
    raise Unreadable(UNKNOWN, title=title, what=type(value).__name__)


_COMPARED: Mapping[Any, Callable[[float, float], bool]] = {
    CompareOperators.LT: lambda a, b: a < b,
    CompareOperators.LTE: lambda a, b: a <= b,
    CompareOperators.GT: lambda a, b: a > b,
    CompareOperators.GTE: lambda a, b: a >= b,
    CompareOperators.NEQ: lambda a, b: a != b,
}


def _text(parts: Iterable[Any], *, is_cased: bool = False) -> Callable[[Value], bool]:
    """A text with stars and question marks; without either, all of it."""
    pattern, plain, is_plain = "", "", True
    for part in parts:
        if isinstance(part, str):
            pattern += re2.escape(part)
            plain += part
        elif part == SpecialChars.WILDCARD_MULTI:
            pattern, is_plain = pattern + ".*", False
        else:
            pattern, is_plain = pattern + ".", False
    if is_plain:
        wanted = plain if is_cased else plain.lower()
        return lambda found: (str(found) if is_cased else str(found).lower()) == wanted
    compiled = re2.compile(("(?s)" if is_cased else "(?is)") + pattern)
    return lambda found: compiled.fullmatch(str(found)) is not None


def _expression(value: SigmaRegularExpression, title: str) -> Callable[[Value], bool]:
    text = str(value.regexp)
    flags = "".join(sorted(value.sigma_to_re_flag[flag] for flag in value.flags))
    try:
        compiled = re2.compile((f"(?{flags})" if flags else "") + text)
    except re2.error as why:
        raise Unreadable(EXPRESSION, title=title, what=text[:80]) from why
    return lambda found: compiled.search(str(found)) is not None


def _inside(found: Value, network: Any) -> bool:
    try:
        return ipaddress.ip_address(str(found)) in network
    except ValueError:
        return False


def _number(found: Value) -> float | None:
    try:
        return float(found)
    except (ValueError, OverflowError):
        return None
