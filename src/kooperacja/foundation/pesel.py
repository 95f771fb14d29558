"""PESEL, the number of a person in Poland: what is wrong with a typed one, the birth date, the mask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidComponent
from stdnum.pl import pesel
from typing_extensions import override

from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.forms import OLDEST

DIGITS = 11
# No digit is shown. Beside the date of birth, which stands on the same page, the last four would give
# away the whole number: the check digit tells the one that is left.
MASK = "•" * DIGITS


def checked(text: str) -> str:
    """The number without spaces and hyphens, or a refusal that says what is wrong with it."""
    number = pesel.compact(text)
    if not (number.isascii() and number.isdigit()):
        raise _wrong("letters", _("A PESEL number holds digits only."))
    if len(number) != DIGITS:
        told = _("A PESEL number has 11 digits; this one has %(count)s.") % {"count": len(number)}
        raise _wrong("length", told)
    if pesel.calc_check_digit(number[:-1]) != number[-1]:
        raise _wrong("check_digit", _("This PESEL number holds a slip: its digits do not agree with one another."))
    born_on(number)
    return number


def born_on(number: str) -> date:
    try:
        day: date = pesel.get_birth_date(number)
    except InvalidComponent:
        raise _no_date() from None
    if not OLDEST <= day <= today():
        raise _no_date()
    return day


def _wrong(code: str, sentence: str) -> RuleBroken:
    return RuleBroken(f"pesel.{code}", sentence, field="pesel")


def _no_date() -> RuleBroken:
    return _wrong("date", _("The first six digits of this PESEL number are no possible date of birth."))


class PeselField(forms.CharField):
    """The number as typed, with or without spaces. Saved numbers are never put into a field."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(label=gettext_lazy("PESEL"), max_length=20, widget=forms.TextInput(attrs=attrs), **options)

    @override
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return checked(text)
        except RuleBroken as wrong:
            raise forms.ValidationError(str(wrong), code=wrong.code) from wrong
