"""Asks every address as every actor and compares what comes back with what the model opens."""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry as Trail
from kooperacja.audit.models import Once
from kooperacja.foundation.clock import now
from kooperacja.foundation.routes import TABLE as ROUTES
from kooperacja.foundation.routes import Route
from kooperacja.notices.models import Notice
from tests.cast import Worker
from tests.documents.conftest import pdf
from tests.house.addresses import NO_NUMBER
from tests.house.test_forbidden_is_missing import PASSING
from tests.surfaces.canaries import KEYS, Canaries, Cell, printed, texts_of, unpacked
from tests.surfaces.pages import Page
from tests.surfaces.table import Entry
from tests.surfaces.world import Rows, Seen, everything, world

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
FAULT = HTTPStatus.INTERNAL_SERVER_ERROR
GOOD = HTTPStatus.BAD_REQUEST
# Headers that a reader could compare; the others differ from one answer to the next.
HEADERS = (
    *("Content-Type", "Location", "Cache-Control", "Vary", "HX-Redirect", "ETag", "WWW-Authenticate", "Allow"),
    *("Content-Language", "Content-Disposition", "Content-Length"),
)
# What a request may leave behind; none of it holds a word that somebody wrote about a family.
LEFT = (Trail, Notice, Once)


@dataclass
class Asked:
    """One request: who asks, what, and about which row. `there` is None for an address that names no row."""

    name: str
    method: str
    url: str
    at: Any = None
    query: str = ""
    body: Any = None
    kwargs: dict[str, Any] = field(default_factory=dict)

    @property
    def route(self) -> Route:
        return ROUTES[self.name]

    @property
    def is_for_programs(self) -> bool:
        return self.name.startswith("api:")


@dataclass
class Answer:
    """What came back, as far as it can tell anything: status, headers, cookies, text."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: str
    logs: list[str]
    left: list[str]
    to: str = ""

    @property
    def everything(self) -> tuple[str, ...]:
        return (self.text, self.cookies, *(f"{name}: {value}" for name, value in self.headers.items()))

    def compared(self, asked: Asked) -> tuple[Any, ...]:
        """Without what is new in each answer, and without the words of the address itself."""
        text = PASSING.sub("", self.text)
        for value in (asked.url, *_opaque(asked)):
            text = text.replace(value, "")
        headers = {name: self.headers.get(name, "") for name in HEADERS}
        headers["Location"] = headers["Location"].replace(asked.url, "")
        return self.status, {name: value for name, value in headers.items() if name != "Content-Length"}, text


class Log(logging.Handler):
    """Keeps what every logger says at its most talkative."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@contextmanager
def listening() -> Iterator[Log]:
    """All loggers from DEBUG up. Those of SQL statements speak only under DEBUG=True, which no installation
    has, and stay as they are: their parameters are the rows.
    """
    log, root = Log(), logging.getLogger()
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    loud = [root, *(one for one in known if not one.name.startswith("django.db"))]
    before = [(one, one.level, one.disabled) for one in loud]
    handlers, root.handlers = root.handlers, [log]
    apart = [one for one in loud if one is not root and not one.propagate]
    try:
        for one in loud:
            one.setLevel(logging.DEBUG)
            one.disabled = False
        for one in apart:
            one.addHandler(log)
        yield log
    finally:
        root.handlers = handlers
        for one in apart:
            one.removeHandler(log)
        for one, level, disabled in before:
            one.setLevel(level)
            one.disabled = disabled


