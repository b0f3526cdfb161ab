"""What the end of a body does to the portal (docs/adr/0095)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays
from congvu.portal.actions import pass_pages, pass_publishings, pass_questions
from congvu.portal.queries import count_pages, count_publishings
from congvu.portal.queries.drafts import count_drafts
from congvu.portal.queries.questions import count_asked

# A site is of its body for ever, with a notice who carries on.
stays(
    "portal.ProvincePage.agency",
    "portal.BodyPage.agency",
    "portal.SiteEditor.agency",
    "portal.PageReminder.agency",
    # What a body told of itself; its heir tells its own.
    "portal.BodyProfile.agency",
    "portal.BodyProfile.unit",
    "portal.BodyProfile.post",
)


declare(
    Declared(
        "portal.ArticlePage.owner_unit",
        Fate.FOLLOWS,
        _("bài trên cổng thông tin"),
        count_pages,
        pass_pages,
    ),
    *(
        Declared(f"portal.{page}.owner_unit", Fate.FOLLOWS, move=pass_pages)
        for page in (
            "OrganisationPage",
            "ContactsPage",
            "ProcedurePage",
            "GuidancePage",
            "PlanPage",
            "ProjectPage",
            "ServicePage",
            "SciencePage",
            "StatisticsPage",
            "DataSetPage",
        )
    ),
    Declared("portal.SiteEditor.post", Fate.ENDS, move=pass_pages),
)


declare(
    Declared(
        "portal.Publishing.agency",
        Fate.FOLLOWS,
        _("văn bản chờ công khai"),
        count_publishings,
        pass_publishings,
    )
)


# What was made public was made so by the body of its day.
stays("portal.PublicDocument.agency", "portal.PublicBoard.agency")


# How a section stood is of the body of its day; the site goes on as a record.
stays("portal.SectionStanding.agency", "portal.SectionReview.agency")


declare(
    Declared(
        "portal.PublicQuestion.agency",
        Fate.FOLLOWS,
        _("câu hỏi của người dân"),
        count_asked,
        pass_questions,
    ),
    Declared("portal.PublicQuestion.unit", Fate.FOLLOWS, move=pass_questions),
    Declared(
        "portal.OpenDraft.agency",
        Fate.FOLLOWS,
        _("dự thảo lấy ý kiến"),
        count_drafts,
        pass_questions,
    ),
)


# Whose site it was sent to, and who answered, stays as it was.
stays("portal.PublicQuestion.asked_agency", "portal.PublishedAnswer.agency")


# Taken over by the worker within a minute; the heir has it from there.
stays("portal.Sending.agency")
