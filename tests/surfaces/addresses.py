"""The addresses of a route, one for each row of the county that it could name, and the same with no row."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from django.urls import reverse
from typing_extensions import override

from kooperacja.access.models import Basis, Share
from kooperacja.blue_cards.workflow import CARD_FLOW
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.diagnosis.workflow import FLOW as DIAGNOSIS_FLOW
from kooperacja.diagnosis.workflow import WORKSHOP_FLOW
from kooperacja.disclosures.workflow import FLOW as DISCLOSURE_FLOW
from kooperacja.foundation.workflow import Workflow
from kooperacja.inquiries.workflow import FLOW as INQUIRY_FLOW
from kooperacja.meetings.workflow import MEETING_FLOW
from kooperacja.plans.workflow import FLOW as PLAN_FLOW
from kooperacja.referrals.urls import ADDRESSES
from kooperacja.tasks.workflow import FLOW as TASK_FLOW
from tests.house.addresses import NO_NUMBER, NO_REFERENCE, Served
from tests.surfaces.asking import A_FILE, Asked
from tests.surfaces.canaries import kinds_of_rows
from tests.surfaces.county import County
from tests.surfaces.table import TABLE
from tests.surfaces.world import Rows

PREFILLED = {"rodzina": "case", "osoba": "person", "od": "referral"}


def addresses(served: Served, county: County, rows: Rows, method: str = "GET") -> list[Asked]:
    """Every one: rows of others as well as the reader's own."""
    entry = TABLE[served.name]
    found = [one for build in KINDS[entry.of] for one in build(served, county, rows, method)]
    queries = entry.queries if method == "GET" else ("",)
    return [replace(one, query=one.query + query) for one, query in itertools.product(found, queries)]


def gone(asked: Asked) -> Asked:
    """The same address and no row: references and ids that nothing has."""
    keep = ("move", "kind", "name", "code")
    kwargs = {key: value if key in keep else _no(value) for key, value in asked.kwargs.items()}
    query = asked.query
    if asked.at is not None and hasattr(asked.at, "_meta"):
        query = query.replace(str(asked.at.pk), str(NO_NUMBER)).replace(getattr(asked.at, "ref", "-"), NO_REFERENCE)
    return replace(asked, url=_url(asked.name, kwargs), kwargs=kwargs, query=query, at=None)


def _no(value: Any) -> Any:
    return NO_NUMBER if isinstance(value, int) else NO_REFERENCE


def _url(name: str, kwargs: dict[str, Any]) -> str:
    return reverse(name, kwargs=kwargs)


def _asked(served: Served, method: str, at: Any, **kwargs: Any) -> Asked:
    return Asked(served.name, method, _url(served.name, kwargs), at, kwargs=kwargs)


Build = Callable[[Served, County, Rows, str], Iterator[Asked]]


