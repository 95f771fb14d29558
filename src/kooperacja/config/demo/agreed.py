"""What families of the county were told and what they agreed to, with the texts that they read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.config.demo.people import Member
from kooperacja.consents import actions
from kooperacja.consents.models import Consent, Medium, NoticeWay, TextKind
from kooperacja.consents.queries.case import get_items
from kooperacja.consents.queries.wordings import usable
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.people.models import Person

TEXTS = {
    TextKind.NOTICE: "Administratorem Pani lub Pana danych jest %(name)s. Dane dostają tylko instytucje, które"
    " podpisały porozumienie, i tylko te, których potrzebują do pomocy.\n"
    "W każdej chwili można zapytać, kto dostał dane.",
    TextKind.CONSENT: "Zgadzam się, aby %(name)s pokazał zaznaczone dane zaznaczonym instytucjom, żeby razem"
    " pomogły mojej rodzinie.\nZgodę mogę wycofać w każdej chwili, tak łatwo, jak jej udzielam.",
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one signature says: places and categories that were given and refused, for so many days."""

    about: Member
    signer: Member
    given: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    days: int = 365
    medium: Medium = Medium.PAPER


def approve_texts(writer: Actor, manager: Actor, name: str = "GOPS Wierzbowo") -> None:
    for kind, body in TEXTS.items():
        row = actions.write_text(actor=writer, kind=kind, language="pl", body=body % {"name": name})
        actions.approve_text(actor=manager, wording=row, version=row.version, since=today())


def tell(actor: Actor, case: Case, people: list[Person]) -> None:
    actions.give_notice(
        actor=actor, case=case, people=people, wording=_text(actor, "notice"), way=NoticeWay.HANDED, given_on=today()
    )


def agree(
    actor: Actor, case: Case, people: Mapping[Member, Person], told: Agreed, places: Mapping[str, Institution]
) -> Consent:
    signer = people[told.signer]
    said = ((told.given, True), (told.refused, False))
    items = [actions.Item(places[key].pk, category, is_given) for pairs, is_given in said for key, category in pairs]
    return actions.give_consent(
        actor=actor,
        case=case,
        person=people[told.about],
        signer=signer,
        wording=_text(actor, "consent"),
        medium=told.medium,
        signed_on=today(),
        until=today() + timedelta(days=told.days),
        items=items,
        name=str(signer),
    )


def take_back(actor: Actor, case: Case, consent: Consent, told: Agreed) -> None:
    """All that was given: it has the first numbers on the paper."""
    items = get_items(actor, consent, range(1, len(told.given) + 1), Purpose.JOINT_HELP)
    actions.withdraw(actor=actor, case=case, consent=consent, items=items)


def _text(actor: Actor, kind: str) -> int:
    return usable(actor, kind, today())[0].pk
