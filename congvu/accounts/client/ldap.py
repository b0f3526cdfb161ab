"""The office's directory (LDAP, Active Directory): who is there, and is this theirs.

A password is tried by binding with it and never kept. Connections are encrypted, and
the server's certificate checked, unless the directory is on this machine.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from ldap3 import NONE, SIMPLE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException, LDAPInvalidCredentialsResult
from ldap3.utils.conv import escape_filter_chars

from congvu.accounts.rules import LDAP, Admission, Outsider, is_loopback
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc

SECONDS = 5
PAGE = 500


class DirectoryDown(Refused):
    """The directory cannot be asked now; that says nothing about the password."""


class CheckedTls(Tls):  # type: ignore[misc]  # the library has no types
    """Python's own check of certificate and name, in place of the library's older
    one.
    """

    def wrap_socket(self, connection: Connection, do_handshake: bool = True) -> None:  # noqa: FBT001, FBT002 - the library's form
        context = ssl.create_default_context(cafile=self.ca_certs_file)
        connection.socket = context.wrap_socket(
            connection.socket,
            server_hostname=connection.server.host,
            do_handshake_on_connect=do_handshake,
        )


@dataclass(frozen=True)
class LdapDirectory:
    """One directory as the operator configured it."""

    url: str
    base: str
    bind_dn: str
    bind_password: str
    filter: str
    id_attribute: str
    name_attribute: str
    mail_attribute: str
    ca_file: str
    admission: Admission

    def verify(self, login: str, password: str) -> Outsider | None:
        """Who this is, if the directory accepts the password for exactly one entry."""
        if not password or not login.strip():
            return None  # an empty password is no password: servers let it in unnamed
        text = escape_filter_chars(login.strip())
        wanted = f"(|({self.name_attribute}={text})({self.mail_attribute}={text}))"
        with self._asked() as connection:
            found = list(self._search(connection, wanted))
            if len(found) != 1:
                return None
            place, person = found[0]
            try:
                with self._bound(place, password):
                    return person
            except LDAPInvalidCredentialsResult:
                return None

    def people(self) -> list[Outsider]:
        """Everybody whom the filter lets through."""
        with self._asked() as connection:
            return [person for _place, person in self._search(connection, "")]

    @contextmanager
    def _asked(self) -> Iterator[Connection]:
        try:
            with self._bound(self.bind_dn, self.bind_password) as connection:
                yield connection
        except LDAPException as why:
            words = _(
                "Chưa hỏi được danh bạ (%(why)s). Hãy thử lại sau, hoặc báo quản trị."
            )
            raise DirectoryDown([words % {"why": type(why).__name__}]) from why

    @contextmanager
    def _bound(self, place: str, password: str) -> Iterator[Connection]:
        connection = Connection(
            self._server,
            user=place or None,
            password=password or None,
            authentication=SIMPLE if place else None,
            auto_referrals=False,  # a referral would carry the password elsewhere
            read_only=True,
            raise_exceptions=True,
            receive_timeout=SECONDS,
        )
        try:
            connection.open()
            if not self._server.ssl and not is_loopback(self.url):
                connection.start_tls()
            connection.bind()
            yield connection
        finally:
            connection.unbind()
            if connection.socket is not None:  # left open where opening failed
                connection.socket.close()

    @cached_property
    def _server(self) -> Server:
        tls = CheckedTls(validate=ssl.CERT_REQUIRED, ca_certs_file=self.ca_file or None)
        parts = urlsplit(self.url)
        return Server(
            parts.hostname or "",
            port=parts.port or (636 if parts.scheme == "ldaps" else 389),
            use_ssl=parts.scheme == "ldaps",
            tls=tls,
            get_info=NONE,
            connect_timeout=SECONDS,
        )

    def _search(
        self, connection: Connection, wanted: str
    ) -> Iterator[tuple[str, Outsider]]:
        answers = connection.extend.standard.paged_search(
            search_base=self.base,
            search_filter=f"(&{self.filter}{wanted})" if wanted else self.filter,
            search_scope=SUBTREE,
            attributes=[self.id_attribute, self.name_attribute, self.mail_attribute],
            paged_size=PAGE,
            generator=True,
        )
        for answer in answers:
            if answer["type"] == "searchResEntry":
                person = self._person(answer["raw_attributes"])
                if person is not None:
                    yield answer["dn"], person

    def _person(self, given: Mapping[str, list[bytes]]) -> Outsider | None:
        """None for an entry that could not be found again, or has no name to sign
        in.
        """
        lower = {name.lower(): values for name, values in given.items() if values}
        identity = lower.get(self.id_attribute.lower())
        name = _first(lower, self.name_attribute)
        if not identity or not name or len(name) > 150:
            return None
        mail = _first(lower, self.mail_attribute)
        subject = self._subject(identity[0])
        return Outsider(LDAP, subject, name, mail if len(mail) <= 254 else "")

    def _subject(self, raw: bytes) -> str:
        """Active Directory keeps its objectGUID as sixteen bytes, others as text."""
        if self.id_attribute.lower() == "objectguid":
            return str(UUID(bytes_le=raw))
        return raw.decode("utf-8", "replace").lower()


def _first(values: Mapping[str, list[bytes]], name: str) -> str:
    found = values.get(name.lower()) or [b""]
    return nfc(found[0].decode("utf-8", "replace"))


def directory() -> LdapDirectory | None:
    """As configured (CONGVU_LDAP_*), or None."""
    given: dict[str, Any] = settings.LDAP
    return LdapDirectory(**given) if given else None
