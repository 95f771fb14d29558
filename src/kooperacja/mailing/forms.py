"""The shape of a worker's choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.mailing.models import Pace


class PaceForm(forms.Form):
    pace = forms.ChoiceField(label=_("How often"), choices=Pace.choices, widget=forms.RadioSelect)
