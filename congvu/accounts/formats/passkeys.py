"""WebAuthn: the questions put to a browser, and its answers checked.

Always with user verification: the device has asked for a finger, a face or a PIN, so
one passkey is worth a password and a code together. The library is loaded where one is
asked for: five megabytes of each process, which a worker never needs.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class BadAnswer(Exception):
    """The browser's answer does not belong to the question, or was tampered with."""


@dataclass(frozen=True)
class Question:
    """What was asked, kept until the answer: ``challenge`` is good for one answer."""

    challenge: bytes
    host: str
    origin: str

    def kept(self) -> dict[str, str]:
        """As a session can hold it."""
        challenge = urlsafe_b64encode(self.challenge).decode().rstrip("=")
        return {"challenge": challenge, "host": self.host, "origin": self.origin}


def question_of(kept: dict[str, str]) -> Question:
    challenge = _bytes_of(kept["challenge"])
    return Question(challenge, kept["host"], kept["origin"])


def _bytes_of(text: str) -> bytes:
    """Of base64url, which has lost what it ended with."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class NewPasskey:
    credential_id: bytes
    public_key: bytes
    sign_count: int


def ask_for_new(
    question: Question,
    *,
    handle: bytes,
    login: str,
    office: str,
    known: Sequence[bytes],
) -> dict[str, Any]:
    """For ``navigator.credentials.create``: one that is found without typing a name."""
    import webauthn  # noqa: PLC0415 - large: loaded where used
    from webauthn.helpers import structs  # noqa: PLC0415 - as above

    options = webauthn.generate_registration_options(
        rp_id=question.host,
        rp_name=office,
        user_id=handle,
        user_name=login,
        challenge=question.challenge,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=key) for key in known
        ],
    )
    asked: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return asked


def ask_who(question: Question) -> dict[str, Any]:
    """For ``navigator.credentials.get``: whoever has a passkey of this office."""
    import webauthn  # noqa: PLC0415 - large: loaded where used
    from webauthn.helpers import structs  # noqa: PLC0415 - as above

    options = webauthn.generate_authentication_options(
        rp_id=question.host,
        challenge=question.challenge,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    asked: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return asked


def read_new(answer: str, question: Question) -> NewPasskey:
    import webauthn  # noqa: PLC0415 - large: loaded where used
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=question.challenge,
            expected_rp_id=question.host,
            expected_origin=question.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as why:
        raise BadAnswer(str(why)) from why
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def named_in(answer: str) -> tuple[bytes, bytes]:
    """Which passkey answers, and whose it says it is; both empty for nonsense."""
    try:
        told = json.loads(answer)
        handle = told["response"]["userHandle"]
        return _bytes_of(told["id"]), _bytes_of(handle)
    except (ValueError, KeyError, TypeError, AttributeError):
        return b"", b""


def read_use(
    answer: str, question: Question, *, public_key: bytes, sign_count: int
) -> int:
    """The device's count after this use."""
    import webauthn  # noqa: PLC0415 - large: loaded where used
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - as above

    try:
        used = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=question.challenge,
            expected_rp_id=question.host,
            expected_origin=question.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as why:
        raise BadAnswer(str(why)) from why
    return used.new_sign_count
