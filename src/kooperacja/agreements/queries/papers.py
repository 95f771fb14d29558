"""Finding one paper, with everything that decisions about it ask. Agreements are level 0."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.agreements.models import OPEN_STATES, Agreement, AgreementParty, Clause, Opinion
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound


def parties_in_order() -> "Prefetch[str]":
    rows = AgreementParty.objects.select_related("institution").order_by("institution__folded", "pk")
    return Prefetch("parties", queryset=rows)


def page_of_agreement(_actor: Actor, kind: str, pk: int) -> str:
    """The address of an agreement; all are level 0."""
    if kind != "agreement":
        return ""
    ref = Agreement.objects.filter(pk=pk).values_list("ref", flat=True).first()
    return reverse("agreements:show", args=[ref]) if ref else ""


def get_agreement(ref: str) -> Agreement:
    """With everything that decisions about it ask, in four statements: beside it the papers that amend it,
    and what it amends or renews. Opinions count before it is in force, periods afterwards.
    """
    asked = Agreement.objects.filter(ref=ref)
    before = Q(pk__in=asked.values("amends")) | Q(pk__in=asked.values("renews"))
    beside = before | Q(amends__in=asked) | Q(renews__in=asked)
    found = {row.pk: row for row in Agreement.objects.filter(Q(ref=ref) | beside).order_by("pk")}
    row = next((one for one in found.values() if one.ref == ref), None)
    if row is None:
        raise no_such_page()
    _join(row, found)
    sides = ("giver", "receiver", "replaces", "replaces__giver", "replaces__receiver")
    clauses = Prefetch("clauses", queryset=Clause.objects.select_related(*sides).order_by("pk"))
    prefetch_related_objects(list(found.values()), parties_in_order(), clauses)
    opinions = Prefetch("opinions", queryset=Opinion.objects.select_related("institution").order_by("pk"))
    prefetch_related_objects([row], opinions if row.state in OPEN_STATES else "forces")
    return row


def _join(row: Agreement, found: Mapping[int, Agreement]) -> None:
    """Rows of one statement are put where a look from one to the other finds them."""
    row.amends, row.renews = found.get(row.amends_id or 0), found.get(row.renews_id or 0)
    for one in found.values():
        annexes, successors = one.annexes.all(), one.successors.all()
        annexes._result_cache = [other for other in found.values() if other.amends_id == one.pk]
        successors._result_cache = [other for other in found.values() if other.renews_id == one.pk]
        one._prefetched_objects_cache = {"annexes": annexes, "successors": successors}  # type: ignore[attr-defined]


def get_party(ref: str, pk: int) -> AgreementParty:
    rows = AgreementParty.objects.select_related("institution", "agreement")
    party = rows.filter(agreement__ref=ref, pk=pk).first()
    if party is None:
        raise no_such_page()
    return party


def get_clause(ref: str, pk: int) -> Clause:
    """A clause of this paper, or of the agreement that this paper amends."""
    mine = Q(agreement__ref=ref) | Q(agreement__annexes__ref=ref)
    clause = Clause.objects.select_related("agreement").filter(mine, pk=pk).first()
    if clause is None:
        raise no_such_page()
    return clause


def agreements_of_keys(keys: Sequence[str]) -> dict[str, Agreement]:
    """Agreements by the key under which they were imported, with their parties."""
    rows = Agreement.objects.filter(key__in=keys).prefetch_related(parties_in_order())
    return {row.key: row for row in rows if row.key}


def differs(present: Agreement, facts: Mapping[str, Any], parties: Sequence[Institution]) -> bool:
    """Whether a row of a file says something else than what is stored."""
    named = {party.institution_id for party in present.parties.all()}
    if named != {institution.pk for institution in parties}:
        return True
    return any(getattr(present, name) != value for name, value in facts.items())


def no_such_page() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))
