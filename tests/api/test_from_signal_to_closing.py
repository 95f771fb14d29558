"""G.1 by programs, all ten steps: the school's signal, the family's way, and its closing (domain.md G.1)."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from kooperacja.config.cli import main
from kooperacja.config.demo.county import POSTS
from kooperacja.foundation.clock import WARSAW
from kooperacja.notices.models import Notice
from kooperacja.teams.law import STATEMENT
from tests.cast import Town, cover_health, hired
from tests.consents.conftest import approved

SEATS = {
    "ewa": ("gops", "coordinator"),
    "anna": ("gops", "secretary"),
    "piotr": ("school", "member"),
    "jan": ("police", "member"),
    "olga": ("pcpr", "member"),
    "tomasz": ("pup", "member"),
    "grazyna": ("mostek", "member"),
}
FAMILY = (
    ("Marta", "Malinowska", "1990-02-04", "mother"),
    ("Adam", "Malinowski", "1987-07-19", "father"),
    ("Kuba", "Malinowski", "2018-05-30", "son"),
)
NOTE = {"kind": "visit", "category": "family", "happened_on": "2026-11-02", "text": "Rozmowa z matką w domu."}
# Who lets somebody look through a window, and whom.
CHIEFS = {
    "school": ("wanda", "piotr"),
    "police": ("robert", "jan"),
    "pcpr": ("malgorzata", "olga"),
    "ppp": ("joanna", "ida"),
    "pup": ("leszek", "tomasz"),
}
GOALS = (
    ("education", "Dzieci chodzą do szkoły regularnie", "Rano budzimy dzieci na czas."),
    ("income", "Rodzina ma stały dochód", "Adam zgłosi się do urzędu pracy."),
    ("family", "Rodzice znają sposoby na spokojną rozmowę", "Przyjdziemy oboje."),
)
ACTIONS = (
    (0, "Wizyta dzieci u psychologa", "ppp", "2026-12-12"),
    (0, "Rozmowa z wychowawcą", "school", "2027-01-15"),
    (1, "Wniosek o zasiłek okresowy", "gops", "2027-01-22"),
    (1, "Oferta stażu", "pup", "2027-01-29"),
    (2, "Wsparcie asystenta rodziny", "gops", "2027-01-29"),
    (2, "Konsultacja w poradni rodzinnej", "pcpr", "2027-01-15"),
)
CLOSED = {"close_reason": "partly", "closed_on": "2027-06-08"}
WHO_ACTS = {"ppp": "ida", "school": "piotr", "pcpr": "olga", "pup": "tomasz", "gops": "anna"}
ACT = {"number": "7/2026", "issuer": "Wójt Gminy Wierzbowo", "signed_on": "2026-09-14"}


class Tale:
    """The people of the scenario, each with a program of their own, and what they have made so far."""

    def __init__(self, cast: Town, program: Callable[..., Any], clock: Any) -> None:
        self.cast, self.clock, self.program = cast, clock, program
        self.programs: dict[str, Any] = {}
        self.case = ""
        self.people: dict[str, str] = {}

    def by(self, name: str) -> Any:
        """The program of a worker."""
        if name not in self.programs:
            self.programs[name] = self.program(self.cast.workers[name])
        return self.programs[name]

    def __getattr__(self, name: str) -> Any:
        return self.by(name)

    def at(self, key: str) -> int:
        return self.cast.at(key).pk

    def on(self, day: date, hour: int = 10) -> None:
        """Keys of programs end after some weeks; whoever comes later has a new one."""
        self.clock.move_to(datetime.combine(day, time(hour), tzinfo=WARSAW))
        self.programs.clear()


def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201, 204), (answer.status_code, answer.content.decode())
    return answer.json() if answer.content else None


def refused(answer: Any, code: str) -> None:
    assert answer.status_code in (403, 422), answer.content.decode()
    assert answer.json()["code"] == code, answer.content.decode()


@pytest.fixture
def tale(cast: Town, program: Any, at_monday: Any) -> Tale:
    cover_health(cast)
    for name, _reader in CHIEFS.values():
        if name not in cast.workers:
            cast.workers[name] = hired(cast, name, POSTS[name])
    return Tale(cast, program, at_monday)


# The smallest variant on both engines; where a family team stands apart, the same way is gone on one.
@pytest.mark.parametrize(
    ("variant", "kind"),
    [
        ("rural", "pzk"),
        pytest.param("urban_rural", "pzk", marks=pytest.mark.once),
        pytest.param("urban", "pzk", marks=pytest.mark.once),
    ],
)
def test_from_the_signal_of_the_school_to_the_closing(tale: Tale, variant: str, kind: str) -> None:
    ref = the_school_writes(tale)
    the_interview_has_a_deadline(tale, ref)
    the_income_is_reckoned(tale)
    the_family_is_told_and_asked(tale)
    what_was_refused_stops_and_the_rest_goes(tale)
    team = the_team_is_founded(tale, variant, kind)
    mostek_finds_nothing(tale)
    partners_may_know_of_the_case(tale)
    the_diagnosis_is_made(tale)
    plan = the_plan_is_written(tale)
    the_team_decides(tale, team, plan)
    actions = the_plan_comes_into_force(tale, plan)
    a_reminder_goes_to_one_institution(tale, actions)
    the_review_and_a_withdrawn_consent(tale)
    the_case_is_closed(tale, plan, actions)
    the_family_reads_who_got_its_data(tale)


def the_school_writes(tale: Tale) -> str:
    """1. Monday 2.11.2026: 34 hours of absence, by the school's own task, nothing of health."""
    born_on = "2014-03-03"
    letter = {
        "addressee_id": tale.at("gops"),
        "request": "Rozpoznanie sytuacji rodziny.",
        "reason_code": "absence",
        "reason": "Uczennica opuściła 34 godziny w październiku 2026 r.",
        "first_name": "Ola",
        "last_name": "Malinowska",
        "born_on": born_on,
        "family_knows": "no",
        "basis": "school_duty",
    }
    ref: str = done(tale.piotr.post("/referrals", letter))["ref"]
    done(tale.piotr.post(f"/referrals/{ref}/moves/send"))
    assert tale.anna.get(f"/referrals/{ref}").status_code == 200
    assert tale.jan.get(f"/referrals/{ref}").content == tale.jan.get("/referrals/bcdfghjkmnpq").content
    return ref


