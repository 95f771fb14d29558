"""Shape of what people type about institutions. Rules are asked by the actions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.accounts.keys import MOST_DAYS, USUAL_DAYS, Scope
from kooperacja.directory import checks
from kooperacja.directory.kinds import InstitutionKind, Level, Sector
from kooperacja.directory.models import Institution
from kooperacja.directory.queries import Wanted
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.folding import fold
from kooperacja.foundation.forms import DayField

NUMBERING = ("case_pattern", "referral_pattern")
SORTS = ("name", "kind", "checked")


def _alphabetical(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return sorted(choices, key=lambda choice: fold(str(choice[1])))


class FilterForm(forms.Form):
    """The filters of the list. A word that is no choice filters nothing and is shown as wrong."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.ChoiceField(label=_("Works for"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    shown = forms.ChoiceField(label=_("Which"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, areas: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        everything = ("", pgettext_lazy("filter", "all"))
        counties = [(code, name) for code, name in areas.items() if len(code) == checks.COUNTY]
        self._choices("kind", [everything, *_alphabetical(InstitutionKind.choices)])
        self._choices("level", [everything, *Level.choices])
        self._choices("county", [everything, *counties])
        self._choices(
            "shown",
            [
                ("", pgettext_lazy("institutions", "working")),
                ("ended", pgettext_lazy("institutions", "ended")),
                ("all", pgettext_lazy("filter", "all")),
            ],
        )

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # All of them are fields of choices.

    def wanted(self) -> Wanted:
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value}
        if known.get("sort", "").lstrip("-") not in SORTS:
            known.pop("sort", None)
        return Wanted(**known)


class InstitutionForm(forms.ModelForm):  # type: ignore[type-arg]  # The class takes no argument at run time.
    """All that can be known of an institution; only name, kind and level are asked for."""

    # Longer than what is kept: people type codes with spaces and hyphens.
    terc = forms.CharField(
        label=_("Code in TERYT"),
        required=False,
        max_length=20,
        help_text=_("2 digits for a voivodeship, 4 for a county, 7 for a commune."),
    )
    nip = forms.CharField(label=_("NIP"), required=False, max_length=20)
    regon = forms.CharField(label=_("REGON"), required=False, max_length=20)
    krs = forms.CharField(label=_("KRS"), required=False, max_length=20)
    website = forms.URLField(label=_("Web page"), required=False, assume_scheme="https")
    checked_on = DayField(label=_("Data checked on"), required=False, is_past=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Institution
        fields = (
            "name",
            "short_name",
            "kind",
            "level",
            "sector",
            "terc",
            "place",
            "address",
            "phone",
            "email",
            "website",
            "dpo_contact",
            "nip",
            "regon",
            "krs",
            "case_pattern",
            "referral_pattern",
            "note",
            "checked_on",
        )
        help_texts = {  # noqa: RUF012 - Django's own way to say it.
            "short_name": _("Left empty, it is made from the full name."),
            "dpo_contact": _("A post and an address, not a name of a person."),
            "case_pattern": _("{number} and {year} are filled in, for example GOPS.5021.{number}.{year}."),
            "referral_pattern": _("{number:04} has four digits with zeros in front."),
        }

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None, numbering: bool = True) -> None:
        super().__init__(data, initial=initial)
        choose = ("", pgettext_lazy("form", "choose"))
        self.fields["kind"].choices = [choose, *_alphabetical(InstitutionKind.choices)]  # type: ignore[attr-defined]
        self.fields["level"].choices = [choose, *Level.choices]  # type: ignore[attr-defined]
        self.fields["sector"].choices = [("", _("not given")), *_alphabetical(Sector.choices)]  # type: ignore[attr-defined]
        self.fields["short_name"].required = False
        if not numbering:
            for name in NUMBERING:
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def clean_nip(self) -> str:
        return self._coded("nip", checks.nip)

    def clean_regon(self) -> str:
        return self._coded("regon", checks.regon)

    def clean_krs(self) -> str:
        return self._coded("krs", checks.krs)

    def clean_terc(self) -> str:
        return self._coded("terc", checks.terc)

    def _coded(self, name: str, check: Callable[[str], str]) -> str:
        value: str = self.cleaned_data[name]
        try:
            return check(value) if value else value
        except RuleBroken as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


class EndForm(forms.Form):
    """When and why an institution ends."""

    ended_on = DayField(label=_("Last day"), initial=today)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class UnitForm(forms.Form):
    name = forms.CharField(label=_("Name of the unit"), max_length=120)


class UnitEndForm(forms.Form):
    ended_on = DayField(label=_("Last day"), initial=today)


class ActAsForm(forms.Form):
    """Which membership somebody chose; whether it is his own the view asks the query."""

    membership = forms.IntegerField()


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the program"), max_length=80, help_text=_("For example: export to the year report.")
    )
    scope = forms.ChoiceField(
        label=_("What the program may do"), choices=Scope.choices, initial=Scope.READ, widget=forms.RadioSelect
    )
    days = forms.IntegerField(label=_("Valid for how many days"), initial=USUAL_DAYS, min_value=1, max_value=MOST_DAYS)
