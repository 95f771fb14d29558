"""The ten areas of a diagnosis (domain.md A.8 [I]) and the category of data that each of them is about. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.agreements.labels import Category

LOWEST, HIGHEST = 1, 5


class Area(models.TextChoices):
    HOUSING = "housing", pgettext_lazy("area", "Housing")
    INCOME = "income", pgettext_lazy("area", "Income and debt")
    WORK = "work", pgettext_lazy("area", "Work and education of adults")
    HEALTH = "health", pgettext_lazy("area", "Health and disability")
    ADDICTION = "addiction", pgettext_lazy("area", "Addiction")
    PARENTING = "parenting", pgettext_lazy("area", "Parenting and care")
    SCHOOL = "school", pgettext_lazy("area", "Child development and school")
    SAFETY = "safety", pgettext_lazy("area", "Relations and safety")
    TIES = "ties", pgettext_lazy("area", "Social and neighbour ties")
    RIGHTS = "rights", pgettext_lazy("area", "Official matters and rights")


# Who may read and write a rating follows from it. Relations are of the category family, as daily life is: a
# suspicion of violence is no rating and goes the statutory way.
CATEGORY_OF: dict[str, Category] = {
    Area.HOUSING: Category.HOUSING,
    Area.INCOME: Category.INCOME,
    Area.WORK: Category.EMPLOYMENT,
    Area.HEALTH: Category.HEALTH,
    Area.ADDICTION: Category.ADDICTION,
    Area.PARENTING: Category.FAMILY,
    Area.SCHOOL: Category.EDUCATION,
    Area.SAFETY: Category.FAMILY,
    Area.TIES: Category.FAMILY,
    Area.RIGHTS: Category.FAMILY,
}
# One bit for each area, in the order above.
BIT_OF: dict[str, int] = {area: 1 << number for number, area in enumerate(Area.values)}
ALL_RATED = sum(BIT_OF.values())


class Source(models.TextChoices):
    """From where a rating is known."""

    TALK = "talk", _("talk with the family")
    VISIT = "visit", _("visit at home")
    WORKSHOP = "workshop", _("diagnostic workshop")
    PAPERS = "papers", _("documents")
    INSTITUTION = "institution", _("information from an institution")


class WithoutWorkshops(models.TextChoices):
    """Why two workshops were not held. Coded: the row is of level 1, where no word about a family stands."""

    DECLINED = "declined", _("the family did not want workshops")
    AWAY = "away", _("the family could not come")
    ALONE = "alone", _("talks with each person on its own were better")
    STOPPED = "stopped", _("meetings could not be held at that time")


class NotHeld(models.TextChoices):
    """Why a workshop was cancelled; coded for the same reason."""

    FAMILY = "family", _("the family did not come")
    INSTITUTIONS = "institutions", _("institutions could not come")
    OTHER_DAY = "other_day", _("it is held on another day")