def the_interview_has_a_deadline(tale: Tale, ref: str) -> None:
    """2. 14 working days of 2.11.2026, 11 November is a holiday; the urgent one two."""
    for move in ("receive", "accept"):
        done(tale.anna.post(f"/referrals/{ref}/moves/{move}"))
    opened = {
        "family_name": "Malinowscy",
        "kinship": "daughter",
        "key_worker_id": tale.cast.anna.user.pk,
        "learned_on": "2026-11-02",
        "place": "Wierzbowo",
    }
    told = done(tale.anna.post(f"/referrals/{ref}/moves/open_case", opened))
    tale.case = f"/cases/{told['case']['ref']}"
    for first, last, born_on, kinship in FAMILY:
        person = {"first_name": first, "last_name": last, "born_on": born_on, "kinship": kinship}
        done(tale.anna.post(f"{tale.case}/people", person))
    case = tale.anna.get(tale.case).json()
    assert case["interview"]["due_on"] == "2026-11-23"
    tale.people = {one["first_name"]: one["ref"] for one in case["people"]}
    done(tale.anna.post(f"{tale.case}/notes", NOTE))


def the_income_is_reckoned(tale: Tale) -> None:
    """3. Below the criterion by 641.20 zł, and no decision."""
    receipts = [{"kind": "employment", "amount": "2100.00"}, {"kind": "farm", "amount": "1.20"}]
    told = done(tale.anna.post("/income/check", {"people": 4, "receipts": receipts}))
    assert (told["total"], told["per_person"], told["notice"]) == ("2650.80", "662.70", "To nie jest decyzja.")
    assert told["comparisons"][0]["difference"] == "641.20"


