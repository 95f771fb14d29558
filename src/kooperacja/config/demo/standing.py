"""The standing teams of the county: each of the three variants of the model, one that the law founds, one of the
voivodeship, one that is being formed and one that has ended. A team starts narrow and grows for two years.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kooperacja.config.demo.pace import ahead, at, back
from kooperacja.config.demo.papers import LEFT_AGO, Paper
from kooperacja.config.demo.people import AGREEMENT_TITLE
from kooperacja.config.demo.stories import County, Step
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.teams import actions
from kooperacja.teams.law import STATEMENT
from kooperacja.teams.models import Seat, Team
from kooperacja.teams.queries import get_team


@dataclass(slots=True)
class Standing:
    """A team: which kind of which variant, who founds it, on which agreement, and who sits there by now."""

    name: str
    variant: str
    kind: str
    founder: str
    paper: Paper | None = None
    steps: list[Step] = field(default_factory=list)
    row: Team | None = None
    seats: dict[str, Seat] = field(default_factory=dict)

    @property
    def team(self) -> Team:
        if self.row is None:
            raise LookupError(f"{self.name} was not founded yet")
        return self.row

    def perform(self, county: County, step: Step) -> None:
        STEPS[step.name](self, county, step.told)

    def found(self, county: County, told: Any) -> None:
        self.row = actions.found_team(
            actor=county.actors[self.founder],
            name=self.name,
            variant=self.variant,
            kind=self.kind,
            agreement=self.paper.agreement if self.paper else None,
        )

    def act(self, county: County, told: tuple[str, str, str]) -> None:
        kind, number, issuer = told
        words = {"kind": kind, "number": number, "issuer": issuer}
        actions.add_act(actor=county.actors[self.founder], team=self.team, signed_on=today(), **words)

    def rest(self, county: County, told: Paper) -> None:
        """Another agreement has taken the place of the one before."""
        actor = county.actors[self.founder]
        row = get_team(actor, self.team.ref)
        actions.change_team(actor=actor, team=row, version=row.version, name=row.name, agreement=told.agreement)

    def seat(self, county: County, told: tuple[str, str, str]) -> None:
        """A place for an institution, which is told, and who sits there."""
        place, function, who = told
        leader, institution = county.actors[self.founder], county.places[place]
        seat = actions.open_seat(actor=leader, team=self.team, institution=institution, function=function)
        if who:
            user_id = county.actors[who].user_id
            self.seats[who] = actions.name_worker(actor=self._names(county, place), seat=seat, user_id=user_id)

    def _names(self, county: County, place: str) -> Actor:
        """The manager of the institution; where none uses the platform, who leads the team."""
        manager = county.actors.get(county.supervisors.get(place, ""))
        return manager if manager and manager.role == Role.INSTITUTION_MANAGER else county.actors[self.founder]

    def substitute(self, county: County, told: tuple[str, str]) -> None:
        who, other = told
        actor, user_id = county.actors[self.founder], county.actors[other].user_id
        self.seats[other] = actions.name_substitute(actor=actor, seat=self.seats[who], user_id=user_id)

    def replace(self, county: County, told: tuple[str, str]) -> None:
        who, other = told
        actor, user_id = county.actors[self.founder], county.actors[other].user_id
        self.seats[other] = actions.name_worker(actor=actor, seat=self.seats.pop(who), user_id=user_id)

    def state(self, county: County, told: str) -> None:
        actions.confirm_statement(actor=county.actors[told], seat=self.seats[told], version=STATEMENT)

    def paper_statement(self, county: County, told: str) -> None:
        actions.record_statement(actor=county.actors[self.founder], seat=self.seats[told], signed_on=today())

    def conflict(self, county: County, told: tuple[str, str]) -> None:
        who, words = told
        actions.declare_conflict(actor=county.actors[who], seat=self.seats[who], words=words)

    def leave(self, county: County, told: tuple[str, str]) -> None:
        who, reason = told
        actions.end_seat(actor=county.actors[self.founder], seat=self.seats.pop(who), reason=reason)

    def start(self, county: County, told: Any) -> None:
        actions.start(actor=county.actors[self.founder], team=self.team)

    def end(self, county: County, told: str) -> None:
        actions.end(actor=county.actors[self.founder], team=self.team, reason=told)


STEPS: dict[str, Callable[..., None]] = {
    "found": Standing.found,
    "act": Standing.act,
    "rest": Standing.rest,
    "seat": Standing.seat,
    "substitute": Standing.substitute,
    "replace": Standing.replace,
    "state": Standing.state,
    "paper": Standing.paper_statement,
    "conflict": Standing.conflict,
    "leave": Standing.leave,
    "start": Standing.start,
    "end": Standing.end,
}


# ---- What is planned


def teams_until(last: date, papers: Sequence[Paper]) -> list[Standing]:
    titled = {paper.title: paper for paper in papers}
    return [
        _wierzbowo(last, titled),
        *_lipniki(last, titled),
        *_brzezin(last, titled),
        _statutory(last),
        _regional(last),
        _decision_makers(last),
        _zalesie(last, titled),
        _ended(last, titled),
    ]


def _begun(day: date, *acts: tuple[str, str, str]) -> list[Step]:
    """Founded in the morning, with its papers before noon."""
    return [
        Step(at(day, 9, 10), "found"),
        *(Step(at(day, 10, 5 * number), "act", one) for number, one in enumerate(acts)),
    ]


def _sits(day: date, *seats: tuple[str, str, str], by: str = "state") -> list[Step]:
    """Seats of one day, each with who sits there; in the afternoon they sign."""
    opened = [Step(at(day, 11, 5 * number), "seat", one) for number, one in enumerate(seats)]
    stated = [Step(at(day, 14, 5 * number), by, who) for number, (_place, _function, who) in enumerate(seats) if who]
    return [*opened, *stated]


WORKS, LEADS = "member", "coordinator"


def _wierzbowo(last: date, papers: dict[str, Paper]) -> Standing:
    """Three institutions of the pilot; then three more, and „Mostek”, which has not signed."""
    pilot, present = papers[f"{AGREEMENT_TITLE} (pilotaż)"], papers[AGREEMENT_TITLE]
    since, grown = back(last, 460), present.valid_on
    team = Standing("PZK Wierzbowo", "rural", "pzk", "ewa", pilot)
    number = f"{since.year}"
    team.steps = [
        *_begun(
            since,
            ("agreement", f"3/{number}", "strony porozumienia"),
            ("ordinance", f"41/{number}", "Wójt Gminy Wierzbowo"),
            ("rules", f"1/{number}", "zespół na pierwszym posiedzeniu"),
        ),
        *_sits(since, ("gops", LEADS, "ewa"), ("gops", "secretary", "renata"), ("school", WORKS, "piotr")),
        *_sits(back(last, 452), ("pcpr", WORKS, "olga")),
        Step(at(back(last, 450), 9), "start"),
        Step(at(back(last, LEFT_AGO + 100), 12), "substitute", ("piotr", "elzbieta")),
        Step(at(back(last, LEFT_AGO + 98), 12), "state", "elzbieta"),
    ]
    changes = [
        Step(at(back(last, LEFT_AGO - 2), 12), "replace", ("renata", "anna")),
        Step(at(back(last, LEFT_AGO - 3), 12), "state", "anna"),
    ]
    growth = [
        Step(at(ahead(grown, 1), 9), "rest", present),
        Step(at(ahead(grown, 1), 9, 30), "act", ("agreement", f"1/{grown.year}", "strony porozumienia")),
        *_sits(ahead(grown, 3), ("police", WORKS, "jan"), ("ppp", WORKS, "ida")),
        *_sits(ahead(grown, 5), ("pup", WORKS, "tomasz"), by="paper"),
        Step(at(ahead(grown, 6), 9), "substitute", ("jan", "kamil")),
        Step(at(ahead(grown, 7), 9), "seat", ("mostek", WORKS, "grazyna")),
        Step(at(ahead(grown, 8), 9), "conflict", ("jan", "Sprawy mieszkańców ulicy, przy której mieszkam.")),
    ]
    team.steps = sorted([*team.steps, *changes, *growth], key=lambda step: step.at)
    return team


def _lipniki(last: date, papers: dict[str, Paper]) -> list[Standing]:
    """The urban-rural variant: the team of institutions, and the group that carries plans of families."""
    paper = papers["Porozumienie o dyżurach doradcy zawodowego w Lipnikach"]
    since, group = back(last, 225), back(last, 180)
    pzk = Standing("PZK Lipniki", "urban_rural", "pzk", "urszula", paper)
    pzk.steps = [
        *_begun(
            since,
            ("agreement", paper.number, "strony porozumienia"),
            ("ordinance", f"17/{since.year}", "Burmistrz Lipnik"),
            ("rules", f"1/{since.year}", "zespół"),
        ),
        *_sits(since, ("cus", LEADS, "urszula"), ("pup", WORKS, "agnieszka")),
        Step(at(back(last, 220), 9), "start"),
        *_sits(back(last, 140), ("pcpr", WORKS, "pawel")),
        Step(at(back(last, 30), 9), "seat", ("sp_lipniki", WORKS, "ewelina")),
    ]
    ggk = Standing("GGK Lipniki", "urban_rural", "ggk", "urszula", paper)
    ggk.steps = [
        *_begun(group, ("ordinance", f"31/{group.year}", "Burmistrz Lipnik")),
        *_sits(group, ("cus", LEADS, "natalia"), ("pup", WORKS, "agnieszka")),
        Step(at(back(last, 176), 9), "start"),
    ]
    return [pzk, ggk]


def _brzezin(last: date, papers: dict[str, Paper]) -> list[Standing]:
    """The urban variant: the partners, and the task team. Their agreement is suspended now."""
    paper = papers["Porozumienie „Dach nad głową” w Brzezinie"]
    since, task = back(last, 290), back(last, 250)
    pzk = Standing("PZK Brzezin", "urban", "pzk", "zbigniew", paper)
    pzk.steps = [
        *_begun(
            since,
            ("agreement", paper.number, "strony porozumienia"),
            ("ordinance", f"88/{since.year}", "Burmistrz Brzezina"),
            ("rules", f"2/{since.year}", "zespół"),
        ),
        *_sits(since, ("mops", LEADS, "barbara"), ("police", WORKS, "robert")),
        Step(at(back(last, 286), 9), "start"),
        *_sits(back(last, 200), ("housing", WORKS, "ryszard"), ("lipa", WORKS, "stanislaw")),
        Step(at(back(last, 120), 9), "replace", ("robert", "kamil")),
        Step(at(back(last, 119), 9), "state", "kamil"),
    ]
    zzk = Standing("ZZK Brzezin – mieszkania", "urban", "zzk", "zbigniew", paper)
    zzk.steps = [
        *_begun(task, ("ordinance", f"102/{task.year}", "Burmistrz Brzezina")),
        *_sits(task, ("mops", LEADS, "artur"), ("housing", WORKS, "ryszard")),
        Step(at(back(last, 247), 9), "start"),
        *_sits(back(last, 90), ("lipa", WORKS, "stanislaw")),
    ]
    return [pzk, zzk]


def _statutory(last: date) -> Standing:
    """Founded by the law against domestic violence: statements on paper, no agreement."""
    since = back(last, 400)
    team = Standing("Zespół interdyscyplinarny w Wierzbowie", "statutory", "interdisciplinary", "halina")
    team.steps = [
        *_begun(since, ("ordinance", f"52/{since.year}", "Wójt Gminy Wierzbowo")),
        *_sits(since, ("gops", LEADS, "iga"), ("police", WORKS, "robert"), ("school", WORKS, "wanda"), by="paper"),
        Step(at(back(last, 396), 9), "start"),
        *_sits(back(last, 260), ("gkrpa", WORKS, "jerzy"), ("clinic", WORKS, "teresa"), by="paper"),
        *_sits(back(last, 70), ("probation", WORKS, "tadeusz"), by="paper"),
    ]
    return team


def _regional(last: date) -> Standing:
    since = back(last, 350)
    team = Standing("WZK nadolszański", "rural", "wzk", "aldona")
    team.steps = [
        *_begun(since, ("ordinance", f"9/{since.year}", "Marszałek Województwa")),
        *_sits(since, ("rops", LEADS, "aldona"), ("uw", WORKS, "ludwik")),
        Step(at(back(last, 345), 9), "start"),
        *_sits(back(last, 100), ("pcpr", WORKS, "malgorzata")),
    ]
    return team


def _decision_makers(last: date) -> Standing:
    """Its first steps: a seat waits for a name, and a statement for its signature."""
    since = back(last, 12)
    team = Standing("Powiatowa Grupa Decydentów", "urban_rural", "decision_makers", "malgorzata")
    team.steps = [
        Step(at(since, 9, 10), "found"),
        *_sits(since, ("pcpr", LEADS, "malgorzata")),
        Step(at(back(last, 6), 9), "seat", ("pup", WORKS, "leszek")),
        Step(at(back(last, 5), 9), "seat", ("gops", WORKS, "")),
    ]
    return team


def _zalesie(last: date, papers: dict[str, Paper]) -> Standing:
    """Being formed while the agreement is being signed."""
    since = back(last, 18)
    team = Standing("PZK Zalesie", "rural", "pzk", "danuta", papers["Porozumienie o współpracy PZK Zalesie"])
    team.steps = [
        *_begun(since, ("ordinance", f"63/{since.year}", "Wójt Gminy Zalesie")),
        *_sits(since, ("gops_zalesie", LEADS, "danuta")),
        Step(at(back(last, 8), 9), "seat", ("sp_zalesie", WORKS, "alicja")),
        Step(at(back(last, 2), 9), "seat", ("gkrpa_zalesie", WORKS, "genowefa")),
    ]
    return team


def _ended(last: date, papers: dict[str, Paper]) -> Standing:
    paper = papers["Porozumienie o świetlicy w Zalesiu"]
    since = back(last, 190)
    team = Standing("Zespół świetlicy w Zalesiu", "rural", "pzk", "danuta", paper)
    team.steps = [
        *_begun(
            since,
            ("agreement", paper.number, "strony porozumienia"),
            ("ordinance", f"20/{since.year}", "Wójt Gminy Zalesie"),
            ("rules", f"1/{since.year}", "zespół"),
        ),
        *_sits(since, ("gops_zalesie", LEADS, "kinga"), ("sp_zalesie", WORKS, "alicja")),
        Step(at(back(last, 186), 9), "start"),
        Step(at(back(last, 110), 9), "leave", ("alicja", "urlop dla poratowania zdrowia")),
        Step(at(back(last, 59), 12), "end", "Świetlica przeszła do innej instytucji."),
    ]
    return team
