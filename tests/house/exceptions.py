"""Every exception from a rule of the house, with its reason. An exception that is not needed fails.

The key is what the rule finds: `package/file function: what`. A new line here is a decision.
"""

# Writes of rows outside of a room `actions`.
WRITERS = {
    "accounts/models.py create_user: .save(": "Django's own way to make an account is its manager;"
    " only accounts.actions and the tests call it",
    "ui/jinja.py environment: .update(": "the options of Jinja2 are a dictionary",
}

# Statements that are written by hand.
RAW_SQL = {
    "foundation/words.py database_forwards: .execute(": "the index of words, which Django has no words for",
    "foundation/words.py database_backwards: .execute(": "the same index, taken away",
    "access/visible.py _sizes: .cursor(": "counts around what the ORM has compiled",
    "access/visible.py _sizes: .execute(": "counts around what the ORM has compiled",
    "access/snapshot.py read_transaction: .cursor(": "PostgreSQL is told here that a snapshot only reads",
    "access/snapshot.py read_transaction: .execute(": "PostgreSQL is told here that a snapshot only reads",
    "access/permit.py _tell: .execute(": "PostgreSQL is told here in whose name the next statement runs",
    "access/wall.py _ask: .cursor(": "policies, roles and rights of PostgreSQL, which Django has no words for",
    "access/wall.py _ask: .execute(": "policies, roles and rights of PostgreSQL, which Django has no words for",
    "config/durability.py _asked: .cursor(": "asks the engine how it keeps what was written",
    "config/durability.py _asked: .execute(": "asks the engine how it keeps what was written",
    "config/doctor.py _postgresql: .cursor(": "asks PostgreSQL for its version and its settings",
    "config/doctor.py _postgresql: .execute(": "asks PostgreSQL for its version and its settings",
}

# Columns that lead to an account and are written beside every dated fact (foundation.intervals).
COLUMNS_OF_NOBODY = {
    "recorded_by": "the number of the account that recorded a fact, 0 for the law; the account itself is declared"
    " (accounts.User), and the number leads nowhere once it is anonymised",
}

# Columns that look as if they held people and hold none.
TABLES_OF_NOBODY = {}

# Pages of the library that signs people in and out. They guard themselves and show no protected row.
LIBRARY_PAGES = {
    "account_login": "the page on which people sign in",
    "account_logout": "the page on which people sign out",
    "account_change_password": "the page for a new password",
    "account_inactive": "says that an account was closed",
}

# Kinds of pages, as the routes name them, that show no protected row.
OTHER_KINDS = {
    "institution": "the directory is level 0",
    "agreement": "agreements are level 0",
    "team": "level 1: institutions and workers of a standing team; teams.access.visible_teams asks who sits in it",
    "questionnaire": "what is asked of each area of a diagnosis and what the scale means; level 0, no answer in it",
    "model_variant": "how kinds of teams are called in each project; level 0",
    "worker": "level 1, of the own institution only; each query and action asks desk.access",
    "request_for_officer": "who passed a person's request on to the officer of the own institution, and when; nobody it"
    " is about is named, and only the officer reads it",
    "meeting": "level 1: team, place, time and who comes; what is said of families there are rows of `caseitem`,"
    " which only the door opens",
    "saved_view": "the reader's own filters",
    "emergency": "who opened an emergency access and why; the own ones, or those that the officer reviews",
    "income": "arithmetic over what is typed and not kept; nobody is named and no row is read",
    "rule": "dated tables of the law and of roles; no personal data",
    "lock": "locks of the own institution that the reader's role lifts, by number and kind; no name of a client,"
    " for a restriction closes the file also to those who lift it",
    "substitution": "who is away, who stands in, until when and in how many files; of the own institution, and only"
    " those whom it concerns or who supervise read it",
    "window": "what a partner shows to the institution: category, purpose, agreement, until when, who looks through;"
    " whom it is about is never told, and only who supervises the institution asks",
    "wording": "texts of notices and consents, of the own institution; nobody is named but who wrote and approved them",
    "naming": "whether people are told names of workers: decisions of the own institution; nobody is named but who made"
    " them",
    "trial": "numbers of rows that partners would see; sharing.access, and only windows of the reader's institution",
    "access_token": "the reader's own keys for programs",
    "calendar": "the reader's own secret address of a calendar, which counts deadlines and names nothing",
    "notice": "the reader's own notices; there is no name in them",
    "mail": "how often the reader gets e-mail, and when the last ones went out; nothing of clients is in them",
}

# Templates that a library or the server asks for by name.
TEMPLATES_OF_LIBRARIES = {
    "account/login.html": "the page of allauth's sign-in",
    "account/logout.html": "the page of allauth's sign-out",
    "account/password_change.html": "the page of allauth's new password",
    "account/account_inactive.html": "the page of allauth for a closed account",
    "429.html": "the page of allauth for too many attempts",
}

# Elements that htmx fills when they are opened, with a link inside for a browser without script.
WITH_A_LINK_INSIDE = {
    "ui/components/badge.html: hx-get on <div> that leads nowhere without script": "the panel of „who sees this“"
    " holds a link to the same page",
}

