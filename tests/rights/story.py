"""The story the rights are asked about: played through the office's own actions.

Beside the small province (``tests/people.py``): Vân heads another division, Bình sits
in it, An stands in for Minh, Liêm did until yesterday, Cường may do everything of the
chairman but write an instruction, Tâm sits where Sơn sat, Nghị is administrator of the
commune and Yến its specialist, Kim is clerk of a third agency. Cổ Linh ended in favour
of the commune. Every thing has a word of its own that nothing else has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from congvu.archives.actions import file_paper, open_dossier_to
from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, DocumentFile, IntakeItem, RegisterEntry
from congvu.documents.queries import Asked
from congvu.documents.rules import Part
from congvu.exchange.models import Dispatch
from congvu.files.models import FileState, StoredFile
from congvu.finding.actions import save_question
from congvu.finding.rules import Question
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_agency,
    create_unit,
    delegate,
    pass_on,
)
from congvu.organisations.models import Agency, AgencyKind, Post, Unit
from congvu.organisations.rules import DelegationKind, Role
from congvu.outgoing.actions import ask_opinions, withdraw_draft
from tests.archives.making import make_dossier, put_file
from tests.documents import reforms
from tests.documents.pages import make_entry, working_day
from tests.exchange.letters import issue, take_in
from tests.files.conftest import make_pdf
from tests.finding.shelf import with_text
from tests.outgoing.drafts import begin, lead
from tests.people import SINCE, Member, Province, make_user, seated
from tests.rights import model
from tests.rights.model import Facts, Hat, Thing
from tests.rights.story_duties import give_duties, give_to_who_ends

COMMON = "zqchung"
COMMITTEE, COMMUNE, THIRD, GONE = "tỉnh", "Yến Dương", "Nam Cường", "Cổ Linh"


@dataclass
class Story:
    """The province, what the model is told of it, and the keys of its things."""

    province: Province
    facts: Facts = field(default_factory=Facts)
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, Member] = field(default_factory=dict)
    posts: dict[str, UUID] = field(default_factory=dict)
    bodies: dict[str, UUID] = field(default_factory=dict)

    @property
    def at(self) -> Any:
        return self.province.at

    def word(self, key: str) -> str:
        """Of this thing and of no other."""
        return (
            f"zq{list(self.facts.things).index(key):02d}" + key.replace("-", "") + "x"
        )

    def title(self, key: str) -> str:
        """With the word that all of them share."""
        return f"{self.word(key)} {COMMON}"

    def seat(self, post: str) -> Any:
        return self.province.seat_of(Post.objects.get(pk=self.posts[post]))

    def tell(self, key: str, thing: Thing, **ids: Any) -> None:
        self.facts.things[key] = thing
        self.ids[key] = ids


def play(province: Province) -> Story:
    story = Story(province)
    _bodies(story)
    _stand_ins(story)
    _papers(story)
    _given_further(story)
    _across(story)
    _drafts(story)
    _dossiers(story)
    _door(story)
    _own(story)
    give_duties(story)
    _ended(story)
    return story


# -- who sits where


def _bodies(story: Story) -> None:
    people, facts = story.province, story.facts
    facts.central = COMMITTEE
    for name, agency, above, made_unit in (
        ("lãnh đạo", COMMITTEE, "", people.leaders),
        ("văn phòng", COMMITTEE, "", people.office),
        ("khoa giáo", COMMITTEE, "văn phòng", people.division),
        ("văn phòng xã", COMMUNE, "", people.commune_office),
    ):
        facts.units[name] = model.Unit(name, agency, above)
        story.bodies[name] = made_unit.id
    story.bodies |= {COMMITTEE: people.committee.id, COMMUNE: people.commune.id}
    names = {unit: name for name, unit in story.bodies.items()}
    for who, member in people.cast.items():
        story.people[who] = member
        if member.post is None:
            continue
        _post(story, who, member.post, names[member.post.unit_id])
        facts.hats.append(Hat(who, who, "former" if who == "son" else "holder"))
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": story.at}
    third = create_agency(
        kind=AgencyKind.COMMUNE,
        name=f"Ủy ban nhân dân xã {THIRD}",
        short_name=f"UBND xã {THIRD}",
        issuer_symbol="UBND",
        place=THIRD,
        parent=people.committee,
        **made,
    )
    story.bodies[THIRD] = third.id
    _unit(story, "nội chính", people.committee, COMMITTEE)
    _unit(story, "văn phòng Nam Cường", third, THIRD)
    for who, unit, role in (
        ("van", "nội chính", Role.UNIT_HEAD),
        ("binh", "nội chính", Role.SPECIALIST),
        ("an", "nội chính", Role.SPECIALIST),
        ("liem", "nội chính", Role.SPECIALIST),
        ("cuong", "nội chính", Role.SPECIALIST),
        ("yen", "văn phòng xã", Role.SPECIALIST),
        ("nghi", "văn phòng xã", Role.ADMINISTRATOR),
        ("kim", "văn phòng Nam Cường", Role.RECORDS_CLERK),
    ):
        body = Unit.objects.get(pk=story.bodies[unit])
        _seat(story, who, seated(who, f"Người {who}", body, role, who, story.at, None))
        _post(story, who, story.people[who].post, unit)
        facts.hats.append(Hat(who, who))
    _sit(story, "tam", "son")
    facts.hats.append(Hat("tam", "son"))


def _post(story: Story, name: str, post: Post | None, unit: str) -> None:
    assert post is not None
    story.facts.posts[name] = model.Post(name, post.role, unit)
    story.posts[name] = post.id


def _unit(story: Story, name: str, agency: Agency, of: str, above: str = "") -> None:
    parent = Unit.objects.get(pk=story.bodies[above]) if above else None
    unit = create_unit(
        agency=agency,
        name=f"Phòng {name}",
        parent=parent,
        valid_from=SINCE,
        by=SYSTEM,
        at=story.at,
    )
    story.facts.units[name] = model.Unit(name, of, above)
    story.bodies[name] = unit.id


def _seat(story: Story, who: str, member: Member) -> None:
    story.people[who] = member
    story.province.cast[who] = member


def _sit(story: Story, who: str, post: str) -> None:
    """Somebody new on a chair of somebody who left."""
    today, user = story.province.today, make_user(who)
    made: dict[str, Any] = {"valid_from": today, "by": SYSTEM, "at": story.at}
    person = add_person(full_name=f"Người {who}", user=user, **made)
    chair = Post.objects.get(pk=story.posts[post])
    appoint(person=person, post=chair, **made)
    _seat(story, who, Member(user, person, chair))


def _stand_ins(story: Story) -> None:
    people, today = story.province, story.province.today
    for who, post, at, first, until, withheld in (
        ("an", "minh", "stand-in", today, today + timedelta(days=3), []),
        ("liem", "minh", "lapsed", today - timedelta(days=9), today, []),
        ("cuong", "dung", "limited", today, None, ["incoming.instruct"]),
    ):
        person = people.cast[who].person
        assert person is not None
        delegate(
            post=Post.objects.get(pk=story.posts[post]),
            person=person,
            valid_from=first,
            valid_until=until,
            kind=DelegationKind.STAND_IN,
            withheld=withheld,
            by=SYSTEM,
            at=story.at,
        )
        kept = frozenset({"instruct"} if withheld else ())
        story.facts.hats.append(Hat(who, post, at, kept))


# -- incoming papers


def _entry(story: Story, key: str, who: str = "lan", agency: str = COMMITTEE) -> Any:
    """Registered, its word in its subject and another in the words of its file."""
    story.tell(key, Thing("incoming", agency, "registered"))
    word = story.word(key)
    entry = make_entry(
        story.province,
        who=who,
        subject=f"V/v {story.title(key)}",
        symbol=f"{len(story.ids)}/SNN",
    )
    file = with_text(entry.document, f"Nội dung {word}tep")
    held = DocumentFile.objects.get(document=entry.document, file=file)
    story.ids[key] = {"entry_id": entry.id, "file_id": held.id, "number": 1}
    return entry


def _submitted(story: Story, key: str) -> Any:
    entry, thing = _entry(story, key), story.facts.things[key]
    actions.submit(
        entry_id=entry.id,
        leader_post_id=story.posts["dung"],
        proposal=[Share(story.bodies["khoa giáo"], Part.LEAD)],
        by=story.seat("lan"),
        at=story.at,
    )
    _lies(story, key, Assignment.objects.get(entry=entry), "submitted", "dung")
    return entry, thing


def _instructed(story: Story, key: str, *, hold: bool = False) -> Any:
    entry, thing = _submitted(story, key)
    part = story.ids[key]["assignment_id"]
    actions.instruct(
        entry_id=entry.id,
        assignment_id=part,
        text=f"Giao {story.word(key)}butphe.",
        shares=[
            Share(story.bodies["khoa giáo"], Part.LEAD, working_day(5)),
            Share(story.bodies["nội chính"], Part.SUPPORT),
        ],
        hold=hold,
        by=story.seat("dung"),
        at=story.at,
    )
    if hold:
        thing.state = "held"
        return entry, thing
    thing.given.add("nội chính")
    lead_part = Assignment.objects.get(entry=entry, part=Part.LEAD)
    _lies(story, key, lead_part, "handling", "khoa giáo", "dung")
    return entry, thing


def _assigned(story: Story, key: str) -> Any:
    entry, thing = _instructed(story, key)
    actions.assign(
        entry_id=entry.id,
        assignment_id=story.ids[key]["assignment_id"],
        shares=[Share(story.posts["minh"], Part.LEAD)],
        by=story.seat("hoa"),
        at=story.at,
    )
    mine = Assignment.objects.get(entry=entry, desk_id=story.posts["minh"])
    _lies(story, key, mine, "assigned", "minh", "khoa giáo")
    return entry, thing


def _lies(
    story: Story, key: str, part: Assignment, state: str, desk: str, giver: str = ""
) -> None:
    thing = story.facts.things[key]
    thing.state, thing.desk, thing.giver = state, desk, giver
    thing.given.add(desk)
    story.ids[key]["assignment_id"] = part.id


def _papers(story: Story) -> None:
    """One in each state along Lan → Dũng → Hoa → Minh, Vân's division helping."""
    _entry(story, "registered")
    _submitted(story, "submitted")
    _instructed(story, "held", hold=True)
    _instructed(story, "handling")
    _assigned(story, "assigned")
    entry, thing = _assigned(story, "reported")
    part = story.ids["reported"]["assignment_id"]
    given: dict[str, Any] = {"entry_id": entry.id, "assignment_id": part}
    actions.report(result="Xong.", by=story.seat("minh"), at=story.at, **given)
    thing.state = "reported"


