"""The shape of a question. How long it may be is said by the query, to programs as well."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    q = forms.CharField(label=_("What do you look for?"), required=False, strip=True)
    kind = forms.CharField(required=False, max_length=20)
    after = forms.CharField(required=False, max_length=600)
