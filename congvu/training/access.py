"""One policy: classes are known to all who work in the province. Who keeps training
keeps the courses and classes of the agency. A place is decided by who heads the unit or
the agency of the person; what somebody learned is theirs, their heads' and the class's.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, seat_held, seats_of
from congvu.organisations.models import Person
from congvu.organisations.rules import Permission, Role
from congvu.training.models import (
    BankQuestion,
    Certificate,
    ClassSession,
    ClassTest,
    Course,
    GradeImport,
    Lesson,
    LessonPackage,
    Place,
    Sitting,
    TrainingClass,
)
from congvu.training.queries.people import workers_under
from congvu.training.rules.lessons import PASS_SECONDS, Pass
from congvu.training.rules.words import ClassState, PlaceState


def keeps(seat: Seat) -> bool:
    return seat.can(Permission.KEEP_TRAINING)


def need_keeper(seat: Seat) -> Seat:
    if not keeps(seat):
        raise Http404
    return seat


def heads_agency(seat: Seat) -> bool:
    return seat.can(Permission.DECIDE_TRAINING) and seat.role != Role.UNIT_HEAD


def heads(seat: Seat) -> bool:
    return seat.can(Permission.DECIDE_TRAINING)


def sees_report(seat: Seat) -> bool:
    """What was taught and what is lacking: who keeps classes, who sends people."""
    return keeps(seat) or heads(seat)


def units_seen(seat: Seat) -> set[UUID] | None:
    """Whose people one sees by name; None: all of the agency's."""
    if keeps(seat) or heads_agency(seat):
        return None
    return set(seat.principals) | {seat.unit_id} if heads(seat) else set()


def people_seen(seat: Seat) -> set[UUID] | None:
    """The same, by person."""
    if units_seen(seat) is None:
        return None
    return {one.person_id for one in workers_under(seat, seat.on)}


def keeps_course(seat: Seat, course: Course) -> bool:
    return keeps(seat) and course.agency_id == seat.agency_id


def get_course_to_keep(seat: Seat, course_id: UUID) -> Course:
    found = Course.objects.filter(pk=course_id).first()
    if found is None or not keeps_course(seat, found):
        raise Http404
    return found


def seen_classes(seat: Seat) -> QuerySet[TrainingClass]:
    rows = TrainingClass.objects.select_related("course")
    return rows if seat.can(Permission.READ_ORGANISATION) else rows.none()


def keeps_class(seat: Seat, found: TrainingClass) -> bool:
    return keeps(seat) and found.agency_id == seat.agency_id


def get_class_for(seat: Seat, class_id: UUID) -> TrainingClass:
    found = seen_classes(seat).filter(pk=class_id).first()
    if found is None:
        raise Http404
    return found


def get_class_to_keep(seat: Seat, class_id: UUID) -> TrainingClass:
    found = get_class_for(seat, class_id)
    if not keeps_class(seat, found):
        raise Http404
    return found


def _of_unit(seat: Seat) -> Q:
    """Of people under this seat."""
    if heads_agency(seat):
        return Q(agency=seat.agency_id)
    if heads(seat):
        return Q(unit__in=seat.principals | {seat.unit_id})
    return Q(pk=None)


def seen_places(seat: Seat) -> QuerySet[Place]:
    """One's own, of those one heads, of classes that one's agency keeps."""
    asked = Q(person=seat.person_id) | _of_unit(seat)
    if keeps(seat):
        asked |= Q(training_class__agency=seat.agency_id)
    rows = Place.objects.select_related("person", "training_class", "post")
    return rows.filter(asked)


def decided_places(seat: Seat) -> QuerySet[Place]:
    """Whose request this seat decides; nobody but a head of the agency their own."""
    rows = Place.objects.select_related("person", "training_class", "post")
    rows = rows.filter(_of_unit(seat))
    return rows if heads_agency(seat) else rows.exclude(person=seat.person_id)


def get_place_to_decide(seat: Seat, place_id: UUID) -> Place:
    found = decided_places(seat).filter(pk=place_id).first()
    if found is None:
        raise Http404
    return found


