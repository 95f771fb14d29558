"""Pages of the directory, the choice of the acting membership, and the keys of its programs."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kooperacja.audit.actions import once
from kooperacja.directory import access, actions, forms, queries, spreadsheet
from kooperacja.directory.middleware import act_for
from kooperacja.directory.models import Membership
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.forms import obey, overtaken, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.ui.lists import offset_of, page_url
from kooperacja.ui.pages import redirect, render
from kooperacja.ui.views_of_lists import saved_views, view_links

LISTING, KEYS = "directory", "directory:keys"


# ---- The list


def institution_list(request: ActorRequest) -> HttpResponse:
    areas = queries.areas_served()
    form = forms.FilterForm(request.GET, areas=areas)
    wanted = form.wanted()
    page = queries.institution_list(wanted, areas, offset_of(request))
    tabs = saved_views(request, LISTING)
    context = {
        "form": form,
        "sort": wanted.sort or "name",
        "page": page,
        "earlier": page_url(request, "after", page.earlier),
        "later": page_url(request, "after", page.later),
        "tabs": tabs,
        "links": view_links(request, LISTING, tabs),
        "is_filtered": bool(request.GET),
        "may_create": access.can_create(request.actor),
    }
    return render(request, "directory/list.html", context, block="list")


def institution_list_xlsx(request: ActorRequest) -> HttpResponse:
    areas = queries.areas_served()
    wanted = forms.FilterForm(request.GET, areas=areas).wanted()
    return xlsx_response("instytucje", spreadsheet.directory(queries.all_institutions(wanted, areas)))


# ---- One institution


def show(request: ActorRequest, pk: int) -> HttpResponse:
    page = queries.institution_page(pk)
    context = {
        "page": page,
        "institution": page.institution,
        "may_change": access.can_change(request.actor, page.institution),
        "may_end": access.can_end(request.actor, page.institution),
    }
    return render(request, "directory/show.html", context)


def new(request: ActorRequest) -> HttpResponse:
    form = forms.InstitutionForm(_data(request), numbering=False)
    to = _sent(request, form, lambda: _created(request, form))
    if to:
        messages.success(request, _("The institution is in the directory. Add its units and record who works there."))
        return redirect(request, to)
    return render(
        request, "directory/edit.html", {"form": form, "institution": None, "stored": ()}, status=status_of(form)
    )


def _created(request: ActorRequest, form: forms.InstitutionForm) -> str:
    row = actions.create_institution(actor=request.actor, **form.facts())
    return reverse("directory:show", args=[row.pk])


def edit(request: ActorRequest, pk: int) -> HttpResponse:
    institution = queries.get_institution(pk)
    access.can_change(request.actor, institution).require()
    numbering = bool(access.can_number(request.actor, institution))
    initial = model_to_dict(institution)
    form = forms.InstitutionForm(_data(request), initial=initial, numbering=numbering)
    to = _sent(request, form, lambda: _changed(request, institution.pk, form))
    if to:
        messages.success(request, _("The data of the institution are saved."))
        return redirect(request, to)
    context = {"form": form, "institution": institution, "stored": overtaken(form, initial)}
    return render(request, "directory/edit.html", context, status=status_of(form))


def _changed(request: ActorRequest, pk: int, form: forms.InstitutionForm) -> str:
    version = form.cleaned_data["version"] or 0
    row = queries.get_institution(pk)
    actions.change_institution(actor=request.actor, institution=row, version=version, **form.facts())
    return reverse("directory:show", args=[pk])


def end(request: ActorRequest, pk: int) -> HttpResponse:
    institution = queries.get_institution(pk)
    access.can_end(request.actor, institution).require()
    form = forms.EndForm(_data(request))

    def act() -> str:
        actions.end_institution(actor=request.actor, institution=institution, **form.cleaned_data)
        return reverse("directory:show", args=[pk])

    words = {"title": _("End the institution"), "submit": _("End the institution"), "kind": "no"}
    return _asked(request, form, act, institution_id=pk, words=words)


def unit_add(request: ActorRequest, pk: int) -> HttpResponse:
    institution = queries.get_institution(pk)
    access.can_change(request.actor, institution).require()
    form = forms.UnitForm(_data(request))

    def act() -> str:
        actions.add_unit(actor=request.actor, institution=institution, **form.cleaned_data)
        return reverse("directory:show", args=[pk])

    words = {"title": _("Add a unit"), "submit": _("Add the unit"), "kind": "go"}
    return _asked(request, form, act, institution_id=pk, words=words)


def unit_end(request: ActorRequest, pk: int, unit_pk: int) -> HttpResponse:
    unit = queries.get_unit(pk, unit_pk)
    access.can_change(request.actor, unit.institution).require()
    form = forms.UnitEndForm(_data(request))

    def act() -> str:
        actions.end_unit(actor=request.actor, unit=unit, **form.cleaned_data)
        return reverse("directory:show", args=[pk])

    title = _("End the unit “%(name)s”") % {"name": unit.name}
    words = {"title": title, "submit": _("End the unit"), "kind": "no"}
    return _asked(request, form, act, institution_id=pk, words=words)


def _asked(
    request: ActorRequest, form: BaseForm, act: Callable[[], str], *, institution_id: int, words: dict[str, Any]
) -> HttpResponse:
    """A small form, in a dialog or on a page of its own."""
    to = _sent(request, form, act)
    if to:
        return redirect(request, to)
    context = {**words, "form": form, "institution": queries.get_institution(institution_id)}
    return render(request, "directory/ask.html", context, block="form", status=status_of(form))


def _data(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _sent(request: ActorRequest, form: BaseForm, act: Callable[[], str]) -> str:
    """Where to go after a form that was sent and obeyed; empty while there is something to ask."""
    if request.method != "POST" or not form.is_valid():
        return ""
    return obey(form, lambda: once(request.actor, request.POST.get("once", ""), act))


# ---- In which role


def act_as(request: HttpRequest) -> HttpResponse:
    """Choose one of one's own live memberships. What was chosen is asked again at every request."""
    mine = list(queries.memberships_of(int(request.user.pk or 0)))
    form = forms.ActAsForm(_data(request))
    if request.method == "POST" and form.is_valid():
        return _chosen(request, mine, form.cleaned_data["membership"])
    context = {"memberships": mine, "present": getattr(request, "membership", None), "next": _next(request)}
    return render(request, "directory/act_as.html", context, status=status_of(form))


