"""Load once, take away whole, and only where nothing else lives."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.accounts.models import User
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.demo.actions.acts import carry_out, decide_past, look_ahead
from congvu.demo.actions.after import fill_desks, leave, others
from congvu.demo.actions.aiming import aim
from congvu.demo.actions.asking import ask_people
from congvu.demo.actions.before import draw_before
from congvu.demo.actions.catalogues import keep_catalogues
from congvu.demo.actions.classified import classify
from congvu.demo.actions.controls import answer_requirements
from congvu.demo.actions.earlier import give_earlier
from congvu.demo.actions.filing import keep_files
from congvu.demo.actions.helping import ask_and_answer
from congvu.demo.actions.incidents import have_incidents
from congvu.demo.actions.inspecting import inspect, inspection_lines
from congvu.demo.actions.investment import fund
from congvu.demo.actions.lessons import keep_lessons
from congvu.demo.actions.licensing import bring_licences
from congvu.demo.actions.life import Case, live
from congvu.demo.actions.logged import send_logs
from congvu.demo.actions.machines import bring_machines
from congvu.demo.actions.mailing import give_boxes
from congvu.demo.actions.months import fill_months
from congvu.demo.actions.networking import connect
from congvu.demo.actions.open_source import plan_open_source
from congvu.demo.actions.opening import open_portal
from congvu.demo.actions.ordering import directive_line, order
from congvu.demo.actions.outgoing import send_out
from congvu.demo.actions.past import finish
from congvu.demo.actions.plan import Plan, read
from congvu.demo.actions.posting import bring_mail
from congvu.demo.actions.privacy import keep_privacy
from congvu.demo.actions.publicity import publish, show_at_once
from congvu.demo.actions.received import receive_inside
from congvu.demo.actions.registry import keep_registry
from congvu.demo.actions.reporting import report
from congvu.demo.actions.reviewing import review
from congvu.demo.actions.road import FILE as ROAD_FILE
from congvu.demo.actions.road import Far, Road
from congvu.demo.actions.rows import Rows
from congvu.demo.actions.scheduling import ask_outside, schedule
from congvu.demo.actions.standards import judge_offers, keep_standards
from congvu.demo.actions.surveying import survey
from congvu.demo.actions.telling import tell_people
from congvu.demo.actions.together import work_together
from congvu.demo.actions.training import keep_training
from congvu.demo.actions.travel import travel
from congvu.demo.actions.watched import watch
from congvu.demo.actions.weaknesses import find_weaknesses
from congvu.demo.rules import demo_key, is_demo_key
from congvu.indicators.actions import measure, week_of
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import seats_of
from congvu.organisations.models import Agency, Person, Reform

# What `remove` empties. The log and the timelines stay: nothing can be taken from them,
# and nobody sees the timeline of an entry that is gone.
_EMPTIED = (
    "search",
    "portal",
    "wagtailcore",
    "wagtailadmin",
    "wagtailimages",
    "wagtaildocs",
    "wagtailusers",
    "wagtailsearch",
    "taggit",
    "auth",
    "reporting",
    "reviews",
    "inspections",
    "surveys",
    "registry",
    "training",
    "privacy",
    "investment",
    "standards",
    "catalogues",
    "incidents",
    "logs",
    "vulnerabilities",
    "controls",
    "systems",
    "watching",
    "support",
    "network",
    "licences",
    "inventory",
    "calendar",
    "directives",
    "dissemination",
    "mailboxes",
    "duties",
    "exchange",
    "imports",
    "archives",
    "outgoing",
    "signatures",
    "documents",
    "files",
    "notices",
    "indicators",
    "openid",
    "organisations",
    "accounts",
    "sessions",
)
# Loaded by set-up, not by the demo.
_KEPT = {
    "exchange.Regulation",
    "exchange.DirectoryEntry",
    "auth.Permission",
    "licences.Publisher",
    "licences.Product",
    "licences.CatalogueRule",
    "controls.Catalogue",
    "controls.Requirement",
    "controls.RequirementLink",
}
# No table of Django's own making, and emptied all the same.
_BY_DAY = {"logs.LogEvent"}

_APPOINTED = date(2021, 7, 1)
# Until when the papers of 2025 were moved: by the old bodies, then by the new.
_EVE = datetime(2025, 6, 30, 18, tzinfo=VIETNAM)
_SUMMER = datetime(2025, 7, 7, 18, tzinfo=VIETNAM)


class NotOnlyDemo(Refused):
    """The database holds what the demo did not bring; nothing is taken away."""


def is_loaded() -> bool:
    return Agency.objects.filter(id=demo_key("agency", "committee")).exists()


@transaction.atomic
def load(
    *, password: str, today: date, by: Actor, at: datetime, far: Far | None = None
) -> None:
    """The province, its people and papers; refused where an office works already.

    ``far``: the neighbours on the hub, where there is one; all of it is one
    transaction, and what the hub keeps of a load that failed does no harm.
    """
    _refuse_strangers()
    plan = Plan(Rows(by, at), make_password(password), _APPOINTED)
    draw_before(plan)
    plan.rows.write()
    _count_rows()
    papers = _past(plan, by=by, at=at)
    plan.continue_with(Rows(by, at), today)
    others(plan, today)
    plan.rows.write()
    leave(plan=plan, today=today, by=by, at=at)
    since = local_date(_SUMMER) + timedelta(days=1)
    fill_months(today=today, at=at, since=since)
    give_earlier(today=today, since=since)
    lines, road = read("papers.yaml"), None
    if far is not None:
        road = Road(far)
        road.open()
        lines = [*lines, *read(ROAD_FILE)["came"]]
    cases = live(lines, now=at, road=road)
    line = directive_line(local_date(at), calendar())
    beside = [line, *inspection_lines()]
    sent = send_out(cases, now=at, road=road, beside=beside, show=show_at_once)
    keep_files(cases, sent, now=at)
    directive = order(sent, now=at)
    report(now=at)
    inspect(sent, now=at)
    tell_people(sent, now=at)
    schedule(sent, now=at)
    work_together(cases, now=at)
    receive_inside(now=at)
    if road is not None:
        travel(cases, road, now=at)
    papers += cases
    look_ahead(today=today, by=by, at=at)
    open_portal(now=at)
    publish(sent, now=at)
    ask_people(now=at)
    _machines(at)
    survey(directive, now=at)
    _measure(at)
    aim(directive, now=at)
    review(now=at)
    record(
        "demo.loaded",
        by=by,
        at=at,
        data={
            "agencies": Agency.objects.count(),
            "people": Person.objects.count(),
            "papers": len(papers),
        },
    )


def _machines(at: datetime) -> None:
    """Boxes and what came to them; machines, their licences and what is to replace
    them, the network between and what watches it, the systems that run there.
    """
    give_boxes(now=at)
    bring_mail(now=at)
    ask_outside(now=at)
    bring_machines(now=at)
    bring_licences(now=at)
    plan_open_source(now=at)
    connect(now=at)
    watch(now=at)
    classify(now=at)
    answer_requirements(now=at)
    find_weaknesses(now=at)
    send_logs(now=at)
    have_incidents(now=at)
    keep_privacy(now=at)
    fund(now=at)
    keep_standards(now=at)
    judge_offers(now=at)
    keep_catalogues(now=at)
    keep_registry(now=at)
    keep_training(now=at)
    keep_lessons(now=at)
    ask_and_answer(now=at)


def _measure(at: datetime) -> None:
    """As figures stood when the week began, then as they stand."""
    sunday = week_of(at) - timedelta(minutes=1)
    last_month = local_date(sunday).replace(day=1) - timedelta(days=1)
    span = (last_month, local_date(sunday))
    for moment, asked in ((sunday, span), (at, None)):
        for _outcome in measure(at=moment, span=asked):
            pass


def _past(plan: Plan, *, by: Actor, at: datetime) -> list[Case]:
    """The two acts of 2025 and the papers around them, in the order of their days."""
    lines = read("papers_2025.yaml")
    for number, before in enumerate(([], lines["before"])):
        reform, on = decide_past(number=number, by=by)
        plan.continue_with(Rows(by, at), on)
        fill_desks(plan)
        plan.rows.write()
        _count_rows()
        cases = live(before, now=_EVE) if before else []
        carry_out(reform=reform, on=on, by=by)
    _count_rows()
    finish(cases, on)
    return cases + live(lines["since"], now=_SUMMER)


def _tables() -> str:
    """Whatever the demo writes, but for the log and the timelines."""
    names = [
        model._meta.db_table
        for label in _EMPTIED
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.label not in _KEPT
        and (model._meta.managed or model._meta.label in _BY_DAY)
    ]
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _count_rows() -> None:
    """Nobody else counts the rows of an open transaction.

    The planner would take tables that were emptied before for empty, and a load would
    last minutes. Only the owner role can count; tables of a fresh office need it not.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_tables()}")