def withdraws(seat: Seat, place: Place) -> bool:
    """One's own, or that of somebody one decides about."""
    own = place.person_id == seat.person_id
    return own or decided_places(seat).filter(pk=place.pk).exists()


def get_place_to_withdraw(seat: Seat, place_id: UUID) -> Place:
    found = seen_places(seat).filter(pk=place_id).first()
    if found is None or not withdraws(seat, found):
        raise Http404
    return found


def get_session_for(seat: Seat, session_id: UUID) -> ClassSession:
    rows = ClassSession.objects.select_related("training_class__course")
    found = rows.filter(pk=session_id).first()
    if found is None or not seat.can(Permission.READ_ORGANISATION):
        raise Http404
    return found


def trains(seat: Seat, session: ClassSession) -> bool:
    return session.trainer_id == seat.person_id or keeps_class(
        seat, session.training_class
    )


def get_session_to_train(seat: Seat, session_id: UUID) -> ClassSession:
    found = get_session_for(seat, session_id)
    if not trains(seat, found):
        raise Http404
    return found


def get_session_to_change(seat: Seat, session_id: UUID) -> ClassSession:
    found = get_session_for(seat, session_id)
    if not keeps_class(seat, found.training_class):
        raise Http404
    return found


def get_package_to_keep(seat: Seat, package_id: UUID) -> LessonPackage:
    rows = LessonPackage.objects.select_related("course")
    found = rows.filter(pk=package_id).first()
    if found is None or not keeps_course(seat, found.course):
        raise Http404
    return found


def get_course_for(seat: Seat, course_id: UUID) -> Course:
    found = Course.objects.filter(pk=course_id).first()
    if found is None or not seat.can(Permission.READ_ORGANISATION):
        raise Http404
    return found


def get_lesson_to_try(seat: Seat, lesson_id: UUID) -> Lesson:
    """By who keeps its course: it is shown, and nothing of it kept."""
    rows = Lesson.objects.select_related("package__course")
    found = rows.filter(pk=lesson_id).first()
    if found is None or not keeps_course(seat, found.package.course):
        raise Http404
    return found


def place_to_learn(seat: Seat, found: TrainingClass) -> Place | None:
    """One's own in a class that goes on."""
    if found.state != ClassState.OPEN:
        return None
    return found.places.filter(person=seat.person_id, state=PlaceState.HELD).first()


def get_lesson_to_learn(
    seat: Seat, class_id: UUID, lesson_id: UUID
) -> tuple[Lesson, Place]:
    found = get_class_for(seat, class_id)
    rows = Lesson.objects.select_related("package")
    lesson = rows.filter(
        pk=lesson_id, package__course=found.course_id, package__withdrawn_at=None
    ).first()
    place = place_to_learn(seat, found)
    if lesson is None or place is None:
        raise Http404
    return lesson, place


_PASSES = TimestampSigner(salt="congvu.training.lesson", sep="~")
_NOBODY = UUID(int=0)


def pass_for(seat: Seat, lesson: Lesson, place: Place | None) -> str:
    keys = (lesson.pk, seat.person_id, seat.post_id, uuid4(), place and place.pk)
    packed = b"".join((key or _NOBODY).bytes for key in keys)
    return _PASSES.sign(urlsafe_b64encode(packed).decode().rstrip("="))


def read_pass(text: str) -> Pass:
    """Not found, where it is not ours or of earlier."""
    try:
        signed = _PASSES.unsign(text[:400], max_age=PASS_SECONDS)
    except BadSignature:
        raise Http404 from None
    packed = urlsafe_b64decode(signed + "=" * (-len(signed) % 4))
    keys = [UUID(bytes=packed[at : at + 16]) for at in range(0, 80, 16)]
    place = None if keys[4] == _NOBODY else keys[4]
    return Pass(keys[0], keys[1], keys[2], keys[3], place)


def seat_of_pass(found: Pass, on: date) -> Seat:
    """Whose it is, if they still sit there."""
    try:
        return seat_held(person_id=found.person_id, post_id=found.post_id, on=on)
    except Refused:
        raise Http404 from None


