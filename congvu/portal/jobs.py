"""Background doors of the portal."""

from __future__ import annotations

import time
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _
from congvu.machine.state import state_folder, visits_log
from congvu.notices.rules import LetterState
from congvu.portal import actions
from congvu.portal.actions import (
    close_days,
    count_visits,
    draw_pictures,
    expire_papers,
    forget_visits,
    index_pages,
    make_sites,
    mark_ended,
    measure_sections,
    mend_shelf,
    put_aside,
    read_publishing,
    remind_of_pages,
    remind_of_sections,
)
from congvu.portal.actions.boards import copy_boards, copy_changed
from congvu.portal.actions.open_sets import copy_sets
from congvu.portal.client import MailNotTaken, send_to_asker
from congvu.portal.models import Publishing
from congvu.portal.queries.letters import compose_to_asker
from congvu.portal.rules import PublishingState
from congvu.portal.rules.visits import KEPT


@periodic(
    name="portal.follow",
    title=_("Lập trang thành phần cho cơ quan mới, ghi thông báo nơi đã thôi"),
    cron="15 1 * * *",
)
def follow() -> None:
    """Every night: sites follow the organisation."""
    now = timezone.now()
    on = timezone.localdate(now)
    make_sites(on=on, by=SYSTEM, at=now)
    mark_ended(on=on, by=SYSTEM, at=now)


@periodic(
    name="portal.schedule", title=_("Xuất bản, gỡ xuống theo hẹn"), cron="* * * * *"
)
def schedule() -> None:
    """What an editor set a moment for; a minute late at most."""
    call_command("publish_scheduled", verbosity=0)


@job(name="portal.read", title=_("Đọc văn bản để công khai"), retry=5)
def read_one(*, publishing_id: str) -> None:
    read_publishing(publishing_id=UUID(publishing_id), by=SYSTEM, at=timezone.now())


@job(name="portal.mend", title=_("Dọn kho tệp công khai"), retry=5)
def mend() -> None:
    mend_shelf(at=timezone.now())


@periodic(
    name="portal.find_unread",
    title=_("Tìm văn bản chờ đọc để công khai"),
    cron="* * * * *",
)
def find_unread() -> None:
    """A scan recognised by now, or a run lost in a crash: the rows are the truth."""
    rows = Publishing.objects.filter(state=PublishingState.READING)
    for found in rows.order_by("decided_at").values_list("id", flat=True)[:50]:
        enqueue_once("portal.read", lock=str(found), publishing_id=str(found))


@periodic(
    name="portal.index_pages",
    title=_("Đưa bài, dự thảo mới vào tìm kiếm của cổng"),
    cron="* * * * *",
)
def index() -> None:
    """What was published or taken down since the last time."""
    index_pages()
    actions.index_drafts(on=timezone.localdate())


@periodic(
    name="portal.copy_changed",
    title=_("Chép lịch tuần, tổ chức, kết quả nhiệm vụ vừa thay đổi lên cổng"),
    cron="* * * * *",
)
def boards_changed() -> None:
    copy_changed(at=timezone.now())


@periodic(
    name="portal.copy_boards",
    title=_("Đối chiếu lịch tuần, tổ chức, kết quả nhiệm vụ trên cổng"),
    cron="7 * * * *",
)
def boards() -> None:
    """What a date changed (a task late, a post begun), and what was missed."""
    copy_boards(at=timezone.now())


@periodic(
    name="portal.copy_sets",
    title=_("Chép dữ liệu mở của các cơ quan lên cổng"),
    cron="* * * * *",
)
def sets() -> None:
    """What was opened, changed or taken down; each day anew."""
    copy_sets(at=timezone.now())


@periodic(
    name="portal.expire",
    title=_("Gỡ văn bản hết hiệu lực trên cổng"),
    cron="* * * * *",
)
def expire() -> None:
    """Also what was missed while no worker ran: a day that is over is over."""
    expire_papers(by=SYSTEM, at=timezone.now())


