"""The shape of what people mark and type about disclosures. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import Category
from kooperacja.disclosures.models import DisclosureState, Mode, Proof, RefuseReason
from kooperacja.disclosures.queries.offer import Column
from kooperacja.foundation.forms import DayField

Choices = Sequence[tuple[Any, Any]]


class GiveForm(forms.Form):
    """What is sent is what the preview shows: the keys of cells, and for data of level 3 the typed names."""

    marks = forms.MultipleChoiceField(required=False)
    letters = forms.TypedMultipleChoiceField(coerce=int, required=False)
    names = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, keys: Sequence[str], recipients: Sequence[Column], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["marks"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["letters"].choices = [(one.pk, one.name) for one in recipients]  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    reason_code = forms.ChoiceField(label=_("Why not"), choices=RefuseReason.choices, widget=forms.RadioSelect)


class ProofForm(forms.Form):
    proof = forms.ChoiceField(label=_("What was done with the letter"), choices=Proof.choices, widget=forms.RadioSelect)
    proved_on = DayField(label=_("On what day"), is_past=True)


class TakeForm(forms.Form):
    taken_on = DayField(label=_("On what day"), is_past=True)


class ReaderForm(forms.Form):
    """Who looks through the windows of a disclosure; which workers may be chosen, the action says."""

    user_id = forms.IntegerField(label=_("Worker"), min_value=1)


class MoveForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""


class DeferForm(forms.Form):
    review_on = DayField(label=_("Do not tell the person until"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class NamingForm(forms.Form):
    """Neither answer is chosen beforehand: it is the officer's to weigh."""

    is_named = forms.TypedChoiceField(
        label=_("Are workers named in “Who got my data”?"),
        choices=[("yes", _("yes, who handed the data over is named")), ("no", _("no, only the institution is named"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("In force from the day"))
    reason = forms.CharField(
        label=_("Reason and provision"),
        help_text=_("What you have weighed. Workers read it too; write no data of clients here."),
        max_length=500,
        widget=forms.Textarea,
    )


class FilterForm(forms.Form):
    partner = forms.TypedChoiceField(label=_("Institution"), coerce=int, empty_value=None, required=False)
    case_number = forms.CharField(label=_("Case number"), max_length=80, required=False)
    category = forms.ChoiceField(label=_("Data"), choices=[("", _("Any data")), *Category.choices], required=False)
    mode = forms.ChoiceField(label=_("How"), choices=[("", _("Window or letter")), *Mode.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Any state")), *DisclosureState.choices], required=False
    )
    since = DayField(label=_("From the day"), required=False)
    until = DayField(label=_("Until the day"), required=False)

    def __init__(self, *args: Any, partners: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].choices = [("", _("Any institution")), *partners]  # type: ignore[attr-defined]
