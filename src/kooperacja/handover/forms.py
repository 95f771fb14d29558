"""Shapes of what people choose: whose files, which days, who takes which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.forms import DayField
from kooperacja.handover.kinds import Reason
from kooperacja.handover.rows import chosen_of

Choices = Sequence[tuple[int, str]]
CHOOSE = ("", pgettext_lazy("choice", "choose"))
NOBODY_YET = ("", _("choose at each file"))


class RowsField(forms.Field):
    """What the lists of a table send, one for each file: `file:colleague`."""

    widget = forms.MultipleHiddenInput

    @override
    def clean(self, value: Any) -> Any:
        try:
            return chosen_of(value or ())
        except RuleBroken as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


def _worker(label: Any, *, required: bool = True) -> Any:
    nobody: Any = 0
    return forms.TypedChoiceField(label=label, coerce=int, required=required, empty_value=nobody)


class _OfAWorker(forms.Form):
    """Whose files, and who takes most of them; what was asked by GET is sent again with the files by POST."""

    def __init__(self, *args: Any, workers: Choices, colleagues: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["worker"].choices = workers if len(workers) == 1 else [CHOOSE, *workers]  # type: ignore[attr-defined]
        self.fields["to"].choices = [NOBODY_YET, *colleagues]  # type: ignore[attr-defined]


class ArrangeForm(_OfAWorker):
    worker = _worker(_("Who is away"))
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    to = _worker(_("Who stands in for most files"), required=False)
    rows = RowsField(required=False)


class HandOverForm(_OfAWorker):
    worker = _worker(_("Whose files"))
    reason = forms.ChoiceField(label=_("Why"), choices=[CHOOSE, *Reason.choices])
    to = _worker(_("Who takes most of them"), required=False)
    rows = RowsField(required=False)


class TakeForm(forms.Form):
    rows = RowsField(required=False)


class EndForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""
