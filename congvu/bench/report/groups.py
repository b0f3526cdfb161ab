"""The chapters of the page: what each kind of measuring does, in a sentence or two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    title: str
    words: str


GROUPS: Mapping[str, Group] = {
    "loading": Group(
        "Loading a province",
        "`congvu synth`: ten years of papers by COPY, indexes put back and checked.",
    ),
    "lists": Group(
        "Lists, one paper, and their pages",
        "Asked as the clerk of the biggest agency, who sees all of its papers, and as "
        "a specialist who sees about 1 % of them. *Query function / SQL*: our code, "
        "rights included, beside the best SQL written by hand. *Page / empty page*: "
        "the whole page beside the base template with nothing on it, in one process, "
        "no network.",
    ),
    "bell": Group(
        "The counter of an open page",
        "What every open page asks for once a minute: how much is new for me.",
    ),
    "search": Group(
        "Search",
        "The index made anew, then sixty questions of one to four words without "
        "accents. *Index by hand*: the same rights and words, asked of the index "
        "directly. The last lines are the whole answer: hits, counts, lines and "
        "quotes.",
    ),
    "start": Group(
        "Cold start",
        "Web server and worker started from nothing, until the first answers; the "
        "database runs already.",
    ),
    "crowd": Group(
        "Sixteen people at once",
        "Web server, worker and database as they run daily, on the same processors as "
        "the people: sixteen threads, each signed in, going round lists, search, the "
        "pane of a paper and its page. *Without a pause* is more than sixteen people "
        "do; *with a second between pages* is what a full office does at its busiest.",
    ),
    "overview": Group(
        "Overview and the report of a year",
        "Of the biggest agency: thirteen weeks on the screen (time in the database), "
        "and fifty-three weeks by unit, down to the printed sheets.",
    ),
    "indicators": Group(
        "Indicators",
        "Every indicator that is counted, of every agency, for the last twelve months "
        "that are over; then what pages ask for: one month's figures of all, and the "
        "records behind one of them.",
    ),
    "duties": Group(
        "Duties: scorecard and replay",
        "Twenty thousand duties given to one or two bodies each within a year, with up "
        "to four changes, put in by COPY and rolled back: the scorecard of all bodies "
        "today, on a past day as it was on record that evening, and on the map of "
        "today; the list with its counts.",
    ),
    "mailboxes": Group(
        "Mailboxes",
        "Thirteen thousand officials without one, put in by COPY and rolled back: "
        "boxes for all of them by the rule of addresses; pages of the list; what "
        "Postfix and Dovecot ask of schema `mail` at each letter and each sign-in; "
        "pages of the list of fifty thousand letters on their way.",
    ),
    "calendar": Group(
        "The calendar of a large office",
        "Three hundred rooms held twice every weekday over five years, two hundred "
        "leaders busy once every weekday over one, put in by the database and rolled "
        "back: how full the year is of all of them, when twelve people and any of the "
        "rooms are free within a month, a room booked beside all others.",
    ),
    "investment": Group(
        "Needs balanced",
        "Five thousand needs of four priorities over five years and three sources, "
        "money for half of them: the solver in its process, everything checked "
        "again in whole đồng, the money laid out; beside it what is proven.",
    ),
    "licences": Group(
        "Licences",
        "Fifteen thousand machines with two million installs over twelve months, "
        "thirty thousand names: what the page of the position asks, a rule of the "
        "catalogue changed and replayed over every name and kept day, a roll-out to "
        "every machine, today and on a past day, and inventories taken in.",
    ),
    "logs": Group(
        "Logs of machines",
        "Five thousand lines a second of four programs over TCP on loopback for a "
        "minute, into the receiver and its loader, each its own process; sender, both "
        "and the database share the processors. Then a million and ten million events "
        "of one day, put in by the database and rolled back: the newest, words, a "
        "field, a machine, grave ones.",
    ),
    "training": Group(
        "Training",
        "Five hundred classes of ten sessions and fifty places, two hundred thousand "
        "marks of who was there, put in by the database and rolled back: the report of "
        "the year over all agencies, of one, and as a spreadsheet.",
    ),
    "registry": Group(
        "A database of a unit",
        "Two million plots of land in a text file, one line in a thousand wrong, read, "
        "judged and entered in one go; then pages of what is asked for by a value many "
        "have, by one that one has, by words; then all of it taken out. What the "
        "database checks at the end of a transaction is counted.",
    ),
    "lookups": Group(
        "Shared catalogues asked by programs",
        "A list of 13,300 codes over two periods, put in by the database and rolled "
        "back: the whole open answer to what a code means on a day, to what an old "
        "code is now, and a page of the list; in one process, no network.",
    ),
    "vulnerabilities": Group(
        "Weaknesses",
        "The same fifteen thousand machines; fifty thousand advisories read from "
        "files, then every name and version set beside every advisory and each finding "
        "written down; then matched again after nothing, one advisory, one inventory.",
    ),
    "watching": Group(
        "A collector and what it brings",
        "2,400 things on loopback to be asked a minute, four echoes to one page, by "
        "the collector as its own process, its answers written down and sent to a door "
        "that only counts; then two thousand answers in one message taken in by the "
        "office, put in by the database and rolled back.",
    ),
    "portal": Group(
        "The public portal",
        "Process, role of the database and nginx as on a server, by the very site of "
        "`deploy/portal`; asked over TLS from a hundred addresses of this machine, on "
        "the same processors. Then the first page drawn anew each time; then sixteen "
        "people in the office, alone and while the portal is flooded with addresses "
        "nobody asked for before.",
    ),
    "portal-tree": Group(
        "Fifty thousand pages under one parent",
        "Articles laid below one section by the database and rolled back. What the "
        "public asks is asked as its role, behind its policies of rows: a screen of "
        "the section at its head and far down, news, feed, search, the map of the "
        "site. Then the office: the editor's list, a search in it, one page published.",
    ),
    "renaming": Group(
        "A unit renamed and moved",
        "The unit with the most papers. The database itself counts what was written.",
    ),
    "intake": Group(
        "Taking in",
        "A text PDF kept by its hash and synced, opened in the jail, its words "
        "stored, its head read, marks of secrecy looked for, three lines in the log; "
        "three processes.",
    ),
    "office": Group(
        "The office from outside",
        "`congvu run` as an operator starts it: memory of everything it starts, after "
        "twenty seconds of rest; and by the API from the first byte uploaded until "
        "the registered paper is found by its number.",
    ),
    "act": Group(
        "The day of an act",
        "An act that ends every agency, with at least 20,000 parts of work open: the "
        "preview, and the day itself with all constraints checked. From 200,000 "
        "papers on.",
    ),
    "packing": Group(
        "Closing and packing a dossier",
        "One of 18,000 papers, closed and packed as AIP. From 50,000 papers on.",
    ),
    "foresight": Group(
        "How right the forecast is",
        "`congvu forecast-check`: back to each of twenty past Mondays, looking only "
        "at what was recorded before it. It is meant to be right when it speaks; what "
        "will be held up by something that has not happened yet it cannot see.",
    ),
    "registers": Group(
        "An old register",
        "An .xlsx read in the jail, checked and entered: the processor's time and the "
        "database's. Once, at the smallest size: more papers change nothing.",
    ),
    "compose": Group(
        "A paper as PDF",
        "Laid out to Phụ lục I of Decree 30. Once, at the smallest size.",
    ),
    "directory": Group(
        "The directory of 125,000 organisations",
        "Words in any order, beginnings of words, codes, as a clerk types them. Once, "
        "at the smallest size.",
    ),
    "hub": Group(
        "Hub",
        "A hub of its own and clients over HTTP, eight threads sending and fetching. "
        "Once, at the smallest size.",
    ),
    "edxml": Group(
        "edXML",
        "Written and read, beside the bare deflate, base64, inflate and SHA-256 of "
        "the same bytes. Once, at the smallest size.",
    ),
}
