"""How often e-mails come, and the address to which each of them leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.audit.actions import once
from kooperacja.directory.middleware import act_for
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.mailing import actions, forms, queries, server, words
from kooperacja.ui.pages import redirect, render

CHOICE = "mailing:choice"


def choice(request: ActorRequest) -> HttpResponse:
    """What was chosen, and the last messages."""
    user, sent = request.actor.user_id, request.method == "POST"
    form = forms.PaceForm(request.POST if sent else None, initial={"pace": queries.pace_of(user)})
    if sent and form.is_valid():
        key = request.POST.get("once", "")
        if to := obey(form, lambda: once(request.actor, key, lambda: _choose(request, form))):
            return redirect(request, to)
    context = {
        "form": form,
        "mails": queries.mails_of(user),
        "example": words.example(queries.place_of(request.actor), request.build_absolute_uri("/")),
        "is_set": server.is_set(),
    }
    return render(request, "mailing/choice.html", context, status=status_of(form))


def _choose(request: ActorRequest, form: forms.PaceForm) -> str:
    actions.choose_pace(actor=request.actor, pace=form.cleaned_data["pace"])
    messages.success(request, _("Saved."))
    return reverse(CHOICE)


def open_mail(request: HttpRequest, ref: str) -> HttpResponse:
    """One click from the message to what it is about, in the role for which it came. Whoever has the message has
    nothing without signing in as its receiver.
    """
    mail = queries.get_mail(int(request.user.pk or 0), ref)
    membership = queries.membership_of(mail)
    if membership is None:
        return redirect(request, reverse("directory:act_as"))
    act_for(request, membership.pk)
    return redirect(request, queries.page_of(mail, membership))
