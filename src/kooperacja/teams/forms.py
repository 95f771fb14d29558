"""Shape of what people type about teams. Rules are asked by the actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.clock import today
from kooperacja.foundation.forms import DayField
from kooperacja.teams.queries import SORTS, Wanted
from kooperacja.teams.shape import LARGEST_FILE, ActKind, Function, Variant
from kooperacja.teams.workflow import STATES

Choices = Iterable[tuple[Any, Any]]


class FilterForm(forms.Form):
    """The filters of the list. A word that is no choice filters nothing and is shown as wrong."""

    q = forms.CharField(label=_("Name or institution"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, kinds: Mapping[str, str], areas: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        everything = ("", pgettext_lazy("filter", "all"))
        states = [(state.value, state.label) for state in STATES]
        for name, choices in (("kind", kinds.items()), ("state", states), ("area", areas.items())):
            self.fields[name].choices = [everything, *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value}
        if known.get("sort", "").lstrip("-") not in SORTS:
            known.pop("sort", None)
        return Wanted(**known)


class FoundForm(forms.Form):
    """Under which variant a team is founded, how it is called, on which agreement it rests."""

    kind = forms.ChoiceField(label=_("Kind of team"), help_text=_("As the variant of the model in your region says."))
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example PZK Wierzbowo."))
    agreement = forms.ChoiceField(
        label=_("Agreement on which it rests"),
        required=False,
        help_text=_("It can be chosen later. A team that the law founds needs none."),
    )

    def __init__(self, data: Any, *, variants: Mapping[str, Variant], agreements: Choices) -> None:
        super().__init__(data)
        groups = [
            (variant.name, [(f"{code}/{kind.code}", f"{kind.short_name} – {kind.name}") for kind in variant.kinds])
            for code, variant in variants.items()
        ]
        self.fields["kind"].choices = [("", _("Choose")), *groups]  # type: ignore[attr-defined]
        self.fields["agreement"].choices = [("", _("none yet")), *agreements]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        variant, _slash, kind = self.cleaned_data["kind"].partition("/")
        return {"variant": variant, "kind": kind, "name": self.cleaned_data["name"]}


class ChangeForm(forms.Form):
    """What of a team changes while it lives."""

    name = forms.CharField(label=_("Name"), max_length=200)
    agreement = forms.ChoiceField(label=_("Agreement on which it rests"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, agreements: Choices, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["agreement"].choices = [("", _("none yet")), *agreements]  # type: ignore[attr-defined]


class ActForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of the paper"), choices=ActKind.choices)
    number = forms.CharField(label=_("Number"), max_length=60)
    issuer = forms.CharField(
        label=_("Issued by"), max_length=120, help_text=_("A post, for example: head of the commune.")
    )
    signed_on = DayField(label=_("Day of signing"), is_past=True)


class FindForm(forms.Form):
    """Narrows the institutions that can be chosen."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=100)

    def words(self) -> str:
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class SeatForm(forms.Form):
    institution = forms.TypedChoiceField(label=_("Institution"), coerce=int, widget=forms.RadioSelect)
    function = forms.ChoiceField(label=_("Function"))

    def __init__(self, data: Any, *, candidates: Choices, functions: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["institution"].choices = list(candidates)  # type: ignore[attr-defined]
        known = [(one, Function(one).label) for one in functions]
        self.fields["function"].choices = known  # type: ignore[attr-defined]
        self.fields["function"].initial = Function.MEMBER.value


class WorkerForm(forms.Form):
    user_id = forms.TypedChoiceField(label=_("Worker"), coerce=int)

    def __init__(self, data: Any, *, workers: Choices) -> None:
        super().__init__(data)
        self.fields["user_id"].choices = [("", _("Choose")), *workers]  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    signed_on = DayField(label=_("Day of signing"), is_past=True, initial=today)


class StatementForm(forms.Form):
    """The words stand on the page; what is sent says which words they were."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=10)


class ConflictForm(forms.Form):
    words = forms.CharField(
        label=_("What it is about"),
        max_length=300,
        widget=forms.Textarea,
        help_text=_(
            "In general words, for example: matters of the school in which I also teach. Name no family: from"
            " one family you keep away in its own file."
        ),
    )


class EndSeatForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea)


class ConfirmForm(forms.Form):
    """Asks for nothing; its page says what will happen."""


class VariantFileForm(forms.Form):
    """A file of a variant, of which first only is told what it would do."""

    file = forms.FileField(
        label=pgettext_lazy("field", "File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=_("A TOML file in UTF-8, best made from a downloaded one. Nothing is saved before you confirm."),
    )


class VariantTextForm(forms.Form):
    """The words of the file that was tried, sent again to be saved."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST_FILE, strip=False)


FORM_OF_MOVE: Mapping[str, type[forms.Form]] = {"start": ConfirmForm, "end": ReasonForm}
