"""The shape of what people type about a person."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.clock import today
from kooperacja.foundation.forms import DayField, ReplacingForm
from kooperacja.foundation.pesel import PeselField
from kooperacja.people.kinds import MASKED, OF_COURT, OF_SOMEBODY, TIES, WORDLESS, DetailKind, Kinship
from kooperacja.people.models import Detail
from kooperacja.people.queries import Member, OccupationText, PersonTexts, PeselText


class PersonForm(ReplacingForm):
    """Who somebody is and what they do. The versions of the three rows travel with the form, so that
    nothing is overwritten that the reader has not seen.
    """

    asked = ("first_name", "last_name", "born_on", "kinship", "education", "employment")
    field_order = (*asked[:3], "pesel", "remove_pesel", *asked[3:], "change")
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Surname"), max_length=120, required=False)
    born_on = DayField(label=_("Date of birth"), required=False, is_past=True, example="14.05.1990")
    pesel = PeselField(required=False)
    remove_pesel = forms.BooleanField(label=_("Remove the PESEL number that is saved"), required=False)
    kinship = forms.ChoiceField(
        label=pgettext_lazy("relation", "In the family"), choices=Kinship.choices, required=False
    )
    education = forms.CharField(label=_("School and class"), max_length=160, required=False)
    employment = forms.CharField(label=_("Work"), max_length=160, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    education_version = forms.IntegerField(widget=forms.HiddenInput)
    employment_version = forms.IntegerField(widget=forms.HiddenInput)
    pesel_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_family: bool, has_pesel: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_family:
            del self.fields["kinship"]
        if has_pesel:
            self.fields["pesel"].help_text = _("One is saved. Leave this empty and it stays as it is.")
        else:
            del self.fields["remove_pesel"]

    def occupations(self) -> tuple[OccupationText, ...]:
        typed = self.cleaned_data
        return tuple(
            OccupationText(kind, typed[kind], typed[f"{kind}_version"]) for kind in ("education", "employment")
        )

    def number(self) -> PeselText:
        typed = self.cleaned_data
        return PeselText(typed["pesel"], typed["pesel_version"], typed.get("remove_pesel", False))


def initial_of(texts: PersonTexts) -> dict[str, Any]:
    """What is saved now, as the form shows it."""
    return {
        "first_name": texts.first_name,
        "last_name": texts.last_name,
        "born_on": texts.born_on,
        "kinship": texts.kinship,
        "education": texts.education.text,
        "employment": texts.employment.text,
        **versions_of(texts),
    }


def versions_of(texts: PersonTexts) -> dict[str, int]:
    return {
        "version": texts.version,
        "education_version": texts.education.version,
        "employment_version": texts.employment.version,
        "pesel_version": texts.pesel_version,
    }


BY_NAME = frozenset({DetailKind.GUARDIAN, DetailKind.CURATOR})


class DetailForm(forms.Form):
    """One thing known about a person: only the fields that its kind has. A masked text is never put into the form."""

    text = forms.CharField(label=_("What is known"), max_length=300)
    other = forms.ChoiceField(label=_("Whom it concerns"), required=False)
    paper = forms.CharField(label=_("Paper: court, date, number"), max_length=160)
    since = DayField(label=_("Since"))
    until = DayField(label=_("Holds no more from"), required=False)

    def __init__(
        self, *args: Any, kind: DetailKind, people: Iterable[Member], saved: Detail | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial = _saved(saved)
        self.kind = kind
        self._ask_whom(people)
        if kind not in OF_COURT:
            self.fields["paper"].label, self.fields["paper"].required = _("Paper or source"), False
        if saved and kind in MASKED:
            self.fields["text"].help_text = _("What was written before is not shown here. Write the right one whole.")

    def _ask_whom(self, people: Iterable[Member]) -> None:
        if self.kind not in OF_SOMEBODY:
            del self.fields["other"]
        else:
            choices = [("", _("nobody from the list")), *((one.ref, one.name) for one in people)]
            self.fields["other"] = forms.ChoiceField(label=_("Whom it concerns"), choices=choices, required=False)
        if self.kind in BY_NAME:
            self.fields["text"].label, self.fields["text"].required = _("Name, if not on the list"), False
        elif self.kind in OF_COURT:
            self.fields["text"].label, self.fields["text"].required = _("What the court decided"), False
        elif self.kind in WORDLESS:
            self.fields["text"].label, self.fields["text"].required = _("Remarks"), False
        elif self.kind in TIES:
            self.fields["text"].label = _("With whom or what")


class EndForm(forms.Form):
    until = DayField(label=_("Holds no more from"))


def _saved(row: Detail | None) -> dict[str, Any]:
    if row is None:
        return {"since": today()}
    text = "" if row.kind in MASKED else row.text
    return {"text": text, "paper": row.paper, "since": row.since, "until": row.until}