def _chosen(request: HttpRequest, mine: Sequence[Membership], pk: int) -> HttpResponse:
    if pk not in {membership.pk for membership in mine}:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    act_for(request, pk)
    return redirect(request, _next(request) or resolve_url("/"))


def _next(request: HttpRequest) -> str:
    """Where the reader wanted to go before the role had to be chosen; only inside this product."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if inside else ""


# ---- Keys of programs


def keys(request: ActorRequest) -> HttpResponse:
    return render(request, "directory/keys.html", {"rows": queries.keys_of(request.actor)})


def keys_xlsx(request: ActorRequest) -> HttpResponse:
    return xlsx_response("klucze", spreadsheet.keys(queries.keys_of(request.actor)))


def key_new(request: ActorRequest) -> HttpResponse:
    """The secret is on the answer to this very form and nowhere else."""
    form = forms.KeyForm(_data(request))
    issued: list[actions.Issued] = []

    def act() -> str:
        issued.append(actions.issue_key(actor=request.actor, **form.cleaned_data))
        return reverse(KEYS)

    if request.method == "POST" and form.is_valid():
        to = obey(form, lambda: once(request.actor, request.POST.get("once", ""), act))
        if issued:
            return render(request, "directory/key_issued.html", {"issued": issued[0]})
        if to:
            return redirect(request, to)
    return render(request, "directory/key_new.html", {"form": form}, status=status_of(form))


def key_revoke(request: ActorRequest, pk: int) -> HttpResponse:
    token = queries.get_key(request.actor, pk)
    if request.method == "POST":
        actions.revoke_key(actor=request.actor, token=token)
        messages.success(request, _("The key opens nothing any more."))
        return redirect(request, reverse(KEYS))
    return render(request, "directory/key_revoke.html", {"token": token}, block="form")
