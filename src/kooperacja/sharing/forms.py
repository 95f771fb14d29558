"""Shapes of what people type on the pages of lawful sharing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Choices = Sequence[tuple[Any, Any]]
CHOOSE = ("", pgettext_lazy("choice", "choose"))


def _somebody(label: Any, help_text: Any) -> forms.TypedChoiceField:
    """A number, 0 for nobody."""
    nobody: Any = 0
    return forms.TypedChoiceField(label=label, coerce=int, required=False, empty_value=nobody, help_text=help_text)


SEALED = "sealed"
KEEPERS = ("first_keeper", "second_keeper")


class VetoForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of lock"))
    place = forms.TypedChoiceField(label=_("On what"), coerce=int)
    worker = _somebody(_("Which worker"), _("For a conflict of interest, and for „do not show to“."))
    institution = _somebody(_("Which institution"), _("For „do not show to“."))
    first_keeper = _somebody(_("First keeper"), _("For a sealed file."))
    second_keeper = _somebody(_("Second keeper"), _("For a sealed file."))

    def __init__(
        self, *args: Any, kinds: Choices, places: Choices, workers: Choices, institutions: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._offer("kind", kinds)
        self._offer("place", places)
        self._offer("institution", institutions)
        for name in ("worker", *KEEPERS):
            self._offer(name, workers)
        if SEALED not in {kind for kind, _label in kinds}:
            for name in KEEPERS:
                del self.fields[name]

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = [CHOOSE, *choices]  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""


class EmergencyForm(forms.Form):
    owner = forms.TypedChoiceField(label=_("Whose case it is"), coerce=int)
    case_number = forms.CharField(label=_("Case number"), max_length=80)
    first_name = forms.CharField(label=_("First name of the person"), max_length=80)
    reason = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("The data-protection officers read this. Write what threatens the person."),
    )

    def __init__(self, *args: Any, owners: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = [CHOOSE, *owners]  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Was it justified?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, outcomes: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


class TrialForm(forms.Form):
    act = forms.ChoiceField(label=_("What you think of doing"))

    def __init__(self, *args: Any, acts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["act"].choices = [CHOOSE, *acts]  # type: ignore[attr-defined]