def _given_further(story: Story) -> None:
    """Opened to a post, to a unit, opened and taken back, told, recalled."""
    why = {"reason": "Cùng làm báo cáo.", "by": story.seat("lan"), "at": story.at}
    for key, desk in (
        ("opened-post", story.posts["son"]),
        ("opened-unit", story.bodies["nội chính"]),
        ("closed", story.posts["binh"]),
    ):
        entry = _entry(story, key)
        actions.open_to(entry_id=entry.id, desk_id=desk, **why)
    story.facts.things["opened-post"].opened.add("son")
    story.facts.things["opened-unit"].told.add("nội chính")
    closed = story.ids["closed"]["entry_id"]
    actions.close_to(entry_id=closed, desk_id=story.posts["binh"], **why)
    told = _entry(story, "told")
    actions.forward(
        entry_id=told.id,
        desk_ids=[story.bodies["khoa giáo"], story.posts["binh"]],
        by=story.seat("lan"),
        at=story.at,
    )
    thing = story.facts.things["told"]
    thing.told.add("khoa giáo")
    thing.given |= {"khoa giáo", "binh"}
    thing.state = "told"
    entry, thing = _assigned(story, "recalled")
    actions.recall(
        entry_id=entry.id,
        assignment_id=story.ids["recalled"]["assignment_id"],
        reason="Giao nhầm.",
        by=story.seat("hoa"),
        at=story.at,
    )
    thing.state = "recalled"


