"""Who is in the county, what happened there, and for which one reason each of them sees something or nothing."""

from collections.abc import Iterable
from datetime import date, timedelta

import time_machine

from kooperacja.access.models import (
    Anchor,
    AnchorKind,
    Appointment,
    Authorisation,
    Capacity,
    Declaration,
    Emergency,
    EmergencyOutcome,
)
from kooperacja.access.models import VetoKind as Kind
from kooperacja.accounts.actions import issue_token
from kooperacja.accounts.keys import Scope
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.cases.models import CaseState, CloseReason, SuspendReason
from kooperacja.deadlines.actions import make_address
from kooperacja.desk.models import SavedView
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.mailing.models import Mail
from kooperacja.notices.models import Notice
from kooperacja.teams.actions import found_team, name_worker, open_seat
from tests.cast import MONDAY, Town, Worker, enrol, town
from tests.surfaces.county import (
    COORDINATION,
    EDUCATION,
    EMPLOYMENT,
    FAMILY,
    HEALTH,
    IDENTITY,
    LONG_AGO,
    SINCE,
    START,
    YESTERDAY,
    County,
    Family,
)

# The town's people, by what they are here.
CAST = {
    "key_worker": "anna",
    "colleague": "iga",
    "coordinator": "ewa",
    "supervisor": "halina",
    "officer": "filip",
    "partner": "piotr",
    "partner_head": "wanda",
    "not_appointed": "jan",
    "narrow_windows": "olga",
    "consent_withdrawn": "ida",
    "in_emergency": "tomasz",
    "not_signed": "grazyna",
}
# Others: where, in which role, and what is special about them.
OTHERS = {
    "intake": ("gops", Role.TEAM_MEMBER, {"intake": True}),
    "administrator": ("gops", Role.SYSTEM_ADMIN, {}),
    "bookkeeper": ("gops", Role.FINANCE_OFFICER, {}),
    "unauthorised": ("gops", Role.TEAM_MEMBER, {"categories": ()}),
    "coordination_only": ("gops", Role.TEAM_MEMBER, {"categories": (COORDINATION,)}),
    "no_statement": ("gops", Role.TEAM_MEMBER, {}),
    "recalled": ("gops", Role.TEAM_MEMBER, {}),
    "left": ("gops", Role.KEY_WORKER, {}),
    "two_places": ("gops", Role.TEAM_MEMBER, {}),
    "by_statute": ("police", Role.TEAM_MEMBER, {}),
}


@time_machine.travel(MONDAY, tick=False)
def build() -> County:
    """Built once in a process; `tests/replay.py` writes the same rows again for each test."""
    county = County(town())
    county.typed = county.canaries.typed()
    county.actors |= {name: county.cast.workers[key] for name, key in CAST.items()}
    county.actors |= {name: _worker(county.cast, name, *about) for name, about in OTHERS.items()}
    _families(county)
    _teams(county)
    county.agreed(county.families["shared"], "ola", county.actors["key_worker"])
    _disclosures(county)
    _inquiries(county)
    county.planned(county.families["shared"], county.actors["key_worker"], county.cast.at("school"))
    county.diagnosed(county.families["shared"], county.actors["key_worker"])
    _meetings(county)
    _windows(county)
    _locks(county)
    _referrals(county)
    _emergencies(county)
    _papers(county)
    _absence(county)
    _standing_team(county)
    _blue_card(county)
    _endings(county)
    return county


def _worker(cast: Town, name: str, place: str, role: str, more: dict[str, object]) -> Worker:
    user = User.objects.create_user(f"{name}@surfaces.example", None, full_name=f"Osoba {name}")
    return enrol(user, cast.at(place), role, title="pracownik", **more)


