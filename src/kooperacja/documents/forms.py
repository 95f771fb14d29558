"""The shape of what people give with a file. What is in the file is asked by the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.documents.fields import FileField
from kooperacja.documents.models import WhyWithdrawn

CHOOSE = ("", _("Choose"))


class AttachForm(forms.Form):
    file = FileField()
    about = forms.ChoiceField(label=_("About whom"))
    category = forms.ChoiceField(
        label=_("What about"),
        help_text=_("Health, disability and addiction: every reading of such a file is written to the trail."),
    )

    def __init__(self, *args: Any, whom: Any, categories: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = whom  # type: ignore[attr-defined]
        self.fields["category"].choices = [CHOOSE, *categories]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), choices=WhyWithdrawn.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
