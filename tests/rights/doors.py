"""Which door is about which kind of thing.

Found by the key in its address: a new door with a known key is asked about at once, one
with a key that nobody has heard of fails until it has a line here.
"""

from __future__ import annotations

import re
from functools import cache

from tests.rights.matrix import operations, page_routes

# The first key of an address, and the kind of thing it names.
KINDS = {
    "draft_id": "draft",
    "dossier_id": "dossier",
    "item_id": "intake",
    "pile_id": "pile",
    "filter_id": "filter",
    "question_id": "question",
    "duty_id": "duty",
}
# ``entry_id`` is a line of either book.
_OUTGOING = (
    "outgoing:",
    "exchange:places",
    "archives:of-outgoing",
    "directives:open-outgoing",
    "dissemination:send-outgoing",
    "portal:of-line",
)
_INCOMING = ("outgoing:answers", "outgoing:copy-incoming")

# Keys of what is not in the tables of docs/rights.md; table/ says by what right.
ELSEWHERE = {
    "absence_id": "one's own",
    "access_id": "mailboxes.py: one's own look into a box",
    "agency_id": "the organisation is read by all",
    "allocation_id": "licences.py: of a right that is kept",
    "alias_id": "mailboxes.py: of a box that is kept",
    "anchor_id": "trust lists are read by all",
    "appraisal_id": "table/: the council",
    "arrival_id": "table/: the registry's",
    "asked_id": "portal_asked.py: one in each state",
    "assignment_id": "home:work-item, a part of a paper",
    "box_id": "mailboxes.py: one's own, or one that is kept",
    "attendance_id": "calendar.py: one asked of Hoa",
    "blocked_id": "calendar.py: of a room",
    "book": "a whole book, its columns and prints",
    "booking_id": "calendar.py: Minh's",
    "feed_id": "calendar.py: Minh's",
    "feed_secret": "calendar.py: whoever has it, as at calendar:public",
    "calendar_entry_id": "calendar.py: own, the agency's, private",
    "catalogue_rule_id": "licences.py: of the one catalogue",
    "change_id": "table/: warnings of changed rights",
    "check_id": "table/: checked packages",
    "snmp_access_id": "watching.py: of a site that is kept",
    "collector_id": "watching.py: at a site that is kept",
    "outage_id": "watching.py: at a site that is kept",
    "sighting_id": "watching.py: of a subnet that is kept",
    "watched_id": "watching.py: at a site that is kept",
    "work_id": "watching.py: at a site that is kept",
    "line_id": "open_source.py: of a plan of the agency",
    "listing_id": "open_source.py: the agency's own",
    "procurement_id": "open_source.py: the agency's",
    "rollout_id": "open_source.py: the agency's",
    "scan_id": "open_source.py: the agency's",
    "wave_id": "open_source.py: of a roll-out of the agency",
    "code": "the organisation; figures.py: an indicator",
    "checklist_id": "inspections.py: of the agency",
    "comment_group_id": "portal_asked.py: a line of a table",
    "comment_id": "portal_asked.py: a comment on a draft",
    "conflict_id": "inspections.py: one's own",
    "consent_id": "one's own",
    "copy_id": "table/: as its line",
    "criterion_key": "norms of surveys, the same for all",
    "day": "the calendar, the log's roots",
    "delivery_id": "letters.py: whose letters an agency sees on their way",
    "directive_id": "directives.py: of either agency",
    "dispatch_id": "table/: as its line",
    "device_id": "network.py: of a site that is kept",
    "difficulty_id": "duties.py: one in each state",
    "duty_id": "duties.py: one in each state",
    "finding_id": "inspections.py: of either side",
    "form": "files of lists, asked with lists",
    "form_id": "reporting.py: one that was sent",
    "freeze_id": "table/: leaders'",
    "entitlement_id": "licences.py: of the agency",
    "enrolment_id": "machines.py: of the agency",
    "editor_id": "portal.py: of the agency",
    "group_id": "table/: the registry's",
    "hand_over_id": "table/: either side's",
    "how": "what waits for a signature",
    "inspection_id": "inspections.py: in each state, of either side",
    "item_key": "norms of surveys, the same for all",
    "key_id": "table/: keys",
    "keeper_id": "machines.py: named by the province's administrator",
    "kind": "a figure's list; a paper about machines",
    "likeness_id": "machines.py: of the agency",
    "machine_id": "machines.py: of the agency",
    "letter_id": "letters.py: the registry's",
    "link_id": "network.py: of a site that is kept",
    "list_id": "mailboxes.py: addresses to write to",
    "load_id": "table/: loads",
    "rule_id": "letters.py: the registry's",
    "member_id": "mailboxes.py: of a box that is kept",
    "meeting_id": "calendar.py: of today",
    "monday": "calendar.py: weeks of one's own agency",
    "cable_id": "network.py: of a site that is kept",
    "port_id": "network.py: of a site that is kept",
    "rack_id": "network.py: of a site that is kept",
    "room_id": "network.py: of a site that is kept",
    "vlan_id": "network.py: of the agency",
    "support_request_id": "help.py: of the committee",
    "table": "network.py: a kind of table",
    "net_address_id": "network.py: of a site that is kept",
    "notice_id": "asked in test_side_doors.py",
    "occurrence_id": "calendar.py: own, the agency's",
    "open_draft_id": "portal_asked.py: one that is closed",
    "option_change_id": "network.py: of an option",
    "option_id": "network.py: of the province's keeper",
    "packet_id": "table/: the registry's",
    "paper_id": "machines.py: of the agency, given to Minh",
    "paper_request_id": "inspections.py: the body's",
    "passkey_id": "one's own",
    "password_id": "one's own",
    "plan_id": "inspections.py: leaders'",
    "post_id": "table/: desks",
    "product_id": "licences.py: of the one catalogue",
    "proof_id": "licences.py: of the agency",
    "predecessor_id": "the organisation",
    "publishing_id": "papers.py: as its line",
    "recommendation_id": "inspections.py: of the team",
    "record_id": "one's own",
    "reform_id": "the organisation",
    "register_id": "table/: old books",
    "regulation_id": "read by all",
    "report_id": "figures.py: a reported figure of one's own body",
    "request_id": "table/: as its line",
    "resource_id": "calendar.py: a room",
    "return_id": "reporting.py: open and handed in",
    "review_id": "reviews.py: of either agency",
    "round_id": "reporting.py: as its form",
    "run_id": "one's own",
    "session_id": "one's own",
    "share_id": "duties.py: one in each state",
    "shelf_slug": "tests/calendar/test_dav_story.py: one's own calendars",
    "site_id": "network.py: one that is kept",
    "sheet_id": "surveys.py: of two agencies",
    "slug": "the handbook",
    "survey_id": "surveys.py: the province's",
    "subnet_id": "network.py: of a site that is kept",
    "target_id": "figures.py: what must be reached",
    "telling_id": "tellings.py: of either agency",
    "thing_id": "portal.py: a unit of the agency",
    "token_id": "one's own",
    "type_code": "templates",
    "user_id": "tests/calendar/test_dav_story.py: oneself",
    "verification_id": "one's own",
    "waiting_id": "one's own",
    "week_step": "calendar.py: weeks",
    "year": "books and plans",
}

