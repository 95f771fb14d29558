"""All deadlines of a worker on one page, by day, and a calendar for the telephone: what is to be done until when.

A deadline itself belongs to what it is of (a referral, a request, a case, an agreement) and is counted there; nothing
is stored here but the secret addresses of calendars. A calendar that leaves the house says how many deadlines a day
has and nothing else: no name, no number, no institution.
"""
