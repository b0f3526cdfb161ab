"""A migration holds no full office up: what is risky comes in steps of its own.

Rows are changed in one migration and tables in another; a new column has a value for
the rows that are there; an index on a large table is built beside the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.models.fields import NOT_PROVIDED

# Tables that grow with the papers; the others are read whole by a person.
LARGE = re.compile(
    r"(audit_(event|link)|files_(storedfile|filepage)|archives_dossieritem"
    r"|documents_(document|documentfile|registerentry|intakeitem|instruction"
    r"|assignment|grant|historyevent|reading|delivery)"
    r"|outgoing_(draft|draftversion|outgoingentry|outgoingevent|papersignature)"
    r"|exchange_(dispatch|dispatchstatus|arrival|packet)|notices_notice)\b"
)
CHANGES_ROWS = re.compile(r"(?:^|;)\s*(?:UPDATE|DELETE|INSERT)\s", re.I)
BUILDS_INDEX = re.compile(
    r"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON (?:ONLY )?(\w+)", re.I | re.S
)
MAKES_TABLE = re.compile(r"CREATE TABLE (\w+)", re.I)
BODY = re.compile(r"\$(\w*)\$.*?\$\1\$", re.S)
COMMENT = re.compile(r"--[^\n]*")
# From before anything was released: no office has rows that they could hold up.
BEFORE_THE_FIRST_RELEASE = {
    "documents.0003_grant_origin",
    "documents.0004_reasons_and_open_days",
    "documents.0011_further_files",
    "documents.0013_doubt",
    "documents.0014_document_identifier",
    "documents.0015_ended_by_desk",
    "documents.0017_closed_by_reform",
    "documents.0020_following_work",
    "documents.0030_piles",
    "documents.0050_overview_indexes",
    "documents.0090_issuers_paper",
    "exchange.0005_what_is_not_kept",
    "files.0002_searchable_copy",
    "imports.0002_whose_register",
    "organisations.0025_named_successors",
    "outgoing.0007_signed_paper",
    "outgoing.0008_came_from",
    "outgoing.0015_signing_runs",
    "outgoing.0040_signed_once_a_version",
    "outgoing.0060_attachments",
    "outgoing.0062_draft_search",
}


def parts(migration: Migration) -> Iterator[operations.base.Operation]:
    """What is done to the database, statements that only tell Django left out."""
    for operation in migration.operations:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from operation.database_operations
        else:
            yield operation


def statements(operation: operations.base.Operation) -> str:
    if not isinstance(operation, operations.RunSQL):
        return ""
    sql = (
        operation.sql
        if isinstance(operation.sql, str)
        else "\n;".join(
            one if isinstance(one, str) else one[0] for one in operation.sql
        )
    )
    return COMMENT.sub("", BODY.sub("", sql))


def risks(migration: Migration) -> set[str]:
    done = list(parts(migration))
    made = {op.name.lower() for op in done if isinstance(op, operations.CreateModel)}
    made |= {
        table.removeprefix(f"{migration.app_label}_")
        for op in done
        for table in MAKES_TABLE.findall(statements(op))
    }
    standing = [
        op
        for op in done
        if getattr(op, "model_name", "") and op.model_name.lower() not in made
    ]
    found = set()
    if standing and any(
        isinstance(op, operations.RunPython) or CHANGES_ROWS.search(statements(op))
        for op in done
    ):
        found.add("rows and tables")
    for op in standing:
        table = f"{migration.app_label}_{op.model_name.lower()}"
        if isinstance(op, operations.AddField) and _is_asked_for(op.field):
            found.add(f"asked for: {table}.{op.name}")
        if LARGE.fullmatch(table) and _builds_index(op):
            found.add(f"index: {table}")
    for op in done:
        for table in BUILDS_INDEX.findall(statements(op)):
            model = table.removeprefix(f"{migration.app_label}_")
            if LARGE.fullmatch(table) and model not in made:
                found.add(f"index: {table}")
    return found


def _is_asked_for(field: models.Field) -> bool:
    """Nothing says what the rows that are there have in it."""
    return not (
        field.null
        or field.generated
        or (field.blank and field.empty_strings_allowed)
        or field.many_to_many
        or field.has_default()
        or field.db_default is not NOT_PROVIDED
    )


def _builds_index(op: operations.base.Operation) -> bool:
    if isinstance(op, AddIndexConcurrently):
        return False
    if isinstance(op, operations.AddIndex):
        return True
    if isinstance(op, operations.AddConstraint):
        return isinstance(op.constraint, models.UniqueConstraint)
    if isinstance(op, operations.AddField):
        return bool(op.field.db_index or op.field.unique)
    return False


def ours() -> dict[str, Migration]:
    disk = MigrationLoader(None).disk_migrations
    return {
        f"{app}.{name}": migration
        for (app, name), migration in disk.items()
        if type(migration).__module__.startswith("congvu.")
    }


def test_what_is_risky_comes_in_steps_of_its_own() -> None:
    found = {name: risks(migration) for name, migration in ours().items()}
    risky = {name: of for name, of in found.items() if of}

    assert risky.keys() - BEFORE_THE_FIRST_RELEASE == set(), risky
    assert risky.keys() >= BEFORE_THE_FIRST_RELEASE


FIELD = models.CharField(max_length=9)
WITH_DEFAULT = operations.AddField("Document", "x", models.TextField(default=""))
INDEX = models.Index(fields=["subject"], name="x")
FORWARDS = operations.RunPython(operations.RunPython.noop)
UPDATE = operations.RunSQL("UPDATE documents_document SET subject = ''")
TRIGGER = operations.RunSQL(
    "CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN UPDATE x SET y = 1; END $$;"
    " CREATE TRIGGER t BEFORE UPDATE ON documents_document EXECUTE FUNCTION f()"
)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ([WITH_DEFAULT, UPDATE], {"rows and tables"}),
        ([WITH_DEFAULT, FORWARDS], {"rows and tables"}),
        ([WITH_DEFAULT, TRIGGER], set()),
        ([FORWARDS, UPDATE], set()),
        ([operations.AddField("Pile", "x", FIELD)], {"asked for: documents_pile.x"}),
        ([operations.AddIndex("Document", INDEX)], {"index: documents_document"}),
        ([operations.AddIndex("Pile", INDEX)], set()),
        ([AddIndexConcurrently("Document", INDEX)], set()),
        (
            [operations.RunSQL("CREATE INDEX a ON documents_document (subject)")],
            {"index: documents_document"},
        ),
        (
            [operations.RunSQL("CREATE INDEX CONCURRENTLY a ON files_storedfile (id)")],
            set(),
        ),
        (
            [
                operations.CreateModel("Document", [("id", models.AutoField())]),
                operations.AddIndex("Document", INDEX),
                FORWARDS,
            ],
            set(),
        ),
    ],
)  # fmt: skip
def test_the_rule_sees_what_it_should(
    done: list[operations.base.Operation], expected: set[str]
) -> None:
    migration = Migration("0099_x", "documents")
    migration.operations = done

    assert risks(migration) == expected
