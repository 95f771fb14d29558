"""The shape of what is typed: a day, a number of people, and lines „who, what, how much”."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.forms import DayField
from kooperacja.income.amounts import LONGEST, read_amount
from kooperacja.income.law import kinds
from kooperacja.income.reckoning import MOST_LINES, MOST_PEOPLE, Given

COLUMNS = ("person", "kind", "amount")


class AmountField(forms.CharField):
    """An amount as people write it; nothing written is nothing, not zero."""

    @override
    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_amount(text) if text else None
        except RuleBroken as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a whole number.")},
    )


class IncomeForm(forms.Form):
    """`lines` is how many lines are shown; a line without an amount says nothing."""

    day = DayField(label=_("For which day"), help_text=_("The table that is valid on this day is used."))
    people = _count(_("How many people live and keep house together"))

    def __init__(self, *args: Any, lines: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = min(max(lines, 1), MOST_LINES)
        self.is_too_long = lines > MOST_LINES
        for number in range(self.lines):
            self._line(number)

    def _line(self, number: int) -> None:
        person = _count(_("Person (number)"))
        person.initial = 1
        self.fields[f"person_{number}"] = person
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Kind of receipt"), choices=[(kind.code, kind.label) for kind in kinds()]
        )
        self.fields[f"amount_{number}"] = AmountField(
            label=_("Złoty a month, or hectares"),
            required=False,
            max_length=LONGEST,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    @override
    def clean(self) -> dict[str, Any]:
        if self.is_too_long:
            most = {"most": MOST_LINES}
            self.add_error(None, _("At most %(most)s receipts can be reckoned at once.") % most)
        return self.cleaned_data

    def rows(self) -> Iterator[tuple[BoundField, ...]]:
        """The fields of each line, for the page."""
        for number in range(self.lines):
            yield tuple(self[f"{column}_{number}"] for column in COLUMNS)

    def given(self) -> list[Given]:
        lines = ((number, self.cleaned_data[f"amount_{number}"]) for number in range(self.lines))
        return [
            Given(self.cleaned_data[f"person_{number}"], self.cleaned_data[f"kind_{number}"], amount, number)
            for number, amount in lines
            if amount is not None
        ]
