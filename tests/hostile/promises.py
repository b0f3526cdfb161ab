"""What every answer of the office promises a browser, whoever asked for what."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponse

_RUNS_NOTHING = ("default-src 'none'", "sandbox")
_DATA = {"application/json", "text/template"}
_WITHIN = {"'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
_API = "/static/training/scorm.js"
_LESSON_RULES = (
    *("sandbox", "default-src", "object-src", "base-uri", "form-action"),
    "frame-ancestors",
)
_LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src"}


def broken(answer: HttpResponse, *, signed_in: bool) -> Iterator[str]:
    """The promises this answer does not keep, in words."""
    headers = answer.headers
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "a browser may guess what it is"
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield "other sites are told where one came from"
    if headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        yield "a page that opened it keeps a hold on it"
    if headers.get("X-Frame-Options") != "SAMEORIGIN":
        yield "it may be framed by others"
    yield from _policy(headers.get("Content-Security-Policy", ""))
    if "Content-Security-Policy-Report-Only" in headers:
        yield "a policy that is only reported"
    kept = headers.get("Content-Disposition", "").startswith("attachment")
    if kept and not _forbids_all(headers.get("Content-Security-Policy", "")):
        yield "a file that is kept may run"
    kept_how = {part.strip() for part in headers.get("Cache-Control", "").split(",")}
    if signed_in and not (
        "private" in kept_how and kept_how & {"no-store", "no-cache"}
    ):
        yield f"it may be kept: {headers.get('Cache-Control')}"
    kind = headers.get("Content-Type", "")
    if kind.startswith(("text/", "application/xml")) and "charset=" not in kind:
        yield "its characters are not named"
    alone = _is_alone(headers.get("Content-Security-Policy", ""))
    if kind.startswith("text/html") and not kept and not alone:
        page = _Page()
        page.feed(answer.getvalue().decode())
        yield from page.found


def _policy(policy: str) -> Iterator[str]:
    rules = {
        words[0]: words[1:] for part in policy.split(";") if (words := part.split())
    }
    if not policy:
        yield "no policy"
        return
    if _is_alone(policy):
        yield from _alone(rules)
        return
    default = rules.get("default-src", ["*"])
    for what in ("script-src", "style-src", "object-src", "connect-src", "frame-src"):
        allowed = set(rules.get(what, default))
        if allowed - {"'self'", "'none'"}:
            yield f"{what} {allowed}"
    if set(rules.get("img-src", default)) - {"'self'", "'none'", "data:"}:
        yield "pictures from anywhere"
    if _forbids_all(policy):
        return
    if rules.get("object-src", default) != ["'none'"]:
        yield "plug-ins"
    for what, allowed in (
        ("base-uri", ["'none'"]),
        ("form-action", ["'self'"]),
        ("frame-ancestors", ["'self'"]),
    ):
        if rules.get(what) not in (allowed, ["'none'"]):
            yield f"{what} {rules.get(what)}"


def _is_alone(policy: str) -> bool:
    """Of a stranger's lesson, which runs: without an origin it is no page of ours."""
    return "sandbox allow-scripts" in policy


def _alone(rules: dict[str, list[str]]) -> Iterator[str]:
    if set(rules["sandbox"]) - {"allow-scripts", "allow-forms"}:
        yield f"sandbox {rules['sandbox']}"
    own = "/bai-giang/"
    for source in rules.get("default-src", ["*"]):
        path = source.removeprefix("http://testserver")
        is_own = path.startswith(own) and len(path) > len(own) and path.endswith("/")
        if not is_own and source not in _WITHIN and path != _API:
            yield f"a lesson loads {source}"
    for what, allowed in (
        ("object-src", ["'none'"]),
        ("base-uri", ["'none'"]),
        ("form-action", ["'none'"]),
        ("frame-ancestors", ["'self'"]),
    ):
        if rules.get(what) != allowed:
            yield f"{what} {rules.get(what)}"
    if set(rules) - {*_LESSON_RULES}:
        yield f"more than a lesson's rules: {set(rules)}"


def _forbids_all(policy: str) -> bool:
    return all(rule in policy for rule in _RUNS_NOTHING)


class _Page(HTMLParser):
    """Looks for what would run, load or send from inside the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = ""
        self._form: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._attributes(tag, given)
        is_data = tag == "script" and given.get("type") in _DATA
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.found.append(f"<{tag}> inside the page")
        if tag == "form":
            posts, where = (
                given.get("method", "").lower() == "post",
                given.get("action"),
            )
            # A sample among the parts leads nowhere.
            self._form = [where or ""] if posts and where != "#" else []
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self._form = []

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"<{tag} {name}>")
            if value.strip().lower().startswith(("javascript:", "vbscript:")):
                self.found.append(f"<{tag} {name}={value}>")
        source = given.get(_LOADS.get(tag, ""), "")
        if source.startswith(("http:", "https:", "//")):
            self.found.append(f"<{tag}> loads {source}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.found += [f"a form without its token: {where}" for where in self._form]
            self._form = []
