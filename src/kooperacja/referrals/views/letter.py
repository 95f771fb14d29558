"""Writing a referral: a new one, a draft, and one that came back for completion."""

from dataclasses import asdict, fields, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.cases.queries import case_header, get_case
from kooperacja.foundation.forms import CONFLICTING, obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people.queries import get_person, person_page
from kooperacja.referrals import actions, queries
from kooperacja.referrals.access import can_write_letter
from kooperacja.referrals.forms import LetterForm
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.letters import Content, Written
from kooperacja.ui.pages import redirect, render

NAMES = tuple(field.name for field in fields(Content))


def new(request: ActorRequest) -> HttpResponse:
    with reading(request):
        form = _form(request, _first(request))
    to = _sent(request, form, lambda: _draft(request, form))
    if to:
        return redirect(request, to)
    return render(request, "referrals/letter.html", {"form": form, "side": None, "saved": None}, status=status_of(form))


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        can_write_letter(request.actor, side.referral).require()
        saved = queries.letter_content(request.actor, side, request.purpose)
        form = _form(request, _initial(side, saved), readdressed=queries.is_draft(side))
    to = _sent(request, form, lambda: _change(request, ref, form))
    if to:
        return redirect(request, to)
    context: dict[str, Any] = {"form": form, "side": side, "saved": None}
    if status_of(form) == CONFLICTING:
        return _stale(request, side, saved, context)
    queries.still_written(side)
    return render(request, "referrals/letter.html", context, status=status_of(form))


def _form(request: ActorRequest, initial: dict[str, Any], *, readdressed: bool = True) -> LetterForm:
    offered = queries.choices(request.actor, "referral")
    return LetterForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        institutions=offered.institutions,
        reasons=offered.reasons,
        bases=offered.bases,
        readdressed=readdressed,
    )


def _first(request: ActorRequest) -> dict[str, Any]:
    """What is known already, so that nothing is typed twice: an earlier referral that should go
    elsewhere (`od`), a family (`rodzina`) and a person of it (`osoba`). The basis is chosen anew.
    """
    known: dict[str, Any] = {}
    if ref := request.GET.get("od"):
        known |= _of_earlier(request, ref)
    if ref := request.GET.get("rodzina"):
        known |= {"case": ref, "place": case_header(request.actor, ref, request.purpose).place}
    if ref := request.GET.get("osoba"):
        one = person_page(request.actor, ref, request.purpose).person
        known |= {"person": ref, "first_name": one.first_name, "last_name": one.last_name, "born_on": one.born_on}
        known["occupation"] = "; ".join(one.occupations)
    return known


def _of_earlier(request: ActorRequest, ref: str) -> dict[str, Any]:
    side = queries.get_side(request.actor, ref, request.purpose)
    saved = queries.letter_content(request.actor, side, request.purpose)
    return {**asdict(replace(saved.content, basis="")), "addressee": side.referral.redirected_to_id}


def _initial(side: Side, saved: Written) -> dict[str, Any]:
    referral = side.referral
    known = {"addressee": referral.addressee_id, "urgency": referral.urgency, "version": saved.mark}
    return {**asdict(saved.content), **known}


def _sent(request: ActorRequest, form: LetterForm, act: Any) -> str:
    if request.method != "POST" or not form.is_valid():
        return ""
    return obey(form, lambda: once(request.actor, request.POST.get("once", ""), act))


def _content(form: LetterForm) -> Content:
    return Content(**{name: form.cleaned_data[name] for name in NAMES})


def _draft(request: ActorRequest, form: LetterForm) -> str:
    typed, actor, purpose = form.cleaned_data, request.actor, request.purpose
    side = actions.draft_referral(
        actor=actor,
        content=_content(form),
        addressee_id=typed["addressee"],
        urgency=typed["urgency"],
        case=get_case(actor, typed["case"], purpose) if typed["case"] else None,
        person=get_person(actor, typed["person"], purpose) if typed["person"] else None,
    )
    return _saved(request, side)


def _change(request: ActorRequest, ref: str, form: LetterForm) -> str:
    side = queries.get_side(request.actor, ref, request.purpose)
    actions.change_draft(
        actor=request.actor,
        side=side,
        mark=form.cleaned_data["version"],
        content=_content(form),
        addressee_id=form.cleaned_data.get("addressee", side.referral.addressee_id),
        urgency=form.cleaned_data.get("urgency", side.referral.urgency),
    )
    return _saved(request, side)


def _saved(request: ActorRequest, side: Side) -> str:
    """On to the preview, or back to the form of a draft that is put aside."""
    ref = side.referral.ref
    if "later" in request.POST:
        messages.success(request, _("The draft %(number)s is saved.") % {"number": side.referral.number})
        return reverse("referrals:edit", args=[ref])
    return reverse("referrals:show", args=[ref])


def _stale(request: ActorRequest, side: Side, saved: Written, context: dict[str, Any]) -> HttpResponse:
    """What was typed stays in the form, what is saved stands beside it; the form now carries the
    version that was just shown, so that saving it again is a decision and not an accident.
    """
    typed = request.POST.copy()
    typed["version"] = saved.mark
    context["form"].data = typed
    context["saved"] = queries.letter_of(request.actor, side, request.purpose)
    return render(request, "referrals/letter.html", context, status=CONFLICTING)
