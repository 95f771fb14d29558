"""Yes, or no with a reason and the ways out."""

from collections.abc import Sequence
from dataclasses import dataclass

from kooperacja.foundation.errors import NotAllowed, Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a `can_*` function; true when allowed."""

    allowed: bool
    code: str = ""
    sentence: Text = ""
    ways: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `NotAllowed` with this reason unless the answer is yes."""
        if not self.allowed:
            raise NotAllowed(self.code, self.sentence, ways=self.ways)


YES = Verdict(True)


def no(code: str, sentence: Text, *ways: Text) -> Verdict:
    """A refusal: a stable code, a sentence for a worker, and what can be done instead."""
    return Verdict(False, code, sentence, tuple(ways))


def first_no(verdicts: Sequence[Verdict]) -> Verdict:
    """The first refusal of a list of conditions, or yes."""
    return next((verdict for verdict in verdicts if not verdict), YES)
