"""The walk that the documents tell, minute by minute: the school's signal about Ola Malinowska."""

from dataclasses import replace
from datetime import date, timedelta

from kooperacja.config.demo.agreed import Agreed
from kooperacja.config.demo.asked import Again, Question
from kooperacja.config.demo.county import WIERZBOWO
from kooperacja.config.demo.families import Family
from kooperacja.config.demo.handed import Handed
from kooperacja.config.demo.homes import COURT as COURT_OF_GUARDIANS
from kooperacja.config.demo.homes import MICHAL, MODRZEWSCY, ZOFIA
from kooperacja.config.demo.letters import Clerk, Wish
from kooperacja.config.demo.pace import ahead, at, monday_of
from kooperacja.config.demo.people import MALINOWSCY, SIGNAL, Member, signal_about_ola
from kooperacja.config.demo.stories import Casework, Exchange, Known, Noted, Step, Story
from kooperacja.config.demo.texts import topics
from kooperacja.consents.models import Medium
from kooperacja.people.kinds import DetailKind

# So long before the last day the signal came: by now Anna works with the family.
BEFORE = timedelta(days=18)


def signal_day(last: date) -> date:
    return monday_of(last - BEFORE)


def malinowscy(signal: date) -> Family:
    """As old on the day of the signal as the documents say, whatever the year."""
    later = signal.year - SIGNAL.year
    members = (replace(one, born_on=one.born_on.replace(year=one.born_on.year + later)) for one in MALINOWSCY)
    return Family("Malinowscy", WIERZBOWO, WIERZBOWO, tuple(members))


def signal_of(last: date, clerk: Clerk) -> list[Story]:
    """The letter, the case that it opened, and what Anna asks of the clinic and the labour office."""
    day = signal_day(last)
    family = malinowscy(day)
    case = Casework(family, "gops", "anna", _work(family, day, last), external_number=f"PS/1187/{day.year % 100}")
    case.learned_on = day
    ola = family.members[2]
    letter = Exchange(
        sender="school",
        addressee="gops",
        author="piotr",
        opener="anna",
        worker="anna",
        content=signal_about_ola(day),
        urgency="normal",
        steps=[
            Step(at(day, 11, 22), "draft"),
            Step(at(day, 11, 40), "send"),
            Step(at(ahead(day, 1), 8, 5), "receive"),
            Step(at(ahead(day, 2), 9, 30), "accept"),
            Step(at(ahead(day, 2), 9, 48), "open_case"),
        ],
        about=ola,
        into_case=case,
    )
    home = Casework(MODRZEWSCY, "gops", "anna", _at_the_grandmothers(case, ola, day))
    return [case, home, letter, _to_clinic(clerk, case), _to_labour_office(clerk, case)]


def _at_the_grandmothers(case: Casework, ola: Member, day: date) -> list[Step]:
    day = ahead(day, 8)
    ruled = Known(MICHAL, DetailKind.GUARDIAN, "", COURT_OF_GUARDIANS, other=ZOFIA)
    return [
        Step(at(day, 8, 5), "open"),
        Step(at(day, 8, 8), "member", ZOFIA),
        Step(at(day, 8, 11), "member", MICHAL),
        Step(at(day, 8, 14), "welcome", (case, ola)),
        Step(at(day, 8, 20), "write", ruled),
    ]


def _work(family: Family, day: date, last: date) -> list[Step]:
    marta, adam, ola, kuba = family.members
    next_day, visit, week = ahead(day, 3), ahead(day, 4), ahead(day, 6)
    steps = [
        Step(at(next_day, 8, 40), "member", marta),
        Step(at(next_day, 8, 43), "member", adam),
        Step(at(next_day, 8, 46), "member", kuba),
        Step(at(next_day, 9, 10), "join", "beata"),
        Step(at(visit, 13, 20), "note", _note("visit", "family", VISIT)),
        Step(at(visit, 13, 35), "note", _note("visit", "housing", HOUSE)),
        *_card(family, visit),
        *_agreed(family, visit),
        *_handed(family, visit),
        *_asked(family, visit, last),
        Step(at(week, 9, 15), "note", _note("phone", "education", SCHOOL, ola)),
        Step(at(ahead(day, 7), 12, 5), "note", _note("meeting", "income", INCOME)),
        Step(at(ahead(day, 8), 10, 30), "note", _note("contact", "employment", WORK, adam)),
        Step(at(ahead(day, 8), 11, 15), "show", ("piotr", ola.first_name)),
        Step(at(ahead(day, 9), 9, 5), "hide", "iga"),
        Step(at(ahead(day, 9), 17, 40), "danger", ("jan", kuba.first_name)),
        Step(at(ahead(day, 10), 8, 20), "approve", "filip"),
        Step(at(ahead(day, 11), 15, 55), "danger", ("jan", kuba.first_name)),
    ]
    return sorted(steps, key=lambda step: step.at)


