"""Addresses of outgoing papers, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.outgoing.views import book, numbers, printing

app_name = "outgoing"

_LINE = "van-ban/di/<uuid:entry_id>/"

urlpatterns = [
    # the book
    path("van-ban/di/", book.book, name="book"),
    path("van-ban/di/danh-sach.xlsx", book.export, name="export"),
    path("van-ban/di/danh-sach.csv", book.export_csv, name="csv"),
    path("van-ban/di/in-so/", printing.book_print, name="book-print"),
    path("van-ban/di/in-so.pdf", printing.book_pdf, name="book-pdf"),
    path("van-ban/di/in-so.xlsx", printing.book_xlsx, name="book-xlsx"),
    # numbers
    path("van-ban/di/day-so/", numbers.sequences, name="sequences"),
    path("van-ban/di/lay-so/", numbers.reserve, name="reserve"),
    path(_LINE, book.line, name="line"),
    path(_LINE + "huy-so/", numbers.cancel_number, name="cancel-number"),
]
