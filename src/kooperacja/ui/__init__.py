"""How every page looks and is rendered: "what do people see, and in which words do we refuse them?"

Its words: *component* (a macro of `templates/ui/components`), *shell* (what surrounds every page),
*block* (a named part of a page that is rendered alone for htmx), *token* (a colour, size or space of
the style sheet). The package knows no institution, case or right: the shell of a request is made by
the callable that the setting `KOOPERACJA_SHELL` names.
"""
