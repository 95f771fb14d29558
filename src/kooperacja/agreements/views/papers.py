"""The list of agreements, the page of one and its print, and the words of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.agreements import access, actions, forms, queries, spreadsheet
from kooperacja.agreements.views.asking import address, posted, sent
from kooperacja.foundation.forms import overtaken, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.ui.lists import offset_of, page_url, whole_number
from kooperacja.ui.pages import redirect, render
from kooperacja.ui.views_of_lists import saved_views, view_links

LISTING = "agreements"
# In the address of who comes from what is new for him.
NEWS = "nowe"


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
        "news": queries.news(request.actor),
    }
    return render(request, "agreements/list.html", context, block="list")


def agreement_list_xlsx(request: ActorRequest) -> HttpResponse:
    return xlsx_response("porozumienia", spreadsheet.agreements(queries.all_agreements(_filter(request).wanted())))


def _filter(request: ActorRequest) -> forms.FilterForm:
    asked = whole_number(request.GET.get("institution", ""))
    return forms.FilterForm(request.GET, parties=queries.parties_offered(asked))


# ---- One agreement


def show(request: ActorRequest, ref: str) -> HttpResponse:
    page = queries.agreement_page(ref, request.actor)
    if NEWS in request.GET:
        actions.mark_seen(actor=request.actor, agreement=page.agreement)
    return render(request, "agreements/show.html", {"page": page})


def printout(request: ActorRequest, ref: str) -> HttpResponse:
    return render(request, "agreements/print.html", {"page": queries.agreement_page(ref, request.actor)})


def new(request: ActorRequest) -> HttpResponse:
    form = forms.AgreementForm(posted(request))
    to = sent(request, form, lambda: _drafted(request, form))
    if to:
        messages.success(request, _("The draft is saved. Now name the parties and add the clauses."))
        return redirect(request, to)
    context = {"form": form, "agreement": None, "stored": (), "title": _("Draft an agreement")}
    return render(request, "agreements/edit.html", context, status=status_of(form))


def _drafted(request: ActorRequest, form: forms.AgreementForm) -> str:
    return address(actions.draft_agreement(actor=request.actor, **form.facts()))


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = queries.get_agreement(ref)
    access.can_change(request.actor, agreement).require()
    kind = forms.AnnexForm if agreement.is_annex else forms.AgreementForm
    stored = {name: getattr(agreement, name) for name in kind.base_fields}
    form = kind(posted(request), initial=stored)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_agreement(actor=request.actor, agreement=agreement, version=version, **form.facts())
        return address(agreement)

    to = sent(request, form, act)
    if to:
        messages.success(request, _("The draft is saved."))
        return redirect(request, to)
    context = {"form": form, "agreement": agreement, "stored": overtaken(form, stored), "title": _("Change the draft")}
    return render(request, "agreements/edit.html", context, status=status_of(form))
