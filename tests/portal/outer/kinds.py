"""One address of each kind of public page; a new kind gets its line here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """``route``: the name of its address; ``at_the_desk``: Lighthouse looks there."""

    name: str
    address: str
    route: str = "page"
    status: int = 200
    at_the_desk: bool = False
    kept_from_robots: bool = False


KINDS = [
    Kind("front", "/", at_the_desk=True),
    Kind("front-en", "/en/"),
    Kind("site", "/xa-yen-duong/"),
    Kind("section", "/tin-tuc/", at_the_desk=True),
    Kind("section-empty", "/xa-yen-duong/thu-tuc-hanh-chinh/"),
    Kind("section-en", "/en/thu-tuc-hanh-chinh/"),
    Kind("open-data-listed", "/du-lieu-mo/"),
    Kind("open-set", "/du-lieu-mo/bo/{open_set}/", "open-set"),
    Kind("metadata-listed", "/sieu-du-lieu/"),
    Kind("ratings-of-a-body", "/xa-yen-duong/danh-gia/"),
    Kind("article", "/tin-tuc/ret-dam-1/", at_the_desk=True),
    Kind("organisation", "/bo-may/{organisation}/"),
    Kind("contacts", "/lanh-dao/{contacts}/"),
    Kind("procedure", "/thu-tuc-hanh-chinh/{procedure}/", at_the_desk=True),
    Kind("project", "/dau-tu-dau-thau/{project}/"),
    Kind("statistics", "/thong-ke-tai-chinh/{statistics}/"),
    Kind("papers", "/van-ban/", "papers", at_the_desk=True),
    Kind("papers-of-a-body", "/xa-yen-duong/van-ban/", "papers-of"),
    Kind("papers-filtered", "/van-ban/?so=khong+co", "papers"),
    Kind("paper", "/van-ban/{paper}/", "paper", at_the_desk=True),
    Kind("search-begun", "/tim-kiem/", "search", at_the_desk=True),
    Kind("search", "/tim-kiem/?q=trong+rung", "search", kept_from_robots=True),
    Kind("search-nothing", "/tim-kiem/?q=khong-co-gi", "search", kept_from_robots=True),
    Kind("check", "/kiem-tra-van-ban/", "check"),
    Kind("certificate", "/kiem-tra-chung-nhan/", "certificate"),
    Kind("days", "/ma-goc-hang-ngay/", "days"),
    Kind("week", "/lich-cong-tac/", "week"),
    Kind("body", "/to-chuc/", "body", at_the_desk=True),
    Kind("body-en", "/en/to-chuc/", "body"),
    Kind("results", "/ket-qua/", "results"),
    Kind("answers", "/hoi-dap/", "answers"),
    Kind("answers-of-a-body", "/xa-yen-duong/hoi-dap/", "site-answers"),
    Kind("answered", "/hoi-dap/{answer}/", "answered"),
    Kind("drafts-of-a-body", "/xa-yen-duong/lay-y-kien/", "site-drafts"),
    Kind("ask", "/hoi-dap/gui/", "ask", at_the_desk=True),
    Kind("track", "/hoi-dap/tra-cuu/", "track", kept_from_robots=True),
    Kind("drafts", "/lay-y-kien/", "drafts"),
    Kind("draft", "/lay-y-kien/{draft}/", "draft", at_the_desk=True),
    Kind("comment", "/lay-y-kien/{draft}/gop-y/", "comment", kept_from_robots=True),
    Kind("rate-site", "/danh-gia/", "rate-site"),
    Kind(
        "rate-page",
        "/danh-gia/trang/?trang=/tin-tuc/ret-dam-1/",
        "rate-page",
        kept_from_robots=True,
    ),
    Kind("nothing-here", "/khong-co-trang-nay/", status=404),
]
# What gives no page to read: files, lists for programs, what is only sent.
NO_PAGE = {
    *("view", "media", "save", "papers-json", "papers-csv", "papers-feed"),
    *("paper-file", "draft-file", "search-description", "map", "map-part", "day-json"),
    *("robots", "feed", "save-answer", "save-draft"),
    *(
        "catalogue",
        "catalogue-turtle",
        "open-data",
        "metadata",
        "open-set-csv",
        "open-set-schema",
    ),
    *("api", "api-begin", "api-send", "api-track"),
    *("confirm", "rate-answer"),
    # the same pages as the province's
    *("week-of", "body-of", "results-of"),
}
