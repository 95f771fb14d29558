"""The shape of what people mark and type about meetings. Rules are in the actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.documents.fields import FileField
from kooperacja.foundation.forms import DayField
from kooperacja.meetings.models import Answer, Choice, MeetingState, Why
from kooperacja.meetings.queries.page import ItemPage

Choices = Sequence[tuple[Any, Any]]


class PlanForm(forms.Form):
    day = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("Hour"), input_formats=["%H:%M"], error_messages={"invalid": _("Write the hour like this: 10:30.")}
    )
    minutes_long = forms.IntegerField(label=_("How long, in minutes"), initial=90)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link"), max_length=300, required=False, assume_scheme="https", help_text=_("Where you meet on-line.")
    )


class NewForm(PlanForm):
    quorum = forms.IntegerField(
        label=_("Quorum"),
        min_value=0,
        required=False,
        help_text=_("Only where the rules of your team name another number than more than half of the members."),
    )


class ChangeForm(PlanForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)


class FinishForm(forms.Form):
    next_on = DayField(label=_("The team meets next on"), required=False)
    reason = forms.CharField(label=_("Or why there is no next date"), max_length=300, required=False)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Do you come?"), widget=forms.RadioSelect, choices=[one for one in Answer.choices if one[0] != "none"]
    )


class ReplyForm(forms.Form):
    file = FileField()


class ItemForm(forms.Form):
    title = forms.CharField(label=_("What it is about"), max_length=200, help_text=_("Without names."))


class CaseForm(forms.Form):
    case = forms.ChoiceField(label=_("Case"))
    why = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect, choices=Why.choices)

    def __init__(self, *args: Any, due: Choices, others: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        groups = [(_("Due"), due), (_("Other cases"), others)]
        self.fields["case"].choices = [("", _("Choose")), *(one for one in groups if one[1])]  # type: ignore[attr-defined]


class PresenceForm(forms.Form):
    seats = forms.TypedMultipleChoiceField(
        label=_("Who is present"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seats"].choices = seats  # type: ignore[attr-defined]


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("Minutes"),
        required=False,
        strip=False,
        widget=forms.Textarea,
        help_text=_("Case numbers, and no names. It is saved while you write."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    # After a conflict: the version that is shown beside what is typed. Only who presses the button means it.
    newest = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DecideForm(forms.Form):
    """A row of choices for each who votes."""

    words = forms.CharField(label=_("Decision"), max_length=500)
    charged = forms.TypedChoiceField(label=_("Who does it"), coerce=int, empty_value=None, required=False)
    due_on = DayField(label=_("Until when"), required=False)
    mark = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: ItemPage, **options: Any) -> None:
        super().__init__(*args, **options)
        self.voters = page.voters
        self.fields["charged"].choices = [("", _("nobody: nothing is to be done")), *page.institutions]  # type: ignore[attr-defined]
        votes = {vote.name: vote for vote in page.row.votes}
        for one in page.voters:
            said = votes.get(one.name)
            self.fields[f"vote_{one.invitation_id}"] = forms.ChoiceField(
                label=one.name,
                required=False,
                choices=[("", pgettext_lazy("vote", "no vote")), *Choice.choices],
                initial=said.choice if said else "",
            )
            self.fields[f"objection_{one.invitation_id}"] = forms.CharField(
                label=_("Dissenting opinion: %(name)s") % {"name": one.name},
                max_length=500,
                required=False,
                initial=said.objection if said else "",
            )

    def by_voter(self, prefix: str) -> Mapping[int, str]:
        typed = self.cleaned_data
        said = {one.invitation_id: typed.get(f"{prefix}_{one.invitation_id}", "") for one in self.voters}
        return {pk: text for pk, text in said.items() if text}


class RecuseForm(forms.Form):
    user = forms.TypedChoiceField(label=_("Who keeps away"), coerce=int)

    def __init__(self, *args: Any, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].choices = people  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    team = forms.ChoiceField(label=_("Team"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any state")), *MeetingState.choices], required=False)
    since = DayField(label=pgettext_lazy("day", "From"), required=False)
    until = DayField(label=pgettext_lazy("day", "To"), required=False)

    def __init__(self, *args: Any, teams: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].choices = [("", _("Any team")), *teams]  # type: ignore[attr-defined]