def _across(story: Story) -> None:
    """The commune's own papers, and what the committee sent to it and to no other."""
    _entry(story, "commune", "tu", COMMUNE)
    _entry(story, "third", "kim", THIRD)
    story.tell("sent", Thing("outgoing", COMMITTEE, "issued"))
    line = issue(story.province, subject=f"Giao {story.title('sent')}")
    story.ids["sent"] = {"entry_id": line.id}
    item = IntakeItem.objects.get(agency=story.province.commune, state="ready")
    story.tell("at-door", Thing("intake", COMMUNE), item_id=item.id, number=1)
    story.tell("taken-sent", Thing("outgoing", COMMITTEE, "issued"))
    line = issue(story.province, subject=f"Giao {story.title('taken-sent')}")
    story.ids["taken-sent"] = {"entry_id": line.id}
    door = Dispatch.objects.get(entry=line).item
    assert door is not None
    story.tell("taken-in", Thing("incoming", COMMUNE, "registered"))
    entry = take_in(story.province, door)
    RegisterEntry.objects.filter(pk=entry.pk).update(note=story.word("taken-in"))
    story.ids["taken-in"] = {"entry_id": entry.id}


# -- outgoing


def _drafts(story: Story) -> None:
    people = story.province
    for key, steps, desks in (
        ("draft-writing", 0, {"minh"}),
        ("draft-content", 1, {"minh", "hoa", "khoa giáo"}),
        ("draft-form", 2, {"minh", "hoa", "khoa giáo"}),
        ("draft-approval", 3, {"minh", "hoa", "khoa giáo", "dung"}),
    ):
        story.tell(key, Thing("draft", COMMITTEE, key.partition("-")[2], given=desks))
        draft = begin(people, subject=f"V/v {story.title(key)}")
        lead(people, steps, draft)
        story.ids[key] = {"draft_id": draft.id, "number": 1}
    story.tell("draft-asked", Thing("draft", COMMITTEE, "asked", {"minh"}))
    asked = begin(people, subject=f"V/v {story.title('draft-asked')}")
    story.ids["draft-asked"] = {"draft_id": asked.id, "number": 1}
    made = {"by": people.seat("minh"), "at": story.at}
    ask_opinions(
        draft_id=asked.id,
        desk_ids=[story.bodies["nội chính"], story.posts["son"]],
        due_on=people.today,
        question=f"Hỏi {story.word('draft-asked')}hoi",
        **made,
    )
    story.facts.things["draft-asked"].given |= {"nội chính", "son"}
    story.tell("draft-withdrawn", Thing("draft", COMMITTEE, "withdrawn", {"minh"}))
    gone = begin(people, subject=f"V/v {story.title('draft-withdrawn')}")
    withdraw_draft(draft_id=gone.id, reason="Không cần nữa.", **made)
    story.ids["draft-withdrawn"] = {"draft_id": gone.id, "number": 1}


