"""Deriving the pacts of agreements, in the transaction of whatever changed them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import chain, islice

from django.db import transaction
from django.db.models import QuerySet

from kooperacja.agreements.derivation import Said, said_by
from kooperacja.agreements.models import Agreement, Pact

# Agreements that are derived together: as many as may be kept in memory, and locked, at a time.
PORTION = 500
# Pacts that are deleted by one statement.
AT_ONCE = 5_000


@transaction.atomic
def rederive(agreement_id: int) -> int:
    """Derive the pacts of one agreement anew; returns how many there are. The lock makes of two
    changes at once two in a row: the later one sees what the earlier one wrote.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    said = _said(agreement)
    _correct([agreement_id], said)
    return len(said)


def _correct(pks: Collection[int], said: Iterable[Said]) -> None:
    """Write what is not there and take away what should not be. An agreement that was suspended and
    resumed many times has the pacts of each period that it was in force, and those do not change.
    """
    missing = Counter(said)
    wrong = []
    for pk, *row in Pact.objects.filter(agreement__in=pks).values_list("pk", *Said._fields):
        one = Said(*row)
        if missing[one]:
            missing[one] -= 1
        else:
            wrong.append(pk)
    # An engine takes only so many values in one statement, and an agreement of many parties has more pacts.
    for first in range(0, len(wrong), AT_ONCE):
        Pact.objects.filter(pk__in=wrong[first : first + AT_ONCE]).delete()
    Pact.objects.bulk_create(Pact(**one._asdict()) for one in missing.elements())


def rebuild() -> int:
    """Derive the pacts of every agreement; changes nothing unless a row was lost or forged. Returns how
    many there are. Reading and comparing is most of it: decision 0023 has the figures.
    """
    left = iter(Agreement.objects.order_by("-pk").values_list("pk", flat=True))
    total = 0
    while portion := list(islice(left, PORTION)):
        total += _rebuilt(portion)
    return total


@transaction.atomic
def _rebuilt(pks: Collection[int]) -> int:
    """Only agreements whose pacts are not right are locked, and read again. They are locked in the order
    in which a successor locks the agreement that it renews, so that neither waits for the other.
    """
    stored = _stored(pks)
    derived = _said_of_all(Agreement.objects.filter(pk__in=pks))
    wrong = [pk for pk, said in derived.items() if stored[pk] != sorted(said)]
    if wrong:
        again = _said_of_all(Agreement.objects.select_for_update().filter(pk__in=wrong).order_by("-pk"))
        _correct(wrong, chain.from_iterable(again.values()))
        derived.update(again)
    return sum(map(len, derived.values()))


def _said_of_all(agreements: QuerySet[Agreement]) -> dict[int, list[Said]]:
    rows = agreements.prefetch_related("forces", "parties", "clauses")
    return {agreement.pk: _said(agreement) for agreement in rows}


def _said(agreement: Agreement) -> list[Said]:
    return list(said_by(list(agreement.forces.all()), list(agreement.parties.all()), agreement.clauses.all()))


def _stored(pks: Collection[int]) -> dict[int, list[Said]]:
    """In order, each as often as it is stored: a pact that is there twice is not right."""
    found = defaultdict(list)
    for row in Pact.objects.filter(agreement__in=pks).values_list(*Said._fields):
        found[row[0]].append(Said(*row))
    return defaultdict(list, {pk: sorted(rows) for pk, rows in found.items()})
