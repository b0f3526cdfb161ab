"""Bó quét: one drop, many papers, each once; a wrong cut is mended before numbers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import piles, read_item, take_apart, take_in_folders
from congvu.documents.actions.intake import destroy_secret
from congvu.documents.formats.pile import SEPARATOR, cut_pile
from congvu.documents.jobs import find_unfinished_piles, take_pile_apart
from congvu.documents.models import IntakeItem, Pile, RegisterEntry
from congvu.documents.rules import IntakeState, PileState
from congvu.files.models import FileState, StoredFile
from congvu.lib.refusals import Refused
from tests.documents.door import form, paper_pdf
from tests.documents.machine import machine
from tests.documents.piles import as_pdf, as_tiff, blank, sheet, written
from tests.documents.test_folders import drop
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def sign(number: int, *codes: str, blank: bool = False) -> dict[str, object]:
    return {"number": number, "codes": list(codes), "blank": blank}


@pytest.mark.parametrize(
    ("signs", "cuts"),
    [
        # no sign at all: one paper
        ([sign(1), sign(2)], [(1, 2)]),
        ([sign(1, SEPARATOR), sign(2), sign(3, SEPARATOR), sign(4)], [(2,), (4,)]),
        # the first sheet was forgotten; the last paper is followed by one
        ([sign(1), sign(2, SEPARATOR)], [(1,)]),
        # two in a row
        ([sign(1), sign(2, SEPARATOR), sign(3, SEPARATOR), sign(4)], [(1,), (4,)]),
        # the blank back of a sheet goes; of a paper it stays
        ([sign(1, SEPARATOR), sign(2, blank=True), sign(3)], [(3,)]),
        ([sign(1), sign(2, blank=True), sign(3)], [(1, 2, 3)]),
        ([sign(1, SEPARATOR)], []),
        # labels begin papers; a foreign code does not
        ([sign(1, "VBD-1"), sign(2, "X-9"), sign(3, "VBD-2")], [(1, 2), (3,)]),
    ],
)
def test_where_papers_begin(signs, cuts) -> None:
    assert [c.pages for c in cut_pile(signs, prefix="VBD-").cuts] == cuts


def receive(province: Province, content: bytes, name: str = "xap.pdf") -> Pile:
    return actions.receive_pile(
        stream=BytesIO(content),
        name=name,
        channel="upload",
        by=province.seat("lan"),
        at=province.at,
    )


def cut(province: Province, content: bytes, name: str = "xap.pdf") -> Pile:
    pile = receive(province, content, name)
    take_pile_apart(pile_id=str(pile.id))
    pile.refresh_from_db()
    return pile


def papers(pile: Pile) -> list[list[int]]:
    rows = IntakeItem.objects.filter(pile=pile, first_page__isnull=False)
    return [i.pile_pages for i in rows.order_by("first_page")]


def test_a_pile_becomes_papers_at_the_door_in_its_own_order(
    province: Province,
) -> None:
    pages = [sheet(), blank(), written(1), written(1, 2)]
    pages += [sheet(turned=180), written(2), sheet(turned=2), sheet(), written(3)]

    pile = cut(province, as_pdf([*pages, sheet()]))

    assert pile.state == PileState.DONE
    assert papers(pile) == [[3, 4], [6], [9]]
    assert pile.separators == 5
    items = list(IntakeItem.objects.order_by("first_page"))
    assert {i.state for i in items} == {IntakeState.READING}
    assert items[0].name == "xap tr003-004.pdf"
    page = province.client("lan").get("/tiep-nhan/").content.decode()
    assert page.index("xap tr003") < page.index("xap tr006") < page.index("xap tr009")
    told = AuditEvent.objects.get(event="documents.pile-cut")
    assert told.data["papers"] == 3


def test_labels_stuck_on_first_pages_are_kept_with_the_papers(
    province: Province,
) -> None:
    lan = province.client("lan")
    lan.post("/tiep-nhan/bo/nhan/", {"prefix": "VBD-"})

    pile = cut(
        province,
        as_tiff(
            [written(1, label="VBD-0001"), written(1, 2), written(2, label="VBD-2")]
        ),
        "xap.tif",
    )

    assert papers(pile) == [[1, 2], [3]]
    assert list(
        IntakeItem.objects.order_by("first_page").values_list("label", flat=True)
    ) == ["VBD-0001", "VBD-2"]


def test_a_pile_dropped_into_the_watched_folder(province: Province, home: Path) -> None:
    folder = home / "folders" / "H03" / "bo-quet"
    folder.mkdir(parents=True)
    drop(folder, "sang.pdf", as_pdf([written(1), sheet(), written(2)]))

    assert take_in_folders(at=province.at) == 1

    pile = Pile.objects.get()
    assert (pile.channel, pile.received_by) == ("folder", "Nông Thị Lan")
    assert list(folder.iterdir()) == []
    take_pile_apart(pile_id=str(pile.id))
    assert papers(pile) == [[1], [3]]


def test_killed_in_the_middle_it_goes_on_and_nothing_comes_twice(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = receive(
        province,
        as_pdf([written(1), sheet(), written(2), sheet(), written(3)]),
    )
    monkeypatch.setattr(piles, "AT_ONCE", 2)
    store_cut, calls = piles.store_cut, []

    def dies(**given):
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return store_cut(**given)

    monkeypatch.setattr(piles, "store_cut", dies)
    with pytest.raises(KeyboardInterrupt):
        take_apart(pile_id=pile.id, by=SYSTEM, at=province.at)
    assert IntakeItem.objects.count() == 0

    find_unfinished_piles()
    take_apart(pile_id=pile.id, by=SYSTEM, at=province.at)
    take_apart(pile_id=pile.id, by=SYSTEM, at=province.at)

    assert papers(pile) == [[1], [3], [5]]
    assert len(calls) == 4
    assert StoredFile.objects.count() == 4


def test_the_clerk_splits_joins_and_takes_a_page_back(province: Province) -> None:
    pile = cut(province, as_pdf([written(1), written(2), sheet(), written(3)]))
    lan, here = province.client("lan"), f"/tiep-nhan/bo/{pile.id}/"
    assert papers(pile) == [[1, 2], [4]]
    page = lan.get(here).content.decode()
    assert "Tách tại đây" in page
    assert "Ghép với tờ trước" in page
    assert "Lấy lại trang" in page

    lan.post(f"{here}trang/2/tach/")
    assert papers(pile) == [[1], [2], [4]]
    lan.post(f"{here}trang/4/ghep/")
    assert papers(pile) == [[1], [2, 4]]
    lan.post(f"{here}trang/3/lay-lai/")
    assert papers(pile) == [[1], [2, 3, 4]]
    joined = IntakeItem.objects.get(first_page=2)
    read_item(item_id=joined.id, by=SYSTEM, at=province.at)
    joined.refresh_from_db()
    assert joined.file.pages == 3
    assert lan.get(f"{here}trang/1/").headers["Content-Type"] == "image/webp"


def test_what_is_registered_is_not_cut_again(province: Province) -> None:
    content = as_pdf([written(1), written(1, 2), sheet(), written(2)])
    pile = cut(province, content)
    first = IntakeItem.objects.get(first_page=1)
    read_item(item_id=first.id, by=SYSTEM, at=province.at)
    lan = province.client("lan")
    answer = lan.post(f"/tiep-nhan/{first.id}/vao-so/", form())
    second = IntakeItem.objects.get(first_page=4)
    # the fast path goes on with the next paper of the pile
    assert answer.headers["Location"] == f"/tiep-nhan/{second.id}/"

    with pytest.raises(Refused, match="đã vào sổ"):
        actions.split_paper(
            pile_id=pile.id, page=2, by=province.seat("lan"), at=province.at
        )
    told = lan.post(f"/tiep-nhan/bo/{pile.id}/trang/4/ghep/", follow=True)
    assert "đã vào sổ" in told.content.decode()
    assert papers(pile) == [[1, 2], [4]]
    assert RegisterEntry.objects.count() == 1


def test_without_a_separator_the_pile_is_one_paper_and_says_so(
    province: Province,
) -> None:
    pile = cut(province, as_pdf([written(1), written(2)]))

    assert papers(pile) == [[1, 2]]
    page = province.client("lan").get(f"/tiep-nhan/bo/{pile.id}/").content.decode()
    assert "cả bó là một văn bản" in page


def test_a_locked_pile_and_one_of_sheets_alone_are_told(province: Province) -> None:
    pile = cut(province, _locked(), "khoa.pdf")
    sheets = cut(province, as_pdf([sheet(), blank()]), "ngan.pdf")

    assert pile.state == sheets.state == PileState.QUARANTINED
    assert "mật khẩu" in pile.reason
    assert "chỉ có tờ ngăn" in sheets.reason
    assert IntakeItem.objects.count() == 0


def _locked() -> bytes:
    """A PDF that asks for a password."""
    out = BytesIO()
    pen = Canvas(out, encrypt=StandardEncryption("mat-khau", ownerPassword="chu"))
    pen.drawString(100, 700, "khóa")
    pen.save()
    return out.getvalue()


def test_the_same_pile_twice_and_a_word_file_are_refused(province: Province) -> None:
    content = as_pdf([written(1), sheet(), written(2)])
    cut(province, content)

    again = receive(province, content, "xap-lai.pdf")
    word = receive(province, b"van ban thuan", "xap.txt")

    assert again.state == word.state == PileState.REFUSED
    assert "đã nhận ngày" in again.reason
    assert "PDF hoặc ảnh" in word.reason
    assert IntakeItem.objects.count() == 2


def test_a_secret_in_a_pile_leaves_no_copy_and_the_others_stay(
    province: Province,
) -> None:
    pile = cut(province, as_pdf([written(1), written(2), sheet(), written(3)]))
    seat = province.seat("lan")
    # cut once wrongly, so that an older copy of page 2 is about
    actions.split_paper(pile_id=pile.id, page=2, by=seat, at=province.at)
    secret = IntakeItem.objects.get(first_page=2)

    destroy_secret(item=secret, by=seat, at=province.at)

    pile.refresh_from_db()
    assert (pile.state, pile.file_id, pile.name) == (PileState.REFUSED, None, "")
    kept = StoredFile.objects.exclude(state=FileState.DESTROYED)
    others = IntakeItem.objects.filter(first_page__in=[1, 4])
    assert {f.id for f in kept} == {i.file_id for i in others}
    lan = province.client("lan")
    assert lan.get(f"/tiep-nhan/bo/{pile.id}/trang/2/").status_code == 404


def test_a_pile_is_never_read_as_one_paper(province: Province) -> None:
    pile = cut(province, as_pdf([written(1), sheet(), written(2)]))

    assert pile.file is not None
    assert pile.file.state == FileState.WAITING
    assert not pile.file.read_pages.exists()


def test_a_machine_sends_a_pile_and_mends_it(province: Province) -> None:
    lan = machine(province, "lan")
    file = SimpleUploadedFile("xap.pdf", as_pdf([written(1), written(2)]))
    [pile] = lan.ask("post", "piles", data={"files": [file]}).data
    take_pile_apart(pile_id=pile["id"])

    answer = lan.post(f"piles/{pile['id']}/split", {"page": 2})
    refused = lan.post(f"piles/{pile['id']}/split", {"page": 2})

    assert [part["pages"] for part in answer.data["parts"]] == [[1], [2]]
    assert refused.status == 422


def test_the_sheet_is_printed_and_an_ordinary_paper_has_no_code(
    province: Province,
) -> None:
    answer = province.client("lan").get("/tiep-nhan/bo/to-ngan.pdf")
    assert answer.content.startswith(b"%PDF")

    pile = cut(province, paper_pdf(7))
    assert papers(pile) == [[1]]
