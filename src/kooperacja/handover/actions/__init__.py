"""Who stands in, who takes files for good. All rows of an act are written or none."""

from kooperacja.handover.actions.checks import see_news
from kooperacja.handover.actions.passing import hand_over, release, take
from kooperacja.handover.actions.substitutions import arrange, end_substitution

__all__ = ["arrange", "end_substitution", "hand_over", "release", "see_news", "take"]
