"""What the end of a body does to its mailboxes (docs/adr/0090)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.actions import pass_boxes
from congvu.mailboxes.queries import count_seats
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared(
        "mailboxes.Mailbox.agency",
        Fate.FOLLOWS,
        _("hộp thư chức danh"),
        count_seats,
        pass_boxes,
    ),
    Declared("mailboxes.Mailbox.unit", Fate.FOLLOWS, move=pass_boxes),
    Declared("mailboxes.MailDomain.agency", Fate.FOLLOWS, move=pass_boxes),
    Declared("mailboxes.DistributionList.agency", Fate.FOLLOWS, move=pass_boxes),
    Declared("mailboxes.ListEntry.agency", Fate.FOLLOWS, move=pass_boxes),
    Declared("mailboxes.ListEntry.unit", Fate.FOLLOWS, move=pass_boxes),
    Declared("mailboxes.MailboxRequest.agency", Fate.FOLLOWS, move=pass_boxes),
    Declared("mailboxes.MailboxRequest.unit", Fate.FOLLOWS, move=pass_boxes),
)

# Nobody holds a post that ended, so it opens nothing; the heirs' posts are written
# beside it. Who asked is told where they sat.
stays("mailboxes.MailboxMember.post", "mailboxes.MailboxRequest.desk_id")
# Whose box a letter lay in, and who wrote one, as it was that day. The heir's registry
# reads and registers what waits; a rule about its senders the heir makes for itself.
stays(
    "mailboxes.BoxLetter.agency",
    "mailboxes.LetterRule.agency",
    "mailboxes.LetterRule.post",
    "mailboxes.MailDelivery.agency",
    "mailboxes.MailDelivery.unit",
)
