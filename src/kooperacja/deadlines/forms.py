"""Which month and day are asked for; anything else is as if nothing had been asked."""

from django import forms


class WhenForm(forms.Form):
    miesiac = forms.DateField(required=False, input_formats=["%Y-%m"])
    dzien = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
