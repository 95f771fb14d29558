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
from kooperacja.referrals.law import Basis, passes_little
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.letters import Content, Written
from kooperacja.ui.pages import redirect, render

NAMES = tuple(field.name for field in fields(Content))


# A bureau writes a few words with the agreement of a client; `?podstawa=inna` opens the whole letter.
OTHER_BASIS = "inna"
LEAFLET = "leaflet"


def new(request: ActorRequest) -> HttpResponse:
    """The form, or, where the client does not agree, the leaflet with the address of the one that was chosen."""
    agreement = None if request.GET.get("podstawa") == OTHER_BASIS else queries.agreement_of_client(request.actor)
    with reading(request):
        form = _form(request, _first(request), agreement)
    has_leaflet = not queries.has_own_task(request.actor)
    context = {"form": form, "side": None, "saved": None, "agreement": agreement, "has_leaflet": has_leaflet}
    if LEAFLET in request.POST:
        return _instead(request, form, context)
    to = _sent(request, form, lambda: _draft(request, form, agreement))
    if to:
        return redirect(request, to)
    return render(request, "referrals/letter.html", context, status=status_of(form))


def _instead(request: ActorRequest, form: LetterForm, context: dict[str, Any]) -> HttpResponse:
    """Nothing of what was typed is kept or passed on."""
    addressee = form.cleaned_data.get("addressee") if form.is_valid() else None
    if addressee:
        return redirect(request, reverse("referrals:leaflet", args=[addressee]))
    if not form.errors:
        form.add_error("addressee", _("Choose the institution whose address the client gets."))
    return render(request, "referrals/letter.html", context, status=status_of(form))


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        side = queries.get_side(request.actor, ref, request.purpose)
        can_write_letter(request.actor, side.referral).require()
        saved = queries.letter_content(request.actor, side, request.purpose)
        agreement = _rests_on(request, saved)
        form = _form(request, _initial(side, saved), agreement, readdressed=queries.is_draft(side))
    has_leaflet = queries.is_draft(side) and not queries.has_own_task(request.actor)
    context: dict[str, Any] = {"form": form, "side": side, "saved": None, "agreement": agreement}
    context["has_leaflet"] = has_leaflet
    if has_leaflet and LEAFLET in request.POST:
        return _instead(request, form, context)
    to = _sent(request, form, lambda: _change(request, ref, form, agreement))
    if to:
        return redirect(request, to)
    if status_of(form) == CONFLICTING:
        return _stale(request, side, saved, context)
    queries.still_written(side)
    return render(request, "referrals/letter.html", context, status=status_of(form))


def _rests_on(request: ActorRequest, saved: Written) -> Basis | None:
    agreement = queries.agreement_of_client(request.actor)
    return agreement if agreement and agreement.code == saved.content.basis else None


def _form(
    request: ActorRequest, initial: dict[str, Any], agreement: Basis | None, *, readdressed: bool = True
) -> LetterForm:
    offered = queries.choices(request.actor, "referral")
    return LetterForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        institutions=offered.institutions,
        reasons=offered.reasons,
        bases=[(code, words) for code, words in offered.bases if not passes_little(code)],
        passes=agreement.passes if agreement else (),
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


def _content(form: LetterForm, agreement: Basis | None) -> Content:
    typed = {name: form.cleaned_data[name] for name in NAMES if name in form.cleaned_data}
    return Content(**typed | ({"basis": agreement.code} if agreement else {}))


def _draft(request: ActorRequest, form: LetterForm, agreement: Basis | None) -> str:
    typed, actor, purpose = form.cleaned_data, request.actor, request.purpose
    side = actions.draft_referral(
        actor=actor,
        content=_content(form, agreement),
        addressee_id=typed["addressee"],
        urgency=typed["urgency"],
        case=get_case(actor, typed["case"], purpose) if typed["case"] else None,
        person=get_person(actor, typed["person"], purpose) if typed["person"] else None,
    )
    return _saved(request, side)


def _change(request: ActorRequest, ref: str, form: LetterForm, agreement: Basis | None) -> str:
    side = queries.get_side(request.actor, ref, request.purpose)
    actions.change_draft(
        actor=request.actor,
        side=side,
        mark=form.cleaned_data["version"],
        content=_content(form, agreement),
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