def the_family_is_told_and_asked(tale: Tale) -> None:
    """4. The notice, participation, consents for the school and the county's centre, a no to the labour office."""
    anna, where = tale.anna, tale.case
    notice, consent = (approved(tale.cast, kind).pk for kind in ("notice", "consent"))
    done(anna.post(f"{where}/moves/qualify"))
    refused(anna.post(f"{where}/moves/inform", {"talked_on": "2026-11-02"}), "notice.none")
    people = list(tale.people.values())
    told = {"people": people, "wording": notice, "way": "read", "given_on": "2026-11-02"}
    done(anna.post(f"{where}/notices", told))
    done(anna.post(f"{where}/moves/inform", {"talked_on": "2026-11-02"}))
    answers = [{"person": tale.people[name], "answer": answer} for name, answer in (("Marta", "yes"), ("Adam", "no"))]
    done(anna.post(f"{where}/participation", {"answers": answers, "medium": "paper", "said_on": "2026-11-02"}))
    detail = {"kind": "health", "text": "cukrzyca, insulina rano i wieczorem", "since": "2026-11-02"}
    done(anna.post(f"/people/{tale.people['Marta']}/details", detail))
    paper = {"signer": tale.people["Marta"], "wording": consent, "medium": "paper"}
    paper |= {"signed_on": "2026-11-02", "until": "2027-12-31"}
    for name, category in (("Ola", "education"), ("Marta", "housing")):
        items = [
            {"recipient": tale.at(place), "category": one}
            for place in ("school", "pcpr")
            for one in ("identity", category)
        ]
        if name == "Marta":
            items.append({"recipient": tale.at("pup"), "category": "health", "is_given": False})
        done(anna.post(f"{where}/consents", {**paper, "person": tale.people[name], "items": items}))


def what_was_refused_stops_and_the_rest_goes(tale: Tale) -> None:
    """4. Health to the labour office stops with its reason; each recipient has one entry in the register."""
    anna, where = tale.anna, f"{tale.case}/disclosures"
    rows = anna.get(where).json()["rows"]
    cells = {(cell["key"]): cell for row in rows for cell in row["cells"]}
    health = next(key for key in cells if "-health-" in key and key.endswith(f"-{tale.at('pup')}"))
    assert not cells[health]["is_open"]
    assert "brak zgody" in cells[health]["why"]
    refused(anna.post(where, {"marked": [mark(health)]}), "disclosure.closed_cell")
    going = [
        key
        for key, cell in cells.items()
        if cell["is_open"] and key.rsplit("-", 1)[1] in {str(tale.at("school")), str(tale.at("pcpr"))}
    ]
    made = done(anna.post(where, {"marked": [mark(key) for key in going]}))
    assert len(made["refs"]) == 2


def mark(key: str) -> dict[str, Any]:
    place, subject, category, recipient = key.split("-")
    return {"place": int(place), "subject": int(subject), "category": category, "recipient": int(recipient)}


def the_team_is_founded(tale: Tale, variant: str, kind: str) -> str:
    """Seven seats; „Mostek” has not signed the agreement (7)."""
    agreement = tale.cast.agreement.ref
    made = done(tale.ewa.post("/teams", {"name": "Zespół", "variant": variant, "kind": kind, "agreement": agreement}))
    path = f"/teams/{made['ref']}"
    for act in ("agreement", "ordinance", "rules"):
        done(tale.ewa.post(f"{path}/acts", {**ACT, "kind": act}))
    for name, (place, function) in SEATS.items():
        wanted = {"institution_id": tale.at(place), "function": function}
        members = done(tale.ewa.post(f"{path}/seats", wanted))["members"]
        ours = next(one for one in members if one["institution_id"] == tale.at(place))
        seat = f"{path}/seats/{ours['seats'][-1]['id']}"
        done(tale.ewa.post(f"{seat}/worker", {"user_id": tale.cast.workers[name].user.pk}))
        done(tale.by(name).post(f"{seat}/statement", {"version": STATEMENT}))
    team = done(tale.ewa.post(f"{path}/moves/start"))
    lacks = {one["name"]: one["lacks"] for one in team["members"] if not one["is_ready"]}
    assert lacks == {"„Mostek”": ["„Mostek” nie podpisał jeszcze porozumienia."]}
    return path


