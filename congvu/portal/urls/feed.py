"""Addresses of papers, of the search and of what proves them, for everybody."""

from __future__ import annotations

from django.urls import path, re_path

from congvu.portal.views import (
    boards,
    catalogue,
    certificates,
    checking,
    maps,
    open_data,
    open_sets,
    papers,
    search,
)

_PAPER = "van-ban/<uuid:document_id>/"
_KEY = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

urlpatterns = [
    path("van-ban/", papers.papers, name="papers"),
    path("van-ban.json", papers.papers_json, name="papers-json"),
    path("van-ban.csv", papers.papers_csv, name="papers-csv"),
    path("van-ban.atom", papers.papers_feed, name="papers-feed"),
    path("<slug:site>/van-ban/", papers.papers, name="papers-of"),
    path(_PAPER, papers.paper, name="paper"),
    re_path(
        r"^van-ban/(?P<document_id>[0-9a-f-]{36})/tep/(?P<digest>[0-9a-f]{64})/$",
        papers.paper_file,
        name="paper-file",
    ),
    # what is copied from the office beside papers
    path("lich-cong-tac/", boards.week, name="week"),
    path("<slug:site>/lich-cong-tac/", boards.week, name="week-of"),
    path("to-chuc/", boards.body, name="body"),
    path("<slug:site>/to-chuc/", boards.body, name="body-of"),
    path("ket-qua/", boards.results, name="results"),
    path("<slug:site>/ket-qua/", boards.results, name="results-of"),
    # the search and the proofs
    path("tim-kiem/", search.search, name="search"),
    path("tim-kiem.xml", search.description, name="search-description"),
    path("sitemap.xml", maps.site_map, name="map"),
    re_path(
        r"^sitemap-(?P<kind>trang)-(?P<first>[0-9]{1,9})\.xml$",
        maps.site_map_part,
        name="map-part",
    ),
    re_path(
        rf"^sitemap-(?P<kind>van-ban|hoi-dap|lay-y-kien)-(?P<first>{_KEY})\.xml$",
        maps.site_map_part,
        name="map-part",
    ),
    path("robots.txt", maps.robots, name="robots"),
    # data to take away, and what is kept about all that is here
    path("du-lieu-mo/danh-muc.jsonld", catalogue.catalogue, name="catalogue"),
    path(
        "du-lieu-mo/danh-muc.ttl", catalogue.catalogue_turtle, name="catalogue-turtle"
    ),
    re_path(
        r"^du-lieu-mo/(?P<key>thu-tuc|danh-ba)\.(?P<kind>csv|json)$",
        open_data.own_set,
        name="open-data",
    ),
    path("du-lieu-mo/bo/<uuid:data_set_id>/", open_sets.one, name="open-set"),
    path("du-lieu-mo/<uuid:data_set_id>.csv", open_sets.data, name="open-set-csv"),
    path(
        "du-lieu-mo/<uuid:data_set_id>.schema.json",
        open_sets.schema,
        name="open-set-schema",
    ),
    path("sieu-du-lieu.json", open_data.metadata, name="metadata"),
    re_path(
        r"^(?P<path>(?:[\w\-]+/)*)tin-moi\.(?P<kind>atom|rss)$", maps.feed, name="feed"
    ),
    path("kiem-tra-van-ban/", checking.check, name="check"),
    path("kiem-tra-chung-nhan/", certificates.check, name="certificate"),
    path("ma-goc-hang-ngay/", checking.days, name="days"),
    path("ma-goc-hang-ngay/<str:day>.json", checking.day_json, name="day-json"),
]
