"""What the running role may do: use tables, never change them, only add to the audit.

Run by the owner role after every migration, so that a new table is usable and a new
part of the audit log is append-only from birth.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from psycopg import sql

from congvu.config.portal_rights import PORTAL_RIGHTS, PORTAL_ROLE
from congvu.machine.state import read_database_urls, read_portal_url, user_of

# Rights are given to groups by migrations and sites; to a person alone, never.
READ_ONLY = {
    "django_migrations",
    "congvu_monthly_table",
    "accounts_user_user_permissions",
}
# What Postfix and Dovecot read, as a role that reads nothing else.
MAIL_ROLE = "congvu_mail"
MAIL_VIEWS = (
    "domains",
    "boxes",
    "aliases",
    "senders",
    "on_behalf",
    "readers",
    "app_passwords",
    "vacations",
)


class Command(BaseCommand):
    help = "Cấp quyền cho vai trò chạy máy chủ (sau mỗi lần cập nhật bảng)"
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        urls = read_database_urls()
        app, owner = user_of(urls.app), user_of(urls.owner)
        if app == owner:
            self.stderr.write("Chỉ có một vai trò; không có gì để cấp.")
            return
        with connection.cursor() as cursor:
            # Django counts the parts of a partitioned table among the views.
            tables = connection.introspection.table_names(include_views=True)
            for statement in statements(app, tables):
                cursor.execute(statement.as_string())
            cursor.execute(
                "SELECT to_regclass('mail.domains') IS NOT NULL,"
                " EXISTS (SELECT FROM pg_roles WHERE rolname = %s)",
                [MAIL_ROLE],
            )
            has_mail, has_role = cursor.fetchone()
            if has_mail:
                for statement in mail_statements(app, MAIL_ROLE if has_role else None):
                    cursor.execute(statement.as_string())
            portal = user_of(read_portal_url()) or PORTAL_ROLE
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [portal])
            if cursor.fetchone() is not None and portal not in (app, owner):
                for statement in portal_statements(portal, tables):
                    cursor.execute(statement.as_string())


def statements(app: str, tables: list[str]) -> list[sql.Composed]:
    role = sql.Identifier(app)
    asked = [
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(role),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(
            role
        ),
        # What is made between two grants (a month's partition) is append-only.
        sql.SQL(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            " GRANT SELECT, INSERT ON TABLES TO {}"
        ).format(role),
        sql.SQL(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            " GRANT USAGE, SELECT ON SEQUENCES TO {}"
        ).format(role),
    ]
    for table in tables:
        name = sql.Identifier(table)
        asked.append(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
        asked.append(
            sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights(table)), name, role)
        )
    return asked


def mail_statements(app: str, servers: str | None) -> list[sql.Composed]:
    """The office may look at all of the schema and change nothing of it: the clock
    least of all. The servers read what is made for them.
    """
    views = sql.SQL(", ").join(sql.Identifier("mail", name) for name in MAIL_VIEWS)
    asked = [
        sql.SQL("GRANT USAGE ON SCHEMA mail TO {}").format(sql.Identifier(app)),
        sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA mail TO {}").format(
            sql.Identifier(app)
        ),
    ]
    if servers:
        role = sql.Identifier(servers)
        asked += [
            sql.SQL("GRANT USAGE ON SCHEMA mail TO {}").format(role),
            sql.SQL("GRANT SELECT ON {} TO {}").format(views, role),
            sql.SQL("GRANT EXECUTE ON FUNCTION mail.used(text) TO {}").format(role),
        ]
    return asked


def portal_statements(portal: str, tables: list[str]) -> list[sql.Composed]:
    """The public process: table by table, and of the others nothing."""
    role = sql.Identifier(portal)
    asked = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role),
        sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {}").format(role),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
    ]
    for table in tables:
        if table in PORTAL_RIGHTS:
            given = sql.SQL("GRANT {} ON {} TO {}")
            right, name = sql.SQL(PORTAL_RIGHTS[table]), sql.Identifier(table)
            asked.append(given.format(right, name, role))
    return asked


def rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table.startswith(tuple(settings.APPEND_ONLY_TABLES)):
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
