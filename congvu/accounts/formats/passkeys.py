"""WebAuthn: the questions put to a browser, and its answers checked.

Always with user verification: the device has asked for a finger, a face or a PIN, so
one passkey is worth a password and a code together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


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
        challenge = bytes_to_base64url(self.challenge)
        return {"challenge": challenge, "host": self.host, "origin": self.origin}


def question_of(kept: dict[str, str]) -> Question:
    challenge = base64url_to_bytes(kept["challenge"])
    return Question(challenge, kept["host"], kept["origin"])


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
    options = generate_registration_options(
        rp_id=question.host,
        rp_name=office,
        user_id=handle,
        user_name=login,
        challenge=question.challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key) for key in known],
    )
    asked: dict[str, Any] = json.loads(options_to_json(options))
    return asked


def ask_who(question: Question) -> dict[str, Any]:
    """For ``navigator.credentials.get``: whoever has a passkey of this office."""
    options = generate_authentication_options(
        rp_id=question.host,
        challenge=question.challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    asked: dict[str, Any] = json.loads(options_to_json(options))
    return asked


def read_new(answer: str, question: Question) -> NewPasskey:
    try:
        made = verify_registration_response(
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
        return base64url_to_bytes(told["id"]), base64url_to_bytes(handle)
    except (ValueError, KeyError, TypeError, AttributeError):
        return b"", b""


def read_use(
    answer: str, question: Question, *, public_key: bytes, sign_count: int
) -> int:
    """The device's count after this use."""
    try:
        used = verify_authentication_response(
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
