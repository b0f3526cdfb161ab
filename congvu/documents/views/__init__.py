"""The pages of incoming documents."""

from congvu.documents.views.entry import entry_page, entry_slip, entry_slip_pdf
from congvu.documents.views.finishing import (
    cancel_number,
    confirm,
    report,
    return_report,
    return_to_sender,
    seen,
    send_back,
)
from congvu.documents.views.register import register_news, register_page
from congvu.documents.views.rights import close_right, open_right, who_may
from congvu.documents.views.routing import agree, assign, instruct, submit, transfer

__all__ = [
    "agree",
    "assign",
    "cancel_number",
    "close_right",
    "confirm",
    "entry_page",
    "entry_slip",
    "entry_slip_pdf",
    "instruct",
    "open_right",
    "register_news",
    "register_page",
    "report",
    "return_report",
    "return_to_sender",
    "seen",
    "send_back",
    "submit",
    "transfer",
    "who_may",
]
