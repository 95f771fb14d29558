"""The shape of what people mark and type about requests. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.documents.fields import FileField
from kooperacja.foundation.forms import DayField
from kooperacja.inquiries.models import InquiryKind, InquiryState
from kooperacja.inquiries.queries.asking import AskPage
from kooperacja.inquiries.queries.listing import LATE

Choices = Sequence[tuple[Any, Any]]
SECRET = _(
    "Leave it empty: the person reads in “Who got my data” that you asked. Give a day only where that would endanger"
    " somebody; then look at it again before it comes."
)


class _TextForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea, label=_("Why you ask, and what you need it for"))


class AgainForm(_TextForm):
    """For access, to who handed something over before."""

    categories = forms.MultipleChoiceField(
        label=_("What you ask for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what an agreement in force lets them show."),
    )
    field_order = ("categories", "text")

    def __init__(self, *args: Any, data: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["categories"].choices = data  # type: ignore[attr-defined]


class _CaseForm(_TextForm):
    """About a person of one's own case."""

    person = forms.ChoiceField(label=_("About whom"))
    addressee = forms.TypedChoiceField(label=_("Whom you ask"), coerce=int)
    review_on = DayField(label=_("Do not tell the person until"), required=False, help_text=SECRET)
    field_order = ("basis", "person", "addressee", "categories", "text", "review_on")

    def __init__(self, *args: Any, page: AskPage, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["person"].choices = page.people
        fields["addressee"].choices = [("", _("Choose")), *page.institutions]
        fields["categories"].choices = page.data


class AccessForm(_CaseForm):
    categories = forms.MultipleChoiceField(label=_("What you ask for"), widget=forms.CheckboxSelectMultiple)


class InformationForm(_CaseForm):
    """By a provision that obliges the addressee: one kind of data at a time."""

    basis = forms.ChoiceField(label=_("On what basis"))
    categories = forms.ChoiceField(label=_("What it is about"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, page: AskPage, **options: Any) -> None:
        super().__init__(*args, page=page, **options)
        choices = [(line.code, f"{line.label} ({line.article})") for line in page.bases]
        self.fields["basis"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["basis"].widget = forms.HiddenInput()
        self.fields["text"].label = _("What you ask for, and for which decision")


class PutOffForm(forms.Form):
    review_on = DayField(label=_("Do not tell the person until"), required=False, help_text=SECRET)


class AnswerForm(forms.Form):
    text = forms.CharField(widget=forms.Textarea, label=_("Answer"))


class FileForm(forms.Form):
    file = FileField()


class RefuseForm(forms.Form):
    reason_code = forms.ChoiceField(label=_("Why not"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason_code"].choices = reasons  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""


class FilterForm(forms.Form):
    partner = forms.TypedChoiceField(label=_("Institution"), coerce=int, empty_value=None, required=False)
    case_number = forms.CharField(label=_("Case number"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *InquiryKind.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Any state")), (LATE, _("late")), *InquiryState.choices], required=False
    )

    def __init__(self, *args: Any, partners: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].choices = [("", _("Any institution")), *partners]  # type: ignore[attr-defined]
