"""The diagnosis of a family: ten areas of life rated from 1 to 5 with the family, its workshops, and how both changed.

Each round is a row of its own with the questionnaire that it was answered with, so that rounds are compared over time.
A rating says what the family manages and what it needs; it decides about nothing, and a suspicion of violence is not
written here: that has a path of its own.
"""