def _agreed(family: Family, day: date) -> list[Step]:
    """Told and asked at the first visit: one consent lives on, one is signed for a child on the screen and ends
    soon, something is refused, and Adam thinks better of it.
    """
    marta, adam, _ola, kuba = family.members
    hers = Agreed(marta, marta, (("school", "education"), ("pcpr", "housing")), (("pup", "employment"),))
    childs = Agreed(kuba, marta, (("ppp", "education"), ("ppp", "health")), days=42, medium=Medium.SCREEN)
    his = Agreed(adam, adam, (("pup", "employment"), ("pcpr", "housing")))
    return [
        Step(at(day, 14, 30), "tell"),
        Step(at(day, 14, 35), "agree", hers),
        Step(at(day, 14, 41), "agree", childs),
        Step(at(ahead(day, 2), 10, 5), "agree", his),
        Step(at(ahead(day, 5), 12, 20), "take_back", his),
    ]


def _handed(family: Family, day: date) -> list[Step]:
    """Windows and letters: one that a withdrawn consent closed, one closed at once, one asked back, one of which the
    family is not told yet, one that waits for a second person, and one with a telephone number that was wrong.
    """
    marta, adam, ola, kuba = family.members
    wrong = Known(adam, DetailKind.CONTACT, "500 100 220", "oświadczenie")
    who = Handed("pcpr", ((adam, "identity"),), is_letter=True)
    home = Handed("pcpr", ((None, "family"), (marta, "identity"), (marta, "housing")))
    job = Handed("pup", ((adam, "employment"),))
    school = Handed("ppp", ((kuba, "education"),), is_letter=True)
    mistaken = _mistaken(family)
    secret = Handed("pcpr", ((ola, "identity"),))
    waiting = Handed("ppp", ((kuba, "health"),), is_letter=True)
    return [
        Step(at(day, 14, 25), "write", wrong),
        Step(at(ahead(day, 1), 9, 10), "hand_out", home),
        Step(at(ahead(day, 1), 9, 15), "hand_out", who),
        Step(at(ahead(day, 7), 8, 50), "put_right", (wrong, "500 100 202")),
        Step(at(ahead(day, 2), 10, 20), "hand_out", job),
        Step(at(ahead(day, 2), 11, 5), "hand_out", school),
        Step(at(ahead(day, 3), 8, 15), "acknowledge", (school, "ida")),
        Step(at(ahead(day, 3), 12, 30), "hand_out", mistaken),
        Step(at(ahead(day, 3), 12, 31), "close_window", mistaken),
        Step(at(ahead(day, 4), 9, 40), "hand_out", secret),
        Step(at(ahead(day, 4), 15, 0), "defer", (secret, "filip")),
        Step(at(ahead(day, 6), 14, 10), "recall", school),
        Step(at(ahead(day, 7), 10, 45), "hand_out", waiting),
    ]


def _mistaken(family: Family) -> Handed:
    """The window that was closed at once, and that the family centre asks for."""
    return Handed("pcpr", ((family.members[3], "identity"),))


def _asked(family: Family, day: date, last: date) -> list[Step]:
    """By law: answered, refused, late and just sent; for access: data handed over, and one that waits."""
    marta, adam, ola, kuba = family.members
    benefit = Question("pup", adam, "employment", "Czy pobiera zasiłek dla bezrobotnych? Do decyzji o zasiłku.")
    school = Question("school", ola, "education", "Ile dni opuściła w tym półroczu? Do decyzji o posiłku.")
    police = Question("police", marta, "family", "Czy rodzina ma Niebieską Kartę? Do decyzji o pomocy rzeczowej.")
    office = Question("ug", marta, "housing", "Czy rodzina ma lokal komunalny? Do decyzji o zasiłku celowym.")
    closed = _mistaken(family)
    centre = Again(closed, "olga", ("identity",), "Zapisujemy Kubę na zajęcia. Okno z jego danymi się zamknęło.")
    again = Handed("pcpr", ((kuba, "identity"),), is_letter=True)
    clinic = Again(Handed("ppp", ((kuba, "education"),), is_letter=True), "ida", ("education", "identity"), CLINIC)
    return [
        Step(at(ahead(day, 1), 10, 15), "ask", benefit),
        Step(at(ahead(day, 1), 10, 25), "ask", school),
        Step(at(ahead(day, 1), 10, 40), "ask", police),
        Step(at(ahead(day, 2), 9, 50), "refuse_asked", (police, "jan", "no_basis")),
        Step(at(ahead(day, 3), 13, 5), "answer_asked", (benefit, "tomasz", "Pobiera od 1 września. Prawo do lutego.")),
        Step(at(ahead(day, 4), 11, 10), "ask_again", centre),
        Step(at(ahead(day, 5), 9, 35), "share_asked", (centre, again)),
        Step(at(last, 9, 20), "ask", office),
        Step(at(last, 10, 45), "ask_again", clinic),
    ]


