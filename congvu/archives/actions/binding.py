"""The papers of a closed dossier bound in time order, volume by volume.

A volume is one PDF: its list with page numbers, then of each paper a sheet that names
its files' digests, and its pages. The originals lie beside it, byte for byte.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.formats.growing_zip import GrowingZip
from congvu.archives.formats.package_writing import Written
from congvu.archives.formats.slips_pdf import write_slips
from congvu.archives.models import Dossier, Package
from congvu.archives.rules import UNBOUND
from congvu.documents.formats.hand_over_pdf import Record, write_hand_over_pdf
from congvu.files import jail
from congvu.files.actions.opening import NotReadable, as_readable
from congvu.files.models import EXTENSIONS, FileKind, StoredFile
from congvu.files.queries import open_file
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_names_on

MOST_PAPERS, MOST_BYTES = 200, 60 << 20
"""A volume holds no more, so that it can be opened and the jail can bind it."""
TASKS = "congvu.archives.jail"
_PAPERS = frozenset(
    {FileKind.PDF, FileKind.DOCX, FileKind.DOC, FileKind.ODT, FileKind.RTF}
)


@dataclass
class _File:
    """One file of a paper: as it is bound, or why not."""

    stored: StoredFile
    path: str = ""
    kind: str = ""
    pages: int = 0
    trouble: str = ""


@dataclass
class _Paper:
    """``line`` is its row; ``begins`` the page of the volume its sheet is on."""

    line: Any
    checks: list[str]
    files: list[_File] = field(default_factory=list)
    begins: int = 0

    @property
    def length(self) -> int:
        return 1 + sum(file.pages for file in self.files)

    @property
    def title(self) -> str:
        parts = (str(self.line.position), self.line.symbol, _said(self))
        return ". ".join(part for part in parts if part)


def write_bound(package: Package, part: Path, told: Callable[[int], None]) -> Written:
    """The zip of the volumes and the originals, or what was left to write of it."""
    dossier = package.dossier
    asked = timezone.localtime(package.asked_at)
    archive = GrowingZip(
        part,
        key=f"PDF {package.id} {dossier.closed_at}",
        moment=asked.timetuple()[:6],
    )
    folder = f"{dossier.symbol.replace('/', '-')}"
    last = 0
    try:
        for number, papers in enumerate(_volumes(dossier), start=1):
            last = papers[-1].line.position
            if last <= archive.mark:
                continue
            with override("vi"):
                content = _volume(package, number, papers)
                name = _("Quyển %(number)s") % {"number": f"{number:03d}"}
                beside = _("Bản gốc")
            archive.add(f"{folder}/{name}.pdf", content)
            for paper in papers:
                for place, file in enumerate(paper.files):
                    own = _original_name(paper, place, file)
                    source = partial(open_file, file.stored)
                    archive.stream(f"{folder}/{beside}/{own}", source)
            archive.checkpoint(last)
            told(last)
        digest, size = archive.finish()
    finally:
        archive.close()
    return Written(last, digest, size)


def _original_name(paper: _Paper, place: int, file: _File) -> str:
    more = f"_{place}" if place else ""
    ending = EXTENSIONS.get(file.stored.media_type, "")
    return f"{paper.line.position:07d}{more}{ending}"


def _volumes(dossier: Dossier) -> Iterator[list[_Paper]]:
    """Papers in order, as many as one volume takes."""
    papers: list[_Paper] = []
    size = 0
    for lines in queries.listed_papers(dossier):
        events = queries.package_events(lines)
        checks = [queries.in_words(e) for e in events if e.kind == "checked"]
        paper = _Paper(lines[0], checks)
        paper.files = [_file(line) for line in lines if line.sha256 is not None]
        own = sum(file.stored.size for file in paper.files if not file.trouble)
        if papers and (size + own > MOST_BYTES or len(papers) == MOST_PAPERS):
            yield papers
            papers, size = [], 0
        papers.append(paper)
        size += own
    if papers:
        yield papers


def _file(line: Any) -> _File:
    stored = StoredFile(
        id=line.file_id,
        sha256=line.sha256,
        media_type=line.media_type,
        kind=line.file_kind,
        size=line.file_size,
    )
    trouble = "too-large" if stored.size > MOST_BYTES else ""
    if stored.kind not in _PAPERS | {FileKind.IMAGE}:
        trouble = "other-kind"
    return _File(stored, trouble=trouble)


def _volume(package: Package, number: int, papers: Sequence[_Paper]) -> bytes:
    """Made readable, counted, numbered, listed, bound."""
    temporary = Path(settings.HOME) / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    with (
        ExitStack() as opened,
        tempfile.TemporaryDirectory(prefix="bind-", dir=temporary) as folder,
    ):
        files = [f for paper in papers for f in paper.files if not f.trouble]
        for file in files:
            _open(file, opened)
        _count([file for file in files if not file.trouble], Path(folder))
        # Written twice: how long the list is decides where the papers begin.
        length = _list(BytesIO(), package, number, papers)
        page = length + 1
        for paper in papers:
            paper.begins = page
            page += paper.length
        front, slips = Path(folder) / "front.pdf", Path(folder) / "slips.pdf"
        with front.open("wb") as out:
            _list(out, package, number, papers)
        with slips.open("wb") as out:
            write_slips(out, [_slip(package.dossier, paper) for paper in papers])
        order = {
            "front": str(front),
            "slips": str(slips),
            "papers": [
                {
                    "title": paper.title,
                    "files": [
                        {"path": f.path, "kind": f.kind}
                        for f in paper.files
                        if not f.trouble
                    ],
                }
                for paper in papers
            ],
        }
        given = [Path(f.path) for paper in papers for f in paper.files if f.path]
        return _in_jail("bind", order, Path(folder), [front, slips, *given]).blob


def _open(file: _File, opened: ExitStack) -> None:
    try:
        path, kind = opened.enter_context(as_readable(file.stored, for_pictures=True))
    except NotReadable:
        file.trouble = "broken"
        return
    file.path, file.kind = str(path), "pdf" if kind == "pdf" else "image"


def _count(files: Sequence[_File], folder: Path) -> None:
    order = [{"path": file.path, "kind": file.kind} for file in files]
    given = [Path(file.path) for file in files]
    counted = _in_jail("count", order, folder, given).result["counted"]
    for file, (pages, trouble) in zip(files, counted, strict=True):
        file.pages, file.trouble = pages, trouble


def _in_jail(task: str, order: Any, folder: Path, given: Sequence[Path]) -> jail.Answer:
    manifest = folder / f"{task}.json"
    manifest.write_text(json.dumps(order), encoding="utf-8")
    limits = jail.Limits(seconds=300, memory=3072 * jail.MIB)
    return jail.run(
        task, manifest, temporary=folder, limits=limits, also=given, tasks=TASKS
    )


def _list(out: Any, package: Package, number: int, papers: Iterable[_Paper]) -> int:
    columns = [*queries.list_columns()[:-1], Column("at", _("Từ trang"), 9)]
    rows = [
        [
            str(p.line.position),
            p.line.symbol,
            f"{p.line.happened_on:%d/%m/%Y}",
            _said(p),
            p.line.author,
            str(p.line.pages or ""),
            str(p.begins or ""),
        ]
        for p in papers
    ]
    return write_hand_over_pdf(out, _words(package, number), columns, rows)


def _said(paper: _Paper) -> str:
    kind = paper.line.type_name
    return f"{kind}: {paper.line.subject}" if kind else str(paper.line.subject)


def _words(package: Package, number: int) -> Record:
    dossier = package.dossier
    asked = timezone.localtime(package.asked_at)
    fonds = dossier.fonds_id
    about = _("Hồ sơ %(symbol)s: %(title)s. Quyển %(number)s.")
    values = {"symbol": dossier.symbol, "title": dossier.title, "number": number}
    return Record(
        title=_("MỤC LỤC VĂN BẢN, TÀI LIỆU"),
        about=_("Năm %(year)s") % {"year": dossier.year},
        agency=agency_names_on([fonds], local_date(package.asked_at)).get(fonds, ""),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        place_and_day="",
        paragraphs=(about % values,),
        closing=_(
            "Quyển này để đọc. Chữ ký số chỉ kiểm tra được trên bản gốc, nằm trong thư "
            "mục Bản gốc cùng gói."
        ),
        givers="",
        takers="",
        sign_here="",
        printed=f"{package.asked_by}, {asked:%H:%M %d/%m/%Y}",
    )


def _slip(dossier: Dossier, paper: _Paper) -> list[str]:
    line = paper.line
    last = paper.begins + paper.length - 1
    where = _("Trang %(first)s đến %(last)s của quyển này.")
    told = [
        _("Tài liệu số %(number)s") % {"number": line.position},
        _("Hồ sơ %(symbol)s: %(title)s")
        % {"symbol": dossier.symbol, "title": dossier.title},
        " ".join(filter(None, (line.symbol, f"{line.happened_on:%d/%m/%Y}"))),
        _said(paper),
        line.author,
        where % {"first": paper.begins, "last": last},
    ]
    for place, file in enumerate(paper.files):
        state = _("%(pages)s trang") % {"pages": file.pages}
        if file.trouble:
            why = _(UNBOUND[file.trouble])
            state = _("không đóng vào quyển: %(why)s") % {"why": why}
        told += [
            f"{_original_name(paper, place, file)} ({state})",
            f"SHA-256 {file.stored.sha256}",
        ]
    if not paper.files:
        told.append(_("Không có tệp điện tử."))
    return [text for text in (*told, *paper.checks) if text]
