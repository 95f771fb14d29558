"""What the forms with a list of files share: what was asked, the files, the choice beside each."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import QueryDict

from kooperacja.access.reading import reading
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.handover.access import can_see_left
from kooperacja.handover.queries.people import colleagues, whose
from kooperacja.handover.queries.substitutions import Handing, Line


def asked(request: ActorRequest, name: str) -> QueryDict | None:
    """What was sent, or asked by the address; None where the page is only opened."""
    if request.method == "POST":
        return request.POST
    return request.GET if name in request.GET else None


def offered(actor: Actor) -> dict[str, Any]:
    return {"workers": whose(actor, supervises=bool(can_see_left(actor))), "colleagues": colleagues(actor)}


def looked(
    request: ActorRequest, form: Form, look: Callable[[dict[str, Any]], Handing]
) -> tuple[Handing | None, list[Line]]:
    """The files, as far as what was asked makes sense; a refusal stands at its field."""
    form.is_valid()
    typed: Mapping[str, Any] = getattr(form, "cleaned_data", {})
    if not form.is_bound or "worker" not in typed:
        return None, []
    try:
        with reading(request):
            handing = look(dict(typed))
    except RuleBroken as refusal:
        field = refusal.field if refusal.field in form.fields else None
        if not form.has_error(field or "__all__"):
            form.add_error(field, str(refusal))
        return None, []
    return handing, handing.lines(typed.get("to") or 0, typed.get("rows") or {})