def mostek_finds_nothing(tale: Tale) -> None:
    """7. The same answer as for a case that does not exist."""
    closed, missing = tale.grazyna.get(tale.case), tale.grazyna.get("/cases/bcdfghjkmnpq")
    assert (closed.status_code, closed.content) == (404, missing.content)


def partners_may_know_of_the_case(tale: Tale) -> None:
    """Its number, who works on it and what is planned: by the act, shown by the centre, read by whom each chose."""
    anna, where = tale.anna, f"{tale.case}/disclosures"
    keys = [cell["key"] for row in anna.get(where).json()["rows"] for cell in row["cells"] if cell["is_open"]]
    wanted = [key for key in keys if "-coordination-" in key and int(key.rsplit("-", 1)[1]) in map(tale.at, CHIEFS)]
    done(anna.post(where, {"marked": [mark(key) for key in wanted]}))
    for place, (chief, reader) in CHIEFS.items():
        windows = [one["id"] for one in tale.by(chief).get("/windows").json()["items"]]
        for window in windows:
            chosen = {"user_id": tale.cast.workers[reader].user.pk}
            done(tale.by(chief).post(f"/windows/{window}/readers", chosen))
        assert tale.by(reader).get(tale.case).status_code == 200, place
    done(anna.post(f"{tale.case}/team", {"user_id": tale.cast.ewa.user.pk}))


def the_diagnosis_is_made(tale: Tale) -> None:
    """5. Workshops on 16 and 24 November, ten areas; without them there is no plan."""
    anna = tale.anna
    done(anna.post(f"{tale.case}/moves/assess"))
    refused(anna.post(f"{tale.case}/moves/plan"), "diagnosis.none_finished")
    for day in (16, 24):
        tale.on(date(2026, 11, day))
        told = done(tale.anna.post(f"{tale.case}/workshops", {"day": f"2026-11-{day}"}))
        held = {"held_on": f"2026-11-{day}", "from_family": 3, "institutions": [tale.at("school")]}
        waiting = next(one["ref"] for one in told["workshops"] if one["state"]["value"] == "planned")
        done(tale.anna.post(f"/workshops/{waiting}/hold", held))
    _rated(tale, "2026-11-24", {"school": 2, "income": 2, "safety": 3})
    done(tale.anna.post(f"{tale.case}/moves/plan"))


def _rated(tale: Tale, day: str, scores: dict[str, int]) -> list[Any]:
    """A round of the diagnosis, finished; its areas."""
    path = f"/diagnoses/{done(tale.anna.post(f'{tale.case}/diagnoses'))['ref']}"
    rating = {"source": "talk", "known_on": day, "words": "Staramy się."}
    assert tale.anna.post(f"{path}/areas/school", {**rating, "score": 7}).status_code == 422
    for area in tale.anna.get(path).json()["areas"]:
        done(tale.anna.post(f"{path}/areas/{area['code']}", {**rating, "score": scores.get(area["code"], 4)}))
    areas: list[Any] = done(tale.anna.post(f"{path}/moves/finish"))["areas"]
    return areas


