"""Who somebody is in a household, and what is written down about a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import Category


class Kinship(models.TextChoices):
    """Who somebody is in the household."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    DAUGHTER = "daughter", _("daughter")
    SON = "son", _("son")
    STEPMOTHER = "stepmother", _("stepmother")
    STEPFATHER = "stepfather", _("stepfather")
    FOSTER_PARENT = "foster_parent", _("foster parent")
    GRANDMOTHER = "grandmother", _("grandmother")
    GRANDFATHER = "grandfather", _("grandfather")
    PARTNER = "partner", _("partner")
    RELATIVE = "relative", _("other relative")
    GUARDIAN = "guardian", _("legal guardian")
    FOSTER_CHILD = "foster_child", _("foster child")
    LODGER = "lodger", _("other person in the household")
    SINGLE = "single", _("single person")


class DetailKind(models.TextChoices):
    """What a dated row about a person says."""

    ADDRESS = "address", _("address")
    PROTECTED_ADDRESS = "protected_address", _("protected address")
    CONTACT = "contact", _("telephone or e-mail")
    CITIZENSHIP = "citizenship", _("citizenship")
    BENEFIT = "benefit", _("benefit")
    INSTITUTION = "institution", _("institution that helps already")
    HEALTH = "health", _("health")
    DISABILITY = "disability", _("disability")
    REPORTER = "reporter", _("who reported")
    PARENT = "parent", _("who is the parent")
    NOT_PARENT = "not_parent", _("who is no parent: step-parent or foster parent")
    PARTNER = "partner", _("couple with")
    SEPARATED = "separated", _("separated from")
    DIED = "died", _("has died")
    TIE_STRONG = "tie_strong", _("strong tie with")
    TIE_WEAK = "tie_weak", _("weak tie with")
    TIE_STRAINED = "tie_strained", _("strained tie with")
    GUARDIAN = "guardian", _("guardian appointed by the court")
    CURATOR = "curator", _("curator whom the court lets represent")
    AUTHORITY_LIMITED = "limited", _("parental authority limited")
    AUTHORITY_SUSPENDED = "suspended", _("parental authority suspended")
    AUTHORITY_DEPRIVED = "deprived", _("parental authority taken away")
    INCAPACITATED_WHOLLY = "wholly", _("wholly incapacitated")
    INCAPACITATED_PARTLY = "partly", _("partly incapacitated")
    FORMER_NAME = "former_name", _("name and surname written before")
    FORMER_BIRTH = "former_birth", _("date of birth written before")
    FORMER_SCHOOL = "former_school", _("school and class written before")
    FORMER_WORK = "former_work", _("work written before")


# A stricter label is a row of its own. That a court has decided is a matter of the family, so that whoever
# takes a consent sees who may give it; why the court has decided so is a row of health (decision 0029).
CATEGORY_OF = {
    DetailKind.ADDRESS: Category.HOUSING,
    DetailKind.PROTECTED_ADDRESS: Category.ADDRESS,
    DetailKind.CONTACT: Category.IDENTITY,
    DetailKind.CITIZENSHIP: Category.IDENTITY,
    DetailKind.BENEFIT: Category.INCOME,
    DetailKind.INSTITUTION: Category.COORDINATION,
    DetailKind.HEALTH: Category.HEALTH,
    DetailKind.DISABILITY: Category.DISABILITY,
    DetailKind.REPORTER: Category.REPORTER,
    DetailKind.PARENT: Category.FAMILY,
    DetailKind.NOT_PARENT: Category.FAMILY,
    DetailKind.PARTNER: Category.FAMILY,
    DetailKind.SEPARATED: Category.FAMILY,
    DetailKind.DIED: Category.FAMILY,
    DetailKind.TIE_STRONG: Category.FAMILY,
    DetailKind.TIE_WEAK: Category.FAMILY,
    DetailKind.TIE_STRAINED: Category.FAMILY,
    DetailKind.GUARDIAN: Category.FAMILY,
    DetailKind.CURATOR: Category.FAMILY,
    DetailKind.AUTHORITY_LIMITED: Category.FAMILY,
    DetailKind.AUTHORITY_SUSPENDED: Category.FAMILY,
    DetailKind.AUTHORITY_DEPRIVED: Category.FAMILY,
    DetailKind.INCAPACITATED_WHOLLY: Category.FAMILY,
    DetailKind.INCAPACITATED_PARTLY: Category.FAMILY,
    DetailKind.FORMER_NAME: Category.IDENTITY,
    DetailKind.FORMER_BIRTH: Category.IDENTITY,
    DetailKind.FORMER_SCHOOL: Category.EDUCATION,
    DetailKind.FORMER_WORK: Category.EMPLOYMENT,
}
# What the data of a person said before: kept by the act that replaces it, and typed by nobody.
KEPT = frozenset({DetailKind.FORMER_NAME, DetailKind.FORMER_BIRTH, DetailKind.FORMER_SCHOOL, DetailKind.FORMER_WORK})
# Whose child it is, where the place in the household does not say it or says it wrongly.
PARENTHOOD = frozenset({DetailKind.PARENT, DetailKind.NOT_PARENT})
# Who makes or made a couple with whom; whose children they have is said by the children.
COUPLES = frozenset({DetailKind.PARTNER, DetailKind.SEPARATED})
# With whom or what a person has to do, and how it is (an ecomap); it is named in the text.
TIES = frozenset({DetailKind.TIE_STRONG, DetailKind.TIE_WEAK, DetailKind.TIE_STRAINED})
# What a court decides about one person and another.
BETWEEN = frozenset(
    {
        DetailKind.GUARDIAN,
        DetailKind.CURATOR,
        DetailKind.AUTHORITY_LIMITED,
        DetailKind.AUTHORITY_SUSPENDED,
        DetailKind.AUTHORITY_DEPRIVED,
    }
)
# A page says that there is one; what it says is shown by an act of its own, which the trail remembers.
MASKED = frozenset({DetailKind.PROTECTED_ADDRESS, DetailKind.REPORTER})
# What names another person, and what a court decides, so that a paper must be named.
OF_SOMEBODY = PARENTHOOD | COUPLES | BETWEEN
# What says enough without a text.
WORDLESS = PARENTHOOD | COUPLES | {DetailKind.DIED}
OF_COURT = BETWEEN | {DetailKind.INCAPACITATED_WHOLLY, DetailKind.INCAPACITATED_PARTLY}
CHILDREN = frozenset({Kinship.DAUGHTER, Kinship.SON, Kinship.FOSTER_CHILD})
PARENTS = frozenset({Kinship.MOTHER, Kinship.FATHER})
# Whose parents the parents of the household are. A foster child has its own ones elsewhere.
BORN_TO_THEM = frozenset({Kinship.DAUGHTER, Kinship.SON})
# By what a person is found. Health, who reported and a protected address find nobody.
FINDS = (DetailKind.ADDRESS.value, DetailKind.CONTACT.value)
# What a family card on paper says (domain.md A.7, T08). Health, who reported and a protected address are left out, and
# so is every word that there is one: a paper lies on a table where a family sits.
ON_PAPER = (
    DetailKind.ADDRESS.value,
    DetailKind.CONTACT.value,
    DetailKind.CITIZENSHIP.value,
    DetailKind.BENEFIT.value,
    DetailKind.INSTITUTION.value,
    *sorted(kind.value for kind in PARENTHOOD | OF_COURT),
)
