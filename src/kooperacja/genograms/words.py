"""What both pictures say, in words: for the tables, for a screen reader and for paper."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kooperacja.genograms.queries.relatives import Bond, Relative, Tree
from kooperacja.genograms.queries.ties import Strength, Tie

STRENGTHS = {
    Strength.STRONG: gettext_lazy("strong tie"),
    Strength.WEAK: gettext_lazy("weak tie"),
    Strength.STRAINED: gettext_lazy("strained tie"),
    Strength.PLAIN: gettext_lazy("tie, not described"),
}


def relations(tree: Tree, one: Relative) -> list[str]:
    """'parents: Marta Malinowska, Adam Malinowski'; nothing where nothing is written down."""
    names = {each.pk: each.name for each in tree.people}
    children = [link.two for link in tree.links if link.one == one.pk and link.bond == Bond.PARENT]
    cared = [link.two for link in tree.links if link.one == one.pk and link.bond == Bond.CARE]
    said = [
        (_("parents: %(names)s"), tree.linked(one.pk, Bond.PARENT)),
        (_("couple with: %(names)s"), tree.linked(one.pk, Bond.COUPLE)),
        (_("separated from: %(names)s"), tree.linked(one.pk, Bond.SEPARATED)),
        (_("children: %(names)s"), children),
        (_("in the care of: %(names)s"), tree.linked(one.pk, Bond.CARE)),
        (_("cares for: %(names)s"), cared),
    ]
    return [text % {"names": ", ".join(names[pk] for pk in names if pk in people)} for text, people in said if people]


def age(one: Relative) -> str:
    if one.has_died:
        return _("has died")
    if one.age is None:
        return ""
    return ngettext("%(count)s year old", "%(count)s years old", one.age) % {"count": one.age}


def whole(tree: Tree, one: Relative) -> str:
    """Everything about one symbol, as it is read aloud."""
    return ", ".join(filter(None, (one.name, age(one), one.kinship, *relations(tree, one))))


def whose(tie: Tie) -> str:
    return tie.whose or _("the whole family")


def how(tie: Tie) -> str:
    return _("in the family's team") if tie.is_team else str(STRENGTHS[tie.strength])