def knows_key(person: Person, agency_id: UUID, on: date) -> bool:
    """Whether they read the bank of the agency from whichever of their seats."""
    if person.user is None:
        return False
    return any(
        keeps(seat) and seat.agency_id == agency_id
        for seat in seats_of(person.user, on)
    )


def get_question_to_keep(seat: Seat, question_id: UUID) -> BankQuestion:
    rows = BankQuestion.objects.select_related("course")
    found = rows.filter(pk=question_id).first()
    if found is None or not keeps_course(seat, found.course):
        raise Http404
    return found


def get_class_with_tests(seat: Seat, class_id: UUID) -> TrainingClass:
    """For who keeps the class and who has a place in it."""
    found = get_class_for(seat, class_id)
    if not (keeps_class(seat, found) or _has_place(seat, found.pk)):
        raise Http404
    return found


def _has_place(seat: Seat, class_id: UUID) -> bool:
    rows = Place.objects.filter(training_class=class_id, person=seat.person_id)
    return rows.filter(state=PlaceState.HELD).exists()


def get_test_for(seat: Seat, test_id: UUID) -> ClassTest:
    rows = ClassTest.objects.select_related("training_class__course")
    found = rows.filter(pk=test_id, withdrawn_at=None).first()
    if found is None:
        raise Http404
    get_class_with_tests(seat, found.training_class_id)
    return found


def get_test_to_keep(seat: Seat, test_id: UUID) -> ClassTest:
    found = get_test_for(seat, test_id)
    if not keeps_class(seat, found.training_class):
        raise Http404
    return found


def get_sitting_for(seat: Seat, sitting_id: UUID) -> Sitting:
    """One's own alone: the answers are nobody else's to read."""
    rows = Sitting.objects.select_related("test__training_class")
    found = rows.filter(pk=sitting_id, place__person=seat.person_id).first()
    if found is None or not seat.can(Permission.READ_ORGANISATION):
        raise Http404
    return found


def get_grades_to_keep(seat: Seat, import_id: UUID) -> GradeImport:
    rows = GradeImport.objects.select_related("training_class__course")
    found = rows.filter(pk=import_id).first()
    if found is None or not keeps_class(seat, found.training_class):
        raise Http404
    return found


def seals(seat: Seat) -> bool:
    """The registry opens the agency's key."""
    return seat.can(Permission.NUMBER)


def get_class_to_certify(seat: Seat, class_id: UUID) -> TrainingClass:
    """For who keeps the class, and for the registry that signs for its agency."""
    found = get_class_for(seat, class_id)
    if not (keeps_class(seat, found) or seals_class(seat, found)):
        raise Http404
    return found


def seals_class(seat: Seat, found: TrainingClass) -> bool:
    return seals(seat) and found.agency_id == seat.agency_id


def get_class_to_seal(seat: Seat, class_id: UUID) -> TrainingClass:
    found = get_class_for(seat, class_id)
    if not seals_class(seat, found):
        raise Http404
    return found


def own_certificates(seat: Seat) -> QuerySet[Certificate]:
    return Certificate.objects.filter(person=seat.person_id)


def seen_certificates(seat: Seat) -> QuerySet[Certificate]:
    """One's own, and of the agency's classes for who keeps or signs them."""
    asked = Q(person=seat.person_id)
    if keeps(seat) or seals(seat):
        asked |= Q(training_class__agency=seat.agency_id)
    return Certificate.objects.filter(asked).select_related("training_class")


def get_certificate_for(seat: Seat, certificate_id: UUID) -> Certificate:
    """One that is signed."""
    rows = seen_certificates(seat).select_related("file")
    found = rows.filter(pk=certificate_id, file__isnull=False).first()
    if found is None:
        raise Http404
    return found


def get_certificate_to_withdraw(seat: Seat, certificate_id: UUID) -> Certificate:
    found = seen_certificates(seat).filter(pk=certificate_id).first()
    if found is None or not keeps_class(seat, found.training_class):
        raise Http404
    return found
