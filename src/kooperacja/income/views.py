"""The page of the income help. What is typed comes in the body of a request, never in an address."""

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.forms import status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.income.forms import IncomeForm
from kooperacja.income.law import ACT, kinds_on, tables
from kooperacja.income.reckoning import MOST_LINES, Check, reckon
from kooperacja.ui.pages import render

# So many empty lines are there at first.
LINES = 3
ADD = "add"


@sensitive_post_parameters()
def check(request: ActorRequest) -> HttpResponse:
    form = _form(request)
    found = _checked(form) if form.is_valid() else None
    context = {"form": form, "check": found, "tables": tables(), "kinds": kinds_on(today()).values(), "act": ACT}
    return render(request, "income/check.html", context, block="reckoning", status=status_of(form))


def _form(request: ActorRequest) -> IncomeForm:
    """The button for one more line only draws the form again; nothing is judged yet."""
    if request.method != "POST":
        return IncomeForm(initial={"day": today()}, lines=LINES)
    lines = _number(request.POST.get("lines", ""))
    if request.POST.get("do") == ADD and lines < MOST_LINES:
        return IncomeForm(initial=request.POST.dict(), lines=lines + 1)
    return IncomeForm(request.POST, lines=lines)


def _number(text: str) -> int:
    """A short whole number; a longer one is as good as too many."""
    if not (text.isascii() and text.isdigit()):
        return LINES
    return int(text) if len(text) < len(str(MOST_LINES)) + 2 else MOST_LINES + 1


def _checked(form: IncomeForm) -> Check | None:
    typed = form.cleaned_data
    try:
        return reckon(day=typed["day"], people=typed["people"], given=form.given())
    except RuleBroken as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
