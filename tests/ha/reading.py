"""Somebody who goes on reading: one page, asked for again and again."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from collections import Counter

import requests

EVERY = 0.25
PATIENCE = 10


class Reader:
    """One page in a thread of its own, with a session that is signed in."""

    def __init__(self, office: str, *, page: str, session: requests.Session) -> None:
        self.office = office
        self.page = page
        self.session = requests.Session()
        self.session.cookies.update(session.cookies)
        self.answers: Counter[str] = Counter()
        self.good: list[float] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._stop.wait(EVERY):
            told = self._ask()
            self.answers[told] += 1
            if told == "200":
                self.good.append(time.monotonic())

    def _ask(self) -> str:
        try:
            answer = self.session.get(
                self.office + self.page, timeout=PATIENCE, allow_redirects=False
            )
        except requests.RequestException as problem:
            return type(problem).__name__
        return str(answer.status_code)

    def read_between(self, first: float, last: float) -> int:
        return sum(first < moment < last for moment in self.good)

    def longest_without(self, first: float = 0, last: float = float("inf")) -> float:
        """Seconds in which nothing was shown, within a time or in all."""
        within = [moment for moment in self.good if first < moment < last]
        ends = [first, *within, last] if first else within
        pauses = (b - a for a, b in itertools.pairwise(ends))
        return round(max(pauses, default=0), 1)


def sign_in(office: str, *, login: str, first_password: str) -> requests.Session:
    """With what the operator's command printed, which is then to be changed."""
    session, own = requests.Session(), secrets.token_hex(12)
    for page, words in (
        ("/dang-nhap/", {"username": login, "password": first_password}),
        ("/tai-khoan/mat-khau/", {"old": first_password, "new": own, "again": own}),
    ):
        session.get(f"{office}{page}", timeout=60).raise_for_status()
        token = {"csrfmiddlewaretoken": session.cookies["csrftoken"]}
        answer = session.post(
            f"{office}{page}", data=words | token, timeout=60, allow_redirects=False
        )
        if answer.status_code != 302:
            raise RuntimeError(f"{page}: {answer.status_code} {answer.text[:2000]}")
    return session
