"""What follows in letters from steps at the door and in the register."""

from __future__ import annotations

from congvu.documents.rules import Step, follows
from congvu.mailboxes.actions import forgetting_letters


@follows("documents.was-secret")
def forget_secret(step: Step) -> None:
    forgetting_letters.forget_secret(step)


@follows("documents.file-was-secret")
def forget_bytes(step: Step) -> None:
    forgetting_letters.forget_bytes(step)
