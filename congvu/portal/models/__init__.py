"""The tables of the portal."""

from congvu.portal.models.boards import (
    PublicBoard,
)
from congvu.portal.models.documents import (
    PublicDay,
    PublicDocument,
    SearchRow,
)
from congvu.portal.models.images import (
    PortalFile,
    PortalImage,
    PortalRendition,
)
from congvu.portal.models.listed import (
    ContactLine,
    ContactsPage,
    OrganisationPage,
    OrganisationPart,
    ProcedureForm,
    ProcedurePage,
    ProcedureStep,
)
from congvu.portal.models.publishing import (
    PersonalFinding,
    Publishing,
)
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
from congvu.portal.models.standing import (
    SectionReview,
    SectionStanding,
)

__all__ = [
    "ArticlePage",
    "BodyPage",
    "ContactLine",
    "ContactsPage",
    "DataSetPage",
    "GuidancePage",
    "OrganisationPage",
    "OrganisationPart",
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
    "PublicDay",
    "PublicDocument",
    "PublicPage",
    "Publishing",
    "SciencePage",
    "SearchRow",
    "SectionItem",
    "SectionPage",
    "SectionReview",
    "SectionStanding",
    "ServicePage",
    "SiteEditor",
    "SitePage",
    "StatisticsPage",
]