# Packages above 1,500 lines of code, with what was decided about them.
LONG_PACKAGES = {
    "access": "the kernel with all its grounds, vetoes and writers; docs/decisions/0018 says why it stays in one piece",
    "cases": "the whole way of a family is one workflow with its acts and forms; docs/decisions/0037 says why; what is"
    " about the workers of a case alone would part first",
    "consents": "what a person was told and what a person agreed to, with pages, papers and programs;"
    " docs/decisions/0030 says that the texts would part first",
    "config": "half of it is the fictional county, which no installation loads",
    "agreements": "the whole life of a paper is in it: opinion, annex, accession, expiry; docs/decisions/0017 says"
    " what would move above the kernel",
    "disclosures": "the matrix, the acts and the register are one walk; docs/decisions/0033 says that the reads of the"
    " register would part first",
    "desk": "some twenty lines above: it composes what each package below it has, and actions came last; the inbox's"
    " counts would part first",
    "meetings": "the meeting, its agenda, its invitations and its minutes are one walk; docs/decisions/0040 says"
    " that writing and deciding would part first",
    "blue_cards": "some sixty lines above: one procedure with its law, its acts and its forms; docs/decisions/0042"
    " says that requests for the officer would part first",
    "inquiries": "some forty lines above: what the person is told of a request, and the file of an answer;"
    " docs/decisions/0035 says that the asking would part first",
    "diagnosis": "the rounds with their ratings and workshops, and the questionnaires with their reader of workbooks;"
    " docs/decisions/0038 says that the questionnaires would part first",
    "people": "some fifteen lines above: what is replaced is kept and followed by the actions that replace it; the"
    " family card (details) would part first",
    "teams": "the team with its seats, and the variants under which it is founded; docs/decisions/0036 says that the"
    " variants would part first",
    "referrals": "the first walk is whole in it; docs/decisions/0017 says how it will part",
}

# Hosts of packages that are named.
HOSTS_NAMED: dict[str, str] = {}

# Absolute paths that are named.
PATHS_NAMED: dict[str, str] = {}

# Pages that may take more than twelve statements, and how many.
STATEMENTS = {
    "api:basis_what_if": "24: the end is tried in a savepoint and taken back, asked before and after for each reader",
    "api:explain": "40: as desk:why",
    "api:who_can_see": "16: as desk:who_sees",
    "api:handover_unattended": "16: as handover:unattended_xlsx",
    "handover:unattended_xlsx": "16: files, locks on them, who could take each, and how many are closed to the reader",
    "consents:blank": "14: who may sign is asked of every household of the person and of what courts have decided",
    **dict.fromkeys(
        ("disclosures:told", "disclosures:told_pdf", "disclosures:told_xlsx", "api:person_disclosures"),
        "20: the register, corrections, referrals, actions, consents and refusals of a person, whether workers are"
        " named, and who decides for each child of the household",
    ),
    **dict.fromkeys(
        ("blue_cards:show", "blue_cards:pdf", "api:blue_card"),
        "20: a card has five tables, it is read for a purpose of its own, and the inbox is counted for another one",
    ),
    **dict.fromkeys(
        ("blue_cards:list", "blue_cards:list_xlsx"),
        "14: it is read for a purpose of its own, and the inbox is counted for another one",
    ),
    "teams:show": "17: the families that a team works for are read through the door, which asks who the reader is",
    "api:case_disclosures": "16: each kind of fact that decides about the cells of the matrix, once for all of them",
    **dict.fromkeys(
        ("plans:show", "plans:case", "plans:board", "plans:pdf", "plans:xlsx", "plans:differences", "api:plan"),
        "24: a plan is a case, its people and several tables: versions, goals, lines, actions, remarks, signatures,"
        " files; what differs is asked of two",
    ),
    "genograms:pdf": "13: a case, its people with places, work and cards, workers, and the institution, with a menu",
    **dict.fromkeys(
        ("papers:case", "papers:pdf", "api:case_papers"),
        "15: a paper is a case, its people, its diagnosis, the institution, its team with seats and workers",
    ),
    **dict.fromkeys(
        ("diagnosis:show", "diagnosis:pdf", "diagnosis:xlsx"),
        "15: a diagnosis is a case, its rounds, the ratings that are open, workshops, institutions and what happened",
    ),
    "consents:withdraw": "40: the withdrawal is tried and taken back, before and after for each reader",
    "desk:home": "14: what is late and what waits is asked of referrals, requests, actions and cases, with a menu",
    "deadlines:list": "14: referrals, requests, actions, interviews and agreements are asked one after another",
    "desk:why": "40: an explanation asks each fact of each ground apart, to say what each one rests on",
    "desk:who_sees": "16: an explanation asks for both arms and for the names of all whom they admit",
}

# Statements in edges, forms, workflows and packages without tables.
STATEMENTS_AT_EDGES = {
    "foundation/paging.py page_of: .annotate(": "the pager of lists that are no client's: it walks the rows"
    " that a query of an upper package hands to it",
    "foundation/paging.py page_of: .order_by(": "the same pager",
    "foundation/paging.py key_page: .order_by(": "the same pager, by key",
}
