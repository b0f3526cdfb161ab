"""The tables of mailboxes."""

from congvu.mailboxes.models.asking import MailboxRequest
from congvu.mailboxes.models.boxes import (
    Mailbox,
    MailboxMember,
    MailboxQuerySet,
    MailDomain,
    NamingRule,
)
from congvu.mailboxes.models.lists import DistributionList, ListEntry, MailAlias
from congvu.mailboxes.models.using import AppPassword, BoxAccess, Vacation

__all__ = [
    "AppPassword",
    "BoxAccess",
    "DistributionList",
    "ListEntry",
    "MailAlias",
    "MailDomain",
    "Mailbox",
    "MailboxMember",
    "MailboxQuerySet",
    "MailboxRequest",
    "NamingRule",
    "Vacation",
]
