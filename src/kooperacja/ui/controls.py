"""What the field macro must know of a Django form field: which form it takes and where its errors lead."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from django import forms
from django.forms import BaseForm, BoundField
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.forms.boundfield import BoundWidget

Kind = Literal["hidden", "checkbox", "choices", "select", "textarea", "date", "file", "input"]


@dataclass(frozen=True)
class ErrorLink:
    anchor: str
    message: str


def control(bound: BoundField) -> Kind:
    widget = bound.field.widget
    match widget:
        case forms.HiddenInput() | forms.MultipleHiddenInput():
            return "hidden"
        case forms.CheckboxSelectMultiple() | forms.RadioSelect():
            return "choices"
        case forms.CheckboxInput():
            return "checkbox"
        case forms.Select():
            return "select"
        case forms.Textarea():
            return "textarea"
        case forms.FileInput():
            return "file"
        case _ if isinstance(bound.field, forms.DateField):
            return "date"
        case _:
            return "input"


def error_links(form: BaseForm) -> list[ErrorLink]:
    """The faults of a form in the order of its fields; a fault of the whole form leads nowhere."""
    links = [ErrorLink("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        links += [ErrorLink(_first_id(bound), _named(bound, message)) for message in bound.errors]
    return links


def _named(bound: BoundField, message: object) -> str:
    """Away from its field, "this field is required" says nothing: the label goes first, if not there yet."""
    text, label = str(message), str(bound.label)
    return text if text.startswith(label) else f"{label}: {text}"


def _first_id(bound: BoundField) -> str:
    """A group of choices has no control of its own: the link leads to its first choice."""
    if control(bound) != "choices":
        return bound.id_for_label or ""
    first: BoundWidget | None = next(iter(bound), None)
    return "" if first is None else first.id_for_label


def once_token(request: HttpRequest) -> str:
    """The mark of one filled form: a double click sends it twice, and so does a form shown again after an error."""
    return request.POST.get("once", "") or str(uuid4())
