"""Forms for parties and clauses of a draft, and for ending a clause."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.agreements import access, actions, forms, queries
from kooperacja.agreements.models import Agreement, Clause
from kooperacja.agreements.views.asking import address, asked, posted, sent
from kooperacja.directory.queries import get_institution, working_institutions
from kooperacja.foundation.forms import status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render

# How many institutions are offered at once as a party; a narrower search finds the others.
OFFERED = 12


def party_add(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_change(request.actor, agreement).require()
    find, form, offered = offered_parties(request)

    def act() -> str:
        facts = form.cleaned_data
        institution = get_institution(facts["institution"])
        actions.add_party(
            actor=request.actor,
            agreement=agreement,
            institution=institution,
            represented_by=facts["represented_by"],
        )
        return address(agreement)

    to = sent(request, form, act)
    if to:
        return redirect(request, to)
    words = {"title": _("Add a party"), "submit": _("Add the party")}
    context = {**words, "form": form, "find": find, "agreement": agreement, "offered": offered}
    return render(request, "agreements/party.html", context, status=status_of(form))


def offered_parties(request: ActorRequest) -> tuple[forms.FindForm, forms.PartyForm, list[tuple[int, str]]]:
    """The search for an institution, the form that chooses one, and what there is to choose from."""
    find = forms.FindForm(request.GET)
    found = working_institutions(find.words(), OFFERED)
    offered = [(row.pk, f"{row.name}, {row.place}" if row.place else row.name) for row in found]
    return find, forms.PartyForm(posted(request), candidates=offered), offered


def party_remove(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    party = queries.get_party(ref, pk)
    access.can_change(request.actor, party.agreement).require()
    title = _("Take out the party %(name)s") % {"name": party.institution.short_name}
    told = _("The agreement will not name it. It can be named again as long as this is a draft.")
    words = {"title": title, "submit": _("Take out"), "kind": "no", "told": told}
    form = forms.ConfirmForm(posted(request))
    return asked(
        request,
        form,
        lambda: actions.remove_party(actor=request.actor, party=party),
        agreement=party.agreement,
        words=words,
    )


def clause_add(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    return _clause(request, agreement, None)


def clause_change(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    """In an annex: what comes in the place of a clause of the agreement."""
    return _clause(request, queries.get_agreement(ref), queries.get_clause(ref, pk))


def _clause(request: ActorRequest, agreement: Agreement, replaced: Clause | None) -> HttpResponse:
    access.can_change(request.actor, agreement).require()
    parties = [(party.institution_id, party.institution.short_name) for party in agreement.parties.all()]
    form = forms.ClauseForm(posted(request), parties=parties, initial=forms.said_by(replaced))

    def act() -> str:
        actions.add_clause(actor=request.actor, agreement=agreement, replaces=replaced, **form.facts())
        return address(agreement)

    to = sent(request, form, act)
    if to:
        return redirect(request, to)
    context = {"form": form, "agreement": agreement, "replaced": replaced}
    return render(request, "agreements/clause.html", context, status=status_of(form))


def clause_drop(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    """In an annex: this clause of the agreement ends."""
    annex, clause = queries.get_agreement(ref), queries.get_clause(ref, pk)
    access.can_change(request.actor, annex).require()
    words = {"title": _("End the clause %(name)s") % {"name": clause.paragraph}, "submit": _("Write it in")}
    told = _("When the annex takes effect, nothing will flow on this ground any more.")
    return asked(
        request,
        forms.ConfirmForm(posted(request)),
        lambda: actions.drop_clause(actor=request.actor, annex=annex, clause=clause),
        agreement=annex,
        words={**words, "kind": "go", "told": told},
    )


def clause_end(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    clause = queries.get_clause(ref, pk)
    access.can_end_clause(request.actor, clause).require()
    words = {"title": _("End the clause %(name)s") % {"name": clause.paragraph}, "submit": _("End the clause")}
    told = _("From now on nothing flows on this ground. A clause that has ended is not resumed.")
    return asked(
        request,
        forms.ConfirmForm(posted(request)),
        lambda: actions.end_clause(actor=request.actor, clause=clause),
        agreement=clause.agreement,
        words={**words, "kind": "no", "told": told},
    )
