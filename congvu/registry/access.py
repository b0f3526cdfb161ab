"""One policy. Everybody of the agency but its administrator reads what was approved, no
personal column of it. Who works in the unit, or heads one above it, keeps the rows and
sees all; a leader of the agency, too. Who heads the unit (or one above it) and leaders
build the structure and approve. To everybody else none of it exists.

Of what is shared other agencies see sets that are open or shared, and those that an
agreement with them is about; agreements only the two sides see. Rows of a set they read
under an agreement, or where it is open; what is personal of it only heads and leaders.
The catalogue tells each reader what they may see of each kind; services declared there
everybody sees, and who heads something at their agency keeps them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.organisations.access import Seat
from congvu.organisations.queries import units_on
from congvu.organisations.rules import Permission, Role, members_of
from congvu.registry.models import (
    Database,
    DataService,
    DataSet,
    LoadSource,
    LoadTask,
    RowChange,
    SharingAgreement,
    SharingCall,
)
from congvu.registry.rules import Access, Catalogued, TaskKind
from congvu.systems.access import seen_systems
from congvu.systems.models import InformationSystem


def seen_databases(seat: Seat) -> QuerySet[Database]:
    rows = Database.objects.all()
    if not seat.can(Permission.USE_REGISTRY):
        return rows.none()
    return rows.filter(agency=seat.agency_id)


def leads(seat: Seat, database: Database) -> bool:
    return seat.role == Role.LEADER and seat.agency_id == database.agency_id


def keeps(seat: Seat, database: Database) -> bool:
    """Who writes rows there, and sees what of them is personal."""
    works = bool({members_of(database.unit_id), database.unit_id} & seat.principals)
    own = seat.agency_id == database.agency_id and seat.can(Permission.USE_REGISTRY)
    return own and (works or leads(seat, database))


def hidden_of(seat: Seat, database: Database) -> list[str]:
    """``table.column`` of each that the seat does not see."""
    return [] if keeps(seat, database) else list(database.personal)


def runs(seat: Seat, database: Database) -> bool:
    """Who says what the database is made of, and approves its rows."""
    heads = database.unit_id in seat.principals
    may = seat.can(Permission.RUN_REGISTRY) and keeps(seat, database)
    return may and (heads or leads(seat, database))


def units_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """For which units one may make a database."""
    if not seat.can(Permission.RUN_REGISTRY):
        return []
    units = [(one.id, one.name) for one in units_on(seat.agency_id, seat.on)]
    if seat.role == Role.LEADER:
        return units
    return [(key, name) for key, name in units if key in seat.principals]


def get_database_for(seat: Seat, database_id: UUID) -> Database:
    found = seen_databases(seat).filter(pk=database_id).first()
    if found is None:
        raise Http404
    return found


def get_database_to_keep(seat: Seat, database_id: UUID) -> Database:
    found = get_database_for(seat, database_id)
    if not keeps(seat, found):
        raise Http404
    return found


def get_database_to_run(seat: Seat, database_id: UUID) -> Database:
    found = get_database_for(seat, database_id)
    if not runs(seat, found):
        raise Http404
    return found


def need_maker(seat: Seat) -> Seat:
    if not seat.can(Permission.RUN_REGISTRY):
        raise Http404
    return seat


def get_change_to_keep(seat: Seat, change_id: UUID) -> RowChange:
    rows = RowChange.objects.select_related("database", "structure")
    found = rows.filter(pk=change_id, database__in=seen_databases(seat)).first()
    if found is None or not keeps(seat, found.database):
        raise Http404
    return found


def get_change_to_decide(seat: Seat, change_id: UUID) -> RowChange:
    found = get_change_to_keep(seat, change_id)
    if not runs(seat, found.database):
        raise Http404
    return found


def get_task_to_keep(seat: Seat, task_id: UUID) -> LoadTask:
    rows = LoadTask.objects.select_related("database", "change")
    found = rows.filter(pk=task_id, database__in=seen_databases(seat)).first()
    if found is None or not keeps(seat, found.database):
        raise Http404
    return found


def get_source_to_keep(seat: Seat, source_id: UUID) -> LoadSource:
    """Where files come from only who keeps the rows sees."""
    rows = LoadSource.objects.select_related("database")
    found = rows.filter(pk=source_id, database__in=seen_databases(seat)).first()
    if found is None or not keeps(seat, found.database):
        raise Http404
    return found


def get_task_to_steer(seat: Seat, task_id: UUID) -> LoadTask:
    """Of a file who keeps the rows; what is believed who approves them."""
    found = get_task_to_keep(seat, task_id)
    if not may_steer(seat, found):
        raise Http404
    return found


def may_steer(seat: Seat, task: LoadTask) -> bool:
    may = keeps if task.kind == TaskKind.READ else runs
    return may(seat, task.database)


# -- what is shared


def seen_sets(seat: Seat) -> QuerySet[DataSet]:
    """Not those withdrawn, but of one's own agency."""
    rows = DataSet.objects.select_related("database")
    if not seat.can(Permission.USE_REGISTRY):
        return rows.none()
    own = Q(database__agency=seat.agency_id)
    told = Q(access__in=[Access.OPEN, Access.SHARED], withdrawn_at=None)
    asked = SharingAgreement.objects.filter(consumer=seat.agency_id)
    return rows.filter(own | told | Q(pk__in=asked.values("data_set")))