def _card(family: Family, day: date) -> list[Step]:
    """What the first visit brought, each line of it with its paper."""
    marta, adam, ola, kuba = family.members
    home = "Wierzbowo 12, u dziadków"
    known = [
        Known(marta, DetailKind.ADDRESS, home, "oświadczenie"),
        Known(marta, DetailKind.CONTACT, "500 100 201, po godzinie 15"),
        Known(marta, DetailKind.CITIZENSHIP, "polskie"),
        Known(marta, DetailKind.BENEFIT, "świadczenie wychowawcze na dwoje dzieci", "informacja ZUS"),
        Known(marta, DetailKind.INSTITUTION, "Parafialny Zespół Caritas: paczki co miesiąc"),
        Known(adam, DetailKind.PROTECTED_ADDRESS, "ul. Leśna 7, Brzezin"),
        Known(adam, DetailKind.BENEFIT, "zasiłek dla bezrobotnych", "decyzja PUP"),
        Known(kuba, DetailKind.HEALTH, "astma, leki wziewne w plecaku", "karta informacyjna leczenia"),
        Known(kuba, DetailKind.AUTHORITY_LIMITED, "nadzór kuratora sądowego", COURT, other=adam),
        Known(marta, DetailKind.PARTNER, "", "oświadczenie", other=adam),
        Known(marta, DetailKind.TIE_STRONG, "babcia Zofia Modrzewska: dzieci po szkole", "wizyta w domu"),
        Known(marta, DetailKind.TIE_STRAINED, "praca: zmiany od szóstej rano", "wizyta w domu"),
        Known(adam, DetailKind.TIE_WEAK, "dawni koledzy z pracy", "wizyta w domu"),
        Known(ola, DetailKind.TIE_STRONG, "drużyna harcerska w Wierzbowie", "rozmowa z Olą"),
        Known(ola, DetailKind.TIE_STRAINED, "koleżanki z klasy", "rozmowa z Olą"),
    ]
    return [Step(at(day, 14, minute), "write", one) for minute, one in enumerate(known)]


COURT = "postanowienie SR w Brzezinie, III Nsm 40/26"
VISIT = (
    "Zastano Martę z dziećmi i babcię. Ola rano odprowadza Kubę, dlatego spóźnia się na lekcje."
    " Marta pracuje od szóstej, Adam szuka pracy. Rodzina chce pomocy."
)
HOUSE = "Dwa pokoje z kuchnią w domu dziadków, ciepło i czysto. Ola nie ma własnego miejsca do nauki."
SCHOOL = (
    "Rozmowa z pedagogiem: od wizyty jedna nieobecność, usprawiedliwiona. Szkoła proponuje świetlicę dla Kuby od 6:45."
)
INCOME = (
    "Przeliczono dochód rodziny za ostatni miesiąc: poniżej kryterium. To nie jest decyzja. Wniosek o zasiłek złożony."
)
WORK = "Urząd pracy ma ofertę stażu w szkole w Zalesiu, rozmowa w przyszły wtorek. Adam dostał kartkę z adresem."


CLINIC = "Zwróciliśmy pismo. Do opinii potrzebujemy wiedzieć, do której klasy chodzi Kuba i kiedy się urodził."


def _note(kind: str, category: str, text: str, about: Member | None = None) -> Noted:
    return Noted(kind, category, text, about)


def _to_clinic(clerk: Clerk, case: Casework) -> Exchange:
    wish = Wish(
        topic=topics()["assessment"],
        family=case.family,
        outcome="received",
        ago=1,
        sender="gops",
        addressee="ppp",
        author="anna",
        opener="ida",
        from_case=case,
    )
    return clerk.exchange(wish, (0, 0, 1))


def _to_labour_office(clerk: Clerk, case: Casework) -> Exchange:
    wish = Wish(
        topic=topics()["job"],
        family=case.family,
        outcome="in_progress",
        ago=1,
        sender="gops",
        addressee="pup",
        author="anna",
        opener="tomasz",
        worker="tomasz",
        from_case=case,
    )
    return clerk.exchange(wish, (0, 0, 1, 1, 0))
