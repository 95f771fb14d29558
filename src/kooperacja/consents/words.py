"""What became of an item, in a word, a tone and an icon."""

from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from kooperacja.consents.queries.case import ENDED, GIVEN, REFUSED, WITHDRAWN
from kooperacja.foundation.errors import Text


@dataclass(frozen=True, slots=True)
class Word:
    label: Text
    tone: str
    icon: str


STATUS = {
    GIVEN: Word(pgettext_lazy("consent", "In force"), "ok", "check"),
    REFUSED: Word(pgettext_lazy("consent", "Refused"), "stop", "x"),
    WITHDRAWN: Word(pgettext_lazy("consent", "Withdrawn"), "calm", "back"),
    ENDED: Word(pgettext_lazy("consent", "Ended"), "calm", "clock"),
}
