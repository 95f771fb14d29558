"""A team on its pages: founded by a form, filled by a manager, signed by who was named; closed to others."""

import re
from typing import Any

import pytest

from kooperacja.teams import actions
from kooperacja.teams.law import STATEMENT
from kooperacja.teams.models import Seat, Team
from kooperacja.teams.queries import get_team
from tests.cast import Town
from tests.teams.conftest import opened, papers


def texts(page: Any) -> str:
    assert page.status_code == 200, page.content.decode()[:300]
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_a_coordinator_founds_a_team_and_fills_it_by_forms(cast: Town, at_monday: Any, as_worker: Any) -> None:
    ewa = as_worker(cast.ewa)
    typed = {"kind": "rural/pzk", "name": " PZK  Wierzbowo ", "agreement": cast.agreement.ref}
    sent = ewa.post("/zespoly/nowy/", typed)
    team = Team.objects.get()
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/zespoly/{team.ref}/")
    assert (team.name, team.agreement, team.leader) == ("PZK Wierzbowo", cast.agreement, cast.at("gops"))
    page = f"/zespoly/{team.ref}/"
    act = {"kind": "rules", "number": "1", "issuer": "zespół", "signed_on": "02.10.2026"}
    assert ewa.post(f"{page}akty/nowy/", act).status_code == 303
    seat = {"institution": cast.at("school").pk, "function": "member"}
    assert ewa.post(f"{page}miejsca/nowe/", seat).status_code == 303
    assert "Wyznacz, kto zasiada" in texts(as_worker(cast.wanda).get("/"))
    place = f"{page}miejsca/{Seat.objects.get().pk}/"
    assert as_worker(cast.wanda).post(f"{place}osoba/", {"user_id": cast.piotr.user.pk}).status_code == 303
    piotr = as_worker(cast.piotr)
    assert "Wyznaczono Cię" in texts(piotr.get("/"))
    assert "w tajemnicy" in texts(piotr.get(f"{place}oswiadczenie/"))
    assert piotr.post(f"{place}oswiadczenie/", {"version": STATEMENT}).status_code == 303
    assert "Wyznaczono Cię" not in texts(piotr.get("/"))
    shown = texts(piotr.get(page))
    assert "02.11.2026" in shown
    assert "Brak podpisanego oświadczenia" not in shown


def test_mostek_reads_on_the_page_why_it_takes_no_part(
    cast: Town, team: Team, chair: Seat, school_seat: Seat, as_worker: Any
) -> None:
    opened(cast, team, "mostek")
    shown = texts(as_worker(cast.grazyna).get(f"/zespoly/{team.ref}/"))
    assert "„Mostek” nie podpisał jeszcze porozumienia." in shown
    assert "Nikt jeszcze nie zajmuje tego miejsca" in shown


def test_a_team_of_others_looks_as_one_that_does_not_exist(
    cast: Town, team: Team, school_seat: Seat, as_worker: Any
) -> None:
    jan, seat = as_worker(cast.jan), f"miejsca/{school_seat.pk}/"
    for tail in ("", "pdf/", "zmien/", "akty/nowy/", f"{seat}osoba/", f"{seat}oswiadczenie/", "end/"):
        closed, missing = (jan.get(f"/zespoly/{ref}/{tail}") for ref in (team.ref, "bcdfghjkmnpq"))
        assert (closed.status_code, missing.status_code) == (404, 404)
    assert team.name not in texts(jan.get("/zespoly/"))
    assert team.name in texts(as_worker(cast.piotr).get("/zespoly/"))


def test_the_list_is_filtered_sorted_and_downloaded(cast: Town, team: Team, chair: Seat, as_worker: Any) -> None:
    ewa = as_worker(cast.ewa)
    for query, is_there in (
        ("q=wierzbow", True),
        ("kind=pzk&sort=-leader", True),
        ("kind=wzk", False),
        ("state=working", False),
        ("state=forming&sort=since", True),
    ):
        rows = texts(ewa.get(f"/zespoly/?{query}", headers={"HX-Request": "true"}))
        assert (team.name in rows) is is_there, query
    assert "Zapisz jako nowy widok" in texts(ewa.get("/zespoly/?kind=pzk"))
    sheet = ewa.get("/zespoly/xlsx/?kind=pzk")
    assert sheet.content.startswith(b"PK")


