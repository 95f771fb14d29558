"""The closed lists of purposes, categories and levels of data (DESIGN 4, domain.md 8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why data are read. A route declares exactly one; there is no default."""

    JOINT_HELP = "joint_help", _("joint help for a family")
    VIOLENCE = "violence", _("counteracting domestic violence")
    ADVICE = "advice", _("citizens advice")
    STATISTICS = "statistics", _("statistics and evaluation")
    OVERSIGHT = "oversight", _("supervision and data protection")


class Category(models.TextChoices):
    """What data are about."""

    COORDINATION = "coordination", _("coordination of help")
    IDENTITY = "identity", _("identity")
    FAMILY = "family", _("family and daily life")
    HOUSING = "housing", _("housing")
    INCOME = "income", _("income and debt")
    EMPLOYMENT = "employment", _("employment")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health")
    DISABILITY = "disability", _("disability")
    ADDICTION = "addiction", _("addiction")
    VIOLENCE = "violence", _("violence")
    CRIMINAL = "criminal", _("criminal matters")
    ADVICE = "advice", _("citizens advice")
    ADDRESS = "address", _("protected address")
    REPORTER = "reporter", _("who reported")


class Level(models.IntegerChoices):
    """The data class of domain.md 8, as a number."""

    DIRECTORY = 0, _("0 – directory")
    COORDINATION = 1, _("1 – coordination")
    ORDINARY = 2, _("2 – ordinary personal data")
    SPECIAL = 3, _("3 – special categories")
    VIOLENCE = 4, _("4 – violence, criminal matters")
    ADVICE = 5, _("5 – advice secret")


LEVEL_OF = {
    Category.COORDINATION: Level.COORDINATION,
    Category.IDENTITY: Level.ORDINARY,
    Category.FAMILY: Level.ORDINARY,
    Category.HOUSING: Level.ORDINARY,
    Category.INCOME: Level.ORDINARY,
    Category.EMPLOYMENT: Level.ORDINARY,
    Category.EDUCATION: Level.ORDINARY,
    Category.HEALTH: Level.SPECIAL,
    Category.DISABILITY: Level.SPECIAL,
    Category.ADDICTION: Level.SPECIAL,
    Category.VIOLENCE: Level.VIOLENCE,
    Category.CRIMINAL: Level.VIOLENCE,
    Category.ADVICE: Level.ADVICE,
    Category.ADDRESS: Level.VIOLENCE,
    Category.REPORTER: Level.VIOLENCE,
}
