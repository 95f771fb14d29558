"""The shape of what people type about taking part. Rules are in the action."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.clock import today
from kooperacja.foundation.forms import DayField
from kooperacja.participation.models import Answer, Medium
from kooperacja.participation.queries import Adult

UNCHANGED = ("", pgettext_lazy("participation", "no new answer"))


class AnswersForm(forms.Form):
    """One question for each adult; nothing is marked beforehand, because silence is no agreement."""

    said_on = DayField(label=_("Day of the answer"), is_past=True)
    medium = forms.ChoiceField(
        label=_("How was it said?"), choices=Medium.choices, widget=forms.RadioSelect, initial=Medium.PAPER
    )

    def __init__(self, *args: Any, adults: Sequence[Adult], **options: Any) -> None:
        super().__init__(*args, **{"initial": {"said_on": today()}, **options})
        self.adults = adults
        for one in adults:
            self.fields[one.ref] = forms.ChoiceField(
                label=one.name, choices=[UNCHANGED, *Answer.choices], widget=forms.RadioSelect, required=False
            )
        self.order_fields([one.ref for one in adults])

    def answers(self) -> list[tuple[str, str]]:
        """The reference of each person who answered, and the answer."""
        typed = self.cleaned_data
        return [(one.ref, typed[one.ref]) for one in self.adults if typed[one.ref]]