def the_plan_is_written(tale: Tale) -> str:
    """5. 27 November: three goals and six actions, and what the family says to it."""
    tale.on(date(2026, 11, 27))
    anna = tale.anna
    path = f"/plans/{done(anna.post(f'{tale.case}/plans'))['ref']}"
    for number, (category, title, commitment) in enumerate(GOALS):
        goal = {"category": category, "title": title, "commitment": commitment, "is_main": number == 0}
        told = done(anna.post(f"{path}/goals", goal))
    goals = [one["key"] for one in told["goals"]]
    for number, title, taker, wanted_on in ACTIONS:
        given = {"goal": goals[number], "title": title, "taker": tale.at(taker), "wanted_on": wanted_on}
        told = done(anna.post(f"{path}/actions", given))
    done(anna.post(f"{path}/moves/consult"))
    done(anna.post(f"{path}/remarks", {"said_on": "2026-11-27", "text": "Zgadzamy się, prosimy nie dzwonić rano."}))
    done(tale.ewa.post(f"{path}/moves/submit"))
    return path


def the_team_decides(tale: Tale, team: str, plan: str) -> None:
    """6. 1 December: six invited, five come, Jan is a neighbour; four for it, none against."""
    tale.on(date(2026, 11, 27), 12)
    meeting = done(
        tale.ewa.post(f"{team}/meetings", {"starts_at": "2026-12-01T10:00:00+01:00", "place": "GOPS, sala 4"})
    )
    path = f"/meetings/{meeting['ref']}"
    done(tale.anna.post(f"{path}/cases", {"case": tale.case.removeprefix("/cases/"), "why": "plan"}))
    done(tale.ewa.post(f"{path}/moves/invite"))
    tale.on(date(2026, 12, 1))
    told = done(tale.ewa.post(f"{path}/moves/open"))
    assert (told["quorum"], len([one for one in told["people"] if one["invitation_id"]])) == (4, 6)
    there = [one for one in told["people"] if one["name"].split()[0] in {"Ewa", "Anna", "Piotr", "Olga", "Jan"}]
    done(tale.ewa.post(f"{path}/present", {"seats": [one["seat_id"] for one in there]}))
    point = f"{path}/points/{told['points'][0]['ref']}"
    done(tale.jan.post(f"{point}/recuse"))
    assert tale.jan.get(path).json()["points"] == []
    votes = [{"person": one["invitation_id"], "choice": "for"} for one in there if not one["name"].startswith("Jan")]
    decided = done(tale.ewa.post(f"{point}/decision", {"words": "Plan zatwierdzony.", "votes": votes}))
    assert [(one["votes_for"], one["votes_against"], one["recused"]) for one in decided["points"]] == [(4, 0, 1)]
    refused(tale.ewa.post(f"{path}/moves/finish"), "meeting.no_next")
    done(tale.ewa.post(f"{path}/moves/finish", {"next_on": "2027-03-09"}))
    done(tale.anna.post(f"{path}/moves/sign"))
    assert tale.anna.get(plan).json()["state"]["value"] == "approved"


def the_plan_comes_into_force(tale: Tale, plan: str) -> dict[str, list[str]]:
    """6. Signed by the family and the key worker; the labour office accepts on 2 December. Refs of the actions."""
    for person in (tale.people["Marta"], None):
        done(tale.anna.post(f"{plan}/signatures", {"medium": "paper", "signed_on": "2026-12-01", "person": person}))
    done(tale.ewa.post(f"{plan}/moves/enforce"))
    done(tale.ewa.post(f"{tale.case}/moves/begin"))
    actions: dict[str, list[str]] = {}
    for goal in tale.anna.get(plan).json()["goals"]:
        for one in goal["tasks"]:
            actions.setdefault(one["taker"], []).append(one["ref"])
    tale.on(date(2026, 12, 2))
    labour = f"/tasks/{actions['PUP w Brzezinie'][0]}"
    assert tale.tomasz.get(labour).json()["state"]["value"] == "proposed"
    assert done(tale.tomasz.post(f"{labour}/moves/accept"))["state"]["value"] == "accepted"
    for ref, worker in _each(tale, actions):
        if tale.by(worker).get(f"/tasks/{ref}").json()["state"]["value"] == "proposed":
            done(tale.by(worker).post(f"/tasks/{ref}/moves/accept"))
    return actions


