"""Shape of what is typed at the desk; the rules are in the actions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import Category
from kooperacja.desk.shell import LISTINGS
from kooperacja.directory.kinds import Role
from kooperacja.foundation.forms import DayField


class SaveViewForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=40, help_text=_("Write no names of people here."))
    listing = forms.ChoiceField(choices=[(name, name) for name in LISTINGS], widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)


class WorkerForm(forms.Form):
    full_name = forms.CharField(label=_("First name and surname"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The worker signs in with it. Who has an account already keeps it and its password."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *Role.choices])
    title = forms.CharField(label=_("Post"), max_length=80, help_text=_("As people call it: social worker, teacher."))
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    supervises = forms.BooleanField(
        label=_("Supervises the institution"),
        required=False,
        help_text=_("Sees all that the institution holds, as far as the role and the authorisation go."),
    )
    since = DayField(label=_("From the day"), required=False, help_text=_("Empty: from now."))

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("the whole institution")), *units]  # type: ignore[attr-defined]


class AuthorisationForm(forms.Form):
    categories = forms.MultipleChoiceField(
        label=_("Categories of data"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that the role may cover."),
    )
    number = forms.CharField(label=_("Number of the authorisation"), max_length=40)
    signed_on = DayField(label=_("Signed on"), is_past=True)
    until = DayField(label=_("Valid until the day"), required=False, help_text=_("Empty: without end."))

    def __init__(self, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(category.value, category.label) for category in categories]
        self.fields["categories"].choices = choices  # type: ignore[attr-defined]


class StatementForm(forms.Form):
    signed_on = DayField(label=_("Signed on"), is_past=True)


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: end of the contract, change of the post.")
    )
    at_once = forms.BooleanField(
        label=_("The worker leaves at once, before the files are handed over"),
        required=False,
        help_text=_("The files stand then on the list of files that nobody leads, and those who supervise hear of it."),
    )