def _alone(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    yield _asked(served, method, None)


def _by_reference(kind: str) -> Build:
    def build(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
        for row in rows[kind]:
            for more in _more(served, county, row):
                yield _asked(served, method, row, ref=row.ref, **more)

    return build


def _more(served: Served, county: County, row: Any) -> Iterator[dict[str, Any]]:
    """What an address names besides its row."""
    names = set(served.parameters) - {"ref"}
    if not names:
        yield {}
    elif "user_id" in names:
        yield from ({"user_id": county.actors[name].user.pk} for name in ("key_worker", "coordinator", "partner"))
    elif "person" in names:
        yield from ({"person": one.ref} for family in county.families.values() for one in family.people.values())
    elif "code" in names:
        yield from ({"code": code} for code in ("T05", "T08"))
    elif "pk" in names:
        yield from ({"pk": one.pk} for one in _inside(served, county, row))
    else:
        moves = ADDRESSES if served.name == "referrals:move" else [move.name for move in CASE_FLOW.moves]
        yield from ({"move": move} for move in moves)


def _inside(served: Served, county: County, row: Any) -> list[Any]:
    """Bases, windows or locks of any case: they are found under their own case only."""
    if "basis" in served.name or "window" in served.name:
        table = Basis if "basis" in served.name else Share
        return [*table.objects.filter(subject=row.subject_id)[:2], *table.objects.exclude(subject=row.subject_id)[:1]]
    return county.vetoes


def _notes(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    cases = {row.pk: row for row in rows["case"]}
    for note in rows["note"]:
        yield _asked(served, method, note, ref=cases[note.case_id].ref, note=note.ref)


def _files(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    cases = {row.anchor_id: row for row in rows["case"]}
    # A file that came with an answer into an inbox is of no case.
    for file in (one for one in rows["storedfile"] if one.anchor_id in cases):
        yield _asked(served, method, file, ref=cases[file.anchor_id].ref, file=file.ref)


def _papers(kind: str, name: str) -> Build:
    """Consents and notices stand under their case."""

    def build(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
        cases = {row.pk: row for row in rows["case"]}
        for row in rows[kind]:
            yield _asked(served, method, row, ref=cases[row.case_id].ref, **{name: row.ref})

    return build


def _of_both(kind: str, flow: Workflow) -> Build:
    """Both parties have their row under the reference of the act."""

    def build(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
        moves = [{"name": move.name} for move in flow.moves] if "name" in served.parameters else [{}]
        for row in rows[kind]:
            yield from (_asked(served, method, row, ref=row.ref, **more) for more in moves)

    return build


def _diagnoses(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    """A diagnosis, with an area of each kind of data or each of its moves where the address names one."""
    inside = {"area": ["housing", "health"], "name": [move.name for move in DIAGNOSIS_FLOW.moves]}
    names = [name for name in inside if name in served.parameters]
    for row in rows["diagnosis"]:
        for more in [{name: value} for name in names for value in inside[name]] if names else [{}]:
            yield _asked(served, method, row, ref=row.ref, **more)


def _plans(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    """A plan, with each of its goals, its actions or its moves where the address names one."""
    for plan in rows["plan"]:
        tasks = {line.task_id for line in rows["planline"] if line.plan_id == plan.pk}
        inside = {
            "key": [goal.key for goal in rows["plangoal"] if goal.plan_id == plan.pk],
            "task": [task.ref for task in rows["task"] if task.pk in tasks],
            "name": [move.name for move in PLAN_FLOW.moves],
        }
        names = [name for name in inside if name in served.parameters]
        for more in [{name: value} for name in names for value in inside[name]] if names else [{}]:
            yield _asked(served, method, plan, ref=plan.ref, **more)


def _every_row(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    """A kind and a number: in the path of a page, in the question of a program."""
    for kind in kinds_of_rows():
        for row in rows[kind]:
            if served.is_for_programs:
                yield replace(_asked(served, method, row), query=f"?kind={kind}&id={row.pk}")
            else:
                yield _asked(served, method, row, kind=kind, pk=row.pk)


def _prefilled(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    yield _asked(served, method, None)
    for name, kind in PREFILLED.items():
        for row in rows[kind]:
            yield replace(_asked(served, method, row), query=f"?{name}={row.ref}")


def _handed(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    """The files of a worker stand on the page that asks for them."""
    yield _asked(served, method, None)
    days = "" if served.name == "handover:hand_over" else "&since=2026-11-09&until=2026-11-13"
    for name in ("key_worker", "intake", "left", "partner") if method == "GET" else ():
        query = f"?worker={county.actors[name].user.pk}{days}"
        yield replace(_asked(served, method, None), query=query)


def _feed(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    yield _asked(served, method, None, secret=county.feed)


def _meetings(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    moves = [{"name": move.name} for move in MEETING_FLOW.moves] if "name" in served.parameters else [{}]
    for more in moves:
        yield _asked(served, method, county.meeting, ref=county.meeting.ref, **more)


def _points(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    for row in rows["caseitem"]:
        yield _asked(served, method, row, ref=county.meeting.ref, item=row.ref)


def _of_county(pick: Callable[[County], list[Any]]) -> Build:
    """Rows that are not protected: the institution, the agreement, a worker, what is the reader's own."""

    def build(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
        for row in pick(county):
            parameters = served.parameters
            kwargs = {"ref": row.ref} if "ref" in parameters else {"pk": row.pk}
            kwargs |= dict.fromkeys(set(parameters) - set(kwargs) - {"move"}, 1)
            kwargs |= {"move": "suspend"} if "move" in parameters else {}
            yield _asked(served, method, row, **kwargs)

    return build


def _teams(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    """Whose team it is decides who finds it; a seat is one of the same team."""
    more: dict[str, Any] = {}
    if "pk" in served.parameters:
        more["pk"] = county.seat.pk
    if "move" in served.parameters:
        more["move"] = "end"
    yield _asked(served, method, county.seat.team, ref=county.seat.team.ref, **more)


def _variants(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    yield _asked(served, method, None, code="rural")


def _questionnaires(served: Served, county: County, rows: Rows, method: str) -> Iterator[Asked]:
    yield _asked(served, method, None, code="standard")


def _keys(county: County) -> list[Any]:
    from kooperacja.accounts.models import AccessToken

    return list(AccessToken.objects.order_by("pk")[:2])


KINDS: dict[str, tuple[Build, ...]] = {
    "": (_alone,),
    "prefill": (_prefilled,),
    "note": (_notes,),
    "file": (_files,),
    "consent": (_papers("consent", "consent"),),
    "privacynotice": (_papers("privacynotice", "notice"),),
    "disclosure": (_of_both("disclosure", DISCLOSURE_FLOW),),
    "inquiry": (_of_both("inquiry", INQUIRY_FLOW),),
    "task": (_of_both("task", TASK_FLOW),),
    "plan": (_plans,),
    "diagnosis": (_diagnoses,),
    "workshop": (_of_both("workshop", WORKSHOP_FLOW),),
    "bluecard": (_of_both("bluecard", CARD_FLOW),),
    "passedrequest": (_of_county(lambda county: [county.passed]),),
    "meeting": (_meetings,),
    "caseitem": (_points,),
    "row": (_every_row,),
    **{kind: (_by_reference(kind),) for kind in ("case", "detail", "household", "person", "referral", "storedfile")},
    "emergency": (_of_county(lambda county: list(county.emergencies.values())),),
    "feed": (_feed,),
    "handed": (_handed,),
    "substitution": (_of_county(lambda county: county.substitutions),),
    "mail": (_of_county(lambda county: county.mails),),
    "view": (_of_county(lambda county: list(county.views.values())),),
    "institution": (_of_county(lambda county: [county.cast.at("gops")]),),
    "agreement": (_of_county(lambda county: [county.cast.agreement]),),
    "team": (_teams,),
    "variant": (_variants,),
    "questionnaire": (_questionnaires,),
    "worker": (_of_county(lambda county: [county.actors["key_worker"].membership]),),
    "key": (_of_county(_keys),),
    "lock": (_of_county(lambda county: county.vetoes),),
    "wording": (_of_county(lambda county: [county.consent.wording]),),
    "window": (_of_county(lambda _county: list(Share.objects.order_by("pk")[:8])),),
}
# Whose rows the model knows, or a rule beside it in the table.
PROTECTED = {
    "prefill",
    "consent",
    "privacynotice",
    "disclosure",
    "inquiry",
    "bluecard",
    "plan",
    "diagnosis",
    "workshop",
    "task",
    "caseitem",
    "note",
    "row",
    "case",
    "detail",
    "household",
    "person",
    "referral",
    "emergency",
    "view",
    "mail",
    "file",
    "storedfile",
}


# ---- Forms


class Form(HTMLParser):
    """The first form of a page that is sent by POST to an address, with what a browser would send."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed, self.is_inside, self.is_found = typed, False, False
        self.body: dict[str, str] = {}
        self.area, self.select = "", ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = not self.is_found and given.get("method", "").casefold() == "post" and _is_ours(given)
            self.is_found = self.is_found or self.is_inside
        elif self.is_inside and tag in {"input", "textarea", "select", "option"}:
            getattr(self, f"_{tag}")(given.get("name", ""), given)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.area:
            self.body[self.area] = self.body[self.area].strip() or self.typed
            self.area = ""

    @override
    def handle_data(self, data: str) -> None:
        if self.area:
            self.body[self.area] += data

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in {"radio", "checkbox"}:
            if "checked" in given or (kind == "radio" and name not in self.body):
                self.body[name] = value or "on"
        elif kind == "hidden" or value:
            self.body[name] = value
        elif kind == "file":
            self.body[name] = A_FILE
        else:
            self.body[name] = "02.10.2026" if name.endswith("_on") else self.typed

    def _textarea(self, name: str, given: dict[str, str]) -> None:
        self.area, self.body[name] = name, ""

    def _select(self, name: str, given: dict[str, str]) -> None:
        self.select = name

    def _option(self, _name: str, given: dict[str, str]) -> None:
        value = given.get("value", "")
        if "selected" in given or (value and not self.body.get(self.select)):
            self.body[self.select] = value


def _is_ours(given: dict[str, str]) -> bool:
    """Every page also has the forms of the shell: language, theme, signing out."""
    return not given.get("action", "").startswith(("/jezyk/", "/wyglad/", "/wylogowanie/"))


def filled(page: str, typed: str) -> dict[str, str] | None:
    """A plausible form: what stands in it stays, what is empty gets a word of the reader's own."""
    form = Form(typed)
    form.feed(page)
    return form.body if form.is_found else None
