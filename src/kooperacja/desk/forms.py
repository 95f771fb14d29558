"""Shape of what a worker types at the desk; the rules are in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.desk.shell import LISTINGS


class SaveViewForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the view"), max_length=40, help_text=_("Write no names of people here.")
    )
    listing = forms.ChoiceField(choices=[(name, name) for name in LISTINGS], widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