# -- dossiers


def _dossiers(story: Story) -> None:
    """Minh's with a paper he may read and one that Bình, let in, may not."""
    people = story.province
    story.tell("dossier", Thing("dossier", COMMITTEE, "open", {"minh"}))
    dossier = make_dossier(people, title=f"Hồ sơ {story.title('dossier')}")
    held = put_file(people, dossier, f"Biên bản {story.word('dossier')}bb")
    assert held.file_id is not None
    StoredFile.objects.filter(pk=held.file_id).update(state=FileState.READY)
    file_paper(
        dossier_id=dossier.id,
        incoming_id=story.ids["assigned"]["entry_id"],
        by=people.seat("minh"),
        at=story.at,
    )
    open_dossier_to(
        dossier_id=dossier.id,
        desk_id=story.posts["binh"],
        reason="Cùng xem",
        by=people.seat("lan"),
        at=story.at,
    )
    story.facts.things["dossier"].opened.add("binh")
    story.ids["dossier"] = {"dossier_id": dossier.id, "held_id": held.id}
    story.tell("dossier-own", Thing("dossier", COMMITTEE, "open", {"minh"}))
    own = make_dossier(
        people, title=f"Hồ sơ {story.title('dossier-own')}", symbol="06.KGVX"
    )
    story.ids["dossier-own"] = {"dossier_id": own.id}
    story.tell("dossier-commune", Thing("dossier", COMMUNE, "open", {"tu"}))
    theirs = make_dossier(
        people, "tu", title=f"Hồ sơ {story.title('dossier-commune')}", symbol="01.YD"
    )
    story.ids["dossier-commune"] = {"dossier_id": theirs.id}