def test_why_the_work_cannot_begin_is_said_until_it_can(
    cast: Town, team: Team, chair: Seat, school_seat: Seat, as_worker: Any
) -> None:
    ewa, page = as_worker(cast.ewa), f"/zespoly/{team.ref}/"
    shown = texts(ewa.get(page))
    assert "Nie zapisano porozumienia, które powołuje zespół." in shown
    refused = ewa.get(f"{page}start/")
    assert refused.status_code == 403
    assert "Nie zapisano porozumienia" in refused.content.decode()
    papers(cast, team)
    assert ewa.post(f"{page}start/").status_code == 303
    assert "Zarządzenie" in texts(ewa.get(page))
    assert ewa.get(f"{page}pdf/").content.startswith(b"%PDF")
    # A paper on whose ground a team works is not taken out.
    act = get_team(cast.ewa.actor, team.ref).acts.first()
    assert ewa.post(f"{page}akty/{act.pk}/usun/").status_code == 403
    assert ewa.post(f"{page}end/", {"reason": ""}).status_code == 422
    assert ewa.post(f"{page}end/", {"reason": "Koniec projektu"}).status_code == 303


def test_a_conflict_is_seen_by_the_team_and_read_by_who_leads_it(
    cast: Town, team: Team, chair: Seat, school_seat: Seat, as_worker: Any
) -> None:
    page = f"/zespoly/{team.ref}/"
    place = f"{page}miejsca/{chair.pk}/"
    assert as_worker(cast.ewa).post(f"{place}konflikt/", {"words": "sprawy ulicy Lipowej"}).status_code == 303
    seen = {who: texts(as_worker(cast.workers[who]).get(page)) for who in ("halina", "piotr")}
    assert "sprawy ulicy Lipowej" in seen["halina"]
    assert "sprawy ulicy Lipowej" not in seen["piotr"]
    assert "Zgłoszone konflikty interesów" in seen["piotr"]


@pytest.mark.parametrize("who", ["ewa", "halina"])
def test_a_substitute_is_named_in_one_step(cast: Town, team: Team, chair: Seat, as_worker: Any, who: str) -> None:
    assert "Wyznacz zastępcę" in texts(as_worker(cast.workers[who]).get(f"/zespoly/{team.ref}/miejsca/{chair.pk}/"))
    place = f"/zespoly/{team.ref}/miejsca/{chair.pk}/zastepca/"
    assert as_worker(cast.workers[who]).post(place, {"user_id": cast.anna.user.pk}).status_code == 303
    seat = Seat.objects.get(substitute_for=chair)
    assert (seat.user, seat.has_statement) == (cast.anna.user, False)
    refused = as_worker(cast.workers[who]).post(place, {"user_id": cast.anna.user.pk})
    assert refused.status_code == 422
    assert Seat.objects.count() == 2


def test_two_coordinators_change_the_name_at_once(cast: Town, team: Team, as_worker: Any) -> None:
    place, typed = f"/zespoly/{team.ref}/zmien/", {"name": "PZK Nowy", "agreement": "", "version": team.version}
    assert as_worker(cast.ewa).post(place, typed).status_code == 303
    late = as_worker(cast.halina).post(place, {**typed, "name": "PZK Inny"})
    assert late.status_code == 409
    assert Team.objects.get().name == "PZK Nowy"


def test_who_sits_in_a_statutory_team_signs_on_paper(cast: Town, at_monday: Any, as_worker: Any) -> None:
    team = actions.found_team(actor=cast.ewa.actor, name="ZI", variant="statutory", kind="interdisciplinary")
    seat = actions.name_worker(actor=cast.wanda.actor, seat=opened(cast, team, "school"), user_id=cast.piotr.user.pk)
    piotr, page = as_worker(cast.piotr), f"/zespoly/{team.ref}/"
    assert "podpisz oświadczenie o poufności na papierze" in texts(piotr.get("/"))
    assert "podpisują na papierze oświadczenie, które określa ustawa" in texts(piotr.get(page))
    assert piotr.get(f"{page}miejsca/{seat.pk}/oswiadczenie/").status_code == 403
    paper = f"{page}miejsca/{seat.pk}/papier/"
    assert as_worker(cast.wanda).post(paper, {"signed_on": "01.10.2026"}).status_code == 303
    assert "na papierze" not in texts(piotr.get("/"))


def test_the_search_finds_a_team_for_who_sits_in_it(cast: Town, team: Team, school_seat: Seat, as_worker: Any) -> None:
    asked = {"q": "pzk wierzbowo", "kind": "teams"}
    assert f"/zespoly/{team.ref}/" in as_worker(cast.piotr).post("/szukaj/", asked).content.decode()
    assert f"/zespoly/{team.ref}/" not in as_worker(cast.jan).post("/szukaj/", asked).content.decode()
