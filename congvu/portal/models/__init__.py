"""The tables of the portal."""

from congvu.portal.models.approval import SiteApproval
from congvu.portal.models.boards import PublicBoard
from congvu.portal.models.certificates import PublicCertificate
from congvu.portal.models.documents import PublicDay, PublicDocument, SearchRow
from congvu.portal.models.drafts import (
    CommentGroup,
    DraftComment,
    OpenDraft,
    ShownComment,
)
from congvu.portal.models.images import PortalFile, PortalImage, PortalRendition
from congvu.portal.models.listed import (
    ContactLine,
    ContactsPage,
    OrganisationPage,
    OrganisationPart,
    ProcedureForm,
    ProcedurePage,
    ProcedureStep,
)
from congvu.portal.models.open_sets import PublicSet
from congvu.portal.models.profiles import BodyProfile
from congvu.portal.models.publishing import PersonalFinding, Publishing
from congvu.portal.models.questions import (
    AskerLetter,
    PublicQuestion,
    PublishedAnswer,
    QuestionContact,
    QuestionEvent,
    QuestionFile,
    QuestionReminder,
    Tracking,
)
from congvu.portal.models.received import (
    Confirmation,
    Rating,
    Sending,
    SendingCount,
    SentFile,
)
from congvu.portal.models.reminders import PageReminder
from congvu.portal.models.sections import (
    DataSetPage,
    GuidancePage,
    PlanPage,
    ProjectPage,
    SciencePage,
    SectionItem,
    ServicePage,
    StatisticsPage,
)
from congvu.portal.models.sites import (
    ArticlePage,
    BodyPage,
    PortalPage,
    ProvincePage,
    PublicAlert,
    PublicPage,
    SectionPage,
    SiteEditor,
    SitePage,
)
from congvu.portal.models.standing import SectionReview, SectionStanding
from congvu.portal.models.visits import SiteVisits, VisitDay, VisitsRead

__all__ = [
    "ArticlePage",
    "AskerLetter",
    "BodyPage",
    "BodyProfile",
    "CommentGroup",
    "Confirmation",
    "ContactLine",
    "ContactsPage",
    "DataSetPage",
    "DraftComment",
    "GuidancePage",
    "OpenDraft",
    "OrganisationPage",
    "OrganisationPart",
    "PageReminder",
    "PersonalFinding",
    "PlanPage",
    "PortalFile",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "ProcedureForm",
    "ProcedurePage",
    "ProcedureStep",
    "ProjectPage",
    "ProvincePage",
    "PublicAlert",
    "PublicBoard",
    "PublicCertificate",
    "PublicDay",
    "PublicDocument",
    "PublicPage",
    "PublicQuestion",
    "PublicSet",
    "PublishedAnswer",
    "Publishing",
    "QuestionContact",
    "QuestionEvent",
    "QuestionFile",
    "QuestionReminder",
    "Rating",
    "SciencePage",
    "SearchRow",
    "SectionItem",
    "SectionPage",
    "SectionReview",
    "SectionStanding",
    "Sending",
    "SendingCount",
    "SentFile",
    "ServicePage",
    "ShownComment",
    "SiteApproval",
    "SiteEditor",
    "SitePage",
    "SiteVisits",
    "StatisticsPage",
    "Tracking",
    "VisitDay",
    "VisitsRead",
]
