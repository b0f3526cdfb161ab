"""The tables of mailboxes."""

from congvu.mailboxes.models.asking import MailboxRequest
from congvu.mailboxes.models.boxes import (
    Mailbox,
    MailboxMember,
    MailboxQuerySet,
    MailDomain,
    NamingRule,
)
from congvu.mailboxes.models.deliveries import (
    BoxUse,
    DmarcReport,
    DmarcRow,
    MailDelivery,
    MailedPaper,
    MailLog,
)
from congvu.mailboxes.models.expunging import Expunging
from congvu.mailboxes.models.letters import BoxCursor, BoxLetter, LetterRule
from congvu.mailboxes.models.lists import DistributionList, ListEntry, MailAlias
from congvu.mailboxes.models.using import AppPassword, BoxAccess, Vacation

__all__ = [
    "AppPassword",
    "BoxAccess",
    "BoxCursor",
    "BoxLetter",
    "BoxUse",
    "DistributionList",
    "DmarcReport",
    "DmarcRow",
    "Expunging",
    "LetterRule",
    "ListEntry",
    "MailAlias",
    "MailDelivery",
    "MailDomain",
    "MailLog",
    "Mailbox",
    "MailboxMember",
    "MailboxQuerySet",
    "MailboxRequest",
    "MailedPaper",
    "NamingRule",
    "Vacation",
]