# -- the door, and what is one's own


def _door(story: Story) -> None:
    for key, who, agency in (("item", "lan", COMMITTEE), ("item-tu", "tu", COMMUNE)):
        story.tell(key, Thing("intake", agency))
        word, seat = story.word(key), story.seat(who)
        item = actions.receive_file(
            stream=BytesIO(make_pdf(word)),
            name=f"{word}.pdf",
            channel="upload",
            by=seat,
            at=story.at,
        )
        actions.read_item(item_id=item.id, by=seat, at=story.at)
        story.ids[key] = {"item_id": item.id, "number": 1}
    for key, who, agency in (("pile", "lan", COMMITTEE), ("pile-tu", "tu", COMMUNE)):
        story.tell(key, Thing("pile", agency))
        pile = actions.receive_pile(
            stream=BytesIO(make_pdf(story.word(key), pages=2)),
            name=f"{story.word(key)}.pdf",
            channel="upload",
            by=story.seat(who),
            at=story.at,
        )
        actions.take_apart(pile_id=pile.id, by=SYSTEM, at=story.at)
        story.ids[key] = {"pile_id": pile.id, "number": 2}


def _own(story: Story) -> None:
    for key, who, unit in (
        ("filter-binh", "binh", ""),
        ("filter-van", "van", "nội chính"),
    ):
        story.tell(key, Thing("filter", owner=who, shared_with=unit))
        kept = actions.save_filter(
            name=story.word(key),
            asked=Asked(find="khan"),
            shared=bool(unit),
            by=story.province.seat(who),
            at=story.at,
        )
        story.ids[key] = {"filter_id": kept.id}
    story.tell("question-binh", Thing("question", owner="binh"))
    question = save_question(
        name=story.word("question-binh"),
        question=Question(text="khẩn"),
        watched=False,
        by=story.province.seat("binh"),
        at=story.at,
    )
    story.ids["question-binh"] = {"question_id": question.id}


def _ended(story: Story) -> None:
    """Cổ Linh registers its last paper and ends today in favour of the commune."""
    people, day = story.province, story.province.today
    gone = reforms.make_commune(people, SINCE, story.at, prefix="cl-")
    story.facts.units["văn phòng Cổ Linh"] = model.Unit("văn phòng Cổ Linh", GONE)
    story.bodies[GONE] = gone.agency.id
    for who, member in gone.cast.items():
        _seat(story, who, member)
        _post(story, who, member.post, "văn phòng Cổ Linh")
        story.facts.hats.append(Hat(who, who, "former"))
    _entry(story, "left", "cl-lien", GONE)
    actions.return_to_sender(
        entry_id=story.ids["left"]["entry_id"],
        reason="Gửi nhầm.",
        by=story.seat("cl-lien"),
        at=story.at,
    )
    give_to_who_ends(story)
    reforms.end(gone.agency, day)
    act = reforms.decide({gone.agency.id: people.commune.id}, day, story.at)
    pass_on(reform=act, by=SYSTEM, at=story.at)
    story.facts.things["left"].state = "returned"
    story.facts.heirs[GONE] = COMMUNE
