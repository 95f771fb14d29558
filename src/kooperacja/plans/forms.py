"""The shape of what people mark and type about plans. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.documents.fields import FileField
from kooperacja.foundation.forms import DayField
from kooperacja.plans.models import EndReason, SignedBy

Choices = Sequence[tuple[Any, Any]]


class GoalForm(forms.Form):
    """Without `categories` the goal exists, and what it is about stays."""

    title = forms.CharField(label=_("Goal"), max_length=300)
    category = forms.ChoiceField(label=_("What it is about"), help_text=_("It decides who may read this goal."))
    indicator = forms.CharField(label=_("By what one sees that it is reached"), max_length=300, required=False)
    commitment = forms.CharField(
        label=_("What the family takes on"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    is_main = forms.BooleanField(label=_("Main goal of the plan"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, categories: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if categories:
            self.fields["category"].choices = [("", _("Choose")), *categories]  # type: ignore[attr-defined]
            del self.fields["version"]
        else:
            del self.fields["category"], self.fields["is_main"]


class ActionForm(forms.Form):
    """Without `goals` the action exists, and the goal that it serves stays."""

    goal = forms.ChoiceField(label=_("Goal that it serves"))
    title = forms.CharField(
        label=_("What is to be done, without names"),
        max_length=200,
        help_text=_("Other institutions read it. Write “visit at the psychologist”, not who goes there."),
    )
    taker = forms.TypedChoiceField(label=_("Responsible institution"), coerce=int)
    helpers = forms.TypedMultipleChoiceField(
        label=_("Institutions that help"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    wanted_on = DayField(label=_("Until when"), help_text=_("A day off moves to the next working day."))
    indicator = forms.CharField(label=_("By what one sees that it is done"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, institutions: Choices, goals: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["taker"].choices = [("", _("Choose")), *institutions]
        fields["helpers"].choices = institutions[1:]
        if goals:
            fields["goal"].choices = goals
            del fields["version"]
        else:
            del fields["goal"]


class RemarkForm(forms.Form):
    said_on = DayField(label=_("When it was said"))
    text = forms.CharField(
        label=_("What the family says of the plan"),
        widget=forms.Textarea,
        help_text=_("In its own words, also that it agrees with everything."),
    )


class MoveForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""


class DecisionForm(MoveForm):
    decided_on = DayField(label=_("Day of the meeting"))
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, max_value=99)
    votes_against = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=99, initial=0)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=99, initial=0)
    recused = forms.IntegerField(
        label=_("Recused"), min_value=0, max_value=99, initial=0, help_text=_("They do not count for the quorum.")
    )


class EndForm(MoveForm):
    reason_code = forms.ChoiceField(label=_("Why"), choices=EndReason.choices, widget=forms.RadioSelect)


class SignForm(forms.Form):
    """`person` is empty for the key worker, who signs for himself."""

    person = forms.ChoiceField(label=_("Who signed"), required=False)
    medium = forms.ChoiceField(label=_("How"), choices=SignedBy.choices, widget=forms.RadioSelect)
    signed_on = DayField(label=_("When"))

    def __init__(self, *args: Any, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["person"].choices = [("", _("I, the key worker")), *people]


class ScanForm(forms.Form):
    file = FileField()