@transaction.atomic
def remove(*, by: Actor, at: datetime) -> None:
    """Everything of the demo, with its papers; needs the owner role."""
    _refuse_strangers()
    with connection.cursor() as cursor:
        # Emptied, not deleted row by row: records of handing over refuse the latter.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {_tables()}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    record("demo.removed", by=by, at=at)


def _refuse_strangers() -> None:
    # What an act made out of the demo's bodies is of the demo, too.
    acts = Reform.objects.values("legal_basis")
    rows = (
        (Agency.objects.exclude(legal_basis__in=acts), _("cơ quan")),
        (User.objects.all(), _("tài khoản")),
    )
    kept = [
        label
        for some, label in rows
        if any(not is_demo_key(k) for k in some.values_list("id", flat=True))
    ]
    if kept:
        raise NotOnlyDemo(
            [
                _(
                    "Cơ sở dữ liệu này có %(what)s không thuộc tỉnh mẫu; "
                    "không thay đổi gì."
                )
                % {"what": ", ".join(kept)}
            ]
        )


@transaction.atomic
def change_password(*, password: str, by: Actor, at: datetime) -> bool:
    """Make this the shared password of the cast; False when it is that already."""
    users = [u for u in User.objects.order_by("id") if is_demo_key(u.id)]
    if not users or users[0].check_password(password):
        return False
    User.objects.filter(id__in=[u.id for u in users]).update(
        password=make_password(password)
    )
    record("accounts.password-reset", by=by, at=at, data={"users": len(users)})
    return True


def named_logins(today: date) -> list[tuple[str, str]]:
    """(user name, who that is today) for the printed sheet."""
    named: list[str] = read("cast.yaml")["named"]
    users: dict[str, Any] = User.objects.in_bulk(named, field_name="username")
    people = dict(
        Person.objects.filter(user__in=users.values()).values_list(
            "user__username", "full_name"
        )
    )
    lines = []
    for username in named:
        if username not in users:
            continue
        seats = "; ".join(
            ", ".join((s.post_name, s.unit_name, s.agency_name))
            for s in seats_of(users[username], today)
        )
        words = ", ".join(w for w in (people.get(username, ""), seats) if w)
        if not seats:
            words = ", ".join(w for w in (words, _("không giữ chức vụ nào")) if w)
        lines.append((username, words.replace("Ủy ban nhân dân", "UBND")))
    return lines