@periodic(
    name="portal.close_days",
    title=_("Lập mã gốc công khai của ngày"),
    cron="25 * * * *",
)
def close() -> None:
    """Soon after midnight; the log has sealed the day by then."""
    close_days(by=SYSTEM, at=timezone.now())


@periodic(
    name="portal.mend_daily", title=_("Đối chiếu kho tệp công khai"), cron="40 2 * * *"
)
def mend_daily() -> None:
    mend_shelf(at=timezone.now())


@periodic(
    name="portal.measure-sections",
    title=_("Xem các mục trên cổng đủ hay thiếu, nhắc nơi phụ trách"),
    cron="41 * * * *",
)
def measure() -> None:
    """Any number of times a day: what did not change is not written again."""
    now = timezone.now()
    measure_sections(on=timezone.localdate(now), at=now)
    remind_of_sections(at=now)


@periodic(
    name="portal.page-days",
    title=_("Nhắc trang đến ngày xem lại, trang sắp tự gỡ"),
    cron="51 * * * *",
)
def page_days() -> None:
    """Also what was missed while no worker ran: it goes by what stands there now."""
    remind_of_pages(at=timezone.now())


MAIL_SECONDS = 50


@periodic(
    name="portal.take-in",
    title=_("Nhận câu hỏi, góp ý từ Cổng thông tin"),
    cron="* * * * * */20",
)
def take_in() -> None:
    """Also what waited while no worker ran; each row once."""
    actions.take_in(at=timezone.now())
    actions.confirm_all(at=timezone.now())


@periodic(
    name="portal.write-to-askers",
    title=_("Gửi thư cho người hỏi"),
    cron="* * * * * */30",
)
def write_to_askers() -> None:
    """One after another; without a mail server all of it waits."""
    until = time.monotonic() + MAIL_SECONDS
    while settings.EMAIL_HOST and time.monotonic() < until:
        letter = actions.claim_letter(at=timezone.now())
        if letter is None:
            return
        composed = compose_to_asker(letter, settings.PORTAL_URL)
        now = timezone.now()
        if composed is None:
            actions.close_letter(letter=letter, state=LetterState.EMPTY, at=now)
            continue
        try:
            send_to_asker(composed, message_id=letter.message_id)
        except MailNotTaken as error:
            actions.put_letter_back(letter=letter, error=str(error), at=now)
        else:
            actions.close_letter(letter=letter, state=LetterState.SENT, at=now)


@periodic(
    name="portal.remind", title=_("Nhắc hạn trả lời câu hỏi"), cron="7-59/10 * * * *"
)
def remind() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    actions.remind_of_questions(at=timezone.now())


@periodic(
    name="portal.forget",
    title=_("Xóa câu hỏi không ai xác nhận, liên hệ đã cũ"),
    cron="23 2 * * *",
)
def forget() -> None:
    now = timezone.now()
    actions.forget_unconfirmed(at=now)
    actions.forget_contacts(at=now)
    actions.forget_counts(at=now)


@periodic(
    name="portal.visits",
    title=_("Đếm lượt xem cổng thông tin"),
    cron="* * * * *",
)
def visits() -> None:
    """What stands at the foot of the portal is a minute old."""
    log = visits_log()
    count_visits(log=log, at=timezone.now())
    if log.parent == state_folder() / "log":
        put_aside(log=log)


@periodic(
    name="portal.forget-visits",
    title=_("Bỏ số lượt xem từng trang đã quá hạn giữ"),
    cron="35 1 * * *",
)
def drop_visits() -> None:
    """Which page was opened how often a year ago is of no use."""
    forget_visits(before=timezone.localdate() - KEPT)


@job(
    name="portal.pictures",
    title=_("Vẽ các cỡ ảnh của một trang vừa xuất bản"),
    retry=5,
)
def pictures(*, page_id: int) -> None:
    draw_pictures(page_id=page_id)