def get_set_for(seat: Seat, set_id: UUID) -> DataSet:
    found = seen_sets(seat).filter(pk=set_id).first()
    if found is None:
        raise Http404
    return found


def get_set_to_run(seat: Seat, set_id: UUID) -> DataSet:
    found = get_set_for(seat, set_id)
    if not runs(seat, found.database):
        raise Http404
    return found


def get_set_to_publish(seat: Seat, set_id: UUID) -> DataSet:
    """A leader says what is for everybody."""
    found = get_set_to_run(seat, set_id)
    if not leads(seat, found.database):
        raise Http404
    return found


def get_set_to_keep(seat: Seat, set_id: UUID) -> DataSet:
    found = get_set_for(seat, set_id)
    if not keeps(seat, found.database):
        raise Http404
    return found


def may_ask(seat: Seat, data_set: DataSet) -> bool:
    """Who heads something in another agency; the owner's side proposes by itself."""
    other = data_set.database.agency_id != seat.agency_id
    return other and seat.can(Permission.RUN_REGISTRY) and _is_offered(data_set)


def _is_offered(data_set: DataSet) -> bool:
    return data_set.withdrawn_at is None and data_set.access != Access.RESTRICTED


def get_set_to_ask(seat: Seat, set_id: UUID) -> DataSet:
    """Of another agency, or one's own to offer to another."""
    found = get_set_for(seat, set_id)
    if not (may_ask(seat, found) or runs(seat, found.database)):
        raise Http404
    return found


def seen_agreements(seat: Seat) -> QuerySet[SharingAgreement]:
    """Both sides, whoever heads something there; who keeps the database, too."""
    rows = SharingAgreement.objects.select_related("data_set__database", "consumer")
    if not seat.can(Permission.USE_REGISTRY):
        return rows.none()
    own = Q(data_set__database__agency=seat.agency_id)
    return rows.filter(own | Q(consumer=seat.agency_id))


def get_agreement_for(seat: Seat, agreement_id: UUID) -> SharingAgreement:
    found = seen_agreements(seat).filter(pk=agreement_id).first()
    if found is None:
        raise Http404
    return found


def owner_side(seat: Seat, agreement: SharingAgreement) -> bool:
    return runs(seat, agreement.data_set.database)


def consumer_side(seat: Seat, agreement: SharingAgreement) -> bool:
    heads = seat.can(Permission.RUN_REGISTRY)
    return heads and seat.agency_id == agreement.consumer_id


def get_agreement_to_change(seat: Seat, agreement_id: UUID) -> SharingAgreement:
    found = get_agreement_for(seat, agreement_id)
    if not (owner_side(seat, found) or consumer_side(seat, found)):
        raise Http404
    return found


def get_agreement_to_agree(seat: Seat, agreement_id: UUID) -> SharingAgreement:
    """A leader of either side binds it."""
    found = get_agreement_to_change(seat, agreement_id)
    if seat.role != Role.LEADER:
        raise Http404
    return found


def get_agreement_to_run(seat: Seat, agreement_id: UUID) -> SharingAgreement:
    """Who keeps the data suspends and resumes."""
    found = get_agreement_for(seat, agreement_id)
    if not owner_side(seat, found):
        raise Http404
    return found


def seen_calls(seat: Seat, data_set: DataSet) -> QuerySet[SharingCall]:
    """All of it to who keeps it; to others what their own agency read."""
    rows = SharingCall.objects.filter(data_set=data_set).select_related("agency")
    if keeps(seat, data_set.database):
        return rows
    return rows.filter(agency=seat.agency_id)


# -- the catalogue


def seen_entries(seat: Seat) -> dict[Catalogued, QuerySet[Any]]:
    """Of each kind what is seen of it elsewhere, by the same policy."""
    return {
        Catalogued.SYSTEM: seen_systems(seat),
        Catalogued.DATABASE: seen_databases(seat),
        Catalogued.SET: seen_sets(seat),
        Catalogued.SERVICE: seen_services(seat),
    }


def seen_services(seat: Seat) -> QuerySet[DataService]:
    """They are declared to be found."""
    rows = DataService.objects.all()
    return rows if seat.can(Permission.USE_REGISTRY) else rows.none()


def get_service_for(seat: Seat, service_id: UUID) -> DataService:
    found = seen_services(seat).filter(pk=service_id).first()
    if found is None:
        raise Http404
    return found


def declares_services(seat: Seat) -> bool:
    return seat.can(Permission.RUN_REGISTRY)


def keeps_service(seat: Seat, service: DataService) -> bool:
    return declares_services(seat) and service.agency_id == seat.agency_id


def get_service_to_keep(seat: Seat, service_id: UUID) -> DataService:
    found = get_service_for(seat, service_id)
    if not keeps_service(seat, found):
        raise Http404
    return found


def systems_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """Which of its own agency's a service may be of, as far as they are seen."""
    rows = seen_systems(seat).filter(agency=seat.agency_id).order_by("name")
    return list(rows.values_list("pk", "name"))


def seen_system(seat: Seat, service: DataService) -> InformationSystem | None:
    """Whose service it is, to who may see the system."""
    if service.system_id is None:
        return None
    return seen_systems(seat).filter(pk=service.system_id).first()