def _families(county: County) -> None:
    shared = county.family("shared", "gops", {"ola": EDUCATION, "kuba": EDUCATION, "marta": EMPLOYMENT})
    ola = shared.people["ola"].anchor
    county.note(shared, ola, HEALTH)
    county.note(shared, shared.home, FAMILY, corrects=shared.notes[0])
    county.hide(shared, "ola", county.actors["key_worker"])
    county.attach(shared.dossier, shared.home, FAMILY)
    county.attach(shared.dossier, ola, HEALTH)
    resting = {"state": CaseState.SUSPENDED, "suspend_reason": SuspendReason.AWAY, "resume_on": date(2026, 11, 20)}
    county.family("second", "gops", {"zosia": EDUCATION}, **resting)
    restricted = {"state": CaseState.CLOSED, "closed_on": YESTERDAY.date(), "close_reason": CloseReason.REACHED}
    county.family("restricted", "gops", {"jurek": EMPLOYMENT}, **restricted)
    county.family("sealed", "gops", {"hania": EDUCATION})
    county.family("of_school", "school", {"stas": EDUCATION})
    county.family("of_police", "police", {"wojtek": EMPLOYMENT})


def _teams(county: County) -> None:
    led = {"shared": "key_worker", "second": "key_worker", "restricted": "colleague", "sealed": "key_worker"}
    led |= {"of_school": "partner", "of_police": "not_appointed"}
    for name, worker in led.items():
        county.appoint(worker, county.families[name].dossier, Capacity.KEY_WORKER)
    shared, second = county.families["shared"].dossier, county.families["second"].dossier
    for name in ("coordinator", "unauthorised", "coordination_only", "no_statement", "left", "two_places"):
        county.appoint(name, shared, Capacity.TEAM)
    for name in ("partner", "narrow_windows", "consent_withdrawn", "not_signed"):
        county.appoint(name, shared, Capacity.TEAM)
    county.appoint("recalled", shared, Capacity.TEAM, until=YESTERDAY)
    county.appoint("by_statute", shared, Capacity.STATUTORY)
    county.appoint("coordinator", second, Capacity.TEAM)
    for name in ("supervisor", "coordinator"):
        county.appoint(name, county.families["sealed"].dossier, Capacity.KEEPER)


def _disclosures(county: County) -> None:
    """Health of a child to the school, and what the school tells of another one."""
    shared, of_school = county.families["shared"], county.families["of_school"]
    county.disclosed(shared, "ola", "school", county.actors["key_worker"], state="recalled", category=HEALTH)
    county.disclosed(of_school, "stas", "gops", county.actors["partner"], state="disclosed", category=EDUCATION)
    county.draft(shared, county.actors["key_worker"])


def _blue_card(county: County) -> None:
    """Open to one member of the police alone, and to nobody of those who work with the family."""
    shared, member = county.families["shared"], county.actors["by_statute"]
    county.blue_card(shared, county.actors["key_worker"], member)
    file = Anchor.objects.get(kind=AnchorKind.STATUTORY)
    county.appoint("by_statute", file, Capacity.STATUTORY)
    for name in ("by_statute", "supervisor", "coordinator"):
        worker = county.actors[name]
        mine = {"user": worker.user, "institution": worker.institution, "number": "9"}
        Authorisation.objects.create(**mine, category=Category.VIOLENCE, **SINCE)


def _inquiries(county: County) -> None:
    """What GOPS asks the school by law, and what the school asks GOPS for."""
    shared, at_school = county.families["shared"], county.inbox(county.cast.at("school"))
    ours, theirs = (shared.dossier, shared.people["ola"].anchor, shared.case), (at_school, at_school, None)
    of_education = {"places": (ours, theirs), "category": EDUCATION}
    for state in ("answered", "sent"):
        county.inquired(("gops", "school"), "information", county.actors["key_worker"], **of_education, state=state)
    dossier = (shared.dossier, shared.home, shared.case)
    county.inquired(("school", "gops"), "access", county.actors["partner"], places=(theirs, dossier), category=FAMILY)


def _meetings(county: County) -> None:
    """A team meets about two families: the school may know of one of them."""
    county.met(("shared", "second"), {"coordinator": "secretary", "key_worker": "coordinator", "partner": "member"})


def _windows(county: County) -> None:
    """The same windows for a partner who reads through them and for those who lack one link of the chain."""
    shared = county.families["shared"]
    for place in ("school", "police", "ppp", "mostek"):
        _open_windows(county, shared, place, withdrawn=place == "ppp")
    ola = shared.people["ola"].anchor
    # What hangs on something else, without that on which it hangs.
    county.show("pcpr", shared.dossier, shared.home, FAMILY)
    county.show("pcpr", shared.home, ola, FAMILY)
    county.show("pcpr", shared.dossier, ola, EDUCATION)
    county.show("pcpr", ola, ola, EDUCATION)


