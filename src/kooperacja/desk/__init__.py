"""A worker's day: home, inbox, lists with saved views, the case file composed of all parts.

It owns no facts of the field. It composes the queries of the packages below it.
"""