@contextmanager
def _taken_back() -> Iterator[None]:
    """A savepoint that counts as the test's own transaction: acts that must be durable may begin in it."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


# What stands in a form for a file; it is made when the form is sent.
A_FILE = "(a file)"
WITH_A_FILE = {
    "api:case_files",
    "api:consent_scan",
    "api:inquiry_file",
    "api:meeting_reply",
    "api:plan_scan",
    "api:questionnaires",
}


def _with_files(body: dict[str, Any]) -> dict[str, Any]:
    file = SimpleUploadedFile("skan.pdf", pdf(3))
    return {name: file if value == A_FILE else value for name, value in body.items()}


# ---- One actor


@dataclass
class Reader:
    """Somebody with a browser and a key; nobody, if there is no worker."""

    name: str
    worker: Worker | None
    browser: Client
    key: str = ""
    cookies: Any = None

    @property
    def acts(self) -> bool:
        """Somebody who left may still have a browser that is signed in; it acts for nobody."""
        return self.worker is not None and self.worker.membership.valid_to > now()

    def send(self, asked: Asked) -> Any:
        url = asked.url + asked.query
        if not asked.is_for_programs:
            self.browser.cookies.clear()
            self.browser.cookies.load(self.cookies or {})
            sent = {"data": _with_files(asked.body or {})} if asked.method == "POST" else {}
            return getattr(self.browser, asked.method.lower())(url, **sent)
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        if asked.method == "GET":
            return self.browser.get(url, headers=headers)
        if asked.method == "PATCH":
            headers["If-Match"] = self.browser.get(asked.url, headers=headers).headers.get("ETag", '"1"')
        if asked.name in WITH_A_FILE:
            return self.browser.post(url, _with_files({**(asked.body or {}), "file": A_FILE}), headers=headers)
        text = json.dumps(asked.body or {})
        return self.browser.generic(asked.method, url, text, content_type="application/json", headers=headers)


def _read(kind: str, content: bytes) -> str:
    if kind.startswith(XLSX):
        return unpacked(content)
    return printed(content) if kind.startswith(PDF) else content.decode("utf-8", "replace")


@dataclass
class Checker:
    """`wrong` collects sentences, so that one run tells everything that it has found."""

    reader: Reader
    canaries: Canaries
    rows: Rows
    seen: dict[str, Seen] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    missing: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def sight(self, action: str) -> Seen | None:
        """What the model opens to this actor before the request."""
        if not self.reader.acts:
            return None
        if action not in self.seen:
            self.seen[action] = Seen(self.reader.worker.actor, world(), self.rows, action)
        return self.seen[action]

    # ---- Asking

    def ask(self, asked: Asked, then: Callable[[Answer], None] | None = None) -> Answer:
        """In a savepoint that is taken back: each request meets the same county. `then` may look before that."""
        marks = {model: model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in LEFT}
        mail.outbox = []
        with listening() as log, _taken_back():
            given = self.reader.send(asked)
            answer = self._answer(given, log, marks)
            if then is not None:
                then(answer)
        self.counted["requests"] += 1
        self._clean(asked, answer)
        return answer

    def _answer(self, given: Any, log: Log, marks: Any) -> Answer:
        content = b"".join(given.streaming_content) if given.streaming else given.content
        kind = given.headers.get("Content-Type", "")
        text = _read(kind, content)
        left = [texts_of(row) for model, mark in marks.items() for row in _since(model, mark)]
        posted = [texts_of((one.subject, one.body, *one.recipients())) for one in mail.outbox]
        return Answer(
            status=given.status_code,
            headers=dict(given.headers.items()),
            text=text,
            cookies=given.cookies.output(),
            logs=log.said,
            left=left + posted,
            to=given.headers.get("Location", ""),
        )

    def _clean(self, asked: Asked, answer: Answer) -> None:
        """Logs, mails, notices and the trail name codes and ids; no word that somebody wrote."""
        for where, said in (("log", answer.logs), ("trail, notice or mail", answer.left)):
            written = {cell for cell in self.canaries.found(*said) if cell.field not in KEYS}
            if written:
                self.fail(asked, f"the {where} holds {_told(written)}")
        if answer.status >= FAULT and asked.name != "machines:readyz":
            self.fail(asked, f"answers {answer.status}: {' '.join(answer.logs)[-400:]}")

    def fail(self, asked: Asked, what: str) -> None:
        at = (
            f" [{asked.at._meta.model_name} {asked.at.pk}]"
            if asked.at is not None and hasattr(asked.at, "_meta")
            else ""
        )
        self.wrong.append(f"{self.reader.name} {asked.method} {asked.name}{asked.query}{at}: {what}")

    # ---- Comparing

    def page(self, entry: Entry, asked: Asked) -> Page | None:
        seen = self.sight(asked.route.action)
        return None if seen is None else Page(seen, asked.at, asked.query)

    def reads(self, entry: Entry, asked: Asked) -> Answer:
        """A page that is read: what it shows is what the model opens of the rows of this address, both ways."""
        answer = self.ask(asked)
        page = self.page(entry, asked)
        if page is None:
            self._holds(asked, answer, set(), set())
            return answer
        with snapshot():
            comes = bool(asked.route.check(page.actor))
        opens = comes and entry.opens(page)
        if opens:
            entry.shows(page)
        self._status(entry, asked, answer, opens=opens)
        shown = opens and (answer.status == HTTPStatus.OK or answer.status in {302, 303})
        must = page.must if shown else set()
        if opens and not shown:
            # The refusal of a form may name the row that its reader sees.
            self._holds(asked, answer, set(), page.allowed())
        else:
            self._holds(
                asked, answer, must if _exists_to_show(answer, asked) else set(), page.allowed() if shown else set()
            )
        return answer

    def _status(self, entry: Entry, asked: Asked, answer: Answer, *, opens: bool) -> None:
        good = {200, *entry.other} if opens else {302, 303, *range(400, 500)}
        if answer.status not in good:
            self.fail(asked, f"answers {answer.status} where the model says {'open' if opens else 'closed'}")
        self.counted["open" if opens else "closed"] += 1

    def _holds(self, asked: Asked, answer: Answer, must: set[Cell], may: set[Cell]) -> None:
        found = self.canaries.found(*answer.everything)
        self.counted["canaries found"] += len(found)
        if leaked := found - may - must - _of_address(asked, self.canaries):
            self.fail(asked, f"leaks {_told(leaked)}")
        if lacking := must - found:
            self.fail(asked, f"lacks {_told(lacking)}")

    def same(self, asked: Asked, gone: Asked, answer: Answer) -> None:
        """A row that is closed is told as one that does not exist, to the byte."""
        key = (gone.name, gone.method, gone.url, gone.query)
        if key not in self.missing:
            self.missing[key] = self.ask(gone).compared(gone)
        closed, nothing = answer.compared(asked), self.missing[key]
        self.counted["told as missing"] += 1
        if closed != nothing or closed[0] < GOOD:
            self.fail(asked, f"is not told as missing: {_differing(closed, nothing)}")

    def writes(self, entry: Entry, asked: Asked) -> Answer:
        """What an act answers, and the page to which it leads, hold only what its maker sees before or after it."""
        before = self.sight(asked.route.action)
        after: list[Seen] = []
        led: list[Answer] = []

        def look(answer: Answer) -> None:
            if not self.reader.acts or answer.status >= GOOD:
                return
            rows = everything()
            after.append(Seen(self.reader.worker.actor, world(), rows))
            self._session(asked, after[0])
            if answer.status in {302, 303} and answer.to.startswith("/"):
                led.append(self._follow(answer.to))

        answer = self.ask(asked, look)
        may = {cell for one in (before, *after) if one is not None for cell in one.cells} | self._typed() | self._own()
        may |= _told_on_request(entry, asked, before)
        for one in (answer, *led):
            self._holds(asked, one, set(), may)
        if asked.is_for_programs and answer.status in {200, 201} and after and asked.at is not None:
            self._still_shows(entry, asked, answer, after[0])
        self.counted["acts done" if answer.status < GOOD else "acts refused"] += 1
        return answer

    def _still_shows(self, entry: Entry, asked: Asked, answer: Answer, after: Seen) -> None:
        """An act for programs answers with the row as it is now: nothing of others beside it."""
        page = Page(after, asked.at)
        if entry.opens(page):
            entry.shows(page)
            fresh = {cell for cell in page.must if self.canaries.found(*answer.everything) >= {cell}}
            found = self.canaries.found(*answer.everything) - self._typed() - _of_address(asked, self.canaries)
            if leaked := found - page.allowed() - fresh:
                self.fail(asked, f"answers with more than the row: {_told(leaked)}")

    def _follow(self, to: str) -> Answer:
        log = Log()
        given = self.reader.browser.get(to)
        return self._answer(given, log, {})

    def _session(self, asked: Asked, after: Seen) -> None:
        """Messages wait in the session for the next page; what is in them the reader may know."""
        told = self.canaries.found(texts_of(dict(self.reader.browser.session.items())))
        if leaked := told - after.cells - self._typed() - {cell for seen in self.seen.values() for cell in seen.cells}:
            self.fail(asked, f"the session holds {_told(leaked)}")

    def _typed(self) -> set[Cell]:
        return {cell for cell in self.canaries.cells.values() if cell.kind == "typed"}

    def _own(self) -> set[Cell]:
        """Emergencies and saved views are compared on the pages that read them."""
        return {cell for cell in self.canaries.cells.values() if cell.kind in {"savedview", "emergency", "basis"}}


def _told_on_request(entry: Entry, asked: Asked, before: Seen | None) -> set[Cell]:
    """A PESEL number is no text of a row that is seen: only the act that exists to tell it may hold it."""
    if before is None or asked.at is None:
        return set()
    page = Page(before, asked.at)
    if entry.opens(page):
        entry.shows(page)
    return {cell for cell in page.must if cell.kind == "pesel" and cell.field == "number"}


def _since(model: Any, mark: Any) -> Iterator[dict[str, Any]]:
    yield from model._base_manager.filter(pk__gt=mark).values()


def _opaque(asked: Asked) -> list[str]:
    """The references and the long numbers of an address; a short number is also a number of something else."""
    return [str(value) for value in asked.kwargs.values() if len(str(value)) >= len(str(NO_NUMBER))]


def _of_address(asked: Asked, canaries: Canaries) -> set[Cell]:
    """The words of the address are the reader's own: he had them before he asked."""
    if asked.at is None or not hasattr(asked.at, "_meta"):
        return set()
    row, kind = asked.at, str(asked.at._meta.model_name)
    found = {Cell(kind, row.pk, "pk"), Cell(kind, row.pk, "ref")}
    if kind in {"note", "consent", "privacynotice"}:
        found |= {Cell("case", row.case_id, "ref")}
    if kind == "storedfile" and "file" in asked.kwargs:
        found |= canaries.found(asked.kwargs["ref"])
    for name in {"person", "task"} & set(asked.kwargs):
        found |= canaries.found(asked.kwargs[name])
    return found


def _exists_to_show(answer: Answer, asked: Asked) -> bool:
    """A page shows; of what leads on, only the address is looked at."""
    return answer.status == HTTPStatus.OK or asked.name in {"cases:of_household", "sharing:of_household"}


def _told(cells: set[Cell]) -> str:
    named = sorted(" ".join(map(str, cell)) for cell in cells)
    return ", ".join(named[:8]) + (f" and {len(named) - 8} more" if len(named) > 8 else "")


def _differing(one: tuple[Any, ...], other: tuple[Any, ...]) -> str:
    if one[:2] != other[:2]:
        return f"{one[:2]} and {other[:2]}"
    place = next((n for n, (a, b) in enumerate(zip(one[2], other[2], strict=False)) if a != b), 0)
    return f"…{one[2][max(place - 60, 0) : place + 120]}… and …{other[2][max(place - 60, 0) : place + 120]}…"
