"""Shape of what people type about agreements. Rules are asked by the actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.agreements import access
from kooperacja.agreements.labels import Category, Level, Purpose
from kooperacja.agreements.models import AccessionRule, Advice, Clause, SuspendReason, WithdrawReason
from kooperacja.agreements.queries import SORTS, Wanted
from kooperacja.agreements.workflow import DERIVED, STATES
from kooperacja.foundation.clock import today
from kooperacja.foundation.forms import DayField

Choices = list[tuple[Any, Any]]
CATEGORIES: Choices = [(category.value, category.label) for category in Category if category in access.CATEGORIES]
LEVELS: Choices = [(level.value, level.label) for level in Level if 0 < level <= access.HIGHEST_LEVEL]


class FilterForm(forms.Form):
    """The filters of the list. A word that is no choice filters nothing and is shown as wrong."""

    q = forms.CharField(label=_("Title or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    institution = forms.TypedChoiceField(label=_("Party"), required=False, coerce=int)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, parties: Mapping[int, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        everything = ("", pgettext_lazy("filter", "all"))
        states = [(state.value, state.label) for state in (*STATES, *DERIVED)]
        self.fields["state"].choices = [everything, *states]  # type: ignore[attr-defined]
        self.fields["institution"].choices = [everything, *parties.items()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value}
        if known.get("sort", "").lstrip("-") not in SORTS:
            known.pop("sort", None)
        return Wanted(**known)


class AgreementForm(forms.Form):
    """What the paper says."""

    title = forms.CharField(label=_("Title"), max_length=250)
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=2000, required=False, widget=forms.Textarea)
    signed_on = DayField(label=_("Day of signing"), required=False, is_past=True)
    valid_on = DayField(
        label=_("In force from the day"),
        required=False,
        help_text=_("Left empty: from the moment in which it is brought into force."),
    )
    valid_until = DayField(
        label=_("In force until the day"),
        required=False,
        help_text=_("With this whole day. Left empty: until it is terminated."),
    )
    accession_rule = forms.ChoiceField(
        label=_("Who agrees to a new party"),
        choices=AccessionRule.choices,
        initial=AccessionRule.PARTIES.value,
        required=False,
        help_text=_("As the paper says it. It is fixed with its other words."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        known = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return known | {"accession_rule": known["accession_rule"] or AccessionRule.PARTIES.value}


class AnnexForm(forms.Form):
    """What an annex says beside its clauses."""

    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    subject = forms.CharField(label=_("What changes, in words"), max_length=2000, required=False, widget=forms.Textarea)
    valid_until = DayField(
        label=_("In force until the day"),
        required=False,
        help_text=_("With this whole day. Left empty: until it is terminated."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PartyForm(forms.Form):
    """Which institution is named, and who represents it."""

    institution = forms.TypedChoiceField(label=_("Institution"), coerce=int, widget=forms.RadioSelect)
    represented_by = forms.CharField(
        label=_("Represented by"),
        max_length=120,
        required=False,
        help_text=_("A post, not a name of a person."),
    )

    def __init__(self, data: Any, *, candidates: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["institution"].choices = list(candidates)  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """Narrows the institutions that can be chosen."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=100)

    def words(self) -> str:
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class ClauseForm(forms.Form):
    """One paragraph that lets data flow."""

    paragraph = forms.CharField(label=_("Paragraph"), max_length=40, help_text=_("For example § 4 ust. 2."))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    basis_act = forms.CharField(label=_("Act"), max_length=200)
    basis_article = forms.CharField(label=_("Article"), max_length=80)
    category = forms.ChoiceField(label=_("Category of data"), choices=CATEGORIES)
    max_level = forms.TypedChoiceField(
        label=_("Highest level"), choices=LEVELS, coerce=int, initial=Level.ORDINARY.value
    )
    giver = forms.TypedChoiceField(label=_("Who shows"), required=False, coerce=int, empty_value=None)
    receiver = forms.TypedChoiceField(label=_("Who sees"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, parties: Iterable[tuple[int, str]], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        choices = [("", _("each party")), *parties]
        self.fields["giver"].choices = choices  # type: ignore[attr-defined]
        self.fields["receiver"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        known = dict(self.cleaned_data)
        sides = {"giver_id": known.pop("giver"), "receiver_id": known.pop("receiver")}
        return known | sides


def said_by(clause: Clause | None) -> dict[str, Any]:
    """What the form begins with when a clause is changed."""
    if clause is None:
        return {}
    same = ("paragraph", "purpose", "basis_act", "basis_article", "category", "max_level")
    return {name: getattr(clause, name) for name in same} | {"giver": clause.giver_id, "receiver": clause.receiver_id}


class SignatureForm(forms.Form):
    """When the paper was signed."""

    signed_on = DayField(label=_("Day of signing"), is_past=True, initial=today)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea)


class SuspendForm(forms.Form):
    code = forms.ChoiceField(label=_("Reason"), choices=SuspendReason.choices, widget=forms.RadioSelect)


class WithdrawForm(forms.Form):
    code = forms.ChoiceField(label=_("Reason"), choices=WithdrawReason.choices, widget=forms.RadioSelect)


class OpinionForm(forms.Form):
    """What the data protection officer says."""

    advice = forms.ChoiceField(label=_("Opinion"), choices=Advice.choices, widget=forms.RadioSelect)
    remarks = forms.CharField(label=_("Remarks"), max_length=4000, required=False, widget=forms.Textarea)


class ConfirmForm(forms.Form):
    """A move that asks for nothing; its page says what will happen."""