def _open_windows(county: County, family: Family, place: str, *, withdrawn: bool) -> None:
    ola, marta = family.people["ola"].anchor, family.people["marta"].anchor
    windows = (
        (family.dossier, family.home, (COORDINATION, FAMILY)),
        (family.home, family.home, (FAMILY,)),
        (family.dossier, ola, (COORDINATION,)),
        (family.home, ola, (FAMILY,)),
        (ola, ola, (IDENTITY, EDUCATION)),
        (marta, marta, (IDENTITY,)),
    )
    for anchor, subject, categories in windows:
        county.show(place, anchor, subject, *categories, withdrawn=withdrawn)


def _locks(county: County) -> None:
    shared, second = county.families["shared"], county.families["second"]
    county.lock(Kind.RESTRICTION, county.families["restricted"].dossier)
    county.lock(Kind.SEALED, county.families["sealed"].dossier)
    county.lock(Kind.REPORTER, shared.people["marta"].anchor)
    county.lock(Kind.CONFLICT, second.people["zosia"].anchor, user_id=county.actors["coordinator"].user.pk)
    county.lock(Kind.DO_NOT_SHOW_TO, second.dossier, user_id=county.actors["supervisor"].user.pk)


def _referrals(county: County) -> None:
    gops, school, police = (county.cast.at(key) for key in ("gops", "school", "police"))
    shared, second = county.families["shared"], county.families["second"]
    theirs = county.families["of_school"]
    ola, stas = shared.people["ola"].anchor, theirs.people["stas"].anchor
    zosia = second.people["zosia"].anchor
    at_school, at_gops, at_police = (county.inbox(place) for place in (school, gops, police))
    from_school, to_inbox = (theirs.dossier, stas, None), (at_gops, at_gops, None)
    county.referral("waiting", ("school", "gops"), "sent", places=(from_school, to_inbox), category=EDUCATION)
    county.referral("grave", ("school", "gops"), "received", places=(from_school, to_inbox), category=HEALTH)
    taken = {"assigned_to": county.actors["key_worker"].user, "received_at": LONG_AGO, "accepted_at": LONG_AGO}
    inside = (shared.dossier, ola, shared.case)
    county.referral(
        "in_progress", ("school", "gops"), "in_progress", places=(from_school, inside), category=EDUCATION, **taken
    )
    back = (second.dossier, zosia, second.case)
    returned = {"received_at": LONG_AGO, "due_on": YESTERDAY.date()}
    for name, state in (("returned", "returned"), ("answered", "answered")):
        to_police = (at_police, at_police, None)
        county.referral(name, ("gops", "police"), state, places=(back, to_police), category=FAMILY, **returned)
    county.referral("draft", ("gops", "school"), "draft", places=(inside,), category=EDUCATION)
    passed_on = {"redirected_to": county.cast.at("pcpr"), "ended_at": LONG_AGO}
    to_school = (at_school, at_school, None)
    county.referral(
        "passed_on", ("gops", "school"), "redirected", places=(inside, to_school), category=FAMILY, **passed_on
    )
    for name, worker, move in _answers(county):
        county.answer(county.sent[name], worker, move, LONG_AGO)
        county.answer(county.sent[name], worker, move, LONG_AGO + timedelta(hours=1))


def _answers(county: County) -> Iterable[tuple[str, Worker, str]]:
    yield "in_progress", county.actors["key_worker"], "return"
    yield "returned", county.actors["not_appointed"], "return"
    yield "answered", county.actors["not_appointed"], "report_done"
    yield "passed_on", county.actors["partner"], "redirect"


