"""The shape of what people mark and type about actions. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.tasks.models import TaskState
from kooperacja.tasks.queries.listing import ANY, LATE
from kooperacja.tasks.words import NOTES

Choices = Sequence[tuple[Any, Any]]


class MoveForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""

    def __init__(self, *args: Any, choices: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("reason_code", "worker_id"):
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]


class ReasonForm(MoveForm):
    reason_code = forms.ChoiceField(label=_("Why not"), widget=forms.RadioSelect)


class WorkerForm(MoveForm):
    worker_id = forms.TypedChoiceField(label=_("Who leads it"), coerce=int)


class ReportForm(MoveForm):
    text = forms.CharField(widget=forms.Textarea, label=_("What was done, and what shows it"))


class MissingForm(MoveForm):
    text = forms.CharField(widget=forms.Textarea, label=_("What is missing"))


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("What you write down"), choices=NOTES, widget=forms.RadioSelect)
    text = forms.CharField(widget=forms.Textarea, label=_("What happened"))


class HelpForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("Does your institution help?"),
        choices=[("yes", _("Yes, we help")), ("no", _("No, we do not help"))],
        widget=forms.RadioSelect,
    )


class FilterForm(forms.Form):
    partner = forms.TypedChoiceField(label=_("Institution"), coerce=int, empty_value=None, required=False)
    case_number = forms.CharField(label=_("Case number"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("not finished")), (LATE, _("late")), (ANY, _("Any state")), *TaskState.choices],
        required=False,
    )

    def __init__(self, *args: Any, partners: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].choices = [("", _("Any institution")), *partners]  # type: ignore[attr-defined]
