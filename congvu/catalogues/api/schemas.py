"""What of catalogues is told to programs, and taken."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from congvu.catalogues.queries import Changed, Listed
from congvu.catalogues.rules import Line


class CatalogueOut(Schema):
    """``edition`` counts the times it changed; 0 where it is read off the office."""

    code: str
    name: str
    source: str
    is_open: bool
    edition: int
    changed_at: datetime | None

    @staticmethod
    def told(one: Listed) -> CatalogueOut:
        return CatalogueOut.from_orm(one)


class CatalogueIn(Schema):
    """``prepared`` names a list that the office brings along, ``nghe-nghiep``; then
    code, name and source may be left empty.
    """

    code: str = ""
    name: str = ""
    source: str = ""
    is_open: bool = True
    prepared: str = ""


class CatalogueChangeIn(Schema):
    name: str
    source: str
    is_open: bool


class CodeLineOut(Schema):
    """It holds from ``since`` until before ``until``; then its heirs do."""

    code: str
    name: str
    since: date
    until: date | None
    heirs: list[str]

    @staticmethod
    def told(one: Line) -> CodeLineOut:
        return CodeLineOut(
            code=one.code,
            name=one.name,
            since=one.since,
            until=one.until,
            heirs=list(one.heirs),
        )


class CodeLinesOut(Schema):
    on: date
    items: list[CodeLineOut]
    after: str | None


class CodeMeaningOut(Schema):
    """``meant`` on the day ``was``; ``now`` is what it is on the day ``on``."""

    was: date
    on: date
    meant: CodeLineOut | None
    now: list[CodeLineOut]


class ChangedLineOut(CodeLineOut):
    id: UUID
    edition: int

    @staticmethod
    def of(one: Changed) -> ChangedLineOut:
        told = CodeLineOut.told(one.line)
        return ChangedLineOut(**told.dict(), id=one.id, edition=one.edition)


class CatalogueChangesOut(Schema):
    """``after`` is empty where ``edition`` is reached: ask from it the next time."""

    edition: int
    items: list[ChangedLineOut]
    after: UUID | None


class CodeLineIn(Schema):
    code: str
    name: str
    since: str
    until: str = ""
    heirs: str = ""


class EditionOut(Schema):
    edition: int
    added: int
    changed: int
