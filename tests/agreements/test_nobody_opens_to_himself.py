"""I16: no user can, alone, make an agreement, annex or accession that gives access to himself or his
institution. Each way round is tried over HTTP, and each refusal is in the trail.
"""

from datetime import date
from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, Pact
from kooperacja.audit.models import Entry, Kind
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed
from tests.agreements.conftest import CLAUSE, PAPER_DAY, annexed, promote, send, sign
from tests.agreements.test_pacts import stored
from tests.cast import START, Town, Worker


def second_post(worker: Worker, cast: Town, at: str, role: str = Role.INSTITUTION_MANAGER) -> Actor:
    """The same person, acting for another institution as its manager."""
    place = cast.at(at)
    row = Membership.objects.create(
        user=worker.user, institution=place, role=role, title="kierownik", valid_from=START, recorded_at=START
    )
    return Actor(worker.user.pk, row.pk, place.pk, role, worker.user.full_name)


def denied(browser: Any, address: str, code: str, data: dict[str, Any] | None = None) -> None:
    """The act is refused, and the trail says with which code."""
    before = stored()
    assert browser.post(address, data or {}).status_code == 403
    entry = Entry.objects.filter(kind=Kind.DENIED).latest("sequence")
    assert code.encode() in bytes(entry.payload)
    assert stored() == before


def code_of(act: Any) -> str:
    with pytest.raises(NotAllowed) as no:
        act()
    return no.value.code


def test_who_sends_an_agreement_does_not_enforce_it(cast: Town, signed: Agreement, as_worker: Any) -> None:
    denied(as_worker(cast.ewa), f"/porozumienia/{signed.ref}/enforce/", "agreement.two_people")


def test_an_administrator_has_no_voice(cast: Town, sent: Agreement, as_worker: Any) -> None:
    cast.ewa.membership.role = Role.SYSTEM_ADMIN
    cast.ewa.membership.save()
    browser = as_worker(cast.ewa)
    for path in ("nowe/", f"{sent.ref}/podpis/", f"{sent.ref}/enforce/", f"{sent.ref}/discard/"):
        data = {"title": "Moje", "signed_on": "20.10.2026", "reason": "bo"}
        denied(browser, f"/porozumienia/{path}", "agreement.not_keeper", data)


def test_the_owners_side_must_sign(cast: Town, sent: Agreement, as_worker: Any) -> None:
    """The recipient alone has signed: nothing comes into force, and no owner is bound."""
    sign(cast.wanda, sent)
    denied(as_worker(cast.wanda), f"/porozumienia/{sent.ref}/enforce/", "agreement.signatures")
    assert not Pact.objects.filter(agreement=sent).exists()


def test_who_works_for_two_parties_signs_for_one(cast: Town, sent: Agreement) -> None:
    """Otherwise he would agree with himself: he is a manager of both."""
    sign(cast.halina, sent)
    as_school = second_post(cast.halina, cast, "school")
    act = lambda: actions.record_signature(actor=as_school, agreement=sent, signed_on=PAPER_DAY)  # noqa: E731
    assert code_of(act) == "agreement.two_sides"


def test_who_signed_for_one_party_does_not_enforce_for_another(cast: Town, sent: Agreement) -> None:
    sign(cast.halina, sent)
    sign(cast.wanda, sent)
    as_school = second_post(cast.halina, cast, "school")
    assert code_of(lambda: actions.enforce(actor=as_school, agreement=sent)) == "agreement.two_sides"


def test_nobody_signs_what_another_institution_signs(cast: Town, sent: Agreement, as_worker: Any) -> None:
    """I15."""
    promote(cast.olga)
    denied(
        as_worker(cast.olga),
        f"/porozumienia/{sent.ref}/podpis/",
        "agreement.not_party",
        {"signed_on": "20.10.2026"},
    )


def test_a_party_signs_once(cast: Town, sent: Agreement, as_worker: Any) -> None:
    sign(cast.halina, sent)
    denied(as_worker(cast.ewa), f"/porozumienia/{sent.ref}/podpis/", "agreement.signed", {"signed_on": "20.10.2026"})


def test_an_annex_that_widens_alone_is_denied(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    """The school wants to see more: it prepares, signs and tries to enforce."""
    annex = annexed(cast, in_force)
    wider = {**CLAUSE, "category": "health", "max_level": 3, "receiver_id": cast.at("school").pk}
    actions.add_clause(actor=cast.wanda.actor, agreement=annex, **wider)
    send(cast, annex, cast.wanda)
    sign(cast.wanda, annex)
    browser = as_worker(cast.wanda)
    denied(browser, f"/porozumienia/{annex.ref}/enforce/", "annex.widens_alone")
    sign(cast.halina, annex)
    denied(browser, f"/porozumienia/{annex.ref}/enforce/", "agreement.two_people")


def test_an_annex_is_signed_once_by_each(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    annex = annexed(cast, in_force, valid_until=date(2027, 5, 31))
    send(cast, annex)
    sign(cast.wanda, annex)
    browser = as_worker(cast.wanda)
    denied(browser, f"/porozumienia/{annex.ref}/podpis/", "agreement.signed", {"signed_on": "20.10.2026"})


def test_a_manager_of_two_does_not_bring_his_own_institution_in(cast: Town, in_force: Agreement) -> None:
    """He coordinates and accedes: somebody else prepares, but he may not be on both sides."""
    paper = actions.draft_accession(actor=cast.ewa.actor, agreement=in_force, institution=cast.at("pcpr"))
    send(cast, paper)
    as_pcpr = second_post(cast.halina, cast, "pcpr")
    actions.record_signature(actor=as_pcpr, agreement=paper, signed_on=PAPER_DAY)
    assert code_of(lambda: sign(cast.halina, paper)) == "agreement.two_sides"
    sign(cast.wanda, paper)
    assert code_of(lambda: actions.enforce(actor=as_pcpr, agreement=paper)) == "accession.own"


def test_an_open_annex_is_not_doubled_and_the_trail_knows(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    annexed(cast, in_force)
    denied(as_worker(cast.wanda), f"/porozumienia/{in_force.ref}/aneks/", "annex.open", {"valid_until": ""})


def test_a_renewal_is_not_made_by_an_address(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    """The move follows from a successor; nobody sends it by hand."""
    assert as_worker(cast.halina).post(f"/porozumienia/{in_force.ref}/renew/").status_code == 404
