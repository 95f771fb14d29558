"""Pages of agreements."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.agreements import access, actions, forms, queries, spreadsheet
from kooperacja.agreements.models import Agreement
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.audit.actions import once
from kooperacja.directory.queries import get_institution, working_institutions
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import obey, overtaken, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.ui.lists import offset_of, page_url, whole_number
from kooperacja.ui.pages import redirect, render
from kooperacja.ui.views_of_lists import saved_views, view_links

LISTING = "agreements"
# How many institutions are offered at once as a party; a narrower search finds the others.
OFFERED = 12

MOVES: Mapping[str, Callable[..., Agreement]] = {
    "submit": actions.submit,
    "back_to_draft": actions.back_to_draft,
    "enforce": actions.enforce,
    "suspend": actions.suspend,
    "resume": actions.resume,
    "end": actions.end,
    "discard": actions.discard,
}
# What will happen, said before it does.
CONSEQUENCES: Mapping[str, Text] = {
    "submit": gettext_lazy(
        "The words of the agreement will be fixed, and each party will be able to record its"
        " signature. Somebody else than you will bring it into force."
    ),
    "back_to_draft": gettext_lazy("The words may be changed again, and the signatures recorded so far will not count."),
    "enforce": gettext_lazy(
        "The parties that have signed will be able to show each other data as far as the clauses"
        " reach. Nothing is shown by this alone: each share needs a basis of its own."
    ),
    "suspend": gettext_lazy(
        "From now on no party sees data of another one on this ground. Your institution will be able to resume it."
    ),
    "resume": gettext_lazy("From now on the clauses let data flow again."),
    "end": gettext_lazy(
        "From now on no party sees data of another one on this ground. It cannot be resumed; a new"
        " agreement would be needed."
    ),
    "discard": gettext_lazy("The agreement will never be in force. It stays on the list as ended."),
}


# ---- The list


def agreement_list(request: ActorRequest) -> HttpResponse:
    form = _filter(request)
    wanted = form.wanted()
    page = queries.agreement_list(wanted, offset_of(request))
    tabs = saved_views(request, LISTING)
    context = {
        "form": form,
        "sort": wanted.sort or "title",
        "page": page,
        "earlier": page_url(request, "after", page.earlier),
        "later": page_url(request, "after", page.later),
        "tabs": tabs,
        "links": view_links(request, LISTING, tabs),
        "is_filtered": bool(request.GET),
        "may_draft": access.can_draft(request.actor),
    }
    return render(request, "agreements/list.html", context, block="list")


def agreement_list_xlsx(request: ActorRequest) -> HttpResponse:
    return xlsx_response("porozumienia", spreadsheet.agreements(queries.all_agreements(_filter(request).wanted())))


def _filter(request: ActorRequest) -> forms.FilterForm:
    asked = whole_number(request.GET.get("institution", ""))
    return forms.FilterForm(request.GET, parties=queries.parties_offered(asked))


# ---- One agreement


def show(request: ActorRequest, ref: str) -> HttpResponse:
    return render(request, "agreements/show.html", {"page": queries.agreement_page(ref, request.actor)})


def new(request: ActorRequest) -> HttpResponse:
    form = forms.AgreementForm(_data(request))
    to = _sent(request, form, lambda: _drafted(request, form))
    if to:
        messages.success(request, _("The draft is saved. Now name the parties and add the clauses."))
        return redirect(request, to)
    return render(
        request, "agreements/edit.html", {"form": form, "agreement": None, "stored": ()}, status=status_of(form)
    )


def _drafted(request: ActorRequest, form: forms.AgreementForm) -> str:
    return _address(actions.draft_agreement(actor=request.actor, **form.facts()))


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_change(request.actor, agreement).require()
    stored = {name: getattr(agreement, name) for name in forms.AgreementForm.base_fields}
    form = forms.AgreementForm(_data(request), initial=stored)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_agreement(actor=request.actor, agreement=agreement, version=version, **form.facts())
        return _address(agreement)

    to = _sent(request, form, act)
    if to:
        messages.success(request, _("The draft is saved."))
        return redirect(request, to)
    context = {"form": form, "agreement": agreement, "stored": overtaken(form, stored)}
    return render(request, "agreements/edit.html", context, status=status_of(form))


# ---- Parties and clauses


def party_add(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_change(request.actor, agreement).require()
    find = forms.FindForm(request.GET)
    found = working_institutions(find.words(), OFFERED)
    offered = [(row.pk, f"{row.name}, {row.place}" if row.place else row.name) for row in found]
    form = forms.PartyForm(_data(request), candidates=offered)

    def act() -> str:
        facts = form.cleaned_data
        institution = get_institution(facts["institution"])
        actions.add_party(
            actor=request.actor,
            agreement=agreement,
            institution=institution,
            represented_by=facts["represented_by"],
        )
        return _address(agreement)

    to = _sent(request, form, act)
    if to:
        return redirect(request, to)
    context = {"form": form, "find": find, "agreement": agreement, "offered": offered}
    return render(request, "agreements/party.html", context, status=status_of(form))


def party_remove(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    party = queries.get_party(ref, pk)
    access.can_change(request.actor, party.agreement).require()
    form = forms.ConfirmForm(_data(request))

    def act() -> str:
        actions.remove_party(actor=request.actor, party=party)
        return _address(party.agreement)

    title = _("Take out the party %(name)s") % {"name": party.institution.short_name}
    words = {"title": title, "submit": _("Take out"), "kind": "no"}
    told = _("The agreement will not name it. It can be named again as long as this is a draft.")
    return _asked(request, form, act, agreement=party.agreement, words={**words, "told": told})


def clause_add(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_change(request.actor, agreement).require()
    parties = [(party.institution_id, party.institution.short_name) for party in agreement.parties.all()]
    form = forms.ClauseForm(_data(request), parties=parties)

    def act() -> str:
        actions.add_clause(actor=request.actor, agreement=agreement, **form.facts())
        return _address(agreement)

    to = _sent(request, form, act)
    if to:
        return redirect(request, to)
    return render(request, "agreements/clause.html", {"form": form, "agreement": agreement}, status=status_of(form))


def clause_end(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    clause = queries.get_clause(ref, pk)
    access.can_end_clause(request.actor, clause).require()
    form = forms.ConfirmForm(_data(request))

    def act() -> str:
        actions.end_clause(actor=request.actor, clause=clause)
        return _address(clause.agreement)

    words = {"title": _("End the clause %(name)s") % {"name": clause.paragraph}, "submit": _("End the clause")}
    told = _("From now on nothing flows on this ground. A clause that has ended is not resumed.")
    return _asked(request, form, act, agreement=clause.agreement, words={**words, "kind": "no", "told": told})


# ---- Signatures and moves


def sign(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_sign(request.actor, agreement).require()
    form = forms.SignatureForm(_data(request))

    def act() -> str:
        actions.record_signature(actor=request.actor, agreement=agreement, **form.cleaned_data)
        return _address(agreement)

    told = _("You record that your institution has signed the paper. It is bound from now.")
    words = {"title": _("Record the signature"), "submit": _("Record the signature"), "kind": "go", "told": told}
    return _asked(request, form, act, agreement=agreement, words=words)


def withdraw(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_withdraw(request.actor, agreement).require()
    form = forms.ConfirmForm(_data(request))

    def act() -> str:
        actions.withdraw_party(actor=request.actor, agreement=agreement)
        return _address(agreement)

    told = _("From now on your institution shows nothing on this ground and sees nothing. The others stay bound.")
    words = {"title": _("Leave the agreement"), "submit": _("Leave the agreement"), "kind": "no", "told": told}
    return _asked(request, form, act, agreement=agreement, words=words)


def move(request: ActorRequest, ref: str, move: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    step = AGREEMENT_FLOW.get(move)
    if request.method == "GET":
        step.allowed(request.actor, agreement).require()
    form = _move_form(request, step.asks)

    def act() -> str:
        MOVES[step.name](actor=request.actor, agreement=agreement, **form.cleaned_data)
        return _address(agreement)

    words = {"title": step.label, "submit": step.label, "kind": "no" if step.style == "no" else "go"}
    return _asked(request, form, act, agreement=agreement, words={**words, "told": CONSEQUENCES[step.name]})


def _move_form(request: ActorRequest, asks: tuple[str, ...]) -> Form:
    kinds: dict[tuple[str, ...], type[Form]] = {("reason",): forms.ReasonForm, ("code",): forms.SuspendForm}
    return kinds.get(asks, forms.ConfirmForm)(_data(request))


def _asked(
    request: ActorRequest,
    form: BaseForm,
    act: Callable[[], str],
    *,
    agreement: Agreement,
    words: Mapping[str, Any],
) -> HttpResponse:
    """A small form, in a dialog or on a page of its own."""
    to = _sent(request, form, act)
    if to:
        return redirect(request, to)
    context = {**words, "form": form, "agreement": agreement}
    return render(request, "agreements/ask.html", context, block="form", status=status_of(form))


def _data(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _sent(request: ActorRequest, form: BaseForm, act: Callable[[], str]) -> str:
    """Where to go after a form that was sent and obeyed; empty while there is something to ask."""
    if request.method != "POST" or not form.is_valid():
        return ""
    return obey(form, lambda: once(request.actor, request.POST.get("once", ""), act))


def _address(agreement: Agreement) -> str:
    return reverse("agreements:show", args=[agreement.ref])