def _each(tale: Tale, actions: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Refs of all actions, each with who acts for its taker."""
    return [(ref, worker) for key, worker in WHO_ACTS.items() for ref in actions[tale.cast.at(key).short_name]]


def a_reminder_goes_to_one_institution(tale: Tale, actions: dict[str, list[str]]) -> None:
    """8. Due on Saturday 12 December, so on Monday the 14th: on the 15th it is late by a day."""
    visit = f"/tasks/{actions['PPP Brzezin'][0]}"
    for day in (14, 15):
        tale.on(date(2026, 12, day), 5)
        assert main(["remind-actions"]) == 0
    told = tale.ida.get(visit).json()
    assert (told["due_on"], told["is_late"]) == ("2026-12-14", True)
    names = Notice.objects.filter(code__startswith="task.remind").values_list("user__full_name", flat=True)
    assert set(names) == {"Ida Mech"}


def the_review_and_a_withdrawn_consent(tale: Tale) -> None:
    """9. On 9 March school is 4 and income 3; Marta withdraws what the county's centre had: at its next question it
    finds nothing, and the register keeps it.
    """
    tale.on(date(2027, 3, 9))
    marta = f"/people/{tale.people['Marta']}"
    assert tale.olga.get(marta).status_code == 200
    before = tale.anna.get(f"{marta}/disclosures").json()["rows"]
    for paper in tale.anna.get(f"{tale.case}/consents").json()["consents"]:
        items = [one["number"] for one in paper["items"] if one["recipient"].startswith("PCPR")]
        done(tale.anna.post(f"{tale.case}/consents/{paper['ref']}/withdraw", {"items": items}))
    assert tale.olga.get(marta).content == tale.olga.get("/people/bcdfghjkmnpq").content
    assert len(tale.anna.get(f"{marta}/disclosures").json()["rows"]) == len(before) > 0
    done(tale.ewa.post(f"{tale.case}/moves/review"))
    areas = {one["code"]: one["scores"] for one in _rated(tale, "2027-03-09", {"school": 4, "income": 3})}
    assert (areas["school"], areas["income"]) == ([2, 4], [2, 3])
    done(tale.ewa.post(f"{tale.case}/moves/go_on"))


def the_case_is_closed(tale: Tale, plan: str, actions: dict[str, list[str]]) -> None:
    """10. 8 June 2027: the actions have ended, the plan is done, and the family is on no active list."""
    tale.on(date(2027, 6, 8))
    done(tale.ewa.post(f"{tale.case}/moves/propose_closing"))
    refused(tale.ewa.post(f"{tale.case}/moves/close", CLOSED), "plan.open_actions")
    for ref, worker in _each(tale, actions):
        who = {"worker_id": tale.cast.workers[worker].user.pk}
        done(tale.by(worker).post(f"/tasks/{ref}/moves/start", who))
        done(tale.by(worker).post(f"/tasks/{ref}/moves/report", {"text": "Zrobione."}))
        done(tale.ewa.post(f"/tasks/{ref}/moves/confirm"))
    done(tale.ewa.post(f"{plan}/moves/complete"))
    done(tale.ewa.post(f"{tale.case}/moves/close", CLOSED))
    assert tale.anna.get("/cases?state=active").json()["items"] == []
    refused(tale.anna.post(f"{tale.case}/notes", {**NOTE, "happened_on": "2027-06-08"}), "case.closed")
    done(tale.halina.post(f"{tale.case}/moves/archive", {"retention": "b10"}))


def the_family_reads_who_got_its_data(tale: Tale) -> None:
    """10. Every disclosure, the withdrawn ones too."""
    rows = tale.anna.get(f"/people/{tale.people['Marta']}/disclosures").json()["rows"]
    assert {row["institution"] for row in rows} == {tale.cast.at(key).name for key in CHIEFS}
    centre = next(row for row in rows if row["institution"] == tale.cast.at("pcpr").name and row["is_window"])
    assert (centre["day"], centre["withdrawn_on"]) == ("2026-11-02", "2027-03-09")
