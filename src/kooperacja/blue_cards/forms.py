"""The shape of what people mark and type about Blue Cards. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.blue_cards import law
from kooperacja.blue_cards.access import PARTS
from kooperacja.blue_cards.models import CardState, EndReason, Place
from kooperacja.blue_cards.queries.listing import LATE, OPEN
from kooperacja.foundation.clock import today
from kooperacja.foundation.forms import DayField

Choices = Sequence[tuple[Any, Any]]
OTHERS = 3
PART_CHOICES = [("", _("not in this card")), *((part.value, part.label) for part in PARTS)]


class FillForm(forms.Form):
    """Card A. `people` are those of the case: for each a part and an address; three places are left for others."""

    happened_on = DayField(label=_("Day of the event"))
    place = forms.ChoiceField(label=_("Where it happened"), choices=Place.choices)
    acts = forms.MultipleChoiceField(label=_("What happened"), widget=forms.CheckboxSelectMultiple)
    taken = forms.MultipleChoiceField(
        label=_("What was done at once"), widget=forms.CheckboxSelectMultiple, required=False
    )
    course = forms.CharField(label=_("Course of the event"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["acts"].choices = [(one.code, one.label) for one in law.acts(today())]
        fields["taken"].choices = [(one.code, one.label) for one in law.taken(today())]
        self.known = list(people)
        for ref, name in self.known:
            fields[f"part_{ref}"] = forms.ChoiceField(label=name, choices=PART_CHOICES, required=False)
            fields[f"address_{ref}"] = forms.CharField(
                label=_("Where %(name)s can be reached") % {"name": name}, max_length=200, required=False
            )
        for number in range(1, OTHERS + 1):
            told = {"number": number}
            fields[f"other{number}_first"] = forms.CharField(
                label=_("Another person %(number)s: first name") % told, max_length=80, required=False
            )
            fields[f"other{number}_last"] = forms.CharField(
                label=_("Another person %(number)s: surname") % told, max_length=120, required=False
            )
            fields[f"other{number}_part"] = forms.ChoiceField(
                label=_("Another person %(number)s: part") % told, choices=PART_CHOICES, required=False
            )
            fields[f"other{number}_address"] = forms.CharField(
                label=_("Another person %(number)s: where to reach") % told, max_length=200, required=False
            )


class DayForm(forms.Form):
    day = DayField(label=_("Day"), initial=today)


class HandOverForm(DayForm):
    team = forms.ChoiceField(label=_("Interdisciplinary team"))
    field_order = ("team", "day")

    def __init__(self, *args: Any, teams: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]


class GroupForm(DayForm):
    members = forms.TypedMultipleChoiceField(
        label=_("Members of the group"), widget=forms.CheckboxSelectMultiple, coerce=int
    )
    field_order = ("members", "day")

    def __init__(self, *args: Any, members: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].choices = members  # type: ignore[attr-defined]


class MeetForm(DayForm):
    absence_on = DayField(
        label=_("Absence of the suspect stated on"),
        required=False,
        help_text=_(
            "Leave it empty when the person came. Otherwise the time runs in which he or she is to be informed."
        ),
    )


class EndForm(DayForm):
    reason_code = forms.ChoiceField(label=_("Why it ends"), choices=EndReason.choices, widget=forms.RadioSelect)
    field_order = ("reason_code", "day")


class EntryForm(forms.Form):
    seen_on = DayField(label=_("Day"), initial=today)
    text = forms.CharField(label=_("What was seen or done"), widget=forms.Textarea)


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any state")), (OPEN, _("not ended")), (LATE, _("late")), *CardState.choices],
        required=False,
    )