# What shows the thing itself: 200 for exactly those who may read it.
READING = {
    "incoming": (
        "documents:entry",
        "documents:slip",
        "archives:of-incoming",
        "outgoing:answers",
        "GET /incoming-documents/{entry_id}",
        "GET /incoming-documents/{entry_id}/slip",
        "GET /incoming-documents/{entry_id}/rights",
        "GET /incoming-documents/{entry_id}/answers",
        "GET /incoming-documents/{entry_id}/dossiers",
    ),
    "draft": (
        "outgoing:draft",
        "outgoing:version",
        "outgoing:signatures",
        "GET /drafts/{draft_id}",
        "GET /drafts/{draft_id}/versions/{number}",
    ),
    "outgoing": (
        "outgoing:line",
        "archives:of-outgoing",
        "exchange:places",
        "GET /outgoing-documents/{entry_id}",
        "GET /outgoing-documents/{entry_id}/deliveries",
    ),
    "intake": ("documents:intake-item", "GET /intake/{item_id}"),
    "pile": ("documents:pile", "GET /piles/{pile_id}"),
    "dossier": (
        "archives:dossier",
        "archives:export-xml",
        "GET /dossiers/{dossier_id}",
        "GET /dossiers/{dossier_id}/retention",
        "GET /dossiers/{dossier_id}/rights",
    ),
    "duty": ("duties:duty", "GET /duties/{duty_id}"),
}


def keys_of(door: str) -> list[str]:
    address = page_routes().get(door, door)
    return re.findall(r"<\w+:(\w+)>|\{(\w+)\}", address) and [
        a or b for a, b in re.findall(r"<\w+:(\w+)>|\{(\w+)\}", address)
    ]


def kind_of(door: str) -> str:
    """What the door is about; empty where it stands in ``ELSEWHERE`` or has no key."""
    first = next(iter(keys_of(door)), "")
    if first == "entry_id":
        if door in page_routes():
            outgoing = door.startswith(_OUTGOING) and door not in _INCOMING
            return "outgoing" if outgoing else "incoming"
        return "outgoing" if "/outgoing-documents/" in door else "incoming"
    return KINDS.get(first, "")


@cache
def all_doors() -> list[str]:
    return [*page_routes(), *sorted(operations())]
