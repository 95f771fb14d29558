"""What the forms of all packages share: Polish dates, and refusals shown beside their field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Conflict, KooperacjaError
from kooperacja.foundation.replacing import Change

# As people write a day here, and as machines and pickers do; no language of the reader changes it.
DAY_FORMATS = ("%d.%m.%Y", "%Y-%m-%d")
# Nobody who is alive was born earlier.
OLDEST = date(1900, 1, 1)

ACCEPTED, CONFLICTING, REFUSED = 200, 409, 422


class DayField(forms.DateField):
    """A day as 02.11.2026 or 2026-11-02; `is_past` refuses days that have not come yet. `example` is
    what the page shows beside the field.
    """

    def __init__(self, *, is_past: bool = False, example: str = "02.11.2026", **options: Any) -> None:
        self.is_past, self.example = is_past, example
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(format=DAY_FORMATS[0]),
            error_messages={"invalid": _("Write the day like this: 23.11.2026.")},
            **options,
        )

    @override
    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day < OLDEST:
            raise forms.ValidationError(_("Give a day after the year 1899."), code="too_early")
        if day and self.is_past and day > today():
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return day


class ReplacingForm(forms.Form):
    """Asks why, where something that is saved is replaced; `asked` are the fields that count."""

    asked: tuple[str, ...] = ()
    change = forms.ChoiceField(
        label=_("Why do you change what was saved?"),
        help_text=_(
            "Answer when you change something that was filled in. Institutions that got it in a letter are told of a"
            " mistake; a window shows the present data by itself."
        ),
        choices=Change.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    @override
    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        saved = ((name, self.initial.get(name)) for name in self.asked if name in self.fields)
        is_replaced = any(value and typed.get(name) != value for name, value in saved)
        if is_replaced and not typed.get("change") and "change" not in self.errors:
            self.add_error("change", _("Say whether it was a mistake or has changed in life."))
        return {**typed, "change": typed.get("change") or Change.ERROR.value}


def obey(form: BaseForm, act: Callable[[], str]) -> str:
    """Do it and return where to go; a refusal about a field of the form is put there instead, and
    nothing is returned. So is the word that somebody else was quicker, where the form carries the
    version that was shown: what was typed is not lost. Other refusals go on to the middleware.
    """
    try:
        return act()
    except KooperacjaError as refusal:
        overtaken = isinstance(refusal, Conflict) and "version" in form.fields
        if refusal.field is None and not overtaken:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        form.is_conflicting = isinstance(refusal, Conflict)  # type: ignore[attr-defined]
        return ""


def renew(form: BaseForm, **versions: int) -> None:
    """After a conflict: the form keeps what was typed and now carries the versions that are shown
    beside it, so that sending it again is a decision and not an accident.
    """
    data = form.data.copy()  # type: ignore[attr-defined]  # A QueryDict, which a view gave it.
    for name, version in versions.items():
        data[name] = str(version)
    form.data = data


def status_of(form: BaseForm) -> int:
    """The status under which a form is shown: as it was asked for, or refused."""
    if not form.errors:
        return ACCEPTED
    return CONFLICTING if getattr(form, "is_conflicting", False) else REFUSED


def overtaken(form: forms.Form | forms.ModelForm, stored: Mapping[str, Any]) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    """When somebody else was quicker: label and stored value of each field where it is not what was
    typed. The form is brought to the stored version: saving again is then a decision and no loss.
    """
    if not getattr(form, "is_conflicting", False):
        return []
    form.data = {**form.data.dict(), "version": stored["version"]}  # type: ignore[attr-defined]  # A sent form.
    names = [name for name, value in form.cleaned_data.items() if name != "version" and value != stored[name]]
    return [(str(form[name].label), _told(form.fields[name], stored[name])) for name in names]


def _told(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return value.strftime(DAY_FORMATS[0])
    words = dict(getattr(field, "choices", ()))
    return str(words.get(value, value) or "–")
