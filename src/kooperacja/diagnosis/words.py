"""What happened to a diagnosis, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.foundation.errors import Text

STEPS: dict[str, Text] = {
    "begin": pgettext_lazy("diagnosis", "Begun"),
    "rate": _("An area was rated"),
    "finish": pgettext_lazy("diagnosis", "Finished"),
    "abandon": pgettext_lazy("diagnosis", "Abandoned"),
}
