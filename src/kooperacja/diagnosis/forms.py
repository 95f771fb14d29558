"""The shape of what people mark and type about a diagnosis. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.diagnosis.kinds import NotHeld, Source, WithoutWorkshops
from kooperacja.diagnosis.shape import AreaShape, Question
from kooperacja.foundation.forms import DayField

Choices = Sequence[tuple[Any, Any]]
LONGEST = 4000


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": 2}), max_length=LONGEST, required=False, **more
    )


def _field(one: Question) -> forms.Field:
    about: dict[str, Any] = {"label": one.label, "help_text": one.hint, "required": False}
    if one.kind == "select_one":
        return forms.ChoiceField(**about, choices=[("", _("Choose")), *one.choices])
    if one.kind == "select_multiple":
        return forms.MultipleChoiceField(**about, choices=one.choices, widget=forms.CheckboxSelectMultiple)
    if one.kind == "date":
        return DayField(**about)
    if one.kind == "integer":
        return forms.IntegerField(**about)
    return forms.CharField(**about, max_length=LONGEST)


class QuestionnaireForm(forms.Form):
    """A workbook, which is only checked or also saved."""

    file = forms.FileField(
        label=pgettext_lazy("field", "File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("A workbook of Excel (XLSForm), best made from a downloaded one."),
    )


class RatingForm(forms.Form):
    """One area, as its `shape` asks: what each step of the scale means, and what a centre added. Whether an added
    question must be answered follows from the others, and is asked by the action.
    """

    score = forms.TypedChoiceField(label=_("Rating"), coerce=int, widget=forms.RadioSelect)
    strengths = _text(_("Strengths"))
    needs = _text(_("Difficulties and needs"))
    words = _text(_("The family's own words"))
    source = forms.ChoiceField(label=_("From where it is known"), choices=[("", _("Choose")), *Source.choices])
    known_on = DayField(label=_("When"), is_past=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shape: AreaShape, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["score"].choices = [(step, f"{step} – {text}") for step, text in enumerate(shape.anchors, 1)]
        for name, label in shape.labels.items():
            fields[name].label = label
        self.asked = [one for one in shape.questions if not one.calculation]
        for one in self.asked:
            fields[one.name] = _field(one)

    def answers(self) -> dict[str, Any]:
        return {one.name: self.cleaned_data[one.name] for one in self.asked}


class WorkshopForm(forms.Form):
    day = DayField(label=_("Day of the workshop"))


class MoveForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""

    def __init__(self, *args: Any, institutions: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if "institutions" in self.fields:
            fields: dict[str, Any] = self.fields
            fields["institutions"].choices = institutions[1:]


class FinishForm(MoveForm):
    without_workshops = forms.ChoiceField(
        label=_("Why two workshops were not held"),
        help_text=_("Leave it empty when they were."),
        choices=[("", _("they were held")), *WithoutWorkshops.choices],
        required=False,
    )


class HoldForm(MoveForm):
    """The own institution took part; the others are chosen."""

    held_on = DayField(label=_("When it was held"), is_past=True)
    from_family = forms.IntegerField(label=_("How many people of the family came"), min_value=1, max_value=30)
    institutions = forms.TypedMultipleChoiceField(
        label=_("Institutions that took part beside yours"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CancelForm(MoveForm):
    reason_code = forms.ChoiceField(label=_("Why"), choices=NotHeld.choices, widget=forms.RadioSelect)
