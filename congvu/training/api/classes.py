"""Classes, places in them, who was there."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.duties.access import get_duty_for
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.training import actions
from congvu.training.access import (
    get_class_for,
    get_class_to_keep,
    get_place_to_decide,
    get_place_to_withdraw,
    get_session_for,
    get_session_to_change,
    get_session_to_train,
    seen_classes,
    seen_places,
)
from congvu.training.api.schemas import (
    ClassAttendanceIn,
    ClassChangeIn,
    ClassIn,
    ClassInviteIn,
    ClassMarkIn,
    ClassOpinionIn,
    ClassPeopleIn,
    ClassSessionIn,
    ClassSessionOut,
    PeopleCountOut,
    PlaceReasonIn,
    TrainingClassesOut,
    TrainingClassOut,
    TrainingPlaceOut,
)
from congvu.training.models import ClassSession, Place, TrainingClass
from congvu.training.queries.lists import classes_page, places_of

router = Router(tags=["Đào tạo"])
_ONE = "/training-classes/{training_class_id}"
_PLACE = "/training-places/{place_id}"
_SESSION = "/training-sessions/{class_session_id}"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_ORGANISATION)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_TRAINING)


def decider(request: ApiRequest) -> Seat:
    return need(request, Permission.DECIDE_TRAINING)


@router.get("/training-classes", response=TrainingClassesOut, summary="Lớp học")
def classes(request: ApiRequest, after: UUID | None = None) -> TrainingClassesOut:
    page = classes_page(seen_classes(reader(request)), after)
    items = [TrainingClassOut.from_orm(one) for one in page.rows]
    return TrainingClassesOut(items=items, after=page.after)


@router.post(
    "/training-classes", response={201: TrainingClassOut}, summary="Mở lớp học"
)
def open_class(request: ApiRequest, data: ClassIn) -> Status[TrainingClass]:
    seat = keeper(request)
    duty = get_duty_for(seat, data.duty_id) if data.duty_id else None
    wish = actions.ClassData(**data.model_dump(exclude={"duty_id"}))
    made = actions.open_class(data=wish, by=seat, at=timezone.now(), duty=duty)
    return Status(201, made)


@router.get(_ONE, response=TrainingClassOut, summary="Một lớp học")
def one(request: ApiRequest, training_class_id: UUID) -> TrainingClass:
    return get_class_for(reader(request), training_class_id)


@router.put(_ONE, response=TrainingClassOut, summary="Sửa lớp học")
def change(
    request: ApiRequest, training_class_id: UUID, data: ClassChangeIn
) -> TrainingClass:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    wish = actions.ClassData(**data.model_dump())
    return actions.change_class(
        class_id=found.pk, data=wish, by=seat, at=timezone.now()
    )


@router.post(
    _ONE + "/sessions", response={201: ClassSessionOut}, summary="Thêm buổi học"
)
def add_session(
    request: ApiRequest, training_class_id: UUID, data: ClassSessionIn
) -> Status[ClassSession]:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    wish = actions.SessionData(**data.model_dump())
    made = actions.add_session(class_id=found.pk, data=wish, by=seat, at=timezone.now())
    return Status(201, made)


@router.put(_SESSION, response=ClassSessionOut, summary="Sửa buổi học")
def change_session(
    request: ApiRequest, class_session_id: UUID, data: ClassSessionIn
) -> ClassSession:
    seat = keeper(request)
    found = get_session_to_change(seat, class_session_id)
    wish = actions.SessionData(**data.model_dump())
    return actions.change_session(
        session_id=found.pk, data=wish, by=seat, at=timezone.now()
    )


@router.post(_SESSION + "/drop", response={204: None}, summary="Bỏ buổi học")
def drop_session(
    request: ApiRequest, class_session_id: UUID, data: PlaceReasonIn
) -> Status[None]:
    seat = keeper(request)
    found = get_session_to_change(seat, class_session_id)
    actions.drop_session(
        session_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
    return Status(204, None)


@router.get(
    _ONE + "/sessions", response=list[ClassSessionOut], summary="Các buổi của lớp"
)
def sessions(request: ApiRequest, training_class_id: UUID) -> list[ClassSession]:
    found = get_class_for(reader(request), training_class_id)
    return list(found.sessions.order_by("starts_at", "pk"))


@router.post(_ONE + "/invitations", response=PeopleCountOut, summary="Mời theo chức vụ")
def invite(
    request: ApiRequest, training_class_id: UUID, data: ClassInviteIn
) -> PeopleCountOut:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    made = actions.invite(
        class_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )
    return PeopleCountOut(count=made)


@router.post(_ONE + "/cancel", response=TrainingClassOut, summary="Hủy lớp học")
def cancel(
    request: ApiRequest, training_class_id: UUID, data: PlaceReasonIn
) -> TrainingClass:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    return actions.cancel_class(
        class_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post(_ONE + "/close", response=TrainingClassOut, summary="Kết thúc lớp học")
def close(request: ApiRequest, training_class_id: UUID) -> TrainingClass:
    seat = keeper(request)
    found = get_class_to_keep(seat, training_class_id)
    return actions.close_class(class_id=found.pk, by=seat, at=timezone.now())


@router.get(
    _ONE + "/places",
    response=list[TrainingPlaceOut],
    summary="Chỗ học mà mình được xem",
)
def places(request: ApiRequest, training_class_id: UUID) -> list[Place]:
    seat = reader(request)
    found = get_class_for(seat, training_class_id)
    return places_of(seen_places(seat), found.pk)


@router.post(_ONE + "/places", response={201: TrainingPlaceOut}, summary="Tự đăng ký")
def ask(request: ApiRequest, training_class_id: UUID) -> Status[Place]:
    seat = reader(request)
    found = get_class_for(seat, training_class_id)
    made = actions.ask_place(class_id=found.pk, by=seat, at=timezone.now())
    return Status(201, made)


@router.post(_ONE + "/people", response=PeopleCountOut, summary="Đăng ký cho cán bộ")
def register(
    request: ApiRequest, training_class_id: UUID, data: ClassPeopleIn
) -> PeopleCountOut:
    seat = decider(request)
    found = get_class_for(seat, training_class_id)
    made = actions.register_people(
        class_id=found.pk, people=data.people, by=seat, at=timezone.now()
    )
    return PeopleCountOut(count=made)


@router.post(_ONE + "/opinions", response={204: None}, summary="Góp ý, không ghi tên")
def opine(
    request: ApiRequest, training_class_id: UUID, data: ClassOpinionIn
) -> Status[None]:
    seat = reader(request)
    found = get_class_for(seat, training_class_id)
    wish = actions.OpinionData(**data.model_dump())
    actions.give_opinion(class_id=found.pk, data=wish, by=seat, at=timezone.now())
    return Status(204, None)


@router.post(_PLACE + "/approve", response=TrainingPlaceOut, summary="Duyệt đăng ký")
def approve(request: ApiRequest, place_id: UUID) -> Place:
    seat = decider(request)
    found = get_place_to_decide(seat, place_id)
    return actions.approve_place(place_id=found.pk, by=seat, at=timezone.now())


@router.post(
    _PLACE + "/refuse", response=TrainingPlaceOut, summary="Không duyệt đăng ký"
)
def refuse(request: ApiRequest, place_id: UUID, data: PlaceReasonIn) -> Place:
    seat = decider(request)
    found = get_place_to_decide(seat, place_id)
    return actions.refuse_place(
        place_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post(_PLACE + "/withdraw", response=TrainingPlaceOut, summary="Rút khỏi lớp")
def withdraw(request: ApiRequest, place_id: UUID) -> Place:
    seat = reader(request)
    found = get_place_to_withdraw(seat, place_id)
    return actions.withdraw_place(place_id=found.pk, by=seat, at=timezone.now())


@router.put(
    _SESSION + "/attendance", response=PeopleCountOut, summary="Giảng viên điểm danh"
)
def mark(
    request: ApiRequest, class_session_id: UUID, data: ClassMarkIn
) -> PeopleCountOut:
    seat = reader(request)
    found = get_session_to_train(seat, class_session_id)
    came = actions.mark(
        session_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )
    return PeopleCountOut(count=came)


@router.post(_SESSION + "/attendance", response={204: None}, summary="Tôi có mặt")
def attend(
    request: ApiRequest, class_session_id: UUID, data: ClassAttendanceIn
) -> Status[None]:
    seat = reader(request)
    found = get_session_for(seat, class_session_id)
    actions.attend(session_id=found.pk, code=data.code, by=seat, at=timezone.now())
    return Status(204, None)