def _emergencies(county: County) -> None:
    kuba = county.families["shared"].people["kuba"].anchor
    ola = county.families["shared"].people["ola"].anchor
    live = {"valid_from": MONDAY - timedelta(hours=1), "valid_to": MONDAY + timedelta(hours=10)}
    over = {"valid_from": LONG_AGO, "valid_to": LONG_AGO + timedelta(hours=2)}
    reviewed = {"reviewed_at": YESTERDAY, "outcome": EmergencyOutcome.JUSTIFIED}
    for name, subject, about in (("in_emergency", kuba, live), ("consent_withdrawn", ola, over | reviewed)):
        worker, number = county.actors[name], county.canaries.next_id("anchor")
        reason = county.canaries.private("emergency", number, "reason")
        who = {"user": worker.user, "institution": worker.institution, "subject": subject}
        county.emergencies[name] = Emergency.objects.create(pk=number, reason=reason, **who, **about)


def _papers(county: County) -> None:
    """What is the reader's own: notices, saved views, keys of programs, the address of a calendar."""
    county.feed = make_address(actor=county.actors["key_worker"].actor)
    for name, sent in (("key_worker", "returned"), ("key_worker", "answered"), ("recalled", "in_progress")):
        worker = county.actors[name]
        about = {"code": f"referral.{county.sent[sent].referral.state}", "about_kind": "referral"}
        whose = {"user": worker.user, "institution_id": worker.institution.pk}
        notice = Notice.objects.create(**whose, about_id=county.sent[sent].referral.pk, **about)
        county.mails.append(Mail.objects.create(**whose, upto=notice.pk, number=1, sent_at=now()))
    for name, worker in county.actors.items():
        number = county.canaries.next_id("anchor")
        words = (county.canaries.private("savedview", number, text) for text in ("name", "query"))
        called, asked = words
        county.views[name] = SavedView.objects.create(
            pk=number,
            user_id=worker.user.pk,
            institution_id=worker.institution.pk,
            listing="cases",
            name=called,
            query=f"q={asked}",
        )
        _token, county.keys[name] = issue_token(actor=worker.actor, name="Program", scope=Scope.WRITE)


def _absence(county: County) -> None:
    """The colleague will stand in for the key worker, and sees nothing more until then."""
    day, colleague = MONDAY + timedelta(days=21), county.actors["colleague"]
    mine = Appointment.objects.filter(user=county.actors["key_worker"].user, capacity=Capacity.KEY_WORKER)
    row = mine.earliest("pk")
    keys = {"institution": row.institution, "anchor": row.anchor, "capacity": row.capacity, "instead_of": row}
    days = {"valid_from": day, "valid_to": day + timedelta(days=5)}
    county.substitutions.append(Appointment.objects.create(user=colleague.user, **keys, **days))


def _standing_team(county: County) -> None:
    """The school's worker sits in a team that the centre leads, and has not signed its statement."""
    ewa, agreement = county.actors["coordinator"].actor, county.cast.agreement
    team = found_team(actor=ewa, name="PZK Wierzbowo", variant="rural", kind="pzk", agreement=agreement)
    seat = open_seat(actor=ewa, team=team, institution=county.cast.at("school"), function="member")
    piotr = county.actors["partner"].user
    county.seat = name_worker(actor=county.actors["partner_head"].actor, seat=seat, user_id=piotr.pk)


def _endings(county: County) -> None:
    """What is over since yesterday, or was never signed."""
    left, other = county.actors["left"], county.actors["two_places"]
    Membership.objects.filter(pk=left.membership.pk).update(valid_to=YESTERDAY)
    left.membership.valid_to = YESTERDAY
    Appointment.objects.filter(user=left.user).update(valid_to=YESTERDAY)
    Declaration.objects.filter(user=county.actors["no_statement"].user).delete()
    place = county.cast.at("pcpr")
    # She belongs to the file as a worker of the centre, and acts today for the county.
    second = Membership.objects.create(
        user=other.user, institution=place, role=Role.TEAM_MEMBER, title="doradca", **SINCE
    )
    Declaration.objects.create(user=other.user, institution=place, signed_on=START.date(), **SINCE)
    for category in (COORDINATION, IDENTITY, FAMILY, EDUCATION):
        Authorisation.objects.create(user=other.user, institution=place, category=category, number="9", **SINCE)
    county.actors["two_places"] = Worker(other.user, second)
    county.keys["two_places"] = issue_token(actor=county.actors["two_places"].actor, name="Program", scope=Scope.WRITE)[
        1
    ]
