"""Mailboxes for machines: the same actions as the pages."""

from congvu.mailboxes.api.asking import router as mail_asking_router
from congvu.mailboxes.api.boxes import router as mailboxes_router
from congvu.mailboxes.api.deliveries import deliveries_router as mail_deliveries_router
from congvu.mailboxes.api.letters import letters_router as mail_letters_router
from congvu.mailboxes.api.mine import router as own_mailbox_router

__all__ = [
    "mail_asking_router",
    "mail_deliveries_router",
    "mail_letters_router",
    "mailboxes_router",
    "own_mailbox_router",
]
