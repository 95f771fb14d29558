"""Forms for changing an agreement that is in force: an annex, an accession, the agreement that renews it. A
sent form is judged by its action, so that sending it twice leads to what the first one made.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.agreements import access, actions, forms, queries
from kooperacja.agreements.views.asking import address, posted, sent
from kooperacja.agreements.views.contents import offered_parties
from kooperacja.directory.queries import get_institution
from kooperacja.foundation.forms import status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render


def annex(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    if request.method == "GET":
        access.can_amend(request.actor, agreement).require()
    form = forms.AnnexForm(posted(request), initial={"valid_until": agreement.valid_until})

    def act() -> str:
        return address(actions.draft_annex(actor=request.actor, agreement=agreement, **form.facts()))

    to = sent(request, form, act)
    if to:
        messages.success(request, _("The annex is begun. Now change, end or add clauses."))
        return redirect(request, to)
    context = {"form": form, "agreement": agreement, "stored": (), "title": _("Prepare an annex")}
    return render(request, "agreements/edit.html", context, status=status_of(form))


def accession(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    if request.method == "GET":
        access.can_accede(request.actor, agreement).require()
    find, form, offered = offered_parties(request)

    def act() -> str:
        facts = form.cleaned_data
        paper = actions.draft_accession(
            actor=request.actor,
            agreement=agreement,
            institution=get_institution(facts["institution"]),
            represented_by=facts["represented_by"],
        )
        return address(paper)

    to = sent(request, form, act)
    if to:
        return redirect(request, to)
    words = {"title": _("Prepare an accession"), "submit": _("Prepare the accession")}
    context = {**words, "form": form, "find": find, "agreement": agreement, "offered": offered}
    return render(request, "agreements/party.html", context, status=status_of(form))


def renewal(request: ActorRequest, ref: str) -> HttpResponse:
    """The draft of the agreement that will come in the place of this one."""
    agreement = queries.get_agreement(ref)
    access.can_succeed(request.actor, agreement).require()
    stored = {"title": agreement.title, "subject": agreement.subject, "accession_rule": agreement.accession_rule}
    form = forms.AgreementForm(posted(request), initial=stored)

    def act() -> str:
        return address(actions.draft_agreement(actor=request.actor, renews=agreement, **form.facts()))

    to = sent(request, form, act)
    if to:
        messages.success(request, _("The draft is saved. Now name the parties and add the clauses."))
        return redirect(request, to)
    context = {"form": form, "agreement": agreement, "stored": (), "title": _("Prepare the agreement that renews it")}
    return render(request, "agreements/edit.html", context, status=status_of(form))
